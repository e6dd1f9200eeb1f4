from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, make_round, make_team, person

As = Callable[[User], Client]


def url(people: People) -> str:
    return f"/places/{people.site.parent_id}/figures/"


def test_figures__open_for_the_programmes_people_only(people: People, as_: As):
    viewer = person("Vera", role=Role.PROGRAMME_VIEWER, place=people.site.parent)

    for user in (people.cleo, viewer):
        assert as_(user).get(url(people)).status_code == 200
    for user in (people.ada, people.ben, people.dev):
        assert as_(user).get(url(people)).status_code == 404


def test_figures__are_a_programmes_and_cannot_be_posted_to(people: People, as_: As):
    assert as_(people.cleo).get(f"/places/{people.site.pk}/figures/").status_code == 404
    assert as_(people.cleo).get("/places/999999/figures/").status_code == 404
    assert as_(people.cleo).post(url(people)).status_code == 405


def test_figures__show_no_small_number_and_round_the_others(people: People, as_: As):
    for number in range(9):
        make_round(place=make_team(f"Team {number}", site=people.site))
    make_round(place=people.site, state=State.CANCELLED)

    page = as_(people.cleo).get(url(people)).context_data["page"]

    shown = {figure.what: figure.shown for figure in page.figures}
    assert shown["Rounds being prepared, open or closed"] in {"about 10", "fewer than 8"}
    assert "1" not in shown["Rounds that were cancelled or lapsed"].split()
    assert shown["Rounds agreed by both sides"] == "none"
    assert page.total.shown == "about 10"

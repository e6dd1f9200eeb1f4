from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import TEST, People, make_round, make_team, person
from alongside.core import clock
from alongside.goals.tests.loop_factories import told
from alongside.programmes import services as programmes

As = Callable[[User], Client]


def test_place__opens_for_those_who_belong_and_is_not_there_for_others(people: People, as_: As):
    url = people.site.get_absolute_url()
    viewer = person("Vera", role=Role.PROGRAMME_VIEWER, place=people.site.parent)
    board = person("Bo", role=Role.BOARD_VIEWER, place=people.site)

    for user, status in ((people.ada, 200), (people.ben, 200), (people.cleo, 200), (board, 200)):
        assert as_(user).get(url).status_code == status
    for user in (people.dev, viewer):
        assert as_(user).get(url).status_code == 404


def test_place__of_an_unknown_number_is_not_there(people: People, as_: As):
    assert as_(people.cleo).get("/places/999999/").status_code == 404


def test_place__cannot_be_posted_to(people: People, as_: As):
    assert as_(people.ada).post(people.site.get_absolute_url()).status_code == 405


def test_place__asks_nobody_in_particular_to_sign_in(people: People):
    response = Client().get(people.site.get_absolute_url())

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_place__names_the_pair_who_lead_it_side_by_side(people: People, as_: As):
    _ = people.bea, people.ada

    page = as_(people.ben).get(people.site.get_absolute_url()).context_data["place"]

    assert [(one.name, one.role) for one in page.leaders] == [
        ("Ada", "Site lead"), ("Bea", "Lived-experience co-lead"),
    ]  # fmt: skip


def test_place__lists_what_lies_below_with_its_last_round(people: People, as_: As):
    team = make_team("Heron Ward", site=people.site)
    make_round(place=team, state=State.CLOSED)

    page = as_(people.ada).get(people.site.get_absolute_url()).context_data["place"]

    assert [(one.name, one.last_round) for one in page.children] == [("Heron Ward", "Spring 2026, closed")]


def test_place__shows_a_board_viewer_no_rounds(people: People, as_: As):
    make_round(place=people.site, state=State.SHARED)
    board = person("Bo", role=Role.BOARD_VIEWER, place=people.site)

    answer = as_(board).get(people.site.get_absolute_url())
    page = answer.context_data["place"]

    assert page.rounds == ()
    assert "There is no round yet" not in answer.content.decode(), "there is one: it is not theirs to see"
    assert page.priorities == ()
    assert [words for words, _ in page.links] == ["Whom to turn to"]


def test_place__leads_everybody_to_what_it_tells_in_public_once_there_is_some(people: People, as_: As):
    board = as_(person("Bo", role=Role.BOARD_VIEWER, place=people.site))
    told(people.site)

    links = board.get(people.site.get_absolute_url()).context_data["place"].links

    assert f"/places/{people.site.pk}/said/" in dict(links).values()
    assert board.get(f"/places/{people.site.pk}/said/").status_code == 200


@pytest.mark.parametrize(("who", "page"), [("ada", "/result/"), ("peer", "/")])
def test_place__leads_to_a_result_only_those_who_may_read_it(who: str, page: str, people: People, as_: As):
    round = make_round(place=people.site, state=State.SHARED)
    user = person("Pia", role=Role.PEER_LEAD, place=people.site) if who == "peer" else people.ada

    (line,) = as_(user).get(people.site.get_absolute_url()).context_data["place"].rounds

    assert line.url == f"/rounds/{round.pk}{page}"
    assert as_(user).get(line.url).status_code == 200


def test_place__of_a_site_shows_its_dated_tiers_and_the_partners_of_today(people: People, as_: As, monday: dt.datetime):
    on = clock.today()
    programmes.set_tier(people.site, tier="NETWORK", from_on=on, by=TEST, on=on)
    programmes.set_tier(people.site, tier="PILOT", from_on=on + dt.timedelta(days=90), by=TEST, on=on)
    gone = programmes.add_partner(people.site, name="Old friends", by=TEST, on=on)
    programmes.end_partner(gone, by=TEST, on=on)
    programmes.add_partner(people.site, name="Open Door", what="a charity", by=TEST, on=on)

    page = as_(people.ada).get(people.site.get_absolute_url()).context_data["place"]

    assert [tier for tier, _ in page.tiers] == ["Pilot", "Network"]
    assert page.partners == (("Open Door", "a charity"),)


@pytest.mark.parametrize(("role", "wanted"), [("ada", True), ("ben", False)])
def test_place__offers_only_what_somebody_may_do(role: str, wanted: bool, people: People, as_: As):
    page = as_(getattr(people, role)).get(people.site.get_absolute_url()).context_data["place"]

    assert ("Prepare a round" in dict(page.links)) is wanted

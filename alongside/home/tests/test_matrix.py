from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.tests import meeting_factories as meetings
from alongside.assessments.tests.factories import TEST, People, acting, make_programme, make_round, make_site, person
from alongside.core import clock
from alongside.home.queries.matrix import MatrixPage, MatrixRow
from alongside.programmes import services as programmes

As = Callable[[User], Client]


def url(people: People) -> str:
    return f"/places/{people.site.parent_id}/matrix/"


def matrix(people: People, as_: As, edition: str = "") -> MatrixPage:
    shown: MatrixPage = as_(people.cleo).get(url(people), {"edition": edition}).context_data["matrix"]
    return shown


def row(page: MatrixPage, site: str) -> MatrixRow:
    return next(row for row in page.rows if row.site == site)


def agreed(
    people: People, stages: dict[int, int | None], *, dissent: str = "", edition_slug: str = "ten-challenges-2017"
) -> Round:
    round = meetings.met(people, edition_slug=edition_slug)
    for number, stage in stages.items():
        meetings.position(round, people, number, stage=stage, dissent=dissent)
    for user in (people.ada, people.bea):
        round = services.agree_round(round, by=acting(user), at=clock.now())
    return round


def test_matrix__opens_for_those_who_walk_with_the_sites_only(people: People, as_: As):
    director = person("Dora", role=Role.PROGRAMME_DIRECTOR, place=people.site.parent)
    viewer = person("Vera", role=Role.PROGRAMME_VIEWER, place=people.site.parent)

    for user in (people.cleo, director):
        assert as_(user).get(url(people)).status_code == 200
    for user in (people.ada, people.bea, people.ben, people.dev, viewer):
        assert as_(user).get(url(people)).status_code == 404


def test_matrix__is_a_programmes_and_cannot_be_posted_to(people: People, as_: As):
    assert as_(people.cleo).get(f"/places/{people.site.pk}/matrix/").status_code == 404
    assert as_(people.cleo).get("/places/999999/matrix/").status_code == 404
    assert as_(people.cleo).post(url(people)).status_code == 405


def test_matrix__says_when_nothing_is_agreed_yet(people: People, as_: As):
    make_round(place=people.site, state=State.SHARED)

    page = as_(people.cleo).get(url(people))

    assert page.context_data["matrix"].rows == ()
    assert "No site has agreed a round yet" in page.content.decode()


def test_matrix__keeps_the_sides_apart_beside_what_was_agreed(people: People, as_: As):
    agreed(people, {1: 1}, dissent="Two of us see it lower")

    cell = row(matrix(people, as_), "Calder Valley").cells[0]

    assert cell is not None
    assert (cell.stage, cell.stage_name, cell.dissent) == (1, "Engagement", True)
    assert [(side.group, side.middle) for side in cell.sides] == [("People", 0.0), ("Staff", 2.0)]


def test_matrix__opens_each_cell_to_its_round(people: People, as_: As):
    round = agreed(people, {6: 2})

    cell = row(matrix(people, as_), "Calder Valley").cells[5]

    assert cell is not None
    assert cell.url == f"/rounds/{round.pk}/result/6/"
    assert as_(people.cleo).get(cell.url).status_code == 200


def test_matrix__stands_in_the_order_of_names_whatever_was_agreed(people: People, as_: As):
    make_site("Zennor", programme=people.site.parent)
    make_site("Ashmere", programme=people.site.parent)
    agreed(people, {1: 3})

    assert [row.site for row in matrix(people, as_).rows] == ["Ashmere", "Calder Valley", "Zennor"]


def test_matrix__shows_movement_since_the_round_before(people: People, as_: As, monday: dt.datetime):
    agreed(people, {1: 1, 6: 2})
    with clock.frozen(monday + dt.timedelta(days=200)):
        agreed(people, {1: 2, 6: 1})
        cells = row(matrix(people, as_), "Calder Valley").cells

    assert cells[0] is not None
    assert cells[5] is not None
    assert (cells[0].moved.arrow, cells[5].moved.arrow) == ("↗", "↘")


def test_matrix__movement_breaks_where_an_edition_changed_a_challenge(people: People, as_: As, monday: dt.datetime):
    agreed(people, {1: 1, 6: 1}, edition_slug="ten-challenges-2009")
    with clock.frozen(monday + dt.timedelta(days=400)):
        agreed(people, {1: 2, 6: 2})
        page = matrix(people, as_)
        older = matrix(people, as_, "ten-challenges-2009")

    first, sixth = (row(page, "Calder Valley").cells[number] for number in (0, 5))
    assert first is not None
    assert sixth is not None
    assert (first.moved.stages, sixth.moved.stages) == (1, None)
    assert [slug for slug, _, _ in page.editions] == ["ten-challenges-2017", "ten-challenges-2009"]
    before = row(older, "Calder Valley").cells[0]
    assert before is not None
    assert before.stage == 1


def test_matrix__says_the_tier_at_the_time_and_who_agreed_alone(people: People, as_: As, monday: dt.datetime):
    on = clock.today()
    programmes.set_tier(people.site, tier="NETWORK", from_on=on, by=TEST, on=on)
    programmes.set_tier(people.site, tier="PILOT", from_on=on + dt.timedelta(days=9), by=TEST, on=on)
    round = meetings.met(people, present={"staff": 5})
    meetings.position(round, people)
    services.agree_round(round, alone=True, by=acting(people.ada), at=monday)

    shown = row(matrix(people, as_), "Calder Valley")

    assert (shown.tier, shown.agreed_by) == ("Network", "staff only")


def test_matrix__shows_no_site_of_another_programme(people: People, as_: As):
    make_site("Elsewhere", programme=make_programme("Southern programme"))
    agreed(people, {1: 1})

    assert "Elsewhere" not in as_(people.cleo).get(url(people)).content.decode()

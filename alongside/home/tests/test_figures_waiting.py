"""Who looks after figures is told on the first page what waits: overdue figures, points that somebody asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.core import clock
from alongside.home.queries.figures_waiting import figures_waiting
from alongside.measures import services
from alongside.measures.tests.factories import TODAY, make_series
from alongside.programmes.models import Membership, Place
from alongside.programmes.tests.factories import World, actor, make_member, make_team, make_world

pytestmark = pytest.mark.django_db

As = Callable[[User], Client]
LONG_AGO = dt.date(2024, 1, 1)


@pytest.fixture
def world() -> World:
    return make_world()


def told(somebody: Membership) -> list[tuple[str, str]]:
    return [(one.text, one.why) for one in figures_waiting(actor(somebody), on=TODAY)]


def stale(place: Place, name: str = "Falls") -> None:
    make_series(place, values=[3, 4, 5], first=LONG_AGO, name=name)


def fresh(place: Place) -> None:
    make_series(place, values=[3] * 25, first=LONG_AGO)


def test_figures_waiting__names_what_is_overdue_where_somebody_looks_after_it(world: World):
    team = make_team(world.site, name="Heron Ward")
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    stale(world.site)
    stale(team, "Waits")
    fresh(world.site)

    ((text, why),) = told(champion)

    assert text == f"Enter figures that are overdue at {world.site.name}"
    assert why.startswith("2 series wait: ")
    assert "Heron Ward" in why


def test_figures_waiting__says_no_more_than_it_must_of_one_place(world: World):
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    stale(world.site)

    assert [why for _, why in told(champion)] == ["One series waits."]


def test_figures_waiting__names_three_places_and_counts_the_rest(world: World):
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    for number in range(5):
        stale(make_team(world.site, name=f"Team {number}"))

    assert [why for _, why in told(champion)] == ["5 series wait: Team 0, Team 1, Team 2 and 2 more."]


def test_figures_waiting__tells_who_holds_two_places_once(world: World):
    team = make_team(world.site, name="Heron Ward")
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    make_member(team, role=Role.TEAM_LEAD, voices=("staff",), email=champion.user.email)
    stale(team)

    assert len(told(champion)) == 1


def test_figures_waiting__a_point_that_somebody_asked_about_leads_to_its_page(world: World):
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    fresh_series = make_series(world.site, values=[3] * 25, first=LONG_AGO, name="Falls")
    asked = services.flag_follow_up(
        fresh_series, point_on=dt.date(2025, 3, 1), why="Twice as many. Why?", by=actor(champion), on=TODAY
    )

    (waits,) = figures_waiting(actor(champion), on=TODAY)

    assert waits.text.startswith("Look into “")
    assert waits.text.endswith(f"Falls” at {world.site.name}")
    assert waits.why == "March 2025: Twice as many. Why?"
    assert waits.url == f"/measures/{fresh_series.pk}/points/2025-03-01/"
    services.settle_follow_up(asked, outcome="A fire drill.", by=actor(champion), on=TODAY)
    assert told(champion) == []


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD_VIEWER])
def test_figures_waiting__who_cannot_do_anything_about_it_is_not_told(world: World, role: Role):
    somebody = make_member(world.site, role=role)
    stale(world.site)

    assert told(somebody) == []


def test_figures_waiting__says_nothing_of_another_site(world: World):
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    stale(world.other_site)

    assert told(champion) == []


@pytest.mark.parametrize("number", [2, 20])
def test_figures_waiting__asks_three_times_however_much_there_is(world: World, number: int):
    champion = actor(make_member(world.site, role=Role.DATA_CHAMPION))
    for one in range(number):
        stale(world.site, f"Series {one}")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert list(figures_waiting(champion, on=TODAY))

    assert len(asked) == 3


def test_start__shows_the_overdue_figures(world: World, as_: As):
    champion = make_member(world.site, role=Role.DATA_CHAMPION)
    make_series(world.site, values=[3, 4, 5], first=clock.today() - dt.timedelta(days=400), name="Falls")

    page = as_(champion.user).get("/").content.decode()

    assert f"Enter figures that are overdue at {world.site.name}" in page
    assert f"/places/{world.site.pk}/measures/waiting/" in page

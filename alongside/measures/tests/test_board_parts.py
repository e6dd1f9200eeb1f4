"""A board in parts: what is on each, what is read for it, and that nobody learns from it what they may not see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.core import clock
from alongside.measures import queries, services
from alongside.measures.models import Indicator, Series
from alongside.measures.queries import boards
from alongside.measures.queries.boards import Asked
from alongside.measures.queries.charts import seen_of
from alongside.measures.queries.places import number_due, shown_series
from alongside.measures.rules import periods
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.leaving import Seen
from alongside.measures.rules.words import Counts, Period
from alongside.measures.tests.factories import EVENTS, NOW, P_CHART, TESTS, TODAY, make_library_indicator, make_series
from alongside.numerics.spc.reading import Chart, Profile
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import World, actor, as_, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOW):
        yield


def fill(places: Sequence[Place], names: Sequence[str], *, indicator: Indicator, figures: int = 1) -> list[Series]:
    """A series of each name at each place, with some figures."""
    wanted = [services.SeriesToStart(place=place, indicator=indicator, name=name) for place in places for name in names]
    made = services.start_many_series(places[0].parent or places[0], wanted, by=TESTS, on=dt.date(2024, 1, 1))
    rows = [
        (one, Figures(dt.date(2024, month, 1), value=10.0 + (month * n) % 7))
        for n, one in enumerate(made)
        for month in range(1, figures + 1)
    ]
    services.record_many(places[0].parent or places[0], rows, by=TESTS, at=NOW)
    return made


def named(number: int) -> list[str]:
    return [f"{n:03}" for n in range(1, number + 1)]


def test_board__parts_together_are_all_charts_once(world: World):
    fill([world.team], named(60), indicator=make_library_indicator(name="Falls"))
    tom = actor(world.tom)

    parts = [boards.board(world.team, tom, on=TODAY, asked=Asked(page=page)) for page in (1, 2, 3)]

    titles = [[card.line.title for card in shown.cards] for shown in parts]
    assert [len(some) for some in titles] == [24, 24, 12]
    assert [title for some in titles for title in some] == [f"Falls: {name}" for name in named(60)]
    assert [shown.part.says for shown in parts] == ["1 to 24 of 60", "25 to 48 of 60", "49 to 60 of 60"]
    assert [[row.title for row in shown.signs.rows] for shown in parts] == titles
    assert {shown.due for shown in parts} == {60}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("", "1 to 24 of 60"), ("3", "49 to 60 of 60"), ("4", "49 to 60 of 60"), ("9" * 400, "49 to 60 of 60"),
        ("0", "1 to 24 of 60"), ("-1", "1 to 24 of 60"), ("x", "1 to 24 of 60"),
    ],
)  # fmt: skip
def test_board__a_number_that_is_no_part_leads_to_the_nearest(world: World, asked: str, says: str):
    fill([world.team], named(60), indicator=make_library_indicator(name="Falls"))

    page = as_(world, "tom").get(f"/places/{world.team.pk}/measures/", {"page": asked}).content.decode()

    assert f"Charts {says}</h2>" in page
    assert f": {says}" in page.split("</title>")[0]


def test_board__links_lead_on_and_leave_the_other_parts_where_they_are(world: World):
    teams = [make_team(world.site, name=f"Team {n:03}") for n in range(1, 46)]
    indicator = make_library_indicator(name="Falls")
    fill([world.site], named(30), indicator=indicator)
    fill(teams, named(2), indicator=indicator)

    page = as_(world, "ada").get(f"/places/{world.site.pk}/measures/?measures=2&teams=2").content.decode()

    assert "Measures 25 to 30 of 30. Teams 12 to 22 of 45." in page
    links = re.findall(r'href="(\?[^"]*)"', page)
    assert "?page=2&amp;measures=2&amp;teams=2" in links
    assert "?teams=2#signs" in links
    assert "?measures=2#signs" in links
    assert "?measures=2&amp;teams=3#signs" in links


def test_board__a_short_one_says_nothing_of_parts(world: World):
    fill([world.team], named(24), indicator=make_library_indicator(name="Falls"))

    page = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()

    assert "One by one</h2>" in page
    assert "nhsuk-pagination" not in page


def test_signs__the_place_itself_stands_first_in_every_part(world: World):
    teams = [make_team(world.site, name=f"Team {n:03}") for n in range(1, 46)]
    fill([world.site, *teams], ["", "Nights"], indicator=make_library_indicator(name="Falls"))
    ada = actor(world.ada)

    parts = [boards.board(world.site, ada, on=TODAY, asked=Asked(teams=number)).signs for number in range(1, 6)]

    assert [len(signs.places) for signs in parts] == [12, 12, 12, 12, 2]
    assert {signs.places[0] for signs in parts} == {"Elmbank"}
    assert [name for signs in parts for name in signs.places[1:]] == [team.name for team in teams]
    assert [row.title for row in parts[4].rows] == ["Falls", "Falls: Nights"]
    assert all(len(cell) == 1 for signs in parts for row in signs.rows for cell in row.cells)


def test_signs__without_figures_of_its_own_only_the_teams_stand(world: World):
    fill([world.team], ["", "Nights"], indicator=make_library_indicator(name="Falls"))

    shown = boards.board(world.site, actor(world.ada), on=TODAY)

    assert (shown.cards, shown.signs.places) == ((), ("Rowan ward",))


def test_signs__two_indicators_of_one_name_both_stand_there(world: World):
    for _ in range(2):
        make_series(world.team, indicator=make_library_indicator(name="Falls"), values=[1.0, 2.0])

    shown = boards.board(world.site, actor(world.ada), on=TODAY)

    assert [[len(cell) for cell in row.cells] for row in shown.signs.rows] == [[2]]


GRANTS = (
    (),
    ((Role.PROGRAMME_DIRECTOR, "programme"),),
    ((Role.SITE_LEAD, "site"),),
    ((Role.MEMBER, "team"),),
    ((Role.MEMBER, "other_team"), (Role.TEAM_LEAD, "team")),
    ((Role.CONSULTANT, "programme"), (Role.MEMBER, "team")),
)


@pytest.mark.parametrize("held", GRANTS)
def test_shown_series__is_what_something_may_be_seen_of(world: World, held: tuple[tuple[Role, str], ...]):
    who = Actor("1", "Somebody", tuple(Grant(role, getattr(world, place).scope) for role, place in held))
    for place in (world.programme, world.site, world.team, world.other_team, world.other_site):
        for chart, counts in product((Chart.T, Chart.G, Chart.C), (Counts.INCIDENTS, Counts.SCORE)):
            make_series(place, profile=Profile.SHEWHART, chart=chart, counts=counts)
    make_series(world.team, name="Ended")
    Series.objects.filter(name="Ended").update(ended_on=TODAY)

    for place, below in product((world.programme, world.site, world.team, world.other_site), (False, True)):
        here = {place.pk, *place.children.values_list("pk", flat=True)} if below else {place.pk}
        live = Series.objects.visible_to(who).live().filter(place__in=here).select_related("indicator")
        expected = {one.pk for one in live if seen_of(one, who) is not Seen.NOTHING}
        assert {one.pk for one in shown_series(place, who, below=below)} == expected


def test_board__what_may_not_be_seen_shifts_and_counts_nothing(world: World):
    events = make_library_indicator(name="A single event", **EVENTS)
    falls = make_library_indicator(name="Falls")
    fill([world.team], named(30), indicator=events)
    fill([world.team], named(20), indicator=falls)

    outside = boards.board(world.team, actor(world.cleo), on=TODAY, asked=Asked(page=2))
    inside = boards.board(world.team, actor(world.tom), on=TODAY)
    of_site = boards.board(world.site, actor(world.cleo), on=TODAY)

    assert (outside.part.number, outside.part.total, outside.due) == (1, 20, 20)
    assert inside.part.total == 50
    assert of_site.signs.measures.total == 20
    assert {row.title.split(":")[0] for row in of_site.signs.rows} == {"Falls"}


def test_board__a_team_of_which_nothing_is_seen_is_no_column(world: World):
    fill([world.team], [""], indicator=make_library_indicator(name="A single event", **EVENTS))
    fill([world.other_team], [""], indicator=make_library_indicator(name="Falls"))

    shown = boards.board(world.site, actor(world.cleo), on=TODAY)

    assert (shown.signs.places, shown.signs.teams.total) == (("Alder team",), 1)


DUE: tuple[dict[str, Any], ...] = (
    {"period": Period.MONTH}, {"period": Period.WEEK}, {"period": Period.QUARTER}, {"period": Period.YEAR},
    {"period": Period.DAY}, {**EVENTS}, {**P_CHART},
)  # fmt: skip


def test_number_due__is_what_the_rule_says_of_each(world: World):
    first = dt.date(2025, 12, 1)
    for given, number in product(DUE, (0, 1, 2, 3, 60)):
        made = make_series(world.team, first=first, on=first, name=f"{number}", **given)
        days = [TODAY] if number == 60 else [first + dt.timedelta(days=31 * n) for n in range(number)]
        starts = sorted({periods.start_of(made.period, on) for on in days})
        figures: dict[str, Any] = {"numerator": 1.0, "denominator": 2.0} if given == P_CHART else {"value": 1.0}
        services.record_many(world.team, [(made, Figures(on, **figures)) for on in starts], by=TESTS, at=NOW)
    Series.objects.filter(name__in=["1", "60"]).update(due_days=90)
    tom = actor(world.tom)
    shown = shown_series(world.team, tom)

    for on in (first, dt.date(2026, 1, 15), TODAY, dt.date(2026, 6, 1), dt.date(2028, 1, 1)):
        each = [line.due for line in queries.place_series(world.team, tom, on=on)]
        assert number_due(shown, on=on) == sum(each)
    assert 0 < number_due(shown, on=TODAY) < len(each)


def asked_of(world: World, who: str, place: Place, figures: list[str]) -> int:
    client = as_(world, who)
    client.get(f"/places/{place.pk}/measures/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/places/{place.pk}/measures/").status_code == 200
    figures += [one["sql"] for one in asked if re.search(r'SELECT "measures_observation"\."series_id"', one["sql"])]
    return len(asked)


def test_board__of_a_site_asks_as_often_for_200_teams_as_for_2(world: World):
    indicator = make_library_indicator(name="Falls")
    counted, figures = [], list[str]()
    fill([world.site], named(2), indicator=indicator)
    for number in (2, 198):
        teams = [make_team(world.site, name=f"Team {number} {n:03}") for n in range(number)]
        fill(teams, ["", "Nights"], indicator=indicator)
        counted.append(asked_of(world, "ada", world.site, figures))

    assert counted[0] == counted[1]
    assert len(figures) == 2

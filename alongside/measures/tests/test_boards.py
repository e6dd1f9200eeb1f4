"""Many charts beside each other, in a constant number of queries; a place among others of which none is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.measures import queries, services
from alongside.measures.models import Series
from alongside.measures.queries import boards
from alongside.measures.queries.intervals import interval_in_words, interval_of
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import Counts
from alongside.measures.tests.factories import NOW, TESTS, TODAY, make_library_indicator, make_series
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.tests.factories import World, actor, as_

pytestmark = pytest.mark.django_db

LEVEL = [10.0, 12.0, 11.0, 9.0, 10.5, 11.5] * 3
RATE: dict[str, Any] = {
    "profile": Profile.SHEWHART, "chart": Chart.U, "counts": Counts.INCIDENTS, "direction": Improvement.DECREASE,
    "multiply": 1000.0, "denominator": "bed days", "unit": "per 1,000 bed days",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOW):
        yield


@pytest.mark.parametrize(
    ("place", "statuses"),
    [
        ("programme", "200 200 404 404 404 404 404 404"),
        ("site", "200 200 200 200 404 404 404 404"),
        ("team", "200 200 200 200 200 200 200 404"),
    ],
)
def test_board__opens_for_those_who_may(world: World, place: str, statuses: str):
    where = f"/places/{getattr(world, place).pk}/measures/"

    found = [
        as_(world, who).get(where).status_code for who in ("dora", "cleo", "ada", "bea", "tom", "lea", "ben", "dev")
    ]

    assert found == [int(status) for status in statuses.split()]


def test_board__shows_own_charts_and_the_teams_as_signs(world: World):
    make_series(world.site, values=LEVEL, name="Ours")
    indicator = make_library_indicator(name="Shared")
    make_series(world.team, indicator=indicator, values=LEVEL)
    make_series(world.other_team, indicator=indicator, values=[*LEVEL, 40.0])

    shown = boards.board(world.site, actor(world.ada), on=TODAY)

    assert [card.line.title.endswith("Ours") for card in shown.cards] == [True]
    assert shown.signs.places == ("Elmbank", "Alder team", "Rowan ward")
    row = next(row for row in shown.signs.rows if row.title == "Shared")
    assert [len(cell) for cell in row.cells] == [0, 1, 1]
    assert "worse" in row.cells[1][0].chart.said.sentence


def test_board__a_team_does_not_see_another_teams_charts(world: World):
    make_series(world.team, values=LEVEL, name="Mine")
    make_series(world.other_team, values=LEVEL, name="Theirs")

    page = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()

    assert "Mine" in page
    assert "Theirs" not in page


def test_board__from_outside_shows_signs_and_sentences_without_figures(world: World):
    make_series(world.team, values=LEVEL, counts=Counts.INCIDENTS, name="Incidents")

    inside = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()
    outside = as_(world, "cleo").get(f"/places/{world.team.pk}/measures/").content.decode()

    assert "al-sparkline" in inside
    assert "June 2025: 11.5" in inside
    assert "Incidents" in outside
    assert "al-sparkline" not in outside
    assert "11.5" not in outside


def test_board__a_rate_comes_with_how_far_chance_could_have_moved_it(world: World):
    series = make_series(world.team, fractions=[(9, 500), (12, 540)], **RATE)
    page = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()
    point = as_(world, "tom").get(f"{series.get_absolute_url()}points/2024-02-01/").content.decode()

    assert "February 2024: 22.2 per 1,000 bed days (by chance alone from 11.5 to 38.8)." in page
    assert "No figure out of so few is sharp (by chance alone from 11.5 to 38.8)." in point


def test_interval_of__people_out_of_people_and_none_where_nothing_is_counted(world: World):
    people = make_series(world.team, profile=Profile.SHEWHART, chart=Chart.P, counts=Counts.PEOPLE, multiply=100.0)
    score = make_series(world.team, values=[3.0])

    assert interval_of(people, 81, 263).low == pytest.approx(25.53, abs=0.01)
    assert interval_of(people, 81, 263).high == pytest.approx(36.62, abs=0.01)
    assert interval_of(people, 2.5, 10) is None
    assert interval_of(people, 3, None) is None
    assert interval_of(score, 3, 10) is None
    assert interval_in_words(score, None, None) == ""


def test_waiting__words_at_a_point_stay_inside(world: World):
    series = make_series(world.team, values=LEVEL, counts=Counts.INCIDENTS)
    services.flag_follow_up(series, point_on=dt.date(2024, 3, 1), why="Who was it?", by=TESTS, on=TODAY)

    inside = queries.follow_ups(world.team, actor(world.tom))
    outside = queries.follow_ups(world.team, actor(world.cleo))

    assert [line.why for line in inside] == ["Who was it?"]
    assert outside == ()


@pytest.mark.parametrize(("who", "seen"), [("tom", 1), ("cleo", 0)])
def test_waiting__a_chart_of_single_events_is_not_overdue_for_those_outside(world: World, who: str, seen: int):
    make_series(world.team, values=[1.0, 2.0], profile=Profile.SHEWHART, chart=Chart.G, counts=Counts.TIME)

    assert len(queries.due_series(world.team, actor(getattr(world, who)), on=TODAY)) == seen


def test_board__counts_what_is_overdue_and_says_when_there_is_nothing(world: World):
    empty = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()
    make_series(world.team, values=LEVEL)

    full = as_(world, "tom").get(f"/places/{world.team.pk}/measures/").content.decode()

    assert "Here you will see how Rowan ward moves" in empty
    assert "1 of them waits for figures that are overdue." in full


@pytest.mark.slow
def test_board__asks_as_often_for_1000_series_as_for_10(world: World):
    indicator = make_library_indicator(name="Shared")
    ada, counted = as_(world, "ada"), []
    for number in (10, 990):
        wanted = [
            services.SeriesToStart(place=world.site, indicator=indicator, name=f"{number} {n}") for n in range(number)
        ]
        made = services.start_many_series(world.site, wanted, by=TESTS, on=dt.date(2024, 1, 1))
        figures = [
            (one, Figures(dt.date(2024, month, 1), value=10.0 + (month * n) % 7))
            for n, one in enumerate(made)
            for month in (1, 2, 3)
        ]
        services.record_many(world.site, figures, by=TESTS, at=NOW)
        ada.get(f"/places/{world.site.pk}/measures/")
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(f"/places/{world.site.pk}/measures/").status_code == 200
        counted.append(len(asked))

    assert Series.objects.count() == 1000
    assert counted[0] == counted[1]

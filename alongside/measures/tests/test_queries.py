"""What pages read: in so many queries whatever there is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.measures import queries, services
from alongside.measures.queries import entry
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import BandKind, Period
from alongside.measures.tests.factories import EVENTS, FIRST, NOW, TESTS, TODAY, make_library_indicator, make_series
from alongside.programmes.tests.factories import World, actor

pytestmark = pytest.mark.django_db


def daily(world: World, points: int):
    """A series of so many days, with words at some of them."""
    indicator = make_library_indicator(period=Period.DAY)
    first = TODAY - dt.timedelta(days=points)
    series = make_series(world.team, indicator=indicator, values=[5.0 + n % 7 for n in range(points)], first=first)
    for number in range(min(points, 20)):
        services.note_point(
            series, point_on=first + dt.timedelta(days=number), words="A note", by=actor(world.tom), on=TODAY
        )
    return series


@pytest.mark.parametrize("points", [24, 2400])
def test_series_page__in_so_many_queries_however_many_points(world: World, points: int, django_assert_num_queries):
    series, tom = daily(world, points), actor(world.tom)

    with django_assert_num_queries(10):
        page = queries.series_page(series, actor=tom, on=TODAY)

    assert len(page.points) == points
    assert page.points[0].notes[0].made_by == "Tom"


@pytest.mark.parametrize("points", [24, 2400])
def test_grid_page__in_two_queries_however_many_points(world: World, points: int, django_assert_num_queries):
    series = daily(world, points)

    with django_assert_num_queries(2):
        page = entry.grid_page(series, until=TODAY)

    assert len(page.lines) == 24
    assert page.earlier == page.lines[0].on - dt.timedelta(days=1)


def test_grid_page__of_events_shows_the_last_and_a_few_new_lines(world: World):
    series = make_series(world.team, indicator=make_library_indicator(**EVENTS))
    services.record_many(
        world.team, [(series, Figures(FIRST, number, value=float(number))) for number in range(30)], by=TESTS, at=NOW
    )

    page = entry.grid_page(series, until=TODAY)

    assert [line.order for line in page.lines[:2]] == [6, 7]
    assert page.lines[0].label == "1 January 2024, number 7"
    assert [line.on for line in page.lines[-6:]] == [None] * 6
    assert page.earlier == FIRST


def test_series_page__says_all_that_is_kept_of_a_series(world: World):
    beside = make_library_indicator(name="Injuries", slug="injuries")
    about: dict[str, Any] = {"restrictive": True, "balancing": ("injuries",), "no_balancing": ""}
    series = make_series(world.team, values=[5.0] * 26, **about)
    other = make_series(world.team, indicator=beside, values=[1.0, 2.0])
    services.correct_observation(series, Figures(FIRST, value=6), why="a slip", by=actor(world.tom), at=NOW)
    services.leave_out(series, point_on=FIRST, why="flood", by=TESTS, on=TODAY)
    services.add_known_cause(series, point_on=FIRST, words="flood", by=TESTS, on=TODAY)
    follow_up = services.flag_follow_up(series, point_on=FIRST, why="?", by=TESTS, on=TODAY)
    services.add_band(series, kind=BandKind.TEST, name="Huddles", from_on=FIRST, by=TESTS, on=TODAY)
    services.rebase(series, from_on=dt.date(2025, 1, 1), why="a new ward", by=actor(world.tom), on=TODAY)

    page = queries.series_page(series, actor=actor(world.tom), on=TODAY)

    [first, *_] = page.points
    assert (first.value, first.corrected, first.left_out_why, first.follow_up) == (6, 1, "flood", follow_up.pk)
    assert first.notes[0].is_cause
    assert [band.name for band in page.bands] == ["Huddles"]
    assert [(row.why, row.made_by) for row in page.rebases] == [("a new ward", "Tom")]
    assert [read.series for read in page.balancing] == [other]
    assert (page.no_balancing, page.inside_only, page.due) == ("", False, False)
    [earlier] = queries.revisions_of(series, on=FIRST)
    assert (earlier.value, earlier.why, earlier.by) == (5, "a slip", "Tom")


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({}, ""),
        ({"balancing": ("injuries",)}, "does not collect what is to be read beside it"),
        ({"restrictive": True, "no_balancing": "Nobody counts it."}, "Nobody counts it."),
    ],
)
def test_series_page__says_why_nothing_stands_beside(world: World, about, says: str):
    series = make_series(world.team, values=[5.0], **about)

    said = queries.series_page(series, actor=actor(world.tom), on=TODAY).no_balancing

    assert (says in said) if says else said == ""


def test_read__one_that_cannot_be_charted_keeps_no_other_from_it(world: World):
    about = EVENTS | {"chart": "t"}
    wrong = make_series(world.team, indicator=make_library_indicator(**about))
    services.record_many(world.team, [(wrong, Figures(FIRST, value=4.0))], by=TESTS, at=NOW)
    wrong.observations.update(value=-4.0)
    good, empty = make_series(world.team, values=[1.0, 2.0]), make_series(world.team)

    read = queries.read_series([wrong, good, empty])

    assert [bool(one.reading) for one in read] == [False, True, False]
    assert read[0].why_not.endswith(".")
    assert read[2].why_not == "There are no figures yet."
    assert read[2].last_on is None

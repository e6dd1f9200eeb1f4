"""After a loop has closed, its goal's measure is still read: a signal in the wrong direction asks to reopen it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core.models import AuditEntry
from alongside.goals.models import Goal, Loop
from alongside.goals.rules import loops as rules
from alongside.goals.rules.goals import State
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting, make_goal
from alongside.measures.models import Series
from alongside.measures.tests import factories as measures
from alongside.numerics import spc
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.tests.factories import World

FIRST = dt.date(2024, 1, 1)
CLOSED_AT = dt.datetime(2025, 1, 20, 9, 0, tzinfo=dt.UTC)
QUIET = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 10.0, 9.0, 10.0, 11.0, 10.0]  # January 2024 to January 2025


def closed_with(world: World, *later: float, direction: Improvement = Improvement.DECREASE) -> Loop:
    """A loop that closed in January 2025, with what its goal's measure showed after."""
    series = measures.make_series(world.team, values=QUIET, first=FIRST, direction=direction)
    loop = closed_for(world, series)
    measures.record(series, values=later, first=dt.date(2025, 2, 1))
    cache.clear()
    return loop


def closed_for(world: World, series: Series) -> Loop:
    goal = make_goal(world.team, state=State.PROPOSED)
    Goal.objects.filter(pk=goal.pk).update(series=series)
    return make.closed(world.team, at=CLOSED_AT, goal=Goal.objects.get(pk=goal.pk))


@pytest.fixture(autouse=True)
def _a_new_day(db: None) -> None:
    cache.clear()


def test_signal__a_point_beyond_the_wrong_limit_asks_to_reopen(world: World, monday: dt.datetime):
    loop = closed_with(world, 10.0, 30.0)

    services.notice_signals(at=monday)

    assert Loop.objects.get(pk=loop.pk).signal_on == monday.date()
    assert Loop.objects.get(pk=loop.pk).state == "CLOSED"  # people decide
    assert AuditEntry.objects.filter(action="loop.signal").count() == 1
    services.notice_signals(at=monday)
    assert AuditEntry.objects.filter(action="loop.signal").count() == 1


@pytest.mark.parametrize(
    ("later", "direction"),
    [
        ((10.0, 10.0), Improvement.DECREASE),
        ((30.0,), Improvement.INCREASE),
        ((10.0, 30.0), Improvement.NEUTRAL),
        ((), Improvement.DECREASE),
    ],
)
def test_signal__nothing_where_nothing_went_wrong(world: World, monday: dt.datetime, later, direction):
    loop = closed_with(world, *later, direction=direction)

    services.notice_signals(at=monday)

    assert Loop.objects.get(pk=loop.pk).signal_on is None


def test_signal__what_was_wrong_before_it_closed_is_known(world: World, monday: dt.datetime):
    series = measures.make_series(world.team, values=[*QUIET[:-2], 30.0, 10.0], first=FIRST)
    loop = closed_for(world, series)

    services.notice_signals(at=monday)

    assert Loop.objects.get(pk=loop.pk).signal_on is None


def test_signal__a_series_without_figures_says_nothing(world: World, monday: dt.datetime):
    loop = closed_for(world, measures.make_series(world.team))

    services.notice_signals(at=monday)

    assert Loop.objects.get(pk=loop.pk).signal_on is None


def test_signal__set_aside_with_a_reason_until_later_figures(world: World, monday: dt.datetime):
    loop = closed_with(world, 30.0)
    with pytest.raises(services.NoSignal):
        services.set_signal_aside(loop, why="so", by=acting(world.tom), at=monday)
    services.notice_signals(at=monday)
    with pytest.raises(services.ReasonIsMissing):
        services.set_signal_aside(loop, why="", by=acting(world.tom), at=monday)

    services.set_signal_aside(loop, why="The ward had moved", by=acting(world.tom), at=monday)
    services.notice_signals(at=monday)

    kept = Loop.objects.get(pk=loop.pk)
    assert (kept.signal_on, kept.signals_from) == (None, monday.date())


def test_signal__time_looks_once_a_day(world: World, monday: dt.datetime):
    loop = closed_with(world, 30.0)

    make.pass_days(loop, 1)

    assert Loop.objects.get(pk=loop.pk).signal_on == (monday + make.DAY).date()
    with CaptureQueriesContext(connection) as again:
        make.pass_days(loop, 1)
    assert not any("measures_observation" in query["sql"] for query in again.captured_queries)


def test_signal__many_loops_are_read_in_one_pass(world: World, monday: dt.datetime):
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            services.notice_signals(at=monday)
        return len(asked.captured_queries)

    closed_with(world, 10.0)
    one = counted()
    for _ in range(4):
        closed_with(world, 10.0)

    assert counted() == one


def test_signal__of_a_chart_without_nhs_labels_is_a_point_beyond_its_limit():
    values = [10.0, 11.0, 9.0, 10.0, 12.0, 10.0, 9.0, 11.0, 10.0, 9.0, 10.0, 11.0, 40.0, None]

    def wrong(improvement: Improvement) -> list[int]:
        reading = spc.read(values, profile=Profile.SHEWHART, chart=Chart.I, improvement=improvement, screen=False)
        return [place for place in range(len(values)) if rules.is_wrong_way(reading, place)]

    assert wrong(Improvement.DECREASE) == [12]
    assert wrong(Improvement.INCREASE) == []
    assert wrong(Improvement.NEUTRAL) == []

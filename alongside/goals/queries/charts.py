"""The figures that show a goal: its series as a chart, with its tests of change as bands behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.goals.models import Goal
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import is_wrong_way
from alongside.measures import bands
from alongside.measures.models import Series
from alongside.measures.queries import charts, readings
from alongside.measures.queries.charts import Chart
from alongside.measures.queries.pages import beside_of, why_alone
from alongside.measures.rules import periods
from alongside.measures.rules.leaving import Seen
from alongside.measures.rules.words import BandKind, Period
from alongside.ui.drawing.chart_bands import Band


@dataclass(frozen=True)
class GoalChart:
    """A goal's series for one person; `after` says whether it was measured after what changed.

    `went_wrong_on` is, for a closed goal, the first figure since that is a signal in the wrong direction. `beside` is
    what must be read with it, where there is something, else `alone` says why there is nothing.
    """

    title: str
    url: str
    chart: Chart | None
    last_on: dt.date | None
    changed_on: dt.date | None
    went_wrong_on: dt.date | None = None
    period: str = Period.DAY
    beside: tuple[Chart, ...] = ()
    alone: str = ""

    @property
    def last_in_words(self) -> str:
        """The period or day of the last figure as people say it, such as “March 2026”."""
        return periods.in_words(self.period, self.last_on) if self.last_on else ""

    @property
    def went_wrong_in_words(self) -> str:
        """The period or day since which it goes the wrong way."""
        return periods.in_words(self.period, self.went_wrong_on) if self.went_wrong_on else ""

    @property
    def after(self) -> bool:
        """Whether there is a figure from after the day of the change: without one, nothing shows what it did."""
        return self.last_on is not None and self.changed_on is not None and self.last_on > self.changed_on


def chart_of(goal: Goal, actor: Actor) -> GoalChart | None:
    """The goal's series, read, or None when it has none. Six queries at most.

    What changed is dated by the goal's last finished test of change, else by the day on which the work began.
    """
    if goal.series_id is None:
        return None
    series = Series.objects.select_related("indicator", "place").get(pk=goal.series_id)
    may = actor.can(Permission.SERIES_VIEW, at=series.scope)
    if not may or charts.seen_of(series, actor) is Seen.NOTHING:
        return GoalChart(readings.title_of(series), "", None, None, None)
    read, *others = readings.read_series([series, *beside_of(series, actor)])
    tests = bands.bands_of([series.pk]).get(series.pk, [])
    own = [
        bands.Stretch(band.name, band.from_on, band.to_on, band.kind)
        for band in series.bands.order_by("from_on", "name")
    ]
    drawn = [Band(begins=one.from_on, ends=one.to_on, name=one.name, kind=_kind(one.kind)) for one in (*own, *tests)]
    ended = [one.to_on for one in tests if one.to_on is not None]
    changed_on = max(ended, default=goal.starts_on)
    shown = charts.chart_of(read, actor, bands=drawn, key="goal")
    wrong = _went_wrong_on(read, goal.closed_on) if goal.state == State.CLOSED else None
    beside = tuple(charts.chart_of(one, actor, key=f"beside-{n}") for n, one in enumerate(others))
    return GoalChart(
        title=read.title,
        url=series.get_absolute_url(),
        chart=shown,
        last_on=read.last_on,
        changed_on=changed_on,
        went_wrong_on=wrong,
        period=series.period,
        beside=tuple(one for one in beside if one.seen is not Seen.NOTHING),
        alone=why_alone(series.indicator, others),
    )


def said_of(goals: Iterable[Goal], actor: Actor) -> dict[UUID, str]:
    """What the figures of these goals say, with their name, for each that has some the person may see.

    Force is left out: what it says stands on the goal's own page, with what is to be read beside it.
    Three queries and one pass of the engine, however many goals there are.
    """
    asked = {goal.pk: goal.series_id for goal in goals if goal.series_id is not None}
    if not asked:
        return {}
    rows = Series.objects.visible_to(actor).filter(pk__in=set(asked.values()), indicator__restrictive=False)
    rows = rows.select_related("indicator")
    seen = [row for row in rows if charts.seen_of(row, actor) is not Seen.NOTHING]
    said = {
        read.series.pk: f"{read.title}: {charts.chart_of(read, actor).said.sentence}"
        for read in readings.read_series(seen)
    }
    return {goal: said[series] for goal, series in asked.items() if series in said}


def _went_wrong_on(read: readings.Read, day: dt.date | None) -> dt.date | None:
    """The first point after a day that is special in the wrong direction."""
    reading = read.reading
    if reading is None or day is None:
        return None
    days = [(place, x) for place, x in enumerate(reading.x) if isinstance(x, dt.date) and x > day]
    return next((x for place, x in days if is_wrong_way(reading, place)), None)


def _kind(kind: str) -> str:
    return "cycle" if kind in (BandKind.TEST, BandKind.CHANGE) else "other"

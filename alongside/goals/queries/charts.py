"""The figures that show a goal: its series as a chart, with its tests of change as bands behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.goals.models import Goal
from alongside.measures import bands
from alongside.measures.models import Series
from alongside.measures.queries import charts, readings
from alongside.measures.queries.charts import Chart
from alongside.measures.rules.leaving import Seen
from alongside.measures.rules.words import BandKind
from alongside.ui.drawing.chart import Band


@dataclass(frozen=True)
class GoalChart:
    """A goal's series for one person; `after` says whether it was measured after what changed."""

    title: str
    url: str
    chart: Chart | None
    last_on: dt.date | None
    changed_on: dt.date | None

    @property
    def after(self) -> bool:
        """Whether there is a figure from after the day of the change: without one, nothing shows what it did."""
        return self.last_on is not None and self.changed_on is not None and self.last_on > self.changed_on


def chart_of(goal: Goal, actor: Actor) -> GoalChart | None:
    """The goal's series, read, or None when it has none. Five queries at most.

    What changed is dated by the goal's last finished test of change, else by the day on which the work began.
    """
    if goal.series_id is None:
        return None
    series = Series.objects.select_related("indicator", "place").get(pk=goal.series_id)
    [read] = readings.read_series([series])
    may = actor.can(Permission.SERIES_VIEW, at=series.scope)
    if not may or charts.seen_of(series, actor) is Seen.NOTHING:
        return GoalChart(read.title, "", None, None, None)
    tests = bands.bands_of([series.pk]).get(series.pk, [])
    own = [
        bands.Stretch(band.name, band.from_on, band.to_on, band.kind)
        for band in series.bands.order_by("from_on", "name")
    ]
    drawn = [Band(begins=one.from_on, ends=one.to_on, name=one.name, kind=_kind(one.kind)) for one in (*own, *tests)]
    ended = [one.to_on for one in tests if one.to_on is not None]
    changed_on = max(ended, default=goal.starts_on)
    shown = charts.chart_of(read, actor, bands=drawn, key="goal")
    return GoalChart(read.title, series.get_absolute_url(), shown, read.last_on, changed_on)


def _kind(kind: str) -> str:
    return "cycle" if kind in (BandKind.TEST, BandKind.CHANGE) else "other"

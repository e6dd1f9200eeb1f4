"""The page on which figures are typed: one line for each period, or for each event and a few more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.measures.models import Observation, Series
from alongside.measures.queries.readings import title_of
from alongside.measures.rules import periods
from alongside.measures.rules.words import PERIOD_SAYS, SUBGROUPS, Entry, Period

LINES, NEW_LINES = 24, 6

Numbers = tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class GridLine:
    """One line to type a figure in. `on` is None where the date is typed too; `was` is what stands there now."""

    key: str
    label: str
    on: dt.date | None
    order: int = 0
    was: Numbers | None = None
    comment: str = ""


@dataclass(frozen=True)
class GridPage:
    """Figures of one series to type, the earliest first. `earlier` is the date to go back to for older ones."""

    series: Series
    title: str
    lines: tuple[GridLine, ...]
    fraction: bool
    dated: bool
    unit: str
    period_says: str
    earlier: dt.date | None


def grid_page(series: Series, *, until: dt.date) -> GridPage:
    """The last two years or so of a series to type, ending at a date. Three queries."""
    row = Series.objects.select_related("indicator", "place").get(pk=series.pk)
    several = row.period == Period.EVENT or row.chart in SUBGROUPS
    lines, earlier = _events(row, until) if several else _periods(row, until)
    return GridPage(
        series=row,
        title=title_of(row),
        lines=lines,
        fraction=row.entry == Entry.FRACTION,
        dated=several,
        unit=row.indicator.unit,
        period_says=_(PERIOD_SAYS[Period(row.period)]),
        earlier=earlier,
    )


def _periods(series: Series, until: dt.date) -> tuple[tuple[GridLine, ...], dt.date | None]:
    starts = periods.latest(series.period, number=LINES, on=until)
    found = {point.on: point for point in series.observations.filter(on__in=starts)}
    lines = tuple(_line(series, on, found.get(on)) for on in starts)
    return lines, starts[0] - dt.timedelta(days=1) if starts else None


def _events(series: Series, until: dt.date) -> tuple[tuple[GridLine, ...], dt.date | None]:
    points = list(series.observations.filter(on__lte=until).order_by("-on", "-order")[: LINES + 1])
    shown = points[:LINES][::-1]
    lines = [_line(series, point.on, point) for point in shown]
    lines += [
        GridLine(f"new{number}", _("New %(number)s") % {"number": number}, None) for number in range(1, NEW_LINES + 1)
    ]
    return tuple(lines), points[-1].on if len(points) > LINES else None


def _line(series: Series, on: dt.date, point: Observation | None) -> GridLine:
    label = periods.in_words(series.period, on)
    if point is None:
        return GridLine(f"{on:%Y%m%d}", label, on)
    was = (point.value, point.numerator, point.denominator)
    if point.order:
        label = _("%(period)s, number %(number)s") % {"period": label, "number": point.order + 1}
    return GridLine(f"{on:%Y%m%d}x{point.order}", label, on, point.order, was, point.comment)

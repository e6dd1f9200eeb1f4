"""Indicators, series and figures for tests, made through services, so that no test starts from an impossible state."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from alongside.access.permissions import Role
from alongside.core import audit
from alongside.measures import services
from alongside.measures.models import ImportBatch, Indicator, Series
from alongside.measures.rules import periods
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.settings import Settings
from alongside.measures.rules.words import Counts, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import actor, make_member, make_site

TESTS = audit.System("tests")
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 2)
FIRST = dt.date(2024, 1, 1)

_numbers = itertools.count(1)


def new_indicator(**given: Any) -> services.NewIndicator:
    number = next(_numbers)
    usual: dict[str, Any] = {
        "slug": f"indicator-{number}",
        "name": f"Indicator {number}",
        "definition": "What it is.",
        "direction": Improvement.DECREASE,
        "counts": Counts.SCORE,
    }
    return services.NewIndicator(**usual | given)


def make_indicator(place: Place | None = None, *, on: dt.date = FIRST, **given: Any) -> Indicator:
    """An indicator of a site's own, read as an NHS XmR chart unless said otherwise."""
    return services.add_indicator(place or make_site(), new_indicator(**given), by=TESTS, on=on)


def make_library_indicator(*, on: dt.date = FIRST, **given: Any) -> Indicator:
    """An indicator that every place may use."""
    made = services.indicators.indicator_from(new_indicator(**given), scope="")
    made.published_on = on
    made.save(force_insert=True)
    return made


EVENTS: dict[str, Any] = {
    "profile": Profile.SHEWHART, "chart": Chart.G, "counts": Counts.INCIDENTS, "period": Period.EVENT,
}  # fmt: skip
P_CHART: dict[str, Any] = {"profile": Profile.SHEWHART, "chart": Chart.P, "counts": Counts.PEOPLE}


def make_series(
    place: Place | None = None,
    *,
    indicator: Indicator | None = None,
    values: Sequence[float | None] = (),
    fractions: Sequence[tuple[float, float]] = (),
    first: dt.date = FIRST,
    settings: dict[str, Any] | None = None,
    name: str = "",
    on: dt.date = FIRST,
    **given: Any,
) -> Series:
    """A monthly series at a site with figures from a month on; `given` goes to its indicator, `settings` to itself."""
    place = place or make_site()
    indicator = indicator or make_library_indicator(**given)
    read: Settings = dataclasses.replace(indicator.usual_settings, **settings or {})
    series = services.start_series(place, indicator, settings=read, name=name, by=TESTS, on=on)
    record(series, values=values, fractions=fractions, first=first)
    return series


def make_import(series: Series, *, value: float = 5.0) -> ImportBatch:
    """One figure, the latest, brought in by a data champion of the place."""
    champion = actor(make_member(series.place, role=Role.DATA_CHAMPION))
    on = periods.start_of(series.period, TODAY - dt.timedelta(days=40))
    return services.import_figures(series, [Figures(on, value=value)], services.Choices(sure=True), by=champion, at=NOW)


def record(
    series: Series,
    *,
    values: Sequence[float | None] = (),
    fractions: Sequence[tuple[float, float]] = (),
    first: dt.date = FIRST,
) -> None:
    """One figure for each period from the first on."""
    number = len(values) or len(fractions)
    starts = [periods.start_of(series.period, first)]
    while len(starts) < number:
        starts.append(periods.next_after(series.period, starts[-1]))
    figures = [
        Figures(on, value=value, comment="none" if value is None else "")
        for on, value in zip(starts, values, strict=False)
    ]
    figures += [
        Figures(on, numerator=one, denominator=other) for on, (one, other) in zip(starts, fractions, strict=False)
    ]
    if figures:
        services.record_many(series.place, [(series, one) for one in figures], by=TESTS, at=NOW)

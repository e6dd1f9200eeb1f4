"""Many series and many figures at once, with one audit row: for the API, a demonstration and trials of size.

They obey the same rules as the services for one, except that nobody is asked whether a doubtful figure is right.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction

from alongside.core import audit, clock
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.measures.models import Observation, Series
from alongside.measures.rules import entry, periods
from alongside.measures.rules.entry import Figures, Past
from alongside.measures.services import refusals
from alongside.measures.services.checking import batched, facts_of
from alongside.measures.services.series import SeriesToStart, series_from
from alongside.programmes.models import Place

ROWS = 2000
MOST_NAMED = 10


@transaction.atomic
def start_many_series(place: Place, wanted: Sequence[SeriesToStart], *, by: audit.Doer, on: dt.date) -> list[Series]:
    """Started many series at a place and places below it, in their order. Refuses what `start_series` refuses."""
    if any(not one.place.scope.startswith(place.scope) for one in wanted):
        raise refusals.IndicatorNotOpen(gettext_noop("One of these places lies elsewhere."))
    made = [series_from(one, on=on) for one in wanted]
    try:
        with transaction.atomic():
            Series.objects.bulk_create(made, batch_size=ROWS)
    except IntegrityError as taken:
        raise refusals.SeriesIsThere from taken
    audit.record("series.many_started", by=by, at=clock.moment_on(on), scope=place.scope, subject=place.scope,
                 changes={"number": len(made)})  # fmt: skip
    return made


@transaction.atomic
def record_many(place: Place, figures: Iterable[tuple[Series, Figures]], *, by: audit.Doer, at: dt.datetime) -> int:
    """Entered many figures of series at a place and below it; how many.

    Refuses, and then enters none: what the rules of entry are certain of, a period that has a figure, a series that
    has ended or lies elsewhere. The series' indicators should have been fetched with them.
    """
    by_series: dict[Series, list[Figures]] = defaultdict(list)
    for series, one in figures:
        by_series[series].append(one)
    today, rows = date_of(at), []
    for series, some in by_series.items():
        if series.ended_on:
            raise refusals.SeriesHasEnded
        if not series.scope.startswith(place.scope):
            raise refusals.NotAPlaceForThat(gettext_noop("One of these series lies elsewhere."))
        _refuse_wrong(series, some, today)
        rows += [observation_from(series, one, by=by.signature, on=today) for one in some]
    create(rows)
    changes = {"figures": len(rows), "series": [str(one.pk) for one in by_series][:MOST_NAMED]}
    audit.record("observations.recorded", by=by, at=at, scope=place.scope, subject=place.scope, changes=changes)
    return len(rows)


def observation_from(series: Series, figures: Figures, *, by: str, on: dt.date) -> Observation:
    """One row, not yet saved."""
    return Observation(
        series=series,
        on=periods.start_of(series.period, figures.on),
        order=figures.order,
        value=figures.value,
        numerator=figures.numerator,
        denominator=figures.denominator,
        comment=figures.comment,
        recorded_on=on,
        recorded_by=by,
    )


def create(rows: Sequence[Observation]) -> None:
    """Write figures that are new. Refuses when one of them is there already."""
    try:
        with transaction.atomic():
            for some in batched(rows, ROWS):
                Observation.objects.bulk_create(some)
    except IntegrityError as taken:
        raise refusals.FigureIsThere(
            gettext_noop("One of these periods has a figure already, so nothing was entered.")
        ) from taken


def rewrite(points: Sequence[Observation]) -> None:
    """Write changed figures anew, many times faster than changing each row: nothing points to a row of these."""
    for some in batched(points, ROWS):
        Observation.objects.filter(pk__in=[point.pk for point in some]).delete()
        for point in some:
            point.pk = None
        Observation.objects.bulk_create(some)


def _refuse_wrong(series: Series, figures: Sequence[Figures], today: dt.date) -> None:
    facts, none = facts_of(series), Past()
    for one in figures:
        wrong = [found for found in entry.findings(facts, one, none, today=today) if found.certain]
        if wrong:
            raise refusals.FiguresRefused(wrong)

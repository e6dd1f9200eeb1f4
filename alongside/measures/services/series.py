"""Starting a series, deciding how its chart is read, and ending it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from alongside.core import audit
from alongside.core.words import gettext_noop
from alongside.frameworks import rules as scopes
from alongside.measures.models import Band, Indicator, Rebase, Series
from alongside.measures.rules.settings import Settings, wrong_with
from alongside.measures.rules.words import BandKind, Period
from alongside.measures.services import refusals
from alongside.measures.services.trail import held, reason, record_on
from alongside.programmes.models import Place

DUE_DAYS = 21


@dataclass(frozen=True, kw_only=True)
class SeriesToStart:
    """A series to be: of an indicator at a place. What is not said is as the indicator says."""

    place: Place
    indicator: Indicator
    settings: Settings | None = None
    name: str = ""
    period: Period | None = None
    due_days: int = DUE_DAYS
    started_on: dt.date | None = None


@transaction.atomic
def start_series(
    place: Place,
    indicator: Indicator,
    *,
    by: audit.Doer,
    on: dt.date,
    settings: Settings | None = None,
    name: str = "",
    period: Period | None = None,
    due_days: int = DUE_DAYS,
    started_on: dt.date | None = None,
) -> Series:
    """Started a series of an indicator at a place. `started_on` is the first day figures are expected of (else `on`).

    Refuses an indicator that the place may not use, settings that do not fit together, and a second live series of
    the same indicator under the same name.
    """
    made = series_from(
        SeriesToStart(
            place=place, indicator=indicator, settings=settings, name=name, period=period, due_days=due_days,
            started_on=started_on,
        ),
        on=on,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise refusals.SeriesIsThere from taken
    changes = {"indicator": str(indicator), "name": made.name, "chart": made.chart, "profile": made.profile}
    record_on(made, "series.started", by=by, on=on, changes=changes)
    return made


def series_from(wanted: SeriesToStart, *, on: dt.date) -> Series:
    """One row, not yet saved. A part of other services, with their refusals."""
    indicator, place = wanted.indicator, wanted.place
    if indicator.published_on is None or indicator.scope not in scopes.scopes_above(place.scope):
        raise refusals.IndicatorNotOpen
    settings = wanted.settings or indicator.usual_settings
    period = wanted.period or Period(indicator.period)
    if wrong := wrong_with(settings, period=period):
        raise refusals.SettingsAreWrong(wrong)
    made = Series(
        place=place,
        scope=place.scope,
        indicator=indicator,
        name=" ".join(wanted.name.split()),
        period=period,
        due_days=wanted.due_days,
        started_on=wanted.started_on or on,
    )
    made.settings = settings
    return made


@transaction.atomic
def change_settings(
    series: Series, *, settings: Settings, by: audit.Doer, on: dt.date, due_days: int | None = None
) -> Series:
    """Changed how a chart is read. Refuses no change, settings that do not fit together, and another kind of figures
    when there are some."""
    series = held(series)
    if wrong := wrong_with(settings, period=series.period):
        raise refusals.SettingsAreWrong(wrong)
    if settings.entry != series.entry and series.observations.exists():
        raise refusals.FiguresAreOfAnotherKind
    due = series.due_days if due_days is None else due_days
    before, now = _as_kept(series), {}
    series.settings, series.due_days = settings, due
    now = _as_kept(series)
    changes = {name: {"was": before[name], "is": now[name]} for name in now if before[name] != now[name]}
    if not changes:
        raise refusals.NothingChanges
    series.save(update_fields=list(now))
    record_on(series, "series.settings_changed", by=by, on=on, changes=changes)
    return series


SETTINGS = (
    "profile", "chart", "entry", "improvement", "screen", "shift", "trend", "trend_ties", "two_in_three", "baseline",
    "centre", "multiply", "aggregate", "negative", "targets", "due_days",
)  # fmt: skip


def _as_kept(series: Series) -> dict[str, Any]:
    return {name: getattr(series, name) for name in SETTINGS}


@transaction.atomic
def end_series(series: Series, *, why: str, by: audit.Doer, on: dt.date) -> Series:
    """Ended a series. Its figures and its chart stay. Refuses one that has ended, and without a reason."""
    series = held(series)
    series.ended_on, series.ended_why = max(on, series.started_on), reason(why)
    series.save(update_fields=["ended_on", "ended_why"])
    record_on(series, "series.ended", by=by, on=on, changes={"why": series.ended_why})
    return series


@transaction.atomic
def rebase(series: Series, *, from_on: dt.date, why: str, by: audit.Doer, on: dt.date) -> Rebase:
    """Let the limits begin anew from a date on; the old ones stay in grey. Refuses without a reason, and a date
    on which they do already."""
    series = held(series)
    row = Rebase(series=series, from_on=from_on, why=reason(why), made_on=on, made_by=by.signature)
    if series.rebases.filter(from_on=from_on).exists():
        raise refusals.RebasedAlready
    row.save(force_insert=True)
    record_on(series, "series.rebased", by=by, on=on, changes={"from": from_on, "why": row.why})
    return row


@transaction.atomic
def withdraw_rebase(row: Rebase, *, why: str, by: audit.Doer, on: dt.date) -> None:
    """Took back a re-base: the limits run on across its date. Refuses without a reason."""
    series = held(row.series)
    record_on(series, "series.rebase_withdrawn", by=by, on=on, changes={"from": row.from_on, "why": reason(why)})
    row.delete()


@transaction.atomic
def add_band(
    series: Series,
    *,
    kind: BandKind,
    name: str,
    from_on: dt.date,
    by: audit.Doer,
    on: dt.date,
    to_on: dt.date | None = None,
    source: str = "",
) -> Band:
    """Drew a stretch of time with a name on a chart. Refuses one that ends before it begins, and one without a name."""
    series = held(series)
    if to_on and to_on < from_on:
        raise refusals.DatesAreWrong
    band = Band(
        series=series, kind=kind, name=" ".join(name.split()), from_on=from_on, to_on=to_on, source=source, made_on=on,
        made_by=by.signature,
    )  # fmt: skip
    if not band.name:
        raise refusals.ReasonIsMissing(gettext_noop("Give the stretch of time a name."))
    band.save(force_insert=True)
    changes = {"name": band.name, "kind": band.kind, "from": from_on, "to": to_on}
    record_on(series, "series.band_added", by=by, on=on, changes=changes)
    return band


@transaction.atomic
def end_band(band: Band, *, to_on: dt.date, by: audit.Doer, on: dt.date) -> Band:
    """Said when a stretch of time ended. Refuses a day before it began."""
    series = held(band.series)
    if to_on < band.from_on:
        raise refusals.DatesAreWrong
    band.to_on = to_on
    band.save(update_fields=["to_on"])
    record_on(series, "series.band_ended", by=by, on=on, changes={"name": band.name, "to": to_on})
    return band


@transaction.atomic
def remove_band(band: Band, *, by: audit.Doer, on: dt.date) -> None:
    """Took a stretch of time off a chart."""
    series = held(band.series)
    record_on(series, "series.band_removed", by=by, on=on, changes={"name": band.name, "from": band.from_on})
    band.delete()

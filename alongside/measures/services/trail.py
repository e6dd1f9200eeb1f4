"""How this app's services leave their row in the audit trail, and hold a series while they write to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alongside.core import audit, clock
from alongside.measures.models import Series
from alongside.measures.services import refusals


def record(
    series: Series, action: str, *, by: audit.Doer, at: dt.datetime, changes: Mapping[str, Any] | None = None
) -> None:
    audit.record(action, by=by, at=at, scope=series.scope, subject=f"series:{series.pk}", changes=changes)


def record_on(
    series: Series, action: str, *, by: audit.Doer, on: dt.date, changes: Mapping[str, Any] | None = None
) -> None:
    record(series, action, by=by, at=clock.moment_on(on), changes=changes)


def held(series: Series) -> Series:
    """The series as it is now, with its indicator, locked until the transaction ends. Refuses one that has ended."""
    fresh = Series.objects.select_for_update(of=("self",)).select_related("indicator", "place").get(pk=series.pk)
    if fresh.ended_on:
        raise refusals.SeriesHasEnded
    return fresh


def reason(why: str) -> str:
    """A reason on one line. Refuses one that is empty."""
    kept = " ".join(why.split())
    if not kept:
        raise refusals.ReasonIsMissing
    return kept

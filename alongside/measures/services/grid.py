"""A page of figures, saved at once: what is new is entered, what differs is put right, the rest stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max

from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.models import Observation, Revision, Series
from alongside.measures.rules import entry, periods
from alongside.measures.rules.entry import Figures, Finding
from alongside.measures.rules.words import SUBGROUPS, Period
from alongside.measures.services import refusals
from alongside.measures.services.bulk import create, observation_from
from alongside.measures.services.checking import facts_of, pasts_of
from alongside.measures.services.matching import Numbers
from alongside.measures.services.observations import revision_of
from alongside.measures.services.trail import held, reason, record

Spot = tuple[dt.date, int]


@dataclass(frozen=True)
class GridRow:
    """One changed row of the page: its key there, what was typed, and what stood there when the page was opened.

    `was` is None for a row that had no figure.
    """

    key: str
    figures: Figures
    was: Numbers | None


class GridRefused(Refusal):
    """Some rows are not right, so nothing was saved. `findings` are by the rows' keys."""

    def __init__(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        self.findings = findings
        self.doubtful = not any(one.certain for some in findings.values() for one in some)
        super().__init__(gettext_noop("Nothing was saved yet. Look at the figures marked below."))


@transaction.atomic
def enter_figures(
    series: Series, rows: Sequence[GridRow], *, by: audit.Doer, at: dt.datetime, why: str = "", sure: bool = False
) -> int:
    """Entered and put right figures of a series, all or none; how many.

    Refuses no change, a figure put right without a reason, one that somebody else has changed meanwhile, and what
    the rules of entry find wrong or (unless sure) doubtful.
    """
    series = held(series)
    if not rows:
        raise refusals.NothingChanges
    if any(row.was is not None for row in rows):
        why = reason(why)
    there = {(point.on, point.order): point for point in _standing(series, rows)}
    placed = _placed(series, rows)
    _refuse_wrong(series, placed, there, today=date_of(at), sure=sure)
    new = [row.figures for row in placed if (row.figures.on, row.figures.order) not in there]
    create([observation_from(series, one, by=by.signature, on=date_of(at)) for one in new])
    history: list[Revision] = []
    changes: dict[str, object] = {"new": len(new)}
    for row in placed:
        point = there.get((row.figures.on, row.figures.order))
        if point:
            changes[f"{point.on} {point.order}".removesuffix(" 0")] = {"was": row.was, "is": row.figures.numbers}
            history.append(revision_of(point, why=why, by=by, at=at))
            _put_right(point, row.figures)
    Revision.objects.bulk_create(history)
    record(series, "observations.entered", by=by, at=at, changes=changes | ({"why": why} if history else {}))
    return len(placed)


def _standing(series: Series, rows: Sequence[GridRow]) -> list[Observation]:
    days = {periods.start_of(series.period, row.figures.on) for row in rows}
    return list(series.observations.filter(on__in=days))


def _placed(series: Series, rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows at the first day of their period; a new one among several of a day gets the next number there."""
    several = series.period == Period.EVENT or series.chart in SUBGROUPS
    highest: dict[dt.date, int] = {}
    if several:
        days = [periods.start_of(series.period, row.figures.on) for row in rows]
        found = series.observations.filter(on__in=days).values_list("on").annotate(highest=Max("order"))
        highest = dict(found.order_by())
    placed = []
    for row in rows:
        on, order = periods.start_of(series.period, row.figures.on), row.figures.order
        if several and row.was is None:
            order = highest[on] = highest.get(on, -1) + 1
        placed.append(GridRow(row.key, replace(row.figures, on=on, order=order), row.was))
    return placed


def _refuse_wrong(
    series: Series, rows: Sequence[GridRow], there: Mapping[Spot, Observation], *, today: dt.date, sure: bool
) -> None:
    facts, past = facts_of(series), pasts_of([series])[series.pk]
    wrong: dict[str, list[Finding]] = {}
    for row in rows:
        found = [*entry.findings(facts, row.figures, past, today=today)]
        if meanwhile := _meanwhile(row, there.get((row.figures.on, row.figures.order))):
            found.append(meanwhile)
        if any(one.certain or not sure for one in found):
            wrong[row.key] = found
    if wrong:
        raise GridRefused(wrong)


def _meanwhile(row: GridRow, point: Observation | None) -> Finding | None:
    now = (point.value, point.numerator, point.denominator) if point else None
    if now == row.was:
        return None
    box = "value" if row.figures.numerator is None else "numerator"
    said = _("Somebody has changed this figure since you opened the page. Open it again.")
    return Finding("meanwhile", said, box)


def _put_right(point: Observation, figures: Figures) -> None:
    point.value, point.numerator, point.denominator = figures.numbers
    point.comment, point.batch = figures.comment, None
    point.save(update_fields=["value", "numerator", "denominator", "comment", "batch"])

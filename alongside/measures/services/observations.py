"""Entering one figure, putting it right, leaving it out, and writing at it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.measures.models import FollowUp, Note, Observation, Revision, Series
from alongside.measures.rules import entry, periods
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import NoteKind
from alongside.measures.services import refusals
from alongside.measures.services.checking import facts_of, pasts_of
from alongside.measures.services.trail import held, reason, record, record_on


@transaction.atomic
def record_observation(
    series: Series, figures: Figures, *, by: audit.Doer, at: dt.datetime, sure: bool = False
) -> Observation:
    """Entered a figure. `sure` confirms what is merely doubtful.

    Refuses what the rules of entry find wrong or (unless sure) doubtful, and a period that has a figure.
    """
    series = held(series)
    _check(series, figures, today=date_of(at), sure=sure)
    on = periods.start_of(series.period, figures.on)
    if series.observations.filter(on=on, order=figures.order).exists():
        raise refusals.FigureIsThere
    made = Observation(
        series=series,
        on=on,
        order=figures.order,
        value=figures.value,
        numerator=figures.numerator,
        denominator=figures.denominator,
        comment=figures.comment,
        recorded_on=date_of(at),
        recorded_by=by.signature,
    )
    made.save(force_insert=True)
    record(series, "observation.recorded", by=by, at=at, changes=_named(made) | {"is": _numbers(made)})
    return made


@transaction.atomic
def correct_observation(
    series: Series, figures: Figures, *, why: str, by: audit.Doer, at: dt.datetime, sure: bool = False
) -> Observation:
    """Put a figure right; the earlier one is kept, with who, when and why.

    Refuses without a reason, where there is no figure, no change, and what the rules of entry find wrong or (unless
    sure) doubtful.
    """
    series = held(series)
    why = reason(why)
    point = _point(series, figures.on, figures.order)
    if figures.numbers == _numbers(point):
        raise refusals.NothingChanges
    _check(series, figures, today=date_of(at), sure=sure)
    before = _numbers(point)
    keep_revision(point, why=why, by=by, at=at)
    point.value, point.numerator, point.denominator = figures.numbers
    point.comment = figures.comment or point.comment
    point.batch = None
    point.save(update_fields=["value", "numerator", "denominator", "comment", "batch"])
    changes = _named(point) | {"was": before, "is": _numbers(point), "why": why}
    record(series, "observation.corrected", by=by, at=at, changes=changes)
    return point


@transaction.atomic
def leave_out(
    series: Series, *, point_on: dt.date, why: str, by: audit.Doer, on: dt.date, order: int = 0
) -> Observation:
    """Left a point out of centre, spread and runs; it is still drawn. Refuses without a reason, and twice."""
    series = held(series)
    point = _point(series, point_on, order)
    if point.left_out_on:
        raise refusals.LeftOutAlready
    point.left_out_on, point.left_out_why = on, reason(why)
    point.save(update_fields=["left_out_on", "left_out_why"])
    record_on(series, "observation.left_out", by=by, on=on, changes=_named(point) | {"why": point.left_out_why})
    return point


@transaction.atomic
def take_in(series: Series, *, point_on: dt.date, why: str, by: audit.Doer, on: dt.date, order: int = 0) -> Observation:
    """Counted a point again that was left out. Refuses without a reason, and one that is counted."""
    series = held(series)
    point = _point(series, point_on, order)
    if not point.left_out_on:
        raise refusals.NotLeftOut
    point.left_out_on, point.left_out_why = None, ""
    point.save(update_fields=["left_out_on", "left_out_why"])
    record_on(series, "observation.taken_in", by=by, on=on, changes=_named(point) | {"why": reason(why)})
    return point


@transaction.atomic
def note_point(series: Series, *, point_on: dt.date, words: str, by: audit.Doer, on: dt.date, order: int = 0) -> Note:
    """Wrote a note at a point. Refuses without words."""
    series = held(series)
    made = _write(series, NoteKind.NOTE, words, point_on, order, by=by.signature, on=on)
    record_on(series, "point.noted", by=by, on=on, changes={"point": made.on, "words": made.words})
    return made


@transaction.atomic
def add_known_cause(
    series: Series, *, point_on: dt.date, words: str, by: audit.Doer, on: dt.date, order: int = 0
) -> Note:
    """Named a known cause at a point. Refuses without words."""
    series = held(series)
    made = _write(series, NoteKind.KNOWN_CAUSE, words, point_on, order, by=by.signature, on=on)
    record_on(series, "point.cause_named", by=by, on=on, changes={"point": made.on, "words": made.words})
    return made


@transaction.atomic
def remove_note(note: Note, *, by: audit.Doer, on: dt.date) -> None:
    """Took words off a point; the trail keeps that there were some, not what they said."""
    series = held(note.series)
    record_on(series, "point.note_removed", by=by, on=on, changes={"point": note.on, "kind": note.kind})
    note.delete()


@transaction.atomic
def flag_follow_up(
    series: Series, *, point_on: dt.date, why: str, by: audit.Doer, on: dt.date, order: int = 0
) -> FollowUp:
    """Asked for a point to be looked into. Refuses without a reason, where there is no figure, and twice at once."""
    series = held(series)
    point = _point(series, point_on, order)
    if FollowUp.objects.waiting().filter(series=series, on=point.on, order=order).exists():
        raise refusals.WaitsAlready
    made = FollowUp.objects.create(
        series=series, on=point.on, order=order, why=reason(why), asked_on=on, asked_by=by.signature
    )
    record_on(series, "follow_up.flagged", by=by, on=on, changes=_named(point) | {"why": made.why})
    return made


@transaction.atomic
def settle_follow_up(follow_up: FollowUp, *, outcome: str, by: audit.Doer, on: dt.date) -> FollowUp:
    """Said what came of looking into a point. Refuses without words, and one that is settled."""
    kept = reason(outcome)
    row = FollowUp.objects.select_for_update(of=("self",)).select_related("series").get(pk=follow_up.pk)
    if row.settled_on:
        raise refusals.SettledAlready
    row.settled_on, row.settled_by, row.outcome = on, by.signature, kept
    row.save(update_fields=["settled_on", "settled_by", "outcome"])
    record_on(row.series, "follow_up.settled", by=by, on=on, changes={"point": row.on, "outcome": kept})
    return row


def revision_of(point: Observation, *, why: str, by: audit.Doer, at: dt.datetime) -> Revision:
    """What a figure is before it changes, not yet saved."""
    return Revision(
        series_id=point.series_id,
        on=point.on,
        order=point.order,
        value=point.value,
        numerator=point.numerator,
        denominator=point.denominator,
        why=why,
        replaced_at=at,
        replaced_by=by.signature,
    )


def keep_revision(point: Observation, *, why: str, by: audit.Doer, at: dt.datetime) -> None:
    """Keep what a figure was before. A part of other services."""
    revision_of(point, why=why, by=by, at=at).save(force_insert=True)


def _check(series: Series, figures: Figures, *, today: dt.date, sure: bool) -> None:
    past = pasts_of([series])[series.pk]
    found = entry.findings(facts_of(series), figures, past, today=today)
    if any(finding.certain or not sure for finding in found):
        raise refusals.FiguresRefused(found)


def _write(series: Series, kind: NoteKind, words: str, point_on: dt.date, order: int, *, by: str, on: dt.date) -> Note:
    kept = " ".join(words.split())
    if not kept:
        raise refusals.ReasonIsMissing(gettext_noop("Write some words."))
    start = periods.start_of(series.period, point_on)
    return Note.objects.create(series=series, kind=kind, on=start, order=order, words=kept, made_on=on, made_by=by)


def _point(series: Series, on: dt.date, order: int) -> Observation:
    point = series.observations.filter(on=periods.start_of(series.period, on), order=order).first()
    if point is None:
        raise refusals.NoSuchFigure
    return point


def _numbers(point: Observation) -> tuple[float | None, float | None, float | None]:
    return point.value, point.numerator, point.denominator


def _named(point: Observation) -> dict[str, object]:
    return {"point": point.on, "order": point.order} if point.order else {"point": point.on}

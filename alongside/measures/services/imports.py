"""Bringing in many rows at once: staged, looked at, brought in, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.measures.models import ImportBatch, Observation, Revision, Series
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import REPLACED, UNDONE
from alongside.measures.services import refusals
from alongside.measures.services.bulk import ROWS, create, observation_from, rewrite
from alongside.measures.services.checking import batched
from alongside.measures.services.matching import Checked, Fate, Matching, checked_figures, dry_run, first_matching
from alongside.measures.services.observations import revision_of
from alongside.measures.services.trail import held
from alongside.programmes.models import Place

WAITS = dt.timedelta(days=1)


class Take(StrEnum):
    """Which rows to bring in: all or none of them, or the good ones only."""

    ALL = "ALL"
    GOOD = "GOOD"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What somebody decided when they saw what an import would do."""

    take: Take = Take.ALL
    replace: bool = False
    sure: bool = False


@transaction.atomic
def stage_import(
    place: Place,
    rows: Sequence[Sequence[str]],
    *,
    way: str,
    by: Actor,
    at: dt.datetime,
    series: Series | None = None,
    name: str = "",
) -> ImportBatch:
    """Kept the rows of a table for a day, for the one who brought it to look at; nothing is entered yet.

    Refuses an empty table, and a series that has ended.
    """
    if not rows:
        raise refusals.NothingToBringIn
    if series and series.ended_on:
        raise refusals.SeriesHasEnded
    made = ImportBatch(
        place=place,
        scope=place.scope,
        series=series,
        owner_id=by.user_id,
        way=way,
        name=name[:150],
        state=ImportBatch.State.STAGED,
        rows=[list(row) for row in rows],
        columns=first_matching(rows, series).kept(),
        staged_at=at,
        expires_at=at + WAITS,
    )
    made.save(force_insert=True)
    _record(made, "import.staged", by=by, at=at, changes={"rows": len(rows), "way": way})
    return made


@transaction.atomic
def match_columns(batch: ImportBatch, matching: Matching, *, by: audit.Doer, at: dt.datetime) -> ImportBatch:
    """Said which column of a staged table is what. Refuses one that no longer waits."""
    batch = _waiting(batch, at)
    batch.columns = matching.kept()
    batch.save(update_fields=["columns"])
    _record(batch, "import.matched", by=by, at=at, changes={"columns": matching.kept()["columns"]})
    return batch


@transaction.atomic
def import_rows(batch: ImportBatch, choices: Choices, *, by: audit.Doer, at: dt.datetime) -> ImportBatch:
    """Brought in the rows of a staged table: new figures are added, and those that differ replaced if so chosen.

    Refuses one that no longer waits, an import without a single row to bring in, and (all or nothing) any row that
    is wrong, doubtful and not confirmed, or would replace a figure that is not to be replaced.
    """
    batch = _waiting(batch, at)
    checked = dry_run(batch, on=date_of(at))
    _bring_in(batch, checked.rows, choices, by=by, at=at)
    batch.save()
    _record(batch, "import.done", by=by, at=at, changes=_did(batch))
    return batch


@transaction.atomic
def import_figures(
    series: Series, figures: Sequence[Figures], choices: Choices, *, by: Actor, at: dt.datetime
) -> ImportBatch:
    """A program brought in figures of one series. What is there already and the same stays.

    Refuses what `import_rows` refuses, and says of each row why.
    """
    series = held(series)
    rows = checked_figures(series, figures, on=date_of(at))
    batch = ImportBatch(
        place=series.place,
        scope=series.scope,
        series=series,
        owner_id=by.user_id,
        way=ImportBatch.Way.API,
        staged_at=at,
        state=ImportBatch.State.DONE,
        done_at=at,
    )
    batch.save(force_insert=True)
    try:
        _bring_in(batch, rows, choices, by=by, at=at)
    except refusals.RowsAreWrong:
        raise RowsRefused([row for row in rows if _is_passed_over(row, choices)]) from None
    batch.save()
    _record(batch, "import.done", by=by, at=at, changes=_did(batch))
    return batch


class RowsRefused(refusals.RowsAreWrong):
    """Some of the figures that a program sent are not right. `rows` are those, each with what is wrong with it."""

    def __init__(self, rows: Sequence[Checked]) -> None:
        self.rows = rows
        super().__init__(gettext_noop("Some figures are not right, so nothing was entered."))


def _bring_in(
    batch: ImportBatch, rows: Sequence[Checked], choices: Choices, *, by: audit.Doer, at: dt.datetime
) -> None:
    good = [row for row in rows if _is_taken(row, choices)]
    batch.passed_over = sum(_is_passed_over(row, choices) for row in rows)
    if batch.passed_over and choices.take == Take.ALL:
        raise refusals.RowsAreWrong
    if not good:
        raise refusals.NothingToBringIn
    _hold([row.entered[0] for row in good])
    _add(batch, [row for row in good if row.fate == Fate.NEW], by=by, on=date_of(at))
    _replace(batch, [row for row in good if row.fate == Fate.CHANGES], by=by, at=at)
    batch.state, batch.done_at, batch.rows, batch.expires_at = ImportBatch.State.DONE, at, [], None


def _did(batch: ImportBatch) -> dict[str, object]:
    return {"added": batch.added, "changed": batch.changed, "passed_over": batch.passed_over, "way": batch.way}


@transaction.atomic
def undo_import(batch: ImportBatch, *, by: audit.Doer, at: dt.datetime) -> ImportBatch:
    """Undid an import: figures it added are gone, those it replaced are back. What was put right since stays.

    What is taken away is kept as history. Refuses one that is not done.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != ImportBatch.State.DONE:
        raise refusals.ImportIsOver
    points = list(Observation.objects.filter(batch=batch))
    earlier = {(row.series_id, row.on, row.order): row for row in Revision.objects.filter(batch=batch)}
    history = [revision_of(point, why=UNDONE, by=by, at=at) for point in points]
    for some in batched(history, ROWS):
        Revision.objects.bulk_create(some)
    back = [point for point in points if (point.series_id, point.on, point.order) in earlier]
    for point in back:
        before = earlier[point.series_id, point.on, point.order]
        point.value, point.numerator, point.denominator = before.value, before.numerator, before.denominator
        point.batch = None
    rewrite(back)
    gone, _ = Observation.objects.filter(batch=batch).delete()
    batch.state, batch.undone_at = ImportBatch.State.UNDONE, at
    batch.save(update_fields=["state", "undone_at"])
    _record(batch, "import.undone", by=by, at=at, changes={"removed": gone, "back": len(back)})
    return batch


@transaction.atomic
def drop_import(batch: ImportBatch, *, by: audit.Doer, at: dt.datetime) -> None:
    """Threw away a staged table. Refuses one that no longer waits."""
    batch = _waiting(batch, at)
    _record(batch, "import.dropped", by=by, at=at)
    batch.delete()


@transaction.atomic
def forget_staged(*, at: dt.datetime) -> None:
    """Background work: tables that nobody came back to within a day are thrown away."""
    old = ImportBatch.objects.filter(state=ImportBatch.State.STAGED, expires_at__lte=at)
    for batch in old.select_for_update().only("id", "scope"):
        _record(batch, "import.dropped", by=audit.System("a day has passed"), at=at)
        batch.delete()


def _is_taken(row: Checked, choices: Choices) -> bool:
    may = row.fate == Fate.NEW or (row.fate == Fate.CHANGES and choices.replace)
    return may and (choices.sure or not row.doubts)


def _is_passed_over(row: Checked, choices: Choices) -> bool:
    return row.fate not in {Fate.SAME, Fate.BLANK} and not _is_taken(row, choices)


def _waiting(batch: ImportBatch, at: dt.datetime) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("place")
    fresh = rows.filter(pk=batch.pk, state=ImportBatch.State.STAGED, expires_at__gt=at).first()
    if fresh is None:
        raise refusals.ImportIsOver
    return fresh


def _hold(series: Sequence[Series]) -> None:
    """Lock the series, in the order of their keys, so that two imports wait for each other instead of colliding."""
    keys = sorted({one.pk for one in series})
    for some in batched(keys):
        list(Series.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))


def _add(batch: ImportBatch, rows: Sequence[Checked], *, by: audit.Doer, on: dt.date) -> None:
    made = []
    for row in rows:
        series, figures = row.entered
        point = observation_from(series, figures, by=by.signature, on=on)
        point.batch = batch
        made.append(point)
    create(made)
    batch.added = len(made)


def _replace(batch: ImportBatch, rows: Sequence[Checked], *, by: audit.Doer, at: dt.datetime) -> None:
    wanted = {row.spot: row.entered[1] for row in rows}
    for some in batched(wanted, ROWS):
        spots = set(some)
        series, days = {pk for pk, _, _ in some}, {day for _, day, _ in some}
        found = Observation.objects.filter(series__in=series, on__gte=min(days), on__lte=max(days))
        points = [point for point in found if (point.series_id, point.on, point.order) in spots]
        history = [revision_of(point, why=REPLACED, by=by, at=at) for point in points]
        for one in history:
            one.batch = batch
        Revision.objects.bulk_create(history)
        for point in points:
            figures = wanted[point.series_id, point.on, point.order]
            point.value, point.numerator, point.denominator = figures.numbers
            point.comment, point.batch = figures.comment or point.comment, batch
        rewrite(points)
        batch.changed += len(points)


def _record(
    batch: ImportBatch, action: str, *, by: audit.Doer, at: dt.datetime, changes: dict[str, object] | None = None
) -> None:
    audit.record(action, by=by, at=at, scope=batch.scope, subject=f"import:{batch.pk}", changes=changes)

"""Imports as people see them: what a table would do, what one did, and those of a place."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.models import ImportBatch, Series
from alongside.measures.queries.history import in_words
from alongside.measures.queries.readings import title_of
from alongside.measures.rules import periods
from alongside.measures.rules.entry import Figures
from alongside.programmes.models import Place

SHOWN, EXAMPLES = 200, 10
"""So many rows that need a look are listed, and so many of the good ones."""


class CheckedRow(Protocol):
    """One row of a table after the dry run."""

    number: int
    series: Series | None
    figures: Figures | None
    problems: tuple[str, ...]
    doubts: tuple[str, ...]
    was: tuple[float | None, float | None, float | None] | None

    @property
    def fate(self) -> str: ...


@dataclass(frozen=True)
class RowLine:
    """One row as the page lists it: its number in the table, what it says, and what is to be said about it."""

    number: int
    what: str
    when: str
    figure: str
    was: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class DryRunPage:
    """What bringing in a table would do, in numbers and rows. `more`: rows to look at that are not listed."""

    total: int
    new: int
    changes: int
    same: int
    blank: int
    wrong_count: int
    doubtful_count: int
    wrong: tuple[RowLine, ...]
    doubtful: tuple[RowLine, ...]
    changed: tuple[RowLine, ...]
    examples: tuple[RowLine, ...]


@dataclass(frozen=True)
class BatchLine:
    """One import: how it came, when, by whom, what it did and whether it was undone."""

    id: UUID
    way: str
    name: str
    what: str
    state: str
    at: dt.datetime
    who: str
    added: int
    changed: int
    passed_over: int
    undone_at: dt.datetime | None


def dry_run_page(rows: Sequence[CheckedRow], *, total: int) -> DryRunPage:
    """What a table would do, as the page shows it. No query."""
    counts = Counter(str(row.fate) for row in rows)
    wrong = [row for row in rows if row.fate == "WRONG"]
    doubtful = [row for row in rows if row.doubts]
    return DryRunPage(
        total=total,
        new=counts["NEW"],
        changes=counts["CHANGES"],
        same=counts["SAME"],
        blank=counts["BLANK"],
        wrong_count=len(wrong),
        doubtful_count=len(doubtful),
        wrong=_lines(wrong, SHOWN),
        doubtful=_lines(doubtful, SHOWN),
        changed=_lines([row for row in rows if row.fate == "CHANGES"], SHOWN),
        examples=_lines([row for row in rows if row.fate == "NEW" and not row.doubts], EXAMPLES),
    )


def batch_page(batch: ImportBatch) -> BatchLine:
    """One import. Its place, series and owner should have been fetched with it."""
    return BatchLine(
        id=batch.pk,
        way=_(WAYS[batch.way]),
        name=batch.name,
        what=title_of(batch.series) if batch.series else _("several series"),
        state=batch.state,
        at=batch.done_at or batch.staged_at,
        who=batch.owner.name if batch.owner else "",
        added=batch.added,
        changed=batch.changed,
        passed_over=batch.passed_over,
        undone_at=batch.undone_at,
    )


def imports_of(place: Place, actor: Actor) -> tuple[BatchLine, ...]:
    """The imports of a place and below, the latest first, at most a hundred. One query."""
    rows = (
        ImportBatch.objects.visible_to(actor)
        .filter(scope__startswith=place.scope)
        .select_related("series__indicator", "owner")
        .defer("rows")
        .order_by("-staged_at", "pk")[:100]
    )
    return tuple(batch_page(row) for row in rows)


WAYS = {
    "PASTE": gettext_noop("Pasted"),
    "CSV": gettext_noop("CSV file"),
    "XLSX": gettext_noop("Excel workbook"),
    "API": gettext_noop("Sent by a program"),
    "BULK": gettext_noop("In bulk"),
}


def _lines(rows: Sequence[CheckedRow], most: int) -> tuple[RowLine, ...]:
    return tuple(_line(row) for row in rows[:most])


def _line(row: CheckedRow) -> RowLine:
    series, figures = row.series, row.figures
    return RowLine(
        number=row.number,
        what=f"{title_of(series)}, {series.place.name}" if series else "",
        when=periods.in_words(series.period, figures.on) if series and figures else "",
        figure=in_words(*figures.numbers) if figures else "",
        was=in_words(*row.was) if row.was else "",
        says=(*row.problems, *row.doubts),
    )

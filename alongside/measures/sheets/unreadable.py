"""What a table may be at most, and the refusal of one that is more, or is none."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.core.words import ngettext

Cells = list[list[str]]
"""Rows of cells, as text; every row ends with its last cell that is not empty."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 120_000
MOST_COLUMNS = 60
MOST_CELLS = 1_000_000
LONGEST_CELL = 500


class Unreadable(ValueError):
    """A table that cannot be read; the sentence says why and what to do, fit for whoever brought it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def too_large() -> Unreadable:
    """The refusal of a file of too many bytes."""
    return Unreadable(_("This file is larger than %(most)s MB. Bring it in in parts.") % {"most": MOST_BYTES // 2**20})


def too_wide() -> Unreadable:
    """The refusal of a table of too many columns."""
    said = ngettext(
        "This table has more than %(most)s column. Keep the ones you need.",
        "This table has more than %(most)s columns. Keep the ones you need.",
        MOST_COLUMNS,
    )
    return Unreadable(said % {"most": MOST_COLUMNS})


def too_long() -> Unreadable:
    """The refusal of a table of too many rows."""
    said = ngettext(
        "This table has more than %(most)s row. Bring it in in parts.",
        "This table has more than %(most)s rows. Bring it in in parts.",
        MOST_ROWS,
    )
    return Unreadable(said % {"most": f"{MOST_ROWS:,}"})


class Gathered:
    """Rows as they are read, refused as soon as they are too many."""

    def __init__(self) -> None:
        self.rows: Cells = []
        self._cells = 0

    def add(self, cells: list[str]) -> None:
        """One more row; empty cells at its end fall away, and so does a row of nothing else."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            raise too_wide()
        self._cells += len(cells)
        if len(self.rows) >= MOST_ROWS or self._cells > MOST_CELLS:
            raise too_long()
        self.rows.append(cells)


def tidy(cell: str) -> str:
    """A cell on one line, without spaces around it. A cell that is a novel is cut short."""
    return " ".join(cell[: LONGEST_CELL * 2].split())[:LONGEST_CELL]

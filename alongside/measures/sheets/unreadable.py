"""What a table may be at most, and the refusal of one that is more, or is none."""

from __future__ import annotations

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
            raise Unreadable(f"This table has more than {MOST_COLUMNS} columns. Keep the ones you need.")
        self._cells += len(cells)
        if len(self.rows) >= MOST_ROWS or self._cells > MOST_CELLS:
            raise Unreadable(f"This table has more than {MOST_ROWS:,} rows. Bring it in in parts.")
        self.rows.append(cells)


def tidy(cell: str) -> str:
    """A cell on one line, without spaces around it. A cell that is a novel is cut short."""
    return " ".join(cell[: LONGEST_CELL * 2].split())[:LONGEST_CELL]

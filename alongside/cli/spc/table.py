"""A CSV file as people save it from a spreadsheet, read into columns; what cannot be read is named with its row."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TypeVar

from alongside.cli import exits
from alongside.cli.exits import Stop

MOST_BYTES = 64 * 1024**2
MISSING = {"", "na", "n/a", "nan", "null", "-"}
SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls begin
DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})()", re.ASCII), (1, 2, 3)),
)
DATES_SAID = "2024-01-31, 31/01/2024 or 2024-01"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Table:
    """A file's headings, and its rows with the number each has in the file (the headings are row 1).

    Attributes:
        name: the file, as messages call it.
    """

    name: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]

    def cells(self, heading: str) -> list[str]:
        """The texts of one column."""
        at = self.headings.index(heading)
        return [cells[at] for _, cells in self.rows]

    def only(self, heading: str, value: str) -> Table:
        """The rows that have this value in that column."""
        at = self.headings.index(heading)
        return Table(self.name, self.headings, [row for row in self.rows if row[1][at] == value])

    def numbers(self, heading: str) -> list[float | None]:
        """A column of numbers; an empty field is a missing value."""
        return self._read(heading, _number, "is not a number")

    def dates(self, heading: str) -> list[dt.date | None]:
        """A column of days."""
        return self._read(heading, day, f"is not a date such as {DATES_SAID}")

    def places(self, heading: str) -> list[float | None] | list[dt.date | None] | list[str | None]:
        """What the rows stand at: numbers or dates when the first is one (then all must be), otherwise names."""
        first = next((cell for cell in self.cells(heading) if not _is_missing(cell)), "")
        if _can(day, first):
            return self.dates(heading)
        if _can(_number, first):
            return self.numbers(heading)
        return [None if _is_missing(cell) else cell for cell in self.cells(heading)]

    def _read(self, heading: str, read: Callable[[str], Value], wrong: str) -> list[Value | None]:
        at, found = self.headings.index(heading), list[Value | None]()
        for row, cells in self.rows:
            try:
                found.append(None if _is_missing(cells[at]) else read(cells[at]))
            except ValueError:
                raise Stop(f"{self.name}, row {row}: “{cells[at]}” under “{heading}” {wrong}.", exits.FILE) from None
        return found


def _is_missing(cell: str) -> bool:
    return cell.lower() in MISSING


def _can(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float:
    if "_" in cell:
        raise ValueError(cell)
    value = float(cell.removesuffix("%"))
    if not math.isfinite(value):
        raise ValueError(cell)
    return value


def day(cell: str) -> dt.date:
    """The day that a text names; a month alone stands for its first."""
    for pattern, (year, month, of_month) in DATES:
        if found := pattern.fullmatch(cell):
            return dt.date(int(found[year]), int(found[month]), int(found[of_month] or 1))
    raise ValueError(cell)


def table(name: str) -> Table:
    """The table that a file holds; `-` reads standard input."""
    text = _text(name)
    title = "standard input" if name == "-" else Path(name).name
    try:
        lines = list(_lines(text))
    except csv.Error as wrong:
        raise Stop(f"{title} cannot be read as CSV: {wrong}.", exits.FILE) from wrong
    if not lines:
        raise Stop(f"{title} is empty: the first row names the columns, the others hold the figures.", exits.FILE)
    headings = lines[0][1]
    _sound(title, headings)
    if len(lines) == 1:
        raise Stop(f"{title} has headings ({', '.join(headings)}) and no rows below them.", exits.FILE)
    for row, cells in lines[1:]:
        if any(cells[len(headings) :]):
            raise Stop(
                f"{title}, row {row} has {len(cells)} fields, but there are {len(headings)} headings.", exits.FILE
            )
        cells += [""] * (len(headings) - len(cells))
    return Table(title, headings, lines[1:])


def _sound(title: str, headings: list[str]) -> None:
    for heading in headings:
        if headings.count(heading) > 1 and heading:
            raise Stop(f"{title} has two columns named “{heading}”. Give each a name of its own.", exits.FILE)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Every row that holds something, with its number. The first line says what stands between the fields."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=between)
    return [
        (number, [cell.strip() for cell in cells]) for number, cells in enumerate(rows, 1) if any(map(str.strip, cells))
    ]


def _text(name: str) -> str:
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Stop(f"There is no file {name}.", exits.FILE) from None
    except IsADirectoryError:
        raise Stop(f"{name} is a folder, not a file.", exits.FILE) from None
    except (OSError, ValueError) as wrong:
        raise Stop(f"{name} cannot be read: {getattr(wrong, 'strerror', None) or wrong}.", exits.FILE) from None
    if len(raw) > MOST_BYTES:
        raise Stop(f"{name} is larger than {MOST_BYTES // 1024**2} MB. A chart needs far less.", exits.FILE)
    if raw.startswith(SPREADSHEET):
        raise Stop(f"{name} is a spreadsheet, not text. Save it as CSV first.", exits.FILE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw.count(b"\n", 0, wrong.start) + 1
        raise Stop(f"{name} is not UTF-8 text (row {row}). Save it as “CSV UTF-8”.", exits.FILE) from wrong

"""Tables on the way out. No cell of a person's words is ever a formula to whoever opens the file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

Cell = str | float | int | dt.date | None

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zones; the same table is the same file


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: its title, the lines above it (what it is, "inside only", as at when), its columns and rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()


def as_csv(sheet: Sheet) -> bytes:
    """The table as CSV that spreadsheets open with the right letters. Text that could be taken for a formula
    begins with an apostrophe; dates are ISO, an absent number is empty."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    for line in sheet.above:
        write.writerow([safe(line)])
    write.writerow([safe(column) for column in sheet.columns])
    for row in sheet.rows:
        write.writerow([_in_csv(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(sheet: Sheet) -> bytes:
    """The table as an Excel workbook: numbers are numbers, dates dates, and text is only ever text."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": sheet.title, "created": MADE})
    page = book.add_worksheet(_name(sheet.title))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, line in enumerate(sheet.above):
        page.write_string(number, 0, line)
    top = len(sheet.above)
    for column, name in enumerate(sheet.columns):
        page.write_string(top, column, name, bold)
        page.set_column(column, column, max(12, min(40, len(name) + 2)))
    for number, row in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif isinstance(cell, dt.date):
                page.write_datetime(number, column, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif cell is not None:
                page.write_number(number, column, cell)
    page.freeze_panes(top + 1, 0)
    book.close()
    return out.getvalue()


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def _in_csv(cell: Cell) -> str | float | int:
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return safe(cell) if isinstance(cell, str) else cell


def _name(title: str) -> str:
    """A name that a worksheet can have."""
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return " ".join(kept.split())[:31] or "Figures"

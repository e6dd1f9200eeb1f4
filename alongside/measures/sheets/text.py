"""Tables as text: CSV files, and what is pasted from a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from alongside.core.words import gettext as _
from alongside.measures.sheets.unreadable import (
    MOST_BYTES,
    MOST_COLUMNS,
    Cells,
    Gathered,
    Unreadable,
    tidy,
    too_large,
    too_wide,
)

DELIMITERS = ("\t", ";", ",", "|")
LOOKED_AT = 20
QUOTED = re.compile('"[^"]*"')


def read_csv(data: bytes) -> Cells:
    """The cells of a CSV file: UTF-8, UTF-16 with its mark, or what Windows writes; commas, semicolons or tabs."""
    if len(data) > MOST_BYTES:
        raise too_large()
    return read_pasted(_decoded(data))


def read_pasted(text: str) -> Cells:
    """The cells of a table in text; what separates them is found out. Nothing in it is ever worked out."""
    if len(text) > MOST_BYTES:
        most = {"most": MOST_BYTES // 2**20}
        raise Unreadable(_("This is more than %(most)s MB of text. Bring it in in parts.") % most)
    if "\x00" in text:
        raise Unreadable(_("This is not a table in text. Save it as CSV and try again."))
    gathered = Gathered()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in rows:
            if len(row) > 10 * MOST_COLUMNS:
                raise too_wide()
            gathered.add([tidy(cell) for cell in row])
    except csv.Error:
        raise Unreadable(
            _("Row %(number)s cannot be read: a quotation mark is probably never closed. Put it right.")
            % {"number": rows.line_num}
        ) from None
    if not gathered.rows:
        raise Unreadable(_("There is nothing in this table."))
    return gathered.rows


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    elif b"\x00" in data:
        raise Unreadable(_("This is not a CSV file. Save it as CSV (or as an Excel workbook) and try again."))
    else:
        codings = ["utf-8-sig", "cp1252"]
    for coding in codings:
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters in this file cannot be read. Save it as CSV in UTF-8 and try again."))


def _delimiter(text: str) -> str:
    """What stands in the most of the first lines, outside quotation marks; a comma when nothing does.

    In numbers like 1,5 a tab comes first.
    """
    lines = [line for line in QUOTED.sub("", text[:20_000]).splitlines() if line.strip()][:LOOKED_AT]
    counted = {mark: sum(mark in line for line in lines) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: counted[mark])
    return best if counted[best] else ","

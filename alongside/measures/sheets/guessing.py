"""A file is what it holds, not what it is called."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.measures.sheets.text import read_csv
from alongside.measures.sheets.unreadable import MOST_BYTES, Cells, Unreadable, too_large
from alongside.measures.sheets.workbook import read_xlsx

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"MZ", b"\x7fELF", b"BM")


def read_any(data: bytes) -> tuple[str, Cells]:
    """What kind of table the bytes are ("XLSX" or "CSV"), and its cells. Refuses whatever else they are."""
    if len(data) > MOST_BYTES:
        raise too_large()
    if not data.strip():
        raise Unreadable(_("This file is empty."))
    if data.startswith(OLD_OFFICE):
        raise Unreadable(
            _("This is an old Excel file, or one with a password. Save it as an Excel workbook (.xlsx) without one.")
        )
    if data.startswith(OTHERS):
        raise Unreadable(_("This is not a table. Choose a CSV file or an Excel workbook (.xlsx)."))
    if data.startswith(b"PK"):
        return "XLSX", read_xlsx(data)
    if data.lstrip()[:1] in (b"<", b"{"):
        raise Unreadable(_("This is not a table. Choose a CSV file or an Excel workbook (.xlsx)."))
    return "CSV", read_csv(data)

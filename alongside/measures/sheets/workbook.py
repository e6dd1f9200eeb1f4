"""The first sheet of an Excel workbook, read as text within bounds.

Read by hand and not by a library: the libraries believe what a file says of its own size (a sheet that claims a
cell in the last corner, one long text that a million cells share), and a stranger's file is believed in nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.sheets.unreadable import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Cells,
    Gathered,
    Unreadable,
    tidy,
    too_large,
    too_wide,
)

MOST_MEMBERS = 300
MOST_INFLATED = 40 * 1024 * 1024
MOST_ELEMENTS = 2_000_000
DEEPEST = 50
LONGEST_SILENCE = 1024 * 1024  # so much without an element is one endless tag or text
PLAIN_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
MOST_TEXTS = 500_000
CHUNK = 256 * 1024
BROKEN = gettext_noop("This Excel workbook is damaged. Open it, save it again and try once more.")
TOO_LARGE = gettext_noop("This Excel workbook is too large inside. Bring it in in parts, or save the sheet as CSV.")
MACROS = gettext_noop("This Excel workbook holds macros. Save it as a workbook without them (.xlsx).")
LOCKED = gettext_noop("This Excel workbook has a password. Save it without one.")
WRONG = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, EOFError, NotImplementedError, ValueError,
    OverflowError,
)  # fmt: skip
"""All that reading a damaged workbook can come to."""
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_EPOCH = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 - as the format counts
_LAST_DAY = 2_958_465


def read_xlsx(data: bytes) -> Cells:
    """The cells of the first sheet, as text: dates in ISO form, what a formula came to when it was saved.

    Refuses what is too large (before it is unpacked, and while it is), locked, damaged, or holds macros or entities.
    """
    if len(data) > MOST_BYTES:
        raise too_large()
    try:
        return _Book(data).cells()
    except Unreadable:
        raise
    except WRONG:
        raise Unreadable(_(BROKEN)) from None


@dataclass
class Met:
    """How many elements were met in one workbook so far, in all its parts: what reading it costs."""

    elements: int = 0


class _Book:
    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise Unreadable(_(TOO_LARGE))
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.members = {info.filename: info for info in self.zip.infolist()}
        self.left = MOST_INFLATED
        self.met = Met()
        self._look_at_the_directory()

    def cells(self) -> Cells:
        sheet, old = self._first_sheet()
        texts = _Texts(self._parts_of("xl/sharedStrings.xml"), self.met).found
        dates = _Styles(self._parts_of("xl/styles.xml"), self.met).dates
        rows = _Rows(self._parts_of(sheet), self.met, texts, dates, is_1904=old).gathered.rows
        if not rows:
            raise Unreadable(_("There is nothing in the first sheet of this workbook."))
        return rows

    def _look_at_the_directory(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_INFLATED:
            raise Unreadable(_(TOO_LARGE))
        if any(info.compress_type not in PLAIN_WAYS for info in infos):
            raise Unreadable(_(BROKEN))
        if any(info.flag_bits & 1 for info in infos) or "EncryptedPackage" in self.members:
            raise Unreadable(_(LOCKED))
        if any(info.filename.lower().endswith(("vbaproject.bin", ".xlm")) for info in infos):
            raise Unreadable(_(MACROS))
        if "xl/workbook.xml" not in self.members:
            raise Unreadable(_("This is not an Excel workbook. Choose a CSV file or an Excel workbook (.xlsx)."))

    def _parts_of(self, name: str) -> Iterator[bytes]:
        """A member in pieces, counted as it is unpacked: what the directory says of its size is not believed."""
        if name not in self.members:
            return
        with self.zip.open(self.members[name]) as stream:
            while piece := stream.read(CHUNK):
                self.left -= len(piece)
                if self.left < 0:
                    raise Unreadable(_(TOO_LARGE))
                yield piece

    def _first_sheet(self) -> tuple[str, bool]:
        found: list[str] = []
        old = False

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal old
            if tag == "sheet" and given.get("state", "visible") == "visible":
                found.append(given.get(f"{_REL[1:-1]} id", ""))
            if tag == "workbookPr":
                old = given.get("date1904", "0") in {"1", "true"}

        _parse(self._parts_of("xl/workbook.xml"), self.met, start)
        targets: dict[str, str] = {}

        def relation(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship":
                targets[given.get("Id", "")] = given.get("Target", "")

        _parse(self._parts_of("xl/_rels/workbook.xml.rels"), self.met, relation)
        target = targets[found[0]] if found else ""
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name not in self.members:
            raise Unreadable(_(BROKEN))
        return name, old


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def _parse(parts: Iterator[bytes], met: Met, start: Start, end: End | None = None, text: End | None = None) -> None:
    """Walk through XML; names without their namespace. Entities and other declarations are refused at sight."""
    walk = _Walk(met, start, end)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = walk.refuse
    parser.StartElementHandler, parser.EndElementHandler = walk.begin, walk.finish
    if text:
        parser.CharacterDataHandler = text
    silent, some = 0, False
    for piece in parts:
        before, some = met.elements, True
        parser.Parse(piece, False)  # noqa: FBT003 - the library's own call
        silent = 0 if met.elements > before else silent + len(piece)
        if silent > LONGEST_SILENCE:
            raise Unreadable(_(TOO_LARGE))
    if some:
        parser.Parse(b"", True)  # noqa: FBT003


class _Walk:
    """What is met on the way through XML, counted: neither endless nor bottomless."""

    def __init__(self, met: Met, start: Start, end: End | None) -> None:
        self.met, self.depth = met, 0
        self._start, self._end = start, end

    def begin(self, tag: str, given: dict[str, str]) -> None:
        self.met.elements += 1
        self.depth += 1
        if self.met.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Unreadable(_(TOO_LARGE))
        self._start(tag.rpartition(" ")[2], given)

    def finish(self, tag: str) -> None:
        self.depth -= 1
        if self._end:
            self._end(tag.rpartition(" ")[2])

    def refuse(self, *_given: object) -> None:
        raise Unreadable(
            _("This Excel workbook holds instructions that no spreadsheet needs. Save it again from Excel.")
        )


class _Texts:
    """The texts that cells share, each kept once and cut short."""

    def __init__(self, parts: Iterator[bytes], met: Met) -> None:
        self.found: list[str] = []
        self._now: list[str] = []
        self._inside = False
        self._spoken = 0
        _parse(parts, met, self._start, self._end, self._text)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "si":
            self._now = []
        if tag == "rPh":
            self._spoken += 1
        self._inside = tag == "t" and not self._spoken

    def _end(self, tag: str) -> None:
        self._inside = False
        if tag == "rPh":
            self._spoken -= 1
        if tag == "si":
            if len(self.found) >= MOST_TEXTS:
                raise Unreadable(_(TOO_LARGE))
            self.found.append(tidy("".join(self._now)))

    def _text(self, text: str) -> None:
        if self._inside:
            self._now.append(text)


class _Styles:
    """Which numbered styles mean that a number is a date."""

    def __init__(self, parts: Iterator[bytes], met: Met) -> None:
        self.dates: set[int] = set()
        self._formats: set[int] = set()
        self._count, self._inside = 0, False
        _parse(parts, met, self._start, self._end)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "numFmt" and _is_date_format(given.get("formatCode", "")):
            self._formats.add(int(given.get("numFmtId", "-1")))
        if tag == "cellXfs":
            self._inside = True
        if tag == "xf" and self._inside:
            number = int(given.get("numFmtId", "0"))
            if number in _DATE_FORMATS or number in self._formats:
                self.dates.add(self._count)
            self._count += 1

    def _end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._inside = False


def _is_date_format(code: str) -> bool:
    """Whether a number shown so is a day. Spans of time ("[h]:mm") are none."""
    plain = re.sub(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', "", code.lower()).split(";")[0]
    names_a_day = re.search(r"[dy]", plain) or ("m" in plain and not re.search(r"[hs]", plain))
    return bool(names_a_day) and not re.search(r"[0#?]", plain.replace("ss.0", ""))


class _Rows:
    """The cells of one sheet, row after row."""

    def __init__(self, parts: Iterator[bytes], met: Met, texts: list[str], dates: set[int], *, is_1904: bool) -> None:
        self.gathered = Gathered()
        self._texts, self._dates, self._epoch = texts, dates, _EPOCH[is_1904]
        self._row: list[str] = []
        self._column = -1
        self._kind, self._style = "n", 0
        self._words: list[str] = []
        self._inside = False
        self._seen = 0
        _parse(parts, met, self._start, self._end, self._text)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            self._begin_cell(given)
        elif tag == "row":
            self._row, self._column = [], -1
            self._seen += 1
            if self._seen > 10 * MOST_ROWS:
                raise Unreadable(_(TOO_LARGE))
        self._inside = tag in {"v", "t"}

    def _begin_cell(self, given: dict[str, str]) -> None:
        self._column = _column_of(given.get("r", "")) if "r" in given else self._column + 1
        self._kind, self._style, self._words = given.get("t", "n"), int(given.get("s", "0")), []

    def _text(self, text: str) -> None:
        if self._inside:
            self._words.append(text)

    def _end(self, tag: str) -> None:
        self._inside = False
        if tag == "c" and self._words:
            if self._column >= MOST_COLUMNS:
                raise too_wide()
            self._row += [""] * (self._column + 1 - len(self._row))
            self._row[self._column] = self._value("".join(self._words))
        elif tag == "row":
            self.gathered.add(self._row)
            self._row = []

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            return self._texts[int(raw)] if 0 <= int(raw) < len(self._texts) else ""
        if self._kind == "b":
            return "yes" if raw.strip() == "1" else "no"
        if self._kind == "n":
            return self._number(raw.strip())
        return tidy(raw)

    def _number(self, raw: str) -> str:
        number = float(raw)
        if self._style in self._dates and 0 <= number <= _LAST_DAY:
            at = self._epoch + dt.timedelta(days=number)
            return at.date().isoformat()
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _column_of(reference: str) -> int:
    """The number of a cell's column, from 0, from its name such as `AB12`."""
    number = 0
    for letter in reference:
        if not letter.isascii() or not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
        if number > 100_000:
            raise Unreadable(_(BROKEN))
    return number - 1

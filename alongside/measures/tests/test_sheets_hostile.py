"""Tables that mean harm, or only look like tables: refused quickly, cheaply, in words."""

from __future__ import annotations

import io
import os
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest

from alongside.measures import sheets
from alongside.measures.sheets import Sheet, Unreadable, unreadable, workbook

MB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
PLAIN = sheets.as_xlsx(Sheet(title="t", columns=["a"], rows=[["b"]]))


def changed(*, add: dict[str, bytes] | None = None, drop: str = "", compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound workbook with some members replaced, added or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(out, "w", compression) as new:
        members = {name: old.read(name) for name in old.namelist()} | (add or {})
        for name, content in members.items():
            if name != drop:
                new.writestr(name, content)
    return out.getvalue()


def sheet(inside: bytes) -> bytes:
    return changed(add={SHEET: HEAD + inside + TAIL})


def lying() -> bytes:
    """A member that unpacks to far more than the directory says."""
    data = bytearray(sheet(b"<row><c><v>1</v></c></row>" * 100_000))
    for at in _places(data, b"PK\x01\x02"):
        size = struct.unpack("<I", data[at + 24 : at + 28])[0]
        data[at + 24 : at + 28] = struct.pack("<I", min(size, 1000))
    return bytes(data)


def _places(data: bytearray, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def overlapping() -> bytes:
    """Many names for one packed member, so that a small file unpacks to a huge one."""
    packed = zlib.compress(b"0" * 30 * MB, 9)[2:-4]
    crc = zlib.crc32(b"0" * 30 * MB)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 30 * MB, 15, 0)
    body = local + b"xl/workbook.xml" + packed
    names = [b"xl/workbook.xml", *(b"xl/%010d.xml" % n for n in range(200))]
    central = b"".join(
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 30 * MB, len(name),
                    0, 0, 0, 0, 0, 0) + name for name in names
    )  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(central), len(body), 0)
    return body + central + end


def locked() -> bytes:
    data = bytearray(PLAIN)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for place in _places(data, mark):
            data[place + at] |= 1
    return bytes(data)


def flipped() -> bytes:
    """One byte of the packed sheet is another."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as book:
        at = book.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    return PLAIN[:at] + bytes([PLAIN[at] ^ 255]) + PLAIN[at + 1 :]


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
SHARED = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    + b"x" * 900_000
    + b"</t></si></sst>"
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b" \n", "empty"),
    "too many bytes": (lambda: b"a,b\n" * 3 * MB, "larger than 10 MB"),
    "a picture": (lambda: b"\x89PNG\r\n", "not a table"),
    "a page": (lambda: b"<html><table>", "not a table"),
    "json": (lambda: b'{"a": 1}', "not a table"),
    "an old workbook, or one with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 99, "password"),
    "zeros": (lambda: b"a\x00,b", "not a CSV"),
    "half of UTF-16": (lambda: b"\xff\xfea", "letters"),
    "zeros in UTF-16": (lambda: "a\x00b".encode("utf-16"), "not a table in text"),
    "letters of no kind": (lambda: b"\x81\x8d,1", "letters"),
    "a quotation mark that is never closed": (lambda: b'a,"b' + b"\n1,2" * 300_000, "quotation mark"),
    "a million columns": (lambda: b"," * MB, "columns"),
    "a hundred columns": (lambda: b"1," * 100, "columns"),
    "a million rows": (lambda: b"1\n" * MB, "rows"),
    "nothing but separators": (lambda: b",,,\n,,\n", "nothing in this table"),
    "a torn workbook": (lambda: PLAIN[:-30], "damaged"),
    "a flipped byte": (flipped, "damaged"),
    "a zip of something else": (lambda: changed(drop="xl/workbook.xml"), "not an Excel workbook"),
    "without its first sheet": (lambda: changed(drop=SHEET), "damaged"),
    "without its relations": (lambda: changed(drop="xl/_rels/workbook.xml.rels"), "damaged"),
    "a bomb": (lambda: changed(add={"xl/media/x.bin": b"0" * 200 * MB}), "too large inside"),
    "a bomb of sheets": (lambda: sheet(b"<row><c><v>1</v></c></row>" * 2_000_000), "too large inside"),
    "many members": (lambda: changed(add={f"x/{n}": b"" for n in range(400)}), "too large inside"),
    "a member that lies about its size": (lying, "damaged"),
    "members that overlap": (overlapping, "too large inside"),
    "a password in the zip": (locked, "password"),
    "an encrypted package": (lambda: changed(add={"EncryptedPackage": b""}), "password"),
    "macros": (lambda: changed(add={"xl/vbaProject.bin": b""}), "macros"),
    "another compression": (lambda: changed(compression=zipfile.ZIP_LZMA), "damaged"),
    "entities": (lambda: changed(add={SHEET: LAUGHS}), "instructions"),
    "entities from outside": (lambda: changed(add={SHEET: OUTSIDE}), "instructions"),
    "no XML": (lambda: changed(add={SHEET: b"<worksheet"}), "damaged"),
    "a cell in the last corner": (lambda: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "columns"),
    "a cell beyond all corners": (lambda: sheet(b'<row><c r="ZZZZZZZZ1"><v>1</v></c></row>'), "damaged"),
    "a cell without a letter": (lambda: sheet(b'<row><c r="7" s="x"><v>1</v></c></row>'), "damaged"),
    "a number without an end": (lambda: sheet(b"<row><c><v>1e999</v></c></row>"), "damaged"),
    "no number": (lambda: sheet(b"<row><c><v>nan</v></c></row>"), "damaged"),
    "too many rows": (lambda: sheet(b"<row><c><v>1</v></c></row>" * 130_000), "rows"),
    "too many empty rows": (lambda: sheet(b"<row/>" * 1_300_000), "too large inside"),
    "too many empty cells": (lambda: sheet(b"<c/>" * 2_600_000), "too large inside"),
    "bottomless": (lambda: sheet(b"<a>" * 100_000), "too large inside"),
    "a tag without an end": (lambda: sheet(b"<c " + b'a="1" ' * 500_000), "too large inside"),
    "a text without an end": (lambda: sheet(b"<row><c t='str'><v>" + b"x" * 3 * MB), "too large inside"),
    "a tail of texts": (lambda: changed(add={"xl/sharedStrings.xml": b"<s>" + b"<si/>" * 600_000}), "too large inside"),
}


PARTS = ("xl/sharedStrings.xml", "xl/styles.xml", SHEET)
"""Each within its bounds by itself, and too much together."""


def test_hostile__what_it_costs_is_bounded_for_all_parts_of_a_workbook_together(monkeypatch: pytest.MonkeyPatch):
    """The clock is no measure on a busy machine: what is counted is every element met and every byte unpacked."""
    met, unpacked, read = workbook.Met(), list[int](), zipfile.ZipExtFile.read

    def told(stream: zipfile.ZipExtFile, asked: int = -1) -> bytes:
        unpacked.append(asked)
        return read(stream, asked)

    monkeypatch.setattr(workbook, "Met", lambda: met)
    monkeypatch.setattr(workbook, "MOST_ELEMENTS", 20_000)
    monkeypatch.setattr(zipfile.ZipExtFile, "read", told)
    data = changed(add=dict.fromkeys(PARTS, b"<sst>" + b"<si/>" * 15_000 + b"</sst>"))

    unpacked.clear()
    with pytest.raises(Unreadable, match="too large inside"):
        sheets.read_xlsx(data)

    assert met.elements == 20_001
    assert all(0 < asked <= workbook.CHUNK for asked in unpacked)
    assert sum(unpacked) <= workbook.MOST_INFLATED


@pytest.mark.parametrize(("make", "says"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile__is_refused_cheaply_and_in_words(make: Callable[[], bytes], says: str):
    data = make()

    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as refused:
            sheets.read_any(data)
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert says in refused.value.message
    assert refused.value.message.endswith(".")
    assert most < 150 * MB


def test_hostile__one_long_text_that_many_cells_share_is_kept_once():
    cells = b"<row>" + b'<c t="s"><v>0</v></c>' * 50 + b"</row>"
    data = changed(add={"xl/sharedStrings.xml": SHARED, SHEET: HEAD + cells * 2000 + TAIL})

    rows = sheets.read_xlsx(data)

    assert len(rows) == 2000
    assert len(rows[0][0]) == unreadable.LONGEST_CELL
    assert len({id(cell) for row in rows for cell in row}) == 1


def test_hostile__cells_that_point_nowhere_are_empty():
    assert sheets.read_xlsx(sheet(b'<row><c t="s"><v>99</v></c><c><v>1</v></c><c t="s"><v>-1</v></c></row>')) == [
        ["", "1"]
    ]


def test_hostile__sizes_are_looked_at_before_anything_else():
    for read in (sheets.read_csv, sheets.read_xlsx):
        with pytest.raises(Unreadable, match="larger than"):
            read(b"0" * (unreadable.MOST_BYTES + 1))
    with pytest.raises(Unreadable, match="more than"):
        sheets.read_pasted("0" * (unreadable.MOST_BYTES + 1))


@pytest.mark.parametrize("seed", range(40))
def test_hostile__a_workbook_with_noise_in_it_is_read_or_refused(seed: int):
    dice = random.Random(seed)
    data = bytearray(PLAIN)
    for _ in range(dice.randint(1, 40)):
        data[dice.randrange(len(data))] = dice.randrange(256)

    assert _outcome(bytes(data))


def _outcome(data: bytes) -> object:
    try:
        return sheets.read_any(data)
    except Unreadable as refused:
        return refused.message


def test_hostile__what_is_unpacked_is_counted_however_many_members_share_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "MOST_INFLATED", 10_000)

    with pytest.raises(Unreadable, match="too large inside"):
        sheets.read_xlsx(changed(add={"xl/sharedStrings.xml": os.urandom(20_000)}))

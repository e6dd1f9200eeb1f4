"""The file: a zip with one part per table, a JSON array per line, and a manifest that says what it is.

It is written under another name, synced, and renamed: a file with the name asked for is whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal

FORMAT = 1
PRODUCT = "alongside backup"
MANIFEST = "manifest.json"


class NotABackup(Refusal):
    message = _("This file is not a backup of Alongside.")


class Damaged(Refusal):
    message = _("This backup is damaged and was not restored.")


@dataclass(frozen=True)
class Part:
    """One table in the file: its columns, how many rows, and the SHA-256 of its lines."""

    table: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup is: made when, by which version, of which kind of installation, with what inside."""

    version: str
    engine: str
    kind: str
    taken_at: str
    migrations: list[str]
    parts: list[Part] = field(default_factory=list)
    format: int = FORMAT
    product: str = PRODUCT

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


class Writer:
    """Adds one table after the other."""

    def __init__(self, into: zipfile.ZipFile) -> None:
        self._zip = into
        self.parts: list[Part] = []

    def add(self, table: str, columns: list[str], rows: Iterable[list[Any]]) -> int:
        """Write one table's rows; returns how many there were."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(_part_name(table), "w", force_zip64=True) as part:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
                digest.update(line)
                part.write(line)
                count += 1
        self.parts.append(Part(table, columns, count, digest.hexdigest()))
        return count

    def close(self, manifest: Manifest) -> None:
        """Say what it is, last of all."""
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True))


@contextlib.contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """A new backup that appears under its name only when it is whole and on the disk."""
    for abandoned in file.parent.glob(f".{file.name}.*.partial"):
        abandoned.unlink(missing_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        # Readable by its owner only: it holds everything.
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as into:
                yield Writer(into)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
        sync_folder(file.parent)
    finally:
        partial.unlink(missing_ok=True)


class Reader:
    """An opened backup whose manifest was read and whose parts were checked."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self.file = opened.filename
        self.manifest = _manifest(opened)

    def check(self) -> None:
        """Compare every part with the manifest. Refuses a damaged file before anything is touched."""
        for part in self.manifest.parts:
            digest, count = hashlib.sha256(), 0
            for line in self._lines(part):
                digest.update(line)
                count += 1
            if (digest.hexdigest(), count) != (part.sha256, part.rows):
                raise Damaged

    def rows(self, table: str) -> Iterator[list[Any]]:
        """A table's rows; none when the backup does not know the table."""
        for part in self.manifest.parts:
            if part.table == table:
                yield from (json.loads(line) for line in self._lines(part))

    def _lines(self, part: Part) -> Iterator[bytes]:
        try:
            with self._zip.open(_part_name(part.table)) as lines:
                yield from lines
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as fault:
            raise Damaged from fault


@contextlib.contextmanager
def reading(file: Path) -> Iterator[Reader]:
    """Open a backup. Refuses what is not one."""
    try:
        opened = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as fault:
        raise NotABackup(f"{file} could not be read as a backup of Alongside.") from fault
    with opened:
        yield Reader(opened)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can sync a folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _manifest(opened: zipfile.ZipFile) -> Manifest:
    try:
        said = json.loads(opened.read(MANIFEST))
        if said.get("product") != PRODUCT:
            raise NotABackup
        if said["format"] > FORMAT:
            raise NotABackup("This backup was made by a newer Alongside. Update this one first.")
        return Manifest(**said | {"parts": [Part(**part) for part in said["parts"]]})
    except (KeyError, TypeError, AttributeError, ValueError, zipfile.BadZipFile, zlib.error) as fault:
        raise NotABackup from fault


def _part_name(table: str) -> str:
    return f"tables/{table}.jsonl"

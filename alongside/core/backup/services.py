"""Take a backup, put one back, and write everything down in one order for comparison."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext_noop as _

from alongside import __version__
from alongside.core import audit, installation
from alongside.core.backup import archive, memory, scratch, tables
from alongside.core.backup.archive import Manifest
from alongside.core.backup.snapshot import snapshot
from alongside.core.models import Installation
from alongside.core.refusals import Refusal

Progress = Callable[[str, int, int], None]
"""Told the name of a table, how many rows are done and how many there are."""


class NotEmpty(Refusal):
    message = _(
        "This installation is in use, and restoring replaces everything in it. If that is what you want, say --replace."
    )


class OtherKind(Refusal):
    message = _("A demonstration and a real installation cannot replace each other.")


class FromNewer(Refusal):
    message = _("This backup was made by a newer Alongside. Update this one first.")


class DoesNotFit(Refusal):
    message = _("This backup does not hold together and was not restored.")


def _silent(table: str, done: int, of: int) -> None:
    return


def take_backup(file: Path, *, at: dt.datetime, progress: Progress = _silent) -> Manifest:
    """Write everything that was committed when this began to one file, while people go on writing."""
    with snapshot() as source, archive.writing(file) as writer:
        held = tables.kept(apps)
        counted = _Counted(progress, of=sum(table.count(source) for table in held))
        for table in held:
            writer.add(table.label, table.columns, counted(table.label, table.rows(source)))
        manifest = Manifest(
            version=__version__,
            engine=source.vendor,
            kind=_kind(source),
            taken_at=at.isoformat(),
            migrations=_applied(source),
            parts=writer.parts,
        )
        writer.close(manifest)
    return manifest


def restore_backup(file: Path, *, replace: bool = False, progress: Progress = _silent) -> Manifest:
    """Put a backup back: everything or, if anything is wrong, nothing.

    Refuses when the file is not a whole backup, when it is from a newer version, when this installation is in
    use and `replace` was not said, and when one is a demonstration and the other is not. Also does what
    ALONGSIDE_AFTER_RESTORE asks for (memory.py), so that what was destroyed for good stays destroyed.
    """
    with archive.reading(file) as opened:
        opened.check()
        _refuse_misfits(opened.manifest, replace=replace)
        remembered = memory.collect(connection)
        with scratch.brought_up_to_date(opened, now=_applied(connection)) as current:
            _put_back(current, remembered, progress)
        memory.forget()
        installation.forget()
        _shed_old_pages()
        return opened.manifest


def export_canonical(stream: IO[str], *, progress: Progress = _silent) -> int:
    """Write every row as one line of JSON, ordered by table and key; returns how many.

    Two databases with the same content give the same text, whichever engine holds them. Left out: sessions,
    and the tables that an engine numbers by itself.
    """
    with snapshot() as source:
        held = [table for table in tables.kept(apps) if table.label not in tables.OF_THE_ENGINE]
        counted = _Counted(progress, of=sum(table.count(source) for table in held))
        for table in held:
            for row in counted(table.label, table.rows(source)):
                line = {"table": table.label, "row": dict(zip(table.columns, row, strict=True))}
                stream.write(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
        return counted.done


@transaction.atomic
def start_afresh() -> None:
    """Delete every row, the installation's birth included. Only a demonstration may be started afresh."""
    if Installation.objects.exclude(kind=Installation.Kind.DEMONSTRATION).exists():
        raise OtherKind("This database is a real installation. Only a demonstration can be reset.")
    held = tables.kept(apps)
    with tables.unguarded(held, connection):
        tables.empty(apps, connection)
    transaction.on_commit(installation.forget)


class _Counted:
    """Lets rows through and tells how far it is."""

    def __init__(self, progress: Progress, *, of: int) -> None:
        self.progress, self.of, self.done = progress, of, 0

    def __call__(self, table: str, rows: Iterable[tables.Row]) -> Iterator[tables.Row]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % tables.BATCH == 0 or self.done == self.of:
                self.progress(table, self.done, self.of)


def _refuse_misfits(manifest: Manifest, *, replace: bool) -> None:
    if set(manifest.migrations) - set(_applied(connection)):
        raise FromNewer
    here = Installation.objects.first()
    if here and not replace:
        raise NotEmpty
    if here and manifest.kind and here.kind != manifest.kind:
        raise OtherKind


def _put_back(opened: archive.Reader, remembered: memory.Remembered, progress: Progress) -> None:
    held = tables.kept(apps)
    counted = _Counted(progress, of=opened.manifest.rows)
    with connection.constraint_checks_disabled(), transaction.atomic():
        with tables.unguarded(held, connection):
            tables.empty(apps, connection)
            for table in held:
                table.fill(counted(table.label, opened.rows(table.label)), connection)
        tables.restart_numbering(held, connection)
        _refuse_unless_whole(opened, held)
        memory.apply(remembered)
        connection.check_constraints()


def _refuse_unless_whole(opened: archive.Reader, held: list[tables.Table]) -> None:
    """Every row is there, every key points somewhere, and the audit trail verifies."""
    expected = {part.table: part.rows for part in opened.manifest.parts}
    for table in held:
        if table.count(connection) != expected.get(table.label, 0):
            raise DoesNotFit(f"This backup was not restored: rows of {table.label} are missing.")
    connection.check_constraints()
    if broken := audit.verify_all():
        raise DoesNotFit(f"This backup was not restored: its audit trail is broken at {broken[0]}.")


def _kind(source: BaseDatabaseWrapper) -> str:
    with source.cursor() as cursor:
        cursor.execute(f"SELECT kind FROM {Installation._meta.db_table}")  # noqa: S608 - our own table name
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _applied(source: BaseDatabaseWrapper) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(source).applied_migrations())


_SHED = {"sqlite": ["PRAGMA wal_checkpoint(TRUNCATE)"]}


def _shed_old_pages() -> None:
    """Leave nothing of the replaced state in SQLite's log."""
    with connection.cursor() as cursor:
        for statement in _SHED.get(connection.vendor, []):
            cursor.execute(statement)

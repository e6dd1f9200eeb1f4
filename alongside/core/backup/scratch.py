"""A backup of an older version, brought to today's tables before it is restored.

It is put into a database of its own, migrated there as any installation would be, and read out again, so
that the real database is only ever touched by rows that fit.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from alongside.core.backup import archive, tables

ALIAS = "scratch"


@contextmanager
def brought_up_to_date(opened: archive.Reader, *, now: list[str]) -> Iterator[archive.Reader]:
    """The same backup when its tables are today's, else a migrated copy of it."""
    if opened.manifest.migrations == now:
        yield opened
        return
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.DATA) as folder:
        migrated = Path(folder) / "migrated.zip"
        with _database(Path(folder) / "scratch.sqlite3") as scratch:
            _load(opened, scratch)
            call_command("migrate", database=ALIAS, verbosity=0, interactive=False)
            _read_out(scratch, migrated, opened.manifest, now)
        with archive.reading(migrated) as current:
            yield current


@contextmanager
def _database(file: Path) -> Iterator[BaseDatabaseWrapper]:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    connections.databases[ALIAS] = connections.configure_settings(
        {ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": file}, "default": {}}
    )[ALIAS]
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _load(opened: archive.Reader, scratch: BaseDatabaseWrapper) -> None:
    """Make the tables as they were, and fill them."""
    executor = MigrationExecutor(scratch)
    wanted = {(app, name) for app, name in (key.split(".", 1) for key in opened.manifest.migrations)}
    graph = executor.loader.graph
    targets = [node for node in wanted if not any(child.key in wanted for child in graph.node_map[node].children)]
    state = executor.migrate(targets)
    then = cast(Apps, state.apps)
    held = tables.kept(then)
    scratch.disable_constraint_checking()
    with transaction.atomic(using=ALIAS), tables.unguarded(held, scratch):
        tables.empty(then, scratch)
        for table in held:
            table.fill(opened.rows(table.label), scratch)
    scratch.enable_constraint_checking()


def _read_out(scratch: BaseDatabaseWrapper, file: Path, was: archive.Manifest, now: list[str]) -> None:
    with archive.writing(file) as writer:
        for table in tables.kept(apps):
            writer.add(table.label, table.columns, table.rows(scratch))
        writer.close(replace(was, migrations=now, parts=writer.parts))

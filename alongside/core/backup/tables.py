"""The tables that belong to a backup, and their rows in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from alongside.core.backup import codec

BATCH = 2000
NOT_KEPT = {"sessions.Session"}
"""Nobody stays signed in through a restore."""
OF_THE_ENGINE = {"contenttypes.ContentType", "auth.Permission"}
"""Numbered anew by each database; left out of the canonical export."""
TEXT_KEYS = {"CharField", "TextField", "EmailField", "SlugField"}

Row = list[Any]


class Table:
    """One table: its name in the file, its columns in order."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.label = model._meta.label
        self.fields = sorted(
            (field for field in model._meta.local_concrete_fields if not field.generated),
            key=lambda field: str(field.column),
        )
        self.columns = [str(field.column) for field in self.fields]

    def count(self, connection: BaseDatabaseWrapper) -> int:
        """How many rows stand in it now."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {self._name(connection)}")  # noqa: S608 - our own table names
            return int(cursor.fetchone()[0])

    def rows(self, connection: BaseDatabaseWrapper) -> Iterator[Row]:
        """Every row in the order of its key, each value as JSON can hold it."""
        readers = [codec.reader(field, connection) for field in self.fields]
        columns, name, key = self._columns(connection), self._name(connection), self._key(connection)
        sql = f"SELECT {columns} FROM {name} ORDER BY {key}"  # noqa: S608 - our own names
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while found := cursor.fetchmany(BATCH):
                for values in found:
                    yield [read(value) for read, value in zip(readers, values, strict=True)]

    def fill(self, rows: Iterable[Row], connection: BaseDatabaseWrapper) -> int:
        """Put rows in as they are, keys included; returns how many."""
        writers = [codec.writer(field, connection) for field in self.fields]
        marks = ", ".join(["%s"] * len(self.fields))
        sql = f"INSERT INTO {self._name(connection)} ({self._columns(connection)}) VALUES ({marks})"  # noqa: S608
        remaining, put = iter(rows), 0
        with connection.cursor() as cursor:
            while batch := list(islice(remaining, BATCH)):
                cursor.executemany(
                    sql, [[write(value) for write, value in zip(writers, row, strict=True)] for row in batch]
                )
                put += len(batch)
        return put

    def _name(self, connection: BaseDatabaseWrapper) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    def _columns(self, connection: BaseDatabaseWrapper) -> str:
        return ", ".join(connection.ops.quote_name(column) for column in self.columns)

    def _key(self, connection: BaseDatabaseWrapper) -> str:
        key = self.model._meta.pk
        if key is None:
            raise TypeError(f"{self.label} has no key")
        name = connection.ops.quote_name(str(key.column))
        # Byte order on both engines, whatever language the server sorts in.
        is_text = codec.plain(key).get_internal_type() in TEXT_KEYS
        return f'{name} COLLATE "C"' if is_text and connection.vendor == "postgresql" else name


def kept(apps: Apps) -> list[Table]:
    """The tables a backup holds, in the order of their names."""
    found = {
        table.label: table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for table in [Table(model)]
    }
    return [found[label] for label in sorted(found) if label not in NOT_KEPT]


def empty(apps: Apps, connection: BaseDatabaseWrapper) -> None:
    """Delete every row of every table, sessions included. Must be called inside a transaction."""
    names = [
        connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            return
        for name in names:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - our own table names


def restart_numbering(tables: list[Table], connection: BaseDatabaseWrapper) -> None:
    """Let numbered keys go on after the highest one there is."""
    statements = connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def unguarded(tables: list[Table], connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Put the tables' triggers to sleep: they guard acts, and putting a whole state back is not one.

    Inside a transaction on both engines, so that nobody else ever meets an unguarded table.
    """
    guard = _PostgresTriggers if connection.vendor == "postgresql" else _SqliteTriggers
    triggers = guard(tables, connection)
    triggers.sleep()
    yield
    triggers.wake()


class _PostgresTriggers:
    def __init__(self, tables: list[Table], connection: BaseDatabaseWrapper) -> None:
        self.names = [connection.ops.quote_name(table.model._meta.db_table) for table in tables]
        self.connection = connection

    def sleep(self) -> None:
        self._each("DISABLE")

    def wake(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._each("ENABLE")

    def _each(self, verb: str) -> None:
        with self.connection.cursor() as cursor:
            for name in self.names:
                cursor.execute(f"ALTER TABLE {name} {verb} TRIGGER USER")


class _SqliteTriggers:
    def __init__(self, tables: list[Table], connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            self.found: list[tuple[str, str]] = list(cursor.fetchall())

    def sleep(self) -> None:
        with self.connection.cursor() as cursor:
            for name, _ in self.found:
                cursor.execute(f"DROP TRIGGER {self.connection.ops.quote_name(name)}")

    def wake(self) -> None:
        with self.connection.cursor() as cursor:
            for _, sql in self.found:
                cursor.execute(sql)
            # Full text that triggers keep beside its rows has missed what was put back.
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5(%content=%'")
            for (name,) in cursor.fetchall():
                text = self.connection.ops.quote_name(name)
                cursor.execute(f"INSERT INTO {text}({text}) VALUES ('rebuild')")  # noqa: S608 - our own table names

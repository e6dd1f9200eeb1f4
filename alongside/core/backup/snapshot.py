"""The database as it stood at one moment, while people go on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot(alias: str = DEFAULT_DB_ALIAS) -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees everything committed before, and nothing after."""
    connection = connections.create_connection(alias)
    begin = _postgres if connection.vendor == "postgresql" else _sqlite
    try:
        begin(connection)
        yield connection
    finally:
        raw = connection.connection
        if connection.vendor == "postgresql" and raw is not None:
            with suppress(DatabaseError):  # the pool would end it too, and warn whoever took the backup
                connection.rollback()
        connection.close()
        if connection.vendor == "sqlite" and raw is not None:
            raw.close()  # Django keeps a database in memory open, which a copy here is


def _postgres(connection: BaseDatabaseWrapper) -> None:
    connection.set_autocommit(False)
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT 1")


def _sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] == "wal":
            # A reader of a write-ahead log holds nobody up. DEFERRED: it takes no write lock.
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT COUNT(*) FROM sqlite_master")
            return
    # With a rollback journal a long reader would hold writers up, so it reads from a copy in memory.
    _continue_on_a_copy(connection)


def _continue_on_a_copy(connection: BaseDatabaseWrapper) -> None:
    live: Any = connection.connection
    copy = type(live)(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
    live.backup(copy)
    live.close()
    connection.connection = copy

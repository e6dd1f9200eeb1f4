"""Emptying the database after a test that commits is no act of anyone's: SQLite's triggers step aside for it.

PostgreSQL empties tables with TRUNCATE, which passes row triggers by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper

Flush = Callable[..., list[str]]


def let_flush_pass_the_guards() -> None:
    """Make Django's `flush` take the triggers away before it deletes, and put them back after. Once is enough."""
    operations = DatabaseWrapper.ops_class
    whole = cast(Flush, operations.sql_flush)
    if getattr(whole, "passes_guards", False):
        return

    def flush(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5(%content=%'")
            texts = [f'INSERT INTO "{name}"("{name}") VALUES (\'rebuild\')' for (name,) in cursor.fetchall()]  # noqa: S608
        away = [f'DROP TRIGGER "{name}"' for name, _ in guards]
        return [*away, *whole(self, style, tables, **options), *texts, *(sql for _, sql in guards)]

    flush.passes_guards = True  # type: ignore[attr-defined]
    operations.sql_flush = flush  # type: ignore[method-assign]


def unpublish() -> None:
    """As if nothing had been published yet, until the test's transaction is rolled back."""
    tables = [model._meta.db_table for model in apps.get_app_config("frameworks").get_models(include_auto_created=True)]
    trail = apps.get_model("core", "AuditEntry")._meta.db_table
    for statement in connection.ops.sql_flush(no_style(), [*tables, trail], allow_cascade=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)

"""Triggers for what a CHECK cannot say, on both engines, whoever comes and by whatever door.

Each app lists its own in its `guards`. A migration that alters one of their tables must call `install` again:
SQLite rebuilds an altered table without its triggers. A test of each app counts them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Guard = tuple[str, str, str, str, str]
"""Name, table, the act it watches, the condition under which the act is refused, and what it says."""


def install(schema_editor: BaseDatabaseSchemaEditor, guards: Iterable[Guard]) -> None:
    """Put every trigger in place, again if need be."""
    statement = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for guard in guards:
        remove(schema_editor, [guard])
        name, table, act, condition, says = guard
        schema_editor.execute(
            statement.format(name=name, table=table, act=act, condition=condition, says=says), params=None
        )


def remove(schema_editor: BaseDatabaseSchemaEditor, guards: Iterable[Guard]) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    for name, table, *_ in guards:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


_SQLITE = """
CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{says}'); END
"""

_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""

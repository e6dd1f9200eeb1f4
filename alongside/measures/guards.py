"""Triggers that refuse changes to a published indicator and to what a figure was before, by whatever door.

A migration that alters one of these tables must call `install` again: SQLite rebuilds an altered table
without its triggers. A test counts them.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PUBLISHED, HISTORY = "What is published never changes.", "What a figure was before is kept as it was."

GUARDS = (
    ("measures_indicator_no_update", "measures_indicator", "UPDATE", "OLD.published_on IS NOT NULL", PUBLISHED),
    ("measures_indicator_no_delete", "measures_indicator", "DELETE", "OLD.published_on IS NOT NULL", PUBLISHED),
    ("measures_revision_no_update", "measures_revision", "UPDATE", "OLD.id IS NOT NULL", HISTORY),
    ("measures_revision_no_delete", "measures_revision", "DELETE", "OLD.id IS NOT NULL", HISTORY),
)
"""Name, table, the act it watches, the condition under which the act is refused, and what it says."""


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    remove(schema_editor)
    statement = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for name, table, act, condition, says in GUARDS:
        schema_editor.execute(
            statement.format(name=name, table=table, act=act, condition=condition, says=says), params=None
        )


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    for name, table, *_ in GUARDS:
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

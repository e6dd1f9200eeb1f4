"""Triggers that refuse changes to what is published, on both engines, whoever comes and by whatever door.

A migration that alters one of these tables must call `install` again: SQLite rebuilds an altered table
without its triggers. A test counts them.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAYS = "What is published never changes."

OWN_DATE = ("edition", "wording", "crosswalk", "voice", "voicetext")
"""Tables whose rows hold the date after which they cannot change."""

THROUGH = {
    "group": "edition",
    "item": "edition",
    "stage": "edition",
    "grouptext": "wording",
    "itemtext": "wording",
    "stagetext": "wording",
    "descriptor": "wording",
    "voicequestion": "wording",
    "crosswalklink": "crosswalk",
}
"""Tables whose rows cannot be added, changed or removed once the row they hang on is published."""

Guard = tuple[str, str, str, str]
"""Name, table, the act it watches, and the condition under which the act is refused."""


def guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = []
    named = "EXISTS (SELECT 1 FROM frameworks_edition WHERE framework_id = OLD.id AND published_on IS NOT NULL)"
    for act in ("UPDATE", "DELETE"):
        found.append((f"frameworks_framework_no_{act.lower()}", "framework", act, named))
    for name in OWN_DATE:
        for act in ("UPDATE", "DELETE"):
            found.append((f"frameworks_{name}_no_{act.lower()}", name, act, "OLD.published_on IS NOT NULL"))
    for name, owner in THROUGH.items():
        for act in ("INSERT", "UPDATE", "DELETE"):
            rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[act]
            ids = ", ".join(f"{row}.{owner}_id" for row in rows)
            condition = f"EXISTS (SELECT 1 FROM frameworks_{owner} WHERE id IN ({ids}) AND published_on IS NOT NULL)"  # noqa: S608
            found.append((f"frameworks_{name}_no_{act.lower()}", name, act, condition))
    return found


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    remove(schema_editor)
    statement = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for name, table, act, condition in guards():
        schema_editor.execute(
            statement.format(name=name, table=table, act=act, condition=condition, says=SAYS), params=None
        )


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    for name, table, _, _ in guards():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON frameworks_{table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


_SQLITE = """
CREATE TRIGGER {name} BEFORE {act} ON frameworks_{table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{says}'); END
"""

_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {act} ON frameworks_{table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""

"""Triggers that refuse changes to what is published, on both engines, whoever comes and by whatever door.

A migration that alters one of these tables must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

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


def guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = []
    named = "EXISTS (SELECT 1 FROM frameworks_edition WHERE framework_id = OLD.id AND published_on IS NOT NULL)"
    for act in ("UPDATE", "DELETE"):
        found.append((f"frameworks_framework_no_{act.lower()}", "frameworks_framework", act, named, SAYS))
    for name in OWN_DATE:
        for act in ("UPDATE", "DELETE"):
            found.append(
                (f"frameworks_{name}_no_{act.lower()}", f"frameworks_{name}", act, "OLD.published_on IS NOT NULL", SAYS)
            )
    for name, owner in THROUGH.items():
        for act in ("INSERT", "UPDATE", "DELETE"):
            rows = {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[act]
            ids = ", ".join(f"{row}.{owner}_id" for row in rows)
            condition = f"EXISTS (SELECT 1 FROM frameworks_{owner} WHERE id IN ({ids}) AND published_on IS NOT NULL)"  # noqa: S608
            found.append((f"frameworks_{name}_no_{act.lower()}", f"frameworks_{name}", act, condition, SAYS))
    return found


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, guards())


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, guards())

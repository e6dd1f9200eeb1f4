"""Triggers that refuse changes to a published indicator and to what a figure was before, by whatever door.

A migration that alters one of these tables must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

PUBLISHED, HISTORY = "What is published never changes.", "What a figure was before is kept as it was."

GUARDS: tuple[Guard, ...] = (
    ("measures_indicator_no_update", "measures_indicator", "UPDATE", "OLD.published_on IS NOT NULL", PUBLISHED),
    ("measures_indicator_no_delete", "measures_indicator", "DELETE", "OLD.published_on IS NOT NULL", PUBLISHED),
    ("measures_revision_no_update", "measures_revision", "UPDATE", "OLD.id IS NOT NULL", HISTORY),
    ("measures_revision_no_delete", "measures_revision", "DELETE", "OLD.id IS NOT NULL", HISTORY),
)


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, GUARDS)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, GUARDS)

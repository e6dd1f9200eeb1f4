"""Triggers for what a CHECK cannot say about goals, on both engines, by whatever door.

A migration that alters one of these tables must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

SIDES = {"lived": "lived_experience", "profession": "profession"}


def guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = [
        (
            "goals_goal_duty_for_good", "goals_goal", "UPDATE", "NEW.duty <> OLD.duty",
            "A goal is recorded as a duty at once, or never.",
        ),
        (
            "goals_event_no_update", "goals_goalevent", "UPDATE",
            'NEW.what <> OLD.what OR NEW.goal_id <> OLD.goal_id OR NEW."on" <> OLD."on" OR NEW."by" <> OLD."by"',
            "What happened to a goal is kept as it was.",
        ),
        ("goals_event_no_delete", "goals_goalevent", "DELETE", "OLD.id IS NOT NULL", "What happened is kept."),
    ]  # fmt: skip
    for act in ("INSERT", "UPDATE"):
        name = act.lower()
        found.append((f"goals_goal_scope_{name}", "goals_goal", act, _ELSEWHERE, "A goal is at its place."))
        for column, side in SIDES.items():
            found += [
                (
                    f"goals_goal_{column}_side_{name}", "goals_goal", act, _other_side(column, side),
                    "A key is turned in a voice of its side.",
                ),
                (
                    f"goals_goal_{column}_code_{name}", "goals_goal", act, _other_code(column, side),
                    "A code turns the key it was made for.",
                ),
                (
                    f"goals_goal_{column}_holder_{name}", "goals_goal", act, _stranger(column, act),
                    "A key is held by somebody who belongs there and speaks in that voice.",
                ),
            ]  # fmt: skip
    return found


_ELSEWHERE = "NOT EXISTS (SELECT 1 FROM programmes_place WHERE id = NEW.place_id AND scope = NEW.scope)"


def _other_side(column: str, side: str) -> str:
    voice = f"NEW.{column}_key_voice"
    return f"{voice} <> '' AND NOT EXISTS (SELECT 1 FROM frameworks_voice WHERE code = {voice} AND side = '{side}')"  # noqa: S608


def _other_code(column: str, side: str) -> str:
    code = f"NEW.{column}_key_code_id"
    return (
        f"{code} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goals_keycode WHERE id = {code} "  # noqa: S608
        f"AND goal_id = NEW.id AND side = '{side}' AND voice = NEW.{column}_key_voice)"
    )


def _stranger(column: str, act: str) -> str:
    by, voice = f"{column}_key_by_id", f"{column}_key_voice"
    changed = (
        f"(OLD.{by} IS NULL OR OLD.{by} <> NEW.{by} OR OLD.{voice} <> NEW.{voice}) AND " if act == "UPDATE" else ""
    )
    return (
        f"NEW.{by} IS NOT NULL AND {changed}NOT EXISTS (SELECT 1 FROM programmes_membership m "  # noqa: S608
        f"WHERE m.user_id = NEW.{by} AND m.ended_on IS NULL AND NEW.scope LIKE m.scope || '%' "
        f"AND CAST(m.voices AS TEXT) LIKE '%\"' || NEW.{voice} || '\"%')"
    )


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, guards())


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, guards())

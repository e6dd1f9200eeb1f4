"""Triggers for what a CHECK cannot say about loops, on both engines, by whatever door.

A migration that alters one of these tables must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

_UNCONFIRMED = (
    "NEW.state = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM goals_telling t "
    "WHERE t.loop_id = NEW.id AND t.result = 'confirmed' AND t.ended_on = NEW.confirmed_on)"
)
_UNTOLD = (
    "NEW.state IN ('TOLD', 'UNCONFIRMED') AND NOT EXISTS (SELECT 1 FROM goals_telling t "
    "WHERE t.loop_id = NEW.id AND t.result = '' AND t.told_on = NEW.told_on)"
)
_ELSEWHERE = "NOT EXISTS (SELECT 1 FROM programmes_place WHERE id = NEW.place_id AND scope = NEW.scope)"
_ANOTHERS_GOAL = (
    "NEW.goal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goals_goal g WHERE g.id = NEW.goal_id "
    "AND (g.scope LIKE NEW.scope || '%' OR NEW.scope LIKE g.scope || '%'))"
)
_OVER = "NOT EXISTS (SELECT 1 FROM goals_telling t WHERE t.id = NEW.telling_id AND t.result = '')"
_RETOLD = (
    "NEW.message <> OLD.message OR NEW.told_on <> OLD.told_on OR NEW.needed <> OLD.needed OR NEW.asked <> OLD.asked "
    "OR NEW.loop_id <> OLD.loop_id OR (OLD.result <> '' AND NEW.result <> OLD.result)"
)


def loop_guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = [
        (
            "goals_loopevent_no_update", "goals_loopevent", "UPDATE",
            'NEW.what <> OLD.what OR NEW.loop_id <> OLD.loop_id OR NEW."on" <> OLD."on" OR NEW."by" <> OLD."by"',
            "What happened to a loop is kept as it was.",
        ),
        ("goals_loopevent_no_delete", "goals_loopevent", "DELETE", "OLD.id IS NOT NULL", "What happened is kept."),
        ("goals_telling_said", "goals_telling", "UPDATE", _RETOLD, "What people were told, and asked, stays so."),
        ("goals_loopanswer_over", "goals_loopanswer", "INSERT", _OVER, "Nobody is asked any more."),
        ("goals_loopcode_over", "goals_loopcode", "INSERT", _OVER, "Nobody is asked any more."),
    ]  # fmt: skip
    for act in ("INSERT", "UPDATE"):
        for what, condition, says in (
            ("unconfirmed", _UNCONFIRMED, "A loop is closed by those who raised it."),
            ("untold", _UNTOLD, "A loop is told by telling those who raised it."),
            ("scope", _ELSEWHERE, "A loop is at its place."),
            ("goal", _ANOTHERS_GOAL, "A loop became a goal of its own place."),
        ):
            found.append((f"goals_loop_{what}_{act.lower()}", "goals_loop", act, condition, says))
    return found


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, loop_guards())


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, loop_guards())

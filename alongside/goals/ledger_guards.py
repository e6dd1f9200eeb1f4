"""Triggers for what a CHECK cannot say about the ledger, pulses and plans, on both engines, by whatever door.

A migration that alters one of these tables must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

_ELSEWHERE = "NOT EXISTS (SELECT 1 FROM programmes_place WHERE id = NEW.place_id AND scope = NEW.scope)"
_NO_TEAM = "NOT EXISTS (SELECT 1 FROM programmes_place WHERE id = NEW.place_id AND scope = NEW.scope AND kind = 'TEAM')"
_CLOSED = "NOT EXISTS (SELECT 1 FROM goals_pulse p WHERE p.id = NEW.pulse_id AND p.closed_on IS NULL)"
_NO_CODE = "NOT EXISTS (SELECT 1 FROM goals_pulsecode c WHERE c.pulse_id = NEW.pulse_id AND c.voice = NEW.voice)"
_STILL_ANSWERED = "NEW.closed_on IS NOT NULL AND EXISTS (SELECT 1 FROM goals_pulseanswer a WHERE a.pulse_id = NEW.id)"
_OTHER_PLAN = "NOT EXISTS (SELECT 1 FROM goals_teamplan t WHERE t.id = NEW.plan_id AND t.scope = NEW.scope)"


def _not_near(table: str, column: str) -> str:
    """What a proposal links to is of its own place, of one above it or of one below."""
    there = f"SELECT 1 FROM {table} o WHERE o.id = NEW.{column} AND "  # noqa: S608
    return (
        f"NEW.{column} IS NOT NULL AND NOT EXISTS "
        f"({there}(o.scope LIKE NEW.scope || '%' OR NEW.scope LIKE o.scope || '%'))"
    )


def ledger_guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = [
        ("goals_pulseanswer_over", "goals_pulseanswer", "INSERT", _CLOSED, "Nobody is asked any more."),
        ("goals_pulseanswer_code", "goals_pulseanswer", "INSERT", _NO_CODE, "Answers come by a code of their voice."),
        ("goals_pulsecode_over", "goals_pulsecode", "INSERT", _CLOSED, "Nobody is asked any more."),
        ("goals_pulse_deleted", "goals_pulse", "UPDATE", _STILL_ANSWERED, "Answers are deleted when they are counted."),
        (
            "goals_pulse_stands", "goals_pulse", "UPDATE",
            "OLD.closed_on IS NOT NULL AND (NEW.closed_on IS NULL OR NEW.closed_on <> OLD.closed_on)",
            "A pulse that was counted stays closed.",
        ),
    ]  # fmt: skip
    for act in ("INSERT", "UPDATE"):
        for table, condition, says in (
            ("proposal", _ELSEWHERE, "A proposal is at its place."),
            ("contribution", _ELSEWHERE, "What somebody gave is at its place."),
            ("pulse", _ELSEWHERE, "A pulse is at its place."),
            ("teamplan", _NO_TEAM, "A plan belongs to a team."),
            ("resource", _OTHER_PLAN, "An offer is where its plan is."),
        ):
            found.append((f"goals_{table}_scope_{act.lower()}", f"goals_{table}", act, condition, says))
        for table, column in (("goals_goal", "goal_id"), ("goals_review", "review_id"), ("goals_cycle", "cycle_id")):
            found.append(
                (
                    f"goals_proposal_{column}_{act.lower()}", "goals_proposal", act, _not_near(table, column),
                    "A proposal is about its own place.",
                )
            )  # fmt: skip
    return found


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, ledger_guards())


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, ledger_guards())

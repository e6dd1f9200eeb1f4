"""Triggers for what a CHECK cannot say about drivers, ideas and tests of change, on both engines, by whatever door.

On SQLite they also keep the full text of the library beside its rows. A migration that alters one of these tables
must call `install` again (see `core.triggers`).
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.core import triggers
from alongside.core.triggers import Guard

_PREDICTED = (
    "OLD.started_on IS NOT NULL AND (NEW.prediction <> OLD.prediction OR NEW.measured <> OLD.measured "
    "OR NEW.began_before_written <> OLD.began_before_written OR NEW.written_on <> OLD.written_on "
    "OR NEW.started_on IS NULL OR NEW.started_on <> OLD.started_on)"
)
_STUDIED = (
    "OLD.decided_on IS NOT NULL AND (NEW.result <> OLD.result OR NEW.decision <> OLD.decision "
    "OR NEW.studied_on IS NULL OR NEW.decided_on IS NULL OR NEW.idea_id <> OLD.idea_id)"
)
_NOT_THE_LAST = (
    "NEW.before_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goals_cycle b WHERE b.id = NEW.before_id "
    "AND b.idea_id = NEW.idea_id AND b.number = NEW.number - 1 AND b.decided_on IS NOT NULL)"
)
_OTHER_GOAL = (
    "NEW.{to} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM goals_driver d "
    "WHERE d.id = NEW.{to} AND d.goal_id = NEW.goal_id{more})"
)
_ELSEWHERE = "NOT EXISTS (SELECT 1 FROM goals_goal g WHERE g.id = NEW.goal_id AND g.scope = NEW.scope{more})"
_IDEA_ELSEWHERE = "NOT EXISTS (SELECT 1 FROM goals_changeidea i WHERE i.id = NEW.idea_id AND i.scope = NEW.scope)"
_OWN_WORK = (
    "NEW.verified_by_id IS NOT NULL AND EXISTS (SELECT 1 FROM goals_cycleact a JOIN goals_cycle c ON c.id = a.cycle_id "
    "JOIN goals_changeidea i ON i.id = c.idea_id WHERE i.goal_id = NEW.id AND a.user_id = NEW.verified_by_id)"
)
_VERIFIER = (
    "NEW.user_id IS NOT NULL AND EXISTS (SELECT 1 FROM goals_cycle c JOIN goals_changeidea i ON i.id = c.idea_id "
    "JOIN goals_goal g ON g.id = i.goal_id WHERE c.id = NEW.cycle_id AND g.verified_by_id = NEW.user_id)"
)
_DONE_BY = "EXISTS (SELECT 1 FROM goals_cycle c WHERE c.id = OLD.cycle_id AND c.started_on IS NOT NULL)"
_DONE_BY_ANOTHER = (
    "NEW.cycle_id <> OLD.cycle_id OR NEW.voice <> OLD.voice OR (OLD.user_id IS NOT NULL "
    "AND (NEW.user_id IS NULL OR NEW.user_id <> OLD.user_id))"
)
_UNTESTED = (
    "OLD.outcome = 'UNTESTED' AND NEW.outcome <> 'UNTESTED' AND NOT EXISTS "
    "(SELECT 1 FROM goals_cycle c WHERE c.idea_id = NEW.id AND c.decided_on IS NOT NULL)"
)


def cycle_guards() -> list[Guard]:
    """Every trigger there should be."""
    found: list[Guard] = [
        ("goals_cycle_prediction_stays", "goals_cycle", "UPDATE", _PREDICTED, "A prediction stays as it was."),
        ("goals_cycle_decision_stays", "goals_cycle", "UPDATE", _STUDIED, "What was found and decided stays."),
        (
            "goals_cycle_begun_is_kept", "goals_cycle", "DELETE", "OLD.started_on IS NOT NULL",
            "A test that has begun is kept.",
        ),
        ("goals_cycleact_kept", "goals_cycleact", "DELETE", _DONE_BY, "Who had a part in a test is kept."),
        ("goals_cycleact_stays", "goals_cycleact", "UPDATE", _DONE_BY_ANOTHER, "Who had a part in a test stays."),
        ("goals_changeidea_untested_stays", "goals_changeidea", "UPDATE", _UNTESTED, "It was done without a test."),
    ]  # fmt: skip
    below_a_primary = _OTHER_GOAL.format(to="parent_id", more=" AND d.kind = 'PRIMARY'")
    of_the_goal = _OTHER_GOAL.format(to="driver_id", more="")
    idea_elsewhere = _ELSEWHERE.format(more=" AND g.place_id = NEW.place_id")
    for act in ("INSERT", "UPDATE"):
        for name, table, condition, says in (
            ("cycle_before", "goals_cycle", _NOT_THE_LAST, "A test starts from the last of its idea, once decided."),
            ("cycle_scope", "goals_cycle", _IDEA_ELSEWHERE, "A test is where its idea is."),
            ("driver_parent", "goals_driver", below_a_primary, "A driver hangs below a primary one of its goal."),
            ("driver_scope", "goals_driver", _ELSEWHERE.format(more=""), "A driver is where its goal is."),
            ("changeidea_driver", "goals_changeidea", of_the_goal, "An idea hangs on a driver of its own goal."),
            ("changeidea_scope", "goals_changeidea", idea_elsewhere, "An idea is where its goal is."),
            ("goal_tester", "goals_goal", _OWN_WORK, "Nobody verifies their own work."),
            ("cycleact_verifier", "goals_cycleact", _VERIFIER, "Nobody verifies their own work."),
        ):
            found.append((f"goals_{name}_{act.lower()}", table, act, condition, says))
    return found


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every trigger in place, again if need be."""
    triggers.install(schema_editor, cycle_guards())


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take every trigger away, for a migration that must alter a table."""
    triggers.remove(schema_editor, cycle_guards())


def install_search(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The full text of the library: an FTS5 table on SQLite, an index on PostgreSQL. Both are given finished stems."""
    for statement in _SEARCH[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove_search(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the full text away."""
    for statement in _NO_SEARCH[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


_GONE = "INSERT INTO goals_ideatext(goals_ideatext, rowid, stems) VALUES ('delete', OLD.id, OLD.stems);"
_COME = "INSERT INTO goals_ideatext(rowid, stems) VALUES (NEW.id, NEW.stems);"
_TABLE = "fts5(stems, content='goals_ideaindex', content_rowid='id', tokenize='ascii')"
_STEMS = "array_to_tsvector(string_to_array(stems, ' '))"
_SEARCH = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE goals_ideatext USING {_TABLE}",
        f"CREATE TRIGGER goals_ideatext_insert AFTER INSERT ON goals_ideaindex BEGIN {_COME} END",
        f"CREATE TRIGGER goals_ideatext_delete AFTER DELETE ON goals_ideaindex BEGIN {_GONE} END",
        f"CREATE TRIGGER goals_ideatext_update AFTER UPDATE ON goals_ideaindex BEGIN {_GONE} {_COME} END",
    ),
    "postgresql": (f"CREATE INDEX goals_ideatext ON goals_ideaindex USING gin ({_STEMS})",),
}
_NO_SEARCH = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS goals_ideatext_{act}" for act in ("insert", "delete", "update")),
        "DROP TABLE IF EXISTS goals_ideatext",
    ),
    "postgresql": ("DROP INDEX IF EXISTS goals_ideatext",),
}

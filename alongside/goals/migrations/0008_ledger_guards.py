"""Nobody is asked once a pulse is counted, a plan is a team's; and PostgreSQL keeps no samples of what people said."""

from typing import Any

from django.db import migrations

from alongside.goals import ledger_guards

UNSAMPLED = {
    "goals_pulseanswer": ("mark", "voice", "heard", "influenced", "safe"),
    "goals_pulsecode": ("mark",),
    "goals_contribution": ("sealed", "mark", "minutes", "payment", "paid", "expenses"),
}


def install(apps: Any, schema_editor: Any) -> None:
    ledger_guards.install(schema_editor)
    _sample(schema_editor, 0)


def remove(apps: Any, schema_editor: Any) -> None:
    ledger_guards.remove(schema_editor)
    _sample(schema_editor, -1)


def _sample(schema_editor: Any, target: int) -> None:
    """The planner's statistics keep samples of columns. Of answers, and of what somebody was paid, they must not."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in UNSAMPLED.items():
        for column in columns:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS {target}')


class Migration(migrations.Migration):
    dependencies = [("goals", "0007_ledger")]
    operations = [migrations.RunPython(install, remove)]

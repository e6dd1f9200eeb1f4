"""A loop is closed by those who raised it and by nobody else; and PostgreSQL keeps no samples of what they said."""

from typing import Any

from django.db import migrations

from alongside.goals import loop_guards

UNSAMPLED = {
    "goals_listener": ("sealed", "contact_mark", "stop_mark", "until_on"),
    "goals_loopcode": ("mark",),
    "goals_loopanswer": ("mark", "way", "says", "words", "offered"),
}


def install(apps: Any, schema_editor: Any) -> None:
    loop_guards.install(schema_editor)
    _sample(schema_editor, 0)


def remove(apps: Any, schema_editor: Any) -> None:
    loop_guards.remove(schema_editor)
    _sample(schema_editor, -1)


def _sample(schema_editor: Any, target: int) -> None:
    """The planner's statistics keep samples of columns. Of answers and contacts they must not."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in UNSAMPLED.items():
        for column in columns:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS {target}')


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_loops")]
    operations = [migrations.RunPython(install, remove)]

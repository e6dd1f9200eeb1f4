"""Who had a part in a test is kept: nobody verifies their own work by having their name taken off it first."""

from typing import Any

from django.db import migrations

from alongside.goals import cycle_guards


def install(apps: Any, schema_editor: Any) -> None:
    cycle_guards.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("goals", "0009_reminders")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

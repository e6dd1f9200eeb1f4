"""What a CHECK cannot say about tests of change, a trigger does; and the library is given its full text."""

from typing import Any

from django.db import migrations

from alongside.goals import cycle_guards


def install(apps: Any, schema_editor: Any) -> None:
    cycle_guards.install(schema_editor)
    cycle_guards.install_search(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    cycle_guards.remove(schema_editor)
    cycle_guards.remove_search(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_cycles")]
    operations = [migrations.RunPython(install, remove)]

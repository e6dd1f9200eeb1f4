"""What a CHECK cannot say about goals, a trigger does, also to whoever comes past the models."""

from typing import Any

from django.db import migrations

from alongside.goals import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("goals", "0001_initial"),
        ("programmes", "0001_initial"),
        ("frameworks", "0001_initial"),
    ]
    operations = [migrations.RunPython(install, remove)]

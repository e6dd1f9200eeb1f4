"""A published indicator, and what a figure was before, cannot change, also for whoever comes past the models."""

from typing import Any

from django.db import migrations

from alongside.measures import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]

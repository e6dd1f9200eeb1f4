"""An indicator has a name in easy words, and says which challenges it tells about."""

from typing import Any

from django.db import migrations, models

from alongside.measures import guards


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor)


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("measures", "0002_guards")]
    operations = [
        # SQLite rebuilds an altered table without its triggers.
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="indicator",
            name="challenges",
            field=models.JSONField(blank=True, default=list, help_text="codes of the challenges it tells about"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="easy",
            field=models.CharField(blank=True, help_text="its name in easy words", max_length=160),
        ),
        migrations.RunPython(install, remove),
    ]

"""Pages outside that a list names for an item: to watch it, to read it in easy words, to reach an interpreter."""

from typing import Any

from django.db import migrations, models

from alongside.frameworks import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0003_own")]
    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="itemtext",
            name="helps",
            field=models.JSONField(default=list, help_text="pages outside: kind, language, address"),
        ),
        migrations.RunPython(install, remove),
    ]

"""What a programme writes for itself; what an edition is for; who sees an item differently."""

import uuid
from typing import Any

from django.db import migrations, models

from alongside.frameworks import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_guards"),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="edition",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[("", "Judge"), ("PROPOSE", "Propose"), ("CHOOSE", "Choose")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="itemtext",
            name="dissent",
            field=models.TextField(blank=True, default="", help_text="who sees it differently, and how"),
        ),
        migrations.CreateModel(
            name="OwnDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("scope", models.CharField(db_index=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("EDITION", "Edition"), ("VOICES", "Voices"), ("CROSSWALK", "Crosswalk")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="what the file is called", max_length=120)),
                ("called", models.TextField(help_text="the name of what it holds")),
                ("text", models.TextField()),
                ("agreed", models.BooleanField(default=False)),
                ("changed_on", models.DateField()),
                ("published_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scope", ""), _negated=True),
                        name="frameworks_owndraft_belongs_to_a_programme",
                    )
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]

"""PostgreSQL samples columns for its planner and keeps the samples. Of ballots it must not."""

from django.db import migrations

COLUMNS = {
    "assessments_ballot": ("mark", "voice", "way", "easy_read", "helped", "waives", "answers"),
    "assessments_letterbox": ("id", "sealed", "until_on"),
    "assessments_opentally": ("shown",),
    "core_letter": ("to", "subject", "body", "sealed"),
}


def _set(schema_editor, target):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for column in columns:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS {target}')


def stop(apps, schema_editor):
    _set(schema_editor, 0)


def start(apps, schema_editor):
    _set(schema_editor, -1)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("core", "0001_initial")]
    operations = [migrations.RunPython(stop, start)]

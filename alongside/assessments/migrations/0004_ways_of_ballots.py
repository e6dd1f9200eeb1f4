"""What ballots still say of how they came is counted for their round, before they forget it."""

from collections import Counter

from django.db import migrations, models

COLUMNS = {"assessments_ballot": ("counted",), "assessments_waycount": ("count", "told")}


def count(apps, schema_editor):
    here = schema_editor.connection.alias  # not always the default: an older backup is brought up to date beside it
    ballots = apps.get_model("assessments", "Ballot").objects.using(here)
    counts = apps.get_model("assessments", "WayCount").objects.using(here)
    answered = ballots.exclude(answers={})
    many = Counter(answered.values_list("round_id", "helped"))
    for round_id in {round_id for round_id, _ in many}:
        for way in ("own", "kiosk", "paper", "helped"):
            number = many[round_id, way == "helped"] if way in ("own", "helped") else 0
            counts.create(round_id=round_id, way=way, count=number, told=0)
    answered.update(counted=True)


def take_no_samples(apps, schema_editor):
    """As for ballots: PostgreSQL would keep samples of these columns for its planner."""
    if schema_editor.connection.vendor == "postgresql":
        for table, columns in COLUMNS.items():
            for column in columns:
                schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS 0')


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_ways_in")]
    operations = [
        migrations.AddField(
            model_name="ballot",
            name="counted",
            field=models.BooleanField(
                default=False, help_text="whether a way was counted for it, so that none is twice"
            ),
        ),
        migrations.RunPython(take_no_samples, migrations.RunPython.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]

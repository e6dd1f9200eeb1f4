"""Whoever asks what is held about them: the figures they entered are found without reading all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0003_indicator_words"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["recorded_by"], name="measures_observation_by"),
        ),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_ways_of_ballots")]
    operations = [
        migrations.RemoveField(model_name="ballot", name="helped"),
        migrations.RemoveField(model_name="ballot", name="way"),
        migrations.RemoveField(model_name="participation", name="helped"),
        migrations.RemoveField(model_name="participation", name="ways"),
    ]

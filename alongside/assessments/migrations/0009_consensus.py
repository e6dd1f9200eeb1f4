"""A list of one's own, found together."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_links_and_translations"),
        ("frameworks", "0003_own"),
        ("programmes", "0002_deputies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consensus",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("scope", models.CharField(db_index=True, max_length=60)),
                ("name", models.CharField(help_text="what the list is called", max_length=80)),
                ("question", models.CharField(max_length=200)),
                ("easy", models.CharField(help_text="the same in easy words", max_length=200)),
                ("began_on", models.DateField()),
                ("merged_on", models.DateField(null=True)),
                ("agreed_on", models.DateField(null=True)),
                (
                    "agreed_lived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agreed_profession_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "choosing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessments.round"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.owndraft",
                    ),
                ),
                (
                    "merged_lived_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_profession_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.place"
                    ),
                ),
                (
                    "proposing",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assessments.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_on__isnull", True),
                            models.Q(
                                ("merged_lived_by__isnull", False),
                                ("merged_profession_by__isnull", False),
                                models.Q(("merged_lived_by", models.F("merged_profession_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessments_consensus_merged_by_both_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_on__isnull", True),
                            models.Q(
                                ("agreed_lived_by__isnull", False),
                                ("agreed_profession_by__isnull", False),
                                models.Q(("agreed_lived_by", models.F("agreed_profession_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessments_consensus_agreed_by_both_sides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choosing__isnull", True), ("merged_on__isnull", False), _connector="OR"),
                        name="assessments_consensus_merged_before_it_chooses",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_on__isnull", True), ("choosing__isnull", False), _connector="OR"),
                        name="assessments_consensus_chosen_before_it_agrees",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("short", models.CharField(max_length=40)),
                ("explanation", models.CharField(max_length=600)),
                ("easy", models.CharField(max_length=300)),
                ("chosen", models.BooleanField(default=False)),
                ("ask", models.CharField(blank=True, max_length=300)),
                ("ask_easy", models.CharField(blank=True, max_length=300)),
                ("looks_like", models.JSONField(default=list, help_text="what each of the four stages looks like")),
                ("dissent", models.CharField(blank=True, max_length=1000)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="so that two people never overwrite each other unseen"
                    ),
                ),
                ("ideas", models.ManyToManyField(related_name="+", to="assessments.quote")),
                (
                    "consensus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="assessments.consensus",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("consensus", "number"), name="assessments_candidate_number_once"),
                ]
            },
        ),
    ]

"""What is left after the reveal: what may be shown is stored, and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.assessments.models.rounds import SIDE_CHOICES, Round
from alongside.core.models import UuidModel


class Tally(models.Model):
    """What is left of one group's answers to one item after the reveal, at rule 3's sizes.

    `group` is a voice's code, or a side's when its voices are kept together. `kept` is what
    `numerics.disclosure` allowed, whole; `middle` repeats the middle answer (0 to 3) for the matrix.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tallies")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    group = models.CharField(max_length=40)
    kept = models.JSONField()
    middle = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item", "group"], name="assessments_tally_one_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.group} on {self.item_id}"


class OpenTally(models.Model):
    """An open room's answers of one voice to one item as they are, until its meeting is closed; then deleted."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="open_tallies")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    shown = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item", "voice"], name="assessments_opentally_one_per_voice")
        ]

    def __str__(self) -> str:
        return f"{self.voice} on {self.item_id}"


class Difference(models.Model):
    """How far the two sides stand apart on one item: in words always, exactly only where both spreads are kept."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="differences")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    group_a = models.CharField(max_length=40)
    group_b = models.CharField(max_length=40)
    in_words = models.CharField(max_length=30)
    lower = models.CharField(max_length=20, blank=True, help_text="the group whose middle answer is the lower one")
    fewest = models.FloatField(help_text="stages apart, at the least")
    most = models.FloatField(help_text="stages apart, at the most")
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item", "group_a", "group_b"], name="assessments_difference_once")
        ]

    def __str__(self) -> str:
        return f"{self.group_a} and {self.group_b} on {self.item_id}: {self.in_words}"


class Participation(models.Model):
    """How many of a voice (or of a side kept together) were asked and answered, and how, at rule 3's sizes.

    `answered` is empty when it may not be told, and so is `easy_read`. How they came is counted apart (`WayCount`).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participation")
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    group = models.CharField(max_length=40)
    asked = models.PositiveIntegerField(null=True)
    answered = models.PositiveIntegerField(null=True)
    easy_read = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "group"], name="assessments_participation_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.answered}"


class Quote(UuidModel):
    """Words somebody offered on one item, shown under a voice or side whose tally stands, after two have read them."""

    class Verdict(models.TextChoices):
        SHOW = "SHOW"
        SHOW_WITHOUT_NAME = "SHOW_WITHOUT_NAME"
        HOLD = "HOLD"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="quotes")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, blank=True, help_text="'' when no group of that side may be named")
    words = models.CharField(max_length=600)
    language = models.CharField(max_length=10, blank=True, help_text="what they were written in, where not the place's")
    translation = models.CharField(max_length=1200, blank=True, help_text="by one of the readers, checked by nobody")
    translated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_side = models.CharField(max_length=20, blank=True)
    second_verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_side = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="assessments_quote_read_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True, first_verdict="")
                | (Q(first_by__isnull=False) & ~Q(first_verdict="")),
                name="assessments_quote_verdict_has_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(translation="", translated_by__isnull=True, language="")
                | (~Q(translation="") & ~Q(language="") & Q(translated_by__isnull=False)),
                name="assessments_quote_translation_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"words on {self.item_id}"

"""What people made of it together: gaps, the meeting, positions, evidence, priorities."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.models.results import Difference
from alongside.assessments.models.rounds import Round
from alongside.assessments.rules import PRIORITIES_AT_MOST
from alongside.core.models import StoredFile, UuidModel


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, actor: Actor) -> GapQuerySet:
        """Gaps of the rounds the person may see."""
        return self.filter(within(actor, Permission.ROUND_VIEW))


class Gap(UuidModel):
    """The two sides (or two kept voices) see one item a stage or more apart. Only both sides together can settle it."""

    class Outcome(models.TextChoices):
        UNDERSTOOD = "UNDERSTOOD"
        AGREE_TO_DIFFER = "AGREE_TO_DIFFER"
        BECAME_GOAL = "BECAME_GOAL"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="gaps")
    scope = models.CharField(max_length=60, db_index=True)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    difference = models.OneToOneField(Difference, on_delete=models.PROTECT, related_name="gap")
    opened_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    lived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    profession_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True)
                | (
                    Q(lived_by__isnull=False, profession_by__isnull=False)
                    & ~Q(lived_by=F("profession_by"))
                    & ~Q(outcome="")
                ),
                name="assessments_gap_settled_by_both_sides",
            )
        ]

    def __str__(self) -> str:
        return f"gap on {self.item_id}"


class Meeting(models.Model):
    """The joint meeting about a round: when, and how many were there by voice (never who)."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="meeting")
    held_on = models.DateField()
    present = models.JSONField(default=dict, help_text="voice code: how many were there")
    sides = models.JSONField(default=list, help_text="the sides that were in the room")

    def __str__(self) -> str:
        return f"meeting on {self.held_on}"


class Position(models.Model):
    """What the meeting agreed on one item: a stage, why, and the dissent that is printed wherever it is."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="positions")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(null=True, help_text="0 to 3; empty: talked about, no stage agreed")
    why = models.CharField(max_length=1000)
    dissent = models.CharField(max_length=1000, blank=True)
    recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1, help_text="so that two people never overwrite each other unseen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="assessments_position_one_per_item"),
            models.CheckConstraint(
                condition=Q(stage__isnull=True) | Q(stage__lte=3), name="assessments_position_stage_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.stage}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> EvidenceQuerySet:
        """Evidence of the rounds the person may see."""
        return self.filter(within(actor, Permission.ROUND_VIEW))


class Evidence(UuidModel):
    """Something that shows why: a link or a file, beside one item of a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evidence")
    scope = models.CharField(max_length=60, db_index=True)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=150)
    link = models.URLField(blank=True, max_length=500)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    added_on = models.DateField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True) & ~Q(link="") | Q(file__isnull=False, link=""),
                name="assessments_evidence_link_or_file",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Priority(models.Model):
    """One of the at most three items a round chose to work on first."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="priorities")
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="assessments_priority_one_per_place"),
            models.UniqueConstraint(fields=["round", "item"], name="assessments_priority_item_once"),
            models.CheckConstraint(
                condition=Q(order__gte=1, order__lte=PRIORITIES_AT_MOST),
                name="assessments_priority_at_most_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.item_id}"

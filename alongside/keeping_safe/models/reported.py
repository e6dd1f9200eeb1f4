"""Words and files that somebody reported, and what became of them. Their words stand here sealed, while hidden."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.permissions import Permission, Side
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.keeping_safe.rules import Reason, State, Verdict


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> CaseQuerySet:
        """Those at the places whose reported words the person looks at."""
        return self.filter(within(actor, Permission.TEXT_HIDE))


class Case(UuidModel):
    """One row whose words were reported: reported, hidden, then shown again or erased by two people.

    The row is named by text: its table, and its key. What is left after an erasure is this, never the words.
    """

    scope = models.CharField(max_length=60, db_index=True)
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.REPORTED.value)
    reported_on = models.DateField()
    hidden_on = models.DateField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    marks = models.JSONField(default=list, help_text="keyed hashes of what was erased")
    scrubbed = models.BooleanField(default=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row"],
                condition=Q(state__in=[State.REPORTED.value, State.HIDDEN.value]),
                name="keeping_safe_case_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.REPORTED.value, State.HIDDEN.value]) | Q(decided_on__isnull=False),
                name="keeping_safe_case_decided_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.state}"

    def get_absolute_url(self) -> str:
        return f"/reported/{self.pk}/"


class Report(UuidModel):
    """That somebody reported a text, and why. Who it was is not kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    column = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reason])
    words = models.CharField(max_length=300, blank=True)
    reported_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.reason} {self.case_id}"


class Part(models.Model):
    """One place from which hidden words were taken, with the words themselves, sealed, until two people decide."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "table", "row", "column"], name="keeping_safe_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.column} {self.row}"


class Say(models.Model):
    """What one person of one side says should become of a hidden text. Two of different sides decide."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="says")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=[(side.value, side.value) for side in Side])
    verdict = models.CharField(max_length=5, choices=[(v.value, v.value) for v in Verdict])
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="keeping_safe_say_one_each")]

    def __str__(self) -> str:
        return f"{self.side} {self.verdict}"

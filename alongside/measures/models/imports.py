"""Imports: rows that wait to be looked at, and what was brought in together, so that it can be undone together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, actor: Actor) -> ImportBatchQuerySet:
        """Imports of the places where the person may import; what still waits, only to the one who brought it."""
        mine = Q(state="STAGED", owner_id=actor.user_id) if actor.is_someone else Q(pk__in=[])
        return self.filter(within(actor, Permission.OBSERVATION_IMPORT), mine | ~Q(state="STAGED"))


class ImportBatch(UuidModel):
    """Figures that came together: staged (rows parsed, nothing entered yet), done, or undone.

    `rows` holds the parsed cells while staged, and is emptied afterwards. `series` is empty for an import
    of many series.
    """

    class State(models.TextChoices):
        STAGED = "STAGED"
        DONE = "DONE"
        UNDONE = "UNDONE"

    class Way(models.TextChoices):
        PASTE = "PASTE"
        CSV = "CSV"
        XLSX = "XLSX"
        API = "API"
        BULK = "BULK"

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    series = models.ForeignKey("measures.Series", on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=5, choices=Way.choices)
    name = models.CharField(max_length=150, blank=True, help_text="of the file")
    state = models.CharField(max_length=6, choices=State.choices)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict, help_text="which column is what, as matched")
    staged_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="STAGED", done_at__isnull=True, expires_at__isnull=False)
                | (Q(state="DONE") & Q(done_at__isnull=False, undone_at__isnull=True))
                | (Q(state="UNDONE") & Q(done_at__isnull=False, undone_at__isnull=False)),
                name="measures_importbatch_state_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.name} {self.staged_at:%Y-%m-%d}".strip()

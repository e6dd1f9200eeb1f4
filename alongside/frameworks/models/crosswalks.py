"""How two editions relate."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT

from alongside.frameworks import rules
from alongside.frameworks.models.editions import Edition, Item
from alongside.frameworks.models.sealing import Sealed


class Crosswalk(Sealed):
    """How the items of a newer edition relate to those of an older one."""

    older = models.ForeignKey(Edition, on_delete=PROTECT, related_name="crosswalks_to_newer")
    newer = models.ForeignKey(Edition, on_delete=PROTECT, related_name="crosswalks_to_older")
    language = models.CharField(max_length=12)
    checksum = models.CharField(max_length=64)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="frameworks_crosswalk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.older_id} to {self.newer_id}"


class CrosswalkLink(Sealed):
    """How one newer item relates to one older one, why, and whether a trend line may run across."""

    class Relation(models.TextChoices):
        EQUAL = "EQUAL"
        BROADER = "BROADER"
        NARROWER = "NARROWER"
        OVERLAPS = "OVERLAPS"
        NEW = "NEW"
        RETIRED = "RETIRED"

    class Series(models.TextChoices):
        CONTINUOUS = "CONTINUOUS"
        BREAK = "BREAK"

    seal = "crosswalk__published_on"
    crosswalk = models.ForeignKey(Crosswalk, on_delete=PROTECT, related_name="links")
    number = models.PositiveSmallIntegerField()
    older = models.ForeignKey(Item, on_delete=PROTECT, null=True, related_name="links_to_newer")
    newer = models.ForeignKey(Item, on_delete=PROTECT, null=True, related_name="links_to_older")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    series = models.CharField(max_length=10, choices=Series.choices)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crosswalk", "older", "newer"], name="frameworks_crosswalklink_once"),
            models.CheckConstraint(
                condition=models.Q(relation="NEW", older__isnull=True, newer__isnull=False)
                | models.Q(relation="RETIRED", older__isnull=False, newer__isnull=True)
                | (~models.Q(relation__in=["NEW", "RETIRED"]) & models.Q(older__isnull=False, newer__isnull=False)),
                name="frameworks_crosswalklink_has_both_ends_unless_new_or_retired",
            ),
            models.CheckConstraint(
                condition=models.Q(series="BREAK") | models.Q(relation="EQUAL"),
                name="frameworks_crosswalklink_runs_across_only_equals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.older_id} {self.relation} {self.newer_id}"

    @property
    def runs_across(self) -> bool:
        """Whether a trend line may run across this link."""
        return rules.trend_may_run_across(self.relation, self.series)

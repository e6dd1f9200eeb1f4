"""Paper: sheets that are handed out, and the batches in which they are typed in."""

from __future__ import annotations

import functools
import operator

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.policy import Actor
from alongside.assessments.models.rounds import SIDE_CHOICES, Round
from alongside.core.models import UuidModel


class Sheet(models.Model):
    """One printed sheet, kept as the mark of the code that is typed in with it. Never with whom it was given to.

    The code on its tear-off is a receipt: the round's secret makes it from the sheet's code, and it is not stored.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sheets")
    voices = models.JSONField(default=list)
    easy_read = models.BooleanField(default=False)
    spent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "a sheet"


class PaperBatchQuerySet(models.QuerySet["PaperBatch"]):
    def visible_to(self, actor: Actor) -> PaperBatchQuerySet:
        """Batches that this person types, alone or as one of two, as long as they belong to the programme."""
        scopes = {grant.scope.split("/", 1)[0] + "/" for grant in actor.grants if grant.scope}
        programmes = [Q(scope__startswith=scope) for scope in sorted(scopes)]
        if not programmes:
            return self.none()
        mine = Q(first_id=actor.user_id) | Q(second_id=actor.user_id)
        return self.filter(mine, functools.reduce(operator.or_, programmes))


class PaperBatch(UuidModel):
    """Sheets typed in by one person from outside the team, or on the day by two together: who, and how many.

    It knows no sheet and no answer. `first_side` and `second_side` stand once each of the two has said that they are
    there; somebody who types alone has none.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="batches")
    scope = models.CharField(max_length=60, db_index=True)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_side = models.CharField(max_length=20, choices=SIDE_CHOICES, blank=True)
    second_side = models.CharField(max_length=20, choices=SIDE_CHOICES, blank=True)
    typed = models.PositiveIntegerField(default=0)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    objects = PaperBatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(first=F("second")), name="assessments_paperbatch_two_people"
            ),
            models.CheckConstraint(
                condition=Q(first_side="") | Q(second_side="") | ~Q(first_side=F("second_side")),
                name="assessments_paperbatch_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(typed=0) | Q(second__isnull=True) | (~Q(first_side="") & ~Q(second_side="")),
                name="assessments_paperbatch_both_are_there",
            ),
            models.UniqueConstraint(
                fields=["round", "first"],
                condition=Q(closed_on__isnull=True, second__isnull=True),
                name="assessments_paperbatch_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed} sheets in {self.round_id}"

    def get_absolute_url(self) -> str:
        return f"/paper/{self.pk}/"

    @property
    def is_of_two(self) -> bool:
        return self.second_id is not None

    @property
    def is_ready(self) -> bool:
        """Whether typing may begin: somebody alone at once, two when both have said that they are there."""
        return not self.is_of_two or bool(self.first_side and self.second_side)

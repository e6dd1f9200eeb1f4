"""Who stands in for somebody who leads, and who is away (rule 17)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models

from alongside.access.permissions import Permission, Side
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.programmes.models.belonging import Membership


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def not_over(self, *, on: dt.date) -> DeputyQuerySet:
        """Those that nobody ended and whose last day is not past, begun or not."""
        return self.filter(models.Q(until_on__isnull=True) | models.Q(until_on__gte=on), ended_on__isnull=True)

    def at_work(self, *, on: dt.date) -> DeputyQuerySet:
        """Those who hold the other's keys on a day: begun, not over, and both still belong here."""
        return self.not_over(on=on).filter(
            from_on__lte=on,
            lead__ended_on__isnull=True,
            lead__user__is_active=True,
            through__ended_on__isnull=True,
            user__is_active=True,
        )

    def visible_to(self, actor: Actor) -> DeputyQuerySet:
        return self.filter(within(actor, Permission.PEOPLE_VIEW))


class Deputy(UuidModel):
    """Somebody who holds the keys of one who leads, for the same side, from a day until it ends.

    `through` is the membership by which the deputy belongs to the place or to one inside or above it; `voices` are
    those of the side that it listed when they were named.
    """

    lead = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="deputies")
    through = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    side = models.CharField(max_length=20, choices=[(side.value, side.value) for side in Side])
    voices = models.JSONField(default=list)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = DeputyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "user"],
                condition=models.Q(ended_on__isnull=True),
                name="programmes_deputy_named_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="programmes_deputy_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~models.Q(through=models.F("lead")), name="programmes_deputy_is_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.lead_id} from {self.from_on}"


class Away(models.Model):
    """Somebody is away from a day to a day, and says no more about it. Gone when it is over."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="away")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="programmes_away_until_after_from"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} until {self.until_on}"

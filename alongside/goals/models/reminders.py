"""How people are reminded: the address of their calendar, and the weekly letter."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.policy import Actor
from alongside.core.models import UuidModel


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def visible_to(self, actor: Actor) -> CalendarAddressQuerySet:
        """Everybody sees their own only."""
        return self.filter(user_id=actor.user_id) if actor.is_someone else self.none()

    def live(self) -> CalendarAddressQuerySet:
        """Those that open something."""
        return self.filter(ended_on__isnull=True)


class CalendarAddress(UuidModel):
    """An address that nobody can guess, under which a program reads one person's calendar. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_on__isnull=True), name="goals_calendaraddress_one_each"
            )
        ]

    def __str__(self) -> str:
        return f"a calendar of {self.user_id}"


class LettersStopped(models.Model):
    """Somebody who wants no weekly letter. Whoever has no such row is written to when something waits for them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stopped_on = models.DateField()

    def __str__(self) -> str:
        return f"no letters for {self.user_id}"


class WeeklyLetter(models.Model):
    """One person's week has been seen to: a letter was queued in the same transaction, or there was nothing to say.

    That there can be one row for a person and week is what keeps a letter from being sent twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    week = models.CharField(max_length=8)
    queued = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="goals_weeklyletter_once")]

    def __str__(self) -> str:
        return f"{self.week} of {self.user_id}"

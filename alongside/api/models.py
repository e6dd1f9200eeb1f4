"""Tokens with which programs enter figures for a person."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.policy import Actor
from alongside.core.models import UuidModel


class TokenQuerySet(models.QuerySet["Token"]):
    def visible_to(self, actor: Actor) -> TokenQuerySet:
        """Everybody sees their own tokens only."""
        return self.filter(user_id=actor.user_id) if actor.is_someone else self.none()

    def live(self, on: dt.date) -> TokenQuerySet:
        """Those that open something on a date."""
        return self.filter(ended_on__isnull=True, expires_on__gte=on)


class Token(UuidModel):
    """A word that opens the door for a program, in the name of a person. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, help_text="which program it is for")
    mark = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    expires_on = models.DateField(help_text="its last day")
    ended_on = models.DateField(null=True, help_text="when it was ended before its last day")

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("made_on")), name="api_token_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"

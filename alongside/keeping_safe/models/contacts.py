"""The people a place names to turn to, and the requests for a talk that are on their way to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.policy import Actor
from alongside.core.models import UuidModel
from alongside.keeping_safe.rules import ContactKind

KINDS = [(kind.value, kind.value) for kind in ContactKind]


class Contact(UuidModel):
    """Somebody to turn to at a place and below it, until a place below names its own (rule 16).

    `user` is their account, if they have one here: a request for a talk then waits on their first page too.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="contacts")
    scope = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind"], name="keeping_safe_contact_one_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | Q(user__isnull=False),
                name="keeping_safe_contact_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} at {self.scope}"


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, actor: Actor) -> TalkQuerySet:
        """Only those that were sent to this person."""
        return self.filter(user_id=actor.user_id) if actor.user_id else self.none()


class Talk(UuidModel):
    """Somebody asked to be talked to. Nothing here says who, or ties it to an answer.

    `mark` is the keyed hash of the code they keep; `seen_mark` that of the one in the contact's mail. What they
    wrote stands sealed only where the contact reads it here, and goes as soon as they have seen it.
    """

    scope = models.CharField(max_length=60)
    to = models.CharField(max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    seen_mark = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(null=True)
    asked_on = models.DateField()
    seen_on = models.DateField(null=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_on__isnull=True) | Q(sealed__isnull=True),
                name="keeping_safe_talk_gone_once_seen",
            )
        ]

    def __str__(self) -> str:
        return f"a talk asked for on {self.asked_on}"

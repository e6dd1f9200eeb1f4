"""Rounds: whom they ask, whom to turn to, whose keys wait."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.rules import SIDES, State
from alongside.core.models import UuidModel

STATES = [(state.value, state.value) for state in State]
SIDE_CHOICES = [(side, side) for side in SIDES]


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, actor: Actor) -> RoundQuerySet:
        """Rounds at the places where the person may see that rounds exist."""
        return self.filter(within(actor, Permission.ROUND_VIEW))

    def shared(self) -> RoundQuerySet:
        """Those whose result the people of the place can read."""
        return self.filter(state__in=[State.SHARED, State.MEETING, State.AGREED])


class Round(UuidModel):
    """One joint assessment of a place against one edition, from its draft to what was agreed."""

    class Mode(models.TextChoices):
        PRIVATE = "PRIVATE"
        OPEN_ROOM = "OPEN_ROOM"

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="rounds")
    scope = models.CharField(max_length=60, db_index=True)
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.PRIVATE)
    state = models.CharField(max_length=10, choices=STATES, default=State.DRAFT, db_index=True)
    smallest = models.PositiveSmallIntegerField(default=5, help_text="fewer than this are never shown as a group")
    closes_on = models.DateField(help_text="the last day on which answers are taken")
    drafted_on = models.DateField()
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    revealed_on = models.DateField(null=True)
    shared_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="cancelled or lapsed")
    ended_why = models.CharField(max_length=200, blank=True)
    one_sided = models.BooleanField(default=False, help_text="only one side is asked, and the round says so")
    agreed_by = models.CharField(max_length=40, blank=True, help_text="'' when both sides agreed, else which one did")
    secret = models.BinaryField(help_text="turns a code into its receipt; emptied at the reveal")
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_side = models.CharField(max_length=20, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_side = models.CharField(max_length=20, blank=True)
    counted = models.JSONField(default=dict, help_text="per voice how many answered, from 5; refreshed once a day")
    counted_on = models.DateField(null=True)
    event_on = models.DateField(null=True, help_text="the day on which people answer together, in one room")
    scrubbed = models.BooleanField(default=True, help_text="whether what was deleted is also gone from the files below")

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_by__isnull=True, second_by__isnull=True)
                | (Q(first_by__isnull=False, second_by__isnull=False) & ~Q(first_by=F("second_by"))),
                name="assessments_round_revealed_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | Q(one_sided=True) | ~Q(first_side=F("second_side")),
                name="assessments_round_revealed_by_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.OPEN, State.CLOSED, State.CANCELLED, State.LAPSED])
                | Q(first_by__isnull=False, revealed_on__isnull=False),
                name="assessments_round_no_result_without_a_reveal",
            ),
            models.CheckConstraint(condition=Q(smallest__gte=5), name="assessments_round_sizes_only_stricter"),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/rounds/{self.pk}/"


class AskedVoice(models.Model):
    """A voice that a round asks: how many people it expects, and which items (by number) it is asked."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked")
    voice = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    order = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField(default=0)
    items = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "voice"], name="assessments_askedvoice_once")]

    def __str__(self) -> str:
        return f"{self.voice} in {self.round_id}"


class NamedContact(models.Model):
    """Somebody to turn to, named on every page with a box for words (rule 16)."""

    class Kind(models.TextChoices):
        IN_TEAM = "IN_TEAM"
        OUTSIDE = "OUTSIDE"
        ADVOCATE = "ADVOCATE"
        EMERGENCY = "EMERGENCY"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="assessments_namedcontact_one_of_a_kind"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="assessments_namedcontact_can_be_reached"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Key(UuidModel):
    """One of two keys, waiting for the other: to the reveal, to an open room, to the agreement.

    A waiting key can be withdrawn, and one to the reveal lapses after 24 hours.
    """

    class Purpose(models.TextChoices):
        REVEAL = "REVEAL"
        OPEN_ROOM = "OPEN_ROOM"
        AGREE = "AGREE"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="keys")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    turned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "purpose", "user"], name="assessments_key_one_each")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.side}"


class Standing(models.Model):
    """The one voice a person stands for in a round, chosen by their first act there and kept (rule 7)."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="assessments_standing_one_hat")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.voice}"

"""The pulse after a meeting: three questions, answered without a name, counted and deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.reviews import Review
from alongside.goals.rules.pulse import Says


class PulseQuerySet(models.QuerySet["Pulse"]):
    def visible_to(self, actor: Actor) -> PulseQuerySet:
        """Pulses of the places whose ledger the person may see."""
        return self.filter(within(actor, Permission.LEDGER_VIEW))


class Pulse(UuidModel):
    """Were you heard, did you change something, did you feel safe: asked after one meeting, until a day.

    `taken` is who took a code for themselves, sorted, without times and apart from the codes. `kept` is what
    `numerics.disclosure` let stand when it closed; nothing finer exists from then on.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="pulses")
    scope = models.CharField(max_length=60, db_index=True)
    meeting = models.CharField(max_length=80)
    held_on = models.DateField()
    review = models.OneToOneField(Review, on_delete=models.PROTECT, null=True, related_name="pulse")
    closes_on = models.DateField(help_text="the last day on which answers are taken")
    closed_on = models.DateField(null=True)
    secret = models.BinaryField(help_text="turns a code into the mark of its answer; emptied at the close")
    taken = models.JSONField(default=list)
    kept = models.JSONField(default=dict)
    scrubbed = models.BooleanField(default=True, help_text="whether what was deleted is gone from the files below too")

    objects = PulseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "held_on"], name="goals_pulse_one_a_day"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("held_on")), name="goals_pulse_closes_after_meeting"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False) | Q(kept={}), name="goals_pulse_shows_nothing_while_open"
            ),
            models.CheckConstraint(condition=~Q(meeting=""), name="goals_pulse_names_its_meeting"),
        ]

    def __str__(self) -> str:
        return f"pulse of {self.held_on} at {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/pulses/{self.pk}/"


class PulseCode(models.Model):
    """A code of one voice, as a keyed mark: never with whom it was given to, and without a time."""

    mark = models.CharField(max_length=64, primary_key=True)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="codes")
    voice = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(voice=""), name="goals_pulsecode_has_a_voice")]

    def __str__(self) -> str:
        return "a code"


_SAYS = [(one.value, one.value) for one in Says]


class PulseAnswer(models.Model):
    """What one person said, until the pulse closes: no user, no address, no time. Then it is counted and deleted."""

    mark = models.CharField(max_length=64, primary_key=True)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="answers")
    voice = models.CharField(max_length=40)
    heard = models.CharField(max_length=10, choices=_SAYS)
    influenced = models.CharField(max_length=10, choices=_SAYS)
    safe = models.CharField(max_length=10, choices=_SAYS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    heard__in=[one.value for one in Says],
                    influenced__in=[one.value for one in Says],
                    safe__in=[one.value for one in Says],
                ),
                name="goals_pulseanswer_says",
            ),
            models.CheckConstraint(condition=~Q(voice=""), name="goals_pulseanswer_has_a_voice"),
        ]

    def __str__(self) -> str:
        return "an answer"

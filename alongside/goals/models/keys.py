"""What hangs on a goal while it is agreed: codes for keys, stances, hats, and its story."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.goals import Goal, person
from alongside.goals.rules.goals import SIDES, State, Take

SIDE_CHOICES = [(side, side) for side in SIDES]


class KeyCode(UuidModel):
    """A code that a person of one side was handed at a meeting, to turn that side's key to one goal.

    Kept as a keyed mark; who was given it is not kept, who handed it out is: that person holds no other key.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="key_codes")
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    voice = models.CharField(max_length=40)
    mark = models.CharField(max_length=64, unique=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField()
    until_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=SIDES), name="goals_keycode_has_a_side"),
            models.CheckConstraint(condition=~Q(voice=""), name="goals_keycode_has_a_voice"),
        ]

    def __str__(self) -> str:
        return f"a code for the key of {self.side}"


class Standing(models.Model):
    """The one voice a person stands for on a goal, chosen by their first act there and kept (rule 7)."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="standings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voice = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "user"], name="goals_standing_one_hat")]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.voice}"


class Stance(models.Model):
    """Where one person stands to a goal: agree, can live with it, not yet, block; the last two say why.

    Shown as counts per voice, never added up across voices, and the words without the name.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="stances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.ForeignKey(KeyCode, on_delete=models.PROTECT, null=True, related_name="+")
    voice = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=SIDE_CHOICES)
    take = models.CharField(max_length=10, choices=[(take.value, take.value) for take in Take])
    words = models.CharField(max_length=600, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "user"], condition=Q(user__isnull=False), name="goals_stance_one_each"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(code__isnull=False), name="goals_stance_one_a_code"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, code__isnull=False) | Q(user__isnull=False, code__isnull=True),
                name="goals_stance_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(take__in=[Take.AGREE, Take.LIVE_WITH])
                | (Q(take__in=[Take.NOT_YET, Take.BLOCK]) & ~Q(words="")),
                name="goals_stance_no_needs_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.take}"


class GoalEvent(models.Model):
    """One step of a goal's life: what, when, who, in which voice, and why. Added to, never changed."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=30)
    on = models.DateField(db_index=True)
    by = models.CharField(max_length=80, help_text="as the audit trail names people")
    voice = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"


class VerifierQuerySet(models.QuerySet["AskedToVerify"]):
    def visible_to(self, actor: Actor) -> VerifierQuerySet:
        """Claims that wait for somebody at a place where the person may verify."""
        return self.filter(within(actor, Permission.GOAL_VERIFY), goal__state=State.CLAIMED)


class AskedToVerify(UuidModel):
    """Another team of the site was asked to see for itself whether a claimed goal is done."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="asked_to_verify")
    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    asked_by = person()
    asked_on = models.DateField()

    objects = VerifierQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "place"], name="goals_askedtoverify_once")]

    def __str__(self) -> str:
        return f"{self.place_id} asked on {self.asked_on}"

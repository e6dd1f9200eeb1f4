"""How a change is thought to come about: drivers, change ideas, and the library of those that were tried."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.goals import Goal, person
from alongside.goals.rules.cycles import SHAREABLE, Outcome, Setting
from alongside.goals.rules.goals import Strand


class DriverQuerySet(models.QuerySet["Driver"]):
    def visible_to(self, actor: Actor) -> DriverQuerySet:
        """Drivers of the goals the person may see."""
        return self.filter(within(actor, Permission.GOAL_VIEW))


class Driver(UuidModel):
    """Something that moves a goal's aim: a primary driver, or a secondary one that moves a primary one."""

    class Kind(models.TextChoices):
        PRIMARY = "PRIMARY"
        SECONDARY = "SECONDARY"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="drivers")
    scope = models.CharField(max_length=60, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    order = models.PositiveIntegerField()
    text = models.CharField(max_length=160)

    objects = DriverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="PRIMARY", parent__isnull=True) | Q(kind="SECONDARY", parent__isnull=False),
                name="goals_driver_secondary_hangs_below_a_primary",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="goals_driver_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"/drivers/{self.pk}/"


class ChangeIdeaQuerySet(models.QuerySet["ChangeIdea"]):
    def visible_to(self, actor: Actor) -> ChangeIdeaQuerySet:
        """Ideas of the goals the person may see. What other places share is read in the library."""
        return self.filter(within(actor, Permission.GOAL_VIEW))

    def shared(self) -> ChangeIdeaQuerySet:
        """Those whose team lets others read them."""
        return self.filter(shared_on__isnull=False)


class ChangeIdea(UuidModel):
    """Something that could be tried for a goal, and what became of it.

    `learned` is what its team tells others when it shares the idea. `credit` names whom it was copied from.
    An idea that was done without a test says so for good, and is never a tested success.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ideas")
    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, null=True, related_name="ideas")
    order = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, null=True, related_name="+")
    strand = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Strand])
    setting = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Setting])
    proposed_by = person()
    proposed_voice = models.CharField(max_length=40, blank=True)
    proposed_on = models.DateField()
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    credit = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome], blank=True)
    outcome_on = models.DateField(null=True)
    outcome_why = models.CharField(max_length=600, blank=True)
    learned = models.CharField(max_length=600, blank=True)
    shared_on = models.DateField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    objects = ChangeIdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="goals_changeidea_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True)
                | (Q(outcome__in=[one.value for one in Outcome], outcome_on__isnull=False) & ~Q(outcome_why="")),
                name="goals_changeidea_outcome_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(shared_on__isnull=True)
                | (
                    Q(outcome__in=sorted(one.value for one in SHAREABLE)) & ~Q(learned="") & Q(outcome_on__isnull=False)
                ),
                name="goals_changeidea_shared_once_tried",
            ),
            models.CheckConstraint(
                condition=Q(strand__in=[one.value for one in Strand], setting__in=[one.value for one in Setting]),
                name="goals_changeidea_strand_and_setting",
            ),
            models.CheckConstraint(
                condition=Q(copied_from__isnull=True) | ~Q(credit=""), name="goals_changeidea_copied_with_credit"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"/ideas/{self.pk}/"


class IdeaIndex(models.Model):
    """The stems of a shared idea, for the library's search. On SQLite an FTS5 table stands beside it."""

    idea = models.OneToOneField(ChangeIdea, on_delete=models.CASCADE, related_name="index")
    stems = models.TextField()

    def __str__(self) -> str:
        return f"stems of {self.idea_id}"


class CycleAct(models.Model):
    """What one person did of a test, and in which voice. From these rows, and only these, come those involved.

    Without an account a person is one row that says no more than their voice.
    """

    cycle = models.ForeignKey("goals.Cycle", on_delete=models.CASCADE, related_name="acts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    voice = models.CharField(max_length=40)
    part = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "user", "part"], condition=Q(user__isnull=False), name="goals_cycleact_once"
            ),
            models.CheckConstraint(condition=~Q(voice=""), name="goals_cycleact_has_a_voice"),
        ]

    def __str__(self) -> str:
        return f"{self.voice} {self.part}"

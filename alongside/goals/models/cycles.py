"""One Plan-Do-Study-Act cycle: predicted before it begins, studied before it is decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.ideas import ChangeIdea
from alongside.goals.rules.cycles import Decision, Result, Scale, Step, step_of


def _said(column: str) -> GreaterThan:
    """The column says something: blanks are not enough."""
    return GreaterThan(Length(Trim(F(column))), 0)


def _both(one: str, other: str) -> Q:
    return Q(_said(one), _said(other))


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, actor: Actor) -> CycleQuerySet:
        """Tests of the goals the person may see."""
        return self.filter(within(actor, Permission.GOAL_VIEW))


class Cycle(UuidModel):
    """A small test of a change idea. Its step is read from its dates.

    `question` to `study_on` are the plan, `did` and `surprises` what happened, `value` and `result` what was found
    beside the prediction, `decision` and `reason` what is made of it. `learned` and `changes` say how it goes on from
    the test `before` it. What was predicted stays as it was once the test has begun. A test that had begun before it
    was written down says so, may lack a prediction, and is counted apart.
    """

    idea = models.ForeignKey(ChangeIdea, on_delete=models.PROTECT, related_name="cycles")
    scope = models.CharField(max_length=60, db_index=True)
    number = models.PositiveIntegerField()
    before = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="after")
    learned = models.CharField(max_length=600, blank=True)
    changes = models.CharField(max_length=600, blank=True)

    question = models.CharField(max_length=300)
    prediction = models.CharField(max_length=300, blank=True)
    measured = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    scale = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Scale])
    starts_on = models.DateField(null=True)
    study_on = models.DateField(null=True)
    written_on = models.DateField()

    started_on = models.DateField(null=True)
    began_before_written = models.BooleanField(default=False)
    did = models.CharField(max_length=600, blank=True)
    surprises = models.CharField(max_length=600, blank=True)
    did_on = models.DateField(null=True)
    value = models.FloatField(null=True)
    result = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Result], blank=True)
    found = models.CharField(max_length=600, blank=True)
    studied_on = models.DateField(null=True)
    decision = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Decision], blank=True)
    reason = models.CharField(max_length=600, blank=True)
    decided_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1, help_text="so that two people never overwrite each other unseen")

    objects = CycleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["study_on"],
                condition=Q(started_on__isnull=False, studied_on__isnull=True),
                name="goals_cycle_waits_for_study",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="goals_cycle_numbered_once"),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(decided_on__isnull=True), name="goals_cycle_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(number=1, before__isnull=True) | Q(number__gt=1, before__isnull=False),
                name="goals_cycle_starts_from_the_last",
            ),
            models.CheckConstraint(condition=_said("question"), name="goals_cycle_asks_something"),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(began_before_written=True)
                | (Q(started_on__gte=F("written_on")) & _both("prediction", "measured")),
                name="goals_cycle_no_start_without_a_prediction",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(before__isnull=True) | _both("learned", "changes"),
                name="goals_cycle_goes_on_from_what_was_learned",
            ),
            models.CheckConstraint(
                condition=Q(did="", did_on__isnull=True)
                | Q(Q(did_on__isnull=False, started_on__isnull=False, did_on__gte=F("started_on")), _said("did")),
                name="goals_cycle_done_once_started",
            ),
            models.CheckConstraint(
                condition=Q(result="", studied_on__isnull=True)
                | (
                    Q(result__in=[one.value for one in Result])
                    & Q(did_on__isnull=False, studied_on__isnull=False, studied_on__gte=F("did_on"))
                ),
                name="goals_cycle_studied_once_done",
            ),
            models.CheckConstraint(
                condition=Q(result="")
                | Q(result=Result.COULD_NOT_TELL.value)
                | Q(_said("prediction")),
                name="goals_cycle_right_or_wrong_needs_a_prediction",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True)
                | Q(
                    Q(decision__in=[one.value for one in Decision]),
                    Q(studied_on__isnull=False, decided_on__isnull=False, decided_on__gte=F("studied_on")),
                    _said("reason"),
                ),
                name="goals_cycle_no_decision_without_a_study",
            ),
            models.CheckConstraint(
                condition=Q(scale__in=[one.value for one in Scale]), name="goals_cycle_has_a_scale"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"test {self.number} of {self.idea_id}"

    def get_absolute_url(self) -> str:
        return f"/cycles/{self.pk}/"

    @property
    def step(self) -> Step:
        """Where the test stands."""
        return step_of(
            started_on=self.started_on, did_on=self.did_on, studied_on=self.studied_on, decided_on=self.decided_on
        )

    @property
    def predicted(self) -> bool:
        """Whether there was a prediction, with what would be measured, before the test began."""
        return bool(self.prediction.strip() and self.measured.strip()) and not self.began_before_written

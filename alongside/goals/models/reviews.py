"""Reviews: the meeting that a cycle ends and begins with, in a team, at a site, or with the consultant."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.goals import Goal
from alongside.goals.rules.goals import PromiseKept, Reviewed


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, actor: Actor) -> ReviewQuerySet:
        """Reviews at the places whose goals the person may see."""
        return self.filter(within(actor, Permission.GOAL_VIEW))


class Review(UuidModel):
    """A dated meeting at which each goal of a place is looked at; who was there by voice, never who.

    `with_consultant`: the programme's quarterly review, which is the same thing.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="reviews")
    scope = models.CharField(max_length=60, db_index=True)
    held_on = models.DateField()
    with_consultant = models.BooleanField(default=False)
    present = models.JSONField(default=dict, help_text="voice code: how many were there")
    words = models.CharField(max_length=1000, blank=True)
    next_on = models.DateField(null=True)
    written_by = models.CharField(max_length=80, help_text="as the audit trail names people")
    finished_on = models.DateField(null=True, help_text="nothing changes after")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "held_on"], name="goals_review_one_a_day"),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")), name="goals_review_next_comes_after"
            ),
        ]

    def not_looked_at(self) -> models.QuerySet[Goal]:
        """The place's goals that were there, are not over, and of which this review has said nothing."""
        there = Goal.objects.filter(place=self.place_id, proposed_on__lte=self.held_on).not_over()
        return there.exclude(reviews__review=self)

    def unanswered(self) -> models.QuerySet[Promise]:
        """Promises made at earlier reviews of the place that have no answer."""
        earlier = Promise.objects.filter(review__place=self.place_id, review__held_on__lt=self.held_on)
        return earlier.filter(answered_at__isnull=True)

    def __str__(self) -> str:
        return f"review at {self.scope} on {self.held_on}"

    def get_absolute_url(self) -> str:
        return f"/reviews/{self.pk}/"


class ReviewedGoal(models.Model):
    """What one review made of one goal, and why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Reviewed])
    why = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "goal"], name="goals_reviewedgoal_once"),
            models.CheckConstraint(condition=~Q(why=""), name="goals_reviewedgoal_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.outcome}"


class Promise(UuidModel):
    """What somebody promised at a review, and at the next one what became of it. No person is named."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(max_length=300)
    voice = models.CharField(max_length=40, blank=True, help_text="the voice that promised")
    by_on = models.DateField(null=True)
    answered_at = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="answers")
    kept = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PromiseKept], blank=True)
    happened = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, kept="") | (Q(answered_at__isnull=False) & ~Q(kept="")),
                name="goals_promise_answered_at_a_review",
            )
        ]

    def __str__(self) -> str:
        return self.text

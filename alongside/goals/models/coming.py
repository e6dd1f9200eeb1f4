"""What has a day: the rows behind calendars and weekly letters, each with `day`. Vocabulary, not tables."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.models import Round
from alongside.assessments.rules import State as RoundState
from alongside.goals.models.cycles import Cycle
from alongside.goals.models.goals import Goal
from alongside.goals.models.reviews import Promise, Review
from alongside.goals.rules.goals import LIVE
from alongside.goals.rules.reminders import WHOSE, Coming


def coming(kind: Coming, actor: Actor) -> QuerySet[Any]:
    """The rows of one kind that stand in somebody's calendar, in the order of their days."""
    mine = Q(pk__in=[])
    for permission in WHOSE[kind]:
        mine |= within(actor, permission, field="review__scope" if kind == Coming.PROMISE else "scope")
    return _ROWS[kind]().filter(mine).order_by("day", "pk")


def _reviews() -> QuerySet[Review]:
    """The last finished review of each place, on the day that it set for the next."""
    later = Review.objects.filter(place=OuterRef("place"), held_on__gt=OuterRef("held_on"), finished_on__isnull=False)
    last = Review.objects.filter(finished_on__isnull=False, next_on__isnull=False).exclude(Exists(later))
    return last.annotate(day=F("next_on"))


def _studies() -> QuerySet[Cycle]:
    """Tests of a live goal that have begun, on the day on which their result is looked at."""
    running = Cycle.objects.filter(started_on__isnull=False, studied_on__isnull=True, study_on__isnull=False)
    return running.filter(idea__goal__state__in=sorted(LIVE)).annotate(day=F("study_on"))


def _promises() -> QuerySet[Promise]:
    """What was promised at a review for a day, until a later review says what became of it."""
    return Promise.objects.filter(by_on__isnull=False, answered_at__isnull=True).annotate(day=F("by_on"))


def _due() -> QuerySet[Goal]:
    return Goal.objects.live().filter(due_on__isnull=False).annotate(day=F("due_on"))


def _closing() -> QuerySet[Round]:
    return Round.objects.filter(state=RoundState.OPEN).annotate(day=F("closes_on"))


_ROWS = {
    Coming.REVIEW: _reviews,
    Coming.STUDY: _studies,
    Coming.PROMISE: _promises,
    Coming.DUE: _due,
    Coming.CLOSES: _closing,
}

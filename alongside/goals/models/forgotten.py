"""The rows behind "did you forget": for each kind of broken promise the rows that break it, and since when.

Vocabulary, not tables: pages list them, the weekly letter counts them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from alongside.assessments.models import Gap
from alongside.goals.models.cycles import Cycle
from alongside.goals.models.goals import Goal
from alongside.goals.models.loops import Loop
from alongside.goals.models.reviews import Review
from alongside.goals.rules.forgotten import Kind, since_at_the_latest
from alongside.goals.rules.goals import LIVE, State
from alongside.goals.rules.loops import LoopState

DONE = (State.VERIFIED, State.CLOSED, State.STOPPED)
"""Something has become of these goals: whoever raised what they are about wants to hear it."""


def forgotten(kind: Kind, *, on: dt.date) -> QuerySet[Any]:
    """The rows that break one kind of promise on a day, each with `since`: the day from which it waits."""
    return _ROWS[kind](since_at_the_latest(kind, on=on))


def _studies(since: dt.date) -> QuerySet[Cycle]:
    """Tests of a live goal that have begun, whose result nobody has looked at on its day."""
    # The few that wait are found by their own small index first.
    late = Cycle.objects.filter(started_on__isnull=False, studied_on__isnull=True, study_on__lte=since).values("pk")
    return Cycle.objects.filter(pk__in=late, idea__goal__state__in=sorted(LIVE)).annotate(since=F("study_on"))


def _untold(since: dt.date) -> QuerySet[Loop]:
    """Open loops of which something is decided, or whose goal has come to an end, and nobody has been told."""
    decided = Q(decided_on__lte=since)
    over = Goal.objects.filter(state__in=DONE, state_on__lte=since)  # not by a join, which counting does not need
    ended = Q(decided_on__isnull=True, goal__in=over.values("pk"))
    rows = Loop.objects.filter(decided | ended, state=LoopState.OPEN)
    return rows.annotate(since=Coalesce(F("decided_on"), F("goal__state_on")))


def _unconfirmed(since: dt.date) -> QuerySet[Loop]:
    """Loops that were told and met silence."""
    return Loop.objects.filter(state=LoopState.UNCONFIRMED, told_on__lte=since).annotate(since=F("told_on"))


def _without_a_key(since: dt.date) -> QuerySet[Goal]:
    """Proposed goals: with both keys they would be agreed."""
    return Goal.objects.filter(state=State.PROPOSED, duty=False, state_on__lte=since).annotate(since=F("state_on"))


def _without_a_test(since: dt.date) -> QuerySet[Goal]:
    """Goals that are worked on, for which no test of change has ever begun."""
    tested = Cycle.objects.filter(idea__goal=OuterRef("pk"), started_on__isnull=False)
    live = Goal.objects.filter(state=State.ACTIVE, duty=False, state_on__lte=since)
    return live.exclude(Exists(tested)).annotate(since=F("state_on"))


def _untouched_gaps(since: dt.date) -> QuerySet[Gap]:
    """Gaps of which no side has said anything, and from which no goal came."""
    untouched = Gap.objects.filter(
        outcome="", settled_on__isnull=True, lived_by__isnull=True, profession_by__isnull=True, opened_on__lte=since
    )
    return untouched.exclude(Exists(Goal.objects.filter(from_gap=OuterRef("pk")))).annotate(since=F("opened_on"))


def _late_reviews(since: dt.date) -> QuerySet[Review]:
    """The last finished review of a place with live goals, where the day it set for the next has gone by."""
    later = Review.objects.filter(place=OuterRef("place"), held_on__gt=OuterRef("held_on"), finished_on__isnull=False)
    live = Goal.objects.filter(place=OuterRef("place"), state__in=sorted(LIVE))
    last = Review.objects.filter(finished_on__isnull=False, next_on__lte=since).exclude(Exists(later))
    return last.filter(Exists(live)).annotate(since=F("next_on"))


_ROWS = {
    Kind.STUDY: _studies,
    Kind.TELL: _untold,
    Kind.CONFIRM: _unconfirmed,
    Kind.KEY: _without_a_key,
    Kind.TEST: _without_a_test,
    Kind.GAP: _untouched_gaps,
    Kind.REVIEW: _late_reviews,
}

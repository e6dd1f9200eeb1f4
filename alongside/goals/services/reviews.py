"""The review: who was there, what became of what was promised, what is made of each goal, when the next one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core import audit
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Voice
from alongside.goals.models import Goal, Promise, Review, ReviewedGoal
from alongside.goals.rules.goals import LIVE, PromiseKept, Reviewed, State
from alongside.goals.services import refusals
from alongside.goals.services.life import park_goal, stop_goal
from alongside.goals.services.standing import reasoned, tell, worded
from alongside.programmes.models import Place

OUT_OF_REACH, PROMISE_AT_MOST, WORDS_AT_MOST = 1000, 300, 1000
VERIFIED_STATES = frozenset({State.VERIFIED, State.CLOSED})


@transaction.atomic
def hold_review(
    place: Place,
    *,
    held_on: dt.date,
    present: Mapping[str, int],
    with_consultant: bool = False,
    words: str = "",
    by: Actor,
    at: dt.datetime,
) -> Review:
    """A review of a place's goals was held; how many were there is kept by voice, never who.

    Refuses a day to come, a second review of one day, and one with nobody there.
    """
    if place.kind == Place.Kind.PROGRAMME:
        raise refusals.NotAGoalsPlace
    if held_on > date_of(at) or Review.objects.filter(place=place, held_on=held_on).exists():
        raise refusals.ReviewDateIsWrong
    review = Review.objects.create(
        place=place,
        scope=place.scope,
        held_on=held_on,
        with_consultant=with_consultant,
        present=_there(place, present),
        words=worded(words, most=WORDS_AT_MOST) if words.strip() else "",
        written_by=by.signature,
    )
    _record(review, "review.held", by=by, at=at, changes={"held_on": held_on, "present": review.present})
    return review


@transaction.atomic
def review_goal(review: Review, *, goal: Goal, outcome: str, why: str, by: Actor, at: dt.datetime) -> ReviewedGoal:
    """The review made something of one goal: kept, changed, verified, parked or stopped, and why.

    Parking and stopping are done with it. Refuses a goal of another place, one that is called verified before somebody
    else verified it, and parking or stopping by somebody who may not.
    """
    review = _open(review)
    kept = Goal.objects.select_for_update().get(pk=goal.pk)
    if kept.place_id != review.place_id:
        raise refusals.NotOfThisReview
    if outcome not in set(Reviewed):
        raise refusals.ReasonIsMissing(gettext_noop("Choose what you made of this goal."))
    reason = reasoned(why)
    if outcome == Reviewed.VERIFIED and kept.state not in VERIFIED_STATES:
        raise refusals.NotVerifiedByAnother
    row, _ = ReviewedGoal.objects.update_or_create(
        review=review, goal=kept, defaults={"outcome": outcome, "why": reason}
    )
    acts = {Reviewed.PARKED: (State.PARKED, park_goal), Reviewed.STOPPED: (State.STOPPED, stop_goal)}
    if outcome in acts:
        there, act = acts[Reviewed(outcome)]
        if not by.can(Permission.GOAL_MOVE, at=kept.scope):
            raise refusals.NotYoursToDo
        if kept.state != there:
            act(kept, why=reason, by=by, at=at)
    tell(kept, f"reviewed_{outcome}", by=by, at=at, reason=reason)
    _record(review, "review.goal_reviewed", by=by, at=at, changes={"goal": str(kept.pk), "outcome": outcome})
    return row


@transaction.atomic
def make_promise(
    review: Review, *, text: str, voice: str = "", by_on: dt.date | None = None, by: Actor, at: dt.datetime
) -> Promise:
    """Something was promised at a review, by a voice, until a day. No person is named."""
    review = _open(review)
    if voice and not Voice.objects.in_scope(review.scope).filter(code=voice).exists():
        raise refusals.ChooseAVoice
    if by_on is not None and by_on < review.held_on:
        raise refusals.NextReviewIsWrong(gettext_noop("A promise is for a day after the review. Check the date."))
    promise = Promise.objects.create(review=review, text=worded(text, most=PROMISE_AT_MOST), voice=voice, by_on=by_on)
    _record(review, "review.promised", by=by, at=at, changes={"promise": str(promise.pk), "voice": voice})
    return promise


@transaction.atomic
def answer_promise(
    promise: Promise, *, review: Review, kept: str, happened: str, by: Actor, at: dt.datetime
) -> Promise:
    """What became of an earlier promise was written down at a review. Refuses a later promise and no words."""
    review = _open(review)
    row = Promise.objects.select_for_update().select_related("review").get(pk=promise.pk)
    if row.review.place_id != review.place_id or row.review.held_on >= review.held_on:
        raise refusals.NotOfThisReview(gettext_noop("That promise was not made at an earlier review of this place."))
    if row.answered_at_id is not None and row.answered_at_id != review.pk:
        raise refusals.NotOfThisReview(gettext_noop("That promise was answered at another review."))
    if kept not in set(PromiseKept):
        raise refusals.WordsAreMissing(gettext_noop("Choose whether it was kept."))
    row.answered_at, row.kept, row.happened = review, kept, worded(happened)
    row.save(update_fields=["answered_at", "kept", "happened"])
    _record(review, "review.promise_answered", by=by, at=at, changes={"promise": str(row.pk), "kept": kept})
    return row


@transaction.atomic
def finish_review(review: Review, *, next_on: dt.date | None, by: Actor, at: dt.datetime) -> Review:
    """A review was finished, with the date of the next one, which its live goals carry too.

    Refuses while a goal that is not over was not looked at, or an earlier promise has no answer.
    """
    review = _open(review)
    if next_on is not None and next_on <= review.held_on:
        raise refusals.NextReviewIsWrong
    if review.not_looked_at().exists():
        raise refusals.GoalsNotLookedAt
    if review.unanswered().exists():
        raise refusals.PromisesNotAnswered
    review.next_on, review.finished_on = next_on, date_of(at)
    review.save(update_fields=["next_on", "finished_on"])
    Goal.objects.filter(place=review.place_id, state__in=LIVE).update(review_on=next_on)
    _record(review, "review.finished", by=by, at=at, changes={"next_on": next_on})
    return review


def _there(place: Place, present: Mapping[str, int]) -> dict[str, int]:
    there = {voice: count for voice, count in present.items() if count}
    known = set(Voice.objects.in_scope(place.scope).filter(code__in=there).values_list("code", flat=True))
    if not there or set(there) != known or not all(0 < count < OUT_OF_REACH for count in there.values()):
        raise refusals.NobodyWasThere
    return there


def _open(review: Review) -> Review:
    """The review as it is now, locked. Refuses one that is finished."""
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    if fresh.finished_on is not None:
        raise refusals.ReviewIsFinished
    return fresh


def _record(
    review: Review, action: str, *, by: Actor, at: dt.datetime, changes: Mapping[str, object] | None = None
) -> None:
    audit.record(action, by=by, at=at, scope=review.scope, subject=f"review:{review.pk}", changes=changes)

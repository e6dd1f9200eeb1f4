"""Many reviews at once, each with what was made of its goals and of what had been promised; one row in the trail."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

from django.db import transaction

from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Voice
from alongside.goals.models import Goal, Promise, Review, ReviewedGoal
from alongside.goals.rules.goals import LIVE, PromiseKept, Reviewed, State
from alongside.goals.services import refusals
from alongside.goals.services.bulk.histories import PromiseHistory, ReviewHistory, refuse_for_real
from alongside.goals.services.reviews import OUT_OF_REACH, PROMISE_AT_MOST, VERIFIED_STATES, WORDS_AT_MOST
from alongside.goals.services.standing import reasoned, worded
from alongside.programmes.models import Place

ROWS = 500
BY_ITSELF = {Reviewed.PARKED: State.PARKED, Reviewed.STOPPED: State.STOPPED}


@transaction.atomic
def lay_down_reviews(place: Place, histories: Sequence[ReviewHistory], *, by: Doer, at: dt.datetime) -> list[Review]:
    """Many finished reviews of a place and the places below it were laid down; those of one place follow each other.

    What was promised at one is answered at the next. Refuses outside a demonstration, a place that has a review
    already, and at each act what its service for one refuses. A goal is parked or stopped by its own life, not here.
    """
    refuse_for_real()
    by_place: dict[int, list[ReviewHistory]] = defaultdict(list)
    for history in histories:
        if not history.place.scope.startswith(place.scope) or history.place.kind == Place.Kind.PROGRAMME:
            raise refusals.NotAGoalsPlace
        by_place[history.place.pk].append(history)
    if Review.objects.filter(place__in=by_place).exists():
        raise refusals.ReviewDateIsWrong
    voices = set(Voice.objects.in_scope(place.scope).values_list("code", flat=True))
    _refuse_not_looked_at(by_place)
    made = [_reviews_of(told, voices, today=date_of(at)) for told in by_place.values()]
    reviews = list(chain.from_iterable(one[0] for one in made))
    Review.objects.bulk_create(reviews, batch_size=ROWS)
    ReviewedGoal.objects.bulk_create(list(chain.from_iterable(one[1] for one in made)), batch_size=ROWS)
    Promise.objects.bulk_create(list(chain.from_iterable(one[2] for one in made)), batch_size=ROWS)
    for rows, *_ in made:
        Goal.objects.filter(place=rows[-1].place_id, state__in=LIVE).update(review_on=rows[-1].next_on)
    audit.record(
        "reviews.laid_down", by=by, at=at, scope=place.scope, subject=place.scope, changes={"reviews": len(reviews)}
    )
    return reviews


def _refuse_not_looked_at(by_place: Mapping[int, Sequence[ReviewHistory]]) -> None:
    """Each review looked at every goal that was there and is not over."""
    there = Goal.objects.filter(place__in=by_place).not_over().values_list("place_id", "pk", "proposed_on")
    for place, goal, proposed_on in there:
        for told in by_place[place]:
            if proposed_on <= told.held.on and goal not in {one.pk for one, *_ in told.goals}:
                raise refusals.GoalsNotLookedAt


Made = tuple[list[Review], list[ReviewedGoal], list[Promise]]


def _reviews_of(told: Sequence[ReviewHistory], voices: set[str], *, today: dt.date) -> Made:
    """The rows of one place's reviews."""
    days = [one.held.on for one in told]
    if any(earlier >= later for earlier, later in pairwise(days)) or days[-1] > today:
        raise refusals.ReviewDateIsWrong
    reviews = [_review(one, voices) for one in told]
    looked = [row for one, review in zip(told, reviews, strict=True) for row in _looked_at(one, review)]
    promises: list[Promise] = []
    for number, (one, review) in enumerate(zip(told, reviews, strict=True)):
        following = reviews[number + 1] if number + 1 < len(reviews) else None
        promises += [_promise(promise, review, following, voices) for promise in one.promises]
    return reviews, looked, promises


def _review(told: ReviewHistory, voices: set[str]) -> Review:
    there = {voice: count for voice, count in told.present.items() if count}
    if not there or not set(there) <= voices or not all(0 < count < OUT_OF_REACH for count in there.values()):
        raise refusals.NobodyWasThere
    if told.next_on is not None and told.next_on <= told.held.on:
        raise refusals.NextReviewIsWrong
    return Review(
        place=told.place,
        scope=told.place.scope,
        held_on=told.held.on,
        with_consultant=told.with_consultant,
        present=there,
        words=worded(told.words, most=WORDS_AT_MOST) if told.words.strip() else "",
        written_by=told.held.by.signature,
        next_on=told.next_on,
        finished_on=told.held.on,
    )


def _looked_at(told: ReviewHistory, review: Review) -> list[ReviewedGoal]:
    rows = []
    for goal, outcome, why in told.goals:
        if goal.place_id != review.place_id or goal.proposed_on > review.held_on:
            raise refusals.NotOfThisReview
        if outcome not in set(Reviewed):
            raise refusals.ReasonIsMissing(gettext_noop("Choose what you made of this goal."))
        if outcome in BY_ITSELF and goal.state != BY_ITSELF[Reviewed(outcome)]:
            raise refusals.NotNow
        if outcome == Reviewed.VERIFIED and goal.state not in VERIFIED_STATES:
            raise refusals.NotVerifiedByAnother
        rows.append(ReviewedGoal(review=review, goal=goal, outcome=outcome, why=reasoned(why)))
    return rows


def _promise(told: PromiseHistory, review: Review, following: Review | None, voices: set[str]) -> Promise:
    """What was promised; where another review followed, what became of it stands there."""
    if told.voice and told.voice not in voices:
        raise refusals.ChooseAVoice
    if told.by_on is not None and told.by_on < review.held_on:
        raise refusals.NextReviewIsWrong(gettext_noop("A promise is for a day after the review. Check the date."))
    made = Promise(review=review, text=worded(told.text, most=PROMISE_AT_MOST), voice=told.voice, by_on=told.by_on)
    if following is None:
        return made
    if told.kept not in set(PromiseKept):
        raise refusals.PromisesNotAnswered
    made.answered_at, made.kept, made.happened = following, told.kept, worded(told.happened)
    return made

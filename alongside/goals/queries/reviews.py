"""Reviews of a place's goals: when, who was there by voice, what was made of each goal, what was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core.words import gettext as _
from alongside.goals.models import Goal, Promise, Review, ReviewedGoal
from alongside.goals.queries import saying
from alongside.goals.rules.goals import LIVE, OVER, PromiseKept, Reviewed
from alongside.numerics.disclosure import gate
from alongside.programmes.models import Place

LISTED_AT_MOST = 20


@dataclass(frozen=True)
class ReviewLine:
    """One review in a list."""

    id: str
    url: str
    held_on: dt.date
    with_consultant: bool
    finished: bool
    next_on: dt.date | None


@dataclass(frozen=True)
class ReviewsAt:
    """The reviews of a place: the newest first, when the next one is, and whether that day has passed."""

    reviews: tuple[ReviewLine, ...]
    next_on: dt.date | None
    overdue: bool

    @property
    def open(self) -> ReviewLine | None:
        """The newest review that is not finished."""
        return next((review for review in self.reviews if not review.finished), None)


@dataclass(frozen=True)
class Looked:
    """One goal at a review: what it is, and what was made of it, if anything yet."""

    id: str
    url: str
    title: str
    state_says: str
    is_over: bool
    outcome: str
    outcome_says: str
    why: str


@dataclass(frozen=True)
class PromiseLine:
    """Something that was promised, and what became of it."""

    id: str
    text: str
    voice: str
    by_on: dt.date | None
    made_on: dt.date
    kept: str
    kept_says: str
    happened: str


@dataclass(frozen=True)
class ReviewPage:
    """One review, whole."""

    review: Review
    present: tuple[str, ...]
    written_by: str
    goals: tuple[Looked, ...]
    last: tuple[PromiseLine, ...]
    promised: tuple[PromiseLine, ...]

    @property
    def to_look_at(self) -> tuple[Looked, ...]:
        return tuple(goal for goal in self.goals if not goal.outcome)

    @property
    def unanswered(self) -> tuple[PromiseLine, ...]:
        return tuple(promise for promise in self.last if not promise.kept)

    @property
    def can_finish(self) -> bool:
        return not self.to_look_at and not self.unanswered


def reviews_at(place: Place, *, on: dt.date) -> ReviewsAt:
    """The reviews of exactly this place, the newest first. Two queries."""
    rows = Review.objects.filter(place=place).order_by("-held_on")[:LISTED_AT_MOST]
    lines = tuple(
        ReviewLine(
            str(row.pk), row.get_absolute_url(), row.held_on, row.with_consultant, bool(row.finished_on), row.next_on
        )
        for row in rows
    )
    finished = next((line for line in lines if line.finished), None)
    next_on = finished.next_on if finished else None
    live = Goal.objects.filter(place=place, state__in=LIVE).exists()
    return ReviewsAt(lines, next_on, overdue=live and next_on is not None and next_on < on)


def review_page(review: Review, actor: Actor) -> ReviewPage:
    """One review with its goals and promises. Eight queries at most, whatever was said.

    To people who do not belong to the place, how many were there is shown as figures that may leave it.
    """
    names = saying.voice_names(review.scope)
    said = {row.goal_id: row for row in ReviewedGoal.objects.filter(review=review)}
    there = Goal.objects.filter(place=review.place_id, proposed_on__lte=review.held_on)
    goals = [goal for goal in there.order_by("-duty", "title") if goal.pk in said or goal.state not in OVER]
    inside = any(grant.scope.count("/") > 1 and review.scope.startswith(grant.scope) for grant in actor.grants)
    earlier = Promise.objects.filter(review__place=review.place_id, review__held_on__lt=review.held_on)
    open_then = [
        promise
        for promise in earlier.select_related("review").order_by("review__held_on", "text")
        if promise.answered_at_id in (None, review.pk)
    ]
    return ReviewPage(
        review=review,
        present=tuple(
            f"{name}: {_many(review.present[code], exact=inside)}"
            for code, name in names.items()
            if code in review.present
        ),
        written_by=_name_of(review.written_by),
        goals=tuple(_looked(goal, said) for goal in goals),
        last=tuple(_promised(promise, names) for promise in open_then),
        promised=tuple(
            _promised(promise, names) for promise in review.promises.select_related("review").order_by("by_on", "text")
        ),
    )


def _looked(goal: Goal, said: Mapping[UUID, ReviewedGoal]) -> Looked:
    row = said.get(goal.pk)
    return Looked(
        id=str(goal.pk),
        url=goal.get_absolute_url(),
        title=goal.title,
        state_says=saying.state_words(goal.state, goal.closed_how),
        is_over=goal.state in OVER,
        outcome=row.outcome if row else "",
        outcome_says=_(saying.REVIEWED[Reviewed(row.outcome)]) if row else "",
        why=row.why if row else "",
    )


def _promised(promise: Promise, names: Mapping[str, str]) -> PromiseLine:
    return PromiseLine(
        id=str(promise.pk),
        text=promise.text,
        voice=names.get(promise.voice, ""),
        by_on=promise.by_on,
        made_on=promise.review.held_on,
        kept=promise.kept,
        kept_says=_(saying.PROMISES[PromiseKept(promise.kept)]) if promise.kept else "",
        happened=promise.happened,
    )


def _many(count: int, *, exact: bool) -> str:
    if exact:
        return str(count)
    seen = gate(count)
    return _("fewer than %(fewer_than)s") % {"fewer_than": seen.fewer_than} if seen.shown is None else str(seen.shown)


def _name_of(signature: str) -> str:
    kind, _, key = signature.partition(":")
    if kind != "user":
        return ""
    return User.objects.filter(pk=key).values_list("name", flat=True).first() or ""

"""Reviews are laid down by the rules of each act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from alongside.core import audit, installation
from alongside.core.models import AuditEntry, Installation
from alongside.core.refusals import Refusal
from alongside.goals.models import Goal, Promise, Review, ReviewedGoal
from alongside.goals.rules.goals import State
from alongside.goals.services import bulk, refusals
from alongside.goals.services.bulk import PromiseHistory, ReviewHistory
from alongside.goals.tests.bulk_histories import Hands, day, goal, hands, until
from alongside.goals.tests.factories import make_goal, make_review
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import World

TESTS = audit.System("tests")


@pytest.fixture
def who(world: World, monday: dt.datetime) -> Hands:
    installation.be_born(Installation.Kind.DEMONSTRATION, at=monday)
    return hands(world)


@pytest.fixture
def live(world: World, who: Hands, monday: dt.datetime) -> Goal:
    return bulk.lay_down_goals(world.programme, [until(goal(world.team, who), 50)], by=TESTS, at=monday)[0]


def promise(**given: Any) -> PromiseHistory:
    told: dict[str, Any] = {
        "text": "The rota is on the door", "voice": "staff", "by_on": day(60), "kept": "kept", "happened": "Done",
    }  # fmt: skip
    return PromiseHistory(**(told | given))


def review(place: Place, who: Hands, *looked: Goal, on: int = 40, **given: Any) -> ReviewHistory:
    told: dict[str, Any] = {
        "place": place, "held": who.staff(on), "present": {"staff": 4, "uses_services": 3, "leaders": 0},
        "words": "A good hour", "goals": tuple((one, "kept", "It moves") for one in looked),
        "promises": (promise(),), "next_on": day(on + 90),
    }  # fmt: skip
    return ReviewHistory(**(told | given))


def lay_down(world: World, *histories: ReviewHistory, at: dt.datetime) -> list[Review]:
    return bulk.lay_down_reviews(world.programme, histories, by=TESTS, at=at)


def test_lay_down_reviews__each_answers_what_was_promised_before(
    world: World, who: Hands, live: Goal, monday: dt.datetime
):
    first, second = lay_down(
        world,
        review(world.team, who, live),
        review(world.team, who, live, on=130, words="", promises=(promise(by_on=None, kept="", happened=""),)),
        at=monday,
    )

    asked, later = Promise.objects.order_by("review__held_on")
    live.refresh_from_db()
    assert (asked.answered_at, asked.kept, asked.happened) == (second, "kept", "Done")
    assert (later.answered_at, later.kept) == (None, "")
    assert (first.finished_on, first.present) == (day(40), {"staff": 4, "uses_services": 3})
    assert live.review_on == day(220)
    assert ReviewedGoal.objects.filter(goal=live, outcome="kept").count() == 2


def test_lay_down_reviews__one_row_in_the_trail(world: World, who: Hands, monday: dt.datetime):
    before = AuditEntry.objects.count()

    lay_down(world, review(world.team, who, next_on=None), review(world.site, who), at=monday)

    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.changes) == ("reviews.laid_down", {"reviews": 2})


def test_lay_down_reviews__says_what_a_goals_own_life_says(world: World, who: Hands, monday: dt.datetime):
    parked, verified = make_goal(world.team, state=State.PARKED), make_goal(world.team, state=State.VERIFIED)
    made = review(world.team, who, on=(monday.date() - day(0)).days, next_on=None, promises=())

    lay_down(world, replace(made, goals=((parked, "parked", "Later"), (verified, "verified", "Seen"))), at=monday)

    assert set(ReviewedGoal.objects.values_list("outcome", flat=True)) == {"parked", "verified"}


@pytest.mark.parametrize("kind", [None, Installation.Kind.REAL])
def test_lay_down_reviews__refused_outside_a_demonstration(
    kind: Installation.Kind | None, world: World, monday: dt.datetime
):
    if kind:
        installation.be_born(kind, at=monday)

    with pytest.raises(bulk.OnlyInADemonstration):
        lay_down(world, review(world.team, hands(world)), at=monday)


def test_lay_down_reviews__refused_where_reviews_are_there(world: World, who: Hands, monday: dt.datetime):
    make_review(world.team)

    with pytest.raises(refusals.ReviewDateIsWrong):
        lay_down(world, review(world.team, who), at=monday)


def test_lay_down_reviews__refused_at_another_place(world: World, who: Hands, monday: dt.datetime):
    with pytest.raises(refusals.NotAGoalsPlace):
        bulk.lay_down_reviews(world.other_site, [review(world.team, who)], by=TESTS, at=monday)


Change = Callable[[ReviewHistory, World, Hands, Goal], ReviewHistory]
REFUSED: dict[str, tuple[Change, type[Refusal]]] = {
    "at a programme": (lambda one, world, who, live: replace(one, place=world.programme), refusals.NotAGoalsPlace),
    "a second one of a day": (lambda one, world, who, live: replace(one, held=who.staff(40)),
                              refusals.ReviewDateIsWrong),
    "on a day to come": (lambda one, world, who, live: replace(one, held=who.staff(900)), refusals.ReviewDateIsWrong),
    "with nobody there": (lambda one, world, who, live: replace(one, present={"staff": 0}), refusals.NobodyWasThere),
    "with an unknown voice": (lambda one, world, who, live: replace(one, present={"moon": 2}),
                              refusals.NobodyWasThere),
    "with too many there": (lambda one, world, who, live: replace(one, present={"staff": 2000}),
                            refusals.NobodyWasThere),
    "the next one before it": (lambda one, world, who, live: replace(one, next_on=day(130)),
                               refusals.NextReviewIsWrong),
    "a goal not looked at": (lambda one, world, who, live: replace(one, goals=()), refusals.GoalsNotLookedAt),
    "a goal of elsewhere": (lambda one, world, who, live: replace(
        one, place=world.site, goals=((live, "kept", "x"),)), refusals.NotOfThisReview),
    "a goal before it was there": (lambda one, world, who, live: replace(
        one, place=world.other_team, goals=((make_goal(world.other_team), "kept", "x"),)), refusals.NotOfThisReview),
    "made nothing of": (lambda one, world, who, live: replace(one, goals=((live, "hm", "x"),)),
                        refusals.ReasonIsMissing),
    "without a reason": (lambda one, world, who, live: replace(one, goals=((live, "kept", " "),)),
                         refusals.ReasonIsMissing),
    "parked here": (lambda one, world, who, live: replace(one, goals=((live, "parked", "x"),)), refusals.NotNow),
    "called verified": (lambda one, world, who, live: replace(one, goals=((live, "verified", "x"),)),
                        refusals.NotVerifiedByAnother),
    "promised by nobody": (lambda one, world, who, live: replace(one, promises=(promise(voice="moon"),)),
                           refusals.ChooseAVoice),
    "promised for a day before": (lambda one, world, who, live: replace(one, promises=(promise(by_on=day(129)),)),
                                  refusals.NextReviewIsWrong),
    "promised nothing": (lambda one, world, who, live: replace(one, promises=(promise(text=" ", by_on=None),)),
                         refusals.WordsAreMissing),
    "no word of a promise": (lambda one, world, who, live: replace(
        one, held=who.staff(20), promises=(promise(kept=""),), next_on=None), refusals.PromisesNotAnswered),
}  # fmt: skip


@pytest.mark.parametrize("broken", REFUSED)
def test_lay_down_reviews__refused_as_the_act_is(
    broken: str, world: World, who: Hands, live: Goal, monday: dt.datetime
):
    change, refusal = REFUSED[broken]
    changed = change(review(world.team, who, live, on=130, promises=()), world, who, live)
    good = review(world.team, who, live)

    with pytest.raises(refusal):
        lay_down(world, *sorted([good, changed], key=lambda one: one.held.on), at=monday)

    assert not Review.objects.exists()

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import Goal, Promise, Review, ReviewedGoal
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, make_goal, make_review
from alongside.programmes.tests.factories import World


def hold(world: World, **given: Any) -> Review:
    told = {"held_on": clock.today(), "present": {"staff": 3}, **given}
    return services.hold_review(world.team, by=acting(world.tom), at=clock.now(), **told)


def look(world: World, review: Review, goal: Goal, outcome: str = "kept", why: str = "It goes well") -> ReviewedGoal:
    return services.review_goal(review, goal=goal, outcome=outcome, why=why, by=acting(world.tom), at=clock.now())


def promise(world: World, review: Review, **given: Any) -> Promise:
    told = {"text": "The rota hangs in the day room", **given}
    return services.make_promise(review, by=acting(world.tom), at=clock.now(), **told)


def reply(world: World, made: Promise, review: Review, kept: str = "kept", happened: str = "It hangs there") -> Promise:
    return services.answer_promise(
        made, review=review, kept=kept, happened=happened, by=acting(world.tom), at=clock.now()
    )


def finish(world: World, review: Review, next_on: dt.date | None = None) -> Review:
    return services.finish_review(review, next_on=next_on, by=acting(world.tom), at=clock.now())


def days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)


def test_hold_review__who_was_there_by_voice(world: World):
    review = hold(world, present={"staff": 3, "uses_services": 2, "leaders": 0}, words="A good hour")

    assert review.present == {"staff": 3, "uses_services": 2}
    assert (review.words, review.written_by) == ("A good hour", f"user:{world.tom.user_id}")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"present": {}}, services.NobodyWasThere),
        ({"present": {"staff": 0}}, services.NobodyWasThere),
        ({"present": {"martians": 2}}, services.NobodyWasThere),
        ({"present": {"staff": 1000}}, services.NobodyWasThere),
        ({"held_on": dt.date(2026, 3, 3)}, services.ReviewDateIsWrong),
    ],
)
def test_hold_review__refuses(world: World, wrong: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        hold(world, **wrong)


def test_hold_review__one_a_day_and_not_at_a_programme(world: World):
    hold(world)

    with pytest.raises(services.ReviewDateIsWrong):
        hold(world)
    with pytest.raises(services.NotAGoalsPlace):
        services.hold_review(
            world.programme, held_on=clock.today(), present={"staff": 1}, by=acting(world.cleo), at=clock.now()
        )


def test_hold_review__the_consultants_is_the_same(world: World):
    review = services.hold_review(
        world.team,
        held_on=clock.today(),
        present={"staff": 3},
        with_consultant=True,
        by=acting(world.cleo),
        at=clock.now(),
    )

    assert review.with_consultant


@pytest.mark.parametrize(("outcome", "state"), [("parked", State.PARKED), ("stopped", State.STOPPED)])
def test_review_goal__parks_and_stops(world: World, outcome: str, state: State):
    goal, review = make_goal(world.team, state=State.ACTIVE), hold(world)

    look(world, review, goal, outcome, "Not the time")
    goal.refresh_from_db()

    assert (goal.state, goal.state_why) == (state, "Not the time")
    assert look(world, review, goal, outcome, "Not the time, we said").why == "Not the time, we said"


def test_review_goal__kept_changes_nothing_and_can_be_put_right(world: World):
    goal, review = make_goal(world.team, state=State.ACTIVE), hold(world)

    look(world, review, goal)
    look(world, review, goal, "changed", "The date moved")
    goal.refresh_from_db()

    assert goal.state == State.ACTIVE
    assert ReviewedGoal.objects.get().outcome == "changed"


def test_review_goal__verified_only_once_somebody_else_has(world: World):
    review = hold(world)
    claimed = make_goal(world.team, state=State.CLAIMED)

    with pytest.raises(services.NotVerifiedByAnother):
        look(world, review, claimed, "verified")
    assert look(world, review, make_goal(world.team, state=State.VERIFIED), "verified").outcome == "verified"


def test_review_goal__refuses(world: World):
    goal, elsewhere, review = make_goal(world.team), make_goal(world.other_team), hold(world)

    with pytest.raises(services.NotOfThisReview):
        look(world, review, elsewhere)
    with pytest.raises(services.ReasonIsMissing):
        look(world, review, goal, "loved")
    with pytest.raises(services.ReasonIsMissing):
        look(world, review, goal, "kept", "")
    with pytest.raises(services.NotYoursToDo):
        services.review_goal(review, goal=goal, outcome="stopped", why="Enough", by=acting(world.cleo), at=clock.now())
    assert not ReviewedGoal.objects.exists()


def test_make_promise__by_a_voice_of_the_place(world: World):
    review = hold(world)

    assert promise(world, review, voice="staff", by_on=days(7)).voice == "staff"
    assert promise(world, review).voice == ""
    with pytest.raises(services.ChooseAVoice):
        promise(world, review, voice="martians")
    with pytest.raises(services.NextReviewIsWrong):
        promise(world, review, by_on=days(-1))


def test_answer_promise__at_a_later_review(world: World):
    first = hold(world, held_on=days(-30))
    made = promise(world, first)
    second = hold(world)

    answered = reply(world, made, second, "partly", "It hung there for a week")

    assert (answered.answered_at, answered.kept) == (second, "partly")
    assert reply(world, made, second, "not_kept", "It fell down").kept == "not_kept"
    with pytest.raises(services.NotOfThisReview):
        reply(world, promise(world, second), second)
    with pytest.raises(services.WordsAreMissing):
        reply(world, made, second, "perhaps")
    with pytest.raises(services.WordsAreMissing):
        reply(world, made, second, "kept", "")
    finish(world, second)
    with pytest.raises(services.NotOfThisReview):
        reply(world, made, make_review(world.other_team))


def test_answer_promise__not_at_two_reviews(world: World):
    made = promise(world, hold(world, held_on=days(-30)))
    reply(world, made, hold(world, held_on=days(-10)))

    with pytest.raises(services.NotOfThisReview):
        reply(world, made, hold(world))


def test_finish_review__looks_at_everything_first(world: World):
    made = promise(world, hold(world, held_on=days(-30)))
    goal = make_goal(world.team, state=State.ACTIVE)
    make_goal(world.team, state=State.CLOSED)
    review = hold(world)

    with pytest.raises(services.GoalsNotLookedAt):
        finish(world, review)
    look(world, review, goal)
    with pytest.raises(services.PromisesNotAnswered):
        finish(world, review)
    reply(world, made, review)
    with pytest.raises(services.NextReviewIsWrong):
        finish(world, review, days(0))
    finish(world, review, days(90))
    goal.refresh_from_db()

    assert goal.review_on == days(90)
    with pytest.raises(services.ReviewIsFinished):
        look(world, review, goal)

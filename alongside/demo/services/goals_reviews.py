"""The reviews of the made-up places: who was there, what became of promises and goals, when the next one is."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import Group, Speaker
from alongside.demo.services.goals_told import at
from alongside.demo.services.world import DEMO
from alongside.demo.words import goals as words
from alongside.goals import services
from alongside.goals.models import Goal, Review
from alongside.goals.rules.goals import OVER, PromiseKept, Reviewed, State
from alongside.goals.services import bulk
from alongside.goals.services.bulk import PromiseHistory, ReviewHistory
from alongside.programmes.models import Place

HERON, HARBOUR, CRISIS, HOUSE = cast.SHOWCASE_TEAMS
D = dt.date
HELD: dict[str, tuple[dt.date, ...]] = {
    HERON: (D(2024, 6, 10), D(2024, 12, 9), D(2025, 6, 16), D(2025, 12, 8), D(2026, 3, 23)),
    HARBOUR: (D(2024, 7, 8), D(2025, 3, 17), D(2025, 10, 20), D(2026, 4, 13)),
    CRISIS: (D(2025, 5, 12), D(2025, 12, 15)),
    HOUSE: (D(2024, 9, 16), D(2026, 3, 9)),
    "": (D(2025, 10, 27), D(2026, 1, 26), D(2026, 4, 27)),
}
NEXT = {CRISIS: 120, HERON: 42}
"""In how many days the last one said that the next would be, where that day has gone by."""
VERIFIED_WORDS = "Somebody else has seen it. We keep an eye on it until the next review."
ANSWERS = {
    PromiseKept.KEPT: words.KEPT, PromiseKept.PARTLY: words.PARTLY, PromiseKept.NOT_KEPT: words.NOT_KEPT,
}  # fmt: skip


def review_stories(making: Making) -> Iterator[Story]:
    """A story for the reviews of each place of the showcase, and one that lays down those of all others."""
    site = making.world.sites[cast.SHOWCASE]
    for team in HELD:
        yield _reviews(making, making.world.team(cast.SHOWCASE, team) if team else site, team)
    yield _laid_down(making)


def _reviews(making: Making, place: Place, team: str) -> Story:
    group, rng = making.people.of(place), dice(making.seed, "reviews", place.name)
    for number, on in enumerate(HELD[team]):
        yield at(on, 18, 20)
        last = number == len(HELD[team]) - 1
        days = NEXT.get(team, 91) if last else (HELD[team][number + 1] - on).days
        _hold(place, group, rng, on=on, next_on=weekday(on + dt.timedelta(days=days)), at_site=not team)


def _hold(place: Place, group: Group, rng: random.Random, *, on: dt.date, next_on: dt.date, at_site: bool) -> None:
    when, pen = at(on, 18, 20), rng.choice(group.pair)
    present = {"uses_services": rng.randint(2, 6), "staff": rng.randint(3, 7), "family_and_friends": rng.randint(0, 2)}
    review = services.hold_review(
        place,
        held_on=on,
        present=present | ({"leaders": 2} if at_site else {}),
        with_consultant=at_site,
        words=rng.choice(words.REVIEW_WORDS),
        by=pen.actor,
        at=when,
    )
    for promise in review.unanswered().order_by("text"):
        kept = rng.choices(list(PromiseKept), (6, 2, 2))[0]
        services.answer_promise(
            promise, review=review, kept=kept, happened=rng.choice(ANSWERS[kept]), by=pen.actor, at=when
        )
    for goal in review.not_looked_at().order_by("title"):
        _look_at(review, goal, pen, rng, when)
    for text in rng.sample(words.PROMISES, 2):
        voice = rng.choice(("staff", "uses_services"))
        services.make_promise(review, text=text, voice=voice, by_on=next_on, by=pen.actor, at=when)
    services.finish_review(review, next_on=next_on, by=pen.actor, at=when)


def _look_at(review: Review, goal: Goal, pen: Speaker, rng: random.Random, when: dt.datetime) -> None:
    """What stands is written down: verified, parked, or going on."""
    outcome = {State.VERIFIED: Reviewed.VERIFIED, State.PARKED: Reviewed.PARKED}.get(State(goal.state), Reviewed.KEPT)
    why = goal.state_why if outcome == Reviewed.PARKED else rng.choice(words.KEPT_ON)
    if outcome == Reviewed.VERIFIED:
        why = VERIFIED_WORDS
    services.review_goal(review, goal=goal, outcome=outcome, why=why, by=pen.actor, at=when)


def _laid_down(making: Making) -> Story:
    """Two of three places that have goals look at them each half-year."""
    yield at(making.until, 20)
    told: list[ReviewHistory] = []
    for name, site in making.world.sites.items():
        if name != cast.SHOWCASE:
            for place in (site, making.world.teams[name][0]):
                told += _half_yearly(making, place, dice(making.seed, "reviews", name, place.name))
    bulk.lay_down_reviews(making.world.programme, told, by=DEMO, at=at(making.until, 20))


def _half_yearly(making: Making, place: Place, rng: random.Random) -> Iterator[ReviewHistory]:
    goals = list(Goal.objects.filter(place=place).order_by("proposed_on", "title"))
    if not goals or rng.random() < 0.33:
        return
    group, on = making.people.of(place), weekday(goals[0].proposed_on + dt.timedelta(days=rng.randint(90, 150)))
    while on < making.until:
        following = weekday(on + dt.timedelta(days=rng.randint(150, 200)))
        yield ReviewHistory(
            place=place,
            held=rng.choice(group.pair).did(on),
            present={"uses_services": rng.randint(2, 6), "staff": rng.randint(3, 7)},
            with_consultant=rng.random() < 0.2,
            words=rng.choice(words.REVIEW_WORDS),
            goals=tuple(_seen(goal, on, rng) for goal in goals if _is_there(goal, on)),
            promises=tuple(_promised(text, following, rng) for text in rng.sample(words.PROMISES, rng.randint(1, 2))),
            next_on=following,
        )
        on = following


def _is_there(goal: Goal, on: dt.date) -> bool:
    return goal.proposed_on <= on and (goal.state not in OVER or goal.state_on > on)


def _seen(goal: Goal, on: dt.date, rng: random.Random) -> tuple[Goal, str, str]:
    if goal.verified_on and goal.verified_on <= on:
        return goal, Reviewed.VERIFIED, VERIFIED_WORDS
    if goal.state == State.PARKED and goal.state_on <= on:
        return goal, Reviewed.PARKED, goal.state_why
    return goal, Reviewed.KEPT, rng.choice(words.KEPT_ON)


def _promised(text: str, by_on: dt.date, rng: random.Random) -> PromiseHistory:
    kept = rng.choices(list(PromiseKept), (6, 2, 2))[0]
    voice = rng.choice(("staff", "uses_services"))
    return PromiseHistory(text=text, voice=voice, by_on=by_on, kept=kept, happened=rng.choice(ANSWERS[kept]))

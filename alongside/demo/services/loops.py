"""What people of the made-up places raised, and what they were told: of the showcase act by act, of all others as
whole lives, a quarter at a time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace

from alongside.demo import cast
from alongside.demo.services.cycles import after, weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import Group
from alongside.demo.services.goals_told import at
from alongside.demo.services.loops_told import draft_of, loops_of_the_showcase
from alongside.demo.services.world import DEMO
from alongside.demo.words import loops as words
from alongside.demo.words.loops import LoopCard
from alongside.goals.models import Goal
from alongside.goals.rules.loops import Says, Step
from alongside.goals.services import bulk
from alongside.goals.services.bulk import LoopHistory
from alongside.goals.services.loops import Raised
from alongside.programmes.models import Place

EACH = {cast.D: 9, cast.P: 8, cast.N: 5}
QUARTER = dt.timedelta(days=91)
FATES = ("closed", "stuck", "silent", "untold", "not confirmed")
OFTEN = (62, 20, 9, 5, 4)
ANSWERS = (
    {Says.YES: 3}, {Says.YES: 2, Says.PARTLY: 2}, {Says.YES: 4, Says.PARTLY: 1, Says.NO: 1},
    {Says.YES: 7, Says.PARTLY: 2, Says.NO: 1}, {Says.PARTLY: 3, Says.YES: 1},
)  # fmt: skip
NOT_TRUE = ({Says.NO: 3}, {Says.NO: 3, Says.PARTLY: 1, Says.YES: 1})


def loop_stories(making: Making) -> Iterator[Story]:
    """One that lays down what was raised in a quarter once it is over, and those of the showcase."""
    yield from loops_of_the_showcase(making)
    yield _laid_down(making)


def _laid_down(making: Making) -> Story:
    waiting = [history for place in _places(making) for history in _raised_at(making, place)]
    on = cast.YEARS[0] + QUARTER
    while on < making.until:
        yield at(weekday(on), 19)
        over = [one for one in waiting if one.heard_on is not None and one.heard_on <= weekday(on)]
        waiting = [one for one in waiting if one not in over]
        _lay_down(making, over, on=weekday(on))
        on += QUARTER
    yield at(making.until, 19)
    _lay_down(making, waiting, on=making.until)


def _lay_down(making: Making, over: list[LoopHistory], *, on: dt.date) -> None:
    if over:
        joined = [_joined(one) for one in over]
        bulk.lay_down_loops(making.world.programme, joined, by=DEMO, at=at(on, 19))


def _joined(history: LoopHistory) -> LoopHistory:
    """What was raised became a goal, where its place agreed to one on the same challenge soon after."""
    agreed = history.steps.get(Step.AGREED)
    goals = Goal.objects.filter(place=history.place, agreed_on__isnull=False, loops__isnull=True)
    near = goals.filter(agreed_on__gte=history.told.raised_on).order_by("agreed_on", "title")
    for goal in near.select_related("item") if agreed else ():
        later = [day for step, day in history.steps.items() if step != Step.AGREED]
        last = min([*later, *([history.decided.on] if history.decided else [])], default=goal.agreed_on)
        if goal.item and goal.item.number == _number(history) and goal.agreed_on and last and goal.agreed_on <= last:
            steps = {step: day for step, day in history.steps.items() if step != Step.AGREED}
            return replace(history, told=replace(history.told, goal=goal), steps=steps)
    return history


def _number(history: LoopHistory) -> int:
    return next(card.item for card in words.LOOPS if card.raised == history.told.raised)


def _places(making: Making) -> Iterator[Place]:
    for site in making.world.sites.values():
        if site.name != cast.SHOWCASE:
            yield site
            yield making.world.teams[site.name][0]


def _raised_at(making: Making, place: Place) -> Iterator[LoopHistory]:
    """What was raised at a place in three years; the newest of it a few weeks ago."""
    site = making.world.site_of(place)
    rng = dice(making.seed, "loops", site.name, place.name)
    here = EACH[making.world.cards[site.name].tier]
    number = here - here // 2 if place == site else here // 2
    group = making.people.of(place)
    first, last = cast.YEARS[0] + dt.timedelta(days=40), making.until - dt.timedelta(days=12)
    for card in rng.sample(words.LOOPS, number):
        raised = weekday(first + dt.timedelta(days=rng.randint(0, (last - first).days)))
        yield history_of(place, card, group, rng, raised=min(raised, last), until=making.until)


def history_of(
    place: Place, card: LoopCard, group: Group, rng: random.Random, *, raised: dt.date, until: dt.date
) -> LoopHistory:
    """One loop as far as it has come: each step some weeks after the one before, or never."""
    fate = rng.choices(FATES, OFTEN)[0]
    opened = group.profession.did(min(after(raised, rng, 0, 6), until))
    agreed = after(opened.on, rng, 14, 60)
    tested, measured = after(agreed, rng, 20, 80), after(agreed, rng, 90, 150)
    tried = card.decision != "did_not" and rng.random() < 0.7
    decided = after(measured if tried else agreed, rng, 3, 30)
    telling = after(decided, rng, 5, 40)
    heard = after(telling, rng, 6, 70)
    days = {Step.AGREED: agreed} | ({Step.TESTED: tested, Step.MEASURED: measured} if tried else {})
    if fate == "stuck":
        days = dict(list(days.items())[: rng.randint(0, len(days))])
    told = fate in ("closed", "silent", "not confirmed") and telling <= until
    answered = fate in ("closed", "not confirmed") and told and heard <= until
    letters = rng.choice(ANSWERS if fate == "closed" else NOT_TRUE)
    return LoopHistory(
        place=place,
        told=Raised(raised=card.raised, voice=card.voice, raised_on=raised),
        opened=opened,
        steps={step.value: day for step, day in days.items() if day <= until},
        decided=group.profession.said(f"{card.why}.", decided) if fate != "stuck" and decided <= until else None,
        decision=card.decision if fate != "stuck" and decided <= until else "",
        telling=group.lived.said(draft_of(card), telling) if told else None,
        public=rng.random() < 0.7,
        letters=letters if answered else {},
        open_answers={Says.YES: rng.randint(0, 4)} if answered and fate == "closed" else {},
        heard_on=heard if answered else None,
    )

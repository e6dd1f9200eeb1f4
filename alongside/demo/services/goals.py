"""The goals of the made-up places: of the showcase act by act, of all others as whole lives, a quarter at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from alongside.assessments.models import Round
from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_ledger import ledger_stories
from alongside.demo.services.goals_lives import end_of, seeds_of
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import People
from alongside.demo.services.goals_reviews import review_stories
from alongside.demo.services.goals_showcase import showcase_goals
from alongside.demo.services.goals_told import Told, at, told_by_acts
from alongside.demo.services.loops import loop_stories
from alongside.demo.services.rounds import Plan
from alongside.demo.services.world import DEMO, World
from alongside.goals.services import bulk
from alongside.goals.services.bulk import GoalHistory

QUARTER = dt.timedelta(days=91)


def goal_stories(world: World, plans: Sequence[Plan], *, seed: int, as_at: dt.datetime) -> Iterator[Story]:
    """A story for each round that was agreed, and one that lays down the lives of a quarter."""
    making = Making(world, seed, as_at.date() - dt.timedelta(days=1), People(world))
    latest = {plan.place.pk: plan for plan in plans if plan.days.agreed}
    for plan in plans:
        if plan.days.agreed and not plan.one_sided:
            yield _born(making, plan, plan.days.agreed, latest=latest[plan.place.pk] is plan)
    yield from showcase_goals(making)
    yield _laid_down(making, as_at=as_at)
    yield from loop_stories(making)
    yield from review_stories(making)
    yield from ledger_stories(making)


def _born(making: Making, plan: Plan, agreed: dt.datetime, *, latest: bool) -> Story:
    """What was chosen first at the meeting becomes goals in the days after it."""
    yield agreed + dt.timedelta(hours=1)
    site = making.world.site_of(plan.place)
    rng = dice(making.seed, "goals", site.name, plan.place.name, plan.name)
    round = Round.objects.select_related("place").get(place=plan.place, agreed_on=agreed.date())
    lives = making.at(plan.place)
    histories = [
        lives.of(one, dice(making.seed, "goal", site.name, plan.place.name, plan.name, one.number), latest=latest)
        for one in seeds_of(round, rng, since=agreed.date())
    ]
    if making.is_shown(plan.place):
        yield from told_by_acts([Told(history) for history in histories])
    else:
        making.waiting += histories


def _laid_down(making: Making, *, as_at: dt.datetime) -> Story:
    """Each quarter the lives that ended in it are laid down, and in the last days those that go on."""
    on = cast.YEARS[0] + QUARTER
    while on < making.until:
        yield at(weekday(on), 18)
        over = [one for one in making.waiting if _is_over(one, weekday(on))]
        if over:
            making.waiting = [one for one in making.waiting if one not in over]
            bulk.lay_down_goals(making.world.programme, over, by=DEMO, at=at(weekday(on), 18))
        on += QUARTER
    yield at(making.until, 18)
    bulk.lay_down_goals(making.world.programme, making.waiting, by=DEMO, at=at(making.until, 18))


def _is_over(history: GoalHistory, by: dt.date) -> bool:
    """Whether a life has ended by then, and all that was told of it."""
    ended = end_of(history)
    shared = [idea.shared.on for idea in history.ideas if idea.shared]
    return ended is not None and max([ended, *shared]) <= by

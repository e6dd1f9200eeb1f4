"""The goals of the made-up places: of the showcase act by act, of all others as whole lives, a quarter at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alongside.assessments.models import Round
from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_lives import Lives, end_of, seeds_of
from alongside.demo.services.goals_people import People
from alongside.demo.services.goals_told import Act, Told, acts, at
from alongside.demo.services.rounds import Plan
from alongside.demo.services.world import DEMO, World
from alongside.goals.services import bulk
from alongside.goals.services.bulk import GoalHistory
from alongside.measures.models import Series
from alongside.programmes.models import Place
from alongside.programmes.rules import above

QUARTER = dt.timedelta(days=91)


@dataclass
class Making:
    """What the stories of goals share: the people, the series, and the lives that wait to be laid down."""

    world: World
    seed: int
    until: dt.date
    people: People
    lives: dict[int, Lives] = field(default_factory=dict)
    waiting: list[GoalHistory] = field(default_factory=list)

    def at(self, place: Place) -> Lives:
        if place.pk not in self.lives:
            series = Series.objects.filter(scope__in=above(place.scope)).select_related("indicator")
            shown = sorted(series, key=lambda one: (one.scope, one.indicator.slug))
            self.lives[place.pk] = Lives(self.people.of(place), shown, until=self.until)
        return self.lives[place.pk]

    def is_shown(self, place: Place) -> bool:
        """Whether a place belongs to the showcase, whose goals are told act by act."""
        return self.world.site_of(place).name == cast.SHOWCASE


def goal_stories(world: World, plans: Sequence[Plan], *, seed: int, as_at: dt.datetime) -> Iterator[Story]:
    """A story for each round that was agreed, and one that lays down the lives of a quarter."""
    making = Making(world, seed, as_at.date() - dt.timedelta(days=1), People(world))
    latest = {plan.place.pk: plan for plan in plans if plan.days.agreed}
    for plan in plans:
        if plan.days.agreed and not plan.one_sided:
            yield _born(making, plan, plan.days.agreed, latest=latest[plan.place.pk] is plan)
    yield _laid_down(making, as_at=as_at)


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
        yield from told_by_acts(histories)
    else:
        making.waiting += histories


def told_by_acts(histories: Sequence[GoalHistory], more: Sequence[Act] = ()) -> Iterator[dt.datetime]:
    """Live through several lives at once, the earliest act first."""
    every = [act for history in histories for act in acts(Told(history))]
    for when, act in sorted([*every, *more], key=lambda one: one[0]):
        yield when
        act(when)


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
    yield as_at - dt.timedelta(hours=2)
    bulk.lay_down_goals(making.world.programme, making.waiting, by=DEMO, at=as_at - dt.timedelta(hours=2))


def _is_over(history: GoalHistory, by: dt.date) -> bool:
    """Whether a life has ended by then, and all that was told of it."""
    ended = end_of(history)
    shared = [idea.shared.on for idea in history.ideas if idea.shared]
    return ended is not None and max([ended, *shared]) <= by

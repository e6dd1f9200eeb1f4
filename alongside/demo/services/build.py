"""The demonstration, from an empty database to the day it stands at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.core import audit, clock, installation
from alongside.core.models import Installation
from alongside.core.refusals import Refusal
from alongside.demo import cast
from alongside.demo.services.diary import Progress, live_through
from alongside.demo.services.dice import dice
from alongside.demo.services.goals import goal_stories
from alongside.demo.services.lists import list_stories
from alongside.demo.services.measuring import figures_story
from alongside.demo.services.plans import all_plans
from alongside.demo.services.rounds import story
from alongside.demo.services.standing_in import stand_in
from alongside.demo.services.taking_part import reported, talks
from alongside.demo.services.world import World, make_world, promotions


class NotEmpty(Refusal):
    message = _("There is something in this database already. A demonstration is built in an empty one.")


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction without savepoints in it, whose rows of the trail are written at its end.

    Each of thousands of acts would have one of its own, and change the head of the trail. PostgreSQL pays dearly for
    both, and here nobody is served by it: an act that fails ends the build.
    """
    with transaction.atomic(), audit.gathered():
        features = transaction.get_connection().features
        usually = features.uses_savepoints
        features.uses_savepoints = False
        try:
            yield
        finally:
            features.uses_savepoints = usually


@all_or_nothing()
def build_demo(*, seed: int = cast.SEED, as_at: dt.datetime = cast.AS_AT, progress: Progress | None = None) -> World:
    """Build the fictional programme, all of it or nothing: a build that dies leaves the database empty.

    The same seed and day make the same figures, names, texts and dates. The product's clock then stands at that day
    and runs on. Refuses a database that was born before.
    """
    if Installation.objects.exists():
        raise NotEmpty
    machine = clock.now() - clock.offset()
    offset = round((as_at - machine).total_seconds())
    installation.be_born(Installation.Kind.DEMONSTRATION, at=as_at, clock_offset=offset)
    world = make_world(seed=seed)
    plans = list(all_plans(world, seed=seed, as_at=as_at))
    stories = [
        story(plan, rng=dice(seed, "story", world.site_of(plan.place).name, plan.place.name, plan.name))
        for plan in plans
    ]
    figures = figures_story(world, seed=seed, as_at=as_at)
    goals = goal_stories(world, plans, seed=seed, as_at=as_at)
    ward = world.team(cast.SHOWCASE, cast.SHOWCASE_TEAM)
    safe = [talks(world, ward, as_at=as_at), reported(world, ward, as_at=as_at)]
    lists = list_stories(world, as_at=as_at)
    live_through([*promotions(world), figures, *stories, *goals, *lists, *safe], until=as_at, progress=progress)
    with clock.frozen(as_at):
        stand_in(as_at=as_at)
    return world

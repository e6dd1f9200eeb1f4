"""Goals, tests and loops for a generated programme. It can be stopped at any moment and goes on where it stood.

A site is done when loops stand in it: its goals and loops, and those of its teams, are laid down in one transaction.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import transaction

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.assessments.models import Position, Priority
from alongside.core import clock
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Progress
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_lives import Lives, Seed
from alongside.demo.services.goals_people import Group, Speaker
from alongside.demo.services.loops import history_of
from alongside.demo.services.world import DEMO
from alongside.demo.words import loops as words
from alongside.goals.models import Loop
from alongside.goals.services import Born, bulk
from alongside.goals.services.bulk import GoalHistory, LoopHistory
from alongside.programmes.models import Membership, Place

EACH = 4
"""Loops of a place. Its goals are what was chosen first at its rounds."""
_PROFESSION = (Role.SITE_LEAD, Role.TEAM_LEAD)
_LIVED = (Role.LIVED_EXPERIENCE_CO_LEAD, Role.LIVED_EXPERIENCE_PARTNER)


def add_goals(programme: Place, led: Sequence[Place], *, on: dt.date, seed: int, tell: Progress) -> None:
    """Give every place a goal for each challenge it chose first, with ideas and tests, and a few loops.

    Nothing is dated after `on`; sites that have loops already are left out.
    """
    done = {scope.split("/")[1] for scope in _scopes(programme)}
    sites = [place for place in led if place.kind == Place.Kind.SITE]
    for number, site in enumerate(sites, 1):
        if site.scope.split("/")[1] not in done:
            below = [place for place in led if place.scope.startswith(site.scope)]
            _fill(site, below, until=on - dt.timedelta(days=1), at=clock.moment_on(on), seed=seed)
        tell("goals", number, len(sites))


def _scopes(programme: Place) -> Iterator[str]:
    rows = Loop.objects.filter(scope__startswith=programme.scope).values_list("scope", flat=True)
    return rows.distinct().iterator()


@transaction.atomic
def _fill(site: Place, led: Sequence[Place], *, until: dt.date, at: dt.datetime, seed: int) -> None:
    groups, seeds = _groups(site), _seeds(site)
    goals: list[GoalHistory] = []
    loops: list[LoopHistory] = []
    for place in led:
        if place.pk in groups:
            rng = dice(seed, "generated goals", site.name, place.name)
            lives = Lives(groups[place.pk], [], until=until)
            goals += [_life(one, lives, rng, newest=seeds[place.pk][-1].since) for one in seeds[place.pk]]
            loops += _raised_at(place, groups[place.pk], rng, until=until)
    bulk.lay_down_goals(site, goals, by=DEMO, at=at)
    bulk.lay_down_loops(site, loops, by=DEMO, at=at)


def _life(seed: Seed, lives: Lives, rng: random.Random, *, newest: dt.date) -> GoalHistory:
    """Those of the newest round are under way; earlier ones are over, so that a team works on three at most."""
    over = seed.since < newest
    return lives.of(seed, rng, fate=rng.choice(("without", "stopped")) if over else "", latest=not over)


def _seeds(site: Place) -> dict[int, list[Seed]]:
    """What each place of a site chose first, with the stage it agreed on."""
    here = {"round__scope__startswith": site.scope}
    stages = {(row.round_id, row.item_id): row.stage for row in Position.objects.filter(**here)}
    seeds: dict[int, list[Seed]] = defaultdict(list)
    chosen = Priority.objects.filter(**here).select_related("item", "round__place")
    for row in chosen.order_by("round__agreed_on", "round", "order"):
        assert row.round.agreed_on is not None  # priorities of agreed rounds
        stage = stages.get((row.round_id, row.item_id))
        seeds[row.round.place_id].append(
            Seed(row.round.place, row.item, row.item.number, Born(priority=row), stage, row.round.agreed_on)
        )
    return seeds


def _groups(site: Place) -> dict[int, Group]:
    """The pair that each place of a site has, and its members; family and friends among them may see what is true."""
    rows = Membership.objects.live().filter(scope__startswith=site.scope).select_related("user").order_by("pk")
    at: dict[int, list[Membership]] = defaultdict(list)
    for row in rows:
        at[row.place_id or 0].append(row)
    groups = {}
    for place, people in at.items():
        lived = [_speaker(row) for row in people if row.role in _LIVED]
        profession = [_speaker(row) for row in people if row.role in _PROFESSION]
        members = [_speaker(row) for row in people if row.role == Role.MEMBER]
        onlookers = tuple(one for one in members if one.voice == "family_and_friends")
        groups[place] = Group(lived[0], profession[0], tuple(one for one in members if one not in onlookers), onlookers)
    return groups


def _speaker(row: Membership) -> Speaker:
    grant = Grant(Role(row.role), row.scope, tuple(row.voices))
    return Speaker(Actor(str(row.user_id), row.user.name, (grant,)), row.voices[0])


def _raised_at(place: Place, group: Group, rng: random.Random, *, until: dt.date) -> Iterator[LoopHistory]:
    """What was raised at a place in the last year."""
    for card in rng.sample(words.LOOPS, EACH):
        raised = weekday(until - dt.timedelta(days=rng.randint(20, 360)))
        yield history_of(place, card, group, rng, raised=raised, until=until)

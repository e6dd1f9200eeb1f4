"""What is worked on: tests to look at, priorities and reviews, loops that wait, strands without a goal, what was
forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.words import gettext as _
from alongside.core.words import listed, ngettext
from alongside.goals.models import Goal, Loop, LoopQuerySet, Review
from alongside.goals.queries import saying
from alongside.goals.queries.cycles import overdue_studies
from alongside.goals.queries.forgotten import Number, forgotten_counts
from alongside.goals.rules.goals import LIVE_AT_MOST, strands_without
from alongside.goals.rules.loops import LoopState
from alongside.home.queries.waiting import Waiting
from alongside.programmes.models import Place

STUDIES_AT_MOST, LOOPS_AT_MOST, TEAMS_AT_MOST = 3, 5, 10


@dataclass(frozen=True)
class GoalNow:
    """One live goal of a team."""

    title: str
    url: str
    says: str
    due_on: dt.date | None


@dataclass(frozen=True)
class TeamNow:
    """What a team works on now, how many of its three places are free, and its next review."""

    name: str
    url: str
    goals: tuple[GoalNow, ...]
    free: int
    review_on: dt.date | None
    review_overdue: bool


@dataclass(frozen=True)
class LoopNow:
    """One loop that waits for those who raised it."""

    raised: str
    url: str
    place: str
    told_on: dt.date | None


@dataclass(frozen=True)
class SiteNow:
    """A site, and the strands in which nothing is being worked on, in words."""

    name: str
    url: str
    without: str
    none_at_all: bool


@dataclass(frozen=True)
class Work:
    """The part of somebody's first page about goals. `forgotten` is None when it could not be counted."""

    forgotten: tuple[Number, ...] | None
    teams: tuple[TeamNow, ...]
    loops: tuple[LoopNow, ...]
    loops_in_all: int
    sites: tuple[SiteNow, ...]

    @property
    def more_loops(self) -> int:
        return self.loops_in_all - len(self.loops)


def work_of(actor: Actor, *, on: dt.date) -> Work:
    """What a person's places work on. Seven queries, however much there is."""
    waiting = Loop.objects.filter(within(actor, Permission.LOOP_TELL), state=LoopState.TOLD)
    tells = actor.holds(Permission.LOOP_TELL)
    return Work(
        forgotten=forgotten_counts(actor, on=on),
        teams=tuple(_teams(actor, on=on)),
        loops=tuple(_loops(waiting) if tells else ()),
        loops_in_all=waiting.count() if tells else 0,
        sites=tuple(_sites(actor)),
    )


def studies_first(actor: Actor, *, on: dt.date) -> tuple[Waiting, ...]:
    """The tests whose result this person should have looked at, the longest wait first. Two queries."""
    if not actor.holds(Permission.GOAL_TEST):
        return ()
    overdue = overdue_studies(actor, on=on)
    told = [
        Waiting(
            _("Look at what came of “%(idea)s”") % {"idea": line.idea},
            _("%(place)s: it was to be looked at on %(study_on)s.")
            % {"place": line.place, "study_on": f"{line.study_on:%-d %B %Y}"},
            line.url,
        )
        for line in overdue.lines[:STUDIES_AT_MOST]
    ]
    if more := overdue.total - len(told):
        tests = ngettext("Look at %(number)s more test", "Look at %(number)s more tests", more) % {"number": more}
        told.append(Waiting(tests, _("The day for it has gone by."), "/forgotten/?kind=study"))
    return tuple(told)


def _own(actor: Actor, permission: Permission, *, depth: int) -> list[str]:
    """The scopes of one depth at which the person themselves holds a role that allows it."""
    scopes = {grant.scope for grant in actor.grants if grant.scope.count("/") == depth}
    return sorted(scope for scope in scopes if actor.can(permission, at=scope))


def _teams(actor: Actor, *, on: dt.date) -> Iterator[TeamNow]:
    """The teams that the person leads. Two queries."""
    scopes = _own(actor, Permission.GOAL_MOVE, depth=3)[:TEAMS_AT_MOST]
    if not scopes:
        return
    last = Review.objects.filter(place=OuterRef("pk"), finished_on__isnull=False).order_by("-held_on")
    places = Place.objects.filter(scope__in=scopes).order_by("scope")
    live: dict[int, list[Goal]] = {}
    for goal in Goal.objects.live().filter(place__scope__in=scopes).order_by("-duty", "slot", "title"):
        live.setdefault(goal.place_id, []).append(goal)
    nexts = places.annotate(next_on=Subquery(last.values("next_on")[:1])).values_list("pk", "name", "next_on")
    for pk, name, next_on in nexts:
        goals = live.get(pk, [])
        yield TeamNow(
            name=name,
            url=f"/places/{pk}/goals/",
            goals=tuple(
                GoalNow(goal.title, goal.get_absolute_url(), saying.state_words(goal.state), goal.due_on)
                for goal in goals
            ),
            free=LIVE_AT_MOST - sum(goal.slot is not None for goal in goals),
            review_on=next_on,
            review_overdue=bool(goals) and next_on is not None and next_on < on,
        )


def _loops(waiting: LoopQuerySet) -> Iterator[LoopNow]:
    """The loops that were told and wait for answers, the longest wait first. One query."""
    for loop in waiting.select_related("place").order_by("told_on", "pk")[:LOOPS_AT_MOST]:
        yield LoopNow(loop.raised, loop.get_absolute_url(), loop.place.name, loop.told_on)


def _sites(actor: Actor) -> Iterator[SiteNow]:
    """The sites that the person leads and that have no live goal in some strand. Two queries."""
    scopes = _own(actor, Permission.GOAL_EDIT, depth=2)
    if not scopes:
        return
    below = Q(pk__in=[])
    for scope in scopes:
        below |= Q(scope__startswith=scope)
    live = set(Goal.objects.live().filter(below, duty=False).values_list("scope", "strand").distinct())
    for site in Place.objects.filter(scope__in=scopes).order_by("scope"):
        here = {strand for scope, strand in live if scope.startswith(site.scope)}
        missing = strands_without(here)
        if missing:
            words = listed(_(saying.STRANDS[strand]).lower() for strand in missing)
            yield SiteNow(site.name, f"/places/{site.pk}/goals/", words, none_at_all=not here)

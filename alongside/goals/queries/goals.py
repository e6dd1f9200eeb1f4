"""The goals of a place: what is worked on, what waits for whom, what has ended, and which strand has none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import listed
from alongside.frameworks.models import ItemText
from alongside.goals.models import AskedToVerify, Goal
from alongside.goals.queries import charts, saying
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import LIVE, LIVE_AT_MOST, State
from alongside.programmes.models import Place

LISTED_AT_MOST, ENDED_AT_MOST = 200, 50
"""How many goals a page lists that are not over, and that are; how many there are it says."""


@dataclass(frozen=True)
class GoalLine:
    """One goal in a list: where it stands, when it is due, for whom it waits, and what its figures say, if anything."""

    id: str
    url: str
    title: str
    place: str
    item: str
    state: str
    says: str
    waits: str
    strand: str
    duty: bool
    due_on: dt.date | None
    overdue: bool
    state_on: dt.date
    why: str
    figures: str = ""


@dataclass(frozen=True)
class GoalsPage:
    """The goals at a place. At a site those of its teams are there too, under their names."""

    place: Place
    duties: tuple[GoalLine, ...]
    live: tuple[GoalLine, ...]
    waiting: tuple[GoalLine, ...]
    verified: tuple[GoalLine, ...]
    parked: tuple[GoalLine, ...]
    over: tuple[GoalLine, ...]
    over_in_all: int
    in_all: int
    strands_without: tuple[str, ...]
    free_places: int
    asked: tuple[GoalLine, ...]
    may: frozenset[str]

    @property
    def listed(self) -> int:
        """How many goals that are not over the page lists."""
        return sum(map(len, (self.duties, self.live, self.waiting, self.verified, self.parked)))

    @property
    def is_empty(self) -> bool:
        return not (self.duties or self.live or self.waiting or self.verified or self.parked or self.over)

    @property
    def without(self) -> str:
        """The strands in which nothing is being worked on, as a sentence names them."""
        return listed(word.lower() for word in self.strands_without)


def goals_page(place: Place, actor: Actor, *, on: dt.date) -> GoalsPage:
    """The goals of a place (at a site: of its teams too), by where they stand. Twelve queries at most."""
    here = Goal.objects.visible_to(actor).filter(scope__startswith=place.scope)
    now = here.not_over().select_related("place").order_by("-duty", F("due_on").asc(nulls_last=True), "title", "pk")
    ended = here.filter(state__in=rules.OVER).select_related("place").order_by("-state_on", "title", "pk")
    rows, over = list(now[:LISTED_AT_MOST]), list(ended[:ENDED_AT_MOST])
    asked = list(
        AskedToVerify.objects.visible_to(actor)
        .filter(place=place)
        .select_related("goal__place")
        .order_by("asked_on", "goal__title", "pk")
    )
    items = item_names([*rows, *over, *(one.goal for one in asked)])
    figures = charts.said_of([*rows, *over], actor)

    def lines(goals: Iterable[Goal]) -> tuple[GoalLine, ...]:
        return tuple(replace(goal_line(goal, items, on=on), figures=figures.get(goal.pk, "")) for goal in goals)

    live = [goal for goal in rows if goal.state in LIVE]
    at_work = list(here.live().filter(duty=False).values_list("strand", flat=True).distinct().order_by("strand"))
    taken = Goal.objects.filter(place=place, slot__isnull=False).count()
    return GoalsPage(
        place=place,
        duties=lines(goal for goal in live if goal.duty),
        live=lines(goal for goal in live if not goal.duty),
        waiting=lines(goal for goal in rows if goal.state in rules.BEFORE_THE_START),
        verified=lines(goal for goal in rows if goal.state == State.VERIFIED),
        parked=lines(goal for goal in rows if goal.state == State.PARKED),
        over=lines(over),
        over_in_all=ended.count(),
        in_all=here.not_over().count(),
        strands_without=tuple(_(saying.STRANDS[strand]) for strand in rules.strands_without(at_work))
        if place.kind == Place.Kind.SITE
        else (),
        free_places=LIVE_AT_MOST - taken if place.kind == Place.Kind.TEAM else LIVE_AT_MOST,
        asked=tuple(replace(goal_line(one.goal, items, on=on), url=f"/verifications/{one.pk}/") for one in asked),
        may=frozenset(one.name for one in Permission if actor.can(one, at=place.scope)),
    )


def goal_line(goal: Goal, items: dict[int, str], *, on: dt.date) -> GoalLine:
    """One goal as lists show it. No query when its place was read with it."""
    return GoalLine(
        id=str(goal.pk),
        url=goal.get_absolute_url(),
        title=goal.title,
        place=goal.place.name,
        item=items.get(goal.item_id or 0, ""),
        state=goal.state,
        says=saying.state_words(goal.state, goal.closed_how),
        waits=_waits(goal),
        strand=_(saying.STRANDS[rules.Strand(goal.strand)]),
        duty=goal.duty,
        due_on=goal.due_on,
        overdue=goal.state == State.ACTIVE and goal.due_on is not None and goal.due_on < on,
        state_on=goal.state_on,
        why=goal.state_why,
    )


def item_names(goals: Iterable[Goal]) -> dict[int, str]:
    """The short names of the items that goals are about, by the item's key. One query."""
    wanted = {goal.item_id for goal in goals if goal.item_id}
    words = ItemText.objects.filter(item__in=wanted, wording__language=F("wording__edition__language"))
    return dict(words.values_list("item_id", "short"))


def _waits(goal: Goal) -> str:
    if goal.state == State.CLAIMED:
        return _("waits for somebody else to verify it")
    if goal.state == State.PROPOSED:
        missing = [side for side in rules.SIDES if not goal.key_counts(side)]
        return _("waits for a key of %(sides)s") % {"sides": listed(_(saying.SIDES[side]) for side in missing)}
    return ""

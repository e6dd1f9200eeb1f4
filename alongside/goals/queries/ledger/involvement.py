"""How deep each voice is involved in the live goals of a place, and how that went month by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.goals.models import ChangeIdea, CycleAct, Goal, GoalEvent, ReviewedGoal, Standing
from alongside.goals.queries.ledger.lines import ASKS_AGAIN
from alongside.goals.queries.ledger.words import LEVELS
from alongside.goals.rules import ledger as rules
from alongside.goals.rules.cycles import Part
from alongside.goals.rules.goals import LIVE
from alongside.goals.rules.ledger import Facts, Happened, Level, Month
from alongside.numerics import spc
from alongside.numerics.spc.reading import Reading
from alongside.ui.drawing.chart import Picture
from alongside.ui.drawing.chart_axis import Every, Show
from alongside.ui.drawing.chart_words import Said, say

GOALS_AT_MOST = 30
TITLE = gettext_noop("Goals with people who use services as full members")


@dataclass(frozen=True)
class Involved:
    """One live goal: how deep each voice is in it, in the order of the table's columns."""

    title: str
    url: str
    place: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Involvement:
    """The live goals of a place; `total` is how many there are when not all are shown."""

    voices: tuple[str, ...]
    goals: tuple[Involved, ...]
    total: int


@dataclass(frozen=True)
class ByMonth:
    """The share of goals with people who use services as full members, month by month, read as a p chart."""

    months: tuple[Month, ...]
    reading: Reading
    said: Said
    picture: Picture


def involvement_at(scope: str, names: Mapping[str, str]) -> Involvement:
    """How deep each voice is in each live goal, read from what happened. Seven queries at most."""
    live = Goal.objects.filter(scope__startswith=scope, state__in=LIVE)
    goals = list(live.select_related("place").order_by("-duty", "scope", "title", "pk")[:GOALS_AT_MOST])
    if not goals:
        return Involvement(tuple(names.values()), (), 0)
    facts = _facts(goals)
    return Involvement(
        voices=tuple(names.values()),
        goals=tuple(
            Involved(
                title=goal.title,
                url=goal.get_absolute_url(),
                place=goal.place.name,
                levels=tuple(LEVELS[rules.level_of(voice, facts[goal.pk])] for voice in names),
            )
            for goal in goals
        ),
        total=live.count() if len(goals) == GOALS_AT_MOST else len(goals),
    )


def levels_of(goal: Goal, names: Mapping[str, str]) -> dict[str, Level]:
    """How deep each voice is in one goal, by the voice's code. Five queries."""
    facts = _facts([goal])[goal.pk]
    return {voice: rules.level_of(voice, facts) for voice in names}


def _facts(goals: list[Goal]) -> dict[UUID, Facts]:
    keys = [goal.pk for goal in goals]
    leads: dict[UUID, list[str]] = defaultdict(list)
    proposals: dict[UUID, list[str]] = defaultdict(list)
    there: dict[UUID, list[str]] = defaultdict(list)
    both = {goal.pk: {goal.lived_lead_id, goal.profession_lead_id} for goal in goals}
    for goal_id, user, voice in Standing.objects.filter(goal__in=keys).values_list("goal", "user", "voice"):
        if user in both[goal_id]:
            leads[goal_id].append(voice)
    for goal_id, voice in ChangeIdea.objects.filter(goal__in=keys).values_list("goal", "proposed_voice").distinct():
        proposals[goal_id].append(voice)
    acts = CycleAct.objects.filter(cycle__idea__goal__in=keys).values_list("cycle__idea__goal", "voice", "part")
    for goal_id, voice, part in acts.distinct():
        (proposals if part == Part.PLANNED else there)[goal_id].append(voice)
    looked = ReviewedGoal.objects.filter(goal__in=keys).values_list("goal", "review__present")
    for goal_id, present in looked:
        there[goal_id].extend(present)
    return {
        goal.pk: Facts(
            leads=leads[goal.pk],
            keys=[voice for voice in _keys(goal) if voice],
            proposals=[voice for voice in (goal.proposed_voice, *proposals[goal.pk]) if voice],
            there=there[goal.pk],
        )
        for goal in goals
    }


def _keys(goal: Goal) -> tuple[str, ...]:
    turned = ((goal.lived_key_voice, "lived_experience"), (goal.profession_key_voice, "profession"))
    return (*(voice for voice, side in turned if goal.key_counts(side)), goal.verified_voice)


_STORY = rules.BEGINS | rules.ENDS | rules.KEYS | {"key_withdrawn", "changed"}


def by_month(scope: str, *, on: dt.date) -> ByMonth | None:
    """The months in which goals were worked on, read by one `spc.read`; None before the first whole one. Two queries.

    A goal counts with people who use services as full members while one of them co-leads it or holds a key to it.
    """
    stories: dict[UUID, list[Happened]] = defaultdict(list)
    events = GoalEvent.objects.filter(goal__scope__startswith=scope, what__in=_STORY).order_by("on", "pk")
    for goal_id, what, day, by, voice, reason in events.values_list("goal", "what", "on", "by", "voice", "reason"):
        again = what == "changed" and reason == ASKS_AGAIN
        stories[goal_id].append(Happened(what, day, by, voice, again))
    led = set(
        Standing.objects.filter(
            goal__scope__startswith=scope, voice=rules.USES_SERVICES, user=F("goal__lived_lead")
        ).values_list("goal", flat=True)
    )
    months = rules.months_of((rules.spells_of(story, leads=goal in led) for goal, story in stories.items()), on=on)
    if not months:
        return None
    reading = spc.read(
        [month.full for month in months],
        n=[month.goals for month in months],
        x=[month.first for month in months],
        chart=spc.Chart.P,
        profile=spc.Profile.SHEWHART,
    )
    show = Show(percent=True)
    said = say(reading, show, often=Every.MONTH)
    picture = Picture(key="involved", title=_(TITLE), said=said.whole, show=show, often=Every.MONTH)
    return ByMonth(tuple(months), reading, said, picture)

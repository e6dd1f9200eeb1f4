"""How the life of a made-up goal goes: born from a round, agreed by both sides, worked on, proved or ended."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alongside.assessments.models import Gap, Position, Priority, Round
from alongside.demo.services.cycles import Span, after, drivers_of, ideas_of
from alongside.demo.services.goals_people import Group, Speaker
from alongside.demo.words import goals as words
from alongside.demo.words.goals import GoalCard
from alongside.frameworks.models import Item
from alongside.goals.rules.goals import LIVE_AT_MOST, ClosedHow, State
from alongside.goals.services import Born, Words
from alongside.goals.services.bulk import Done, GoalHistory, Step
from alongside.measures.models import Series
from alongside.programmes.models import Place

FATES = ("sustained", "verified", "without", "stopped", "parked", "claimed", "active", "agreed", "proposed")
LONG_AGO = (44, 8, 16, 11, 7, 2, 6, 2, 4)
LAST_YEAR = (22, 14, 6, 5, 8, 12, 20, 5, 8)
LONG = dt.timedelta(days=420)
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Seed:
    """What a goal grows from: a challenge at a place, what was found there, and the day on which that was agreed."""

    place: Place
    item: Item | None
    number: int
    born: Born
    baseline: int | None
    since: dt.date


def seeds_of(round: Round, rng: random.Random, *, since: dt.date) -> list[Seed]:
    """What is chosen first at a meeting becomes goals, most of it; some by way of its gap or its position."""
    first = list(Priority.objects.filter(round=round).select_related("item", "round").order_by("order"))
    positions = {row.item_id: row for row in Position.objects.filter(round=round).select_related("item", "round")}
    gaps = Gap.objects.filter(round=round, outcome=Gap.Outcome.BECAME_GOAL, settled_on__isnull=False)
    apart = {row.item_id: row for row in gaps.select_related("item", "round")}
    found = []
    for priority in first:
        way, kept = rng.random(), rng.random()
        position = positions.get(priority.item_id)
        if priority.item_id in apart and way < 0.6:
            born = Born(gap=apart[priority.item_id])
        elif position is not None and way > 0.85:
            born = Born(position=position)
        else:
            born = Born(priority=priority)
        if kept < 0.9:
            stage = position.stage if position else None
            found.append(Seed(round.place, priority.item, priority.item.number, born, stage, since))
    return found


class Lives:
    """The lives of one place's goals, one after the other, so that a team never works on more than three at once."""

    def __init__(self, group: Group, series: Sequence[Series], *, until: dt.date) -> None:
        self._group, self._series, self._until = group, series, until
        self._busy: list[tuple[dt.date, dt.date]] = []
        self._told: set[str] = set()

    def of(self, seed: Seed, rng: random.Random, *, fate: str = "", latest: bool = False) -> GoalHistory:
        """One goal, as far as it has come on the day all this ends."""
        old = self._until - seed.since > LONG and not latest
        fate = fate or rng.choices(FATES, LONG_AGO if old else LAST_YEAR)[0]
        if old and fate in ("active", "claimed") and seed.place.kind == Place.Kind.TEAM:
            fate = "sustained"
        card = self._card(seed, rng)
        history = self._history(seed, card, rng, fate)
        stretch = _worked_on(history, self._until)
        if stretch and seed.place.kind == Place.Kind.TEAM:
            if sum(begun <= stretch[1] and stretch[0] <= ended for begun, ended in self._busy) >= LIVE_AT_MOST:
                history = replace(history, steps=())
                stretch = None
            else:
                self._busy.append(stretch)
        return self._with_ideas(history, seed, rng, stretch)

    def _card(self, seed: Seed, rng: random.Random) -> GoalCard:
        fresh = [card for card in words.GOALS[seed.number] if card.title not in self._told]
        card = rng.choice(fresh or words.GOALS[seed.number])
        self._told.add(card.title)
        return card

    def _history(self, seed: Seed, card: GoalCard, rng: random.Random, fate: str) -> GoalHistory:
        group, proposer = self._group, rng.choice(self._group.pair)
        proposed = after(seed.since, rng, 2, 9)
        first, second = rng.sample(group.pair, 2)
        one = after(proposed, rng, 1, 7)
        both = after(one, rng, 1, 14)
        keys: tuple[Done, ...] = (first.did(one), second.did(both))
        started = after(both, rng, 2, 10)
        steps = () if fate in ("agreed", "proposed") else tuple(self._steps(fate, started, rng))
        if fate == "proposed":
            keys = keys[:1] if rng.random() < 0.7 else ()
        due = started + dt.timedelta(days=30 * rng.randint(6, 10))
        return GoalHistory(
            place=seed.place,
            words=Words(
                title=card.title,
                different_for_people=card.different,
                convinces_sceptic=card.convinces,
                strand=card.strand,
                item=seed.item,
                baseline_stage=seed.baseline,
                target_stage=None if seed.baseline is None else min(3, seed.baseline + rng.choice((1, 1, 2))),
                series=self._shown_by(seed.number),
                due_on=due,
            ),
            born=seed.born,
            proposed=proposer.did(min(proposed, self._until)),
            lived_lead=group.lived.actor,
            profession_lead=group.profession.actor,
            keys=tuple(key for key in keys if key.on <= self._until),
            steps=tuple(step for step in steps if step.on <= self._until),
        )

    def _shown_by(self, number: int) -> Series | None:
        wanted = {slug: place for place, slug in enumerate(words.MEASURED[number])}
        there = [one for one in self._series if one.indicator.slug in wanted]
        return min(there, key=lambda one: (wanted[one.indicator.slug], -len(one.scope)), default=None)

    def _steps(self, fate: str, started: dt.date, rng: random.Random) -> list[Step]:
        """The steps from the start on, as if time went on for ever."""
        group, pen = self._group, rng.choice(self._group.pair)
        steps = [_step(pen, State.ACTIVE, started)]
        if fate == "without":
            how = ClosedHow.WITHOUT_CHANGE
            return [*steps, _step(pen, State.CLOSED, after(started, rng, 150, 230), rng, words.WITHOUT_CHANGE, how)]
        if fate == "stopped":
            return [*steps, _step(pen, State.STOPPED, after(started, rng, 40, 150), rng, words.STOPPED)]
        if fate == "parked":
            return [*steps, _step(pen, State.PARKED, after(started, rng, 30, 120), rng, words.PARKED)]
        if fate == "active":
            return steps
        claimer = group.profession if rng.random() < 0.6 or group.lived.voice != "uses_services" else group.lived
        claimed = after(started, rng, 110, 220)
        steps.append(_step(claimer, State.CLAIMED, claimed, rng, words.CLAIMED))
        judges = [one for one in group.onlookers if one.voice != claimer.voice]
        if fate == "claimed" or not judges:
            return steps
        verified = after(claimed, rng, 8, 30)
        steps.append(_step(rng.choice(judges), State.VERIFIED, verified, rng, words.VERIFIED))
        if fate == "sustained":
            closed = after(verified, rng, 70, 120)
            steps.append(_step(pen, State.CLOSED, closed, rng, words.SUSTAINED, ClosedHow.SUSTAINED))
        return steps

    def _with_ideas(
        self, history: GoalHistory, seed: Seed, rng: random.Random, stretch: tuple[dt.date, dt.date] | None
    ) -> GoalHistory:
        drawn = rng.random() < 0.7 and bool(history.steps)
        drivers = drivers_of(seed.number) if drawn else ()
        goes_on = stretch is None or stretch[1] == self._until
        span = Span(
            proposed=history.proposed.on,
            started=stretch[0] if stretch else None,
            until=self._until if stretch is None or goes_on else stretch[1] - A_DAY,
            goes_on=goes_on,
        )
        if not history.keys or rng.random() < 0.04:
            return replace(history, drivers=drivers)
        team = seed.place.name if seed.place.kind == Place.Kind.TEAM else ""
        ideas = ideas_of(seed.number, self._group, span, rng, team=team, drivers=len(drivers))
        return replace(history, drivers=drivers, ideas=ideas)


def _step(
    who: Speaker,
    to: State,
    on: dt.date,
    rng: random.Random | None = None,
    said: Sequence[str] = ("",),
    how: str = "",
) -> Step:
    words_said = rng.choice(said) if rng else ""
    return Step(by=who.actor, voice=who.voice, on=on, to=to, words=words_said, how=how)


def _worked_on(history: GoalHistory, until: dt.date) -> tuple[dt.date, dt.date] | None:
    """From its start to the day it was claimed or ended, or to the end of time."""
    if not history.steps:
        return None
    started, *later = history.steps
    return started.on, later[0].on if later else until


def end_of(history: GoalHistory) -> dt.date | None:
    """The day on which a life that is over ended; None while anything can still come of it."""
    last = history.steps[-1] if history.steps else None
    return last.on if last and last.to in (State.CLOSED, State.STOPPED) else None

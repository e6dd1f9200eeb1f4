"""A goal's life told act by act, as its people did it: each through the service that pages use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast as typed
from uuid import UUID

from alongside.goals import services
from alongside.goals.models import ChangeIdea, Cycle, Driver, Goal
from alongside.goals.rules.goals import State
from alongside.goals.services import Leads
from alongside.goals.services import cycles as tests
from alongside.goals.services.bulk import CycleHistory, Done, GoalHistory, IdeaHistory, Said, Step

Act = tuple[dt.datetime, Callable[[dt.datetime], object]]
Steps = tuple[tuple[Done | None, int, Callable[..., None]], ...]


@dataclass
class Told:
    """What stands of a goal while its life is told."""

    history: GoalHistory
    goal: Goal | None = None
    drivers: list[Driver] = field(default_factory=list)
    ideas: dict[int, ChangeIdea] = field(default_factory=dict)
    cycles: dict[tuple[int, int], Cycle] = field(default_factory=dict)

    @property
    def stands(self) -> Goal:
        return Goal.objects.get(pk=typed(Goal, self.goal).pk)


def acts(told: Told) -> list[Act]:
    """Every act of a life with its moment. Those of a day come in the order in which one needs the other."""
    found = list(_of_the_goal(told))
    for place, idea in enumerate(told.history.ideas):
        found += _of_an_idea(told, place, idea)
    return found


def told_by_acts(lives: Sequence[Told], more: Sequence[Act] = ()) -> Iterator[dt.datetime]:
    """Live through several lives at once, the earliest act first."""
    every = [act for told in lives for act in acts(told)]
    for when, act in sorted([*every, *more], key=lambda one: one[0]):
        yield when
        act(when)


def at(on: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour, minute), tzinfo=dt.UTC)


def _of_the_goal(told: Told) -> Iterator[Act]:
    history = told.history
    yield at(history.proposed.on, 9), lambda when: _propose(told, when)
    if history.drivers:
        yield at(history.proposed.on, 9, 30), lambda when: _draw(told, when)
    for number, key in enumerate(history.keys):
        yield (
            at(key.on, 9, 10 + number),
            lambda when, key=key: services.turn_key(told.stands, voice=key.voice, by=key.by, at=when),  # type: ignore[misc]
        )
    for step in history.steps:
        hour = 9 if step.to == State.ACTIVE else 17
        yield at(step.on, hour, 40), lambda when, step=step: _go(told, step, when)  # type: ignore[misc]


def _propose(told: Told, when: dt.datetime) -> None:
    history = told.history
    leads = Leads(lived=UUID(history.lived_lead.user_id), profession=UUID(history.profession_lead.user_id))
    told.goal = services.propose_goal(
        history.place,
        words=history.words,
        born=history.born,
        leads=leads,
        voice=history.proposed.voice,
        by=history.proposed.by,
        at=when,
    )


def _draw(told: Told, when: dt.datetime) -> None:
    by = told.history.proposed.by
    for driver in told.history.drivers:
        under = None if driver.under is None else told.drivers[driver.under]
        told.drivers.append(tests.add_driver(told.stands, text=driver.text, under=under, by=by, at=when))


def _go(told: Told, step: Step, when: dt.datetime) -> None:
    goal = told.stands
    match step.to:
        case State.ACTIVE if goal.state in (State.AGREED, State.PARKED):
            services.start_goal(goal, answer=step.words, by=step.by, at=when)
        case State.ACTIVE:
            services.reopen_goal(goal, why=step.words, by=step.by, at=when)
        case State.CLAIMED:
            services.claim_goal(goal, claim=step.words, voice=step.voice, by=step.by, at=when)
        case State.VERIFIED:
            services.verify_goal(goal, verification=step.words, voice=step.voice, by=step.by, at=when)
        case State.CLOSED:
            services.close_goal(goal, how=step.how, why=step.words, by=step.by, at=when)
        case State.PARKED:
            services.park_goal(goal, why=step.words, by=step.by, at=when)
        case _:
            services.stop_goal(goal, why=step.words, by=step.by, at=when)


def _of_an_idea(told: Told, place: int, idea: IdeaHistory) -> Iterator[Act]:
    minute = 5 * place
    yield at(idea.proposed.on, 11, minute), lambda when: _think(told, place, idea, when)
    for number, cycle in enumerate(idea.cycles):
        yield from _of_a_cycle(told, (place, number), cycle, minute)
    if idea.shared is not None:
        share = idea.shared
        yield (
            at(share.on, 16, minute),
            lambda when: tests.share_idea(told.ideas[place], learned=share.words, by=share.by, at=when),
        )


def _think(told: Told, place: int, idea: IdeaHistory, when: dt.datetime) -> None:
    driver = told.drivers[idea.driver] if idea.driver is not None else None
    by = idea.proposed
    told.ideas[place] = tests.propose_idea(
        told.stands, idea=idea.idea, driver=driver, voice=by.voice, by=by.by, at=when
    )


def _of_a_cycle(told: Told, key: tuple[int, int], cycle: CycleHistory, minute: int) -> Iterator[Act]:
    yield at(cycle.planned.on, 12, minute), lambda when: _plan(told, key, cycle, when)
    steps: Steps = (
        (cycle.began, 12, _begin),
        (cycle.did, 13, _do),
        (cycle.studied, 14, _study),
        (cycle.decided, 15, _decide),
    )
    for done, hour, act in steps:
        if done is not None:  # one that began before it was written down is told of once it is
            yield at(max(done.on, cycle.planned.on), hour, minute + 1), partial(act, told, key, cycle, done)


def _plan(told: Told, key: tuple[int, int], cycle: CycleHistory, when: dt.datetime) -> None:
    by = cycle.planned
    told.cycles[key] = tests.plan_cycle(told.ideas[key[0]], plan=cycle.plan, voice=by.voice, by=by.by, at=when)


def _begin(told: Told, key: tuple[int, int], cycle: CycleHistory, began: Done, when: dt.datetime) -> None:
    told.cycles[key] = tests.start_cycle(
        told.cycles[key],
        on=began.on,
        began_before_written=cycle.began_before_written,
        voice=began.voice,
        by=began.by,
        at=when,
    )


def _do(told: Told, key: tuple[int, int], cycle: CycleHistory, did: Said, when: dt.datetime) -> None:
    kept = told.cycles[key]
    told.cycles[key] = tests.record_do(
        kept, did=did.words, surprises=cycle.surprises, version=kept.version, voice=did.voice, by=did.by, at=when
    )


def _study(told: Told, key: tuple[int, int], cycle: CycleHistory, studied: Said, when: dt.datetime) -> None:
    kept = told.cycles[key]
    told.cycles[key] = tests.record_study(
        kept,
        result=cycle.result,
        value=cycle.value,
        found=studied.words,
        version=kept.version,
        voice=studied.voice,
        by=studied.by,
        at=when,
    )


def _decide(told: Told, key: tuple[int, int], cycle: CycleHistory, decided: Said, when: dt.datetime) -> None:
    kept = told.cycles[key]
    told.cycles[key] = tests.decide_cycle(
        kept,
        decision=cycle.decision,
        reason=decided.words,
        version=kept.version,
        voice=decided.voice,
        by=decided.by,
        at=when,
    )

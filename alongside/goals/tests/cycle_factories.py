"""Drivers, ideas and tests of change at any step, always by way of the services."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from alongside.access.policy import Actor
from alongside.core import clock
from alongside.goals.models import ChangeIdea, Cycle, Driver, Goal
from alongside.goals.rules.cycles import Decision, Result, Step
from alongside.goals.services import cycles as services
from alongside.goals.services.cycles import Idea, Plan
from alongside.goals.tests.factories import acting, profession_lead

_numbers = itertools.count(1)
WAY = (Step.PLANNED, Step.RUNNING, Step.DONE, Step.STUDIED, Step.DECIDED)


def a_doer(goal: Goal) -> Actor:
    return acting(profession_lead(goal.place))


def make_driver(goal: Goal, *, text: str = "", under: Driver | None = None) -> Driver:
    text = text or f"People know who meets them {next(_numbers)}"
    return services.add_driver(goal, text=text, under=under, by=a_doer(goal), at=clock.now())


def make_idea(goal: Goal, *, text: str = "", driver: Driver | None = None, **given: Any) -> ChangeIdea:
    idea = Idea(text=text or f"A card at the door number {next(_numbers)}", **given)
    return services.propose_idea(goal, idea=idea, driver=driver, by=a_doer(goal), at=clock.now())


def plan(**given: Any) -> Plan:
    told = {
        "question": "Does a card at the door make people feel expected?",
        "prediction": "Four of five say somebody met them",
        "measured": "I ask each of the five",
    }
    return Plan(**(told | given))


def make_cycle(
    idea: ChangeIdea,
    *,
    step: Step = Step.PLANNED,
    decision: Decision = Decision.ADOPT,
    result: Result = Result.RIGHT,
    at: dt.datetime | None = None,
    **given: Any,
) -> Cycle:
    """A test at any step; one that follows another says what was learned and what changes."""
    at, by = at or clock.now(), a_doer(idea.goal)
    if idea.cycles.exists():
        given = {"learned": "Cards get lost", "changes": "A poster instead"} | given
    cycle = services.plan_cycle(idea, plan=plan(**given), by=by, at=at)
    steps = {
        Step.RUNNING: lambda: services.start_cycle(cycle, by=by, at=at),
        Step.DONE: lambda: services.record_do(cycle, did="Five came", version=cycle.version, by=by, at=at),
        Step.STUDIED: lambda: services.record_study(cycle, result=result, value=4, version=cycle.version, by=by, at=at),
        Step.DECIDED: lambda: services.decide_cycle(
            cycle, decision=decision, reason="It was plain to see", version=cycle.version, by=by, at=at
        ),
    }
    for wanted in WAY[1 : WAY.index(step) + 1]:
        cycle = steps[wanted]()
    return cycle


def make_shared(
    goal: Goal, *, text: str, learned: str = "It was worth it", decision: Decision = Decision.ADOPT, **given: Any
) -> ChangeIdea:
    """An idea with one decided test, shared with other teams."""
    idea = make_idea(goal, text=text, **given)
    make_cycle(idea, step=Step.DECIDED, decision=decision)
    return services.share_idea(idea, learned=learned, by=a_doer(goal), at=clock.now())

"""The drivers, ideas and tests of goals that are laid down: rows checked as their own services check them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from alongside.core.refusals import Refusal
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Driver, Goal
from alongside.goals.rules import cycles as rules
from alongside.goals.rules.cycles import BECOMES, SHAREABLE, STUDY_AFTER_DAYS, Decision, Outcome, Part, Result
from alongside.goals.rules.goals import LIVE, OVER, State
from alongside.goals.services.bulk.histories import CycleHistory, Done, GoalHistory, IdeaHistory
from alongside.goals.services.cycles import refusals
from alongside.goals.services.cycles.drivers import TEXT_AT_MOST
from alongside.goals.services.cycles.ideas import put_in_index, write_idea
from alongside.goals.services.cycles.running import write_plan
from alongside.goals.services.standing import reasoned, worded

ROWS = 500
PARTS = (Part.PLANNED, Part.STARTED, Part.DID, Part.STUDIED, Part.DECIDED)


@dataclass
class Diagram:
    """The rows under one goal, not yet saved."""

    drivers: list[Driver] = field(default_factory=list)
    ideas: list[ChangeIdea] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    acts: list[CycleAct] = field(default_factory=list)


def acts_of(idea: IdeaHistory, *, shared: bool = False) -> Iterator[Done]:
    """Everything that people did for an idea in a voice, its sharing only if asked for."""
    yield idea.proposed
    for cycle in idea.cycles:
        yield from _acts(cycle)
    if shared:
        yield from (act for act in (idea.untested, idea.shared) if act is not None)


def _acts(cycle: CycleHistory) -> list[Done]:
    return [act for act in _steps(cycle) if act is not None]


def _steps(cycle: CycleHistory) -> tuple[Done | None, ...]:
    return (cycle.planned, cycle.began, cycle.did, cycle.studied, cycle.decided)


def diagram_of(goal: Goal, history: GoalHistory) -> Diagram:
    """The rows under a goal. Refuses at each what its own service refuses."""
    made = Diagram()
    for told in history.drivers:
        under = None if told.under is None else made.drivers[told.under]
        if under is not None and under.kind != Driver.Kind.PRIMARY:
            raise refusals.NotThere
        made.drivers.append(
            Driver(
                goal=goal,
                scope=goal.scope,
                parent=under,
                kind=Driver.Kind.SECONDARY if under else Driver.Kind.PRIMARY,
                order=1 + sum(one.parent is under for one in made.drivers),
                text=worded(told.text, most=TEXT_AT_MOST),
            )
        )
    for idea in history.ideas:
        _add_idea(made, goal, history, idea)
    return made


def _add_idea(made: Diagram, goal: Goal, history: GoalHistory, told: IdeaHistory) -> None:
    _refuse_over(history, told.proposed.on)
    driver = None if told.driver is None else made.drivers[told.driver]
    idea = ChangeIdea(goal=goal, place=goal.place, scope=goal.scope, driver=driver, proposed_on=told.proposed.on)
    write_idea(idea, goal, told.idea)
    idea.order = 1 + sum(one.driver is driver for one in made.ideas)
    idea.proposed_by_id, idea.proposed_voice = told.proposed.by.user_id, told.proposed.voice
    made.ideas.append(idea)
    last: Cycle | None = None
    for cycle in told.cycles:
        last = _add_cycle(made, idea, last, history, cycle)
    _end(idea, history, told, last)


def _end(idea: ChangeIdea, history: GoalHistory, told: IdeaHistory, last: Cycle | None) -> None:
    """What became of an idea: what its last decided test says, or done without one; and whether it is shared."""
    if told.untested is not None:
        if idea.outcome:
            raise refusals.HasBeenTested
        if last is not None:
            raise refusals.TestIsRunning
        _refuse_over(history, told.untested.on)
        idea.outcome, idea.outcome_on = Outcome.UNTESTED, told.untested.on
        idea.outcome_why = reasoned(told.untested.words)
    if told.shared is not None:
        if idea.outcome not in SHAREABLE or (idea.outcome_on or told.shared.on) > told.shared.on:
            raise refusals.NotTriedYet
        idea.learned, idea.shared_on = worded(told.shared.words), told.shared.on


def _add_cycle(made: Diagram, idea: ChangeIdea, last: Cycle | None, history: GoalHistory, told: CycleHistory) -> Cycle:
    if last is not None and last.decided_on is None:
        raise refusals.TestIsRunning
    cycle = Cycle(
        idea=idea,
        scope=idea.scope,
        number=last.number + 1 if last else 1,
        before=last,
        written_on=told.planned.on,
    )
    write_plan(cycle, told.plan)
    _refuse_gaps(told)
    for act in _acts(told):
        _refuse_over(history, act.on)
    if told.began is not None:
        _begin(cycle, history, told, told.began.on)
    if told.did is not None:
        cycle.did, cycle.did_on = worded(told.did.words), told.did.on
        cycle.surprises = worded(told.surprises) if told.surprises.strip() else ""
    if told.studied is not None:
        _study(cycle, told)
        cycle.studied_on, cycle.found = told.studied.on, told.studied.words.strip()
    if told.decided is not None:
        _decide(cycle, told)
        cycle.decided_on, cycle.reason = told.decided.on, reasoned(told.decided.words)
        idea.outcome, idea.outcome_on = BECOMES[Decision(told.decision)], told.decided.on
        idea.outcome_why = cycle.reason
    cycle.version = len(_acts(told))
    made.cycles.append(cycle)
    made.acts += [
        CycleAct(cycle=cycle, user_id=act.by.user_id, voice=act.voice, part=part, on=act.on)
        for part, act in zip(PARTS, _steps(told), strict=True)
        if act is not None
    ]
    return cycle


_WITHOUT: tuple[type[Refusal], ...] = (
    refusals.NotBegun, refusals.NotBegun, refusals.NotDoneYet, refusals.NotStudiedYet,
)  # fmt: skip


def _refuse_gaps(told: CycleHistory) -> None:
    """No step without the one before it, and none on an earlier day; it may have begun before it was written down."""
    steps = _steps(told)
    for refusal, earlier, later in zip(_WITHOUT, steps[:-1], steps[1:], strict=True):
        if later is not None and earlier is None:
            raise refusal
    days = [act.on for act in _acts(told)[1:]]
    written_late = told.did is not None and told.did.on < told.planned.on
    if days != sorted(days) or written_late:
        raise refusals.DayIsWrong


def _begin(cycle: Cycle, history: GoalHistory, told: CycleHistory, day: dt.date) -> None:
    if _state_on(history, max(day, told.planned.on)) not in LIVE:
        raise refusals.GoalNotStarted
    if cycle.before is not None and day < (cycle.before.decided_on or day):
        raise refusals.DayIsWrong
    early = rules.was_begun_before_it_was_written(written_on=cycle.written_on, started_on=day)
    if early and not told.began_before_written:
        raise refusals.BeganBefore
    if not early and not (cycle.prediction and cycle.measured):
        raise refusals.PredictionIsMissing
    if cycle.before is not None and not (cycle.learned and cycle.changes):
        raise refusals.LearningIsMissing
    cycle.started_on, cycle.began_before_written = day, early
    cycle.study_on = max(cycle.study_on or day + dt.timedelta(days=STUDY_AFTER_DAYS), day)


def _study(cycle: Cycle, told: CycleHistory) -> None:
    if told.result not in set(Result) or (told.value is not None and not math.isfinite(told.value)):
        raise refusals.NothingToChoose
    if told.result != Result.COULD_NOT_TELL and not cycle.prediction:
        raise refusals.NothingWasPredicted
    cycle.result, cycle.value = told.result, told.value


def _decide(cycle: Cycle, told: CycleHistory) -> None:
    if told.decision not in set(Decision):
        raise refusals.NothingToChoose
    cycle.decision = told.decision


def _state_on(history: GoalHistory, day: dt.date) -> State:
    """Where the goal stood at the end of a day, as far as its steps say."""
    states = [step.to for step in history.steps if step.on <= day]
    return states[-1] if states else State.PROPOSED


def _refuse_over(history: GoalHistory, day: dt.date) -> None:
    if _state_on(history, day) in OVER:
        raise refusals.GoalIsOver


def lay_down_diagrams(made: Sequence[Diagram]) -> None:
    """Save the rows: what others hang on first."""
    drivers = list(chain.from_iterable(one.drivers for one in made))
    Driver.objects.bulk_create([one for one in drivers if one.parent is None], batch_size=ROWS)
    Driver.objects.bulk_create([one for one in drivers if one.parent is not None], batch_size=ROWS)
    ideas = list(chain.from_iterable(one.ideas for one in made))
    ChangeIdea.objects.bulk_create(ideas, batch_size=ROWS)
    cycles = sorted(chain.from_iterable(one.cycles for one in made), key=lambda cycle: cycle.number)
    for _, same in groupby(cycles, key=lambda cycle: cycle.number):
        Cycle.objects.bulk_create(list(same), batch_size=ROWS)
    CycleAct.objects.bulk_create(list(chain.from_iterable(one.acts for one in made)), batch_size=ROWS)
    put_in_index([idea for idea in ideas if idea.shared_on is not None])

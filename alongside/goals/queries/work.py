"""What is being done about one goal: its ideas and tests in short, and what people raised that it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.goals.models import ChangeIdea, Cycle, Goal, Loop
from alongside.goals.queries.drivers import CycleLine, cycle_line
from alongside.goals.queries.loops import STATES
from alongside.goals.rules.goals import KEYED, State
from alongside.goals.rules.loops import LoopState

LISTED_AT_MOST = 20


@dataclass(frozen=True)
class WaitingTest:
    """A test that is not decided yet, and the idea it tests."""

    idea: str
    line: CycleLine


@dataclass(frozen=True)
class RaisedLine:
    """What people raised that this goal answers, and where that loop stands."""

    url: str
    raised: str
    says: str
    has_signal: bool


@dataclass(frozen=True)
class Work:
    """A goal's work in short.

    Attributes:
        ideas, tests: how many there are, whatever came of them.
        waiting: the tests that are not decided, those whose study is overdue first.
        raised: the loops that became this goal.
        may_raise: whether this person may write down what people raised that it answers.
    """

    ideas: int
    tests: int
    waiting: tuple[WaitingTest, ...]
    raised: tuple[RaisedLine, ...]
    may_raise: bool


def work_on(goal: Goal, actor: Actor, *, on: dt.date) -> Work:
    """The work on one goal for one reader. Four queries, however much there is."""
    running = Cycle.objects.filter(idea__goal=goal, decided_on__isnull=True).select_related("idea")
    waiting = [
        WaitingTest(cycle.idea.text, cycle_line(cycle, on=on))
        for cycle in running.order_by("study_on", "number", "pk")[:LISTED_AT_MOST]
    ]
    loops = Loop.objects.visible_to(actor).filter(goal=goal).order_by("raised_on", "pk")[:LISTED_AT_MOST]
    raised = tuple(
        RaisedLine(loop.get_absolute_url(), loop.raised, _(STATES[LoopState(loop.state)]), loop.signal_on is not None)
        for loop in loops
    )
    can_answer = goal.state in {*KEYED, State.PROPOSED}
    return Work(
        ideas=ChangeIdea.objects.filter(goal=goal).count(),
        tests=Cycle.objects.filter(idea__goal=goal).count(),
        waiting=tuple(sorted(waiting, key=lambda one: not one.line.overdue)),
        raised=raised,
        may_raise=can_answer and not raised and actor.can(Permission.LOOP_OPEN, at=goal.scope),
    )

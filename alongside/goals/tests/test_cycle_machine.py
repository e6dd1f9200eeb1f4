"""The life of an idea's tests as a machine: whatever is tried, in any order, the product and a small model agree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal
from alongside.goals import services as goals
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal
from alongside.goals.rules.cycles import BECOMES, Decision, Outcome, Result, Step
from alongside.goals.rules.goals import LIVE, OVER, State
from alongside.goals.services import cycles as services
from alongside.goals.tests.conftest import MONDAY
from alongside.goals.tests.cycle_factories import make_idea, plan
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOMEBODY = st.sampled_from(["tom", "lea", "ben"])
WORDS = st.sampled_from(["", "  ", "Four of five say so", "All of them", "Nobody"])
RIGHT = st.sampled_from(list(Result))
VISITED: Counter[tuple[str, str]] = Counter()
"""Every step of a test that any run of the machine has taken, and how often."""
PLAYED: Counter[str] = Counter()
"""How many acts were tried, and how many of them were done."""
WAYS = {
    ("", Step.PLANNED), (Step.PLANNED, ""), (Step.PLANNED, Step.PLANNED), (Step.PLANNED, Step.RUNNING),
    (Step.RUNNING, Step.DONE), (Step.DONE, Step.DONE), (Step.DONE, Step.STUDIED), (Step.STUDIED, Step.STUDIED),
    (Step.STUDIED, Step.DECIDED),
}  # fmt: skip
"""Every step there is: into the world, out of it, on, and the same again when somebody puts it right."""


@dataclass
class Kept:
    """What the model knows of one test: enough to say what may happen next."""

    written_on: dt.date
    prediction: str = ""
    measured: str = ""
    learned: bool = True
    step: str = Step.PLANNED
    started_on: dt.date | None = None
    early: bool = False
    result: str = ""
    decision: str = ""
    decided_on: dt.date | None = None
    version: int = 1
    doers: set[str] = field(default_factory=set)

    @property
    def predicted(self) -> bool:
        return bool(self.prediction.strip() and self.measured.strip())


class Ramp(RuleBasedStateMachine):
    world: World

    @initialize()
    def begin(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.now = MONDAY
        self.frozen = clock.frozen(MONDAY)
        self.frozen.__enter__()
        self.world = make_world()
        self.goal = make_goal(self.world.team, state=State.ACTIVE)
        self.idea = make_idea(self.goal)
        self.state: str = State.ACTIVE
        self.outcome = ""
        self.kept: list[Kept] = []

    def teardown(self) -> None:
        if hasattr(self, "point"):
            self.frozen.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    # ---- what may happen

    @rule(by=SOMEBODY, prediction=WORDS, measured=WORDS, learned=st.booleans())
    def plan(self, by: str, prediction: str, measured: str, *, learned: bool) -> None:
        last = self.kept[-1] if self.kept else None
        may = self._working and (last is None or last.step == Step.DECIDED)
        told = self._plan(prediction, measured, learned=learned)
        if self._try(services.plan_cycle, self.idea, by, may=may, plan=told):
            made = Kept(self._today, prediction, measured, learned or last is None, doers={by})
            self.kept.append(made)
            self._to(made, Step.PLANNED, was="")

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY, prediction=WORDS, measured=WORDS, learned=st.booleans(), stale=st.booleans())
    def edit(self, by: str, prediction: str, measured: str, *, learned: bool, stale: bool) -> None:
        kept = self.kept[-1]
        may = self._working and kept.step == Step.PLANNED and not stale
        told = self._plan(prediction, measured, learned=learned)
        if self._try(services.edit_cycle, self._cycle(), by, may=may, plan=told, version=kept.version - stale):
            kept.prediction, kept.measured = prediction, measured
            kept.learned = learned or len(self.kept) == 1
            self._written(kept, Step.PLANNED)

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY)
    def remove(self, by: str) -> None:
        kept = self.kept[-1]
        if self._try(services.remove_cycle, self._cycle(), by, may=self._working and kept.step == Step.PLANNED):
            VISITED[kept.step, ""] += 1
            self.kept.pop()

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY, back=st.sampled_from([0, 0, 0, 1, -1]), says_early=st.booleans(), stale=st.booleans())
    def start(self, by: str, back: int, *, says_early: bool, stale: bool) -> None:
        kept, day = self.kept[-1], self._today - dt.timedelta(days=back)
        early = day < kept.written_on
        before = self.kept[-2] if len(self.kept) > 1 else None
        may = (
            self.state in LIVE
            and kept.step == Step.PLANNED
            and not stale
            and day <= self._today
            and (before is None or (before.decided_on is not None and day >= before.decided_on))
            and (says_early if early else kept.predicted)
            and kept.learned
        )
        given = {"on": day, "began_before_written": says_early, "version": kept.version - stale}
        if self._try(services.start_cycle, self._cycle(), by, may=may, **given):
            kept.started_on, kept.early = day, early
            kept.doers.add(by)
            self._written(kept, Step.RUNNING)

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY, stale=st.booleans())
    def do(self, by: str, *, stale: bool) -> None:
        kept = self.kept[-1]
        may = self._working and kept.step in {Step.RUNNING, Step.DONE, Step.STUDIED} and not stale
        if self._try(services.record_do, self._cycle(), by, may=may, did="Five came", version=kept.version - stale):
            kept.doers.add(by)
            self._written(kept, Step.DONE if kept.step == Step.RUNNING else Step(kept.step))

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY, result=RIGHT, value=st.sampled_from([None, 4.0, float("nan")]), stale=st.booleans())
    def study(self, by: str, result: Result, value: float | None, *, stale: bool) -> None:
        kept = self.kept[-1]
        may = (
            self._working
            and kept.step in {Step.DONE, Step.STUDIED}
            and not stale
            and (value is None or value == 4.0)
            and (result == Result.COULD_NOT_TELL or bool(kept.prediction.strip()))
        )
        given = {"result": result, "value": value, "version": kept.version - stale}
        if self._try(services.record_study, self._cycle(), by, may=may, **given):
            kept.result = result
            kept.doers.add(by)
            self._written(kept, Step.STUDIED)

    @precondition(lambda self: self.kept)
    @rule(by=SOMEBODY, decision=st.sampled_from(list(Decision)), reason=st.sampled_from(["", "Plain to see"]))
    def decide(self, by: str, decision: Decision, reason: str) -> None:
        kept = self.kept[-1]
        may = self._working and kept.step == Step.STUDIED and bool(reason)
        given = {"decision": decision, "reason": reason, "version": kept.version}
        if self._try(services.decide_cycle, self._cycle(), by, may=may, **given):
            kept.decision, kept.decided_on = decision, self._today
            kept.doers.add(by)
            self.outcome = BECOMES[decision]
            self._written(kept, Step.DECIDED)

    @rule(by=SOMEBODY)
    def do_untested(self, by: str) -> None:
        running = bool(self.kept) and self.kept[-1].step != Step.DECIDED
        may = self._working and not self.outcome and not running
        if self._try(services.do_untested, self.idea, by, may=may, why="It could not wait"):
            self.outcome = Outcome.UNTESTED

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.now += dt.timedelta(days=days)
        self.frozen.__exit__(None, None, None)
        self.frozen = clock.frozen(self.now)
        self.frozen.__enter__()

    @rule(closes=st.booleans())
    def rest(self, *, closes: bool) -> None:
        """The goal is parked, or closed; or taken up again, as soon as it rests."""
        tom, goal = acting(self.world.tom), Goal.objects.get(pk=self.goal.pk)
        if self.state == State.PARKED:
            goals.start_goal(goal, by=tom, at=clock.now())
            self.state = State.ACTIVE
        elif self.state == State.CLOSED:
            goals.reopen_goal(goal, why="It slid back", by=tom, at=clock.now())
            self.state = State.ACTIVE
        elif closes:
            goals.close_goal(goal, how="without_change", why="Tried", by=tom, at=clock.now())
            self.state = State.CLOSED
        else:
            goals.park_goal(goal, why="Later", by=tom, at=clock.now())
            self.state = State.PARKED

    @rule(prediction=WORDS, learned=st.booleans())
    def go_on(self, prediction: str, *, learned: bool) -> None:
        """The next thing that people would do, so that the machine gets further than chance would take it."""
        if self.state != State.ACTIVE:
            self.rest(closes=False)
        kept = self.kept[-1] if self.kept else None
        match kept.step if kept else Step.DECIDED:
            case Step.DECIDED:
                self.plan("tom", prediction, "I ask them", learned=learned)
            case Step.PLANNED:
                self.start("ben", 0, says_early=False, stale=False)
                if self.kept[-1].step == Step.PLANNED:
                    self.edit("tom", "Four of five", "I ask them", learned=True, stale=False)
                    self.start("lea", 0, says_early=False, stale=False)
            case Step.RUNNING:
                self.do("lea", stale=False)
            case Step.DONE:
                self.study("ben", Result.COULD_NOT_TELL, None, stale=False)
            case Step.STUDIED:
                self.decide("tom", Decision.ADAPT, "Plain to see")

    # ---- what must hold whatever happened

    @invariant()
    def product_and_model_agree(self) -> None:
        if not hasattr(self, "point"):
            return
        rows = list(Cycle.objects.filter(idea=self.idea).order_by("number"))
        assert [(row.number, row.step, row.version) for row in rows] == [
            (number, kept.step, kept.version) for number, kept in enumerate(self.kept, 1)
        ]
        assert ChangeIdea.objects.get(pk=self.idea.pk).outcome == self.outcome
        for row, kept in zip(rows, self.kept, strict=True):
            assert (row.prediction, row.began_before_written) == (kept.prediction.strip(), kept.early)
            assert (row.result, row.decision, row.started_on) == (kept.result, kept.decision, kept.started_on)
            if row.started_on is not None:
                assert row.predicted or row.began_before_written
            if row.decision:
                assert row.result
            named = {getattr(self.world, name).user_id for name in kept.doers}
            assert set(CycleAct.objects.filter(cycle=row).values_list("user_id", flat=True)) == named
        assert [row.before_id for row in rows] == [None, *(row.pk for row in rows)][: len(rows)]

    # ---- the hands of the machine

    @property
    def _today(self) -> dt.date:
        return self.now.date()

    @property
    def _working(self) -> bool:
        return self.state not in OVER

    def _cycle(self) -> Cycle:
        return Cycle.objects.get(idea=self.idea, number=len(self.kept))

    def _plan(self, prediction: str, measured: str, *, learned: bool) -> services.Plan:
        goes_on = {"learned": "Cards get lost", "changes": "A poster"} if learned else {}
        return plan(prediction=prediction, measured=measured, **goes_on)

    def _written(self, kept: Kept, step: Step) -> None:
        kept.version += 1
        self._to(kept, step, was=kept.step)

    def _to(self, kept: Kept, step: Step, *, was: str) -> None:
        VISITED[was, step] += 1
        kept.step = step

    def _try(self, act: Callable[..., object], about: Cycle | ChangeIdea, by: str, *, may: bool, **given: Any) -> bool:
        """Try an act: it is done when the model says it may be, with one audit row; else refused, with none."""
        rows = AuditEntry.objects.count()
        PLAYED["tried"] += 1
        try:
            with transaction.atomic():
                act(about, by=acting(getattr(self.world, by)), at=clock.now(), **given)
        except Refusal:
            assert not may, (act, given, self.state, self.kept)
            assert AuditEntry.objects.count() == rows
            return False
        assert may, (act, given, self.state, self.kept)
        assert AuditEntry.objects.count() == rows + 1
        PLAYED["done"] += 1
        return True


def test_the_life_of_tests():
    VISITED.clear()
    PLAYED.clear()

    run_state_machine_as_test(
        Ramp,
        settings=settings(
            max_examples=30,
            stateful_step_count=70,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )

    assert set(VISITED) == WAYS, set(VISITED) ^ WAYS
    assert PLAYED["tried"] > 1000
    assert PLAYED["done"] > 300

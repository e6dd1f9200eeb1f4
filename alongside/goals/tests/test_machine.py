"""The life of a team's goals as a machine: whatever is tried, in any order, the product and a small model agree."""

from __future__ import annotations

import datetime as dt
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
from alongside.goals import services
from alongside.goals.models import Goal, GoalEvent
from alongside.goals.rules.goals import KEYED, LIVE, NEXT, State
from alongside.goals.services import Leads
from alongside.goals.tests.conftest import MONDAY
from alongside.goals.tests.factories import acting, make_goal, words
from alongside.programmes.tests.factories import World, make_member, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PEOPLE = ("tom", "lea", "ben", "ada", "fay")
VOICE = {"tom": "staff", "lea": "uses_services", "ben": "staff", "ada": "leaders", "fay": "family_and_friends"}
LIVED = {"lea", "fay"}
GOALS = st.integers(0, 4)
SOMEBODY = st.sampled_from(PEOPLE)
VISITED: set[tuple[str, str]] = set()
"""Every step that any run of the machine has taken."""


@dataclass
class Kept:
    """What the model knows of one goal: enough to say what may happen next."""

    state: str = State.PROPOSED
    keys: dict[bool, str] = field(default_factory=dict)
    claimer: str = ""
    slot: bool = False
    version: int = 1


class Life(RuleBasedStateMachine):
    world: World

    @initialize()
    def begin(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.frozen = clock.frozen(MONDAY)
        self.frozen.__enter__()
        self.world = make_world()
        self.members = {name: getattr(self.world, name) for name in PEOPLE if name != "fay"}
        self.members["fay"] = make_member(self.world.team, name="Fay", voices=["family_and_friends"])
        self.goals: list[Goal] = []
        self.kept: list[Kept] = []

    def teardown(self) -> None:
        if hasattr(self, "point"):
            self.frozen.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    # ---- what may happen

    @precondition(lambda self: len(self.goals) < 5)
    @rule(by=SOMEBODY)
    def propose(self, by: str) -> None:
        leads = Leads(lived=self.members["lea"].user_id, profession=self.members["tom"].user_id)
        self.goals.append(
            services.propose_goal(
                self.world.team, words=words(), leads=leads, by=acting(self.members[by]), at=clock.now()
            )
        )
        self.kept.append(Kept())

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def turn_key(self, n: int, by: str) -> None:
        kept = self._of(n)
        side = by in LIVED
        may = kept.state == State.PROPOSED and side not in kept.keys
        if self._try(n, by, services.turn_key, may=may):
            kept.keys[side] = by
            if len(kept.keys) == 2:
                self._to(kept, State.AGREED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def withdraw_key(self, n: int, by: str) -> None:
        kept = self._of(n)
        side = by in LIVED
        if self._try(n, by, services.withdraw_key, may=kept.state == State.PROPOSED and kept.keys.get(side) == by):
            del kept.keys[side]

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY, promise=st.booleans())
    def edit(self, n: int, by: str, *, promise: bool) -> None:
        kept = self._of(n)
        goal = self._goal(n)
        same = {name: getattr(goal, name) for name in ("title", "different_for_people", "convinces_sceptic", "strand")}
        more = {"title": f"{goal.title[:100]} +"} if promise else {"due_on": MONDAY.date() + dt.timedelta(days=90)}
        may = kept.state in {State.PROPOSED, State.AGREED, State.ACTIVE, State.PARKED}
        told = {"words": words(**(same | more)), "version": kept.version}
        if self._try(n, by, services.edit_goal, may=may, **told):
            kept.version += 1
            if promise:
                kept.keys.clear()
                kept.slot = False
                if kept.state != State.PROPOSED:
                    self._to(kept, State.PROPOSED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def start(self, n: int, by: str) -> None:
        kept = self._of(n)
        may = kept.state in {State.AGREED, State.PARKED} and self._room()
        if self._try(n, by, services.start_goal, may=may):
            kept.slot = True
            self._to(kept, State.ACTIVE)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def claim(self, n: int, by: str) -> None:
        kept = self._of(n)
        if self._try(n, by, services.claim_goal, may=kept.state == State.ACTIVE, claim="Done"):
            kept.claimer = by
            self._to(kept, State.CLAIMED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def verify(self, n: int, by: str) -> None:
        kept = self._of(n)
        apart = by not in {"tom", "lea", kept.claimer} and VOICE[by] != VOICE.get(kept.claimer)
        may = kept.state == State.CLAIMED and apart
        if self._try(n, by, services.verify_goal, may=may, verification="Seen"):
            kept.slot = False
            self._to(kept, State.VERIFIED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def send_back(self, n: int, by: str) -> None:
        kept = self._of(n)
        may = kept.state == State.CLAIMED and by != kept.claimer
        if self._try(n, by, services.send_back, may=may, why="Not yet"):
            self._to(kept, State.ACTIVE)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY, how=st.sampled_from(["sustained", "without_change"]))
    def close(self, n: int, by: str, how: str) -> None:
        kept = self._of(n)
        may = kept.state == State.VERIFIED or (how == "without_change" and kept.state in {State.ACTIVE, State.CLAIMED})
        if self._try(n, by, services.close_goal, may=may, how=how, why="Because"):
            kept.slot = False
            self._to(kept, State.CLOSED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def reopen(self, n: int, by: str) -> None:
        kept = self._of(n)
        may = kept.state == State.CLAIMED or (kept.state in {State.VERIFIED, State.CLOSED} and self._room())
        if self._try(n, by, services.reopen_goal, may=may, why="It slid back"):
            kept.slot = True
            self._to(kept, State.ACTIVE)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS, by=SOMEBODY)
    def park(self, n: int, by: str) -> None:
        kept = self._of(n)
        may = kept.state in {State.AGREED, State.ACTIVE, State.CLAIMED}
        if self._try(n, by, services.park_goal, may=may, why="Later"):
            kept.slot = False
            self._to(kept, State.PARKED)

    @precondition(lambda self: len(self.goals) > 3)
    @rule(n=GOALS, by=SOMEBODY)
    def stop(self, n: int, by: str) -> None:
        kept = self._of(n)
        may = kept.state not in {State.VERIFIED, State.CLOSED, State.STOPPED}
        if self._try(n, by, services.stop_goal, may=may, why="Enough"):
            kept.slot = False
            self._to(kept, State.STOPPED)

    @precondition(lambda self: self.goals)
    @rule(n=GOALS)
    def go_on(self, n: int) -> None:
        """The next thing that people would do, so that the machine gets further than chance would take it."""
        kept = self._of(n)
        match kept.state:
            case State.PROPOSED:
                self.turn_key(n, "tom" if False not in kept.keys else "lea")
            case State.AGREED | State.PARKED:
                self.start(n, "tom")
            case State.ACTIVE:
                self.claim(n, "ben")
            case State.CLAIMED:
                self.verify(n, "ada")
            case State.VERIFIED:
                self.close(n, "tom", "sustained")

    # ---- what must hold whatever happened

    @invariant()
    def product_and_model_agree(self) -> None:
        if not getattr(self, "goals", None):
            return
        rows = {goal.pk: goal for goal in Goal.objects.all()}
        for goal, kept in zip(self.goals, self.kept, strict=True):
            row = rows[goal.pk]
            assert (row.state, row.slot is not None, row.version) == (kept.state, kept.slot, kept.version)
            assert (row.state in LIVE) == (row.slot is not None)
            if row.state in KEYED:
                assert row.key_counts("lived_experience")
                assert row.key_counts("profession")
                assert row.lived_key_by_id != row.profession_key_by_id
            if row.verified_by_id:
                assert row.verified_by_id not in {row.claimed_by_id, row.lived_lead_id, row.profession_lead_id}
        assert sum(row.state in LIVE for row in rows.values()) <= 3

    # ---- the hands of the machine

    def _of(self, n: int) -> Kept:
        return self.kept[n % len(self.kept)]

    def _goal(self, n: int) -> Goal:
        return Goal.objects.get(pk=self.goals[n % len(self.goals)].pk)

    def _room(self) -> bool:
        return sum(kept.slot for kept in self.kept) < 3

    def _to(self, kept: Kept, state: State) -> None:
        assert state in NEXT[State(kept.state)]
        VISITED.add((kept.state, state))
        kept.state = state

    def _try(self, n: int, by: str, act: Any, *, may: bool, **given: Any) -> bool:
        """Try an act: it is done when the model says it may be, with one audit row; else refused, with none."""
        rows, story = AuditEntry.objects.count(), GoalEvent.objects.count()
        try:
            with transaction.atomic():
                act(self._goal(n), by=acting(self.members[by]), at=clock.now(), **given)
        except Refusal:
            assert not may, (act, self._of(n))
            assert AuditEntry.objects.count() == rows
            assert GoalEvent.objects.count() == story
            return False
        assert may, (act, self._of(n))
        assert AuditEntry.objects.count() == rows + 1
        return True


def test_the_life_of_goals():
    VISITED.clear()

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=30,
            stateful_step_count=70,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )

    ways = {(old, new) for old, steps in NEXT.items() for new in steps}
    assert {new for _, new in VISITED} == set(State)
    assert ways >= VISITED
    assert len(VISITED) > len(NEXT)


ACTS: dict[State, Callable[[Goal, World], object]] = {
    State.AGREED: lambda goal, world: _agree(goal, world),
    State.PROPOSED: lambda goal, world: services.edit_goal(
        goal, words=words(), version=Goal.objects.get(pk=goal.pk).version, by=acting(world.tom), at=clock.now()
    ),
    State.CLAIMED: lambda goal, world: services.claim_goal(goal, claim="Done", by=acting(world.tom), at=clock.now()),
    State.VERIFIED: lambda goal, world: services.verify_goal(
        goal, verification="Seen", by=acting(world.ada), at=clock.now()
    ),
    State.CLOSED: lambda goal, world: services.close_goal(
        goal, how="without_change", why="Tried", by=acting(world.tom), at=clock.now()
    ),
    State.PARKED: lambda goal, world: services.park_goal(goal, why="Later", by=acting(world.tom), at=clock.now()),
    State.STOPPED: lambda goal, world: services.stop_goal(goal, why="Enough", by=acting(world.tom), at=clock.now()),
}
"""The act that leads into a state; into ACTIVE one starts a goal or opens it again."""


def _agree(goal: Goal, world: World) -> None:
    for by in (world.tom, world.lea):
        services.turn_key(goal, by=acting(by), at=clock.now())


def _activate(goal: Goal, world: World) -> None:
    tom = acting(world.tom)
    if goal.state in {State.AGREED, State.PARKED}:
        services.start_goal(goal, by=tom, at=clock.now())
    else:
        services.reopen_goal(goal, why="It slid back", by=tom, at=clock.now())


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, steps in NEXT.items() for new in sorted(steps)])
def test_every_step_there_is_can_be_taken(world: World, old: State, new: State):
    """No state is unreachable and none but the last is dead: with `test_rules_goals`, in the product too."""
    goal = make_goal(world.team, state=old)

    (ACTS | {State.ACTIVE: _activate})[new](goal, world)

    assert Goal.objects.get(pk=goal.pk).state == new


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in State for new in State if new not in NEXT[old]])
def test_no_other_step_can_be(world: World, old: State, new: State):
    goal = make_goal(world.team, state=old)
    act = (ACTS | {State.ACTIVE: _activate})[new]

    if old == new == State.PROPOSED:
        act(goal, world)
    else:
        with pytest.raises(services.NotNow):
            act(goal, world)
    assert Goal.objects.get(pk=goal.pk).state == old

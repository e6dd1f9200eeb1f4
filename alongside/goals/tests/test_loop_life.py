"""A loop's life as a machine of states, played at random against a small model of the rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from alongside.core import audit
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal
from alongside.goals.models import Listener, Loop, LoopAnswer, Telling
from alongside.goals.rules.loops import Decision, LoopState, Result, Says
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.programmes.tests.factories import World

pytestmark = pytest.mark.slow
DAY = dt.timedelta(days=1)
says = st.sampled_from([one.value for one in Says])
PLAYED = settings(
    max_examples=15,
    stateful_step_count=80,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class LifeOfALoop(RuleBasedStateMachine):
    """The model keeps what it takes to know every state: who asked, what each code said, since when it waits."""

    world: World
    begins: dt.datetime
    visited: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.at = self.begins
        self.loop = make.make_loop(self.world.team, at=self.at)
        self.state = LoopState.OPEN
        self.decided = False
        self.listed: list[dt.datetime] = []
        self.letters: list[str] = []
        self.poster = ""
        self.said: dict[str, str] = {}
        self.openly: list[str] = []
        self.waits_from = self.at
        self.wakes = False

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    def is_told(self) -> bool:
        return self.state in (LoopState.TOLD, LoopState.UNCONFIRMED)

    # ---- what people do

    @precondition(lambda self: len(self.listed) < 6)
    @rule()
    def asks_to_be_told(self) -> None:
        listens = lambda: services.add_listener(  # noqa: E731
            self.loop, reach="mail", contact=make.some_mail(1)[0], by=make.teller_at(self.world.team), at=self.at
        )
        if self.state == LoopState.CLOSED:
            with pytest.raises(services.LoopMovedOn):
                listens()
        else:
            listens()
            self.listed.append(self.at)

    @rule(decision=st.sampled_from(list(Decision)))
    def decides(self, decision: Decision) -> None:
        if self.state == LoopState.OPEN:
            make.decided(self.loop, decision=decision, at=self.at)
            self.decided = True
        else:
            with pytest.raises(services.LoopMovedOn):
                make.decided(self.loop, decision=decision, at=self.at)

    @rule()
    def tells(self) -> None:
        may = self.state in (LoopState.OPEN, LoopState.UNCONFIRMED) and self.decided
        if not may:
            with pytest.raises((services.LoopMovedOn, services.NotDecidedYet)):
                make.tell(self.loop, at=self.at)
            return
        _, self.letters = make.tell(self.loop, at=self.at)
        self.asked_then = len(self.listed)
        assert len(self.letters) == self.asked_then
        self.needed = min(self.asked_then, 3) or 3
        self.state, self.waits_from = LoopState.TOLD, self.at
        self.said, self.openly, self.poster, self.wakes = {}, [], "", False

    @precondition(is_told)
    @rule()
    def prints(self) -> None:
        by = make.teller_at(self.world.team)
        self.poster = services.make_loop_poster(self.loop, number=20, by=by, at=self.at)
        if not self.asked_then:
            [letter] = services.print_letters(self.loop, spare=1, by=by, at=self.at)
            self.letters.append(letter.code)

    @precondition(lambda self: self.is_told() and self.letters)
    @rule(which=st.integers(0, 9), one=says)
    def answers(self, which: int, one: str) -> None:
        code = self.letters[which % len(self.letters)]
        make.answers([code], one)
        self.wakes |= code not in self.said
        self.said[code] = one

    @precondition(lambda self: self.is_told() and self.poster)
    @rule(one=says)
    def answers_openly(self, one: str) -> None:
        if len(self.openly) >= 20:
            return
        try:
            make.answers([self.poster], one)
        except services.PosterIsUsedUp:
            return
        self.openly.append(one)
        self.wakes = True

    @rule(days=st.sampled_from([1, 1, 30, 89, 90]))
    def time_goes_by(self, days: int) -> None:
        self.at += days * DAY
        make.pass_days(self.loop, 0, at=self.at)
        self.listed = [since for since in self.listed if self.at - since <= 365 * DAY]
        if not self.is_told():
            return
        if self.wakes:
            self._look()
        if self.state == LoopState.TOLD and self.at - self.waits_from >= 90 * DAY:
            self.state = LoopState.UNCONFIRMED

    def _look(self) -> None:
        if self.state == LoopState.UNCONFIRMED:
            self.state, self.waits_from = LoopState.TOLD, self.at
        self.wakes = False
        letters, openly = Counter(self.said.values()), Counter(self.openly)
        there = letters.total() if self.asked_then else letters.total() + openly.total()
        if not letters or there < self.needed:
            return
        groups = [letters] if self.asked_then else [group for group in (letters, openly) if group]
        agreed = all(2 * group["no"] < group.total() for group in groups)
        self.state = LoopState.CLOSED if agreed else LoopState.OPEN
        self.listed = [] if agreed else self.listed
        self.decided = agreed

    @rule()
    def reopens(self) -> None:
        reopen = lambda: services.reopen_loop(  # noqa: E731
            self.loop, why="It slipped", by=make.teller_at(self.world.team), at=self.at
        )
        if self.state in (LoopState.CLOSED, LoopState.UNCONFIRMED):
            reopen()
            self.state, self.decided = LoopState.OPEN, False
        else:
            with pytest.raises(Refusal):
                reopen()

    # ---- what always holds

    @invariant()
    def is_where_the_model_says(self) -> None:
        kept = Loop.objects.get(pk=self.loop.pk)
        self.visited.add(kept.state)
        assert kept.state == self.state
        assert (kept.decided_on is not None) == self.decided

    @invariant()
    def keeps_what_was_promised(self) -> None:
        awaited = Telling.objects.filter(loop=self.loop, result="").count()
        assert awaited == (1 if self.is_told() else 0)
        if not self.is_told():
            assert not LoopAnswer.objects.filter(telling__loop=self.loop).exists()
        if self.state == LoopState.CLOSED:
            assert not Listener.objects.filter(loop=self.loop).exists()
            assert Telling.objects.filter(loop=self.loop).latest("number").result == Result.CONFIRMED


def test_a_loop_lives_as_the_rules_say_and_every_state_is_reached(world: World, monday: dt.datetime):
    machine = type("Life", (LifeOfALoop,), {"world": world, "begins": monday, "visited": set()})

    for number in range(10):
        run_state_machine_as_test(seed(number)(machine), settings=PLAYED)
        if machine.visited == set(LoopState) and number:  # type: ignore[attr-defined]
            break

    assert machine.visited == set(LoopState)  # type: ignore[attr-defined]
    assert audit.verify(audit.chain_of(world.team.scope)) is None
    assert AuditEntry.objects.exists()

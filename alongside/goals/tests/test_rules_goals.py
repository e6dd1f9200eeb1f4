from __future__ import annotations

import datetime as dt

import pytest

from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import NEXT, OVER, State, Strand


def test_every_state_can_be_reached_and_only_two_are_the_end():
    reached, waiting = {State.PROPOSED}, [State.PROPOSED]
    while waiting:
        for state in NEXT[waiting.pop()]:
            if state not in reached:
                reached.add(state)
                waiting.append(state)

    assert reached == set(State) == set(NEXT)
    assert {state for state in State if not NEXT[state]} == {State.STOPPED}
    assert {State.STOPPED, State.CLOSED} == OVER


def test_may_become():
    assert rules.may_become("CLAIMED", State.VERIFIED)
    assert not rules.may_become("PROPOSED", State.ACTIVE)


def test_other_side():
    assert [rules.other_side(side) for side in rules.SIDES] == list(reversed(rules.SIDES))


@pytest.mark.parametrize(
    ("person", "own"), [("lead", True), ("other lead", True), ("claimer", True), ("doer", True), ("nobody", False)]
)
def test_is_own_work(person: str, *, own: bool):
    assert rules.is_own_work(person, leads=("lead", "other lead", None), claimed_by="claimer", doers=["doer"]) == own


def test_free_slot():
    assert [rules.free_slot(taken) for taken in ([], [1, 3], [None, 2], [1, 2, 3])] == [1, 2, 1, None]


def test_strands_without():
    assert rules.strands_without(["practice", "practice"]) == (Strand.ORGANISATION, Strand.CULTURE)
    assert rules.strands_without(strand.value for strand in Strand) == ()


def test_dates_fit():
    one, two = dt.date(2026, 3, 2), dt.date(2026, 3, 3)

    assert rules.dates_fit(one, two)
    assert rules.dates_fit(one, one)
    assert rules.dates_fit(None, one)
    assert rules.dates_fit(one, None)
    assert not rules.dates_fit(two, one)


@pytest.mark.parametrize(
    ("begins", "aims", "fits"),
    [(0, 3, True), (2, 2, True), (2, 1, False), (None, 0, True), (3, None, True), (4, None, False), (0, -1, False)],
)
def test_aims_higher(begins: int | None, aims: int | None, *, fits: bool):
    assert rules.aims_higher(begins, aims) == fits

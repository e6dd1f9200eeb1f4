"""Whole lives of loops are laid down by the rules of each act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from alongside.core import audit, installation
from alongside.core.models import AuditEntry, Installation
from alongside.core.refusals import Refusal
from alongside.goals.models import Loop, LoopEvent, Telling
from alongside.goals.rules.loops import LoopState, Result, Says
from alongside.goals.services import bulk
from alongside.goals.services.bulk import LoopHistory
from alongside.goals.services.loops import refusals
from alongside.goals.tests.bulk_histories import Hands, day, hands, loop
from alongside.programmes.tests.factories import World

TESTS = audit.System("tests")


@pytest.fixture
def who(world: World, monday: dt.datetime) -> Hands:
    installation.be_born(Installation.Kind.DEMONSTRATION, at=monday)
    return hands(world)


def lay_down(world: World, *histories: LoopHistory, at: dt.datetime) -> list[Loop]:
    return bulk.lay_down_loops(world.programme, histories, by=TESTS, at=at)


def test_lay_down_loops__closed_by_those_who_raised_it(world: World, who: Hands, monday: dt.datetime):
    lay_down(world, loop(world.team, who), at=monday)

    row, told = Loop.objects.get(), Telling.objects.get()
    assert (row.state, row.agreed_on, row.decided_on, row.told_on, row.confirmed_on) == (
        LoopState.CLOSED, day(20), day(100), day(110), day(140),
    )  # fmt: skip
    assert (told.result, told.kept, told.kept_open, bytes(told.secret)) == (
        Result.CONFIRMED, {"answered": 9, "yes": 6, "partly": 2, "no": 1}, {}, b"",
    )  # fmt: skip
    assert list(LoopEvent.objects.order_by("pk").values_list("what", flat=True)) == [
        "raised", "agreed", "tested", "measured", "decided", "told", "confirmed",
    ]  # fmt: skip


def test_lay_down_loops__as_far_as_they_went(world: World, who: Hands, monday: dt.datetime):
    whole = loop(world.team, who)
    asked = replace(whole, letters={}, open_answers={}, heard_on=None)
    today = (monday.date() - day(0)).days
    fresh = replace(asked, telling=who.lived(today - 10, "You said. We did."))
    untold = replace(asked, telling=None)
    stuck = replace(untold, decided=None, decision="", steps={})
    untrue = replace(whole, letters={Says.NO: 3}, open_answers={})

    made = lay_down(world, asked, fresh, untold, stuck, untrue, at=monday)

    rows = [Loop.objects.get(pk=one.pk) for one in made]
    assert [(row.state, row.decision) for row in rows] == [
        (LoopState.UNCONFIRMED, "did"), (LoopState.TOLD, "did"), (LoopState.OPEN, "did"), (LoopState.OPEN, ""),
        (LoopState.OPEN, ""),
    ]  # fmt: skip
    assert sorted(Telling.objects.values_list("result", flat=True)) == ["", "", "not_confirmed"]
    assert LoopEvent.objects.get(what="unconfirmed").on == day(110) + dt.timedelta(days=90)


def test_lay_down_loops__one_row_in_the_trail(world: World, who: Hands, monday: dt.datetime):
    before = AuditEntry.objects.count()

    lay_down(world, loop(world.team, who), loop(world.site, who, telling=None, heard_on=None), at=monday)

    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.changes) == ("loops.laid_down", {"loops": 2, "told": 1})


@pytest.mark.parametrize("kind", [None, Installation.Kind.REAL])
def test_lay_down_loops__refused_outside_a_demonstration(
    kind: Installation.Kind | None, world: World, monday: dt.datetime
):
    if kind:
        installation.be_born(kind, at=monday)

    with pytest.raises(bulk.OnlyInADemonstration):
        lay_down(world, loop(world.team, hands(world)), at=monday)

    assert not Loop.objects.exists()


def test_lay_down_loops__refused_at_another_place(world: World, who: Hands, monday: dt.datetime):
    with pytest.raises(refusals.NotALoopsPlace):
        bulk.lay_down_loops(world.other_site, [loop(world.team, who)], by=TESTS, at=monday)


Change = Callable[[LoopHistory, World, Hands], LoopHistory]
REFUSED: dict[str, tuple[Change, type[Refusal]]] = {
    "raised by nobody": (lambda one, world, who: replace(one, told=replace(one.told, voice="moon")),
                         refusals.NobodyRaisedIt),
    "raised without words": (lambda one, world, who: replace(one, told=replace(one.told, raised=" ")),
                             refusals.RaisedIsMissing),
    "at a programme": (lambda one, world, who: replace(one, place=world.programme), refusals.NotALoopsPlace),
    "opened before it was raised": (lambda one, world, who: replace(one, told=replace(one.told, raised_on=day(2))),
                                    refusals.RaisedLater),
    "opened on a day to come": (lambda one, world, who: replace(one, opened=who.staff(900)), refusals.RaisedLater),
    "a step that nobody dates": (lambda one, world, who: replace(one, steps={"told": day(30)}), refusals.NotAStep),
    "steps out of order": (lambda one, world, who: replace(one, steps={"tested": day(30), "agreed": day(40)}),
                           refusals.StepsOutOfOrder),
    "a step to come": (lambda one, world, who: replace(one, steps={"agreed": day(900)}), refusals.StepsOutOfOrder),
    "no such decision": (lambda one, world, who: replace(one, decision="maybe"), refusals.DecisionNeedsAReason),
    "decided without a reason": (lambda one, world, who: replace(one, decided=replace(who.staff(100, "x"), words=" ")),
                                 refusals.DecisionNeedsAReason),
    "decided before it was measured": (lambda one, world, who: replace(one, decided=who.staff(80, "x")),
                                       refusals.StepsOutOfOrder),
    "decided on a day to come": (lambda one, world, who: replace(one, decided=who.staff(900, "x")),
                                 refusals.StepsOutOfOrder),
    "told and not decided": (lambda one, world, who: replace(one, decided=None), refusals.NotDecidedYet),
    "told before it was decided": (lambda one, world, who: replace(one, telling=who.lived(90, "x")),
                                   refusals.StepsOutOfOrder),
    "told on a day to come": (lambda one, world, who: replace(one, telling=who.lived(900, "x")),
                              refusals.StepsOutOfOrder),
    "told nothing": (lambda one, world, who: replace(one, telling=replace(who.lived(110, "x"), words=" ")),
                     refusals.MessageIsMissing),
    "heard before it was told": (lambda one, world, who: replace(one, heard_on=day(105)), refusals.TellingIsOver),
    "heard after ninety days of silence": (lambda one, world, who: replace(one, heard_on=day(205)),
                                           refusals.TellingIsOver),
    "too few answers": (lambda one, world, who: replace(one, letters={Says.YES: 2}, open_answers={}),
                        refusals.NotAnAnswer),
}  # fmt: skip


@pytest.mark.parametrize("broken", REFUSED)
def test_lay_down_loops__refused_as_the_act_is(broken: str, world: World, who: Hands, monday: dt.datetime):
    change, refusal = REFUSED[broken]
    whole = loop(world.team, who)

    with pytest.raises(refusal):
        lay_down(world, whole, change(whole, world, who), at=monday)

    assert not Loop.objects.exists()

"""Whole lives of goals are laid down by the rules of each act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from alongside.access.permissions import Role
from alongside.core import audit, installation
from alongside.core.models import AuditEntry, Installation
from alongside.core.refusals import Refusal
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal, GoalEvent, IdeaIndex, Stance, Standing
from alongside.goals.rules.cycles import Outcome, Result
from alongside.goals.rules.cycles import Step as Stage
from alongside.goals.rules.goals import ClosedHow, State
from alongside.goals.services import bulk, refusals
from alongside.goals.services.bulk import DriverHistory, GoalHistory
from alongside.goals.services.cycles import Idea
from alongside.goals.services.cycles import refusals as tests_refuse
from alongside.goals.tests.bulk_histories import Hands, cycle, day, goal, hands, idea, plan, until
from alongside.goals.tests.factories import acting, make_goal, words
from alongside.programmes.tests.factories import World

TESTS = audit.System("tests")


@pytest.fixture
def who(world: World, monday: dt.datetime) -> Hands:
    installation.be_born(Installation.Kind.DEMONSTRATION, at=monday)
    return hands(world)


def lay_down(world: World, *histories: GoalHistory, at: dt.datetime) -> list[Goal]:
    return bulk.lay_down_goals(world.programme, histories, by=TESTS, at=at)


def test_lay_down_goals__leaves_what_its_people_would_have_left(world: World, who: Hands, monday: dt.datetime):
    lay_down(world, goal(world.team, who), at=monday)

    row = Goal.objects.get()
    assert (row.state, row.closed_how, row.state_on, row.slot) == (State.CLOSED, ClosedHow.SUSTAINED, day(200), None)
    assert (row.agreed_on, row.starts_on, row.claimed_on, row.verified_on) == (day(5), day(10), day(100), day(110))
    assert (row.lived_key_voice, row.profession_key_voice) == ("uses_services", "staff")
    assert list(GoalEvent.objects.order_by("pk").values_list("what", flat=True)) == [
        "proposed", "key_turned", "key_turned", "agreed", "started", "claimed", "verified", "closed",
    ]  # fmt: skip
    assert set(Standing.objects.values_list("voice", "side")) == {
        ("staff", "profession"), ("uses_services", "lived_experience"), ("family_and_friends", "lived_experience"),
    }  # fmt: skip
    assert set(Stance.objects.values_list("voice", "take")) == {("staff", "agree"), ("uses_services", "agree")}


def test_lay_down_goals__with_their_diagrams_and_tests(world: World, who: Hands, monday: dt.datetime):
    untested = idea(who, idea=Idea(text="Tea"), driver=None, cycles=(), shared=None, untested=who.staff(25, "At once"))
    lay_down(world, goal(world.team, who, ideas=(idea(who), untested)), at=monday)

    shared, other = ChangeIdea.objects.order_by("text")
    first, second = Cycle.objects.order_by("number")
    assert (shared.outcome, shared.outcome_on, shared.shared_on) == (Outcome.ADOPTED, day(55), day(60))
    assert shared.driver
    assert shared.driver.text == "Names on doors"
    assert (other.outcome, other.outcome_on, other.driver) == (Outcome.UNTESTED, day(25), None)
    assert (first.step, first.result, second.before, second.study_on) == (
        Stage.DECIDED, Result.WRONG, first, day(46 + 14),
    )  # fmt: skip
    assert CycleAct.objects.count() == 10
    assert IdeaIndex.objects.get().idea == shared


def test_lay_down_goals__as_far_as_they_went(world: World, who: Hands, monday: dt.datetime):
    running = cycle(who, did=None, surprises="", studied=None, result="", value=None, decided=None, decision="")
    planned = cycle(
        who, began=None, did=None, surprises="", studied=None, result="", value=None, decided=None, decision=""
    )
    tried = [idea(who, driver=None, cycles=(one,), shared=None) for one in (running, planned)]
    whole = goal(world.team, who)
    lives = [
        replace(whole, keys=(), steps=(), ideas=(), drivers=()),
        replace(until(whole, 5), ideas=(idea(who, driver=None, cycles=(), shared=None),)),
        replace(until(whole, 50), ideas=tuple(tried)),
        until(whole, 105),
        until(whole, 150),
        replace(until(whole, 50), steps=(who.step(State.ACTIVE, 10), who.step(State.PARKED, 20, "Too many"))),
        replace(until(whole, 50), steps=(who.step(State.STOPPED, 20, "Not ours"),)),
    ]
    lay_down(world, *lives, at=monday)

    assert sorted(Goal.objects.values_list("state", flat=True)) == sorted(set(State) - {State.CLOSED})
    assert {one.step for one in Cycle.objects.all()} == {Stage.PLANNED, Stage.RUNNING}
    assert sorted(one for one in Goal.objects.values_list("slot", flat=True) if one) == [1, 2]


def test_lay_down_goals__parked_goes_on_and_closed_is_opened_again(world: World, who: Hands, monday: dt.datetime):
    whole = goal(world.team, who, ideas=(), drivers=())
    parked = replace(
        until(whole, 10),
        steps=(who.step(State.ACTIVE, 10), who.step(State.PARKED, 20, "Later"), who.step(State.ACTIVE, 40)),
    )
    again = replace(whole, steps=(*whole.steps, who.step(State.ACTIVE, 250, "Not at night")))
    back = replace(until(whole, 100), steps=(*until(whole, 100).steps, who.step(State.ACTIVE, 104, "Not yet")))

    lay_down(world, parked, again, back, at=monday)

    assert list(Goal.objects.order_by("slot").values_list("reopened", "verified_by", "closed_how")) == [
        (0, None, ""), (1, None, ""), (0, None, ""),
    ]  # fmt: skip
    told = GoalEvent.objects.order_by("pk").values_list("goal__slot", "what")
    assert [what for slot, what in told if slot == 1][-3:] == ["started", "parked", "started"]
    assert [what for slot, what in told if slot == 2][-1] == "reopened"


def test_lay_down_goals__one_row_in_the_trail(world: World, who: Hands, monday: dt.datetime):
    before = AuditEntry.objects.count()

    lay_down(world, goal(world.team, who), goal(world.team, who, keys=(), steps=(), ideas=()), at=monday)

    entry = AuditEntry.objects.latest("pk")
    assert AuditEntry.objects.count() == before + 1
    assert (entry.action, entry.changes) == ("goals.laid_down", {"goals": 2, "ideas": 1})


def test_lay_down_goals__a_site_has_more_than_three(world: World, who: Hands, monday: dt.datetime):
    one = until(goal(world.site, hands_of_the_site(world)), 50)

    assert len(lay_down(world, one, one, one, one, at=monday)) == 4


def hands_of_the_site(world: World) -> Hands:
    return Hands(acting(world.ada), acting(world.bea), acting(world.ben), "leaders")


@pytest.mark.parametrize("kind", [None, Installation.Kind.REAL])
def test_lay_down_goals__refused_outside_a_demonstration(
    kind: Installation.Kind | None, world: World, monday: dt.datetime
):
    if kind:
        installation.be_born(kind, at=monday)

    with pytest.raises(bulk.OnlyInADemonstration):
        lay_down(world, goal(world.team, hands(world)), at=monday)

    assert not Goal.objects.exists()


Change = Callable[[GoalHistory, World, Hands], GoalHistory]


def steps(*given: Callable[[Hands], bulk.Step]) -> Change:
    return lambda one, world, who: replace(one, steps=tuple(make(who) for make in given), ideas=(), drivers=())


def ideas(**given: Callable[[Hands], Any]) -> Change:
    """The goal with one idea, changed."""
    return lambda one, world, who: replace(one, ideas=(idea(who, **{name: make(who) for name, make in given.items()}),))


def one_test(**given: Callable[[Hands], Any]) -> Change:
    """The goal with one test, changed; its idea is not shared."""
    return lambda one, world, who: replace(
        one,
        ideas=(idea(who, cycles=(cycle(who, **{name: make(who) for name, make in given.items()}),), shared=None),),
    )


def active(who: Hands) -> bulk.Step:
    return who.step(State.ACTIVE, 10)


def claimed(who: Hands) -> bulk.Step:
    return who.step(State.CLAIMED, 100, "See the rota")


REFUSED: dict[str, tuple[Change, type[Refusal]]] = {
    "no words": (lambda one, world, who: replace(one, words=words(title=" ")), refusals.WordsAreMissing),
    "of elsewhere": (lambda one, world, who: replace(one, place=world.programme), refusals.NotAGoalsPlace),
    "a day to come": (lambda one, world, who: replace(one, ideas=(idea(who, shared=who.staff(900, "x")),)),
                      tests_refuse.DayIsWrong),
    "days out of order": (lambda one, world, who: replace(one, keys=(who.staff(5), who.lived(1))),
                          tests_refuse.DayIsWrong),
    "a voice not listed": (lambda one, world, who: replace(one, proposed=replace(who.staff(0), voice="leaders")),
                           refusals.ChooseAVoice),
    "an unknown voice": (lambda one, world, who: replace(one, proposed=replace(
        who.staff(0), by=replace(who.tom, grants=(replace(who.tom.grants[0], voices=("moon",)),)), voice="moon")),
                         refusals.ChooseAVoice),
    "two hats": (lambda one, world, who: replace(one, keys=(who.staff(1), replace(
        who.lived(5), by=replace(who.tom, grants=(replace(who.tom.grants[0], voices=("staff", "uses_services")),)),
    ))), refusals.OneHatOnly),
    "one lead twice": (lambda one, world, who: replace(one, lived_lead=who.tom), refusals.SameLeadTwice),
    "a lead of the other side": (lambda one, world, who: replace(one, lived_lead=acting(world.ben)),
                                 refusals.LeadDoesNotBelong),
    "a side's second key": (lambda one, world, who: replace(one, keys=(who.staff(1), who.staff(2))),
                            refusals.SideHasItsKey),
    "started with one key": (lambda one, world, who: replace(one, keys=(who.staff(1),)), refusals.NotNow),
    "proposed by a step": (steps(active, lambda who: who.step(State.PROPOSED, 20)), refusals.NotNow),
    "due before its start": (lambda one, world, who: replace(one, words=words(due_on=day(8))), refusals.DatesDoNotFit),
    "a claim without words": (steps(active, lambda who: who.step(State.CLAIMED, 20)), refusals.WordsAreMissing),
    "verified by a stranger": (steps(active, claimed, lambda who: who.verify(
        110, by=replace(who.vera, grants=(replace(who.vera.grants[0], role=Role.BOARD_VIEWER),)))),
                               refusals.NotYoursToDo),
    "verified by a lead": (steps(active, claimed, lambda who: who.verify(110, by=who.lea, voice="uses_services")),
                           refusals.OwnWork),
    "verified in the same voice": (
        lambda one, world, who: replace(one, steps=(active(who), claimed(who), who.verify(
            110, by=acting(world.ben), voice="staff"))), refusals.SameVoice),
    "verified by who did a test": (lambda one, world, who: replace(one, ideas=(idea(who, cycles=(cycle(
        who, began=replace(who.lived(31), by=who.vera, voice="family_and_friends")),), shared=None),)),
                                   refusals.OwnWork),
    "closed in no way": (steps(active, lambda who: who.step(State.CLOSED, 50, "x", "gone")), refusals.ReasonIsMissing),
    "lasting without proof": (steps(active, lambda who: who.step(State.CLOSED, 50, "x", ClosedHow.SUSTAINED)),
                              refusals.NotVerifiedYet),
    "closed without a reason": (steps(active, lambda who: who.step(State.CLOSED, 50, " ", ClosedHow.WITHOUT_CHANGE)),
                                refusals.ReasonIsMissing),
    "parked without a reason": (steps(active, lambda who: who.step(State.PARKED, 50)), refusals.ReasonIsMissing),
    "stopped and gone on": (steps(active, lambda who: who.step(State.STOPPED, 50, "x"),
                                  lambda who: who.step(State.ACTIVE, 60)), refusals.NotNow),
    "a driver below a secondary one": (lambda one, world, who: replace(
        one, drivers=(*one.drivers, DriverHistory(text="Below", under=1))), tests_refuse.NotThere),
    "an idea of a goal that is over": (ideas(proposed=lambda who: who.lived(201)), tests_refuse.GoalIsOver),
    "a test of a goal that is over": (one_test(decided=lambda who: who.staff(300, "Late")), tests_refuse.GoalIsOver),
    "done without a test though tested": (ideas(untested=lambda who: who.staff(70, "x")), tests_refuse.HasBeenTested),
    "done while a test runs": (ideas(
        cycles=lambda who: (cycle(who, decided=None, decision=""),), untested=lambda who: who.staff(70, "x"),
        shared=lambda who: None), tests_refuse.TestIsRunning),
    "done when all is over": (ideas(
        cycles=lambda who: (), untested=lambda who: who.staff(300, "x"), shared=lambda who: None),
        tests_refuse.GoalIsOver),
    "shared and not tried": (ideas(cycles=lambda who: ()), tests_refuse.NotTriedYet),
    "shared before it was decided": (ideas(shared=lambda who: who.staff(50, "x")), tests_refuse.NotTriedYet),
    "a second test too early": (ideas(cycles=lambda who: (
        cycle(who, decided=None, decision=""), cycle(who, first=50))), tests_refuse.TestIsRunning),
    "a second test before the first was decided": (ideas(cycles=lambda who: (
        cycle(who), cycle(who, first=35, plan=plan(learned="x", changes="y")))), tests_refuse.DayIsWrong),
    "a second test from nothing": (ideas(cycles=lambda who: (cycle(who), cycle(who, first=45))),
                                   tests_refuse.LearningIsMissing),
    "done before it began": (one_test(began=lambda who: None), tests_refuse.NotBegun),
    "studied before it was done": (one_test(did=lambda who: None), tests_refuse.NotDoneYet),
    "decided before it was studied": (one_test(studied=lambda who: None), tests_refuse.NotStudiedYet),
    "a study before the deed": (one_test(studied=lambda who: who.lived(32, "x")), tests_refuse.DayIsWrong),
    "written down after it was done": (
        one_test(planned=lambda who: who.staff(39), began_before_written=lambda who: True,
              studied=lambda who: who.staff(41, "x"), decided=lambda who: who.staff(42, "x")),
        tests_refuse.DayIsWrong),
    "begun before the goal": (ideas(proposed=lambda who: who.lived(2), cycles=lambda who: (cycle(who, first=3),)),
                              tests_refuse.GoalNotStarted),
    "begun before it was written, unsaid": (one_test(planned=lambda who: who.staff(32)), tests_refuse.BeganBefore),
    "no prediction": (one_test(plan=lambda who: plan(prediction="")), tests_refuse.PredictionIsMissing),
    "no such result": (one_test(result=lambda who: "fine"), tests_refuse.NothingToChoose),
    "no such figure": (one_test(value=lambda who: float("nan")), tests_refuse.NothingToChoose),
    "right without a prediction": (
        one_test(planned=lambda who: who.staff(32), began_before_written=lambda who: True,
              plan=lambda who: plan(prediction="", measured="")), tests_refuse.NothingWasPredicted),
    "no such decision": (one_test(decision=lambda who: "wait"), tests_refuse.NothingToChoose),
}  # fmt: skip


@pytest.mark.parametrize("broken", REFUSED)
def test_lay_down_goals__refused_as_the_act_is(broken: str, world: World, who: Hands, monday: dt.datetime):
    change, refusal = REFUSED[broken]
    whole = goal(world.team, who)

    with pytest.raises(refusal):
        lay_down(world, whole, change(whole, world, who), at=monday)

    assert not Goal.objects.exists()


def test_lay_down_goals__one_that_began_before_it_was_written_says_so(world: World, who: Hands, monday: dt.datetime):
    early = cycle(who, planned=who.staff(33), began_before_written=True, result=Result.COULD_NOT_TELL, value=None)

    lay_down(world, goal(world.team, who, ideas=(idea(who, cycles=(early,), shared=None),)), at=monday)

    row = Cycle.objects.get()
    assert (row.began_before_written, row.started_on, row.predicted) == (True, day(31), False)


def test_lay_down_goals__refused_at_another_place(world: World, who: Hands, monday: dt.datetime):
    with pytest.raises(refusals.NotAGoalsPlace):
        bulk.lay_down_goals(world.other_site, [goal(world.team, who)], by=TESTS, at=monday)


def test_lay_down_goals__refused_as_a_fourth_priority(world: World, who: Hands, monday: dt.datetime):
    make_goal(world.team, state=State.ACTIVE)
    one = until(goal(world.team, who), 50)
    lay_down(world, one, one, at=monday)

    with pytest.raises(refusals.FourthPriority):
        lay_down(world, one, at=monday)

    assert Goal.objects.count() == 3

"""What is raised becomes a loop, is dated, decided and opened again: every act, every refusal."""

import datetime as dt

import pytest

from alongside.goals.models import Cycle, Goal, Loop, LoopEvent, Telling
from alongside.goals.queries import loops as queries
from alongside.goals.rules.cycles import Step as CycleStep
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import LoopState
from alongside.goals.services import loops as services
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World

NINETY = 90
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("state", LoopState)
def test_a_loop_can_be_brought_into_every_state(world: World, state: LoopState):
    assert make.in_state(world.team, state).state == state


# ---- raised


def test_open_loop__keeps_what_was_raised_and_leaves_one_row(world: World, monday: dt.datetime):
    told = services.Raised(raised="  A garden ", voice="uses_services", raised_on=monday.date() - DAY)

    loop = services.open_loop(world.team, told=told, by=acting(world.ben), at=monday)

    assert (loop.raised, loop.scope, loop.state) == ("A garden", world.team.scope, "OPEN")
    assert make.rows("loop.opened") == 1
    assert [event.what for event in LoopEvent.objects.filter(loop=loop)] == ["raised"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"raised": " "}, services.RaisedIsMissing),
        ({"raised": "x" * 301}, services.TooManyWords),
        ({"voice": "nobody"}, services.NobodyRaisedIt),
        ({"raised_on": dt.date(2026, 3, 3)}, services.RaisedLater),
        ({"wanted": 2}, services.WantsFewer),
        ({"wanted": 21}, services.WantsFewer),
    ],
)
def test_open_loop__refuses(world: World, given, refusal):
    with pytest.raises(refusal):
        make.make_loop(world.team, **given)


def test_open_loop__belongs_to_a_site_or_a_team(world: World, monday: dt.datetime):
    told = services.Raised(raised="A garden", voice="uses_services", raised_on=monday.date())

    with pytest.raises(services.NotALoopsPlace):
        services.open_loop(world.programme, told=told, by=acting(world.dora), at=monday)


def test_open_loop__from_a_goal_is_agreed_with_it(world: World):
    goal = make_goal(world.team, state=State.AGREED)

    loop = make.make_loop(world.team, goal=goal)

    assert (loop.goal, loop.agreed_on) == (goal, goal.agreed_on)


def test_open_loop__a_goal_agreed_before_it_was_raised_dates_nothing(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.AGREED)

    assert make.make_loop(world.team, goal=goal, at=monday + DAY).agreed_on is None


def test_open_loop__refuses_a_goal_of_elsewhere(world: World):
    with pytest.raises(services.BornElsewhere):
        make.make_loop(world.other_team, goal=make_goal(world.team))


def test_join_goal__dates_agreed_when_that_fits(world: World, monday: dt.datetime):
    loop, goal = make.make_loop(world.team), make_goal(world.team, state=State.AGREED)

    joined = services.join_goal(loop, goal=goal, by=acting(world.tom), at=monday)

    assert (joined.goal, joined.agreed_on) == (goal, goal.agreed_on)
    assert make.rows("loop.became_goal") == 1


def test_join_goal__leaves_a_date_that_is_there_or_would_not_fit(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.AGREED)
    early = make.make_loop(world.team, at=monday + DAY)
    dated = services.date_step(
        make.make_loop(world.team, at=monday), step="agreed", on=monday.date(), by=acting(world.tom), at=monday + DAY
    )

    assert services.join_goal(early, goal=goal, by=acting(world.tom), at=monday + DAY).agreed_on is None
    assert services.join_goal(dated, goal=goal, by=acting(world.tom), at=monday + DAY).agreed_on == monday.date()
    with pytest.raises(services.BornElsewhere):
        services.join_goal(early, goal=make_goal(world.other_site), by=acting(world.tom), at=monday)


# ---- steps


def test_date_step__in_order_and_not_to_come(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team, raised_on=monday.date() - 9 * DAY)

    def dated(step: str, day: dt.date) -> Loop:
        return services.date_step(loop, step=step, on=day, by=acting(world.tom), at=monday)

    assert dated("tested", monday.date() - 2 * DAY).tested_on == monday.date() - 2 * DAY
    assert dated("tested", monday.date() - DAY).tested_on == monday.date() - DAY
    for step, day in (
        ("agreed", monday.date()),  # after the test
        ("measured", monday.date() - 5 * DAY),  # before it
        ("agreed", monday.date() - 10 * DAY),  # before it was raised
        ("measured", monday.date() + DAY),
    ):
        with pytest.raises(services.StepsOutOfOrder):
            dated(step, day)
    with pytest.raises(services.NotAStep):
        dated("confirmed", monday.date())
    assert make.rows("loop.step_dated") == 2


def test_decide__needs_a_decision_and_a_reason(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)

    def decide(decision: str, why: str, version: int = 1) -> Loop:
        return services.decide_loop(loop, decision=decision, why=why, version=version, by=acting(world.tom), at=monday)

    for decision, why in (("maybe", "so"), ("did_not", "  ")):
        with pytest.raises(services.DecisionNeedsAReason):
            decide(decision, why)
    kept = decide("did_not", "the ground is not ours")
    assert (kept.decision, kept.decided_on, kept.version) == ("did_not", monday.date(), 2)


def test_decide__two_people_at_once_the_second_sees_both(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team))

    with pytest.raises(services.LoopChanged) as refused:
        services.decide_loop(loop, decision="did", why="mine", version=1, by=acting(world.lea), at=monday)

    assert refused.value.theirs.why == "Everybody gets a letter within a week"


def test_decide__not_before_a_step_that_is_dated_later(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team, raised_on=monday.date())

    with pytest.raises(services.StepsOutOfOrder):
        make.decided(loop, at=monday - DAY)


# ---- opened again


@pytest.mark.parametrize("state", [LoopState.CLOSED, LoopState.UNCONFIRMED])
def test_reopen__is_decided_and_told_anew(world: World, monday: dt.datetime, state: LoopState):
    loop = make.in_state(world.team, state)
    at = monday + 200 * DAY

    with pytest.raises(services.ReasonIsMissing):
        services.reopen_loop(loop, why="", by=acting(world.lea), at=at)
    loop = services.reopen_loop(loop, why="It slipped back", by=acting(world.lea), at=at)

    assert (loop.state, loop.reopened, loop.confirmed_on, loop.decided_on) == ("OPEN", 1, None, None)
    assert not Telling.objects.filter(result="").exists()
    assert make.tell(make.decided(loop, at=at), at=at)[0].state == "TOLD"
    assert make.rows("loop.reopened") == 1


# ---- what the record knows


def test_decide__dates_what_the_goals_tests_say_was_tried_and_measured(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.ACTIVE)
    loop, early = make.make_loop(world.team, goal=goal), make.make_loop(world.team, goal=goal)
    services.date_step(early, step="tested", on=monday.date(), by=acting(world.tom), at=monday)
    cycle = decided_cycle(goal)

    late = monday + 60 * DAY
    kept, dated = make.decided(loop, at=late), make.decided(early, at=late)

    assert (kept.tested_on, kept.measured_on) == (cycle.started_on, cycle.studied_on)
    assert (dated.tested_on, dated.measured_on) == (monday.date(), cycle.studied_on)
    assert make.decided(make.make_loop(world.team, goal=make_goal(world.team))).tested_on is None


def test_message_draft__tells_what_was_hoped_and_tried(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = decided_cycle(goal)
    loop = make.decided(make.make_loop(world.team, goal=goal), at=monday + 60 * DAY)

    draft = queries.message_draft(Loop.objects.select_related("goal").get(pk=loop.pk))

    assert f"What we hoped would be different: {goal.different_for_people}" in draft
    assert f"- {cycle.idea.text}" in draft
    assert "We did: Everybody gets a letter within a week." in draft


def decided_cycle(goal: Goal) -> Cycle:
    return cycles.make_cycle(cycles.make_idea(goal), step=CycleStep.DECIDED)

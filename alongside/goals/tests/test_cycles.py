from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from alongside.core import audit, clock
from alongside.core.models import AuditEntry
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal
from alongside.goals.rules.cycles import Decision, Outcome, Result, Step
from alongside.goals.rules.goals import State
from alongside.goals.services import OwnWork, verify_goal
from alongside.goals.services import cycles as services
from alongside.goals.services.doers import doers_of
from alongside.goals.tests.cycle_factories import a_doer, make_cycle, make_idea, plan
from alongside.goals.tests.factories import acting, make_goal, verifier_at
from alongside.programmes.tests.factories import World

DAY = dt.timedelta(days=1)


@pytest.fixture
def goal(world: World) -> Goal:
    return make_goal(world.team, state=State.ACTIVE)


@pytest.fixture
def idea(goal: Goal) -> ChangeIdea:
    return make_idea(goal)


@pytest.mark.parametrize("step", Step)
def test_a_test_can_be_brought_to_every_step(idea: ChangeIdea, step: Step):
    cycle = make_cycle(idea, step=step)

    cycle.refresh_from_db()
    assert cycle.step == step
    assert audit.verify_all() == []


def test_every_act_leaves_one_row(idea: ChangeIdea):
    make_cycle(idea, step=Step.DECIDED)

    rows = AuditEntry.objects.filter(action__startswith="cycle.").order_by("seq").values_list("action", flat=True)
    assert list(rows) == ["cycle.planned", "cycle.started", "cycle.done", "cycle.studied", "cycle.decided"]


@pytest.mark.parametrize("missing", ["prediction", "measured"])
def test_start__refused_without_a_prediction_and_something_to_look_at(idea: ChangeIdea, missing: str):
    cycle = make_cycle(idea, **dict[str, Any]({missing: "  "}))

    with pytest.raises(services.PredictionIsMissing):
        services.start_cycle(cycle, by=a_doer(idea.goal), at=clock.now())


@pytest.mark.parametrize("column", ["prediction", "measured", "question"])
def test_start__no_way_into_the_database_without_them(idea: ChangeIdea, column: str):
    cycle = make_cycle(idea)

    for blank in ("", "   "):
        refused_by_the_database({column: blank, "started_on": clock.today()}, cycle)
        with pytest.raises(DatabaseError), transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(**{column: blank, "started_on": clock.today()})
        setattr(cycle, column, blank)
        cycle.started_on = clock.today()
        with pytest.raises(DatabaseError), transaction.atomic():
            Cycle.objects.bulk_update([cycle], [column, "started_on"])


def test_start__the_database_takes_one_with_a_prediction(idea: ChangeIdea):
    cycle = make_cycle(idea)

    raw({"started_on": clock.today()}, cycle)

    cycle.refresh_from_db()
    assert cycle.step == Step.RUNNING


@pytest.mark.parametrize(
    ("step", "columns"),
    [
        (Step.RUNNING, {"prediction": "Five of five"}),
        (Step.RUNNING, {"measured": "Nothing"}),
        (Step.RUNNING, {"began_before_written": True}),
        (Step.RUNNING, {"started_on": None}),
        (Step.PLANNED, {"started_on": dt.date(2020, 1, 1)}),
        (Step.PLANNED, {"did": "Something", "did_on": dt.date(2026, 3, 2)}),
        (Step.RUNNING, {"did": "  ", "did_on": dt.date(2026, 3, 2)}),
        (Step.RUNNING, {"result": "right", "studied_on": dt.date(2026, 3, 2)}),
        (Step.RUNNING, {"decision": "adopt", "decided_on": dt.date(2026, 3, 2), "reason": "It works"}),
        (Step.DONE, {"decision": "adopt", "decided_on": dt.date(2026, 3, 2), "reason": "It works"}),
        (Step.STUDIED, {"decision": "adopt", "decided_on": dt.date(2026, 3, 2), "reason": " "}),
        (Step.STUDIED, {"decision": "adopt"}),
        (Step.STUDIED, {"result": "splendid"}),
        (Step.DECIDED, {"decision": "abandon"}),
        (Step.DECIDED, {"result": "wrong"}),
        (Step.DECIDED, {"studied_on": None, "result": ""}),
        (Step.PLANNED, {"number": 2}),
        (Step.PLANNED, {"scale": "enormous"}),
        (Step.PLANNED, {"scope": "p9/s9/"}),
    ],
)  # fmt: skip
def test_the_database_refuses(idea: ChangeIdea, step: Step, columns: dict[str, object]):
    cycle = make_cycle(idea, step=step)

    refused_by_the_database(columns, cycle)


def test_the_database_keeps_a_test_that_has_begun(idea: ChangeIdea):
    running = make_cycle(idea, step=Step.RUNNING)

    with pytest.raises(DatabaseError), transaction.atomic():
        CycleAct.objects.filter(cycle=running).delete()
    with pytest.raises(DatabaseError, match="begun is kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM goals_cycle WHERE started_on IS NOT NULL")


def test_the_database_starts_a_test_from_the_last_of_its_own_idea(idea: ChangeIdea):
    stranger = make_cycle(make_idea(idea.goal), step=Step.DECIDED)
    undecided = make_cycle(idea, step=Step.STUDIED)

    for before in (stranger, undecided):
        with pytest.raises(DatabaseError), transaction.atomic():
            Cycle.objects.create(
                idea=idea, scope=idea.scope, number=2, before=before, question="And now?", scale="one",
                written_on=clock.today(),
            )  # fmt: skip


def test_start__before_it_was_written_down_is_allowed_and_says_so(idea: ChangeIdea):
    cycle, by = make_cycle(idea, prediction="", measured=""), a_doer(idea.goal)

    with pytest.raises(services.BeganBefore):
        services.start_cycle(cycle, on=clock.today() - DAY, by=by, at=clock.now())
    begun = services.start_cycle(cycle, on=clock.today() - DAY, began_before_written=True, by=by, at=clock.now())

    assert begun.began_before_written
    done = services.record_do(begun, did="It ran already", version=begun.version, by=by, at=clock.now())
    with pytest.raises(services.NothingWasPredicted):
        services.record_study(done, result=Result.RIGHT, version=done.version, by=by, at=clock.now())
    services.record_study(done, result=Result.COULD_NOT_TELL, version=done.version, by=by, at=clock.now())


def test_start__saying_so_of_a_test_that_was_written_first_gets_nobody_past_the_prediction(idea: ChangeIdea):
    cycle = make_cycle(idea, prediction="")

    with pytest.raises(services.PredictionIsMissing):
        services.start_cycle(cycle, began_before_written=True, by=a_doer(idea.goal), at=clock.now())


def test_start__refused_in_the_future_and_before_its_goal(world: World, idea: ChangeIdea):
    cycle = make_cycle(idea)
    early = make_cycle(make_idea(make_goal(world.team, state=State.AGREED)))

    with pytest.raises(services.DayIsWrong):
        services.start_cycle(cycle, on=clock.today() + DAY, by=a_doer(idea.goal), at=clock.now())
    with pytest.raises(services.GoalNotStarted):
        services.start_cycle(early, by=a_doer(idea.goal), at=clock.now())


def test_plan__the_next_starts_from_the_last(idea: ChangeIdea):
    by = a_doer(idea.goal)
    first = make_cycle(idea, step=Step.STUDIED)
    with pytest.raises(services.TestIsRunning):
        services.plan_cycle(idea, plan=plan(), by=by, at=clock.now())
    first = services.decide_cycle(
        first, decision=Decision.ADAPT, reason="Nearly", version=first.version, by=by, at=clock.now()
    )

    second = services.plan_cycle(idea, plan=plan(), by=by, at=clock.now())

    assert (second.number, second.before) == (2, first)
    with pytest.raises(services.LearningIsMissing):
        services.start_cycle(second, by=by, at=clock.now())
    second = services.edit_cycle(
        second, plan=plan(learned="Cards get lost", changes="A poster"), version=1, by=by, at=clock.now()
    )
    with pytest.raises(services.DayIsWrong):
        services.start_cycle(second, on=clock.today() - DAY, began_before_written=True, by=by, at=clock.now())
    services.start_cycle(second, by=by, at=clock.now())


def test_plan__refuses_what_does_not_fit(idea: ChangeIdea):
    by, today = a_doer(idea.goal), clock.today()

    with pytest.raises(services.DayIsWrong):
        services.plan_cycle(idea, plan=plan(starts_on=today, study_on=today - DAY), by=by, at=clock.now())
    with pytest.raises(services.NothingToChoose):
        services.plan_cycle(idea, plan=plan(scale="enormous"), by=by, at=clock.now())


def test_edit__the_second_of_two_sees_what_the_first_wrote_and_loses_nothing(idea: ChangeIdea):
    by, cycle = a_doer(idea.goal), make_cycle(idea)
    services.edit_cycle(cycle, plan=plan(question="Mine"), version=1, by=by, at=clock.now())

    with pytest.raises(services.CycleChanged) as refused:
        services.edit_cycle(cycle, plan=plan(question="Yours"), version=1, by=by, at=clock.now())

    assert refused.value.theirs.question == "Mine"
    services.edit_cycle(cycle, plan=plan(question="Yours"), version=2, by=by, at=clock.now())


def test_edit__refused_once_it_has_begun_and_once_it_is_gone(idea: ChangeIdea):
    by, cycle = a_doer(idea.goal), make_cycle(idea, step=Step.RUNNING)
    with pytest.raises(services.HasBegun):
        services.edit_cycle(cycle, plan=plan(), version=cycle.version, by=by, at=clock.now())
    with pytest.raises(services.HasBegun):
        services.remove_cycle(cycle, by=by, at=clock.now())

    other = make_cycle(make_idea(idea.goal))
    CycleAct.objects.filter(cycle=other).delete()
    services.remove_cycle(other, by=by, at=clock.now())

    with pytest.raises(services.NotThere):
        services.remove_cycle(other, by=by, at=clock.now())


def test_do_study_decide__each_in_its_turn(idea: ChangeIdea):
    by, cycle = a_doer(idea.goal), make_cycle(idea)

    with pytest.raises(services.NotBegun):
        services.record_do(cycle, did="Five came", version=1, by=by, at=clock.now())
    cycle = services.start_cycle(cycle, by=by, at=clock.now())
    with pytest.raises(services.NotDoneYet):
        services.record_study(cycle, result="right", version=cycle.version, by=by, at=clock.now())
    with pytest.raises(services.NotStudiedYet):
        services.decide_cycle(cycle, decision="adopt", reason="It works", version=2, by=by, at=clock.now())
    cycle = services.record_do(
        cycle, did="Five came", surprises="One brought a friend", version=cycle.version, by=by, at=clock.now()
    )
    for result, value in (("splendid", 1.0), ("right", float("nan"))):
        with pytest.raises(services.NothingToChoose):
            services.record_study(cycle, result=result, value=value, version=3, by=by, at=clock.now())
    cycle = services.record_study(cycle, result="right", found="Four of five", version=3, by=by, at=clock.now())
    with pytest.raises(services.NothingToChoose):
        services.decide_cycle(cycle, decision="cheer", reason="It works", version=4, by=by, at=clock.now())
    cycle = services.decide_cycle(cycle, decision="spread", reason="It works", version=4, by=by, at=clock.now())
    with pytest.raises(services.IsDecided):
        services.record_study(cycle, result="wrong", version=5, by=by, at=clock.now())


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.ADOPT, Outcome.ADOPTED),
        (Decision.ADAPT, Outcome.ADAPTED),
        (Decision.ABANDON, Outcome.ABANDONED),
        (Decision.SPREAD, Outcome.ADOPTED),
    ],
)
def test_decide__the_idea_becomes_what_its_last_test_decides(idea: ChangeIdea, decision: Decision, outcome: Outcome):
    make_cycle(idea, step=Step.DECIDED, decision=decision)

    idea.refresh_from_db()
    assert (idea.outcome, idea.outcome_on) == (outcome, clock.today())


def test_nobody_verifies_a_goal_whose_test_they_took_part_in(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    vera = verifier_at(world.team)
    cycle = make_cycle(make_idea(goal), step=Step.RUNNING)
    services.add_doer(cycle, voice="family_and_friends", member=vera, by=a_doer(goal), at=clock.now())
    goal = make_goal_claimed(goal)

    assert vera.user_id in doers_of(goal)
    with pytest.raises(OwnWork):
        verify_goal(goal, verification="I saw it", by=acting(vera), at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(
            state=State.VERIFIED, slot=None, verified_by=vera.user_id, verified_voice="family_and_friends",
            verified_on=clock.today(),
        )  # fmt: skip


def test_whoever_verified_a_goal_is_no_doer_of_its_tests_afterwards(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = make_cycle(make_idea(goal), step=Step.RUNNING)
    goal = make_goal_claimed(goal)
    vera = verifier_at(world.team)
    verify_goal(goal, verification="I saw it", by=acting(vera), at=clock.now())

    with pytest.raises(services.HasVerified):
        services.add_doer(cycle, voice="family_and_friends", member=vera, by=a_doer(goal), at=clock.now())
    with pytest.raises(services.HasVerified):
        services.record_do(cycle, did="I did", version=cycle.version, by=acting(vera), at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        CycleAct.objects.create(cycle=cycle, user=vera.user, voice="staff", part="did", on=clock.today())


def test_add_doer__members_by_name_others_by_voice(world: World, idea: ChangeIdea):
    cycle, by = make_cycle(idea, step=Step.RUNNING), a_doer(idea.goal)

    for _ in range(2):
        services.add_doer(cycle, voice="uses_services", by=by, at=clock.now())
        services.add_doer(cycle, voice="staff", member=world.ben, by=by, at=clock.now())

    acts = CycleAct.objects.filter(cycle=cycle, part="took_part")
    assert sorted(acts.values_list("voice", flat=True)) == ["staff", "uses_services", "uses_services"]
    for stranger, voice in ((world.dev, "leaders"), (world.ben, "leaders")):
        with pytest.raises(services.NotOfThePlace):
            services.add_doer(cycle, voice=voice, member=stranger, by=by, at=clock.now())


def make_goal_claimed(goal: Goal) -> Goal:
    from alongside.goals.services import claim_goal

    return claim_goal(goal, claim="It is done: ask at the door", by=a_doer(goal), at=clock.now())


def raw(columns: dict[str, Any], cycle: Cycle) -> None:
    """Past the models, as whoever holds the database would."""
    quoted = ", ".join(f'"{column}" = %s' for column in columns)
    key = cycle.pk if connection.vendor == "postgresql" else cycle.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE goals_cycle SET {quoted} WHERE id = %s", [*columns.values(), key])  # noqa: S608


def refused_by_the_database(columns: dict[str, Any], cycle: Cycle) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        raw(columns, cycle)

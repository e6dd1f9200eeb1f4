"""A test of change, from its plan to what is made of it: planned, begun, done, studied, decided."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, fields

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.core.words import gettext_noop
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal
from alongside.goals.rules import cycles as rules
from alongside.goals.rules.cycles import BECOMES, STUDY_AFTER_DAYS, Decision, Part, Result, Scale, Step
from alongside.goals.rules.goals import LIVE
from alongside.goals.services.cycles import refusals
from alongside.goals.services.cycles.drivers import working
from alongside.goals.services.standing import reasoned, record, side_of, stand, worded
from alongside.programmes.models import Membership
from alongside.programmes.rules import above

LINE_AT_MOST, SHORT_AT_MOST = 300, 200


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a test is to find out, what is expected, what is looked at, and who does it where, when and how big.

    `learned` and `changes` say how it goes on from the test before it.
    """

    question: str
    prediction: str = ""
    measured: str = ""
    who: str = ""
    where: str = ""
    scale: str = Scale.ONE
    starts_on: dt.date | None = None
    study_on: dt.date | None = None
    learned: str = ""
    changes: str = ""


@transaction.atomic
def plan_cycle(idea: ChangeIdea, *, plan: Plan, voice: str = "", by: Actor, at: dt.datetime) -> Cycle:
    """Somebody planned a test of a change idea; a second one starts from the last, once that is decided.

    A prediction may still be missing: without one the test cannot begin.
    """
    goal = working(idea.goal)
    kept = ChangeIdea.objects.select_for_update().get(pk=idea.pk)
    last = kept.cycles.order_by("-number").first()
    if last is not None and last.decided_on is None:
        raise refusals.TestIsRunning
    made = Cycle(
        idea=kept,
        scope=kept.scope,
        number=last.number + 1 if last else 1,
        before=last,
        written_on=date_of(at),
    )
    write_plan(made, plan)
    made.save()
    _act(goal, made, Part.PLANNED, voice=voice, by=by, at=at)
    record(goal, "cycle.planned", by=by, at=at, changes={"cycle": str(made.pk), "number": made.number})
    return made


@transaction.atomic
def edit_cycle(cycle: Cycle, *, plan: Plan, version: int, by: Actor, at: dt.datetime) -> Cycle:
    """The plan of a test was changed before it began. Refuses when somebody has written since, with what they wrote."""
    goal, kept = _held(cycle, version, Step.PLANNED, otherwise=refusals.HasBegun)
    before = {field.name: getattr(kept, field.name) for field in fields(Plan)}
    write_plan(kept, plan)
    changed = [name for name, value in before.items() if getattr(kept, name) != value]
    _save(kept)
    record(goal, "cycle.edited", by=by, at=at, changes={"cycle": str(kept.pk), "fields": changed})
    return kept


@transaction.atomic
def remove_cycle(cycle: Cycle, *, by: Actor, at: dt.datetime) -> None:
    """A test that never began was taken away. One that has begun is kept."""
    goal, kept = _held(cycle, None, Step.PLANNED, otherwise=refusals.HasBegun)
    record(goal, "cycle.removed", by=by, at=at, changes={"cycle": str(kept.pk), "number": kept.number})
    kept.delete()


@transaction.atomic
def start_cycle(
    cycle: Cycle,
    *,
    version: int | None = None,
    on: dt.date | None = None,
    began_before_written: bool = False,
    voice: str = "",
    by: Actor,
    at: dt.datetime,
) -> Cycle:
    """A test began. Refuses one without a prediction and something to look at, and one whose goal has not started.

    A day before its plan was written down must be said to be so: such a test may lack a prediction, and is counted
    apart.
    """
    goal, kept = _held(cycle, version, Step.PLANNED, otherwise=refusals.HasBegun)
    if goal.state not in LIVE:
        raise refusals.GoalNotStarted
    today = date_of(at)
    day = on or today
    if day > today or (kept.before is not None and day < (kept.before.decided_on or day)):
        raise refusals.DayIsWrong
    early = rules.was_begun_before_it_was_written(written_on=kept.written_on, started_on=day)
    if early and not began_before_written:
        raise refusals.BeganBefore
    if not early and not (kept.prediction and kept.measured):
        raise refusals.PredictionIsMissing
    if kept.before is not None and not (kept.learned and kept.changes):
        raise refusals.LearningIsMissing
    kept.started_on, kept.began_before_written = day, early
    kept.study_on = max(kept.study_on or day + dt.timedelta(days=STUDY_AFTER_DAYS), day)
    _save(kept)
    _act(goal, kept, Part.STARTED, voice=voice, by=by, at=at)
    record(goal, "cycle.started", by=by, at=at, changes={"cycle": str(kept.pk), "on": day, "early": early})
    return kept


@transaction.atomic
def record_do(
    cycle: Cycle, *, did: str, surprises: str = "", version: int, voice: str = "", by: Actor, at: dt.datetime
) -> Cycle:
    """What happened in a test was written down, with what nobody had expected. It can be put right until it is decided.

    Refuses a test that has not begun, and when somebody has written since.
    """
    goal, kept = _held(cycle, version, Step.RUNNING, Step.DONE, Step.STUDIED)
    kept.did = worded(did)
    kept.surprises = worded(surprises) if surprises.strip() else ""
    kept.did_on = kept.did_on or date_of(at)
    _save(kept)
    _act(goal, kept, Part.DID, voice=voice, by=by, at=at)
    record(goal, "cycle.done", by=by, at=at, changes={"cycle": str(kept.pk), "did": kept.did})
    return kept


@transaction.atomic
def record_study(
    cycle: Cycle,
    *,
    result: str,
    value: float | None = None,
    found: str = "",
    version: int,
    voice: str = "",
    by: Actor,
    at: dt.datetime,
) -> Cycle:
    """The result of a test was put beside its prediction: right, wrong, or could not tell.

    Refuses a test of which nobody wrote down what happened, and right or wrong where nothing was predicted.
    """
    goal, kept = _held(cycle, version, Step.DONE, Step.STUDIED, otherwise=refusals.NotDoneYet)
    if result not in set(Result) or (value is not None and not math.isfinite(value)):
        raise refusals.NothingToChoose
    if result != Result.COULD_NOT_TELL and not kept.prediction:
        raise refusals.NothingWasPredicted
    kept.result, kept.value = result, value
    kept.found = worded(found) if found.strip() else ""
    kept.studied_on = kept.studied_on or date_of(at)
    _save(kept)
    _act(goal, kept, Part.STUDIED, voice=voice, by=by, at=at)
    record(goal, "cycle.studied", by=by, at=at, changes={"cycle": str(kept.pk), "result": result, "value": value})
    return kept


@transaction.atomic
def decide_cycle(
    cycle: Cycle, *, decision: str, reason: str, version: int, voice: str = "", by: Actor, at: dt.datetime
) -> Cycle:
    """What is made of a studied test was decided, with the reason: adopt, adapt, abandon or spread its idea.

    Refuses a test whose result nobody has looked at. The idea becomes what its last test decides.
    """
    goal, kept = _held(cycle, version, Step.STUDIED, otherwise=refusals.NotStudiedYet)
    if decision not in set(Decision):
        raise refusals.NothingToChoose
    kept.decision, kept.reason, kept.decided_on = decision, reasoned(reason), date_of(at)
    _save(kept)
    _act(goal, kept, Part.DECIDED, voice=voice, by=by, at=at)
    outcome = BECOMES[Decision(decision)]
    ChangeIdea.objects.filter(pk=kept.idea_id).update(
        outcome=outcome, outcome_on=kept.decided_on, outcome_why=kept.reason
    )
    record(goal, "cycle.decided", by=by, at=at, changes={"cycle": str(kept.pk), "decision": decision})
    return kept


@transaction.atomic
def add_doer(cycle: Cycle, *, voice: str, member: Membership | None = None, by: Actor, at: dt.datetime) -> CycleAct:
    """Somebody took part in a test: a member of the place by name, or a person without an account by voice alone.

    Refuses a member who does not belong there or may not speak in that voice, and whoever verified the goal.
    """
    goal, kept = _held(cycle, None, Step.RUNNING, Step.DONE, Step.STUDIED, Step.DECIDED, over=True)
    side_of(voice, kept.scope)
    if member is not None:
        if member.ended_on is not None or member.scope not in above(kept.scope) or voice not in member.voices:
            raise refusals.NotOfThePlace
        if member.user_id == goal.verified_by_id:
            raise refusals.HasVerified
        act, _ = CycleAct.objects.get_or_create(
            cycle=kept, user_id=member.user_id, part=Part.TOOK_PART, defaults={"voice": voice, "on": date_of(at)}
        )
    else:
        act = CycleAct.objects.create(cycle=kept, voice=voice, part=Part.TOOK_PART, on=date_of(at))
    record(goal, "cycle.took_part", by=by, at=at, changes={"cycle": str(kept.pk), "voice": voice})
    return act


_WRONG_STEP: dict[Step, type[Refusal]] = {Step.PLANNED: refusals.NotBegun, Step.DECIDED: refusals.IsDecided}


def _held(
    cycle: Cycle,
    version: int | None,
    *steps: Step,
    otherwise: type[Refusal] = refusals.HasBegun,
    over: bool = False,
) -> tuple[Goal, Cycle]:
    """The test and its goal as they are now, locked. Refuses another version, and any other step than those named."""
    goal = Goal.objects.select_for_update().get(pk=cycle.idea.goal_id) if over else working(cycle.idea.goal)
    kept = Cycle.objects.select_for_update(of=("self",)).select_related("before", "idea").filter(pk=cycle.pk).first()
    if kept is None:
        raise refusals.NotThere(gettext_noop("This test was taken away by somebody else."))
    if kept.step not in steps:
        raise _WRONG_STEP.get(kept.step, otherwise)
    if version is not None and kept.version != version:
        raise refusals.CycleChanged(kept)
    return goal, kept


def write_plan(cycle: Cycle, plan: Plan) -> None:
    """Put a plan on the row of its test. Refuses words, a scale and days that do not do."""
    cycle.question = worded(plan.question, most=LINE_AT_MOST)
    for name, most in (
        ("prediction", LINE_AT_MOST), ("measured", LINE_AT_MOST), ("who", SHORT_AT_MOST), ("where", SHORT_AT_MOST),
        ("learned", 600), ("changes", 600),
    ):  # fmt: skip
        said = getattr(plan, name)
        setattr(cycle, name, worded(said, most=most) if said.strip() else "")
    if plan.scale not in set(Scale):
        raise refusals.NothingToChoose
    if plan.starts_on and plan.study_on and plan.study_on < plan.starts_on:
        raise refusals.DayIsWrong(gettext_noop("The result is looked at after the test begins. Check the two days."))
    cycle.scale, cycle.starts_on, cycle.study_on = plan.scale, plan.starts_on, plan.study_on


def _save(cycle: Cycle) -> None:
    cycle.version += 1
    cycle.save()


def _act(goal: Goal, cycle: Cycle, part: Part, *, voice: str, by: Actor, at: dt.datetime) -> None:
    """Who did this part, and in which voice: people involved are read from these rows alone."""
    if goal.verified_by_id is not None and str(goal.verified_by_id) == by.user_id:
        raise refusals.HasVerified
    standing = stand(goal, by=by, voice=voice)
    CycleAct.objects.get_or_create(
        cycle=cycle, user_id=by.user_id, part=part, defaults={"voice": standing.voice, "on": date_of(at)}
    )

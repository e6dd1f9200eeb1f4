"""Opening a loop, dating its steps, deciding, and opening it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Min

from alongside.assessments.models import Gap, Quote
from alongside.assessments.rules import SHARED_OR_LATER
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.frameworks.models import Item, Voice
from alongside.goals.models import Cycle, Goal, Loop
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import DATED_BY_HAND, Decision, LoopState, Result, Step
from alongside.goals.services.loops import refusals
from alongside.goals.services.loops.ending import end_telling
from alongside.goals.services.loops.standing import dates_of, held, move, record, tell_story, worded
from alongside.programmes.models import Place

RAISED_AT_MOST = 300


@dataclass(frozen=True, kw_only=True)
class Raised:
    """What was raised: the words anyone may read, the voice that raised it, when, and where it comes from."""

    raised: str
    voice: str
    raised_on: dt.date
    item: Item | None = None
    gap: Gap | None = None
    quote: Quote | None = None
    goal: Goal | None = None
    wanted: int = rules.ANSWERS_WANTED


@transaction.atomic
def open_loop(place: Place, *, told: Raised, by: Doer, at: dt.datetime) -> Loop:
    """Somebody wrote down what people of a voice raised, by itself or from a gap, offered words or a goal.

    Refuses a programme, a voice the place does not know, missing words, a day to come, what it comes from when that
    is of another place or not shared yet, and fewer than three wanted answers.
    """
    loop = new_loop(place, told=told, on=date_of(at))
    loop.save(force_insert=True)
    tell_story(loop, "raised", by=by, at=at)
    record(loop, "loop.opened", by=by, at=at, changes={"raised": loop.raised, "voice": loop.voice})
    return loop


def new_loop(place: Place, *, told: Raised, on: dt.date) -> Loop:
    """A loop as it is opened on a day, not yet saved. Refuses what `open_loop` refuses."""
    if place.kind == Place.Kind.PROGRAMME:
        raise refusals.NotALoopsPlace
    if not Voice.objects.in_scope(place.scope).filter(code=told.voice).exists():
        raise refusals.NobodyRaisedIt
    if told.raised_on > on:
        raise refusals.RaisedLater
    if not rules.ANSWERS_WANTED <= told.wanted <= rules.MOST_WANTED:
        raise refusals.WantsFewer
    _refuse_from_elsewhere(place, told)
    return Loop(
        place=place,
        scope=place.scope,
        voice=told.voice,
        raised=worded(told.raised, missing=refusals.RaisedIsMissing, most=RAISED_AT_MOST),
        raised_on=told.raised_on,
        item=told.item or (told.gap or told.quote or told.goal or _NOTHING).item,
        from_gap=told.gap,
        from_quote=told.quote,
        goal=told.goal,
        agreed_on=_agreed(told),
        wanted=told.wanted,
    )


class _NOTHING:
    item = None


def _agreed(told: Raised) -> dt.date | None:
    """A loop that became a goal was agreed with the goal, unless that was before it was raised."""
    agreed = told.goal.agreed_on if told.goal else None
    return agreed if agreed and agreed >= told.raised_on else None


def _refuse_from_elsewhere(place: Place, told: Raised) -> None:
    rounds = [source.round for source in (told.gap, told.quote) if source is not None]
    if len(rounds) > 1 or any(one.scope != place.scope or one.state not in SHARED_OR_LATER for one in rounds):
        raise refusals.BornElsewhere
    if told.goal is not None and not _belongs(told.goal, place.scope):
        raise refusals.BornElsewhere


def _belongs(goal: Goal, scope: str) -> bool:
    """A goal of the place itself, of its site, or of one of its teams."""
    return goal.scope.startswith(scope) or scope.startswith(goal.scope)


@transaction.atomic
def join_goal(loop: Loop, *, goal: Goal, by: Doer, at: dt.datetime) -> Loop:
    """What was raised became a goal. Refuses a goal of elsewhere, and a loop that has been told already."""
    kept = held(loop, LoopState.OPEN)
    if not _belongs(goal, kept.scope):
        raise refusals.BornElsewhere
    kept.goal = goal
    dated = dates_of(kept) | {Step.AGREED: goal.agreed_on}
    if kept.agreed_on is None and rules.dates_are_in_order(dated):
        kept.agreed_on = goal.agreed_on
    kept.save()
    tell_story(kept, "became_goal", by=by, at=at, reason=goal.title)
    record(kept, "loop.became_goal", by=by, at=at, changes={"goal": str(goal.pk)})
    return kept


@transaction.atomic
def date_step(loop: Loop, *, step: str, on: dt.date, by: Doer, at: dt.datetime) -> Loop:
    """A step of a loop was dated: agreed, tested or measured. Dating it again puts the date right.

    Refuses the steps that are dated by what happens, a date out of order, and a day to come.
    """
    kept = held(loop, LoopState.OPEN)
    if step not in DATED_BY_HAND:
        raise refusals.NotAStep
    if on > date_of(at) or not rules.dates_are_in_order(dates_of(kept) | {Step(step): on}):
        raise refusals.StepsOutOfOrder
    setattr(kept, f"{step}_on", on)
    kept.save()
    tell_story(kept, step, by=by, at=at)
    record(kept, "loop.step_dated", by=by, at=at, changes={"step": str(step), "on": on})
    return kept


@transaction.atomic
def decide_loop(loop: Loop, *, decision: str, why: str, version: int, by: Doer, at: dt.datetime) -> Loop:
    """It was decided what becomes of what was raised: done, partly done, or not, and why.

    `version` is the one its writer saw; refuses when somebody has written since (their loop comes with the refusal).
    Refuses a decision without words, and a step dated after today.
    """
    kept = held(loop, LoopState.OPEN)
    if kept.version != version:
        raise refusals.LoopChanged(kept)
    if decision not in {one.value for one in Decision}:
        raise refusals.DecisionNeedsAReason
    why = worded(why, missing=refusals.DecisionNeedsAReason)
    if not rules.dates_are_in_order(dates_of(kept) | {Step.DECIDED: date_of(at)}):
        raise refusals.StepsOutOfOrder
    _date_from_tests(kept, on=date_of(at))
    kept.decision, kept.why, kept.decided_on = decision, why, date_of(at)
    kept.version += 1
    kept.save()
    tell_story(kept, "decided", by=by, at=at, reason=why)
    record(kept, "loop.decided", by=by, at=at, changes={"decision": decision, "why": why})
    return kept


def _date_from_tests(loop: Loop, *, on: dt.date) -> None:
    """Where nobody dated them: tried out when its goal's first test began, measured when the last was studied."""
    if loop.goal_id is None:
        return
    done = Cycle.objects.filter(idea__goal=loop.goal_id, started_on__gte=loop.raised_on)
    found = done.aggregate(tested=Min("started_on"), measured=Max("studied_on"))
    for step in (Step.TESTED, Step.MEASURED):
        day, column = found[step.value], f"{step.value}_on"
        dated = dates_of(loop) | {step: day, Step.DECIDED: on}
        if day is not None and getattr(loop, column) is None and rules.dates_are_in_order(dated):
            setattr(loop, column, day)


@transaction.atomic
def reopen_loop(loop: Loop, *, why: str, by: Doer, at: dt.datetime) -> Loop:
    """A closed loop, or one that met silence, was taken up again, and why. It is decided and told anew."""
    kept = held(loop, LoopState.CLOSED, LoopState.UNCONFIRMED)
    why = worded(why, missing=refusals.ReasonIsMissing)
    if kept.state == LoopState.UNCONFIRMED:
        end_telling(kept, Result.TOLD_AGAIN, at=at)
    open_again(kept)
    kept.reopened += 1
    kept.save()
    tell_story(kept, "reopened", by=by, at=at, reason=why)
    record(kept, "loop.reopened", by=by, at=at, changes={"why": why})
    return kept


def open_again(loop: Loop) -> None:
    """Back among those being worked on: what was decided, told and confirmed is to be done anew."""
    move(loop, LoopState.OPEN)
    loop.confirmed_on = loop.told_on = loop.decided_on = loop.signal_on = None
    loop.decision = loop.why = ""


@transaction.atomic
def set_signal_aside(loop: Loop, *, why: str, by: Doer, at: dt.datetime) -> Loop:
    """The measure of a closed loop goes the wrong way, and somebody said why that does not open it again.

    Figures up to today are not asked about again; later ones are. Refuses where there is no signal.
    """
    kept = held(loop, LoopState.CLOSED)
    if kept.signal_on is None:
        raise refusals.NoSignal
    why = worded(why, missing=refusals.ReasonIsMissing)
    kept.signal_on, kept.signals_from = None, date_of(at)
    kept.save()
    tell_story(kept, "signal_set_aside", by=by, at=at, reason=why)
    record(kept, "loop.signal_set_aside", by=by, at=at, changes={"why": why})
    return kept

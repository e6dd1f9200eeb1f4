"""Many loops at once, each from the day it was raised to where it stands; one row in the trail."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db import transaction

from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.goals.models import Loop, LoopEvent, Telling
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import (
    DATED_BY_HAND,
    MESSAGE_AT_MOST,
    SILENT_AFTER,
    Decision,
    LoopState,
    Result,
    Step,
)
from alongside.goals.services.bulk.histories import LoopHistory, Said, refuse_for_real
from alongside.goals.services.loops import refusals
from alongside.goals.services.loops.opening import new_loop, open_again
from alongside.goals.services.loops.standing import dates_of, move, worded
from alongside.goals.services.loops.time import CLOCK
from alongside.programmes.models import Place

ROWS = 500
LATER = ("state", "told_on", "decided_on", "decision", "why", "confirmed_on", "signals_from", "version")


@dataclass
class Laid:
    """A loop, what was told of it, and its story, not yet saved."""

    loop: Loop
    telling: Telling | None = None
    events: list[LoopEvent] = field(default_factory=list)

    def tell(self, what: str, *, by: Doer, on: dt.date, reason: str = "") -> None:
        self.events.append(LoopEvent(loop=self.loop, what=what, on=on, by=by.signature, reason=reason))


@transaction.atomic
def lay_down_loops(place: Place, histories: Sequence[LoopHistory], *, by: Doer, at: dt.datetime) -> list[Loop]:
    """Many loops of a place and the places below it were laid down, each as far as it went.

    Refuses outside a demonstration, a loop of elsewhere, days that are to come or out of order, and at each act what
    its service for one refuses; then none is laid down.
    """
    refuse_for_real()
    if any(not history.place.scope.startswith(place.scope) for history in histories):
        raise refusals.NotALoopsPlace
    laid = [_lay_down(history, today=date_of(at)) for history in histories]
    _save(laid)
    changes = {"loops": len(laid), "told": sum(one.telling is not None for one in laid)}
    audit.record("loops.laid_down", by=by, at=at, scope=place.scope, subject=place.scope, changes=changes)
    return [one.loop for one in laid]


def _lay_down(history: LoopHistory, *, today: dt.date) -> Laid:
    opened = history.opened
    if opened.on > today:
        raise refusals.RaisedLater
    laid = Laid(new_loop(history.place, told=history.told, on=opened.on))
    laid.tell("raised", by=opened.by, on=opened.on)
    for step, on in history.steps.items():
        _date(laid, step, on, history, today=today)
    if history.decided is not None:
        _decide(laid, history.decided, history.decision, today=today)
    if history.telling is not None:
        _tell(laid, history.telling, history, today=today)
    return laid


def _date(laid: Laid, step: str, on: dt.date, history: LoopHistory, *, today: dt.date) -> None:
    if step not in DATED_BY_HAND:
        raise refusals.NotAStep
    if on > today or not rules.dates_are_in_order(dates_of(laid.loop) | {Step(step): on}):
        raise refusals.StepsOutOfOrder
    setattr(laid.loop, f"{step}_on", on)
    laid.tell(step, by=history.opened.by, on=on)


def _decide(laid: Laid, decided: Said, decision: str, *, today: dt.date) -> None:
    if decision not in set(Decision):
        raise refusals.DecisionNeedsAReason
    if decided.on > today or not rules.dates_are_in_order(dates_of(laid.loop) | {Step.DECIDED: decided.on}):
        raise refusals.StepsOutOfOrder
    loop = laid.loop
    loop.why = worded(decided.words, missing=refusals.DecisionNeedsAReason)
    loop.decision, loop.decided_on = decision, decided.on
    loop.version += 1
    laid.tell("decided", by=decided.by, on=decided.on, reason=loop.why)


def _tell(laid: Laid, telling: Said, history: LoopHistory, *, today: dt.date) -> None:
    """Told at the place: nobody had asked, so that letters to hand out and a poster bring the answers."""
    loop = laid.loop
    if loop.decided_on is None:
        raise refusals.NotDecidedYet
    if not loop.decided_on <= telling.on <= today:
        raise refusals.StepsOutOfOrder
    laid.telling = Telling(
        loop=loop,
        number=1,
        told_on=telling.on,
        waits_from=telling.on,
        message=worded(telling.words, missing=refusals.MessageIsMissing, most=MESSAGE_AT_MOST),
        public=history.public,
        teller_id=telling.by.user_id,
        asked=0,
        needed=rules.answers_needed(0, wanted=loop.wanted),
        secret=secrets.token_bytes(32),
    )
    move(loop, LoopState.TOLD)
    loop.told_on, loop.version = telling.on, loop.version + 1
    laid.tell("told", by=telling.by, on=telling.on)
    if history.heard_on is not None:
        _hear(laid, laid.telling, history, history.heard_on, today=today)
    elif rules.is_silent(waits_from=telling.on, on=today):
        move(loop, LoopState.UNCONFIRMED)
        laid.tell("unconfirmed", by=CLOCK, on=telling.on + SILENT_AFTER)


def _hear(laid: Laid, telling: Telling, history: LoopHistory, on: dt.date, *, today: dt.date) -> None:
    """What those who raised it said, looked at on one day. Refuses so few answers that nothing would come of them."""
    loop = laid.loop
    if not telling.told_on <= on <= today or rules.is_silent(waits_from=telling.told_on, on=on):
        raise refusals.TellingIsOver
    result = rules.what_they_said(history.letters, history.open_answers, asked=0, needed=telling.needed)
    if result is None:
        raise refusals.NotAnAnswer
    confirmed = result == Result.CONFIRMED
    telling.kept = rules.what_may_be_kept(history.letters, confirmed=confirmed)
    telling.kept_open = rules.what_may_be_kept(history.open_answers, confirmed=confirmed)
    telling.result, telling.ended_on, telling.looked_on, telling.secret = result, on, on, b""
    laid.tell("confirmed" if confirmed else "not_confirmed", by=CLOCK, on=on)
    if confirmed:
        move(loop, LoopState.CLOSED)
        loop.confirmed_on = loop.signals_from = on
    else:
        open_again(loop)


def _save(laid: Sequence[Laid]) -> None:
    """First as they were raised, then what they were told, then where that left them: the database insists."""
    now = {one.loop.pk: {name: getattr(one.loop, name) for name in LATER} for one in laid}
    for one in laid:
        one.loop.state, one.loop.told_on, one.loop.confirmed_on = LoopState.OPEN, None, None
    Loop.objects.bulk_create([one.loop for one in laid], batch_size=ROWS)
    Telling.objects.bulk_create([one.telling for one in laid if one.telling is not None], batch_size=ROWS)
    for one in laid:
        for name, value in now[one.loop.pk].items():
            setattr(one.loop, name, value)
    Loop.objects.bulk_update([one.loop for one in laid if one.telling is not None], LATER, batch_size=ROWS)
    LoopEvent.objects.bulk_create(list(chain.from_iterable(one.events for one in laid)), batch_size=ROWS)

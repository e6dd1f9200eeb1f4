"""What every act on a loop shares: the loop held, its story, the one audit row, words as they are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.goals.models import Loop, LoopEvent
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import LoopState, Step
from alongside.goals.services.loops import refusals

WHY_AT_MOST = 600


def held(loop: Loop, *states: LoopState) -> Loop:
    """The loop as it is now, locked until the transaction ends. Refuses in any other state than those named."""
    fresh = Loop.objects.select_for_update().get(pk=loop.pk)
    if states and fresh.state not in states:
        raise refusals.LoopMovedOn
    return fresh


def move(loop: Loop, state: LoopState) -> None:
    """Put the loop into its next state. One that does not follow is a mistake in the code."""
    assert rules.may_become(loop.state, state), f"{loop.state} never becomes {state}"
    loop.state = state


def dates_of(loop: Loop) -> dict[Step, dt.date | None]:
    """The seven dates of a loop."""
    return {step: getattr(loop, f"{step.value}_on") for step in Step}


def tell_story(loop: Loop, what: str, *, by: Doer, at: dt.datetime, reason: str = "") -> None:
    """Write one step of the loop's life into its story."""
    LoopEvent.objects.create(loop=loop, what=what, on=date_of(at), by=by.signature, reason=reason)


def record(loop: Loop, action: str, *, by: Doer, at: dt.datetime, changes: Mapping[str, object] | None = None) -> None:
    """The one audit row of an act on a loop."""
    audit.record(action, by=by, at=at, scope=loop.scope, subject=f"loop:{loop.pk}", changes=changes)


def worded(words: str, *, missing: type[Refusal], most: int = WHY_AT_MOST) -> str:
    """What was said, trimmed. Refuses nothing at all, and more than is kept."""
    kept = words.replace("\r\n", "\n").strip()
    if not kept:
        raise missing
    if len(kept) > most:
        raise refusals.TooManyWords
    return kept

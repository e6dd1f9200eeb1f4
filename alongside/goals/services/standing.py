"""The one hat a person wears on a goal, chosen by their first act there; and what every act on a goal shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from alongside.access.policy import Actor
from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.frameworks.models import Voice
from alongside.goals.models import Goal, GoalEvent, Standing
from alongside.goals.services import refusals


def held(goal: Goal, *states: str) -> Goal:
    """The goal as it is now, locked until the transaction ends. Refuses in any other state than those named."""
    fresh = Goal.objects.select_for_update().get(pk=goal.pk)
    if states and fresh.state not in states:
        raise refusals.NotNow
    return fresh


def stand(goal: Goal, *, by: Actor, voice: str = "", at: str = "") -> Standing:
    """The person's standing on the goal, in the voice they chose; made at their first act, kept after.

    `at` is the place whose memberships count, when it is not the goal's own. Refuses a voice that the membership
    does not list, and a second hat. Call inside a transaction that holds the goal's lock.
    """
    listed = by.voices_at(at or goal.scope)
    if not listed:
        raise refusals.NoHatToWear
    standing = Standing.objects.filter(goal=goal, user_id=by.user_id).first()
    if standing:
        if voice and standing.voice != voice:
            raise refusals.OneHatOnly
        if standing.voice not in listed:
            raise refusals.NoHatToWear
        return standing
    chosen = voice or (listed[0] if len(listed) == 1 else "")
    if chosen not in listed:
        raise refusals.ChooseAVoice
    return Standing.objects.create(goal=goal, user_id=by.user_id, voice=chosen, side=side_of(chosen, goal.scope))


def side_of(voice: str, scope: str) -> str:
    """The side of a voice at a place; a programme's own voice takes the place of the product's. Refuses none."""
    found = Voice.objects.in_scope(scope).filter(code=voice).order_by("-scope").first()
    if found is None:
        raise refusals.ChooseAVoice
    return str(found.side)


def tell(goal: Goal, what: str, *, by: Doer, at: dt.datetime, voice: str = "", reason: str = "") -> GoalEvent:
    """Write one step of the goal's life into its story."""
    return GoalEvent.objects.create(
        goal=goal, what=what, on=date_of(at), by=by.signature, voice=voice, reason=reason.strip()
    )


def record(goal: Goal, action: str, *, by: Doer, at: dt.datetime, changes: Mapping[str, object] | None = None) -> None:
    """The one audit row of an act on a goal."""
    audit.record(action, by=by, at=at, scope=goal.scope, subject=f"goal:{goal.pk}", changes=changes)


def worded(words: str, *, most: int = 600) -> str:
    """What was said, trimmed. Refuses nothing at all, and more than is kept."""
    kept = words.strip()
    if not kept:
        raise refusals.WordsAreMissing
    if len(kept) > most:
        raise refusals.TooManyWords
    return kept


def reasoned(why: str) -> str:
    """A reason, trimmed. Refuses none, and more than is kept."""
    if not why.strip():
        raise refusals.ReasonIsMissing
    return worded(why)

"""The two keys to a goal: turned by an account, by a code handed out at a meeting, or spoken and then confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from alongside.access.policy import NOBODY, Actor
from alongside.assessments import codes
from alongside.core.audit import Doer, System
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.goals.models import Goal, KeyCode, Stance
from alongside.goals.models.goals import COLUMN
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import How, State, Take
from alongside.goals.services import refusals
from alongside.goals.services.standing import held, record, side_of, stand, tell, worded

LASTS = dt.timedelta(days=30)
BY_CODE = System("a key by code")
"""How the trail names somebody who came with a code: not at all."""

_HANDS = ("key_by_id", "key_written_by_id", "key_confirmed_by_id")
_EMPTY: dict[str, object] = {
    "key_by": None,
    "key_voice": "",
    "key_on": None,
    "key_how": "",
    "key_code": None,
    "key_written_by": None,
    "key_confirmed_by": None,
    "key_confirmed_on": None,
}


@dataclass(frozen=True)
class Handed:
    """A fresh code, as it is printed. It is shown once and kept nowhere."""

    code: str
    side: str
    voice: str
    until_on: dt.date


@transaction.atomic
def turn_key(goal: Goal, *, voice: str = "", employed: bool = False, by: Actor, at: dt.datetime) -> Goal:
    """Somebody turned their side's key to a goal; with the other side's key it is agreed.

    Refuses when the side's key counts already, and somebody who has a part in the other side's key. A spoken key
    that nobody confirmed gives way. Also writes down that the person agrees.
    """
    kept = held(goal, State.PROPOSED)
    standing = stand(kept, by=by, voice=voice)
    _refuse_if_turned(kept, standing.side)
    _refuse_hands_of_the_other(kept, standing.side, by.user_id)
    _turn(kept, standing.side, how=How.ACCOUNT, voice=standing.voice, employed=employed, at=at, key_by_id=by.user_id)
    _stance(kept, user=by.user_id, voice=standing.voice, side=standing.side, take=Take.AGREE, at=at)
    return _after(kept, standing.side, by=by, at=at, what="key_turned")


@transaction.atomic
def withdraw_key(goal: Goal, *, by: Actor, at: dt.datetime) -> Goal:
    """Somebody took their key to a goal back, while it waits for the other. Refuses when they hold none."""
    kept = held(goal, State.PROPOSED)
    side = next((side for side in rules.SIDES if str(_get(kept, side, "key_by_id")) == by.user_id), None)
    if side is None:
        raise refusals.NoKeyOfYours
    _clear(kept, side)
    kept.save()
    Stance.objects.filter(goal=kept, user_id=by.user_id).delete()
    tell(kept, "key_withdrawn", by=by, at=at)
    record(kept, "goal.key_withdrawn", by=by, at=at, changes={"side": side})
    return kept


@transaction.atomic
def hand_key_code(goal: Goal, *, voice: str, by: Actor, at: dt.datetime) -> Handed:
    """A code for one side's key was made, to hand to a person of that side at a meeting. It is shown once.

    Refuses a voice that the place does not have, a side whose key counts already, and somebody who has a part in
    the other side's key.
    """
    kept = held(goal, State.PROPOSED)
    side = side_of(voice, kept.scope)
    _refuse_if_turned(kept, side)
    _refuse_hands_of_the_other(kept, side, by.user_id)
    code = codes.new_code()
    made = KeyCode.objects.create(
        goal=kept,
        side=side,
        voice=voice,
        mark=codes.mark(code),
        handed_by_id=by.user_id,
        handed_on=date_of(at),
        until_on=date_of(at) + LASTS,
    )
    record(kept, "goal.key_code_handed", by=by, at=at, changes={"side": side, "voice": voice})
    return Handed(code, side, voice, made.until_on)


def code_for(typed: str, *, at: dt.datetime) -> KeyCode:
    """The code somebody typed, with its goal. Refuses a slip, an unknown code, a spent one and one that is over."""
    return _usable(KeyCode.objects.select_related("goal__place__parent"), typed, at=at)


@transaction.atomic
def answer_by_code(
    typed: str, *, take: str, words: str = "", employed: bool = False, signed_in: Actor = NOBODY, at: dt.datetime
) -> Goal:
    """Somebody with a code said where they stand to a goal; yes, or can live with it, turns their side's key.

    With a code a spoken key of that side is confirmed. Refuses what `code_for` refuses, a goal that has moved on, a
    no without words, and a code whose giver (or whoever is signed in here) has a part in the other side's key.
    """
    code = _usable(KeyCode.objects.select_for_update(), typed, at=at)
    kept = held(code.goal, State.PROPOSED)
    _stance(kept, code=code, voice=code.voice, side=code.side, take=take, words=words, at=at)
    code.used_on = date_of(at)
    code.save(update_fields=["used_on"])
    if take in rules.NEED_WORDS:
        tell(kept, f"stance_{take}", by=BY_CODE, at=at, voice=code.voice)
        record(kept, "goal.stance_taken", by=BY_CODE, at=at, changes={"voice": code.voice, "take": take})
        return kept
    _refuse_if_turned(kept, code.side)
    _refuse_hands_of_the_other(kept, code.side, str(code.handed_by_id))
    if signed_in.is_someone:
        _refuse_hands_of_the_other(kept, code.side, signed_in.user_id)
        if signed_in.user_id == str(code.handed_by_id):
            raise refusals.SamePersonTwice(
                gettext_noop("You handed this code out. The person who was given it turns the key.")
            )
    if _get(kept, code.side, "key_how") == How.SPOKEN and _get(kept, code.side, "key_voice") == code.voice:
        _set(kept, code.side, key_code_id=code.pk, key_confirmed_on=date_of(at))
        return _after(kept, code.side, by=BY_CODE, at=at, what="key_confirmed")
    giver = {"key_code_id": code.pk, "key_written_by_id": code.handed_by_id}
    _turn(kept, code.side, how=How.CODE, voice=code.voice, employed=employed, at=at, **giver)
    return _after(kept, code.side, by=BY_CODE, at=at, what="key_turned")


@transaction.atomic
def write_spoken_key(goal: Goal, *, voice: str, employed: bool = False, by: Actor, at: dt.datetime) -> Goal:
    """A key that somebody spoke was written down. It does not count until it is confirmed.

    Refuses a side whose key counts already, and a writer who has a part in the other side's key: whoever writes
    one down holds no other key on that goal.
    """
    kept = held(goal, State.PROPOSED)
    side = side_of(voice, kept.scope)
    _refuse_if_turned(kept, side)
    _refuse_hands_of_the_other(kept, side, by.user_id)
    _turn(kept, side, how=How.SPOKEN, voice=voice, employed=employed, at=at, key_written_by_id=by.user_id)
    return _after(kept, side, by=by, at=at, what="key_spoken")


@transaction.atomic
def confirm_spoken_key(goal: Goal, *, voice: str = "", by: Actor, at: dt.datetime) -> Goal:
    """A second person of a side, who was there, confirmed the key that was spoken for it; now it counts.

    Refuses whoever wrote it down, somebody who has a part in the other side's key, and when nothing waits.
    """
    kept = held(goal, State.PROPOSED)
    standing = stand(kept, by=by, voice=voice)
    if _get(kept, standing.side, "key_how") != How.SPOKEN or _get(kept, standing.side, "key_confirmed_on"):
        raise refusals.NothingSpoken
    if str(_get(kept, standing.side, "key_written_by_id")) == by.user_id:
        raise refusals.WriterCannotConfirm
    _refuse_hands_of_the_other(kept, standing.side, by.user_id)
    _set(kept, standing.side, key_confirmed_by_id=by.user_id, key_confirmed_on=date_of(at))
    return _after(kept, standing.side, by=by, at=at, what="key_confirmed")


@transaction.atomic
def take_stance(goal: Goal, *, take: str, words: str = "", voice: str = "", by: Actor, at: dt.datetime) -> Stance:
    """Somebody said where they stand to a goal: agree, can live with it, not yet, block; the last two with words.

    It can be changed until the goal starts. Refuses a no from somebody whose key is turned: the key comes back first.
    """
    kept = held(goal, State.PROPOSED, State.AGREED)
    standing = stand(kept, by=by, voice=voice)
    holds = by.user_id in {str(_get(kept, side, "key_by_id")) for side in rules.SIDES}
    if holds and take in rules.NEED_WORDS:
        raise refusals.TakeYourKeyBackFirst
    stance = _stance(kept, user=by.user_id, voice=standing.voice, side=standing.side, take=take, words=words, at=at)
    tell(kept, f"stance_{take}", by=by, at=at, voice=standing.voice)
    record(kept, "goal.stance_taken", by=by, at=at, changes={"voice": standing.voice, "take": take})
    return stance


def drop_keys(goal: Goal) -> None:
    """What was agreed has changed, so both keys were turned to something else. Part of other acts."""
    for side in rules.SIDES:
        _clear(goal, side)
    Stance.objects.filter(goal=goal, take=Take.AGREE).delete()


def _usable(codes_there: QuerySet[KeyCode], typed: str, *, at: dt.datetime) -> KeyCode:
    if not codes.is_whole(typed):
        raise refusals.MistypedCode
    found = codes_there.filter(mark=codes.mark(typed)).first()
    if found is None:
        raise refusals.UnknownCode
    if found.used_on is not None:
        raise refusals.CodeIsSpent
    if date_of(at) > found.until_on:
        raise refusals.CodeIsOver
    return found


def _stance(
    goal: Goal,
    *,
    voice: str,
    side: str,
    take: str,
    words: str = "",
    user: str | None = None,
    code: KeyCode | None = None,
    at: dt.datetime,
) -> Stance:
    if take not in set(Take):
        raise refusals.WordsAreMissing(gettext_noop("Choose where you stand."))
    if take in rules.NEED_WORDS and not words.strip():
        raise refusals.StanceNeedsWords
    kept = worded(words) if words.strip() else ""
    told = {"voice": voice, "side": side, "take": take, "words": kept, "on": date_of(at)}
    if code is not None:
        return Stance.objects.create(goal=goal, code=code, **told)
    return Stance.objects.update_or_create(goal=goal, user_id=user or "", defaults=told)[0]


def _turn(goal: Goal, side: str, *, how: How, voice: str, employed: bool, at: dt.datetime, **who: object) -> None:
    _clear(goal, side)
    _set(goal, side, key_how=how, key_voice=voice, key_on=date_of(at), **who)
    if side == rules.LIVED_EXPERIENCE:
        goal.lived_key_employed = employed


def _after(goal: Goal, side: str, *, by: Doer, at: dt.datetime, what: str) -> Goal:
    """Keep the key; with both the goal is agreed. One audit row."""
    if all(goal.key_counts(one) for one in rules.SIDES):
        goal.state, goal.state_on, goal.agreed_on = State.AGREED, date_of(at), date_of(at)
    goal.save()
    voice = str(_get(goal, side, "key_voice"))
    tell(goal, what, by=by, at=at, voice=voice)
    if goal.state == State.AGREED:
        tell(goal, "agreed", by=by, at=at)
    changes = {"side": side, "voice": voice, "how": _get(goal, side, "key_how"), "agreed": goal.state == State.AGREED}
    record(goal, f"goal.{what}", by=by, at=at, changes=changes)
    return goal


def _refuse_if_turned(goal: Goal, side: str) -> None:
    if goal.key_counts(side):
        raise refusals.SideHasItsKey


def _refuse_hands_of_the_other(goal: Goal, side: str, user_id: str) -> None:
    other = rules.other_side(side)
    if user_id in {str(_get(goal, other, hand)) for hand in _HANDS}:
        raise refusals.SamePersonTwice


def _get(goal: Goal, side: str, name: str) -> object:
    return getattr(goal, f"{COLUMN[side]}_{name}")


def _set(goal: Goal, side: str, **values: object) -> None:
    for name, value in values.items():
        setattr(goal, f"{COLUMN[side]}_{name}", value)


def _clear(goal: Goal, side: str) -> None:
    _set(goal, side, **_EMPTY)
    if side == rules.LIVED_EXPERIENCE:
        goal.lived_key_employed = False

"""Telling those who raised it: by mail, on paper, by phone, by a poster. Letters name no service and no topic."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.assessments import codes
from alongside.core import outbox
from alongside.core.clock import date_of
from alongside.core.tongues import said_in
from alongside.goals.models import Listener, Loop, LoopCode, Telling
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import LETTER_SUBJECT, MESSAGE_AT_MOST, LoopState, Reach, Result, Way
from alongside.goals.services.loops import refusals
from alongside.goals.services.loops.ending import end_telling
from alongside.goals.services.loops.listening import (
    did_the_work,
    listen_from_round,
    open_contacts,
    those_to_ask,
)
from alongside.goals.services.loops.standing import held, move, record, tell_story, worded
from alongside.programmes.models import Membership
from alongside.programmes.rules import above

SUBJECT = LETTER_SUBJECT
LETTER = _(
    """%(code)s

That is your code. You asked to be told what came of something you raised. Now there is something to tell.

Open %(url)s/told/ and type the code. You can read what was done, or why not, and say whether it is true.
Or open this address, which types it for you: %(url)s/told/#%(code)s

You need no account and no name. Nobody can see which answer is yours.

If you do not want letters like this any more, type this code there instead: %(stop)s
"""
)
POSTER_AT_MOST, SPARE_AT_MOST = 100, 30


@dataclass(frozen=True)
class Letter:
    """A letter to print, or a call to make: whom it is for, the code to answer with, the code that ends it."""

    to: str
    code: str
    stop: str


@transaction.atomic
def tell_loop(
    loop: Loop, *, message: str, public: bool, caller: UUID | None = None, by: Actor, at: dt.datetime
) -> Loop:
    """Those who raised it were told what came of it and asked whether it is true; letters by mail are on their way.

    Whoever left an address after the round it came from is told too. Those who did the work, and members who do not
    speak in the voice that raised it, are not among those asked. Telling again ends the telling that met silence.
    Refuses a loop without a decision, an empty message, and people to be phoned without somebody to call them.
    """
    kept = held(loop, LoopState.OPEN, LoopState.UNCONFIRMED)
    if kept.decided_on is None:
        raise refusals.NotDecidedYet
    message = worded(message, missing=refusals.MessageIsMissing, most=MESSAGE_AT_MOST)
    listen_from_round(kept, at=at)
    asked = those_to_ask(kept)
    _refuse_caller(kept, caller, phones=any(one.listener.reach == Reach.PHONE for one in asked))
    if kept.state == LoopState.UNCONFIRMED:
        end_telling(kept, Result.TOLD_AGAIN, at=at)
    telling = Telling.objects.create(
        loop=kept,
        number=kept.tellings.count() + 1,
        told_on=date_of(at),
        waits_from=date_of(at),
        message=message,
        public=public,
        teller_id=by.user_id,
        caller_id=caller,
        asked=len(asked),
        needed=rules.answers_needed(len(asked), wanted=kept.wanted),
        secret=secrets.token_bytes(32),
    )
    Listener.objects.filter(loop=kept).update(served=False)
    by_mail = [one for one in asked if one.listener.reach == Reach.MAIL]
    random.SystemRandom().shuffle(by_mail)
    for one in by_mail:
        holes = {"code": _make(telling), "stop": one.stop, "url": settings.RATING_URL}
        body, subject = said_in(one.language, LETTER) % holes, said_in(one.language, LETTER_SUBJECT)
        outbox.queue(to=one.contact, subject=subject, body=body, on=date_of(at), sealed=True)
    move(kept, LoopState.TOLD)
    kept.told_on, kept.version = date_of(at), kept.version + 1
    kept.save()
    tell_story(kept, "told", by=by, at=at)
    changes = {"asked": telling.asked, "needed": telling.needed, "public": public, "caller": caller}
    record(kept, "loop.told", by=by, at=at, changes=changes)
    return kept


@transaction.atomic
def print_letters(loop: Loop, *, spare: int = 0, by: Actor, at: dt.datetime) -> list[Letter]:
    """Letters on paper were made for those who asked for one. They are told once, here, and cannot be printed again.

    Where nobody asked to be told, `spare` letters are made to hand out. Refuses when there is nothing to print.
    """
    kept = held(loop, LoopState.TOLD, LoopState.UNCONFIRMED)
    telling = awaited(kept)
    if telling.asked and spare:
        raise refusals.PeopleAsked
    waiting = _waiting(kept, Reach.PAPER)
    letters = [Letter(one.contact, _make(telling), one.stop) for one in open_contacts(waiting)]
    letters += [Letter("", _make(telling), "") for _ in range(min(spare, SPARE_AT_MOST))]
    if not letters:
        raise refusals.NothingToPrint
    _serve(waiting)
    record(kept, "loop.letters_printed", by=by, at=at, changes={"letters": len(letters), "to_hand_out": spare})
    return letters


@transaction.atomic
def list_calls(loop: Loop, *, by: Actor, at: dt.datetime) -> list[Letter]:
    """The one person named to call was shown whom, once, with a code for each to answer by themselves.

    Refuses everybody else, whatever they lead.
    """
    kept = held(loop, LoopState.TOLD, LoopState.UNCONFIRMED)
    telling = awaited(kept)
    if str(telling.caller_id) != by.user_id:
        raise refusals.NotTheCaller
    waiting = _waiting(kept, Reach.PHONE)
    calls = [Letter(one.contact, _make(telling), one.stop) for one in open_contacts(waiting)]
    if not calls:
        raise refusals.NothingToPrint
    _serve(waiting)
    record(kept, "loop.calls_listed", by=by, at=at, changes={"calls": len(calls)})
    return calls


@transaction.atomic
def make_loop_poster(loop: Loop, *, number: int, by: Actor, at: dt.datetime) -> str:
    """A poster was made that asks whether it is true. Its answers are counted apart. The code is told once, here."""
    kept = held(loop, LoopState.TOLD, LoopState.UNCONFIRMED)
    code = codes.new_code()
    number = max(1, min(number, POSTER_AT_MOST))
    LoopCode.objects.create(mark=codes.mark(code), telling=awaited(kept), way=Way.OPEN, left=number)
    record(kept, "loop.poster_made", by=by, at=at, changes={"number": number})
    return code


def awaited(loop: Loop) -> Telling:
    """The telling whose answers are awaited: a told loop always has one, the database sees to that."""
    return Telling.objects.get(loop=loop, result="")


def _make(telling: Telling) -> str:
    code = codes.new_code()
    LoopCode.objects.create(mark=codes.mark(code), telling=telling, way=Way.LETTER)
    return code


def _waiting(loop: Loop, reach: Reach) -> list[Listener]:
    """Those of one way who have not been served since the telling, and who are asked."""
    asked = {one.listener.pk for one in those_to_ask(loop)}
    rows = Listener.objects.filter(loop=loop, reach=reach, served=False)
    return [row for row in rows if row.pk in asked]


def _serve(listeners: list[Listener]) -> None:
    Listener.objects.filter(pk__in=[row.pk for row in listeners]).update(served=True)


def _refuse_caller(loop: Loop, caller: UUID | None, *, phones: bool) -> None:
    if caller is None:
        if phones:
            raise refusals.CallerIsMissing
        return
    belongs = Membership.objects.live().filter(user=caller, scope__in=above(loop.scope)).exists()
    if not belongs or str(caller) in did_the_work(loop):
        raise refusals.CallerDoesNotBelong

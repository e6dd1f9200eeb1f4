"""Those who asked to be told: how to reach them is sealed, and opened only to write to them or to call them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from alongside.accounts.models import User
from alongside.assessments import codes
from alongside.assessments.models import Letterbox
from alongside.assessments.services.purposes import LETTERBOX, out_of_letterbox
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.seal import CannotUnseal, seal, unseal
from alongside.goals.models import Listener, Loop
from alongside.goals.rules.loops import CONTACT_PURPOSE, KEEP_CONTACT, LoopState, Reach, own_work
from alongside.goals.services.doers import doers_of
from alongside.goals.services.loops import refusals
from alongside.goals.services.loops.ending import scrub_after
from alongside.goals.services.loops.restoring import never_write_again
from alongside.goals.services.loops.standing import held, record, worded
from alongside.programmes.models import Membership
from alongside.programmes.rules import above

CONTACT_AT_MOST = 200


@dataclass(frozen=True)
class Opened:
    """A contact as its sender sees it: how to reach them, and the code that ends it."""

    listener: Listener
    contact: str
    stop: str
    language: str
    """What they are written to in: the language of the page on which they asked."""


@transaction.atomic
def add_listener(loop: Loop, *, reach: str, contact: str, by: Doer, at: dt.datetime) -> Listener:
    """Somebody asked to be told what comes of it, and a person of the place wrote down how to reach them.

    The trail says that somebody was added, never who. Refuses what is no address, and a contact that is listed.
    """
    kept = held(loop, LoopState.OPEN, LoopState.TOLD, LoopState.UNCONFIRMED)
    listener = _list(kept, reach=reach, contact=contact, at=at)
    record(kept, "loop.listener_added", by=by, at=at, changes={"reach": str(reach)})
    return listener


@transaction.atomic
def leave_contact(loop: Loop, *, address: str, language: str = "en", at: dt.datetime) -> None:
    """Somebody asked by themselves to be told by mail. No row of the trail; who is listed already stays listed once."""
    kept = held(loop, LoopState.OPEN, LoopState.TOLD, LoopState.UNCONFIRMED)
    try:
        _list(kept, reach=Reach.MAIL, contact=address, language=language, at=at)
    except refusals.ListedAlready:
        return  # the same answer for everybody: nobody learns who is on a list


@transaction.atomic
def stop_telling(typed: str, *, at: dt.datetime) -> None:
    """Somebody does not want to be told any more: how to reach them is deleted, at this place wherever it stands.

    No row of the trail. A code that is none, or whose contact is gone already, is answered the same way.
    """
    found = Listener.objects.filter(stop_mark=codes.mark(typed)).select_related("loop").first()
    if found is None:
        return
    scope, same = found.loop.scope, Listener.objects.filter(contact_mark=found.contact_mark)
    address = _open(found).contact.lower() if found.reach == Reach.MAIL else ""
    for listener in same.filter(loop__scope=scope).select_related("loop"):
        never_write_again(listener)
        listener.delete()
        scrub_after(listener.loop)
        listener.loop.save(update_fields=["scrubbed"])
    for box in Letterbox.objects.filter(round__scope=scope) if address else ():
        if _address_in(box)[0] == address:
            box.delete()


def listen_from_round(loop: Loop, *, at: dt.datetime) -> None:
    """Whoever left an address after the round this loop comes from asked to be told too. A part of telling."""
    round_id = next((one.round_id for one in (loop.from_gap, loop.from_quote) if one is not None), None)
    if round_id is None:
        return
    for box in Letterbox.objects.filter(round=round_id):
        address, language = _address_in(box)
        if address and not Listener.objects.filter(loop=loop, contact_mark=Listener.mark_of(address)).exists():
            _list(loop, reach=Reach.MAIL, contact=address, language=language, at=at, until=box.until_on)


def those_to_ask(loop: Loop) -> list[Opened]:
    """The people to be told and asked: not those who did the work, nor members who do not speak in its voice."""
    opened = [one for row in Listener.objects.filter(loop=loop) if (one := _opened(row)) is not None]
    mail = [one.contact for one in opened if one.listener.reach == Reach.MAIL]
    left_out = own_work(_workers(loop), mail) | own_work(_other_voices(loop), mail)
    return [one for one in opened if one.contact not in left_out or one.listener.reach != Reach.MAIL]


def open_contacts(listeners: Iterable[Listener]) -> list[Opened]:
    """The contacts of these, opened; those sealed with a key that was lost are left out."""
    return [one for row in listeners if (one := _opened(row)) is not None]


def did_the_work(loop: Loop) -> set[str]:
    """The accounts of those who led, claimed or did what people are asked about."""
    goal = loop.goal
    if goal is None:
        return set()
    people = {goal.lived_lead_id, goal.profession_lead_id, goal.claimed_by_id, *doers_of(goal)}
    return {str(one) for one in people if one is not None}


def _workers(loop: Loop) -> list[str]:
    rows = User.objects.filter(pk__in=did_the_work(loop)).values_list("email", flat=True)
    return [email for email in rows if email]


def _other_voices(loop: Loop) -> list[str]:
    """The addresses of members here none of whose voices is the one that raised it."""
    rows = Membership.objects.live().filter(scope__in=above(loop.scope), user__email__isnull=False)
    voices: dict[str, set[str]] = {}
    for email, listed in rows.values_list("user__email", "voices"):
        voices.setdefault(email or "", set()).update(listed)
    return [email for email, listed in voices.items() if loop.voice not in listed]


def _list(
    loop: Loop, *, reach: str, contact: str, language: str = "en", at: dt.datetime, until: dt.date | None = None
) -> Listener:
    contact = " ".join(worded(contact, missing=refusals.ContactIsMissing, most=CONTACT_AT_MOST).split())
    if reach not in {one.value for one in Reach}:
        raise refusals.ContactIsMissing
    if reach == Reach.MAIL:
        _refuse_no_address(contact)
    if Listener.objects.filter(loop=loop, contact_mark=Listener.mark_of(contact)).exists():
        raise refusals.ListedAlready
    stop = codes.new_code()
    return Listener.objects.create(
        loop=loop,
        reach=reach,
        sealed=seal(json.dumps([contact, stop, language]), purpose=CONTACT_PURPOSE),
        contact_mark=Listener.mark_of(contact),
        stop_mark=codes.mark(stop),
        until_on=until or date_of(at) + KEEP_CONTACT,
    )


def _refuse_no_address(contact: str) -> None:
    try:
        validate_email(contact)
    except ValidationError as wrong:
        raise refusals.ContactIsWrong from wrong


def _opened(listener: Listener) -> Opened | None:
    try:
        return _open(listener)
    except CannotUnseal:
        return None  # sealed with a key that was lost: nobody can read it any more


def _open(listener: Listener) -> Opened:
    contact, stop, *language = json.loads(unseal(listener.sealed, purpose=CONTACT_PURPOSE))
    return Opened(listener, contact, stop, language[0] if language else "en")


def _address_in(box: Letterbox) -> tuple[str, str]:
    """The address and its language."""
    try:
        address, language = out_of_letterbox(unseal(box.sealed, purpose=LETTERBOX))
    except CannotUnseal:
        return "", ""
    return address.lower(), language

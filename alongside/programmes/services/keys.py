"""Writes about second keys: agreeing to what one side asked for, or declining it."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import transaction

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.core.words import gettext_noop
from alongside.programmes import rules
from alongside.programmes.models import Deputy, Membership, Removal, VoiceRequest
from alongside.programmes.services import people, refusals
from alongside.programmes.services.trail import record

W = TypeVar("W", Removal, VoiceRequest)


@transaction.atomic
def agree_removal(removal: Removal, *, by: Actor, on: dt.date) -> Membership:
    """Agreed, for the person's own side or the programme, that a membership ends or changes; and so it did.

    Refuses whoever asked for it, whoever does not hold that side's key, and what is settled already.
    """
    waiting, held = _turn(Removal, removal, by=by, on=on, agreed=True)
    if waiting.change == Removal.Change.END:
        return people.close(held, reason=waiting.reason, by=by, on=on)
    role = Role(waiting.role)
    people.check_new(held.user, role, held.scope, instead_of=held, on=on)
    return people.set_role(held, role=role, voices=waiting.voices, by=by, on=on)


@transaction.atomic
def decline_removal(removal: Removal, *, by: Actor, on: dt.date) -> Removal:
    """Declined, for the person's own side or the programme, that a membership ends or changes: it stays as it is."""
    waiting, held = _turn(Removal, removal, by=by, on=on, agreed=False)
    told = {"person": f"user:{held.user_id}", "change": waiting.change}
    record("removal.declined", by=by, on=on, scope=held.scope, subject=f"membership:{held.pk}", changes=told)
    return waiting


@transaction.atomic
def agree_voices(request: VoiceRequest, *, by: Actor, on: dt.date) -> Membership:
    """Agreed, for a side, that a person may speak in its voices at a place (rule 7)."""
    waiting, held = _turn(VoiceRequest, request, by=by, on=on, agreed=True)
    voices = list(dict.fromkeys([*held.voices, *waiting.voices]))
    return people.set_role(held, role=held.role, voices=voices, by=by, on=on)


@transaction.atomic
def decline_voices(request: VoiceRequest, *, by: Actor, on: dt.date) -> VoiceRequest:
    """Declined, for a side, that a person speaks in its voices."""
    waiting, held = _turn(VoiceRequest, request, by=by, on=on, agreed=False)
    told = {"person": f"user:{held.user_id}", "voices": waiting.voices}
    record("voices.declined", by=by, on=on, scope=held.scope, subject=f"membership:{held.pk}", changes=told)
    return waiting


def _turn(kind: type[W], given: W, *, by: Actor, on: dt.date, agreed: bool) -> tuple[W, Membership]:
    """Settle one waiting wish, if this person holds its key."""
    held = Membership.objects.select_for_update().get(pk=given.membership_id)
    waiting = kind.objects.select_for_update().get(pk=given.pk)
    if waiting.settled_on:
        raise refusals.AlreadySettled
    if by.user_id == str(waiting.asked_by_id):
        raise refusals.NotYourKey(gettext_noop("You asked for this. The second key comes from someone else."))
    if waiting.side not in rules.stands_for(by, at=held.scope):
        raise refusals.NotYourKey
    if Deputy.objects.at_work(on=on).filter(lead=held, user_id=by.user_id).exists():
        raise refusals.NotYourKey(gettext_noop("You stand in for this person, so somebody else decides about them."))
    waiting.settled_by_id, waiting.settled_on, waiting.agreed = by.user_id, on, agreed
    waiting.save(update_fields=["settled_by", "settled_on", "agreed"])
    return waiting, held

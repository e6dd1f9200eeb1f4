"""Writes about people without an email address: inviting them with a printed slip, a new slip, a lost second step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext

from alongside.access.permissions import Permission, Role
from alongside.access.policy import Actor
from alongside.accounts import services as accounts
from alongside.core import audit
from alongside.programmes import rules
from alongside.programmes.models import Membership, Place
from alongside.programmes.services import refusals
from alongside.programmes.services.people import admit, held_now, record_about, seat, sides_at


@transaction.atomic
def invite_without_address(
    place: Place,
    *,
    name: str,
    sign_in_name: str,
    role: Role,
    voices: Sequence[str],
    by: audit.Doer,
    on: dt.date,
) -> tuple[Membership, str]:
    """Invited a person without an email address, and returns the code of their slip, which is never shown again.

    Refuses what `invite` refuses, and a sign-in name that is none or is in use. Also makes the account, and lets voices
    of a side for which the giver does not stand wait for that side's key.
    """
    now, later = admit(place, role, voices, by=by)
    user = accounts.account_without_address(name=name, sign_in_name=sign_in_name, on=on)
    membership = seat(place, user, role, now, later, by=by, on=on)
    code = accounts.slip_for(user, on=on)
    waiting = sorted(voice for asked in later.values() for voice in asked)
    changes = {"role": role, "voices": now, "waiting": waiting, "new account": True, "slip": True}
    record_about("person.invited", membership, by=by, on=on, changes=changes)
    return membership, code


@transaction.atomic
def make_slip(membership: Membership, *, by: Actor, on: dt.date) -> str:
    """Made a new slip for a person without an email address who cannot sign in any more, and returns its code.

    Refuses a membership that has ended, somebody with an address, and anyone but a lead of the person's own side or a
    director. Also ends the person's sessions and the password they have forgotten, and lets a notice wait for them that
    says who made it.
    """
    held = held_now(membership)
    if not by.can(Permission.PEOPLE_INVITE, at=held.scope):
        raise refusals.NotYoursToDo
    sides = rules.sides_of(Role(held.role), held.voices, sides_at(held.scope))
    if not sides <= rules.stands_for(by, at=held.scope):
        raise refusals.NotTheirSide
    code = accounts.slip_for(held.user, on=on)
    body = render_to_string("programmes/mail/slip.txt", {"name": held.user.name, "by": by.name, "on": on})
    accounts.tell(held.user_id, to=None, subject=gettext("A new slip was made for you"), body=body, on=on)
    record_about("slip.made", held, by=by, on=on)
    return code


@transaction.atomic
def reset_second_step(membership: Membership, *, by: Actor, on: dt.date) -> Membership:
    """Took the second step of a person away who has lost it, so that they set it up anew.

    Refuses a membership that has ended, oneself, anyone who may not, and a person who has none. Also ends their
    sessions, takes their password away, and writes to them.
    """
    held = held_now(membership)
    if not by.can(Permission.PEOPLE_RESET, at=held.scope):
        raise refusals.NotYoursToDo
    if by.user_id == str(held.user_id):
        raise refusals.NotOneself
    gone = accounts.lose_factors(held.user, on=on)
    record_about("second_step.reset", held, by=by, on=on, changes={"kinds": gone})
    return held

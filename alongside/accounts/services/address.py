"""Changing the address that somebody signs in with: asked for, then confirmed by a code sent to the new one."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.accounts.services.users import AddressInUse, NotAnAddress, record
from alongside.core import clock, outbox
from alongside.core.refusals import Refusal
from alongside.core.seal import fingerprint

SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LASTS = dt.timedelta(minutes=15)


class WrongAddressCode(Refusal):
    message = _(
        "This is not the code that we sent to the new address, or it is too old. Ask again if you need a new one."
    )


@dataclass(frozen=True)
class AddressAsked:
    """A new address that waits for its code, as the browser's session keeps it: never the code itself."""

    email: str
    mark: str
    until: float


@transaction.atomic
def ask_to_change_address(user: User, *, email: str, by: Actor, at: dt.datetime) -> AddressAsked:
    """Asked to change the address that somebody signs in with. Nothing changes until its code is given.

    Refuses what is no address. Whoever has an account with it already is told so by mail, and nobody else is.
    """
    wanted = email.strip().lower()
    try:
        validate_email(wanted)
    except ValidationError as wrong:
        raise NotAnAddress from wrong
    taken = User.objects.filter(email=wanted).exclude(pk=user.pk).exists()
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    letter = "accounts/mail/address_taken.txt" if taken else "accounts/mail/address.txt"
    body = render_to_string(letter, {"code": f"{code[:4]} {code[4:]}"})
    on = clock.date_of(at)
    outbox.queue(to=wanted, subject=gettext("Your address at Alongside"), body=body, on=on, sealed=True)
    record("user.address_asked", user, by=by, on=on)
    return AddressAsked(wanted, _mark(user, wanted, code), (at + LASTS).timestamp())


@transaction.atomic
def change_address(user: User, *, asked: AddressAsked, code: str, by: Actor, at: dt.datetime) -> User:
    """Changed the address that somebody signs in with, which ends their other sessions, and told the old one.

    Refuses a wrong code, one that is too old, and an address that has an account.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    good = secrets.compare_digest(asked.mark, _mark(held, asked.email, typed))
    if not good or at.timestamp() > asked.until:
        raise WrongAddressCode
    if User.objects.filter(email=asked.email).exclude(pk=held.pk).exists():
        raise AddressInUse
    on = clock.date_of(at)
    if held.email:
        told = render_to_string("accounts/mail/address_changed.txt", {})
        outbox.queue(to=held.email, subject=gettext("Your address at Alongside"), body=told, on=on)
    held.email = asked.email
    held.session_epoch += 1
    held.save(update_fields=["email", "session_epoch"])
    EmailAddress.objects.filter(user=held).delete()
    record("user.address_changed", held, by=by, on=on)
    return held


def _mark(user: User, email: str, code: str) -> str:
    """What is kept of a code: good for one account, as its address stands now, and one new address."""
    return fingerprint(f"{user.pk} {user.email} {email} {code}", purpose="address")

"""Writes about second factors: an app, a security key, printed codes. The cryptography is allauth's and fido2's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.accounts import rules
from alongside.accounts.models import User
from alongside.accounts.services.notices import tell
from alongside.accounts.services.users import WrongPassword, forget_sessions, record, user_called
from alongside.core import audit
from alongside.core.refusals import Refusal
from alongside.core.seal import CannotUnseal

APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
KINDS = {APP: "app", KEY: "key", CODES: "codes"}
"""How a factor is called in addresses, in the audit trail and in letters."""

MOST_KEYS = 10


class WrongCode(Refusal):
    message = _("This is not the code. Type the newest one from your app, or a printed code that you have not used yet")


class NotTheAppsCode(Refusal):
    message = _("This is not the code that the app shows. Wait for the next one and type that")


class KeyNotRead(Refusal):
    message = _("The key could not be read. Try again, or choose another way")


class TooManyKeys(Refusal):
    message = _("You have ten keys already. Take one away first")


class NoSuchFactor(Refusal):
    message = _("This second step is not there any more")


class MustKeepOne(Refusal):
    message = _(
        "Your roles let you see a whole site or programme, so you need a second step. "
        "Set up another one first, then take this one away"
    )


class LongerPasswordFirst(Refusal):
    message = _("Without a second step your password needs at least 12 characters. Choose a longer one first")


class NothingToReset(Refusal):
    message = _("There is no second step to take away")


@transaction.atomic
def add_app(user: User, *, secret: str, code: str, by: audit.Doer, on: dt.date) -> None:
    """Set up an authenticator app as a second factor.

    Refuses a code that the app does not show. Also takes the place of an app set up before, ends the person's other
    sessions, and tells them.
    """
    _locked(user)
    counter = _counter_of(secret, code)
    if counter is None:
        raise NotTheAppsCode
    Authenticator.objects.filter(user=user, type=APP).delete()
    app = totp.TOTP.activate(user, secret).instance
    app.data["last"] = counter
    app.save(update_fields=["data"])
    _added(user, "app", by=by, on=on)


@transaction.atomic
def add_key(user: User, *, name: str, credential: Mapping[str, Any], by: audit.Doer, on: dt.date) -> None:
    """Set up a passkey or security key, already checked, as a second factor.

    Refuses an eleventh. Also ends the person's other sessions, and tells them.
    """
    _locked(user)
    keys = Authenticator.objects.filter(user=user, type=KEY).count()
    if keys >= MOST_KEYS:
        raise TooManyKeys
    WebAuthn.add(user, " ".join(name.split())[:40] or f"Key {keys + 1}", dict(credential))
    _added(user, "key", by=by, on=on)


@transaction.atomic
def make_codes(user: User, *, by: audit.Doer, on: dt.date) -> list[str]:
    """Made ten printed one-use codes as a second factor, and returns them: they are never shown again.

    Also ends those made before and the person's other sessions, and tells them.
    """
    _locked(user)
    Authenticator.objects.filter(user=user, type=CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    _added(user, "codes", by=by, on=on)
    return codes


@transaction.atomic
def use_code(user: User, *, code: str) -> int | None:
    """Somebody gave a code of their app, or a printed one; how many printed ones are left if it was one of those.

    Refuses a wrong code, and one that was used before. Leaves no audit row: when somebody signed in is nobody's
    business.
    """
    held = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=user)}
    if APP in held and _app_shows(held[APP], code):
        return None
    if CODES in held:
        printed = RecoveryCodes(held[CODES])
        try:
            if printed.validate_code(code):
                return len(printed.get_unused_codes())
        except CannotUnseal:
            pass  # sealed with another secret key: none of them fits any more
    raise WrongCode


@transaction.atomic
def remove_factor(user: User, *, factor: int, password: str, by: Actor, on: dt.date) -> None:
    """Took a second factor of one's own away.

    Refuses the last one of somebody whose roles need one, and of somebody whose password, asked for again, is wrong or
    too short to stand alone. Also tells the person.
    """
    _locked(user)
    held = list(Authenticator.objects.filter(user=user))
    gone = next((row for row in held if row.pk == factor), None)
    if gone is None:
        raise NoSuchFactor
    if len(held) == 1:
        if by.needs_second_factor:
            raise MustKeepOne
        _check_password_alone(user, password)
    gone.delete()
    kind = KINDS[Authenticator.Type(gone.type)]
    record("factor.removed", user, by=by, on=on, changes={"kind": kind})
    _write_to(user, gettext("A second step was taken away"), "removed", kind, on=on)


@transaction.atomic
def reset_factors(user: User, *, by: audit.Doer, on: dt.date) -> None:
    """Took all second factors of somebody away who lost them. Refuses, and also does, what `lose_factors` says."""
    gone = lose_factors(user, on=on)
    record("factor.reset", user, by=by, on=on, changes={"kinds": gone})


def lose_factors(user: User, *, on: dt.date) -> list[str]:
    """Take all second factors of somebody away; which kinds they were. A part of services that write the audit row.

    Refuses when there are none. Also takes away the password, which may be too short to stand alone, ends their
    sessions, and tells them.
    """
    _locked(user)
    gone = sorted(KINDS[Authenticator.Type(row.type)] for row in Authenticator.objects.filter(user=user))
    if not gone:
        raise NothingToReset
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    forget_sessions([user.pk])
    _write_to(user, gettext("Your second step was reset"), "reset", "", on=on)
    return gone


@transaction.atomic
def reset_for(*, who: str, by: audit.Doer, on: dt.date) -> User:
    """Took all second factors of somebody away, by what they sign in with. Refuses what `reset_factors` refuses."""
    user = user_called(who)
    reset_factors(user, by=by, on=on)
    return user


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _added(user: User, kind: str, *, by: audit.Doer, on: dt.date) -> None:
    forget_sessions([user.pk])  # whoever is signed in elsewhere has not given it
    user.refresh_from_db(fields=["session_epoch"])
    record("factor.added", user, by=by, on=on, changes={"kind": kind})
    _write_to(user, gettext("A second step was set up"), "added", kind, on=on)


def _write_to(user: User, subject: str, what: str, kind: str, *, on: dt.date) -> None:
    body = render_to_string("accounts/mail/factor.txt", {"name": user.name, "what": what, "kind": kind})
    tell(user.pk, to=user.email, subject=subject, body=body, on=on)


def _check_password_alone(user: User, password: str) -> None:
    if not user.has_usable_password():
        return
    if not user.check_password(password):
        raise WrongPassword
    if not rules.is_long_enough(password, with_second_factor=False):
        raise LongerPasswordFirst


def _counter_of(secret: str, code: str) -> int | None:
    """Which half-minute a code of an app belongs to, if it is one of the last, this or the next one."""
    typed = "".join(code.split())
    for counter in totp.yield_hotp_counters_from_time():
        if compare_user_code(actual=typed, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))):
            return int(counter)
    return None


def _app_shows(app: Authenticator, code: str) -> bool:
    """Whether an app shows this code now. Each counts once, and none that is older than the last one used."""
    try:
        counter = _counter_of(get_adapter().decrypt(app.data["secret"]), code)
    except CannotUnseal:
        return False
    if counter is None or counter <= app.data.get("last", 0):
        return False
    app.data["last"] = counter
    app.save(update_fields=["data"])
    return True

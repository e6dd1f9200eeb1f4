"""Writes about accounts without an address for mail: a sign-in name, and printed slips to begin with."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.accounts import rules
from alongside.accounts.models import Slip, User
from alongside.accounts.services.users import NoName, forget_sessions, record, user_called
from alongside.core import audit
from alongside.core.refusals import Refusal
from alongside.core.seal import fingerprint

KEPT_FOR = dt.timedelta(days=14)


class NotASignInName(Refusal):
    message = _("Choose a name of 3 to 40 letters or digits, or leave it empty and we choose three words")


class SignInNameInUse(Refusal):
    message = _("Somebody signs in with this name already. Choose another, or leave it empty and we choose three words")


class HasAddress(Refusal):
    message = _("This person has an email address. They ask for a code by email when they sign in")


class WrongSlip(Refusal):
    message = _("These do not go together, or the slip is used up or too old. Check both, or ask for a new slip")


@transaction.atomic
def account_without_address(*, name: str, sign_in_name: str, on: dt.date) -> User:
    """A new account for somebody without an address; three plain words to sign in with where none are chosen.

    A part of other services, which write the audit row. Refuses an empty name, and a sign-in name that is none or is
    in use.
    """
    name = " ".join(name.split())
    if not name:
        raise NoName
    wanted = rules.sign_in_name(sign_in_name)
    if sign_in_name.strip() and not wanted:
        raise NotASignInName
    if User.objects.filter(sign_in_name=wanted).exists():
        raise SignInNameInUse
    user = User(name=name, sign_in_name=wanted or _three_words(), joined_on=on)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user


@transaction.atomic
def slip_for(user: User, *, on: dt.date) -> str:
    """The code of a new slip for somebody without an address, as it is printed: it is never shown again.

    A part of other services, which write the audit row. Refuses somebody with an address. Also ends an older slip,
    their sessions and the password they have forgotten.
    """
    if user.email:
        raise HasAddress
    code = "".join(secrets.choice(rules.SLIP_SIGNS) for _number in range(rules.SLIP_LENGTH))
    Slip.objects.update_or_create(user=user, defaults={"mark": _mark(user, code), "until_on": on + KEPT_FOR})
    user.set_unusable_password()
    user.save(update_fields=["password"])
    forget_sessions([user.pk])
    return "-".join(code[at : at + 4] for at in range(0, rules.SLIP_LENGTH, 4))


@transaction.atomic
def print_slip(*, who: str, by: audit.Doer, on: dt.date) -> tuple[User, str]:
    """Made a new slip for somebody without an address, by the name they sign in with; returns its code.

    Refuses a name that nobody has, and somebody with an address.
    """
    user = user_called(who)
    code = slip_for(user, on=on)
    record("slip.made", user, by=by, on=on)
    return user, code


@transaction.atomic
def use_slip(*, sign_in_name: str, code: str, on: dt.date) -> User:
    """Signed in with a slip, which is used up.

    Refuses, always in the same words, a name that nobody has, another code, and a slip that is used up or too old.
    """
    wanted = Slip.objects.select_for_update(of=("self",)).select_related("user")
    slip = wanted.filter(user__sign_in_name=rules.sign_in_name(sign_in_name), until_on__gte=on).first()
    typed = _mark(slip.user if slip else None, rules.slip_code(code))
    if slip is None or not slip.user.is_active or not hmac.compare_digest(slip.mark, typed):
        raise WrongSlip
    slip.delete()
    user = slip.user
    record("slip.used", user, by=Actor(str(user.pk), user.name), on=on)
    return user


def _mark(user: User | None, code: str) -> str:
    return fingerprint(f"{user.pk if user else ''} {code}", purpose="slip")


def _three_words() -> str:
    """Three plain words that nobody signs in with yet. They are no secret."""
    while True:
        words = "-".join(secrets.choice(rules.PLAIN_WORDS) for _number in range(3))
        if not User.objects.filter(sign_in_name=words).exists():
            return words

"""Writes about a person's account: its name, its password, its sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from alongside.accounts import rules
from alongside.accounts.models import User
from alongside.core import audit, clock
from alongside.core.refusals import Refusal


class AddressInUse(Refusal):
    message = _("There is already an account with this email address.")


class NotAnAddress(Refusal):
    message = _("Enter an email address in the correct format, like name@example.com")


class NoName(Refusal):
    message = _("Enter a name")


class NobodyCalledThat(Refusal):
    message = _("Nobody signs in with this.")


class WrongPassword(Refusal):
    message = _("This is not your password until now")


class PasswordTooWeak(Refusal):
    """Its message says what is wrong with the password."""


@transaction.atomic
def create_user(*, email: str, name: str, by: audit.Doer, on: dt.date) -> User:
    """Made an account for a person, without a password: they sign in with a code sent to them.

    Refuses when the address is none, or has an account already, and when there is no name.
    """
    user, is_new = account_for(email=email, name=name, on=on)
    if not is_new:
        raise AddressInUse
    record("user.created", user, by=by, on=on, changes={"name": user.name})
    return user


@transaction.atomic
def account_for(*, email: str, name: str, on: dt.date) -> tuple[User, bool]:
    """The account with an address, made if there is none; and whether it is new.

    A part of other services, which write the audit row. Refuses an address that is none, and an empty name.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise NotAnAddress from wrong
    if found := User.objects.filter(email=email).first():
        return found, False
    if not name:
        raise NoName
    user = User(email=email, name=name, joined_on=on)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user, True


def accounts_for_many(people: Sequence[tuple[str, str]], *, on: dt.date) -> list[User]:
    """New accounts for many people at once, each an address and a name, in their order.

    A part of bulk services, which write the audit row. The database refuses a second account for one address.
    """
    users = [User(email=email.lower(), name=name, joined_on=on, password=UNUSABLE) for email, name in people]
    return User.objects.bulk_create(users, batch_size=1000)


UNUSABLE = UNUSABLE_PASSWORD_PREFIX + "none"
"""What stands for a password where there is none: nothing matches it."""


@transaction.atomic
def change_name(user: User, *, name: str, by: audit.Doer, on: dt.date) -> User:
    """Changed what a person is called. Refuses an empty name."""
    name = " ".join(name.split())
    if not name:
        raise NoName
    before, user.name = user.name, name
    user.save(update_fields=["name"])
    record("user.renamed", user, by=by, on=on, changes={"name": {"was": before, "is": name}})
    return user


@transaction.atomic
def set_password(user: User, *, current: str, new: str, by: audit.Doer, on: dt.date) -> User:
    """Set a person's password, which ends their other sessions.

    Refuses when the password until now is wrong, and when the new one is short or easily guessed.
    """
    if user.has_usable_password() and not user.check_password(current):
        raise WrongPassword
    try:
        password_validation.validate_password(new, user=user)
    except ValidationError as weak:
        raise PasswordTooWeak(" ".join(weak.messages)) from weak
    user.set_password(new)
    user.save(update_fields=["password"])
    record("user.password_set", user, by=by, on=on)
    return user


@transaction.atomic
def end_sessions(user: User, *, by: audit.Doer, on: dt.date) -> User:
    """Ended every session of a person at once."""
    forget_sessions([user.pk])
    user.refresh_from_db(fields=["session_epoch"])
    record("user.sessions_ended", user, by=by, on=on)
    return user


def forget_sessions(user_ids: Iterable[UUID]) -> None:
    """Every session of these people is worth nothing from now on. A part of services that write the audit row."""
    User.objects.filter(pk__in=list(user_ids)).update(session_epoch=F("session_epoch") + 1)


def user_called(who: str) -> User:
    """The person who signs in with this address or name. Refuses when there is nobody."""
    same = Q(email=who.strip().lower()) | Q(sign_in_name=rules.sign_in_name(who))
    user = User.objects.filter(same).first()
    if user is None:
        raise NobodyCalledThat
    return user


def record(
    action: str, user: User, *, by: audit.Doer, on: dt.date, changes: Mapping[str, object] | None = None
) -> None:
    at = clock.moment_on(on)
    audit.record(action, by=by, at=at, scope="", subject=f"user:{user.pk}", changes=changes)

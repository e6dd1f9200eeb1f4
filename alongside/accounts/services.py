"""Writes about accounts. Each leaves one audit row."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from alongside.accounts.models import User
from alongside.core import audit, clock
from alongside.core.refusals import Refusal


class AddressInUse(Refusal):
    message = "There is already an account with this email address."


class NotAnAddress(Refusal):
    message = "Enter an email address in the correct format, like name@example.com"


class NoName(Refusal):
    message = "Enter a name"


class WrongPassword(Refusal):
    message = "This is not your password until now"


class PasswordTooWeak(Refusal):
    """Its message says what is wrong with the password."""


@transaction.atomic
def create_user(*, email: str, name: str, by: audit.Doer, on: dt.date) -> User:
    """Made an account for a person, without a password: they sign in with a code sent to them.

    Refuses when the address is none, or has an account already, and when there is no name.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise NotAnAddress from wrong
    if not name:
        raise NoName
    if User.objects.filter(email=email).exists():
        raise AddressInUse
    user = User(email=email, name=name, joined_on=on)
    user.set_unusable_password()
    user.save(force_insert=True)
    _record("user.created", user, by=by, changes={"name": name})
    return user


@transaction.atomic
def bulk_create_users(people: list[tuple[str, str]], *, by: audit.Doer, on: dt.date) -> list[User]:
    """Made accounts for many people at once, each an address and a name. For the demonstration and for trials of size.

    Trusts the caller that the addresses are good and new; the database refuses a second account for one.
    """
    users = [User(email=email.lower(), name=name, joined_on=on, password=UNUSABLE) for email, name in people]
    User.objects.bulk_create(users, batch_size=1000)
    audit.record(
        "user.created_many", by=by, at=clock.now(), scope="", subject="installation", changes={"number": len(users)}
    )
    return users


UNUSABLE = "!bulk"
"""A password that nothing matches (Django: anything that begins with an exclamation mark)."""


@transaction.atomic
def change_name(user: User, *, name: str, by: audit.Doer) -> User:
    """Changed what a person is called. Refuses an empty name."""
    name = " ".join(name.split())
    if not name:
        raise NoName
    before, user.name = user.name, name
    user.save(update_fields=["name"])
    _record("user.renamed", user, by=by, changes={"name": [before, name]})
    return user


@transaction.atomic
def set_password(user: User, *, current: str, new: str, by: audit.Doer) -> User:
    """Set a person's password, which ends their other sessions.

    Refuses when the password until now is wrong, and when the new one is short or easily guessed.
    """
    if user.has_usable_password() and not user.check_password(current):
        raise WrongPassword
    try:
        password_validation.validate_password(new, user=user)  # type: ignore[arg-type]
    except ValidationError as weak:
        raise PasswordTooWeak(" ".join(weak.messages)) from weak
    user.set_password(new)
    user.save(update_fields=["password"])
    _record("user.password_set", user, by=by)
    return user


@transaction.atomic
def end_sessions(user: User, *, by: audit.Doer) -> User:
    """Ended every session of a person at once."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    _record("user.sessions_ended", user, by=by)
    return user


def _record(action: str, user: User, *, by: audit.Doer, changes: dict[str, object] | None = None) -> None:
    audit.record(action, by=by, at=clock.now(), scope="", subject=f"user:{user.pk}", changes=changes)

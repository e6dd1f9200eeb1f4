"""People with accounts, made through services."""

from __future__ import annotations

import datetime as dt
import itertools

from alongside.accounts import services
from alongside.accounts.models import User
from alongside.core import audit, outbox
from alongside.core.models import Letter

TESTS = audit.System("tests")
BEGAN = dt.date(2024, 1, 8)
GOOD = "purple kettle marmot"
"""A password that is good enough."""

_numbers = itertools.count(1)


def make_user(*, name: str = "Ada", email: str = "", password: str = "") -> User:
    email = email or f"{name.lower()}{next(_numbers)}@example.org"
    user = services.create_user(email=email, name=name, by=TESTS, on=BEGAN)
    if password:
        services.set_password(user, current="", new=password, by=TESTS, on=BEGAN)
    return user


def code_in_the_letter(to: str) -> str:
    """The code that was sent to an address, as the person reads it."""
    letter = Letter.objects.get(to=to, sealed__isnull=False)
    return outbox.text_of(letter).splitlines()[2]

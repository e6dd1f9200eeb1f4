"""Passkeys and security keys: what a browser is asked, and whether what a key answered is true. fido2 does the sums.

What was asked stands in the session until it is answered, so that no answer counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from alongside.accounts.models import User


class NotAnAnswer(ValueError):
    """What came back is no true answer of a key of this person."""


def ask_a_new_one(user: User) -> dict[str, Any]:
    """What a browser needs so that the person can register a new key."""
    asked: dict[str, Any] = _plain(auth.begin_registration(user, passwordless=False))
    return asked


def check_new(credential: Mapping[str, Any]) -> None:
    """Whether a new key answered what was asked. Raises NotAnAnswer."""
    with _refusing():
        auth.parse_registration_response(credential)
        auth.complete_registration(dict(credential))


def ask(user: User) -> dict[str, Any]:
    """What a browser needs so that one of the person's keys can answer."""
    asked: dict[str, Any] = _plain(auth.begin_authentication(user))
    return asked


def check(user: User, credential: Mapping[str, Any]) -> None:
    """Whether one of the person's keys answered what was asked. Raises NotAnAnswer. When it was is not written down."""
    with _refusing():
        auth.parse_authentication_response(credential)
        auth.complete_authentication(user, dict(credential))


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever strange thing a stranger sends is no answer."""
    try:
        yield
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError) as wrong:
        raise NotAnAnswer from wrong


def _plain(asked: Any) -> Any:
    """The same in dicts, lists and texts, as a page can hold it."""
    if isinstance(asked, Mapping):
        return {key: _plain(value) for key, value in asked.items()}
    if isinstance(asked, list | tuple):
        return [_plain(value) for value in asked]
    return asked

"""Tests sign people in without a page (`client.force_login`). It is as if they had given their second factor, too.

That is a session as a real sign-in leaves it for somebody who has one. Whether anybody gets in without is asked by the
tests that sign in through the pages, or by `without_second_factor`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.test import Client

from alongside.accounts import sessions

_given: ContextVar[bool] = ContextVar("second factor given", default=True)


def signing_in_gives_a_second_factor() -> None:
    """From now on `force_login` leaves the mark of a second factor in the session it makes."""
    plainly = Client._login  # type: ignore[attr-defined]

    def login(self: Client, user: Any, backend: str | None = None) -> None:
        if _given.get():
            user_logged_in.connect(_note)
        try:
            plainly(self, user, backend)
        finally:
            user_logged_in.disconnect(_note)

    Client._login = login  # type: ignore[attr-defined]


@contextmanager
def without_second_factor() -> Iterator[None]:
    """Whoever is signed in here has given a password or a code by mail only."""
    before = _given.set(False)
    try:
        yield
    finally:
        _given.reset(before)


def _note(*, request: Any, user: Any, **_others: Any) -> None:
    sessions.note_second_factor(request.session, user.pk)

"""One form, one act: what came of a form is remembered for a day, so that sending it again does nothing more.

Kept in the shared cache, which is a table: two processes cannot both be the first.
"""

from __future__ import annotations

from uuid import UUID

from django.core.cache import cache

from alongside.access.http import Request

A_DAY = 24 * 60 * 60


def is_first(request: Request, token: UUID | None) -> bool:
    """Whether this form is sent for the first time. A form without a token always is."""
    return token is None or cache.add(_key(request, token), "", A_DAY)


def remember(request: Request, token: UUID | None, outcome: str) -> None:
    """What came of it: the address to send a second try to."""
    if token:
        cache.set(_key(request, token), outcome, A_DAY)


def forget(request: Request, token: UUID | None) -> None:
    """Nothing came of it, so the same form may be sent again."""
    if token:
        cache.delete(_key(request, token))


def outcome(request: Request, token: UUID | None) -> str:
    """What came of it the first time; empty while it is still being done."""
    return str(cache.get(_key(request, token)) or "") if token else ""


def _key(request: Request, token: UUID) -> str:
    return f"once:{request.actor.user_id}:{token.hex}"

"""What one form makes it makes once, however often the form is sent: on a bad line, or by two clicks.

What came of it is remembered for a day in the shared cache, which is a table: two processes cannot both be first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from django.core.cache import cache

from alongside.access.http import Request
from alongside.core.refusals import Refusal

A_DAY = 24 * 60 * 60


class Addressed(Protocol):
    """What has a page of its own."""

    def get_absolute_url(self) -> str: ...


def made_once(request: Request, token: UUID | None, make: Callable[[], Addressed], *, otherwise: str) -> str:
    """Make the thing and give its address; for the same form again, the address of what was made the first time.

    `otherwise` is where to send somebody whose first form is still being dealt with. A refusal frees the form.
    """
    if token is None:
        return make().get_absolute_url()
    key = f"once:{request.actor.user_id}:{token.hex}"
    if not cache.add(key, "", A_DAY):
        return str(cache.get(key) or otherwise)
    try:
        made = make().get_absolute_url()
    except Refusal:
        cache.delete(key)
        raise
    cache.set(key, made, A_DAY)
    return made

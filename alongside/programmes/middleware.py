"""Where people, places and roles meet: who is asking, read from the memberships at every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from alongside.access.policy import NOBODY, Actor
from alongside.programmes import queries


class ActorMiddleware:
    """Puts `request.actor` in place, lazily: pages that never ask leave the session alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return queries.actor_of(user) if user.is_authenticated else NOBODY

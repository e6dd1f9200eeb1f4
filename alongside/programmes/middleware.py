"""Where people, places and roles meet: who is asking, read from the memberships at every request."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from alongside.access.http import Request
from alongside.access.policy import NOBODY, Actor
from alongside.accounts import sessions
from alongside.core import installation
from alongside.programmes import queries


class ActorMiddleware:
    """Puts `request.actor` in place, lazily: pages that never ask leave the session alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast(Request, request).actor = cast(Actor, SimpleLazyObject(lambda: _actor(request)))
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    """The person with their roles; these wait while a second factor is needed and was not given in this session.

    Whoever has one gives it on the way in, so a session without is one of somebody who has none. A database born as a
    demonstration asks nobody: anyone may sign in as anyone there.
    """
    user = request.user
    if not user.is_authenticated:
        return NOBODY
    actor = queries.actor_of(user)
    if not actor.needs_second_factor or sessions.gave_second_factor(request.session, user.pk):
        return actor
    return actor if installation.is_demonstration() else actor.until_second_factor()

"""The only door from rights to HTTP: `page` guards a view, `find` fetches what the person may see.

Cannot see it: 404. Can see it but not do that: 403. Must set up a second factor first: sent there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from alongside.access.permissions import Permission
from alongside.access.policy import Actor

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
V = TypeVar("V", bound=Callable[..., Any])
R = TypeVar("R", bound=HttpResponseBase)


class Request(HttpRequest):
    """A request as our views see it: with whoever is asking."""

    actor: Actor
    page_permission: Permission | None
    found: bool
    found_scope: str


class Scoped(Protocol):
    """A row that says where it stands."""

    scope: str


View = Callable[Concatenate[Request, P], HttpResponseBase]


class NothingWasFound(RuntimeError):
    """A guarded page about one thing never fetched it through `find`: a mistake in the code."""


def page(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Guard a view: signed-in people only; a page without an object needs the permission somewhere.

    A page about one object must fetch it through `find`, which checks the permission there.
    """

    def guard(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if elsewhere := _not_yet(request):
                return elsewhere
            request.page_permission, request.found = permission, False
            if not kwargs and not request.actor.holds(permission):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            if kwargs and not request.found:
                raise NothingWasFound(view.__name__)
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        return cast(View[P], _marked(guarded, permission=permission))

    return guard


def signed_in(view: View[P]) -> View[P]:
    """Guard a view that is anyone's own once signed in: their calendar, their tokens."""

    @functools.wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _not_yet(request) or _answer(view, request, *args, **kwargs)

    return cast(View[P], _marked(guarded, signed_in=True))


def own_account(view: View[P]) -> View[P]:
    """Guard a view of somebody's own account, and of leaving: the pages that open before a second factor is set up."""

    @functools.wraps(view)
    def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _to_sign_in(request) or _answer(view, request, *args, **kwargs)

    return cast(View[P], _marked(guarded, signed_in=True, own_account=True))


def _to_sign_in(request: Request) -> HttpResponseBase | None:
    return None if request.actor.is_someone else redirect_to_login(request.get_full_path())


def _not_yet(request: Request) -> HttpResponseBase | None:
    """Where somebody must go first: to sign in, or to set up a second factor."""
    return _to_sign_in(request) or (redirect(settings.SECOND_FACTOR_URL) if request.actor.held_back else None)


def _answer(view: View[P], request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    request.page_permission, request.found = None, False
    response = view(request, *args, **kwargs)
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response


def public(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Mark a view that anyone may open. The architecture test keeps the list of them."""
    return _marked(view, public=True)


def unnamed(view: Callable[Concatenate[HttpRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
    """Guard a page for people without an account: anyone may open it, and no cache or search engine keeps it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return kept_by_nobody(view(request, *args, **kwargs))

    return _marked(guarded, public=True)


def kept_by_nobody(response: R) -> R:
    """A response that no cache keeps and no search engine lists, and whose address is passed on to no other place."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def never_kept(view: V) -> V:
    """Mark a guarded view whose forms are never kept as drafts: what others confided, and what is secret."""
    return _marked(view, never_kept=True)


def _marked(view: V, **marks: object) -> V:
    """A view with what the middleware, and the tests of the house, read off it."""
    vars(view).update(marks)
    return view


def find(request: HttpRequest, visible: models.QuerySet[M], **lookup: Any) -> M:
    """The one row the person may see (else 404), where they hold the page's permission (else 403).

    `visible` is `Model.objects.visible_to(request.actor)`; the row says where it stands in `scope`.
    """
    asked = cast(Request, request)
    try:
        row = visible.get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError) as missing:
        raise Http404 from missing
    asked.found, asked.found_scope = True, getattr(row, "scope", "")
    permission = asked.page_permission
    if permission is not None and not asked.actor.can(permission, at=cast(Scoped, row).scope):
        raise PermissionDenied
    return row


def refuse_unless(request: HttpRequest, permission: Permission, *, at: str) -> None:
    """403 unless the person holds a second permission at a place already found."""
    if not cast(Request, request).actor.can(permission, at=at):
        raise PermissionDenied

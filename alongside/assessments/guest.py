"""The assessment's own door for people without an account: `guest` guards a page, `visitor` knows who is visiting.

A visit lives in one encrypted cookie for two hours and nowhere else: no session, no user, no row, no log line.
Forms are taken from our own pages only, and what they write needs the same token as every form of the product.
A form without a good one is not lost: the page comes back with what was typed (`request.untrusted`).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.csrf import csrf_exempt

from alongside.access.http import kept_by_nobody
from alongside.accounts import throttle
from alongside.assessments import services
from alongside.assessments.models import Way
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.core.seal import CannotUnseal, fingerprint, seal, unseal
from alongside.ui.leaving import comes_from_here

P = ParamSpec("P")
COOKIE, PATH, PURPOSE = "rating", "/rate/", "rating"
LASTS = 2 * 60 * 60
LASTS_AT_KIOSK = 30 * 60
KIOSK_COOKIE, KIOSK_PURPOSE, KIOSK_LASTS = "kiosk", "kiosk", 100 * 24 * 60 * 60
QUIET, WARNED = 10 * 60, 60
"""Seconds after which a tablet without script warns, and after which it then clears itself."""
WRONG_CODES = throttle.Limit("rating-code", tries=20, minutes=10)


class TooManyWrongCodes(Refusal):
    message = _(
        "Many wrong codes have come from here in the last few minutes. Wait ten minutes, then try again. "
        "Your code still works."
    )


@dataclass(frozen=True)
class Visit:
    """What this browser may do in this visit. Without a round it only remembers how the pages should look."""

    round: str = ""
    receipt: str = ""
    voices: tuple[str, ...] = ()
    voice: str = ""
    answered: tuple[str, ...] = ()
    came_back: bool = False
    by_poster: bool = False
    waives: bool = False
    easy: bool = False
    large: bool = False
    talk: str = ""
    """The code of a request for a talk, to be shown on the page after it; it stands in this browser alone."""
    kiosk: str = ""
    scripted: bool = False
    helped: bool = False

    @property
    def answers(self) -> bool:
        """Whether it is the visit of somebody who may answer."""
        return bool(self.receipt)

    @property
    def mark(self) -> str:
        """Which visit a page belongs to: the same for the same receipt, and telling nothing about it."""
        return fingerprint(f"{self.round} {self.receipt}", purpose="rating-page")[:16]

    @property
    def way(self) -> Way:
        """Under which way in their ballot is counted: with help, wherever that was; else where they sit."""
        return Way.HELPED if self.helped else Way.KIOSK if self.kiosk else Way.OWN

    @property
    def reads(self) -> bool:
        """Whether it is the visit of somebody who may read a shared result."""
        return bool(self.round) and not self.receipt


class GuestRequest(HttpRequest):
    """A request as these pages see it. Whatever visit stands in it at the end of a POST is what the cookie keeps."""

    visit: Visit
    untrusted: bool
    """The form came without a good token: nothing may be written, and nothing typed may be lost."""


class _Token(CsrfViewMiddleware):
    """The product's own check of a form's token, asked for its verdict instead of its page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _has_no_good_token(request: HttpRequest) -> bool:
    check = _Token(lambda _: HttpResponse())
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is not None


GuestView = Callable[Concatenate[GuestRequest, P], HttpResponse]


def guest(view: GuestView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Guard a page for people who answer: no session, nothing cached, forms only from our own pages."""

    @csrf_exempt
    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        visiting = cast(GuestRequest, request)
        visiting.visit = before = read(request)
        visiting.untrusted = request.method == "POST" and _has_no_good_token(request)
        if request.method == "POST" and not comes_from_here(request):
            response: HttpResponse = redirect("rate")
        else:
            response = view(visiting, *args, **kwargs)
            if request.method == "POST":
                _remember(response, visiting.visit, before=before)
        kept_by_nobody(response)
        _clears_itself(response, visiting)
        return response

    vars(guarded).update(guest=True)
    return guarded


def let_in(request: HttpRequest, typed: str, *, look: Visit) -> Visit:
    """The visit that a code or a receipt opens. Wrong ones are counted, per place they come from.

    What was answered in this visit stays in it when the same receipt comes again; nothing else is shown back.
    """
    where = [(WRONG_CODES, throttle.place_of(request))]
    if not throttle.is_open(where):
        raise TooManyWrongCodes
    try:
        opened = services.exchange(typed, at=clock.now())
    except (services.MistypedCode, services.UnknownCode):
        throttle.take(where)
        raise
    if isinstance(opened, services.Opener):
        return Visit(round=str(opened.round.pk), easy=look.easy, large=look.large)
    if opened.receipt == look.receipt:
        return look
    return Visit(
        round=str(opened.round.pk),
        receipt=opened.receipt,
        voices=opened.voices,
        voice=opened.voices[0] if len(opened.voices) == 1 else "",
        came_back=opened.came_back,
        by_poster=opened.by_poster,
        kiosk=kiosk_of(request),
        scripted=look.scripted,
        easy=look.easy,
        large=look.large,
    )


def _clears_itself(response: HttpResponse, request: GuestRequest) -> None:
    """At a tablet without script the browser itself goes on: to a warning, and from there to the first page."""
    if request.visit.kiosk and not request.visit.scripted and response.status_code == HTTPStatus.OK:
        warns, clears = resolve_url("rate_kiosk_quiet"), resolve_url("rate_kiosk")
        after, to = QUIET, f"{warns}?{urlencode({'back': request.path})}"
        if request.path == warns:
            after, to = WARNED, f"{clears}?cleared"
        response.headers["Refresh"] = f"{after}; url={to}"


def kiosk_of(request: HttpRequest) -> str:
    """The kiosk that this device is locked to; empty when it is none. The cookie holds nothing of a person."""
    try:
        return unseal(request.COOKIES.get(KIOSK_COOKIE, "").encode(), purpose=KIOSK_PURPOSE)
    except (CannotUnseal, ValueError):
        return ""


def lock(response: HttpResponse, kiosk: str) -> None:
    """Lock this device to a round. Whoever was signed in on it is so no longer."""
    response.set_cookie(
        KIOSK_COOKIE,
        seal(kiosk, purpose=KIOSK_PURPOSE).decode(),
        max_age=KIOSK_LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")


def unlock(response: HttpResponse) -> None:
    """Let the device go."""
    response.delete_cookie(KIOSK_COOKIE, path=PATH, samesite="Strict")


def _remember(response: HttpResponse, visit: Visit, *, before: Visit) -> None:
    if visit != Visit():
        keep(response, visit)
    elif before != visit:
        forget(response)


def read(request: HttpRequest) -> Visit:
    """The visit in the cookie, or an empty one when there is none, it is over, or it is not ours."""
    try:
        held = json.loads(unseal(request.COOKIES.get(COOKIE, "").encode(), purpose=PURPOSE))
    except (CannotUnseal, ValueError):
        return Visit()
    if held.pop("until") <= timezone.now().timestamp():
        return Visit()
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
    try:
        return Visit(**kept)
    except TypeError:  # sealed by another version
        return Visit()


def keep(response: HttpResponse, visit: Visit) -> None:
    """Write the visit into the cookie, for another two hours; at a tablet that others use, for half an hour."""
    lasts = LASTS_AT_KIOSK if visit.kiosk else LASTS
    until = timezone.now().timestamp() + lasts  # a security clock: it follows the machine
    response.set_cookie(
        COOKIE,
        seal(json.dumps({**asdict(visit), "until": until}), purpose=PURPOSE).decode(),
        max_age=lasts,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponse) -> None:
    """Take the cookies out of the browser."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME)

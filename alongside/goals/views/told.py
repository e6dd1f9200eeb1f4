"""Pages for people without an account: their code, what they were told, yes, partly or no; the public page of a place.

None of them touches the session or an account, and none leaves a code in an address: it travels in forms alone, and
what it opened travels sealed. Nothing is kept in the browser.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import unnamed
from alongside.accounts import throttle
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.core.seal import CannotUnseal, seal, unseal
from alongside.core.words import language
from alongside.goals.forms import told as forms
from alongside.goals.queries import told as queries
from alongside.goals.rules.loops import Way
from alongside.goals.services import loops as services

PURPOSE, LASTS = "told", 2 * 60 * 60
WRONG_CODES = throttle.Limit("told-code", tries=20, minutes=10)
OPEN_ANSWERS = throttle.Limit("told-open", tries=5, minutes=60)
ADDRESSES = throttle.Limit("told-address", tries=10, minutes=60)
TOO_MANY_CODES = gettext_lazy(
    "Many wrong codes have come from here in the last few minutes. Wait ten minutes, then try again. "
    "Your code still works."
)
TOO_MANY = gettext_lazy(
    "Many answers have come from here in the last hour. Wait an hour, then try again. What you wrote is still here."
)
TOO_LONG_AGO = gettext_lazy(
    "This page was open for a long time, so we closed it to keep it safe. Type your code once more."
)


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"goals/told/{name}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def enter(request: HttpRequest) -> HttpResponse:
    """A code opens what it is for: the message with its question, or the end of the letters."""
    form = forms.EnterCode(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return shown(request, "enter", form=form)
    where = [(WRONG_CODES, throttle.place_of(request))]
    if not throttle.is_open(where):
        form.add_error("code", TOO_MANY_CODES)
        return shown(request, "enter", form=form)
    try:
        opened = services.exchange_loop_code(form.cleaned_data["code"])
    except Refusal as refusal:
        throttle.take(where)
        form.add_error("code", refusal.message)
        return shown(request, "enter", form=form)
    if isinstance(opened, services.StopCode):
        return shown(request, "stop", form=form)
    return _asked(request, opened)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def answer(request: HttpRequest) -> HttpResponse:
    """Yes, partly or no, with words if they like."""
    if request.method != "POST":
        return redirect("told")
    form = forms.Answer(request.POST)
    ticket = _opened(str(request.POST.get("ticket", "")))
    if ticket is None:
        again = forms.EnterCode({})
        again.errors["code"] = again.error_class([str(TOO_LONG_AGO)])
        return shown(request, "enter", form=again)
    page = queries.told(ticket.telling)
    if page is None:
        return shown(request, "over", refused=services.TellingIsOver.message)
    if form.is_valid() and _is_let_in(request, form, ticket):
        given = form.cleaned_data
        try:
            services.save_loop_answer(ticket, says=given["says"], words=given["words"], offered=given["offered"])
        except services.TellingIsOver as refusal:
            return shown(request, "over", refused=refusal.message)
        return redirect("told_thanks")
    return shown(request, "message", form=form, page=page, by_letter=ticket.way == Way.LETTER)


def _is_let_in(request: HttpRequest, form: forms.Answer, ticket: services.Ticket) -> bool:
    """Open answers are few from one place in an hour: they need no code of one's own."""
    if ticket.way == Way.LETTER or throttle.take([(OPEN_ANSWERS, throttle.place_of(request))]):
        return True
    form.add_error(None, TOO_MANY)
    return False


def _asked(request: HttpRequest, ticket: services.Ticket) -> HttpResponse:
    page = queries.told(ticket.telling)
    if page is None:
        return shown(request, "over", refused=services.TellingIsOver.message)
    form = forms.Answer(initial={"ticket": _sealed(ticket)})
    return shown(request, "message", form=form, page=page, by_letter=ticket.way == Way.LETTER)


@require_safe
@unnamed
def thanks(request: HttpRequest) -> HttpResponse:
    return shown(request, "thanks")


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def stop(request: HttpRequest) -> HttpResponse:
    """No more letters. Whatever was typed is answered the same way."""
    if request.method != "POST":
        return redirect("told")
    form = forms.EnterCode(request.POST)
    if not form.is_valid():
        return shown(request, "enter", form=form)
    where = [(WRONG_CODES, throttle.place_of(request))]
    if not throttle.take(where):
        form.add_error("code", TOO_MANY_CODES)
        return shown(request, "enter", form=form)
    services.stop_telling(form.cleaned_data["code"], at=clock.now())
    return redirect("told_stopped")


@require_safe
@unnamed
def stopped(request: HttpRequest) -> HttpResponse:
    return shown(request, "stopped")


@require_safe
@unnamed
def said(request: HttpRequest, place_id: int) -> HttpResponse:
    """You said, we did, we didn't because: only what may leave the place, only when it shows something."""
    return shown(request, "said", page=_said(place_id), place_id=place_id)


def _said(place_id: int) -> queries.SaidPage:
    page = queries.said_page(place_id)
    if page is None:
        raise Http404
    return page


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def answer_openly(request: HttpRequest, telling_id: UUID) -> HttpResponse:
    """From the public page to its question; the answer is counted apart."""
    try:
        ticket = services.open_ticket(telling_id)
    except Refusal as refusal:
        return shown(request, "over", refused=refusal.message)
    return _asked(request, ticket)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def ask_to_be_told(request: HttpRequest, loop_id: UUID) -> HttpResponse:
    """Somebody asks by themselves to be told what comes of something on the public page."""
    loop = queries.public_loop(loop_id)
    if loop is None:
        raise Http404
    form = forms.AskToBeTold(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not throttle.take([(ADDRESSES, throttle.place_of(request))]):
            form.add_error(None, TOO_MANY)
        else:
            try:
                services.leave_contact(loop, address=form.cleaned_data["address"], language=language(), at=clock.now())
            except Refusal as refusal:
                form.add_error(None, refusal.message)
            else:
                return redirect("told_will_hear")
    return shown(request, "ask", form=form, loop=loop)


@require_safe
@unnamed
def will_hear(request: HttpRequest) -> HttpResponse:
    return shown(request, "will_hear")


def _sealed(ticket: services.Ticket) -> str:
    until = timezone.now().timestamp() + LASTS  # a security clock: it follows the machine
    told = {"telling": str(ticket.telling), "receipt": ticket.receipt, "way": ticket.way.value, "until": until}
    return seal(json.dumps(told), purpose=PURPOSE).decode()


def _opened(sealed: str) -> services.Ticket | None:
    """The ticket in a form, or nothing when there is none, it is over, or it is not ours."""
    try:
        held = json.loads(unseal(sealed.encode(), purpose=PURPOSE))
    except (CannotUnseal, ValueError):
        return None
    if held["until"] <= timezone.now().timestamp():
        return None
    return services.Ticket(UUID(held["telling"]), held["receipt"], Way(held["way"]))

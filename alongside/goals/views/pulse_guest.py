"""Three questions after a meeting, for anybody with a code: no account, no session, nothing kept in the browser.

The code travels in forms alone, and what it opened travels sealed.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import unnamed
from alongside.accounts import throttle
from alongside.core.refusals import Refusal
from alongside.core.seal import CannotUnseal, seal, unseal
from alongside.goals.forms import pulses as forms
from alongside.goals.forms import told as codes
from alongside.goals.queries.ledger import pulses as queries
from alongside.goals.services import ledger as services
from alongside.goals.views.told import TOO_LONG_AGO, TOO_MANY_CODES

PURPOSE, LASTS = "pulse", 2 * 60 * 60
WRONG_CODES = throttle.Limit("pulse-code", tries=20, minutes=10)


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"goals/pulse/{name}.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def enter(request: HttpRequest) -> HttpResponse:
    """A code opens the three questions."""
    form = codes.EnterCode(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return shown(request, "enter", form=form)
    where = [(WRONG_CODES, throttle.place_of(request))]
    if not throttle.is_open(where):
        form.add_error("code", TOO_MANY_CODES)
        return shown(request, "enter", form=form)
    try:
        ticket = services.exchange_pulse_code(form.cleaned_data["code"])
    except Refusal as refusal:
        throttle.take(where)
        form.add_error("code", refusal.message)
        return shown(request, "enter", form=form)
    return _asked(request, ticket.pulse, forms.AnswerPulse(initial={"ticket": _sealed(ticket)}))


@require_http_methods(["GET", "HEAD", "POST"])
@unnamed
def answer(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("pulse_enter")
    ticket = _opened(str(request.POST.get("ticket", "")))
    if ticket is None:
        again = codes.EnterCode({})
        again.errors["code"] = again.error_class([str(TOO_LONG_AGO)])
        return shown(request, "enter", form=again)
    form = forms.AnswerPulse(request.POST)
    if form.is_valid():
        try:
            services.save_pulse_answer(ticket, answers=form.answers)
        except services.PulseIsOver as refusal:
            return shown(request, "over", refused=refusal.message)
        return redirect("pulse_thanks")
    return _asked(request, ticket.pulse, form)


@require_safe
@unnamed
def thanks(request: HttpRequest) -> HttpResponse:
    return shown(request, "thanks")


def _asked(request: HttpRequest, pulse: UUID, form: forms.AnswerPulse) -> HttpResponse:
    page = queries.asked(pulse)
    if page is None:
        return shown(request, "over", refused=services.PulseIsOver.message)
    return shown(request, "questions", form=form, page=page)


def _sealed(ticket: services.PulseTicket) -> str:
    until = timezone.now().timestamp() + LASTS  # a security clock: it follows the machine
    told = {"pulse": str(ticket.pulse), "receipt": ticket.receipt, "voice": ticket.voice, "until": until}
    return seal(json.dumps(told), purpose=PURPOSE).decode()


def _opened(sealed: str) -> services.PulseTicket | None:
    """The ticket in a form, or nothing when there is none, it is over, or it is not ours."""
    try:
        held = json.loads(unseal(sealed.encode(), purpose=PURPOSE))
    except (CannotUnseal, ValueError):
        return None
    if held["until"] <= timezone.now().timestamp():
        return None
    return services.PulseTicket(UUID(held["pulse"]), held["receipt"], held["voice"])

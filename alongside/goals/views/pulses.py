from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import pulses as forms
from alongside.goals.models import Pulse
from alongside.goals.queries import saying
from alongside.goals.queries.ledger import pulses as queries
from alongside.goals.rules.pulse import OPEN_FOR
from alongside.goals.services import ledger as services
from alongside.goals.views.goals import place_with_goals, read_and_write, typed
from alongside.goals.views.once import A_DAY

ONLY_ONCE = gettext_lazy(
    "These slips were already made, and their codes cannot be shown again. If the sheet did not reach you, make new "
    "ones: a code that nobody uses does no harm."
)


def found_pulse(request: Request, pulse_id: object) -> Pulse:
    rows = Pulse.objects.visible_to(request.actor).select_related("place__parent__parent", "review")
    return find(request, rows, pk=pulse_id)


def shown(request: Request, name: str, pulse: Pulse, **context: Any) -> HttpResponse:
    told = {"pulse": pulse, "place": pulse.place, "page": queries.pulse_page(pulse, request.actor)}
    return TemplateResponse(request, f"goals/pulses/{name}.html", told | context)


@read_and_write
@page(Permission.PULSE_HOLD)
def hold(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    review = queries.review_at(place, request.GET.get("review", ""))
    begins: dict[str, object] = {"held_on": today(), "closes_on": today() + OPEN_FOR}
    if review is not None:
        begins |= {"meeting": "Review of our goals", "held_on": review.held_on}
    form = forms.HoldPulse(typed(request), initial=begins)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        same_day = review is not None and review.held_on == given["held_on"]
        try:
            made = services.hold_pulse(place, **given, review=review if same_day else None, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("People can answer now. Make slips for those who were there"))
            return redirect(made)
    return TemplateResponse(request, "goals/pulses/hold.html", {"place": place, "form": form, "review": review})


@require_safe
@page(Permission.LEDGER_VIEW)
def show(request: Request, pulse_id: object) -> HttpResponse:
    return shown(request, "show", found_pulse(request, pulse_id))


@read_and_write
@page(Permission.PULSE_HOLD)
def make_codes(request: Request, pulse_id: object) -> HttpResponse:
    """Codes are shown once, as the answer to a POST and nowhere else."""
    pulse = found_pulse(request, pulse_id)
    if away := _over(request, pulse):
        return away
    names = saying.voice_names(pulse.scope)
    form = forms.MakePulseCodes(typed(request), voices=list(names.items()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        key = f"pulse-codes:{request.actor.user_id}:{given['token'].hex if given['token'] else ''}"
        if given["token"] and not cache.add(key, "", A_DAY):
            form.renew()
            form.add_error(None, ONLY_ONCE)
        else:
            try:
                made = services.make_pulse_codes(
                    pulse, voice=given["voice"], number=given["number"], by=request.actor, at=now()
                )
            except Refusal as refusal:
                cache.delete(key)
                form.add_error(None, refusal.message)
            else:
                sheets = [(code, f"{settings.RATING_URL}/pulse/#{code}") for code in made]
                told = {"sheets": sheets, "address": _address(), "voice": names[given["voice"]]}
                return shown(request, "slips", pulse, **told)
    return shown(request, "codes", pulse, form=form)


@read_and_write
@page(Permission.PULSE_HOLD)
def close(request: Request, pulse_id: object) -> HttpResponse:
    pulse = found_pulse(request, pulse_id)
    if away := _over(request, pulse):
        return away
    if request.method == "POST":
        try:
            services.close_pulse(pulse, by=request.actor, at=now())
        except Refusal as refusal:
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("Closed: the answers are counted, and each one is deleted"))
        return redirect(pulse)
    return shown(request, "close", pulse)


@read_and_write
@page(Permission.PULSE_ANSWER)
def take_code(request: Request, pulse_id: object) -> HttpResponse:
    """A member's own code, shown once: with it they answer as everybody else does, unnamed."""
    pulse = found_pulse(request, pulse_id)
    if away := _over(request, pulse):
        return away
    names, listed = saying.voice_names(pulse.scope), request.actor.voices_at(pulse.scope)
    form = forms.TakePulseCode(typed(request), voices=[(code, names.get(code, code)) for code in listed])
    if request.method == "POST" and form.is_valid():
        try:
            code = services.take_pulse_code(pulse, voice=form.voice, by=request.actor)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return shown(request, "taken", pulse, code=code, address=_address())
    return shown(request, "take", pulse, form=form)


def _over(request: Request, pulse: Pulse) -> HttpResponse | None:
    """Back to the pulse, with a word, for whoever opens a page about one that is closed."""
    if request.method == "POST" or pulse.closed_on is None:
        return None
    messages.info(request, services.PulseIsOver.message)
    return redirect(pulse)


def _address() -> str:
    return f"{settings.RATING_URL}/pulse/".split("://", 1)[1]

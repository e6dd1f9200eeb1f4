"""Tablets that stand ready, for those who lead a round: made, listed, ended."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.access.http import Request, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms.kiosks import OpenKiosk
from alongside.assessments.queries import kiosks as queries
from alongside.assessments.queries import rounds
from alongside.assessments.rules import State
from alongside.assessments.views import once
from alongside.assessments.views.rounds import found_round, moved_on
from alongside.core import clock
from alongside.core.refusals import Refusal

ONLY_ONCE = gettext_lazy(
    "This tablet was already made, and its code cannot be shown again. If it did not reach you, make another."
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.ROUND_INVITE)
def kiosks(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    if away := moved_on(request, round, State.OPEN):
        return away
    form = OpenKiosk(request.POST if request.method == "POST" else None, asked=rounds.asked_voices(round))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not once.is_first(request, given["token"]):
            form.add_error(None, ONLY_ONCE)
        else:
            try:
                code = services.open_kiosk(
                    round, name=given["name"], seats=form.seats, by=request.actor, at=clock.now()
                )
            except Refusal as refusal:
                once.forget(request, given["token"])
                form.add_error(None, refusal.message)
            else:
                shown = {"round": round, "name": given["name"], "code": code}
                shown["address"] = f"{settings.RATING_URL}/rate/kiosk/".split("://", 1)[1]
                return TemplateResponse(request, "assessments/round/kiosk_code.html", shown)
    context = {"form": form, "round": round, "kiosks": queries.kiosks_of(round)}
    return TemplateResponse(request, "assessments/round/kiosk.html", context)


@require_POST
@page(Permission.ROUND_INVITE)
def end(request: Request, round_id: object) -> HttpResponse:
    round = found_round(request, round_id)
    kiosk = queries.running_kiosk(round, request.POST.get("kiosk", ""))
    if kiosk is None:
        raise Http404
    services.end_kiosk(kiosk, by=request.actor, at=clock.now())
    messages.success(request, _("“%(name)s” does not stand ready any more.") % {"name": kiosk.name})
    return redirect("round_kiosk", round.pk)

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import hours as forms
from alongside.goals.models import Contribution
from alongside.goals.queries import saying
from alongside.goals.queries.ledger import hours as queries
from alongside.goals.services import ledger as services
from alongside.goals.views.goals import place_with_goals, read_and_write, typed
from alongside.goals.views.once import made_once


@require_safe
@page(Permission.HOURS_RECORD)
def own(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    context = {
        "place": place,
        "hours": queries.own_hours(place, request.actor, on=today()),
        "may_record": bool(request.actor.voices_at(place.scope)),
        "may_keep": request.actor.can(Permission.HOURS_KEEP, at=place.scope),
    }
    return TemplateResponse(request, "goals/hours/own.html", context)


@read_and_write
@page(Permission.HOURS_RECORD)
def record(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    names, listed = saying.voice_names(place.scope), request.actor.voices_at(place.scope)
    form = forms.RecordHours(
        typed(request), voices=[(code, names.get(code, code)) for code in listed], initial={"on": today()}
    )

    def make() -> Contribution:
        return services.record_own_hours(place, gave=form.gave, by=request.actor, at=now())

    back = f"/places/{place.pk}/hours/"
    if request.method == "POST" and form.is_valid():
        try:
            made_once(request, form.cleaned_data["token"], make, otherwise=back)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(back)
    return TemplateResponse(request, "goals/hours/record.html", {"place": place, "form": form})


@require_safe
@page(Permission.HOURS_KEEP)
def kept(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    context = {"place": place, "hours": queries.kept_hours(place, request.actor, on=today())}
    return TemplateResponse(request, "goals/hours/kept.html", context)


@read_and_write
@page(Permission.HOURS_KEEP)
def keep(request: Request, place_id: object) -> HttpResponse:
    place = place_with_goals(request, place_id)
    form = forms.KeepHours(
        typed(request),
        voices=list(saying.voice_names(place.scope).items()),
        people=queries.people_at(place),
        initial={"on": today()},
    )

    def make() -> Contribution:
        return services.keep_hours(
            place, gave=form.gave, user=form.user, name=form.cleaned_data["name"], by=request.actor, at=now()
        )

    back = f"/places/{place.pk}/hours/kept/"
    if request.method == "POST" and form.is_valid():
        try:
            made_once(request, form.cleaned_data["token"], make, otherwise=back)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Written down"))
            return redirect(back)
    return TemplateResponse(request, "goals/hours/keep.html", {"place": place, "form": form})


@read_and_write
@page(Permission.HOURS_RECORD)
def take_back(request: Request, contribution_id: object) -> HttpResponse:
    rows = Contribution.objects.visible_to(request.actor).select_related("place__parent", "user")
    found = find(request, rows, pk=contribution_id)
    is_own = str(found.user_id) == request.actor.user_id
    back = f"/places/{found.place_id}/hours/" if is_own else f"/places/{found.place_id}/hours/kept/"
    form = forms.TakeBackHours(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.take_back_hours(found, by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Taken out again"))
            return redirect(back)
    context = {"place": found.place, "row": queries.row_of(found, on=today()), "is_own": is_own, "form": form,
               "back": back}  # fmt: skip
    return TemplateResponse(request, "goals/hours/take_back.html", context)

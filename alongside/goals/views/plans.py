from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core.clock import now, today
from alongside.core.refusals import Refusal
from alongside.goals.forms import plans as forms
from alongside.goals.models import Resource, TeamPlan
from alongside.goals.queries import contacts, saying
from alongside.goals.queries.ledger import plans as queries
from alongside.goals.services import ledger as services
from alongside.goals.views.goals import place_with_goals, read_and_write, typed
from alongside.goals.views.once import made_once
from alongside.programmes.models import Place


def team_of(request: Request, place_id: object) -> Place:
    """A team that the person may see: nothing else has a plan of its own."""
    place = place_with_goals(request, place_id)
    if place.kind != Place.Kind.TEAM:
        raise Http404
    return place


def plan_of(place: Place) -> TeamPlan:
    """The plan that is to be written in."""
    plan = queries.plan_of(place)
    if plan is None:
        raise Http404
    return plan


def shown(request: Request, name: str, place: Place, **context: Any) -> HttpResponse:
    told = {"place": place, "page": queries.plan_page(place, request.actor, on=today())}
    return TemplateResponse(request, f"goals/plan/{name}.html", told | context)


@require_safe
@page(Permission.PLAN_VIEW)
def show(request: Request, place_id: object) -> HttpResponse:
    return shown(request, "show", team_of(request, place_id))


@require_safe
@page(Permission.PLAN_VIEW)
def sheet(request: Request, place_id: object) -> HttpResponse:
    """The same on one page of paper."""
    return shown(request, "sheet", team_of(request, place_id))


@read_and_write
@page(Permission.PLAN_WRITE)
def start(request: Request, place_id: object) -> HttpResponse:
    place = team_of(request, place_id)
    if request.method == "POST":
        try:
            plan = services.start_plan(place, by=request.actor, at=now())
        except Refusal as refusal:
            messages.info(request, refusal.message)
            return redirect("plan", place.pk)
        messages.success(request, _("The plan is begun. Write down what each of you brings"))
        return redirect(plan)
    return shown(request, "start", place)


@read_and_write
@page(Permission.PLAN_WRITE)
def offer(request: Request, place_id: object) -> HttpResponse:
    place = team_of(request, place_id)
    plan = plan_of(place)
    form = forms.OfferResource(typed(request), voices=list(saying.voice_names(place.scope).items()))

    def make() -> Resource:
        given = {name: form.cleaned_data[name] for name in ("kind", "text", "voice", "use")}
        return services.offer_resource(plan, **given, by=request.actor, at=now())

    if request.method == "POST" and form.is_valid():
        try:
            url = made_once(request, form.cleaned_data["token"], make, otherwise=plan.get_absolute_url())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("It stands in the plan"))
            return redirect(url)
    return shown(request, "offer", place, form=form, contacts=contacts.contacts_at(place))


@read_and_write
@page(Permission.PLAN_SHARE)
def share(request: Request, place_id: object) -> HttpResponse:
    place = team_of(request, place_id)
    plan = plan_of(place)
    form = forms.SharePlan(typed(request), initial={"shares": plan.shares})
    if request.method == "POST" and form.is_valid():
        try:
            services.share_plan(plan, shares=form.cleaned_data["shares"], by=request.actor, at=now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("What others see is changed"))
            return redirect(plan)
    return shown(request, "share", place, form=form)


@read_and_write
@page(Permission.PLAN_WRITE)
def end_offer(request: Request, resource_id: object) -> HttpResponse:
    rows = Resource.objects.visible_to(request.actor).select_related("plan__place__parent__parent")
    found = find(request, rows, pk=resource_id)
    if request.method == "POST":
        try:
            services.end_resource(found, by=request.actor, at=now())
        except Refusal as refusal:
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("It is out of the plan"))
        return redirect(found)
    return shown(request, "end_offer", found.plan.place, resource=found)

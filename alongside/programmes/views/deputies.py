"""Pages about standing in for somebody who leads, and about being away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.access.http import Request, find, page, signed_in
from alongside.access.permissions import Permission
from alongside.core.clock import today
from alongside.core.refusals import Refusal
from alongside.programmes import forms, queries, services
from alongside.programmes.models import Membership
from alongside.programmes.views.places import reads_and_writes


@reads_and_writes
@page(Permission.PEOPLE_VIEW)
def deputies(request: Request, membership_id: UUID) -> HttpResponse:
    live = Membership.objects.visible_to(request.actor).live().select_related("user", "place")
    lead = find(request, live, pk=membership_id)
    shown = queries.deputies_page(lead, request.actor, on=today())
    if "end" in request.POST:
        return _end(request, lead)
    form = forms.NameDeputy(request.POST or None, people=shown.could, initial={"from_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            _name(request, lead, form)
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("They are named as a deputy."))
            return redirect("membership_deputies", lead.pk)
    context = {"form": form, "page": shown, "place": lead.place, "membership": lead}
    return TemplateResponse(request, "programmes/deputies.html", context)


def _name(request: Request, lead: Membership, form: forms.NameDeputy) -> None:
    told = dict(form.cleaned_data)
    through = queries.membership_to_stand_in(lead, told.pop("through"))
    if through is None:
        raise services.NotOfThatSide
    services.name_deputy(lead, through=through, **told, by=request.actor, on=today())


def _end(request: Request, lead: Membership) -> HttpResponse:
    deputy = queries.deputy_of(lead, request.POST["end"])
    if deputy is None:
        raise Http404
    services.end_deputy(deputy, by=request.actor, on=today())
    messages.success(request, _("They are no longer a deputy."))
    return redirect("membership_deputies", lead.pk)


@require_POST
@signed_in
def lay_down(request: Request, deputy_id: UUID) -> HttpResponse:
    deputy = queries.own_deputyship(request.actor, deputy_id)
    if deputy is None:
        raise Http404
    services.end_deputy(deputy, by=request.actor, on=today())
    messages.success(request, _("You no longer stand in."))
    return redirect("memberships")


@reads_and_writes
@signed_in
def away(request: Request) -> HttpResponse:
    said = queries.own_away(request.actor, on=today())
    if "back" in request.POST:
        services.come_back(by=request.actor, on=today())
        messages.success(request, _("Welcome back."))
        return redirect("memberships")
    dates = {"from_on": said.from_on, "until_on": said.until_on} if said else {"from_on": today()}
    form = forms.SayAway(request.POST or None, initial=dates)
    if request.method == "POST" and form.is_valid():
        try:
            services.say_away(**form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("People who wait for you can see until when you are away."))
            return redirect("memberships")
    return TemplateResponse(request, "programmes/away.html", {"form": form, "said": said})

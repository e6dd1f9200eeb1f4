"""Pages for people without an email address, and for whoever lost their second step."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.accounts.models import User
from alongside.core.clock import today
from alongside.core.refusals import Refusal
from alongside.programmes import forms, services
from alongside.programmes.models import Membership, Place
from alongside.programmes.views.people import inviting
from alongside.programmes.views.places import place_of, reads_and_writes


@reads_and_writes
@page(Permission.PEOPLE_INVITE)
def invite(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    form = inviting(forms.InviteWithoutAddress, request, place)
    if request.method == "POST" and form.is_valid():
        try:
            made, code = services.invite_without_address(place, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            return _slip(request, made.user, code, place)
    return TemplateResponse(request, "programmes/invite_without_address.html", {"form": form, "place": place})


@reads_and_writes
@page(Permission.PEOPLE_INVITE)
def slip(request: Request, membership_id: UUID) -> HttpResponse:
    membership = _live(request, membership_id)
    context = {"membership": membership, "place": membership.place, "wrong": ""}
    if request.method == "POST":
        try:
            code = services.make_slip(membership, by=request.actor, on=today())
        except Refusal as refusal:
            context["wrong"] = refusal.message
        else:
            return _slip(request, membership.user, code, membership.place)
    return TemplateResponse(request, "programmes/slip.html", context)


@reads_and_writes
@page(Permission.PEOPLE_RESET)
def reset(request: Request, membership_id: UUID) -> HttpResponse:
    membership = _live(request, membership_id)
    context = {"membership": membership, "place": membership.place, "wrong": ""}
    if request.method == "POST":
        try:
            services.reset_second_step(membership, by=request.actor, on=today())
        except Refusal as refusal:
            context["wrong"] = refusal.message
        else:
            messages.success(request, _("%(name)s sets it up anew when signing in.") % {"name": membership.user.name})
            return redirect("place_people", membership.place_id)
    return TemplateResponse(request, "programmes/reset.html", context)


def _slip(request: Request, user: User, code: str, place: Place | None) -> HttpResponse:
    address = f"{settings.PUBLIC_URL}/sign-in/slip/".split("://", 1)[1]
    context = {"user": user, "code": code, "place": place, "address": address}
    return TemplateResponse(request, "programmes/slip_sheet.html", context)


def _live(request: Request, membership_id: UUID) -> Membership:
    live = Membership.objects.visible_to(request.actor).live().select_related("user", "place")
    return find(request, live, pk=membership_id)

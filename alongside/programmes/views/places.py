"""Pages on which a place is set up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.http import Request, find, page, public, refuse_unless
from alongside.access.permissions import Permission
from alongside.core.clock import today
from alongside.core.refusals import Refusal
from alongside.programmes import forms, queries, services
from alongside.programmes.models import Place

EDIT = {
    Place.Kind.PROGRAMME: Permission.PROGRAMME_EDIT,
    Place.Kind.SITE: Permission.SITE_EDIT,
    Place.Kind.TEAM: Permission.TEAM_EDIT,
}
"""What one must be allowed in order to change each kind of place."""

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


def place_of(request: Request, place_id: int, *kinds: Place.Kind) -> Place:
    """The place with this number, if the person may see it and it is of the right kind."""
    places = Place.objects.visible_to(request.actor)
    return find(request, places.filter(kind__in=kinds) if kinds else places, pk=place_id)


@reads_and_writes
@page(Permission.PLACE_VIEW)
def settings(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    refuse_unless(request, EDIT[Place.Kind(place.kind)], at=place.scope)
    now = {"name": place.name, "about": place.about, "sector": place.sector}
    form = forms.Settings(request.POST or None, initial=now, with_sector=place.kind == Place.Kind.SITE)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_place(place, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("place_settings", place.pk)
    shown = queries.place_page(place, request.actor, on=today())
    return TemplateResponse(request, "programmes/settings.html", {"form": form, "page": shown})


@reads_and_writes
@page(Permission.SITE_ADD)
def add_site(request: Request, place_id: int) -> HttpResponse:
    programme = place_of(request, place_id, Place.Kind.PROGRAMME)
    form = forms.AddSite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            site = services.add_site(programme, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("%(name)s is now part of the programme.") % {"name": site.name})
            return redirect("place_people", site.pk)
    return TemplateResponse(request, "programmes/add_site.html", {"form": form, "place": programme})


@reads_and_writes
@page(Permission.TEAM_ADD)
def add_team(request: Request, place_id: int) -> HttpResponse:
    site = place_of(request, place_id, Place.Kind.SITE)
    form = forms.AddTeam(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            team = services.add_team(site, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("%(name)s is now part of the site.") % {"name": team.name})
            return redirect("place_people", team.pk)
    return TemplateResponse(request, "programmes/add_team.html", {"form": form, "place": site})


@reads_and_writes
@page(Permission.SITE_EDIT)
def partners(request: Request, place_id: int) -> HttpResponse:
    site = place_of(request, place_id, Place.Kind.SITE)
    form = forms.AddPartner(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_partner(site, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("Partner added."))
            return redirect("place_partners", site.pk)
    shown = queries.partners_of(site)
    return TemplateResponse(request, "programmes/partners.html", {"form": form, "place": site, "partners": shown})


@require_POST
@page(Permission.SITE_EDIT)
def end_partner(request: Request, place_id: int, partner_id: int) -> HttpResponse:
    site = place_of(request, place_id, Place.Kind.SITE)
    partner = get_object_or_404(site.partners, pk=partner_id)
    services.end_partner(partner, by=request.actor, on=today())
    messages.success(request, _("The partnership with %(name)s has ended.") % {"name": partner.name})
    return redirect("place_partners", site.pk)


@reads_and_writes
@page(Permission.TIER_SET)
def tier(request: Request, place_id: int) -> HttpResponse:
    site = place_of(request, place_id, Place.Kind.SITE)
    form = forms.SetTier(request.POST or None, initial={"from_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_tier(site, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("The tier is dated."))
            return redirect("place_tier", site.pk)
    shown = queries.place_page(site, request.actor, on=today())
    return TemplateResponse(request, "programmes/tier.html", {"form": form, "page": shown})


@reads_and_writes
@page(Permission.PROGRAMME_EDIT)
def editions(request: Request, place_id: int) -> HttpResponse:
    programme = place_of(request, place_id, Place.Kind.PROGRAMME)
    choices = queries.editions_to_use(programme)
    form = forms.UseEdition(request.POST or None, editions=choices, initial={"from_on": today()})
    if request.method == "POST" and form.is_valid():
        edition = queries.edition_called(form.cleaned_data["edition"])
        try:
            services.use_edition(programme, edition, from_on=form.cleaned_data["from_on"], by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            messages.success(request, _("The edition is in use."))
            return redirect("place_editions", programme.pk)
    used = queries.editions_in_use(programme)
    return TemplateResponse(request, "programmes/editions.html", {"form": form, "place": programme, "editions": used})


@require_safe
@page(Permission.AUDIT_READ)
def audit(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    asked = request.GET
    before = asked.get("before", "")
    shown = queries.trail_page(
        place.scope,
        act=asked.get("act", ""),
        person=asked.get("person", ""),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )
    form = forms.FilterTrail(initial={"act": asked.get("act", "")}, acts=shown.acts)
    return TemplateResponse(request, "programmes/audit.html", {"form": form, "place": place, "trail": shown})


@require_safe
@public
def roles(request: Request) -> HttpResponse:
    return TemplateResponse(request, "programmes/roles.html", {"roles": queries.role_table()})

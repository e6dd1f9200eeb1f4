"""Whom to turn to at a place: seen by everybody there, named by those who lead it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.keeping_safe import forms, services
from alongside.keeping_safe.queries import contacts as queries
from alongside.programmes.models import Place


@require_safe
@page(Permission.PLACE_VIEW)
def contacts(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    may = request.actor.can(Permission.CONTACTS_NAME, at=place.scope)
    named = queries.contacts_at(place.scope)
    shown = {"place": place, "named": named, "may": may, "inherits": bool(named) and named[0].scope != place.scope}
    return TemplateResponse(request, "keeping_safe/contacts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.CONTACTS_NAME)
def name(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    named, accounts = queries.contacts_at(place.scope), queries.accounts_at(place)
    form = forms.NameContacts(request.POST or None, accounts=accounts, initial=forms.shown_back(named))
    if form.is_bound and form.is_valid():
        try:
            services.name_contacts(place, contacts=form.contacts, by=request.actor, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved. The names stand above every box for words at once."))
            return redirect("contacts", place.pk)
    return TemplateResponse(request, "keeping_safe/name.html", {"place": place, "form": form})

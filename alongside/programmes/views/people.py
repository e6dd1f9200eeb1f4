"""Pages about who belongs to a place."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.access.http import Request, find, own_account, page
from alongside.access.permissions import Permission
from alongside.core.clock import today
from alongside.core.refusals import Refusal
from alongside.programmes import forms, queries, rules, services
from alongside.programmes.models import Membership, Place, Removal
from alongside.programmes.views.places import place_of, reads_and_writes

Form = TypeVar("Form", bound=forms.RoleAndVoices)


@require_safe
@page(Permission.PEOPLE_VIEW)
def people(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    shown = queries.people_page(place, request.actor)
    return TemplateResponse(request, "programmes/people.html", {"place": place, "page": shown})


def inviting(form: type[Form], request: Request, place: Place) -> Form:
    """A form by which somebody is invited to a place, with the roles that this person may give there."""
    return form(
        request.POST or None,
        roles=[role for role in rules.roles_for(place.kind) if rules.may_give(role, by=request.actor, at=place.scope)],
        voices=queries.voices_at(place.scope),
        mine=rules.stands_for(request.actor, at=place.scope),
    )


@reads_and_writes
@page(Permission.PEOPLE_INVITE)
def invite(request: Request, place_id: int) -> HttpResponse:
    place = place_of(request, place_id)
    form = inviting(forms.Invite, request, place)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(place, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            name = form.cleaned_data["name"]
            messages.success(
                request, _("%(name)s is invited. We have written to them how to sign in.") % {"name": name}
            )
            return redirect("place_people", place.pk)
    return TemplateResponse(request, "programmes/invite.html", {"form": form, "place": place})


@reads_and_writes
@page(Permission.PEOPLE_CHANGE)
def change(request: Request, membership_id: UUID) -> HttpResponse:
    membership = _live(request, membership_id)
    place, actor = membership.place, request.actor
    assert place  # only operators belong to no place, and they are on nobody's list of people
    roles = [
        role
        for role in rules.roles_for(place.kind)
        if role == membership.role or rules.may_give(role, by=actor, at=place.scope)
    ]
    form = forms.ChangeMembership(
        request.POST or None,
        initial={"role": membership.role, "voices": membership.voices},
        roles=roles,
        voices=queries.voices_at(place.scope),
        mine=rules.stands_for(actor, at=place.scope),
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = services.change_membership(membership, **form.cleaned_data, by=actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            return _told(request, done, membership)
    return TemplateResponse(request, "programmes/change.html", {"form": form, "membership": membership, "place": place})


@reads_and_writes
@page(Permission.PEOPLE_END)
def end(request: Request, membership_id: UUID) -> HttpResponse:
    membership = _live(request, membership_id)
    form = forms.EndMembership(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = services.end_membership(membership, **form.cleaned_data, by=request.actor, on=today())
        except Refusal as refusal:
            forms.show(form, refusal)
        else:
            return _told(request, done, membership)
    context = {"form": form, "membership": membership, "place": membership.place}
    return TemplateResponse(request, "programmes/end.html", context)


@require_safe
@own_account
def memberships(request: Request) -> HttpResponse:
    context = {
        "memberships": queries.own_memberships(request.actor),
        "deputyships": queries.own_deputyships(request.actor, on=today()),
        "away": queries.own_away(request.actor, on=today()),
    }
    return TemplateResponse(request, "programmes/memberships.html", context)


@require_POST
@own_account
def leave(request: Request, membership_id: UUID) -> HttpResponse:
    membership = queries.own_membership(request.actor, membership_id)
    if membership is None:
        raise Http404
    services.end_membership(membership, reason="", by=request.actor, on=today())
    messages.success(
        request,
        _("You have left %(place)s.") % {"place": membership.place.name if membership.place else _("the installation")},
    )
    return redirect("/")


def _live(request: Request, membership_id: UUID) -> Membership:
    live = Membership.objects.visible_to(request.actor).live().select_related("user", "place")
    return find(request, live, pk=membership_id)


def _told(request: Request, done: Membership | Removal, membership: Membership) -> HttpResponse:
    """Say what happened, and go on to where it can be seen."""
    if isinstance(done, Removal):
        messages.info(request, _("This now waits for the second key. Nothing has changed yet."))
        return redirect("removal", done.pk)
    messages.success(request, _("Done."))
    if str(done.user_id) == request.actor.user_id or done.place is None:
        return redirect("/")
    return redirect("place_people", done.place_id)

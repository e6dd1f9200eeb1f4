"""Where questions can be watched or interpreted: seen by everybody of a place, set by those who lead it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments import services
from alongside.assessments.forms.links import SetLink
from alongside.assessments.queries import links as queries
from alongside.core import clock
from alongside.core.refusals import Refusal
from alongside.programmes.models import Place


@require_safe
@page(Permission.PLACE_VIEW)
def question_links(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    may = request.actor.can(Permission.LINK_SET, at=place.scope)
    shown = {"place": place, "links": queries.set_at(place), "may": may}
    return TemplateResponse(request, "assessments/links/links.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.LINK_SET)
def set_link(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    if "remove" in request.POST:
        link = queries.set_here(place, request.POST["remove"])
        if link is not None:
            services.remove_link(link, by=request.actor, at=clock.now())
            messages.success(request, _("The link is taken away"))
        return redirect("question_links", place.pk)
    items = queries.items_to_choose(place, on=clock.today())
    offered = [(key, says) for key, says, _item in items]
    form = SetLink(request.POST if request.method == "POST" else None, items=offered)
    if form.is_bound and form.is_valid():
        chosen = {key: item for key, _says, item in items}
        try:
            services.set_link(
                place,
                item=chosen.get(form.cleaned_data["item"]),
                kind=form.cleaned_data["kind"],
                language=form.cleaned_data["language"],
                address=form.cleaned_data["address"],
                by=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("address", refusal.message)
        else:
            messages.success(request, _("Saved. It stands beside the question at once"))
            return redirect("question_links", place.pk)
    shown = {"place": place, "form": form, "links": [line for line in queries.set_at(place) if line.own]}
    return TemplateResponse(request, "assessments/links/set.html", shown)

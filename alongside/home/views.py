"""The first pages. Nothing is written here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page, public
from alongside.access.permissions import Permission
from alongside.accounts import queries as accounts
from alongside.core import clock, installation
from alongside.home import queries
from alongside.programmes.models import Place


@require_safe
@public
def start(request: Request) -> HttpResponse:
    if not request.actor.is_someone:
        people = queries.people_to_try() if installation.is_demonstration() else ()
        return TemplateResponse(request, "home/welcome.html", {"people": people})
    if request.actor.held_back:
        return redirect(settings.SECOND_FACTOR_URL)
    start_page = queries.start_page(request.actor, on=clock.today())
    response = TemplateResponse(
        request, "home/start.html", {"start": start_page, "notices": accounts.notices_of(request.actor.user_id)}
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_safe
@page(Permission.PLACE_VIEW)
def place(request: Request, place_id: int) -> HttpResponse:
    found = find(request, Place.objects.visible_to(request.actor), pk=place_id)
    shown = queries.place_page(found, request.actor, on=clock.today())
    return TemplateResponse(request, "home/place.html", {"place": shown})


@require_safe
@page(Permission.MATRIX_VIEW)
def matrix(request: Request, place_id: int) -> HttpResponse:
    programme = find(request, Place.objects.visible_to(request.actor).filter(kind=Place.Kind.PROGRAMME), pk=place_id)
    shown = queries.matrix_page(programme, edition=_edition(request), on=clock.today())
    return TemplateResponse(request, "home/matrix.html", {"matrix": shown})


@require_safe
@page(Permission.AGGREGATE_VIEW)
def figures(request: Request, place_id: int) -> HttpResponse:
    programme = find(request, Place.objects.counted_for(request.actor).filter(kind=Place.Kind.PROGRAMME), pk=place_id)
    shown = queries.figures_page(programme, on=clock.today())
    return TemplateResponse(request, "home/figures.html", {"page": shown})


def _edition(request: HttpRequest) -> str:
    return request.GET.get("edition", "")

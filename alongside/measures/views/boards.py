"""Many charts beside each other. Nothing is written here."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.measures.models import Series
from alongside.measures.queries import boards
from alongside.programmes.models import Place


@require_safe
@page(Permission.SERIES_VIEW)
def board(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    shown = boards.board(place, request.actor, on=clock.today())
    context = {
        "board": shown,
        "may_start": request.actor.can(Permission.SERIES_START, at=place.scope),
        "may_import": request.actor.can(Permission.OBSERVATION_IMPORT, at=place.scope),
    }
    return TemplateResponse(request, "measures/boards/board.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def funnel(request: Request, series_id: object) -> HttpResponse:
    series = find(request, Series.objects.visible_to(request.actor), pk=series_id)
    shown = boards.funnel_page(series, actor=request.actor, on=clock.today())
    return TemplateResponse(request, "measures/boards/funnel.html", {"funnel": shown})

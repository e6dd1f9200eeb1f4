"""Many charts beside each other. Nothing is written here."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.core import clock
from alongside.measures.models import Series
from alongside.measures.queries import boards, funnels
from alongside.measures.rules.parts import Part, number_in
from alongside.programmes.models import Place
from alongside.ui.components.pagination import Page, Step

PARTS = {"page": "", "measures": "#signs", "teams": "#signs"}
"""What an address calls the number of each part, and where on the page that part stands."""


@require_safe
@page(Permission.SERIES_VIEW)
def board(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    numbers = {name: number_in(request.GET.get(name, "")) for name in PARTS}
    shown = boards.board(place, request.actor, on=clock.today(), asked=boards.Asked(**numbers))
    parts = {"page": shown.part, "measures": shown.signs.measures, "teams": shown.signs.teams}
    context = {
        "board": shown,
        "ways": {name: _ways(name, parts) for name in PARTS},
        "may_start": request.actor.can(Permission.SERIES_START, at=place.scope),
        "may_import": request.actor.can(Permission.OBSERVATION_IMPORT, at=place.scope),
    }
    return TemplateResponse(request, "measures/boards/board.html", context)


@require_safe
@page(Permission.SERIES_VIEW)
def funnel(request: Request, series_id: object) -> HttpResponse:
    series = find(request, Series.objects.visible_to(request.actor), pk=series_id)
    shown = funnels.funnel_page(series, actor=request.actor, on=clock.today())
    return TemplateResponse(request, "measures/boards/funnel.html", {"funnel": shown})


def _ways(name: str, parts: dict[str, Part]) -> dict[str, object]:
    """The links from one part of the board to the others, which leave the other parts where they are."""
    part = parts[name]

    def to(number: int) -> str:
        numbers = {other: one.number for other, one in parts.items()} | {name: number}
        asked = urlencode({other: number for other, number in numbers.items() if number > 1})
        return f"?{asked}{PARTS[name]}"

    return {
        "items": [
            Page(number=number, href=to(number), current=number == part.number) if number else Page(gap=True)
            for number in part.near
        ],
        "previous": Step(href=to(part.number - 1)) if part.number > 1 else None,
        "next": Step(href=to(part.number + 1)) if part.number < part.numbers else None,
    }

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page, signed_in
from alongside.access.permissions import Permission
from alongside.core.clock import today
from alongside.goals.queries import forgotten as queries
from alongside.programmes.models import Place


@require_safe
@page(Permission.PLACE_VIEW)
def at_place(request: Request, place_id: object) -> HttpResponse:
    """Whoever sees the place may open this; what they may not look at says so, and does not look empty."""
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    return _answer(request, place)


@require_safe
@signed_in
def of_mine(request: Request) -> HttpResponse:
    return _answer(request, None)


def _answer(request: Request, place: Place | None) -> HttpResponse:
    number = request.GET.get("page", "")
    found = queries.forgotten_page(
        request.actor,
        on=today(),
        place=place,
        chosen=request.GET.get("kind", ""),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )
    return TemplateResponse(request, "goals/forgotten/index.html", {"place": place, "page": found})

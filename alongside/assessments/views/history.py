from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.assessments.queries import history as queries
from alongside.assessments.views.results import language
from alongside.programmes.models import Place


@require_safe
@page(Permission.ROUND_READ)
def place_history(request: Request, place_id: int) -> HttpResponse:
    place = find(request, Place.objects.visible_to(request.actor).select_related("parent"), pk=place_id)
    movement = queries.movement(place, language=language())
    return TemplateResponse(request, "assessments/result/history.html", {"place": place, "movement": movement})

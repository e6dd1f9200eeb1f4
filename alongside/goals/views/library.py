from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import Request, find, page
from alongside.access.permissions import Permission
from alongside.goals.forms import cycles as forms
from alongside.goals.queries import library as queries
from alongside.goals.queries.library import Asked
from alongside.programmes.models import Place


def place_found(request: Request, place_id: object) -> Place:
    return find(request, Place.objects.visible_to(request.actor).select_related("parent__parent"), pk=place_id)


def _asked(request: Request) -> Asked:
    """What the address asks for; what it cannot mean is left out."""
    given = {name: request.GET.get(name, "")[:200] for name in ("words", "item", "strand", "setting")}
    number = request.GET.get("page", "")
    return Asked(**given, page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1)


@require_safe
@page(Permission.LIBRARY_READ)
def index(request: Request, place_id: object) -> HttpResponse:
    place = place_found(request, place_id)
    asked = _asked(request)
    library = queries.library_page(place, asked)
    items = [(facet.code, f"{facet.name} ({facet.count})") for facet in library.items]
    form = forms.SearchLibrary(
        initial={"words": asked.words, "item": asked.item, "strand": asked.strand, "setting": asked.setting},
        items=items,
    )
    again = request.GET.copy()
    again.pop("page", None)
    context = {"place": place, "library": library, "form": form, "again": again.urlencode()}
    return TemplateResponse(request, "goals/library/index.html", context)


@require_safe
@page(Permission.LIBRARY_READ)
def show(request: Request, place_id: object, idea_id: UUID) -> HttpResponse:
    place = place_found(request, place_id)
    idea = queries.shared_idea(place, idea_id)
    if idea is None:
        raise Http404
    context = {"place": place, "idea": idea, "goals": queries.goals_to_copy_to(place, request.actor)}
    return TemplateResponse(request, "goals/library/show.html", context)

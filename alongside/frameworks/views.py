"""The framework browser. What we say is open to all: these pages need no account."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from alongside.access.http import public
from alongside.frameworks import queries
from alongside.frameworks.models import Crosswalk, Edition


def _language() -> str:
    return (get_language() or "en").split("-")[0]


@public
@require_safe
def frameworks(request: HttpRequest) -> TemplateResponse:
    lines = queries.editions(language=_language())
    return TemplateResponse(
        request,
        "frameworks/frameworks.html",
        {
            "rated": [line for line in lines if line.can_be_rated],
            "others": [line for line in lines if not line.can_be_rated],
            "to_compare": sorted(queries.frameworks_to_compare()),
        },
    )


@public
@require_safe
def edition(request: HttpRequest, slug: str) -> TemplateResponse:
    page = _edition(slug)
    comparable = page.framework in queries.frameworks_to_compare()
    return TemplateResponse(request, "frameworks/edition.html", {"edition": page, "comparable": comparable})


@public
@require_safe
def item(request: HttpRequest, slug: str, code: str) -> TemplateResponse:
    page = _edition(slug)
    found = page.item(code)
    if found is None:
        raise Http404
    numbers = {other.number: other for other in page.items}
    return TemplateResponse(
        request,
        "frameworks/item.html",
        {
            "edition": page,
            "item": found,
            "group": next((group for group in page.groups if group.code == found.group), None),
            "previous": numbers.get(found.number - 1),
            "next": numbers.get(found.number + 1),
        },
    )


@public
@require_safe
def compare(request: HttpRequest, framework: str) -> TemplateResponse:
    try:
        walk = queries.side_by_side(framework, language=_language())
    except Crosswalk.DoesNotExist as missing:
        raise Http404 from missing
    return TemplateResponse(request, "frameworks/compare.html", {"walk": walk})


def _edition(slug: str) -> queries.EditionPage:
    try:
        return queries.edition_page(slug, language=_language())
    except Edition.DoesNotExist as missing:
        raise Http404 from missing

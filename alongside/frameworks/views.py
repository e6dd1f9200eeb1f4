"""The framework browser. What we say is open to all: these pages need no account."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, cast

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from alongside.access.http import Request, public
from alongside.frameworks import queries, rules
from alongside.frameworks.models import Crosswalk, Edition

P = ParamSpec("P")


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def own_to_its_programme(view: Callable[P, TemplateResponse]) -> Callable[P, TemplateResponse]:
    """Keep nothing of what members of a programme are shown: it may hold what is their programme's own."""

    @functools.wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> TemplateResponse:
        response = view(*args, **kwargs)
        if cast(Request, args[0]).actor.is_someone:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return kept


@public
@require_safe
@own_to_its_programme
def frameworks(request: HttpRequest) -> TemplateResponse:
    lines, programmes = queries.editions(language=_language()), _programmes(request)
    return TemplateResponse(
        request,
        "frameworks/frameworks.html",
        {
            "rated": [line for line in lines if line.can_be_rated],
            "others": [line for line in lines if not line.can_be_rated],
            "own": queries.editions_of(programmes, language=_language()) if programmes else (),
            "to_compare": sorted(queries.frameworks_to_compare()),
        },
    )


@public
@require_safe
@own_to_its_programme
def edition(request: HttpRequest, slug: str) -> TemplateResponse:
    page = _edition(request, slug)
    comparable = page.framework in queries.frameworks_to_compare(_programmes(request))
    return TemplateResponse(request, "frameworks/edition.html", {"edition": page, "comparable": comparable})


@public
@require_safe
@own_to_its_programme
def item(request: HttpRequest, slug: str, code: str) -> TemplateResponse:
    page = _edition(request, slug)
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
@own_to_its_programme
def compare(request: HttpRequest, framework: str) -> TemplateResponse:
    try:
        walk = queries.side_by_side(framework, language=_language(), programmes=_programmes(request))
    except Crosswalk.DoesNotExist as missing:
        raise Http404 from missing
    return TemplateResponse(request, "frameworks/compare.html", {"walk": walk})


def _edition(request: HttpRequest, slug: str) -> queries.EditionPage:
    try:
        return queries.seen_by(slug, _programmes(request), language=_language())
    except Edition.DoesNotExist as missing:
        raise Http404 from missing


def _programmes(request: HttpRequest) -> tuple[str, ...]:
    """The programmes to which whoever asks belongs: their own lists are shown to nobody else."""
    return rules.programmes_in(grant.scope for grant in cast(Request, request).actor.grants)

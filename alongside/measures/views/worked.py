"""Worked examples. They are published figures with their sources: these pages need no account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from alongside.access.http import public
from alongside.measures.queries import worked


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "measures/worked/index.html", {"examples": worked.worked_examples()})


@public
@require_safe
def show(request: HttpRequest, example: str) -> HttpResponse:
    return TemplateResponse(request, "measures/worked/show.html", {"example": _found(example)})


@public
@require_safe
def as_csv(request: HttpRequest, example: str) -> HttpResponse:
    found = _found(example)
    response = HttpResponse(found.file, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.shape.code}.csv"'
    return response


def _found(code: str) -> worked.Worked:
    found = worked.worked_example(code)
    if found is None:
        raise Http404
    return found

"""The door of pages that anybody may open: nothing cached, nothing indexed, no session touched."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from alongside.access.http import public

P = ParamSpec("P")


def unnamed(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Guard a page for people without an account."""

    @public
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"keeping_safe/{name}.html", context)

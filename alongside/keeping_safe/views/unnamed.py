"""The pages of this app that anybody may open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def shown(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return TemplateResponse(request, f"keeping_safe/{name}.html", context)

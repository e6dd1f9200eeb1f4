"""What surrounds every page: headers that keep it to itself, and a page for a refusal that no other page caught."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from alongside.core.refusals import Refusal

log = logging.getLogger(__name__)

OWN_ONLY = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""No other site may show anything of ours, and no page of ours asks a device for what it never needs."""


class OwnOnlyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in OWN_ONLY.items():
            response.headers.setdefault(name, value)
        return response


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            page = render(request, "405.html", status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return render(request, "409.html", {"message": exception.message}, status=409)
        if isinstance(exception, OperationalError):  # the disk is full, or the database does not answer
            log.error("the database did not take it: %s", request.method, exc_info=exception)
            # Without the request: whatever a page would ask the database for may not be there either.
            return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
        return None

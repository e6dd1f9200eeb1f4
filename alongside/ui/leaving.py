"""Leaving a page at once: where to, and whether it was really asked for from here."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url


def leaves_to() -> str:
    """Where somebody who leaves is taken: a page of our own about bread, or the address that the settings name."""
    return settings.LEAVE_TO or resolve_url("rate_left")


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from one of our own pages, as the browser tells it; old browsers tell nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()

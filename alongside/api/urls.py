"""Addresses for programs, and the page on which people make their tokens."""

from __future__ import annotations

from django.urls import URLPattern, path

from alongside.api.views import pages
from alongside.api.views.doors import api

_doors, _app, _namespace = api.urls
for _door in _doors:
    # Who may open a door: what it is for is in the schema, which all may read; the rest asks for a token.
    _is_for_all = isinstance(_door, URLPattern) and _door.name in ("openapi-json", "api-root")
    setattr(_door.callback, "public" if _is_for_all else "by_token", True)

urlpatterns = [
    path("api/", (_doors, _app, _namespace)),
    path("account/tokens/", pages.tokens, name="tokens"),
    path("account/tokens/<uuid:token_id>/end/", pages.end, name="token_end"),
]

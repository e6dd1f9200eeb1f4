"""How pages look to one browser, and in which language: chosen without an account, kept in two cookies.

Each cookie holds the choice and nothing else, so that it tells nobody apart from the many who chose the same. The
language is never guessed: what a browser asks for is not what a person on a ward's tablet can read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "look"
YEAR = 365 * 24 * 60 * 60
SIZES = {"": "", "large": "al-large", "larger": "large-print"}
COLOURS = {"": "", "contrast": "al-contrast", "cream": "al-cream"}


@dataclass(frozen=True)
class Look:
    """What one browser chose: the size of letters, the colours, the language. Empty means as usual."""

    size: str = ""
    colours: str = ""
    language: str = ""

    @property
    def classes(self) -> str:
        """The classes of the page's root."""
        return " ".join(name for name in (SIZES[self.size], COLOURS[self.colours]) if name)

    def changed(self, wish: str) -> Look:
        """The look after a wish such as "size.large"; the same for a wish that nobody offered."""
        kind, _, value = wish.partition(".")
        known = {"size": SIZES, "colours": COLOURS, "language": dict(settings.LANGUAGES)}
        if kind not in known or value not in known[kind]:
            return self
        if kind == "language":
            return replace(self, language="" if value == settings.LANGUAGE_CODE else value)
        return replace(self, size=value) if kind == "size" else replace(self, colours=value)


class Looked(HttpRequest):
    """A request as it is drawn: in which look."""

    look: Look


def read(request: HttpRequest) -> Look:
    """The look in the cookies; what was never offered counts for nothing."""
    size, _, colours = request.COOKIES.get(COOKIE, "").partition(".")
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    look = Look().changed(f"size.{size}").changed(f"colours.{colours}")
    return look.changed(f"language.{language}")


def of(request: HttpRequest) -> Look:
    """The look that a request's page is drawn in."""
    look = getattr(request, "look", None)
    return look if isinstance(look, Look) else Look()


def change(request: HttpRequest, wish: str) -> bool:
    """Draw this request's page, and every later one, as wished; whether that was a wish about looks at all."""
    if wish.partition(".")[0] not in {"size", "colours", "language"}:
        return False
    look = of(request).changed(wish)
    cast(Looked, request).look = look
    translation.activate(speaks(request))
    return True


def speaks(request: HttpRequest) -> str:
    """The language a request's page is made in: the chosen one where pages are translated, else the usual one."""
    language = of(request).language
    return language if language and is_translated(request) else settings.LANGUAGE_CODE


def is_translated(request: HttpRequest) -> bool:
    """Whether pages at this address are translated. A page half in one language would be read in a wrong voice."""
    return request.path.startswith(tuple(settings.TRANSLATED)) or request.path.endswith(tuple(settings.TRANSLATED_TOO))


def forget(request: HttpRequest) -> None:
    """Back to as usual, in this browser: what a shared tablet does between two people."""
    cast(Looked, request).look = Look()


class LookMiddleware:
    """Reads the look, speaks its language while the page is made, and keeps what was chosen meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = read(request)
        cast(Looked, request).look = before
        with translation.override(speaks(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ["Cookie"])
        after = of(request)
        if after != before:
            keep(response, COOKIE, f"{after.size}.{after.colours}".removesuffix("."))
            keep(response, settings.LANGUAGE_COOKIE_NAME, after.language)
        return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Write one choice into its cookie for a year, or take the cookie away where nothing is chosen."""
    if not value:
        response.delete_cookie(name, samesite="Lax")
        return
    response.set_cookie(name, value, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")

"""What is said outside a page, in a language that is known: letters."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def said_in(language: str, message: str) -> str:
    """A marked text in one language; in the usual one where that is empty or not spoken here."""
    known = {code.partition("-")[0]: code for code, _name in settings.LANGUAGES}
    with translation.override(known.get(language, settings.LANGUAGE_CODE)):
        return translation.gettext(message)


def said_everywhere(message: str) -> frozenset[str]:
    """A marked text in every language that is spoken here: to find again what was written in one of them."""
    return frozenset(said_in(code.partition("-")[0], message) for code, _name in settings.LANGUAGES)

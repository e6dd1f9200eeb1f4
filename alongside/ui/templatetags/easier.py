"""What makes a page easier to read: ``{% load easier %}``, then ``{% looks %}`` and ``{% read_aloud "question" %}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.ui import looks as kept
from alongside.ui.components import languages, markup

register = template.Library()


@register.inclusion_tag("ui/looks.html", takes_context=True)
def looks(context: Context) -> dict[str, Any]:
    """The choice of text size, colours and language. A page that keeps what was typed sends it with its own form."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return {}
    look = kept.of(request)
    sizes = {"": _("Usual letters"), "large": _("Large letters"), "larger": _("Very large letters")}
    colours = {"": _("Usual colours"), "contrast": _("High contrast"), "cream": _("Dark on cream")}
    language = kept.speaks(request)
    return {
        "back": request.get_full_path(),
        "translated": kept.is_translated(request),
        "keeps_typing": context.get("keeps_typing", False),
        "others": [(code, name) for code, name in settings.LANGUAGES if code != language],
        "sizes": [(f"size.{code}", words, code == look.size) for code, words in sizes.items()],
        "colours": [(f"colours.{code}", words, code == look.colours) for code, words in colours.items()],
        "languages": [(f"language.{code}", code, name, code == language) for code, name in settings.LANGUAGES],
    }


@register.simple_tag(takes_context=True)
def look_classes(context: Context) -> str:
    """The classes that the chosen look adds to those of the page's root."""
    request = context.get("request")
    classes = kept.of(request).classes if isinstance(request, HttpRequest) else ""
    return f" {classes}" if classes else ""


@register.simple_tag
def said_in(language: str) -> SafeString:
    """The attribute that says what a part is written in, on pages in another language: ``<p{% said_in code %}>``."""
    return languages.attribute(language)


@register.simple_tag
def spoken(text: str, language: str) -> SafeString:
    """A text, marked where it is in another language than the page: ``{% spoken item.title item.language %}``."""
    return languages.spoken(text, language)


@register.simple_tag
def mixed(sentence: str, *, words: Iterable[str], language: str) -> SafeString:
    """A sentence that quotes words in another language: ``{% mixed said words=stages language="en" %}``."""
    return languages.mixed(sentence, words=words, language=language)


@register.simple_tag
def mixed_rows(rows: Iterable[Iterable[str]], *, words: Sequence[str], language: str) -> list[list[SafeString]]:
    """The rows of a table, each cell as `mixed` makes it."""
    return [[languages.mixed(cell, words=words, language=language) for cell in row] for row in rows]


@register.simple_tag
def unread_translation() -> SafeString:
    """The line that says that nobody who grew up with this language has read the page's words yet."""
    if get_language() == settings.LANGUAGE_CODE:
        return markup.NOTHING
    words = _("This translation has not been read by a native speaker yet.")
    return markup.tag("p", {"class": "al-unread"}, words)


@register.simple_tag
def read_aloud(what: str, *, text: str = "") -> SafeString:
    """A button that reads a part of the page aloud, by that part's id; there only once a voice has been found."""
    named = {
        "class": "al-aloud",
        "type": "button",
        "hidden": True,
        "data-reads": what,
        "data-stop": _("Stop reading"),
    }
    return markup.tag("button", named, text or _("Read this aloud"))

"""Parts of a page that are written in another language than the page (WCAG 3.1.2)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from alongside.core.words import language as of_the_page
from alongside.core.words import quoting
from alongside.ui.components import markup


def attribute(language: str) -> SafeString:
    """The attribute that says what a part is written in; nothing where the page is in that language."""
    short = language.partition("-")[0]
    return markup.attributes({"lang": None if short == of_the_page() else language})


def spoken(text: object, language: str) -> SafeString:
    """A text, marked where it is in another language than the page."""
    if not attribute(language):
        return markup.join([text])
    return markup.tag("span", {"lang": language}, text)


def mixed(sentence: str, *, words: Iterable[str], language: str) -> SafeString:
    """A sentence in the page's language that quotes words in another: each of them is marked."""
    if not attribute(language):
        return markup.join([sentence])
    return markup.join(spoken(part, language) if quoted else part for part, quoted in quoting(sentence, words))

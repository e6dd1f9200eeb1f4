"""What the product says in the language of whoever reads it, for rooms that know no Django: rules, queries, drawings.

    from alongside.core.words import gettext as _
    from alongside.core.words import gettext_noop, ngettext

    _("%(higher)s see it further on than %(lower)s.") % {"higher": …, "lower": …}

A sentence is written whole, with named holes, where it is made; a table at the head of a module holds `gettext_noop(…)`
and is translated when it is read. Nothing is kept translated: what goes into a column, the trail or a cache stays
English. Until Django starts, and on the command line without it, the product speaks English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

NUMBERS = (
    "nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


class Speaker(Protocol):
    """Who knows the language of the page that is made just now: Django's own translation."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int) -> str: ...

    def get_language(self) -> str | None: ...


class English:
    """Who speaks where nobody else does."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return singular if number == 1 else plural

    def get_language(self) -> str | None:
        return "en"


class _Voice:
    """The speaker of this process, in one place."""

    speaker: Speaker = English()


def speak_with(speaker: Speaker) -> Speaker:
    """From now on say everything with this speaker; the one before."""
    before, _Voice.speaker = _Voice.speaker, speaker
    return before


def gettext(message: str) -> str:
    """A text in the language of the page."""
    return _Voice.speaker.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """A text that differs by how many: each language has its own forms."""
    return _Voice.speaker.ngettext(singular, plural, number)


def gettext_noop(message: str) -> str:
    """A text that is translated later, when it is read."""
    return message


def language() -> str:
    """The language of the page without its country: "en", "cy"."""
    return (_Voice.speaker.get_language() or "en").partition("-")[0]


def listed(words: Iterable[str]) -> str:
    """Words one after the other: "a, b and c"; nothing for none."""
    return _joined(words, gettext("%(some)s and %(last)s"))


def either(words: Iterable[str]) -> str:
    """Words of which one is meant: "a, b or c"; nothing for none."""
    return _joined(words, gettext("%(some)s or %(last)s"))


def in_a_row(words: Iterable[str]) -> str:
    """Words one after the other: "a, b, c"."""
    *some, last = list(words) or [""]
    comma = gettext("%(some)s, %(last)s")
    said = ""
    for word in some:
        said = comma % {"some": said, "last": word} if said else word
    return comma % {"some": said, "last": last} if said else last


def _joined(words: Iterable[str], pattern: str) -> str:
    *some, last = list(words) or [""]
    return pattern % {"some": in_a_row(some), "last": last} if some else last


def number(count: int) -> str:
    """A count within a sentence: in words up to twenty in English, else in figures."""
    return NUMBERS[count] if language() == "en" and 0 <= count < len(NUMBERS) else str(count)


def inside(label: str) -> str:
    """A name as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def opening(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def quoting(sentence: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """A sentence in pieces, each with whether it is one of the words that it quotes: the longest that stands there."""
    named = sorted({word for word in words if word}, key=len, reverse=True)
    if not named:
        return [(sentence, False)]
    pieces = re.split(f"({'|'.join(re.escape(word) for word in named)})", sentence)
    return [(piece, piece in named) for piece in pieces if piece]

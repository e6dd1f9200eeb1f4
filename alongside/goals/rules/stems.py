"""Words cut down to their stems, the same on every engine, so that a search finds the same wherever it runs.

The databases are given finished stems: neither SQLite's nor PostgreSQL's own ideas of English take part.
The stems follow M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, 130-137.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

MOST_IN_A_TEXT = 400
MOST_IN_A_QUESTION = 12
LONGEST = 40

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STRAIGHT = str.maketrans("’", "'")
_COMMON = (
    "a about after again all also am an and any are as at be because been before being both but by can could did do "
    "does doing down during each every few for from had has have having he her here hers him his how i if in into is "
    "it its itself just me more most my no nor not now of off on once only or other our ours out over own same she so "
    "some such than that the their theirs them then there these they this those through to too under until up us very "
    "was we were what when where which while who whom why will with would you your yours"
)
COMMON = frozenset(_COMMON.split())
"""Words that say nothing of what a text is about."""


def words_of(text: str) -> list[str]:
    """The words of a text in small letters without accents, in their order, the common ones left out."""
    # Once more after the small letters: some signs become letters first, and some letters fall apart only then.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STRAIGHT)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = (word.removesuffix("'s").replace("'", "")[:LONGEST] for word in _WORD.findall(plain))
    return [word for word in found if word and word not in COMMON]


def stems_of(text: str, *, most: int = MOST_IN_A_TEXT) -> tuple[str, ...]:
    """The stems of a text, each once, in the order in which they first come; only a-z and 0-9 occur in them."""
    return tuple(dict.fromkeys(_plain(stem(word)) for word in words_of(text)))[:most]


def as_stored(stems: Iterable[str]) -> str:
    """Stems as one column keeps them."""
    return " ".join(stems)


def closeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How close two texts are, from 0 to 1: the stems they share among those of the shorter.

    The overlap coefficient: a short idea inside a longer one is as close as can be.
    """
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _plain(stem: str) -> str:
    """A stem in letters and digits that no engine reads in a way of its own."""
    return stem if stem.isascii() else "u" + stem.encode().hex()


@functools.cache
def stem(word: str) -> str:
    """The stem of one English word in small letters; other words and short ones stay as they are."""
    if len(word) <= 2 or not (word.isascii() and word.isalpha()):
        return word
    for step in (_step_1a, _step_1b, _step_1c, _step_2, _step_3, _step_4, _step_5a, _step_5b):
        word = step(word)
    return word


def _is_consonant(word: str, at: int) -> bool:
    if word[at] == "y":
        return at == 0 or not _is_consonant(word, at - 1)
    return word[at] not in "aeiou"


def _measure(part: str) -> int:
    """How often a vowel is followed by a consonant: the paper's m."""
    shape = "".join("c" if _is_consonant(part, at) else "v" for at in range(len(part)))
    return len(re.findall("v+c+", shape))


def _has_vowel(part: str) -> bool:
    return any(not _is_consonant(part, at) for at in range(len(part)))


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _is_consonant(word, len(word) - 1)


def _ends_short(part: str) -> bool:
    """Consonant, vowel, consonant at the end, the last not w, x or y: the paper's *o."""
    if len(part) < 3 or part[-1] in "wxy":
        return False
    last = len(part) - 1
    return _is_consonant(part, last) and not _is_consonant(part, last - 1) and _is_consonant(part, last - 2)


def _step_1a(word: str) -> str:
    for ending, instead in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word[: -len(ending)] + instead
    return word


def _step_1b(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending) and _has_vowel(word[: -len(ending)]):
            return _mended(word[: -len(ending)])
    return word


def _mended(part: str) -> str:
    if part.endswith(("at", "bl", "iz")):
        return part + "e"
    if _ends_double(part) and part[-1] not in "lsz":
        return part[:-1]
    return part + "e" if _measure(part) == 1 and _ends_short(part) else part


def _step_1c(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


_TWO = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("abli", "able"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
_THREE = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_FOUR = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip


def _step_2(word: str) -> str:
    return _replaced(word, _TWO)


def _step_3(word: str) -> str:
    return _replaced(word, _THREE)


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    """The longest ending that fits is the only one that is looked at."""
    for ending, instead in sorted(endings, key=lambda pair: -len(pair[0])):
        if word.endswith(ending):
            part = word[: -len(ending)]
            return part + instead if _measure(part) > 0 else word
    return word


def _step_4(word: str) -> str:
    for ending in sorted(_FOUR, key=lambda one: -len(one)):
        if word.endswith(ending):
            part = word[: -len(ending)]
            goes = _measure(part) > 1 and (ending != "ion" or part.endswith(("s", "t")))
            return part if goes else word
    return word


def _step_5a(word: str) -> str:
    if not word.endswith("e"):
        return word
    part = word[:-1]
    m = _measure(part)
    return part if m > 1 or (m == 1 and not _ends_short(part)) else word


def _step_5b(word: str) -> str:
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word

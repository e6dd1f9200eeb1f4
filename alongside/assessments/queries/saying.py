"""What a result says in words: numbers, names in a sentence, how far two groups stand apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, in_a_row, inside, listed, ngettext, number, opening
from alongside.numerics.disclosure import KeptGroup
from alongside.numerics.ordinal import Band

APART_IN_WORDS = {
    "ALIKE": gettext_noop("Seen alike"),
    "A_LITTLE": gettext_noop("Half a stage apart"),
    "ONE_STAGE": gettext_noop("One stage apart"),
    "TWO_STAGES": gettext_noop("Two stages apart"),
    "OPPOSITE": gettext_noop("At opposite ends"),
}
SILENCES_IN_WORDS = {
    "declined": gettext_noop("would rather not say"),
    "dont_know": gettext_noop("don’t know"),
    "not_apply": gettext_noop("this does not apply to me"),
    "not_safe": gettext_noop("it is not safe to answer"),
}
SURE_IN_WORDS = {
    "guessing": gettext_noop("guessing"),
    "fairly": gettext_noop("fairly sure"),
    "very": gettext_noop("very sure"),
}


@dataclass(frozen=True)
class Facts:
    """How far two groups stand apart, as it was stored at the reveal or is read in an open room.

    Above zero, `estimate` (Cliff's delta) says that a's answers are the higher ones.
    """

    a: str
    b: str
    in_words: str
    lower: str
    fewest: float
    most: float
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


def many(count: int, label: str) -> str:
    """So many of a voice, within a sentence: "nine people who use services"."""
    said = _("nobody from %(voice)s") if count == 0 else _("%(number)s %(voice)s")
    return said % {"number": number(count), "voice": inside(label)}


def counted(told: Sequence[str]) -> str:
    """How many of each voice, within a sentence: "nine people who use services, and four staff"."""
    *some, last = told
    return _("%(some)s, and %(last)s") % {"some": in_a_row(some), "last": last} if some else last


def together(labels: Sequence[str]) -> str:
    """The name of voices that are shown as one group: "Staff and leaders, together"."""
    first, *rest = labels
    names = listed([first, *(inside(label) for label in rest)])
    return _("%(voices)s, together") % {"voices": names} if rest else first


def on_items(sentence: str, numbers: Sequence[int], *, of: int) -> str:
    """A sentence with the items it is true of, unless it is true of all: "Challenges 3 and 7: …"."""
    if len(numbers) == of:
        return sentence
    said = ngettext("Challenge %(numbers)s: %(sentence)s", "Challenges %(numbers)s: %(sentence)s", len(numbers))
    return said % {"numbers": listed(str(each) for each in numbers), "sentence": sentence}


def stages_in_words(stages: float) -> str:
    """A distance: "half a stage", "one stage", "one and a half stages"."""
    whole, half = math.floor(stages), stages % 1 != 0
    if whole == 0:
        return _("half a stage") if half else _("no stage")
    if half:
        said = ngettext("%(number)s and a half stages", "%(number)s and a half stages", whole)
        return said % {"number": number(whole)}
    return ngettext("%(number)s stage", "%(number)s stages", whole) % {"number": number(whole)}


def apart_label(facts: Facts) -> str:
    """How far apart, in two to five words."""
    if facts.fewest == facts.most:
        if facts.fewest % 1 == 0:
            return _(APART_IN_WORDS[facts.in_words])
        return opening(_("%(distance)s apart") % {"distance": stages_in_words(facts.fewest)})
    if facts.fewest == 0:
        return _("At most %(distance)s apart") % {"distance": stages_in_words(facts.most)}
    return _("At least %(distance)s apart") % {"distance": stages_in_words(facts.fewest)}


def apart_sentence(facts: Facts, *, label_a: str, label_b: str) -> str:
    """The same as a sentence: who sees it further on, and by how much."""
    if facts.fewest == facts.most == 0:
        return _("%(first)s and %(second)s give the same middle answer.") % {
            "first": label_a,
            "second": inside(label_b),
        }
    if not facts.lower:
        return _(
            "What may be shown leaves open whether %(first)s and %(second)s differ. "
            "If they do, it is by %(distance)s at most."
        ) % {"first": inside(label_a), "second": inside(label_b), "distance": stages_in_words(facts.most)}
    higher, lower = (label_b, label_a) if facts.lower == facts.a else (label_a, label_b)
    said = (
        _("%(higher)s see it %(distance)s further on than %(lower)s.")
        if facts.fewest == facts.most
        else _("%(higher)s see it at least %(distance)s further on than %(lower)s.")
    )
    return said % {"higher": higher, "distance": stages_in_words(facts.fewest), "lower": inside(lower)}


def uncertainty(facts: Facts, *, label_a: str, label_b: str) -> str:
    """How far the difference can be trusted, where it is exact; else nothing."""
    if facts.estimate is None or facts.low is None or facts.high is None:
        return ""
    if facts.low > 0 or facts.high < 0:
        higher = label_a if facts.estimate > 0 else label_b
        other = label_b if facts.estimate > 0 else label_a
        return _(
            "Take one answer of %(higher)s and one of %(other)s at random: the first is more often the "
            "higher one. That is more than chance, even with so few people."
        ) % {"higher": inside(higher), "other": inside(other)}
    return _("With so few people this could also be chance: a few more answers might have turned it round.")


def measure(facts: Facts) -> str:
    """The measure itself, for those who want it; nothing where it is not exact."""
    if facts.estimate is None or facts.low is None or facts.high is None:
        return ""
    return _("Cliff’s delta %(estimate)s, 95%% interval %(low)s to %(high)s") % {
        "estimate": _signed(facts.estimate),
        "low": _signed(facts.low),
        "high": _signed(facts.high),
    }


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("+0.00", "0.00").replace("−0.00", "0.00")


def middle_in_words(group: KeptGroup, stages: Sequence[str]) -> str:
    """The middle answer of a kept group, or what stands in its place."""
    reading = group.reading
    if reading is None:
        return _("Nobody gave a stage") if group.level == "NOTHING" else _("Too few to show")
    if isinstance(reading, Band):
        return _("%(low)s or %(high)s") % {"low": stages[reading.lower], "high": stages[reading.upper]}
    if reading.between:
        return _("Between %(low)s and %(high)s") % {"low": stages[reading.lower], "high": stages[reading.upper]}
    return stages[reading.lower]


def told_in_words(people: int, *, exact: bool) -> str:
    """How many gave a silence: "at least five", or the number in an open room."""
    return number(people) if exact else _("at least %(number)s") % {"number": number(people)}

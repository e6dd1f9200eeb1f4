"""What a result says in words: numbers, names in a sentence, how far two groups stand apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alongside.numerics.disclosure import KeptGroup
from alongside.numerics.ordinal import Band

NUMBERS = (
    "nobody", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

APART_IN_WORDS = {
    "ALIKE": "Seen alike",
    "A_LITTLE": "Half a stage apart",
    "ONE_STAGE": "One stage apart",
    "TWO_STAGES": "Two stages apart",
    "OPPOSITE": "At opposite ends",
}
SILENCES_IN_WORDS = {
    "declined": "would rather not say",
    "dont_know": "don’t know",
    "not_apply": "this does not apply to me",
    "not_safe": "it is not safe to answer",
}
SURE_IN_WORDS = {"guessing": "guessing", "fairly": "fairly sure", "very": "very sure"}


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


def number(count: int) -> str:
    """A count in words up to twenty, then in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def many(count: int, label: str) -> str:
    """So many of a voice, within a sentence: "nine people who use services"."""
    return f"nobody from {inside(label)}" if count == 0 else f"{number(count)} {inside(label)}"


def inside(label: str) -> str:
    """A name as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def opening(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], *, word: str = "and") -> str:
    """Words one after the other: "a, b and c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def together(labels: Sequence[str]) -> str:
    """The name of voices that are shown as one group: "Staff and leaders, together"."""
    first, *rest = labels
    return f"{listed([first, *(inside(label) for label in rest)])}, together" if rest else first


def on_items(numbers: Sequence[int], *, of: int) -> str:
    """The items something is true of: "" when it is true of all, else "Challenges 3 and 7: "."""
    if len(numbers) == of:
        return ""
    return f"Challenge{'s' if len(numbers) > 1 else ''} {listed(str(each) for each in numbers)}: "


def stages_in_words(stages: float) -> str:
    """A distance: "half a stage", "one stage", "one and a half stages"."""
    whole, half = math.floor(stages), stages % 1 != 0
    if whole == 0:
        return "half a stage" if half else "no stage"
    name = f"{number(whole)} and a half" if half else number(whole)
    return f"{name} stage{'s' if stages > 1 else ''}"


def apart_label(facts: Facts) -> str:
    """How far apart, in two to five words."""
    if facts.fewest == facts.most:
        return (
            APART_IN_WORDS[facts.in_words]
            if facts.fewest % 1 == 0
            else opening(f"{stages_in_words(facts.fewest)} apart")
        )
    if facts.fewest == 0:
        return f"At most {stages_in_words(facts.most)} apart"
    return f"At least {stages_in_words(facts.fewest)} apart"


def apart_sentence(facts: Facts, *, label_a: str, label_b: str) -> str:
    """The same as a sentence: who sees it further on, and by how much."""
    if facts.fewest == facts.most == 0:
        return f"{label_a} and {inside(label_b)} give the same middle answer."
    if not facts.lower:
        return (
            f"What may be shown leaves open whether {inside(label_a)} and {inside(label_b)} differ. "
            f"If they do, it is by {stages_in_words(facts.most)} at most."
        )
    higher, lower = (label_b, label_a) if facts.lower == facts.a else (label_a, label_b)
    least = "" if facts.fewest == facts.most else "at least "
    return f"{higher} see it {least}{stages_in_words(facts.fewest)} further on than {inside(lower)}."


def uncertainty(facts: Facts, *, label_a: str, label_b: str) -> str:
    """How far the difference can be trusted, where it is exact; else nothing."""
    if facts.estimate is None or facts.low is None or facts.high is None:
        return ""
    if facts.low > 0 or facts.high < 0:
        higher = label_a if facts.estimate > 0 else label_b
        other = label_b if facts.estimate > 0 else label_a
        return (
            f"Take one answer of {inside(higher)} and one of {inside(other)} at random: the first is more often the "
            f"higher one. That is more than chance, even with so few people."
        )
    return "With so few people this could also be chance: a few more answers might have turned it round."


def measure(facts: Facts) -> str:
    """The measure itself, for those who want it; nothing where it is not exact."""
    if facts.estimate is None or facts.low is None or facts.high is None:
        return ""
    return f"Cliff’s delta {_signed(facts.estimate)}, 95% interval {_signed(facts.low)} to {_signed(facts.high)}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("+0.00", "0.00").replace("−0.00", "0.00")


def middle_in_words(group: KeptGroup, stages: Sequence[str]) -> str:
    """The middle answer of a kept group, or what stands in its place."""
    reading = group.reading
    if reading is None:
        return "Nobody gave a stage" if group.level == "NOTHING" else "Too few to show"
    if isinstance(reading, Band):
        return f"{stages[reading.lower]} or {stages[reading.upper]}"
    if reading.between:
        return f"Between {stages[reading.lower]} and {stages[reading.upper]}"
    return stages[reading.lower]


def told_in_words(people: int, *, exact: bool) -> str:
    """How many gave a silence: "at least five", or the number in an open room."""
    return number(people) if exact else f"at least {number(people)}"

"""Where the names of bands stand: on lines above the points; where they would touch, letters and a key below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from alongside.numerics.spc.reading import X
from alongside.ui.drawing.chart_axis import width_of

LANES = 3  # lines for the names of bands
APART = 10  # pixels between two names on one line


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of the chart with a name, drawn behind it: a test of change, a time when something was different.

    Attributes:
        begins: its first day or x.
        ends: its last; None while it goes on.
        name: what people call it.
        kind: "cycle" for a test of change, "other" for anything else.
    """

    begins: X
    ends: X | None
    name: str
    kind: str = "other"


Span = tuple[Band, float, float]
"""A band that is on the chart, and from where to where it reaches, in pixels."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A band with its place: from, to, what is written at it, where that begins and on which line."""

    band: Band
    left: float
    right: float
    text: str
    start: float
    lane: int


def placed(spans: Sequence[Span], *, left: float, right: float) -> tuple[list[Placed], list[str]]:
    """Every band with what is written at it, and the key: no line where each band has room for its own name."""
    named = list(_laid(spans, [cut(band.name, right - left) for band, *_ in spans], left=left, right=right))
    if not any(touch for _, touch in named):
        return [one for one, _ in named], []
    letters = [letter(number) for number in range(len(spans))]
    key = [cut(f"{text}  {band.name}", right - left) for text, (band, *_) in zip(letters, spans, strict=True)]
    return [one for one, _ in _laid(spans, letters, left=left, right=right)], key


def _laid(spans: Sequence[Span], texts: Sequence[str], *, left: float, right: float) -> Iterator[tuple[Placed, bool]]:
    """Each text on the first line where it touches no other, and whether there was none: then it is moved along."""
    ends = [0.0] * LANES
    for (band, begins, end), text in zip(spans, texts, strict=True):
        start = max(left, min(begins, right - width_of(text)))
        lane = next((n for n, taken in enumerate(ends) if taken <= start), None)
        touches = lane is None
        if lane is None:
            lane = ends.index(min(ends))
            start = ends[lane]
        ends[lane] = start + width_of(text) + APART
        yield Placed(band, begins, end, text, start, lane), touches


def letter(number: int) -> str:
    """The name of a band in the key: A to Z, then A2 and on."""
    round_, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(round_ + 1) if round_ else "")


def cut(text: str, room: float) -> str:
    """A text that fits, with dots where it was cut."""
    while width_of(text) > room:
        text = text[:-2].rstrip() + "…"
    return text

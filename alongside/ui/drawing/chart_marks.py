"""What each point of a chart means, and how it is marked: never by colour alone.

The NHS convention's orange and blue, each with a shape of its own, and an outline dark enough to be seen on white
and in black print. An improvement is a diamond, a concern a square, a change without a good direction a triangle
that points where it went, any other point a small round one. A point that was left out is hollow with a cross.
"""

from __future__ import annotations

from enum import Enum

from alongside.core.words import gettext_noop
from alongside.numerics.spc.reading import Improvement, Label, Reading
from alongside.ui.drawing.shapes import number

INK = "#212b32"
ORDINARY = "#4c6272"


class Meaning(Enum):
    """What a point says."""

    ORDINARY = "ordinary"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    UP = "up"
    DOWN = "down"
    LEFT_OUT = "left out"


COLOURS = {
    Meaning.ORDINARY: ORDINARY,
    Meaning.IMPROVEMENT: "#00b0f0",
    Meaning.CONCERN: "#e46c0a",
    Meaning.UP: "#490092",
    Meaning.DOWN: "#490092",
    Meaning.LEFT_OUT: ORDINARY,
}
IN_WORDS = {
    Meaning.ORDINARY: gettext_noop("what chance explains"),
    Meaning.IMPROVEMENT: gettext_noop("an improvement"),
    Meaning.CONCERN: gettext_noop("a concern"),
    Meaning.UP: gettext_noop("a change, upwards"),
    Meaning.DOWN: gettext_noop("a change, downwards"),
    Meaning.LEFT_OUT: gettext_noop("left out of the middle and the limits"),
}
_OF_LABEL = {
    Label.COMMON_CAUSE: Meaning.ORDINARY,
    Label.IMPROVEMENT_HIGH: Meaning.IMPROVEMENT,
    Label.IMPROVEMENT_LOW: Meaning.IMPROVEMENT,
    Label.CONCERN_HIGH: Meaning.CONCERN,
    Label.CONCERN_LOW: Meaning.CONCERN,
    Label.NEUTRAL_HIGH: Meaning.UP,
    Label.NEUTRAL_LOW: Meaning.DOWN,
}


def meaning_of(label: Label) -> Meaning:
    """What a label of the NHS profile means for a reader."""
    return _OF_LABEL[label]


def towards(improvement: Improvement, *, up: bool) -> Meaning:
    """What a change upwards or downwards means for a measure with this good direction."""
    if improvement is Improvement.NEUTRAL:
        return Meaning.UP if up else Meaning.DOWN
    return Meaning.IMPROVEMENT if up == (improvement is Improvement.INCREASE) else Meaning.CONCERN


def meanings(reading: Reading) -> list[Meaning]:
    """What every point says, in order. A point whose label is missing is drawn as an ordinary one."""
    if reading.label is not None:
        told = [_OF_LABEL[label] if label else Meaning.ORDINARY for label in reading.label]
    else:
        told = [
            towards(reading.improvement, up=(y or 0.0) > (cl or 0.0)) if signal else Meaning.ORDINARY
            for signal, y, cl in zip(reading.sigma_signal, reading.y, reading.cl, strict=True)
        ]
    return [
        Meaning.LEFT_OUT if out and one is Meaning.ORDINARY else one
        for out, one in zip(reading.excluded, told, strict=True)
    ]


def mark(meaning: Meaning, x: float, y: float, *, size: float = 1.0, extra: str = "", left_out: bool = False) -> str:
    """The mark of one point, centred.

    Args:
        meaning: what the point says.
        x, y: where, in pixels.
        size: 1 for a chart on a page.
        extra: further attributes, ready to be written.
        left_out: cross it: the point moved no limit.
    """
    at = f"{number(x)} {number(y)}"
    if meaning is Meaning.ORDINARY and not left_out:
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(3 * size)}"{extra}/>'
    if meaning is Meaning.LEFT_OUT:
        r, a = number(5 * size), 3.2 * size
        cross = f'<path d="M{at}m{number(-a)} {number(-a)}l{number(2 * a)} {number(2 * a)}m0 {number(-2 * a)}l'
        ring = f'<circle cx="{number(x)}" cy="{number(y)}" r="{r}" fill="#fff" stroke="{ORDINARY}" stroke-width="1.5"'
        return f'{ring}{extra}/>{cross}{number(-2 * a)} {number(2 * a)}" stroke="{ORDINARY}" stroke-width="1.2"/>'
    return f'<path d="M{at}{_OUTLINES[meaning](size)}z" fill="{COLOURS[meaning]}"{extra}/>' + (
        f'<path d="M{at}m-7 7l14 -14" stroke="{INK}" stroke-width="1.5"/>' if left_out else ""
    )


def _diamond(size: float) -> str:
    r = number(5.6 * size)
    return f"m0 -{r}l{r} {r}l-{r} {r}l-{r} -{r}"


def _square(size: float) -> str:
    r, side = number(4.4 * size), number(8.8 * size)
    return f"m-{r} -{r}h{side}v{side}h-{side}"


def _up(size: float) -> str:
    r, half, tall = number(5.4 * size), number(5.2 * size), number(9.4 * size)
    return f"m0 -{r}l{half} {tall}h-{number(10.4 * size)}"


def _down(size: float) -> str:
    r, half, tall = number(5.4 * size), number(5.2 * size), number(9.4 * size)
    return f"m0 {r}l{half} -{tall}h-{number(10.4 * size)}"


_OUTLINES = {Meaning.IMPROVEMENT: _diamond, Meaning.CONCERN: _square, Meaning.UP: _up, Meaning.DOWN: _down}

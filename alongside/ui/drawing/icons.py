"""Icons that say what a chart says: our own drawings of the published meaning.

The variation and assurance icons of Making Data Count (NHS England) mean: the last point shows what chance explains,
an improvement or a concern, by high (H) or low (L) figures, or a change of neither; the process will meet its target
each time (P), never (F), or now and then (?). Colours follow that convention; the letter, the height of the marked
points and the place of the target line say the same without colour. Every icon carries its words.
"""

from __future__ import annotations

from functools import cache
from html import escape

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.numerics.spc.reading import Assurance, Label, Profile, Reading
from alongside.ui.drawing.chart_marks import COLOURS, INK, ORDINARY, Meaning, mark
from alongside.ui.drawing.chart_words import Said, Verdict

GREY = "#768692"
# Six points of a small chart, from left to right; the last three are what the icon is about.
_LEVEL = ((10, 27), (15.5, 21), (21, 26), (27, 20), (32.5, 26), (38, 22))
_RISING = ((11, 32), (16, 29.5), (21, 33), (26, 23.5), (31, 18.5), (36, 13.5))
_FALLING = tuple((x, 48 - y) for x, y in _RISING)

VARIATION = {
    Label.COMMON_CAUSE: gettext_noop("Variation: what chance explains"),
    Label.IMPROVEMENT_HIGH: gettext_noop("Variation: an improvement, by high figures"),
    Label.IMPROVEMENT_LOW: gettext_noop("Variation: an improvement, by low figures"),
    Label.CONCERN_HIGH: gettext_noop("Variation: a concern, by high figures"),
    Label.CONCERN_LOW: gettext_noop("Variation: a concern, by low figures"),
    Label.NEUTRAL_HIGH: gettext_noop("Variation: a change, by high figures"),
    Label.NEUTRAL_LOW: gettext_noop("Variation: a change, by low figures"),
}
ASSURANCE = {
    Assurance.PASS: gettext_noop("Assurance: the target will be met each time, as things are"),
    Assurance.FAIL: gettext_noop("Assurance: the target will not be met, as things are"),
    Assurance.INCONSISTENT: gettext_noop("Assurance: the target will be met at some times and not at others"),
}
SIGNAL = {
    Verdict.IMPROVEMENT: gettext_noop("Signal: an improvement"),
    Verdict.CONCERN: gettext_noop("Signal: a change for the worse"),
    Verdict.CHANGE: gettext_noop("Signal: something changed"),
    Verdict.NOTHING: gettext_noop("No signal: what chance explains"),
    Verdict.CANNOT_SAY: gettext_noop("Cannot say yet"),
}
_MEANINGS = {
    Label.IMPROVEMENT_HIGH: Meaning.IMPROVEMENT,
    Label.IMPROVEMENT_LOW: Meaning.IMPROVEMENT,
    Label.CONCERN_HIGH: Meaning.CONCERN,
    Label.CONCERN_LOW: Meaning.CONCERN,
    Label.NEUTRAL_HIGH: Meaning.UP,
    Label.NEUTRAL_LOW: Meaning.DOWN,
}


def icon(reading: Reading, said: Said, *, size: int = 48) -> str:
    """The icon of a reading's verdict: the NHS variation icon, or the plain signal of a Shewhart chart."""
    if reading.profile is Profile.NHS:
        return variation_icon(reading.variation, size=size)
    return signal_icon(said.verdict, up=said.up, size=size)


@cache
def variation_icon(label: Label | None, *, size: int = 48) -> str:
    """The variation icon of an NHS chart; "cannot say yet" where the last point or the limits are missing."""
    if label is None:
        return signal_icon(Verdict.CANNOT_SAY, up=None, size=size)
    if label is Label.COMMON_CAUSE:
        return _icon(_(VARIATION[label]), size, GREY, _dots(_LEVEL, Meaning.ORDINARY))
    meaning, high = _MEANINGS[label], label.value.endswith("high")
    body = _dots(_RISING if high else _FALLING, meaning) + _letter("H" if high else "L", 13, 20 if high else 38)
    return _icon(_(VARIATION[label]), size, COLOURS[meaning], body)


@cache
def assurance_icon(assurance: Assurance | None, *, size: int = 48) -> str:
    """The assurance icon: the figures beside the target line; nothing without a target."""
    if assurance is None:
        return ""
    # The figures on one side of the dashed target line, on the other side the letter; "?" lies across it.
    letter, colour, line, wave, below = {
        Assurance.PASS: ("P", COLOURS[Meaning.IMPROVEMENT], 27, 19, 41),
        Assurance.FAIL: ("F", COLOURS[Meaning.CONCERN], 21, 35, 17),
        Assurance.INCONSISTENT: ("?", GREY, 31, 34, 20),
    }[assurance]
    target = f'<path d="M7 {line}H41" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 2.5"/>'
    curve = f'<path d="M10 {wave}q4.7 -12 9.4 0t9.4 0t9.4 0" fill="none" stroke="{ORDINARY}" stroke-width="2.5"/>'
    return _icon(_(ASSURANCE[assurance]), size, colour, target + curve + _letter(letter, 24, below))


@cache
def signal_icon(verdict: Verdict, *, up: bool | None, size: int = 48) -> str:
    """The plain icon of a Shewhart chart: a signal and its direction, none, or "cannot say yet"."""
    if verdict is Verdict.CANNOT_SAY:
        dots = "".join(f'<circle cx="{x}" cy="24" r="2.6" fill="{GREY}"/>' for x in (15, 24, 33))
        return _icon(_(SIGNAL[verdict]), size, GREY, dots, dashed=True)
    if verdict is Verdict.NOTHING:
        return _icon(_(SIGNAL[verdict]), size, GREY, _dots(_LEVEL, Meaning.ORDINARY))
    meaning = {
        Verdict.IMPROVEMENT: Meaning.IMPROVEMENT,
        Verdict.CONCERN: Meaning.CONCERN,
        Verdict.CHANGE: Meaning.DOWN if up is False else Meaning.UP,
    }[verdict]
    words = _(SIGNAL[verdict])
    if up is not None:
        words = (_("%(signal)s, upwards") if up else _("%(signal)s, downwards")) % {"signal": words}
    return _icon(words, size, COLOURS[meaning], _dots(_FALLING if up is False else _RISING, meaning))


def _dots(points: tuple[tuple[float, float], ...], meaning: Meaning) -> str:
    line = "L".join(f"{x} {y}" for x, y in points)
    drawn = [
        mark(meaning if place > 2 else Meaning.ORDINARY, x, y, size=0.58 if meaning is not Meaning.ORDINARY else 0.85)
        for place, (x, y) in enumerate(points)
    ]
    return f'<path d="M{line}" fill="none" stroke="{ORDINARY}" stroke-width="1.2"/>{"".join(drawn)}'


def _letter(letter: str, x: int, y: int) -> str:
    style = 'font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="13" font-weight="700"'
    return f'<text x="{x}" y="{y}" text-anchor="middle" fill="{INK}" {style}>{letter}</text>'


def _icon(words: str, size: int, colour: str, body: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    em = f"{size / 16:g}rem"
    ring = f'<circle cx="24" cy="24" r="21.5" fill="#fff" stroke="{colour}" stroke-width="3.5"{dash}/>'
    edge = "" if dashed else f'<circle cx="24" cy="24" r="23.4" fill="none" stroke="{INK}" stroke-width=".8"/>'
    return (
        f'<svg class="al-icon" viewBox="0 0 48 48" width="{em}" height="{em}" role="img" focusable="false" '
        f'aria-label="{escape(words)}">{ring}{edge}<g fill="{ORDINARY}">{body}</g></svg>'
    )

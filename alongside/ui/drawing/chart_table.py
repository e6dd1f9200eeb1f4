"""The table beside a chart: every point of a reading as a row of words and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, opening
from alongside.numerics.spc.reading import Improvement, Reading
from alongside.ui.drawing.chart import is_never_negative
from alongside.ui.drawing.chart_axis import Every, Show, every, when
from alongside.ui.drawing.chart_marks import IN_WORDS, Meaning, meanings


@dataclass(frozen=True, kw_only=True)
class Line:
    """One point as a row of the table: its name, its figures as text, and what is said of it."""

    x: str
    y: str
    n: str
    middle: str
    limits: str
    said: str
    special: bool


RULES = {
    "outside": gettext_noop("outside the limits"),
    "trend": gettext_noop("part of a trend"),
    "two_in_three": gettext_noop("close to a limit, two in three"),
    "shift": gettext_noop("part of a run on one side of the middle"),
}


def in_table(reading: Reading, show: Show | None = None, *, often: Every | None = None) -> list[Line]:
    """Every point of a reading as a row of a table, in order."""
    show, often, told = show or Show(), often or every(reading.x), meanings(reading)
    return [
        Line(
            x=opening(when(x, often)),
            y=show.figure(reading.y[place]),
            n="" if reading.n[place] is None else Show().figure(reading.n[place]),
            middle="" if reading.cl[place] is None else show.figure(reading.cl[place]),
            limits=_limits(reading, place, show),
            said=_of_point(reading, place, told[place]),
            special=told[place] not in (Meaning.ORDINARY, Meaning.LEFT_OUT),
        )
        for place, x in enumerate(reading.x)
    ]


def _limits(reading: Reading, place: int, show: Show) -> str:
    low, high = reading.lcl[place], reading.ucl[place]
    if low is not None and low < 0 and is_never_negative(reading):
        low = None  # nobody needs to be told that there may be no fewer than none
    if low is None:
        return "" if high is None else _("up to %(high)s") % {"high": show.figure(high)}
    if high is None:
        return _("from %(low)s") % {"low": show.figure(low)}
    return _("%(low)s to %(high)s") % {"low": show.figure(low), "high": show.figure(high)}


def _of_point(reading: Reading, place: int, meaning: Meaning) -> str:
    said: list[str] = []
    if reading.y[place] is None:
        return _("Missing")
    if meaning not in (Meaning.ORDINARY, Meaning.LEFT_OUT):
        said.append(_(IN_WORDS[meaning]))
        said += [_(words) for rule, words in RULES.items() if _fired(reading, rule, place)]
    if reading.excluded[place]:
        said.append(_(IN_WORDS[Meaning.LEFT_OUT]))
    return opening("; ".join(said))


def _fired(reading: Reading, rule: str, place: int) -> bool:
    if reading.rules is None:
        return rule == "outside" and reading.sigma_signal[place]
    flags: Sequence[bool] = getattr(reading.rules, rule)
    return flags[place]


def direction_in_words(improvement: Improvement) -> str:
    """Which way is better, as a reader needs it beside a chart."""
    return {
        Improvement.INCREASE: _("Higher is better."),
        Improvement.DECREASE: _("Lower is better."),
        Improvement.NEUTRAL: _("Neither higher nor lower is better in itself."),
    }[improvement]

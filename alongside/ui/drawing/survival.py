"""How long loops stay open, as SVG text: the part still open falls in steps, with its interval behind it.

Each open loop is a small stroke at the age it has reached: those loops are young and may yet close. Below stand how
many loops have been watched for so long, because the right end of such a curve rests on few. The picture has no
percentages: the scale says all, half and none, and the table beside it gives parts of ten with how many they are of.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, ngettext, opening
from alongside.numerics.survival import Curve, Step
from alongside.ui.drawing.chart import EDGE, HAIR, LIMITS, TYPE
from alongside.ui.drawing.chart_axis import spelt
from alongside.ui.drawing.chart_marks import INK, ORDINARY
from alongside.ui.drawing.shapes import number

DAYS_A_MONTH, DAYS_A_WEEK = 365.25 / 12, 7.0
MONTHS_FROM, WEEKS_FROM = 60, 14  # days; what is shorter is told in weeks, or in days
LEFT, RIGHT, TOP, FOOT = 52.0, 12.0, 14.0, 92.0
LEVELS = ((1.0, gettext_noop("all")), (0.75, ""), (0.5, gettext_noop("half")), (0.25, ""), (0.0, gettext_noop("none")))
FEW = 5
"""Fewer loops than this make no curve: they are told one by one."""


@dataclass(frozen=True, kw_only=True)
class Age:
    """One row of the table: an age, how many loops are known for so long, what part of them was still open."""

    after: str
    watched: int
    still_open: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is drawn besides the curve. Attributes: key: unique on the page. title: whose loops. width, height."""

    key: str
    title: str
    width: int = 720
    height: int = 360


def survival_curve(curve: Curve, picture: Picture) -> str:
    """The curve of closure as an SVG element with a name and a description; nothing where there are too few loops.

    Args:
        curve: ages in days; it has "happened" to a loop when it closed.
        picture: name and size.
    """
    if curve.n < FEW or not curve.longest:
        return ""
    key, box = escape(picture.key), f"0 0 {picture.width} {picture.height}"
    size = f'width="{number(picture.width / 16)}rem" height="{number(picture.height / 16)}rem"'
    return (
        f'<svg class="al-chart al-survival" viewBox="{box}" {size} role="img" '
        f'aria-labelledby="{key}-title {key}-desc" focusable="false" {TYPE}>'
        f'<title id="{key}-title">{escape(picture.title)}</title>'
        f'<desc id="{key}-desc">{escape(in_words(curve))}</desc>{"".join(_Frame(curve, picture).parts())}</svg>'
    )


def in_words(curve: Curve) -> str:
    """What the curve says, with what it is counted from; never a share alone."""
    if not curve.n:
        return _("No loop has been opened yet.")
    young = curve.n - curve.happened
    said = ngettext(
        "%(number)s loop: %(closed)s closed, %(open)s still open.",
        "%(number)s loops: %(closed)s closed, %(open)s still open.",
        curve.n,
    )
    counted = opening(said % {"number": spelt(curve.n), "closed": spelt(curve.happened), "open": spelt(young)})
    if curve.n < FEW:
        return f"{counted} {_('That is too few for a picture of how long they take.')}"
    return f"{counted} {_half(curve)}"


def ages(curve: Curve) -> tuple[Age, ...]:
    """The table beside the picture: one row for each mark below it but the first, as far as loops are known."""
    if curve.n < FEW or not curve.longest:
        return ()
    return tuple(
        Age(after=_span(days), watched=curve.watched_for(days), still_open=_part(curve.at(days)))
        for days in _marks(curve.longest)[1:]
    )


def _half(curve: Curve) -> str:
    if curve.median is None:
        return _("Fewer than half have closed so far, so nothing can be said yet of how long half of them take.")
    holes = {
        "time": _span(curve.median),
        "low": _span(curve.median_low or 0),
        "high": "" if curve.median_high is None else _span(curve.median_high),
    }
    if holes["high"]:
        said = _("Half of them close within %(time)s (allowing for chance, between %(low)s and %(high)s).")
    elif curve.median_low:
        said = _("Half of them close within %(time)s (allowing for chance, at least %(low)s).")
    else:
        said = _("Half of them close within %(time)s.")
    return said % holes


def _part(step: Step | None) -> str:
    """How much is still open, in tenths, with its interval; a curve that has not fallen yet says so."""
    if step is None:
        return _("all")
    if step.low is None or step.high is None:
        return _("none")
    tenths = round(step.share * 10)
    said = _("about %(tenths)s in 10 (between %(low)s and %(high)s)")
    if tenths == 0:
        said = _("fewer than 1 in 10 (between %(low)s and %(high)s)")
    elif tenths == 10:
        said = _("more than 9 in 10 (between %(low)s and %(high)s)")
    return said % {"tenths": tenths, "low": math.floor(step.low * 10), "high": math.ceil(step.high * 10)}


def _measure(days: float) -> tuple[float, str]:
    """In what a time of this length is told: the days of one unit, and its name."""
    if days >= MONTHS_FROM:
        return DAYS_A_MONTH, "month"
    return (DAYS_A_WEEK, "week") if days >= WEEKS_FROM else (1.0, "day")


def _span(days: float) -> str:
    """A length of time as people say it."""
    size, name = _measure(days)
    n = round(days / size)
    said = {
        "month": ngettext("%(n)s month", "%(n)s months", n),
        "week": ngettext("%(n)s week", "%(n)s weeks", n),
        "day": ngettext("%(n)s day", "%(n)s days", n),
    }[name]
    return said % {"n": n}


def _marks(longest: float) -> tuple[float, ...]:
    """The ages below the picture, in days: about five or six, at whole weeks or months."""
    unit = _measure(longest)[0]
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if longest / (unit * n) < 7), 120) * unit
    return tuple(step * n for n in range(int(longest / step) + 1))


class _Frame:
    """One picture being drawn: where ages and parts go."""

    def __init__(self, curve: Curve, picture: Picture) -> None:
        self.curve = curve
        self.right, self.bottom = picture.width - RIGHT, picture.height - FOOT

    def x(self, days: float) -> float:
        return LEFT + days / self.curve.longest * (self.right - LEFT)

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - TOP)

    def parts(self) -> Iterator[str]:
        yield from self._axes()
        yield f'<path d="{self._band()}" fill="{LIMITS}"/>'
        yield from self._median()
        yield f'<path d="{self._line()}" fill="none" stroke="{INK}" stroke-width="2.5" stroke-linejoin="round"/>'
        yield f'<path d="{self._young()}" stroke="{ORDINARY}" stroke-width="1.5"/>'

    def _axes(self) -> Iterator[str]:
        grid = "".join(f"M{number(LEFT)} {number(self.y(share))}H{number(self.right)}" for share, _ in LEVELS)
        yield f'<path d="{grid}" stroke="{HAIR}" fill="none"/><g text-anchor="end" fill="{ORDINARY}">'
        for share, word in LEVELS:
            if word:
                yield f'<text x="{number(LEFT - 8)}" y="{number(self.y(share) + 5.5)}">{escape(_(word))}</text>'
        yield f'</g><g text-anchor="middle" fill="{ORDINARY}">'
        unit, name = _measure(self.curve.longest)
        marks = ""
        for days in _marks(self.curve.longest):
            x = min(self.x(days), self.right - 8)
            marks += f"M{number(self.x(days))} {number(self.bottom)}v5"
            yield f'<text x="{number(x)}" y="{number(self.bottom + 22)}">{round(days / unit)}</text>'
            yield f'<text x="{number(x)}" y="{number(self.bottom + 78)}">{self.curve.watched_for(days)}</text>'
        known = escape(_("Loops known for so long:"))
        since = escape(
            {"month": _("Months since raised"), "week": _("Weeks since raised"), "day": _("Days since raised")}[name]
        )
        yield f'</g><path d="{marks}" stroke="{EDGE}"/><g fill="{ORDINARY}">'
        yield f'<text x="{number(LEFT)}" y="{number(self.bottom + 40)}">{since}</text>'
        yield f'<text x="{number(LEFT)}" y="{number(self.bottom + 60)}">{known}</text></g>'

    def _line(self) -> str:
        path = f"M{number(self.x(0))} {number(self.y(1))}"
        for step in self.curve.steps:
            path += f"H{number(self.x(step.time))}V{number(self.y(step.share))}"
        return f"{path}H{number(self.right)}"

    def _band(self) -> str:
        """The interval from step to step; it ends where nothing is known of its width."""
        area = ""
        for place, step in enumerate(self.curve.steps):
            if step.low is None or step.high is None:
                continue
            after = self.curve.steps[place + 1].time if place + 1 < len(self.curve.steps) else self.curve.longest
            left, right = number(self.x(step.time)), number(self.x(after))
            area += f"M{left} {number(self.y(step.high))}H{right}V{number(self.y(step.low))}H{left}z"
        return area

    def _median(self) -> Iterator[str]:
        if self.curve.median is not None:
            across = f"M{number(LEFT)} {number(self.y(0.5))}H{number(self.x(self.curve.median))}V{number(self.bottom)}"
            yield f'<path d="{across}" fill="none" stroke="{ORDINARY}" stroke-width="1.25" stroke-dasharray="5 4"/>'

    def _young(self) -> str:
        """A stroke across the line for every loop that is still open, at its age."""
        strokes = ""
        for days in dict.fromkeys(self.curve.watched):
            step = self.curve.at(days)
            strokes += f"M{number(self.x(days))} {number(self.y(step.share if step else 1.0) - 6)}v12"
        return strokes

"""What stands along the edges of a chart: numbers and days as people write them, and where they go."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, language, ngettext
from alongside.numerics.spc.reading import X

MONTHS = (
    gettext_noop("January"), gettext_noop("February"), gettext_noop("March"), gettext_noop("April"),
    gettext_noop("May"), gettext_noop("June"), gettext_noop("July"), gettext_noop("August"),
    gettext_noop("September"), gettext_noop("October"), gettext_noop("November"), gettext_noop("December"),
)  # fmt: skip
# Arial, in parts of the font size: enough to know whether two labels would touch.
_NARROW, _WIDE, _OTHER = 0.28, 0.86, 0.56
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months between two labels
_DAYS = (1, 2, 7, 14)


class Every(Enum):
    """How often a series has a point."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    POINT = "figure"

    def counted(self, n: int) -> str:
        """So many of them, as a sentence says it: "nine months", "24 weeks"."""
        match self:
            case Every.DAY:
                said = ngettext("%(number)s day", "%(number)s days", n)
            case Every.WEEK:
                said = ngettext("%(number)s week", "%(number)s weeks", n)
            case Every.MONTH:
                said = ngettext("%(number)s month", "%(number)s months", n)
            case Every.QUARTER:
                said = ngettext("%(number)s quarter", "%(number)s quarters", n)
            case Every.YEAR:
                said = ngettext("%(number)s year", "%(number)s years", n)
            case Every.POINT:
                said = ngettext("%(number)s figure", "%(number)s figures", n)
        return said % {"number": spelt(n)}


_MONTHS_OF = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_DAYS_OF = {Every.DAY: 1, Every.WEEK: 7}
_GAPS = ((1, 1, Every.DAY), (7, 7, Every.WEEK), (28, 31, Every.MONTH), (89, 92, Every.QUARTER), (365, 366, Every.YEAR))
_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def spelt(n: int) -> str:
    """A small number as a word in English, a larger one in figures."""
    return _SPELT[n] if language() == "en" and 0 <= n < len(_SPELT) else f"{n:,}"


@dataclass(frozen=True, kw_only=True)
class Show:
    """How the figures of a measure are written.

    Attributes:
        unit: what stands behind a figure: "%", "incidents per 1,000 bed days"; empty for a bare number.
        decimals: places behind the point; None for as many as the size of the number needs.
        percent: the values are parts of 1 and are written as parts of 100.
    """

    unit: str = ""
    decimals: int | None = None
    percent: bool = False

    def figure(self, value: float | None) -> str:
        """The bare figure: "1,204", "22.2", "−0.35"; "missing" where there is none."""
        if value is None:
            return _("missing")
        value = value * 100 if self.percent else value
        decimals = self.decimals
        if decimals is None:
            decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
        text = f"{value:,.{decimals}f}"
        if self.decimals is None and "." in text:
            text = text.rstrip("0").rstrip(".")
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("-")
        return text.replace("-", "−") + ("%" if self.percent or self.unit == "%" else "")

    def figure_with_unit(self, value: float | None) -> str:
        """The figure and what it counts: "22.2 incidents per 1,000 bed days"."""
        text = self.figure(value)
        return text if value is None or self.unit in ("", "%") else f"{text} {self.unit}"


def every(xs: Sequence[X]) -> Every:
    """How often the series has a point, by the gap that stands in the middle of all gaps."""
    if len(xs) < 2 or not isinstance(xs[0], dt.date):
        return Every.POINT
    days = [x.toordinal() for x in xs if isinstance(x, dt.date)]
    gaps = sorted(later - earlier for earlier, later in pairwise(days))
    gap = gaps[(len(gaps) - 1) // 2]
    return next((name for low, high, name in _GAPS if low <= gap <= high), Every.POINT)


def periods_apart(one: X, other: X, often: Every) -> int | None:
    """How many periods lie from one point to another; None where points are not periods."""
    if not isinstance(one, dt.date) or not isinstance(other, dt.date):
        return None
    if often in _MONTHS_OF:
        return ((other.year - one.year) * 12 + other.month - one.month) // _MONTHS_OF[often]
    return (other - one).days // _DAYS_OF[often] if often in _DAYS_OF else None


def when(x: X, often: Every) -> str:
    """A point's own name: "March 2025" of a monthly series, "5 March 2025", "Point 7", or its text."""
    if isinstance(x, dt.date):
        if often is Every.YEAR:
            return str(x.year)
        if often is Every.QUARTER:
            holes = {"first": _(MONTHS[x.month - 1]), "last": _(MONTHS[(x.month + 1) % 12]), "year": x.year}
            return _("%(first)s to %(last)s %(year)s") % holes
        holes = {"day": x.day, "month": _(MONTHS[x.month - 1]), "year": x.year}
        return (_("%(month)s %(year)s") if often is Every.MONTH else _("%(day)s %(month)s %(year)s")) % holes
    if isinstance(x, str):
        return x
    return _("point %(number)s") % {"number": f"{x:g}"}


def month_in_short(month: int) -> str:
    """A month below a chart: "Mar"."""
    return _(MONTHS[month - 1])[:3]


def named(day: dt.date) -> dict[str, object]:
    """A day's parts as they stand below a chart."""
    return {"day": day.day, "month": month_in_short(day.month), "year": day.year}


def width_of(text: str, size: float = 16) -> float:
    """About how wide a text is, in pixels, at a font size: for what must not touch."""
    parts = (_NARROW if c in " .,:;'il|!()ftj1" else _WIDE if c in "MWmw%@—" else _OTHER for c in text)
    return size * sum(parts)


def steps(low: float, high: float, about: int) -> tuple[float, ...]:
    """Round numbers from just below `low` to just above `high`, about so many.

    Example:
        >>> steps(0, 27.3, 4)
        (0.0, 10.0, 20.0, 30.0)
    """
    if high - low <= max(1e-9 * max(abs(low), abs(high)), 1e-200):
        room = abs(low) / 2 or 1.0
        low, high = low - room, high + room
    raw = (high - low) / max(about, 1)
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * part for part in (1, 2, 2.5, 5, 10) if size * part >= raw * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(place * step for place in range(first, last + 1))


def step_show(show: Show, ticks: Sequence[float]) -> Show:
    """How the numbers of an axis are written: all with the places that their step needs."""
    step = (ticks[1] - ticks[0]) * (100 if show.percent else 1)
    places = 0
    while places < 9 and abs(step * 10**places - round(step * 10**places)) > 1e-6:
        places += 1
    return Show(unit=show.unit, decimals=places, percent=show.percent)


class Across:
    """Where each point lies from left to right, and any day or number between them.

    Days and numbers keep their distances; text, and points that stand for one event each, are evenly spread.
    """

    def __init__(self, xs: Sequence[X], left: float, right: float, *, evenly: bool = False) -> None:
        values = [_value(x) for x in xs]
        self._by_order = evenly or any(value is None for value in values)
        numbers = [float(i) for i in range(len(xs))] if self._by_order else [float(v) for v in values if v is not None]
        span = numbers[-1] - numbers[0] if numbers else 0.0
        self.half = (right - left) / (2 * max(len(xs), 1))
        inner = right - left - 2 * self.half
        scale = inner / span if span else 0.0
        offset = left + self.half if span else (left + right) / 2
        self.at = [offset + (number - numbers[0]) * scale for number in numbers]
        self.left, self.right = left, right
        self._known = [value for value in values if value is not None]
        self._names = {x: place for place, x in enumerate(xs)} if any(v is None for v in values) else {}

    def place(self, x: X) -> float | None:
        """Where an x lies that need not be a point; None for a text that is not on the chart, or far outside."""
        if self._names:
            found = self._names.get(x)
            return None if found is None else self.at[found]
        value, known = _value(x), self._known
        if value is None or not known:
            return None
        if value <= known[0] or len(known) == 1:
            return self.at[0] if value == known[0] else (self.left if value < known[0] else self.right)
        if value > known[-1]:
            return self.right
        after = min(bisect_right(known, value), len(known) - 1)
        before = after - 1
        part = (value - known[before]) / (known[after] - known[before] or 1)
        return self.at[before] + part * (self.at[after] - self.at[before])


def _value(x: X) -> float | None:
    if isinstance(x, dt.date):
        return float(x.toordinal())
    return None if isinstance(x, str) else float(x)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label below the chart: its place, and one or two lines."""

    at: float
    text: str
    below: str = ""


def ticks_across(xs: Sequence[X], across: Across, *, evenly: bool = False, often: Every | None = None) -> list[Tick]:
    """The labels below a chart, as many as fit without touching."""
    if not xs:
        return []
    first, last = xs[0], xs[-1]
    if not evenly and isinstance(first, dt.date) and isinstance(last, dt.date):
        return list(_days(first, last, across))
    often = often or every(xs)
    words = [_short(x, often) for x in xs]
    widest = max(width_of(word) for word in words) + 12
    apart = (across.at[-1] - across.at[0]) / max(len(xs) - 1, 1)
    step = max(1, math.ceil(widest / apart)) if apart else 1
    room = across.right - across.left
    return [
        Tick(across.at[place], _cut(words[place], room))
        for place in range(0, len(xs), step)
        if across.at[place] + min(widest, room) / 2 - 6 <= across.right + 24
    ]


def _short(x: X, often: Every) -> str:
    if isinstance(x, dt.date):
        is_month = often in (Every.MONTH, Every.QUARTER)
        return (_("%(month)s %(year)s") if is_month else _("%(day)s %(month)s %(year)s")) % named(x)
    return x if isinstance(x, str) else f"{x:g}"


def _cut(text: str, room: float) -> str:
    if width_of(text) <= room:
        return text
    return text[: max(1, int(room / 16 / _OTHER) - 1)] + "…"


def _days(first: dt.date, last: dt.date, across: Across) -> Iterator[Tick]:
    """Months with their year below where it begins; days, when the whole is short."""
    span = (last - first).days
    pixels = (across.at[-1] - across.at[0]) / span if span else 0.0
    if span < 70:
        step = next((days for days in _DAYS if days * pixels >= 58), 28)
        days = (first + dt.timedelta(days=n) for n in range(0, span + 1, step))
        yield from _labelled(
            ((day, _("%(day)s %(month)s") % named(day)) for day in days),
            across,
        )
        return
    months = next((months for months in _STEPS if months * 30.4 * pixels >= (46 if months < 12 else 52)), _STEPS[-1])
    yield from _labelled(_month_starts(first, last, months), across)


def _month_starts(first: dt.date, last: dt.date, step: int) -> Iterator[tuple[dt.date, str]]:
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    count += -count % step
    while count <= last.year * 12 + last.month - 1:
        year, month = divmod(count, 12)
        yield dt.date(year, month + 1, 1), str(year) if step >= 12 else month_in_short(month + 1)
        count += step


def _labelled(days: Iterator[tuple[dt.date, str]], across: Across) -> Iterator[Tick]:
    """Each with its place; the year stands below the first label of it."""
    shown = None
    for day, text in days:
        at = across.place(day)
        if at is not None:
            yield Tick(at, text, "" if text == str(day.year) or shown == day.year else str(day.year))
            shown = day.year

"""What may be entered: each figure is looked at for itself, beside the definition, and beside the series' past.

A finding is *certain* (the figure cannot be entered) or *doubtful* (it can, once somebody has said that it is right).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.core.words import opening
from alongside.measures.rules import periods
from alongside.measures.rules.words import PROPORTIONS, SUBGROUPS, Counts, Entry, Period
from alongside.numerics.spc.reading import Chart

EARLIEST = dt.date(1948, 1, 1)
LARGEST = 1e12
ENOUGH = 5
"""From so many earlier figures on, a new one is compared with them."""
TEN_TIMES = 10.0
MOST_OF_A_DATE = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure as it was typed: one number, or two; `on` is any day of its period."""

    on: dt.date
    order: int = 0
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    comment: str = ""

    @property
    def numbers(self) -> tuple[float | None, float | None, float | None]:
        return self.value, self.numerator, self.denominator

    @property
    def is_empty(self) -> bool:
        return self.numbers == (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a series says of its figures."""

    period: str
    entry: str
    chart: str
    counts: str = Counts.OTHER
    multiply: float = 1.0
    negative: bool = False
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The smallest and largest size (without sign) among the earlier figures of a series, and how many there are.

    Without any: what is usual among the figures that come together (`is_usual`).
    """

    smallest: float = 0.0
    largest: float = 0.0
    number: int = 0
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a figure, as a sentence, and the box it is about. Doubtful ones can be confirmed."""

    code: str
    message: str
    box: str
    certain: bool = True


def plotted(facts: Facts, given: Figures) -> float | None:
    """The number a reader of the chart sees; None when there is none."""
    if facts.entry == Entry.VALUE:
        return None if given.value is None else given.value * facts.multiply
    if given.numerator is None or not given.denominator:
        return None
    return given.numerator / given.denominator * facts.multiply


def findings(facts: Facts, given: Figures, past: Past, *, today: dt.date) -> tuple[Finding, ...]:
    """Everything to be said about one figure, what is certain first; nothing when all is well."""
    certain = (*_when(facts, given, today), *_which(facts, given))
    if not certain:
        certain = (*_each(facts, given), *_together(facts, given))
    if certain:
        return certain
    return tuple(_doubts(facts, given, past, today))


def _when(facts: Facts, given: Figures, today: dt.date) -> Iterator[Finding]:
    if periods.start_of(facts.period, given.on) > today:
        yield Finding("future", _("This date is in the future. Figures are entered once they are known."), "on")
    if given.on < EARLIEST:
        said = _("This date is before %(year)s. Check the year.") % {"year": EARLIEST.year}
        yield Finding("too_early", said, "on")
    several = facts.period == Period.EVENT or facts.chart in SUBGROUPS
    if not 0 <= given.order < MOST_OF_A_DATE or (given.order and not several):
        yield Finding("order", _("This series takes one figure for each period."), "on")


def _which(facts: Facts, given: Figures) -> Iterator[Finding]:
    if given.is_empty:
        if not given.comment:
            yield Finding("empty", _("Enter a figure, or say in the comment why there is none."), _first_box(facts))
        return
    if facts.entry == Entry.VALUE:
        if given.numerator is not None or given.denominator is not None:
            yield Finding("one_number", _("This series takes one value for each point, not two numbers."), "value")
        return
    if given.value is not None:
        yield Finding("two_numbers", _("This series takes two numbers for each point: how many, and out of how many."),
                      "numerator")  # fmt: skip
    elif given.numerator is None:
        yield Finding("half", _("Enter how many as well as out of how many."), "numerator")
    elif given.denominator is None:
        yield Finding("half", _("Enter out of how many as well as how many."), "denominator")


def _each(facts: Facts, given: Figures) -> Iterator[Finding]:
    for box, number in zip(("value", "numerator", "denominator"), given.numbers, strict=True):
        if number is None:
            continue
        if not math.isfinite(number) or abs(number) > LARGEST:
            yield Finding("too_large", _("This number is too large to be right."), box)
        elif number < 0 and (box == "denominator" or not facts.negative):
            yield Finding("negative", _("This number cannot be below 0."), box)
        elif number != math.floor(number) and _is_a_count(facts, box):
            yield Finding("whole", _("This is a count, so it must be a whole number."), box)
    if facts.chart == Chart.T and given.value == 0:
        yield Finding("no_time", _("The time between two events must be more than 0."), "value")


def _together(facts: Facts, given: Figures) -> Iterator[Finding]:
    if given.numerator is not None and given.denominator is not None:
        share = facts.chart in PROPORTIONS or facts.counts == Counts.PERCENT
        if share and given.numerator > given.denominator:
            said = _("%(part)s out of %(whole)s cannot be: the first number is part of the second.")
            holes = {"part": _n(given.numerator), "whole": _n(given.denominator)}
            yield Finding("over", said % holes, "numerator")
    shown = plotted(facts, given)
    if shown is None:
        return
    if facts.least is not None and shown < facts.least:
        said = _("This comes to %(shown)s. It cannot be below %(least)s.")
        yield Finding("range", said % {"shown": _n(shown), "least": _n(facts.least)}, _first_box(facts))
    if facts.most is not None and shown > facts.most:
        said = _("This comes to %(shown)s. It cannot be above %(most)s.")
        yield Finding("range", said % {"shown": _n(shown), "most": _n(facts.most)}, _first_box(facts))


def _doubts(facts: Facts, given: Figures, past: Past, today: dt.date) -> Iterator[Finding]:
    start = periods.start_of(facts.period, given.on)
    lasts = facts.period not in {Period.EVENT, Period.DAY}
    if lasts and not given.is_empty and periods.end_of(facts.period, start) >= today:
        said = _("%(period)s is not over yet.") % {"period": periods.in_words(facts.period, start)}
        yield Finding("not_over", opening(said), "on", certain=False)
    if given.denominator == 0:
        yield Finding("out_of_none", _("Out of 0: this point will have no value."), "denominator", certain=False)
    shown = plotted(facts, given)
    if shown is None or past.number < ENOUGH:
        return
    size = abs(shown)
    if past.largest and size > TEN_TIMES * past.largest:
        said = _far_above(past) % {"shown": _n(shown), "before": _n(past.largest)}
        yield Finding("magnitude", said, _first_box(facts), certain=False)
    elif past.smallest and size < past.smallest / TEN_TIMES:
        said = _far_below(past) % {"shown": _n(shown), "before": _n(past.smallest)}
        yield Finding("magnitude", said, _first_box(facts), certain=False)


def _far_above(past: Past) -> str:
    if past.is_usual:
        return _("This comes to %(shown)s, more than ten times what is usual in this table (%(before)s).")
    return _("This comes to %(shown)s, more than ten times the largest figure so far (%(before)s).")


def _far_below(past: Past) -> str:
    if past.is_usual:
        return _("This comes to %(shown)s, less than a tenth of what is usual in this table (%(before)s).")
    return _("This comes to %(shown)s, less than a tenth of the smallest figure so far (%(before)s).")


def _is_a_count(facts: Facts, box: str) -> bool:
    counted = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME}
    return (box == "value" and facts.chart in {Chart.C, Chart.G}) or (box == "numerator" and facts.chart in counted)


def _first_box(facts: Facts) -> str:
    return "value" if facts.entry == Entry.VALUE else "numerator"


def _n(number: float) -> str:
    """A number as people write it: no more digits than it needs, thousands apart."""
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"

"""What may be entered: each figure is looked at for itself, beside the definition, and beside the series' past.

A finding is *certain* (the figure cannot be entered) or *doubtful* (it can, once somebody has said that it is right).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

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
        yield Finding("future", "This date is in the future. Figures are entered once they are known.", "on")
    if given.on < EARLIEST:
        yield Finding("too_early", f"This date is before {EARLIEST.year}. Check the year.", "on")
    several = facts.period == Period.EVENT or facts.chart in SUBGROUPS
    if not 0 <= given.order < MOST_OF_A_DATE or (given.order and not several):
        yield Finding("order", "This series takes one figure for each period.", "on")


def _which(facts: Facts, given: Figures) -> Iterator[Finding]:
    if given.is_empty:
        if not given.comment:
            yield Finding("empty", "Enter a figure, or say in the comment why there is none.", _first_box(facts))
        return
    if facts.entry == Entry.VALUE:
        if given.numerator is not None or given.denominator is not None:
            yield Finding("one_number", "This series takes one value for each point, not two numbers.", "value")
        return
    if given.value is not None:
        yield Finding("two_numbers", "This series takes two numbers for each point: how many, and out of how many.",
                      "numerator")  # fmt: skip
    elif given.numerator is None:
        yield Finding("half", "Enter how many as well as out of how many.", "numerator")
    elif given.denominator is None:
        yield Finding("half", "Enter out of how many as well as how many.", "denominator")


def _each(facts: Facts, given: Figures) -> Iterator[Finding]:
    for box, number in zip(("value", "numerator", "denominator"), given.numbers, strict=True):
        if number is None:
            continue
        if not math.isfinite(number) or abs(number) > LARGEST:
            yield Finding("too_large", "This number is too large to be right.", box)
        elif number < 0 and (box == "denominator" or not facts.negative):
            yield Finding("negative", "This number cannot be below 0.", box)
        elif number != math.floor(number) and _is_a_count(facts, box):
            yield Finding("whole", "This is a count, so it must be a whole number.", box)
    if facts.chart == Chart.T and given.value == 0:
        yield Finding("no_time", "The time between two events must be more than 0.", "value")


def _together(facts: Facts, given: Figures) -> Iterator[Finding]:
    if given.numerator is not None and given.denominator is not None:
        share = facts.chart in PROPORTIONS or facts.counts == Counts.PERCENT
        if share and given.numerator > given.denominator:
            yield Finding("over", f"{_n(given.numerator)} out of {_n(given.denominator)} cannot be: "
                          "the first number is part of the second.", "numerator")  # fmt: skip
    shown = plotted(facts, given)
    if shown is None:
        return
    if facts.least is not None and shown < facts.least:
        yield Finding("range", f"This comes to {_n(shown)}. It cannot be below {_n(facts.least)}.", _first_box(facts))
    if facts.most is not None and shown > facts.most:
        yield Finding("range", f"This comes to {_n(shown)}. It cannot be above {_n(facts.most)}.", _first_box(facts))


def _doubts(facts: Facts, given: Figures, past: Past, today: dt.date) -> Iterator[Finding]:
    start = periods.start_of(facts.period, given.on)
    lasts = facts.period not in {Period.EVENT, Period.DAY}
    if lasts and not given.is_empty and periods.end_of(facts.period, start) >= today:
        said = periods.in_words(facts.period, start)
        yield Finding("not_over", f"{said[:1].upper()}{said[1:]} is not over yet.", "on", certain=False)
    if given.denominator == 0:
        yield Finding("out_of_none", "Out of 0: this point will have no value.", "denominator", certain=False)
    shown = plotted(facts, given)
    if shown is None or past.number < ENOUGH:
        return
    size = abs(shown)
    if past.largest and size > TEN_TIMES * past.largest:
        than = f"ten times {_said('largest', past)} ({_n(past.largest)})"
        yield Finding("magnitude", f"This comes to {_n(shown)}, more than {than}.", _first_box(facts), certain=False)
    elif past.smallest and size < past.smallest / TEN_TIMES:
        than = f"a tenth of {_said('smallest', past)} ({_n(past.smallest)})"
        yield Finding("magnitude", f"This comes to {_n(shown)}, less than {than}.", _first_box(facts), certain=False)


def _said(which: str, past: Past) -> str:
    return "what is usual in this table" if past.is_usual else f"the {which} figure so far"


def _is_a_count(facts: Facts, box: str) -> bool:
    counted = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME}
    return (box == "value" and facts.chart in {Chart.C, Chart.G}) or (box == "numerator" and facts.chart in counted)


def _first_box(facts: Facts) -> str:
    return "value" if facts.entry == Entry.VALUE else "numerator"


def _n(number: float) -> str:
    """A number as people write it: no more digits than it needs, thousands apart."""
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"

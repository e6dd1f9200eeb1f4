"""How made-up figures go: month by month around a level that stays, moves for good, climbs or falls. Pure.

The first twelve months lie before the programme: what a place was like before anybody changed anything.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.measures.rules.entry import Figures
from alongside.measures.rules.periods import next_after, periods_between, start_of
from alongside.measures.rules.words import Period

FIRST_MONTH = dt.date(2022, 9, 1)
NO_FIGURE = "The ward was closed for repairs that month."


@dataclass(frozen=True)
class Nature:
    """What figures of an indicator are like: around which level, how wide they spread, out of how many.

    `level` is in the chart's unit. Of a share or rate, `out_of` says how many it is out of in a usual month.
    """

    level: float
    spread: float = 0.0
    out_of: int = 0
    digits: int = 1


NATURES = {
    "more-choice": Nature(46, out_of=34),
    "more-self-management": Nature(52, out_of=34),
    "more-equal-relationship": Nature(49, out_of=34),
    "life-goals-in-plans": Nature(38, out_of=20),
    "safe-here": Nature(66, out_of=22),
    "told-what-changed": Nature(41, spread=6, out_of=60),
    "restrictive-interventions": Nature(26, out_of=540),
    "people-restricted": Nature(21, out_of=31),
    "seclusion-hours": Nature(70, spread=14, out_of=540, digits=0),
    "rapid-tranquillisation": Nature(9, out_of=540),
    "staff-injured": Nature(6, out_of=540),
    "ward-satisfaction": Nature(61, out_of=17),
    "staff-sickness": Nature(7.4, spread=0.9, out_of=610),
    "days-between-seclusions": Nature(11),
    "prone-restraint": Nature(24),
    "courses-completed": Nature(63, out_of=70),
    "places-not-used": Nature(22, out_of=210),
    "college-fill": Nature(71, spread=6, out_of=2400),
    "sessions-co-delivered": Nature(58, out_of=44),
    "new-students": Nature(31),
    "students-of-all-kinds": Nature(34, spread=4, out_of=180),
    "cost-per-course-run": Nature(1480, spread=120, out_of=24),
    "supervision-up-to-date": Nature(68, spread=5, out_of=25),
    "peer-posts-filled": Nature(72, spread=4, out_of=20),
    "job-starts": Nature(5),
    "employment-access": Nature(14),
    "days-to-first-meeting": Nature(31, spread=3.2, digits=0),
    "seen-soon-after-leaving": Nature(77, out_of=24),
    "crisis-plans-made-together": Nature(29, spread=3, out_of=190),
    "decisions-made-together": Nature(48, out_of=15),
    "involvement-paid": Nature(62, spread=6, out_of=80),
    "days-to-answer": Nature(38, spread=5, digits=0),
    "dialog-life": Nature(4.5, spread=0.16, digits=2),
}


@dataclass(frozen=True)
class Going:
    """How a series goes: by how much its level moves (a part of itself), from which month on, at once or bit by bit.

    `back` moves it again later. `gaps` are months without a figure, `until` the last month that anybody entered.
    """

    by: float = 0.0
    after: int = 20
    slowly: bool = False
    back: float = 0.0
    back_after: int = 44
    gaps: tuple[int, ...] = ()
    until: int = 44
    odd: tuple[int, ...] = ()
    """Months of which the figure is far out, for a cause that is known."""

    def level(self, month: int) -> float:
        """How high the level is in a month, as a part of what it was."""
        moved = 1.0
        if month >= self.after:
            part = (month - self.after + 1) / (44 - self.after) if self.slowly else 1.0
            moved += self.by * part
        return moved + (self.back if month >= self.back_after else 0.0)


def monthly(
    nature: Nature, going: Going, *, rng: random.Random, multiply: float, fraction: bool, last: dt.date
) -> Iterator[Figures]:
    """One figure for each month up to `last`. What has no spread of its own is counted one by one, as chance falls."""
    for month, on in enumerate(periods_between(Period.MONTH, FIRST_MONTH, last)):
        if month > going.until:
            return
        level = nature.level * going.level(month) * (1.9 if month in going.odd else 1.0)
        of = max(1, round(rng.gauss(nature.out_of, nature.out_of * 0.08))) if nature.out_of else 0
        drawn = rng.gauss(level, nature.spread) if nature.spread else level
        expected, at_most = drawn / multiply * of if fraction else drawn, of if multiply == 100 else 0
        count = _rounded(expected, at_most) if nature.spread else _counted(rng, expected, at_most)
        if month in going.gaps:
            if month % 2:
                yield Figures(on, comment=NO_FIGURE)
        elif fraction:
            yield Figures(on, numerator=float(count), denominator=float(of))
        elif nature.spread:
            yield Figures(on, value=max(0.0, round(drawn, nature.digits)))
        else:
            yield Figures(on, value=float(count))


def by_quarter(figures: Iterator[Figures]) -> Iterator[Figures]:
    """One figure for each quarter that is over: that of its last month."""
    for one in figures:
        if next_after(Period.QUARTER, start_of(Period.QUARTER, one.on)) == next_after(Period.MONTH, one.on):
            yield Figures(start_of(Period.QUARTER, one.on), 0, one.value, one.numerator, one.denominator, one.comment)


def events(nature: Nature, going: Going, *, rng: random.Random, last: dt.date) -> Iterator[Figures]:
    """One figure for each event up to `last`: the days since the one before. Never two on a day."""
    on = FIRST_MONTH
    while True:
        month = (on.year - FIRST_MONTH.year) * 12 + on.month - FIRST_MONTH.month
        days = max(1, round(rng.expovariate(1 / (nature.level * going.level(month)))))
        on += dt.timedelta(days=days)
        if on > last:
            return
        yield Figures(on, value=float(days))


def _rounded(expected: float, at_most: int) -> int:
    return max(0, min(round(expected), at_most or round(expected)))


def _counted(rng: random.Random, expected: float, at_most: int) -> int:
    """So many as chance makes of what was expected: none less than nought, none more than there are."""
    if at_most:
        share = min(max(expected / at_most, 0.0), 1.0)
        return sum(rng.random() < share for _ in range(at_most))
    if expected > 40:
        return max(0, round(rng.gauss(expected, math.sqrt(expected))))
    product, count, floor = rng.random(), 0, math.exp(-max(expected, 0.0))
    while product > floor:
        product *= rng.random()
        count += 1
    return count

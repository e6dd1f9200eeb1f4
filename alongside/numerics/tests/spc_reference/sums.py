"""Small sums, taken exactly."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

Maybe = float | None

D2 = 1.128  # mean range of two normal values, in standard deviations (Montgomery, appendix VI)
D4 = 3.267  # upper limit of such a range, in mean ranges
D4_PRIME = 3.2665  # the same as Taylor's I' chart has it
NHS = 2.66  # 3 / 1.128, as Making Data Count rounds it
ROOT = 3.6  # Nelson 1994: times between rare events are made symmetric by this root
G_LINE = 0.693  # ln 2: the median of a geometric count, in means


def mean(values: Iterable[Maybe]) -> Maybe:
    known = [Fraction(value) for value in values if value is not None]
    return float(sum(known, Fraction(0)) / len(known)) if known else None


def weighted(values: Sequence[float], weights: Sequence[float]) -> Maybe:
    over = sum((Fraction(weight) for weight in weights), Fraction(0))
    if over == 0:
        return None
    return float(sum((Fraction(v) * Fraction(w) for v, w in zip(values, weights, strict=True)), Fraction(0)) / over)


def median(values: Iterable[Maybe]) -> Maybe:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    half = len(known) // 2
    return known[half] if len(known) % 2 else mean(known[half - 1 : half + 1])


def sd(values: Sequence[float]) -> Maybe:
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    return math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def c4(k: int) -> float:
    return math.sqrt(2 / (k - 1)) * math.exp(math.lgamma(k / 2) - math.lgamma((k - 1) / 2))


def steps(values: Sequence[Maybe]) -> list[Maybe]:
    """The distance of each value but the first from the one before it; missing when either is."""
    found: list[Maybe] = []
    for before, after in itertools.pairwise(values):
        found.append(None if before is None or after is None else abs(after - before))
    return found


def average_range(ranges: Sequence[Maybe], *, screen: bool, factor: float = D4) -> Maybe:
    """The mean range; with screening, the mean of those strictly below the limit of the first mean."""
    first = mean(ranges)
    if first is None or not screen:
        return first
    return mean(value for value in ranges if value is not None and value < factor * first)

"""How far apart places of different size lie by chance alone: the limits of a funnel plot.

A place that lies inside the funnel differs from the whole by no more than chance explains; nothing here orders
places. The limits are exact, by the tail probabilities of the count; counts are whole numbers, so the limit is put
between two of them in the way Spiegelhalter gives, which makes the curves smooth enough to draw.

Source:
    Spiegelhalter DJ (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24,
        1185-1202, appendix A.1: with r the smallest count of which P(R <= r) >= p, the limit is (r - a) / n where
        a = (P(R <= r) - p) / (P(R <= r) - P(R <= r - 1)).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.numerics.tails import binomial_at_most, poisson_at_most

INNER, OUTER = 0.95, 0.998  # as Spiegelhalter draws them: about two and three standard deviations


class Kind(StrEnum):
    """What is compared: people out of people, or events over exposure."""

    PROPORTION = "proportion"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Limits:
    """What chance explains for one size, in the unit of the centre: from `low` to `high`."""

    low: float
    high: float


def limits(centre: float, size: float, *, kind: Kind, level: float = INNER) -> Limits:
    """The limits for a place of one size.

    Args:
        centre: the figure of all together: a proportion from 0 to 1, or events per unit of exposure.
        size: people (a whole number), or exposure; above 0.
        kind: people out of people (binomial), or events over exposure (Poisson).
        level: how much of chance lies between the limits, between 0 and 1.

    Returns:
        The limits as a proportion or as events per unit of exposure; never below 0, a proportion never above 1.
        Where so few are expected that putting a limit between two counts would carry it over the centre, it is the
        centre.

    Raises:
        ValueError: a size, a centre or a level that cannot be.

    Example:
        >>> found = limits(0.5, 100, kind=Kind.PROPORTION)
        >>> round(found.low, 3), round(found.high, 3)
        (0.397, 0.593)
    """
    most = 1.0 if kind is Kind.PROPORTION else math.inf
    if not (size > 0 and 0 <= centre <= most and 0 < level < 1):
        message = f"no funnel has size {size}, centre {centre} and level {level}"
        raise ValueError(message)
    at_most = _binomial(int(size), centre) if kind is Kind.PROPORTION else _poisson(centre * size)
    tail = (1 - level) / 2
    low, high = (_quantile(at_most, p, centre * size) / size for p in (tail, 1 - tail))
    return Limits(min(centre, max(0.0, low)), max(centre, min(most, high)))


def curve(centre: float, sizes: Sequence[float], *, kind: Kind, level: float = INNER) -> tuple[Limits, ...]:
    """The limits for several sizes, in their order: the curve that is drawn."""
    return tuple(limits(centre, size, kind=kind, level=level) for size in sizes)


def _binomial(n: int, chance: float) -> Callable[[int], float]:
    return lambda k: binomial_at_most(k, n, chance)


def _poisson(mean: float) -> Callable[[int], float]:
    return lambda k: poisson_at_most(k, mean)


def _quantile(at_most: Callable[[int], float], p: float, expected: float) -> float:
    """The count below which p of chance lies, between two whole numbers."""
    high = max(1, int(2 * expected))
    while at_most(high) < p:
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        if at_most(middle) >= p:
            high = middle
        else:
            low = middle
    here, before = at_most(high), at_most(high - 1)
    return high - (here - p) / (here - before)

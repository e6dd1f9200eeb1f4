"""How probable so few, of events that come by themselves and of people out of a group: exact, without a library.

Each sum begins at its largest term and goes on with ratios of neighbouring terms, so that nothing cancels and a
count of a hundred thousand takes a few hundred steps. Only the logarithm of the first term is a float that can
lose digits: about 1e-16 times its own size, 1e-11 for a mean of 100,000.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator


def poisson_at_most(k: int, mean: float) -> float:
    """The probability of at most k events where `mean` are expected.

    Args:
        k: events, any whole number; below 0 the answer is 0.
        mean: events expected, 0 or more.

    Returns:
        A probability, 0 to 1.

    Source: the definition of the Poisson distribution.

    Example:
        >>> round(poisson_at_most(0, 3.0), 6), poisson_at_most(4, 0.0)
        (0.049787, 1.0)
    """
    if k < 0:
        return 0.0
    if mean == 0:
        return 1.0
    if k < mean:
        return _poisson(k, mean) * _sum((k - step) / mean for step in range(k))
    return 1.0 - _poisson(k + 1, mean) * _sum(mean / (k + 2 + step) for step in _counting())


def binomial_at_most(k: int, n: int, chance: float) -> float:
    """The probability of at most k out of n, each with the same chance, each by itself.

    Args:
        k: how many, any whole number; below 0 the answer is 0, from n it is 1.
        n: out of how many, 0 or more.
        chance: of each, 0 to 1.

    Returns:
        A probability, 0 to 1.

    Source: the definition of the binomial distribution.

    Example:
        >>> binomial_at_most(1, 2, 0.5)
        0.75
    """
    if k < 0:
        return 0.0
    if k >= n or chance == 0:
        return 1.0
    if chance == 1:
        return 0.0
    odds = chance / (1 - chance)
    if k < n * chance:
        falling = ((k - step) / ((n - k + step + 1) * odds) for step in range(k))
        return _binomial(k, n, chance) * _sum(falling)
    rising = ((n - k - 1 - step) * odds / (k + 2 + step) for step in range(n - k - 1))
    return 1.0 - _binomial(k + 1, n, chance) * _sum(rising)


def where(holds: Callable[[float], bool], low: float, high: float) -> float:
    """The number from which something holds, between one at which it does not and one at which it does.

    Halves the way until two neighbouring floats are left: no tolerance is chosen.

    Example:
        >>> where(lambda x: x * x >= 2, 0.0, 2.0) == math.sqrt(2)
        True
    """
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return high
        if holds(middle):
            high = middle
        else:
            low = middle


def _poisson(k: int, mean: float) -> float:
    return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))


def _binomial(k: int, n: int, chance: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(chance) + (n - k) * math.log1p(-chance))


def _sum(ratios: Iterator[float]) -> float:
    """1 and all terms that follow from it by these ratios, until a term no longer matters."""
    total = term = 1.0
    for ratio in ratios:
        term *= ratio
        if total + term == total:
            break
        total += term
    return total


def _counting() -> Iterator[int]:
    step = 0
    while True:
        yield step
        step += 1

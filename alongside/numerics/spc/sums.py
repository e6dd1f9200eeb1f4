"""Sums and means of the rows of a table, quickly; and once more exactly, where rounding could decide.

The quick ones are good to the last digit or two. That is not enough to say whether a point lies on a line or beside
it: a naive mean of fourteen equal numbers can come out too high, and then all fourteen lie "below the mean". So
whoever finds a point within rounding of a line asks again with EXACT, whose sums are exactly rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Sums(Protocol):
    """Two ways to add up a row, of which one is quick and the other exact."""

    def total(self, values: Floats, where: Bools) -> Floats:
        """The sum of each row's chosen values as a column; 0 for none."""

    def mean(self, values: Floats, where: Bools) -> Floats:
        """The mean of each row's chosen values as a column; NaN for none."""


class _Quick:
    def total(self, values: Floats, where: Bools) -> Floats:
        total: Floats = np.where(where, values, 0.0).sum(axis=1, keepdims=True)
        return total

    def mean(self, values: Floats, where: Bools) -> Floats:
        count = where.sum(axis=1, keepdims=True)
        first: Floats = np.where(where, values, 0.0).sum(axis=1, keepdims=True) / count
        # A second pass over what is left takes away nearly all of the rounding of the first.
        rest: Floats = np.where(where, values - first, 0.0).sum(axis=1, keepdims=True) / count
        return first + rest


class _Exact:
    def total(self, values: Floats, where: Bools) -> Floats:
        return _rows(math.fsum, values, where)

    def mean(self, values: Floats, where: Bools) -> Floats:
        return _rows(mean, values, where)


QUICK: Sums = _Quick()
EXACT: Sums = _Exact()


def mean(values: list[float]) -> float:
    """The mean of finite numbers, as near as a float can be to the true one; NaN of nothing.

    >>> mean([0.1, 0.2, 0.3])
    0.2
    """
    if not values:
        return math.nan
    rounded = math.fsum(values)
    if math.fsum([*values, -rounded]) == 0:  # nothing was lost, so that one division rounds once
        return rounded / len(values)
    return float(sum(map(Fraction, values)) / len(values))


def deviation(values: list[float]) -> float:
    """The standard deviation of a sample; NaN for fewer than two."""
    if len(values) < 2:
        return math.nan
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def median(values: list[float]) -> float:
    """The middle value, or the mean of the middle two; NaN of nothing."""
    if not values:
        return math.nan
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else mean(ordered[half - 1 : half + 1])


def _rows(add: _Add, values: Floats, where: Bools) -> Floats:
    found: Iterable[float] = (
        add(row[chosen].tolist()) if np.isfinite(row[chosen]).all() else math.nan
        for row, chosen in zip(values, where, strict=True)
    )
    return np.fromiter(found, dtype=np.float64, count=len(values))[:, np.newaxis]


class _Add(Protocol):
    def __call__(self, values: list[float], /) -> float: ...

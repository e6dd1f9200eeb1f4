"""Anhøj's runs analysis: is a run too long, or the centre line crossed too seldom, for chance to explain it?

Sources:
    Anhøj, J. and Olesen, A. V. (2014). Run charts revisited. PLoS ONE 9(11), e113825.
    Schilling, M. F. (2012). The surprising predictability of long runs. Mathematics Magazine 85(2). (longest run)
    Chen, Z. (2010). A note on the runs test. Model Assisted Statistics and Applications 5(2). (crossings)
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.numerics.spc.rows import Bools

Sides = NDArray[np.int8]
Counts = NDArray[np.int64]


@dataclass(slots=True)
class Runs:
    """What the runs of each row come to; one number per row. Where `useful` is 0, the others mean nothing.

    Attributes:
        useful: points that have a value and do not lie on the line.
        longest, longest_max: the longest run, and the longest that chance explains.
        crossings, crossings_min: how often the line is crossed, and the fewest that chance explains.
        signal: one of the two lies beyond chance.
    """

    useful: Counts
    longest: Counts
    longest_max: Counts
    crossings: Counts
    crossings_min: Counts
    signal: Bools


def longest_run_max(useful: int) -> int:
    """The longest run that chance explains: log2 of the useful points, rounded, plus 3.

    >>> [longest_run_max(useful) for useful in (10, 20, 24, 30, 50, 100)]
    [6, 7, 8, 8, 9, 10]
    """
    return (useful * useful).bit_length() // 2 + 3


@functools.lru_cache(maxsize=4096)
def crossings_min(useful: int) -> int:
    """The fewest crossings that chance explains: the 5 % point of Bin(useful - 1, 1/2), in whole numbers.

    >>> [crossings_min(useful) for useful in (10, 20, 24, 30, 50, 100)]
    [2, 6, 8, 10, 19, 41]
    """
    steps = useful - 1
    least, ways, below = 0, 1, 1  # `below` of 2^steps ways have at most `least` crossings
    while 20 * below < 1 << steps:
        ways = ways * (steps - least) // (least + 1)
        below += ways
        least += 1
    return least


def analyse(sides: Sides) -> Runs:
    """The runs of each row, from where each point lies: 1 above, -1 below, 0 on the line, missing or left out."""
    useful = sides != 0
    count: Counts = useful.sum(axis=1)
    last = _carried(sides)
    starts = useful.copy()
    starts[:, 1:] &= sides[:, 1:] != last[:, :-1]
    so_far = useful.cumsum(axis=1)
    before = np.maximum.accumulate(np.where(starts, so_far - 1, 0), axis=1)
    longest: Counts = np.where(useful, so_far - before, 0).max(axis=1)
    crossings: Counts = np.maximum(starts.sum(axis=1) - 1, 0)
    kinds, back = np.unique(count, return_inverse=True)
    longest_max = np.array([longest_run_max(int(one)) for one in kinds], dtype=np.int64)[back]
    fewest = np.array([crossings_min(max(int(one), 1)) for one in kinds], dtype=np.int64)[back]
    signal = (count > 0) & ((longest > longest_max) | (crossings < fewest))
    return Runs(count, longest, longest_max, crossings, fewest, signal)


def _carried(sides: Sides) -> Sides:
    """The side of the last useful point so far."""
    at = np.maximum.accumulate(np.where(sides != 0, np.arange(sides.shape[1]), 0), axis=1)
    carried: Sides = np.take_along_axis(sides, at, axis=1)
    return carried

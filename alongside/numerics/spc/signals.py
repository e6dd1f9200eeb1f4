"""The NHS rules (Making Data Count), each as a flag per point, and the one label that stands for them.

The rules are NHSRplotthedots 0.2.2's, with lengths and two variants as settings. It stops with an error where a missing
value stands in what else would be a trend; here a missing value ends the trend, and the reading says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.numerics.spc.limits import Lines
from alongside.numerics.spc.reading import Label
from alongside.numerics.spc.request import Floats
from alongside.numerics.spc.rows import Bools, Table
from alongside.numerics.spc.runs import Sides

Codes = NDArray[np.int8]

# A label's code is its place here; 0 is no label. Meaning × side, as `_label` calculates it.
LABELS: tuple[Label | None, ...] = (
    None,
    Label.COMMON_CAUSE,
    Label.CONCERN_LOW,
    Label.NEUTRAL_LOW,
    Label.IMPROVEMENT_LOW,
    Label.CONCERN_HIGH,
    Label.NEUTRAL_HIGH,
    Label.IMPROVEMENT_HIGH,
)


@dataclass(slots=True)
class Flags:
    """Which rule fired at which point, and what the point is called (a place in LABELS)."""

    outside: Bools
    trend: Bools
    two_in_three: Bools
    shift: Bools
    label: Codes


def flags(table: Table, found: Lines, sides: Sides) -> Flags:
    """Every rule at every point of a table, from the side of the centre on which each lies."""
    chosen, y = table.settings, table.y
    outside = ((y > found.high) | (y < found.low)) & table.inside
    beyond = ((y > found.high2) | (y < found.low2)) & table.inside
    if not chosen.outside_counts:
        beyond &= ~outside
    shift = (sides != 0) & (_run_lengths(sides) >= chosen.shift)
    trend, rising = _trend(y, chosen.trend, skip_ties=chosen.skip_ties)
    two = _two_in_three(beyond, sides)
    high = np.where(~outside & trend, rising, sides > 0)
    special = outside | trend | two | shift
    known = ~np.isnan(y) & ~np.isnan(found.low)
    return Flags(outside, trend, two, shift, _label(special, high, known, table.better))


def _label(special: Bools, high: Bools, known: Bools, better: Floats) -> Codes:
    meaning = np.where(high, better, -better)  # 1 improvement, 0 neutral, -1 concern
    code = np.where(special, np.where(high, 6, 3) + meaning, 1)
    return np.where(known, code, 0).astype(np.int8)


def _run_lengths(values: Sides) -> NDArray[np.int64]:
    """How long the run of equal values is that each stands in."""
    wide = values.shape[1]
    place = np.arange(wide)
    new = np.ones(values.shape, dtype=np.bool_)
    new[:, 1:] = values[:, 1:] != values[:, :-1]
    first = np.maximum.accumulate(np.where(new, place, 0), axis=1)
    ends = np.ones(values.shape, dtype=np.bool_)
    ends[:, :-1] = new[:, 1:]
    last = np.minimum.accumulate(np.where(ends, place, wide)[:, ::-1], axis=1)[:, ::-1]
    lengths: NDArray[np.int64] = last - first + 1
    return lengths


def _two_in_three(beyond: Bools, sides: Sides) -> Bools:
    """Points beyond the near limits of which two stand among three in a row on one side."""
    near = beyond.astype(np.int8)
    one_side = (sides[:, :-2] != 0) & (sides[:, :-2] == sides[:, 1:-1]) & (sides[:, 1:-1] == sides[:, 2:])
    window = one_side & (near[:, :-2] + near[:, 1:-1] + near[:, 2:] >= 2)
    among = np.zeros_like(beyond)
    among[:, :-2] |= window
    among[:, 1:-1] |= window
    among[:, 2:] |= window
    return among & beyond


def _trend(y: Floats, least: int, *, skip_ties: bool) -> tuple[Bools, Bools]:
    """Which points stand in a trend, and whether that rises.

    A point where two trends meet belongs to the one that follows, so that a peak is part of the fall.
    """
    repeats = np.zeros(y.shape, dtype=np.bool_)
    if skip_ties:
        repeats[:, 1:] = y[:, 1:] == y[:, :-1]
    if not repeats.any():
        before, after, rising = _steps(y, least)
        return before | after, rising
    # A repeated value neither makes nor breaks a trend: leave it out, and look at the others.
    order = np.argsort(repeats, axis=1, kind="stable")
    others = np.where(np.take_along_axis(repeats, order, axis=1), np.nan, np.take_along_axis(y, order, axis=1))
    stands_for = (~repeats).cumsum(axis=1) - 1
    before, after, rising = (np.take_along_axis(found, stands_for, axis=1) for found in _steps(others, least))
    last = np.ones(y.shape, dtype=np.bool_)
    last[:, :-1] = ~repeats[:, 1:]
    # Within a trend repeats belong to it; where it begins or ends, only the value next to the step does.
    return (before & after) | (before & ~repeats) | (after & last), rising


def _steps(y: Floats, least: int) -> tuple[Bools, Bools, Bools]:
    """Of each point: whether the step to it, and the step from it, is part of a trend; and whether that trend rises."""
    change = np.diff(y, axis=1)
    steps: Sides = np.where(np.isnan(change), 0, np.sign(change)).astype(np.int8)
    part = (steps != 0) & (_run_lengths(steps) >= least - 1)
    before, after, rising = (np.zeros(y.shape, dtype=np.bool_) for _ in range(3))
    before[:, 1:] = part
    after[:, :-1] = part
    trend = before | after
    rising[:, 1:] = steps == 1
    rising[:, :-1] = np.where(trend[:, :-1] & trend[:, 1:], steps == 1, rising[:, :-1])
    return before, after, rising

"""Centre lines and limits, a whole table at a time.

Constants and conventions are those of qicharts2 0.8.1 (profile shewhart) and NHSRplotthedots 0.2.2 (profile nhs).

Sources:
    Montgomery, D. C. Introduction to statistical quality control. Wiley. (I, MR, Xbar, S, P, U, C; c4, A3, B3, B4)
    Nelson, L. S. (1982). Control charts for individual measurements. JQT 14(3). (screening ranges)
    Nelson, L. S. (1994). A control chart for parts-per-million nonconforming items. JQT 26(3). (T: the power 1/3.6)
    Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering 14(4). (P', U')
    Taylor, W. (2017). Normalized individuals control chart. Taylor Enterprises. (I')
    Benneyan, J. C. (2001). Number-between g-type statistical quality control charts. HCMS 4. (G)
    Provost, L. P. and Murray, S. K. (2011). The health care data guide. Jossey-Bass. (G's centre 0.693 of the mean)

Where this differs from qicharts2, and why, is said at each function and warned of in the reading.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from alongside.numerics.spc.reading import Chart, Profile
from alongside.numerics.spc.request import Floats
from alongside.numerics.spc.rows import Bools, Table
from alongside.numerics.spc.sums import EXACT, QUICK, Sums

RANGE_TO_SIGMA = 1.128  # d2 of two values (Montgomery, appendix VI)
RANGE_LIMIT = 3.267  # D4 of two values: a moving range not below it says nothing about common causes
RANGE_LIMIT_I_PRIME = 3.2665
NHS_LIMIT = 2.66  # Making Data Count's 3/1.128, rounded
NHS_NEAR = 2 * (NHS_LIMIT / 3)
ROOT = 3.6  # the power that makes exponential waiting times nearly symmetric
GEOMETRIC_MEDIAN = 0.693  # ln 2: where the middle of a geometric distribution lies, as part of its mean
_WHOLE = 1e10  # the sum of so many whole numbers below this as a chart has points is whole, too, and exact
WITHIN_ROUNDING = 1e-12  # of a row's largest number: nearer than this to a line, and rounding could decide


@dataclass(slots=True)
class Lines:
    """The lines of a table and what is held against them. The centre is a column; a limit too, or as wide as the table.

    Attributes:
        y: what is held against the lines (the 3.6th root on a T chart).
        centre: the line that is drawn and that runs are judged at.
        low, high: control limits, as calculated. low2, high2: the inner ones.
    """

    y: Floats
    centre: Floats
    low: Floats
    high: Floats
    low2: Floats
    high2: Floats


def lines(table: Table) -> Lines:
    """The lines of a table, exact wherever a point lies within rounding of one."""
    chart = _NHS if table.settings.profile is Profile.NHS else _CHARTS[table.settings.chart]
    found = chart(table, QUICK)
    close = np.flatnonzero(_doubtful(table, found))
    if close.size:
        again = chart(table.some(close), EXACT)
        for one in fields(Lines):
            getattr(found, one.name)[close] = getattr(again, one.name)
    return found


def _doubtful(table: Table, found: Lines) -> Bools:
    """Which rows have a point within rounding of a line that may have been rounded."""
    y = np.where(table.inside, found.y, np.nan)
    within = WITHIN_ROUNDING * np.fmax.reduce(np.abs(y), axis=1, keepdims=True, initial=0.0)
    doubtful: Bools = np.logical_or.reduce(np.abs(y - found.centre) <= within, axis=1)
    if doubtful.any():
        doubtful = np.logical_and(doubtful, ~_exact_already(table, found))
    for limit in (found.low, found.high, found.low2, found.high2):
        doubtful = np.logical_or(doubtful, (np.abs(y - limit) <= within).any(axis=1))
    return doubtful


def _exact_already(table: Table, found: Lines) -> Bools:
    """Rows whose centre is a median; the value that all of them have; or a mean or ratio of whole numbers."""
    chart = table.settings.chart
    if chart in _MEDIANS:
        return np.ones(len(table.y), dtype=np.bool_)
    known = table.base & ~np.isnan(found.y)
    same: Bools = ((found.y == found.centre) | ~known).all(axis=1)
    if chart in _RATIOS:
        above, below = np.where(known, table.total, 0.0), np.where(known, table.n, 0.0)
    elif chart in _MEANS:
        above, below = np.where(known, found.y, 0.0), known.astype(np.float64)
    else:
        return same
    whole = (above == np.rint(above)) & (below == np.rint(below)) & (np.abs(above) + np.abs(below) < _WHOLE)
    ratio = above.sum(axis=1, keepdims=True) / below.sum(axis=1, keepdims=True)
    settled: Bools = same | (whole.all(axis=1) & (found.centre == ratio)[:, 0])
    return settled


def _around(y: Floats, centre: Floats, sigma: Floats) -> Lines:
    """Three and two sigma on either side of the centre."""
    return Lines(y, centre, centre - 3 * sigma, centre + 3 * sigma, centre - 2 * sigma, centre + 2 * sigma)


def _centre(table: Table, computed: Floats, y: Floats) -> Floats:
    """The given centre or the computed one; of values that are all the same, that value to the last bit."""
    chosen = table.base & ~np.isnan(y)
    low = np.where(chosen, y, np.inf).min(axis=1, keepdims=True)
    high = np.where(chosen, y, -np.inf).max(axis=1, keepdims=True)
    same = (low == high) & (np.abs(computed - low) <= 1e-9 * np.abs(low))
    return np.where(np.isnan(table.given), np.where(same, low, computed), table.given)


# --- moving ranges ------------------------------------------------------------


def _packed(table: Table, *columns: Floats) -> tuple[Bools, list[Floats]]:
    """Columns without what does not count: the neighbours of an excluded point meet. A missing value stays.

    Returns:
        Where two neighbours both count (one column fewer), and the columns.
    """
    count = table.base.sum(axis=1, keepdims=True)
    if table.holes:
        order = np.argsort(~table.base, axis=1, kind="stable")
        columns = tuple(np.take_along_axis(column, order, axis=1) for column in columns)
    return np.arange(1, table.base.shape[1]) < count, list(columns)


def _screened(ranges: Floats, where: Bools, limit: float, add: Sums, *, screen: bool) -> Floats:
    """The mean of moving ranges, without those that are not strictly below the limit. NaN where none is."""
    where = where & ~np.isnan(ranges)
    mean = add.mean(ranges, where)
    if not screen:
        return mean
    close = (where & (np.abs(ranges - limit * mean) < WITHIN_ROUNDING * limit * mean)).any(axis=1)
    if close.any():
        mean[close] = EXACT.mean(ranges[close], where[close])
    return add.mean(ranges, where & (ranges < limit * mean))


def _mean_range(table: Table, y: Floats, add: Sums) -> Floats:
    pairs, (packed,) = _packed(table, y)
    return _screened(np.abs(np.diff(packed, axis=1)), pairs, RANGE_LIMIT, add, screen=table.settings.screen)


# --- one function per chart ------------------------------------------------------------


def _run(table: Table, add: Sums) -> Lines:
    """Median, no limits."""
    centre = np.where(np.isnan(table.given), _median(table), table.given)
    return Lines(table.y, centre, *(np.full_like(centre, np.nan) for _ in range(4)))


def _median(table: Table) -> Floats:
    chosen = table.base & ~np.isnan(table.y)
    ordered: Floats = np.sort(np.where(chosen, table.y, np.nan), axis=1)  # NaN goes last
    count = chosen.sum(axis=1, keepdims=True)
    lower = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0), axis=1)
    upper = np.take_along_axis(ordered, count // 2, axis=1)
    middle: Floats = (lower + upper) / 2
    return middle


def _i(table: Table, add: Sums) -> Lines:
    """Mean, and moving ranges about it."""
    y = table.y
    centre = _centre(table, add.mean(y, table.base & ~np.isnan(y)), y)
    return _around(y, centre, _mean_range(table, y - centre, add) / RANGE_TO_SIGMA)


def _nhs_xmr(table: Table, add: Sums) -> Lines:
    """Making Data Count's XmR: the rounded constant 2.66."""
    y = table.y
    centre = _centre(table, add.mean(y, table.base & ~np.isnan(y)), y)
    mean_range = _mean_range(table, y, add)
    far, near = NHS_LIMIT * mean_range, NHS_NEAR * mean_range
    return Lines(y, centre, centre - far, centre + far, centre - near, centre + near)


def _mr(table: Table, add: Sums) -> Lines:
    """The moving ranges themselves; the first of a phase is missing.

    Differs from qicharts2: an excluded measurement excludes both ranges that touch it, not only its own (see `table`).
    """
    first = np.full((len(table.y), 1), np.nan)
    ranges = np.concatenate([first, np.abs(np.diff(table.y, axis=1))], axis=1)
    centre = _centre(table, add.mean(ranges, table.base & ~np.isnan(ranges)), ranges)
    nought = np.zeros_like(centre)
    return Lines(ranges, centre, nought, RANGE_LIMIT * centre, nought.copy(), (RANGE_LIMIT / 3) * 2 * centre)


def _t(table: Table, add: Sums) -> Lines:
    """An I chart of the 3.6th roots, which stay roots here: points are held against lines on that scale.

    Differs from qicharts2: a given centre is on the scale of the data.
    """
    return _i(replace(table, y=table.y ** (1 / ROOT), given=table.given ** (1 / ROOT)), add)


def _ratio(table: Table, add: Sums) -> Floats:
    """Sum over sum."""
    above = add.total(table.total, table.base & ~np.isnan(table.total))
    below = add.total(table.n, table.base & ~np.isnan(table.n))
    return _centre(table, above / below, table.y)


def _p(table: Table, add: Sums) -> Lines:
    centre = _ratio(table, add)
    return _around(table.y, centre, np.sqrt(centre * (1 - centre) / table.n))


def _p_prime(table: Table, add: Sums) -> Lines:
    centre = _ratio(table, add)
    sigma = np.sqrt(centre * (1 - centre) / table.n)
    return _around(table.y, centre, sigma * _between(table, centre, sigma, add))


def _u(table: Table, add: Sums) -> Lines:
    centre = _ratio(table, add)
    return _around(table.y, centre, np.sqrt(centre / table.n))


def _u_prime(table: Table, add: Sums) -> Lines:
    centre = _ratio(table, add)
    sigma = np.sqrt(centre / table.n)
    return _around(table.y, centre, sigma * _between(table, centre, sigma, add))


def _between(table: Table, centre: Floats, sigma: Floats, add: Sums) -> Floats:
    """Laney's sigma z: how much more the points vary than their counts explain.

    Without an order of x it is the standard deviation of z, which one missing point leaves undefined.
    """
    z = (table.y - centre) / sigma
    if not table.settings.categorical:
        return _mean_range(table, z, add) / RANGE_TO_SIGMA
    count = table.base.sum(axis=1, keepdims=True)
    squares = add.total((z - add.mean(z, table.base)) ** 2, table.base)
    return np.sqrt(squares / np.where(count > 1, count - 1, np.nan))


def _c(table: Table, add: Sums) -> Lines:
    centre = _centre(table, add.mean(table.y, table.base & ~np.isnan(table.y)), table.y)
    return _around(table.y, centre, np.sqrt(centre))


def _g(table: Table, add: Sums) -> Lines:
    """Limits about the mean; line drawn, and runs judged, at the median."""
    mean = _centre(table, add.mean(table.y, table.base & ~np.isnan(table.y)), table.y)
    found = _around(table.y, mean, np.sqrt(mean * (mean + 1)))
    found.centre = np.where(np.isnan(table.given), _median(table), GEOMETRIC_MEDIAN * table.given)
    return found


def _i_prime(table: Table, add: Sums) -> Lines:
    """Individuals whose spread shrinks with their denominators.

    Differs from qicharts2: freeze and exclude bear on the spread too, not on the centre alone.
    """
    product = table.y * table.n
    above = add.total(product, table.base & ~np.isnan(product))
    below = add.total(table.n, table.base & ~np.isnan(table.n))
    centre = _centre(table, above / below, table.y)
    pairs, (y, n) = _packed(table, table.y, table.n)
    ranges = math.sqrt(math.pi / 2) * np.abs(np.diff(y, axis=1)) / np.sqrt(1 / n[:, :-1] + 1 / n[:, 1:])
    mean_range = _screened(ranges, pairs, RANGE_LIMIT_I_PRIME, add, screen=table.settings.screen)
    return _around(table.y, centre, mean_range * np.sqrt(1 / table.n))


def _xbar(table: Table, add: Sums) -> Lines:
    product = table.size * table.mean
    above = add.total(product, table.base & ~np.isnan(product))
    centre = _centre(table, above / add.total(table.size, table.base), table.y)
    return _around(table.y, centre, _within(table, add) / (_c4(table.size) * np.sqrt(table.size)))


def _s(table: Table, add: Sums) -> Lines:
    centre = np.where(np.isnan(table.given), _centre(table, _within(table, add), table.y), table.given)
    c4 = _c4(table.size)
    c5 = np.sqrt(1 - c4**2)
    low, low2 = (np.maximum(0, 1 - sigmas * c5 / c4) for sigmas in (3, 2))
    high, high2 = (1 + sigmas * c5 / c4 for sigmas in (3, 2))
    return Lines(table.y, centre, low * centre, high * centre, low2 * centre, high2 * centre)


def _within(table: Table, add: Sums) -> Floats:
    """The spread within subgroups: the mean of their standard deviations, or pooled where their sizes differ.

    Differs from qicharts2: a subgroup without any value has no size, and takes nothing from the degrees of freedom.
    """
    known = table.base & ~np.isnan(table.sd)
    sized = table.inside & (table.size > 0)
    smallest = np.where(sized, table.size, np.inf).min(axis=1, keepdims=True)
    largest = np.where(sized, table.size, -np.inf).max(axis=1, keepdims=True)
    free = table.size - 1
    pooled = np.sqrt(add.total(free * table.sd**2, known) / add.total(free, known))
    return np.where(smallest == largest, add.mean(table.sd, known), pooled)


@functools.lru_cache(maxsize=4096)
def _c4_of(size: float) -> float:
    if size <= 1:
        return math.nan
    return math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))


def _c4(size: Floats) -> Floats:
    """By what the standard deviation of so many values falls short of sigma, on average."""
    sizes, back = np.unique(np.nan_to_num(size), return_inverse=True)
    table: Floats = np.array([_c4_of(one) for one in sizes.tolist()])[back.reshape(size.shape)]
    return table


_Chart = Callable[[Table, Sums], Lines]
_NHS: _Chart = _nhs_xmr
_CHARTS: dict[Chart, _Chart] = {
    Chart.RUN: _run,
    Chart.I: _i,
    Chart.MR: _mr,
    Chart.XBAR: _xbar,
    Chart.S: _s,
    Chart.T: _t,
    Chart.P: _p,
    Chart.P_PRIME: _p_prime,
    Chart.U: _u,
    Chart.U_PRIME: _u_prime,
    Chart.C: _c,
    Chart.G: _g,
    Chart.I_PRIME: _i_prime,
}

# --- what is drawn ------------------------------------------------------------

_RATIOS = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME}
_MEDIANS = {Chart.RUN, Chart.G}
_MEANS = {Chart.I, Chart.MR, Chart.C}
_NOT_BELOW_0 = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.C, Chart.G}
_NOT_ABOVE_1 = {Chart.P, Chart.P_PRIME}


def bounded(chart: Chart, found: Lines) -> Lines:
    """The lines with what is not finite missing, and clipped where a chart's numbers end."""
    low, high, low2, high2 = (_finite(line) for line in (found.low, found.high, found.low2, found.high2))
    if chart in _NOT_BELOW_0:
        low[low < 0] = 0.0
        low2[low2 < 0] = 0.0
    if chart in _NOT_ABOVE_1:
        high[high > 1] = 1.0
        high2[high2 > 1] = 1.0
    return Lines(found.y, found.centre, low, high, low2, high2)


def unrooted(table: Table, found: Lines) -> Lines:
    """A T chart's lines, back on the scale of its data.

    The lower limit is 0 wherever its root is negative or unknown; the inner one is then missing.
    """
    centre, low, high, low2, high2 = (
        line**ROOT for line in (found.centre, found.low, found.high, found.low2, found.high2)
    )
    on = found.y == found.centre  # to the last bit: so must it be on the scale of the data
    there = np.take_along_axis(table.y, on.argmax(axis=1)[:, np.newaxis], axis=1)
    centre = np.where(on.any(axis=1, keepdims=True), there, centre)
    return Lines(table.y, centre, np.where(np.isnan(low), 0.0, low), high, low2, high2)


def _finite(limit: Floats) -> Floats:
    return np.where(np.isfinite(limit), limit, np.nan)

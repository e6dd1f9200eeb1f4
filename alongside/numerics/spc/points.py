"""From rows as they come to the points of a chart: rows with one x become one point, and the points get their order.

Most series have one row per x, in order: they pass through untouched. All conventions are qicharts2's, its odd ones
too: with denominators a row counts only if it has both numbers, and the point is sum over sum; "sum" of nothing is 0; a
C chart plots sums, where a missing row on its own is missing and several are 0.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from alongside.numerics.spc import sums
from alongside.numerics.spc.reading import Chart, X
from alongside.numerics.spc.request import Floats, Refused, Request, is_whole, listed, number, numbers

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_FURTHEST = 1e300
_AGGREGATE: dict[str, Callable[[list[float]], float]] = {
    "mean": sums.mean,
    "median": sums.median,
    "sum": math.fsum,
    "sd": sums.deviation,
}
_BY_TOTAL = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.C}
_BY_SIZE = {Chart.XBAR, Chart.S}


@dataclass(slots=True)
class Axis:
    """The x of a chart.

    Attributes:
        x: one entry per point, in order.
        rows: which rows each point is made of; None where point and row are the same.
        dropped: how many rows had no x.
        words: whether x is text, which has no order of its own.
    """

    x: Sequence[X]
    rows: list[list[int]] | None
    dropped: int
    words: bool


@dataclass(slots=True)
class Points:
    """The points of a chart, in order; NaN is a missing value.

    Attributes:
        axis: where they stand.
        y: what is plotted. n: its denominators or subgroup sizes, where the chart has any.
        total: the sums of the rows, for charts of counts.
        size, mean, sd: of the subgroups, for charts of subgroups.
        target: one entry per point, or one for all; None without a target.
        zero_n: whether a row has a denominator of 0.
    """

    axis: Axis
    y: Floats
    n: Floats | None = None
    total: Floats | None = None
    size: Floats | None = None
    mean: Floats | None = None
    sd: Floats | None = None
    target: Floats | float | None = None
    zero_n: bool = False


def axis(request: Request, count: int) -> Axis:
    """Where the points of a chart stand, from the x of its rows.

    Raises:
        Refused: x is of mixed or strange kinds, or has not as many rows as there are values.
    """
    if request.x is None:
        return Axis(range(1, count + 1), None, 0, words=False)
    given = listed(request.x, "x")
    if len(given) != count:
        raise Refused(f"“x” has {len(given)} rows and “y” has {count}: they must be as many.")
    return _axis(given)


def places(given: Any, name: str) -> Sequence[X]:
    """Some x that are named by themselves, such as the dates at which a chart begins anew."""
    if given is None or not len(listed(given, name)):
        return ()
    return _axis(listed(given, name)).x


def _axis(given: Sequence[Any]) -> Axis:
    if set(map(type, given)) == {dt.date} and _ascends(given):  # as most series come
        return Axis(given, None, 0, words=False)
    kept = [row for row, x in enumerate(given) if x is not None and x == x]
    dropped = len(given) - len(kept)
    x, words = _one_kind([given[row] for row in kept] if dropped else list(given))
    if not words and _ascends(x):
        return Axis(x, [[row] for row in kept] if dropped else None, dropped, words)
    rows: dict[X, list[int]] = {}
    for row, place in zip(kept, x, strict=True):
        rows.setdefault(place, []).append(row)
    ordered = list(rows) if words else sorted(rows)
    alone = len(ordered) == len(given) and words
    return Axis(ordered, None if alone else [rows[place] for place in ordered], dropped, words)


def _ascends(x: Sequence[Any]) -> bool:
    return all(map(operator.lt, x, islice(x, 1, None)))


def _one_kind(x: list[Any]) -> tuple[list[Any], bool]:
    """The same places, of one kind, and whether they are words: texts that are not dates."""
    kinds = set(map(type, x))
    if kinds <= {int, float} or all(map(_is_number, x)):
        if any(abs(one) > _FURTHEST for one in x):
            raise Refused("“x” holds a number that is infinite or too large to be charted.")
        return [one if type(one) in (int, float) else float(one) for one in x], False
    if kinds == {dt.date}:
        return x, False
    if kinds == {str}:
        if all(map(_ISO.match, x)):
            return [_date(one) for one in x], False
        return x, True
    raise Refused("“x” must hold numbers only, dates only (without a time of day) or texts only.")


def _is_number(one: Any) -> bool:
    return is_whole(one) or isinstance(one, (float, np.floating))


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}” is not a date.") from None


def points(request: Request, chart: Chart, where: Axis, y: Floats) -> Points:
    """The points of a chart from the values of its rows.

    Raises:
        Refused: columns are not equally long, or hold what is no number; a T chart's value is 0 or less.
    """
    n = None if request.n is None else _as_long(numbers(request.n, "n"), y, "n")
    made = (
        _plain(request, chart, where, y, n) if where.rows is None else _grouped(request, chart, where, where.rows, y, n)
    )
    made.zero_n = n is not None and not n.all()
    made.target = _target(request, where, y)
    if chart is Chart.T and np.fmin.reduce(made.y, initial=1.0) <= 0:
        raise Refused("A T chart needs times above 0: one of the values is 0 or less.")
    return made


def _as_long(values: Floats, y: Floats, name: str) -> Floats:
    if len(values) != len(y):
        raise Refused(f"“{name}” has {len(values)} rows and “y” has {len(y)}: they must be as many.")
    return values


def _plain(request: Request, chart: Chart, where: Axis, y: Floats, n: Floats | None) -> Points:
    """One row per point."""
    made = Points(where, y)
    if n is not None:
        missing = np.isnan(y) | np.isnan(n)
        n = np.where(missing, 0.0, n)
        y = np.where(missing, np.nan, y)
        made.n, made.y = n, _rate(y, n)
    elif request.aggregate != "mean" and chart is not Chart.C:
        made.y = np.where(np.isnan(y), 0.0, y) if request.aggregate == "sum" else y
        if request.aggregate == "sd":
            made.y = np.full_like(y, np.nan)
    if chart in _BY_TOTAL:
        made.total = y
    if chart is Chart.C:
        made.y = y
    if chart in _BY_SIZE or (chart is Chart.I_PRIME and n is None):
        made.size, made.mean, made.sd = (~np.isnan(y)).astype(np.float64), y, np.full_like(y, np.nan)
    return _sized(chart, made)


def _grouped(request: Request, chart: Chart, where: Axis, rows: list[list[int]], y: Floats, n: Floats | None) -> Points:
    """Several rows per point."""
    if n is not None:
        missing = np.isnan(y) | np.isnan(n)
        y, n = np.where(missing, np.nan, y), np.where(missing, np.nan, n)
    groups = [_present(y, mine) for mine in rows]
    lone = np.array([len(mine) == 1 for mine in rows], dtype=np.bool_)
    empty = np.array([not group for group in groups], dtype=np.bool_)
    total = np.array([math.fsum(group) for group in groups])
    made = Points(where, total)
    if n is not None:
        made.n = np.array([math.fsum(_present(n, mine)) for mine in rows])
        made.y = _rate(total, made.n)
        made.y[empty] = np.nan
    else:
        made.y = np.array([_AGGREGATE[request.aggregate](group) for group in groups])
    if chart in _BY_TOTAL:
        made.total = np.where(lone & empty, np.nan, total)
    if chart is Chart.C:
        made.y = np.where(lone & empty, np.nan, total)
    if chart in _BY_SIZE or (chart is Chart.I_PRIME and n is None):
        made.size = np.array([float(len(group)) for group in groups])
        made.mean = np.array([sums.mean(group) for group in groups])
        made.sd = np.array([sums.deviation(group) for group in groups])
    return _sized(chart, made)


def _present(values: Floats, mine: list[int]) -> list[float]:
    return [value for value in values[mine].tolist() if value == value]


def _rate(y: Floats, n: Floats) -> Floats:
    """Value over denominator; missing where that is no number."""
    rate = y / n
    rate[~np.isfinite(rate)] = np.nan
    return rate


def _sized(chart: Chart, made: Points) -> Points:
    if chart is Chart.S:
        assert made.sd is not None
        made.y = made.sd
    if made.n is None:
        made.n = made.size
    elif made.total is not None and chart is not Chart.C:
        made.total = np.where(made.n == 0, np.nan, made.total)  # something over nothing is no rate, nor part of one
    return made


def _target(request: Request, where: Axis, y: Floats) -> Floats | float | None:
    if request.target is None:
        return None
    if isinstance(request.target, (int, float, np.number)) or not hasattr(request.target, "__len__"):
        return number(request.target, "target")
    each = _as_long(numbers(request.target, "target"), y, "target")
    return each if where.rows is None else each[[mine[0] for mine in where.rows]]

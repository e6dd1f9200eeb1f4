"""What can be asked of the engine, and the plain refusal of what cannot be answered."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alongside.numerics.spc.reading import Chart, Improvement, Profile, X

Floats = NDArray[np.float64]
Number = float | int | None

MOST_ROWS = 100_000  # a chart of more cannot be read; and the exact binomial limit would take its time
LARGEST = 1e100  # squares and products of such numbers are still numbers
FEWEST_FIXED = 12  # plotthedots refuses to fix limits on fewer

AGGREGATES = ("mean", "median", "sum", "sd")
TIES = ("break", "skip")
TWO_IN_THREE = ("plotthedots", "mdc2023")
_NEED_N = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME}
_Kind = TypeVar("_Kind", bound=StrEnum)


class Refused(ValueError):
    """A chart that cannot be made; the sentence says why, fit for whoever asked.

    Attributes:
        message: the sentence.
    """

    def __init__(self, message: str) -> None:
        """Keep the sentence."""
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One chart that is asked for: rows as they come, several rows with one x being a subgroup.

    Attributes:
        y: one value per row; None (or NaN) is a missing value.
        x: what the rows stand at: numbers, dates (ISO text too), or texts; None counts the rows from 1.
            A row whose x is missing is dropped. Numbers and dates are sorted, texts keep the order of first appearance.
        n: denominators, one per row.
        profile, chart: whose conventions, and which chart. The NHS profile has the I chart only.
        screen: leave out moving ranges that are not strictly below 3.267 times their mean, once (Nelson 1982).
        freeze: number of the last point of the baseline, from 1. Ignored when `part` is given.
        part: numbers of the last point before each break. Those that lie outside the chart do nothing.
        exclude: numbers of points left out of centre, spread and runs.
        cl: a centre line from elsewhere; the spread is still estimated.
        multiply: by what values and lines are multiplied, the target not.
        aggregate: what becomes of a subgroup's values without denominators: mean, median, sum or sd.
        negative: False raises negative lower limits to 0 where no value is negative.
        categorical: x has no order (a funnel): runs are not judged. Always so where x is text.
        improvement, target: which way is better, and what is aimed at: one number, or one per row (a stepped target).
        rebase: at which x a new phase begins (NHS). fix_after: how many rows of each phase set its limits (NHS).
        shift, trend: how many points in a row make one (NHS).
        trend_ties: "break" lets an equal neighbour end a trend (plotthedots), "skip" neither makes nor breaks one.
        two_in_three: "plotthedots" counts points between the near and the outer limits, "mdc2023" those beyond the
            outer limits too (the NHS tools since 2023).
    """

    y: Sequence[Number] | Floats
    x: Sequence[X | None] | None = None
    n: Sequence[Number] | Floats | None = None
    profile: Profile = Profile.SHEWHART
    chart: Chart = Chart.I
    screen: bool = True
    freeze: int | None = None
    part: Sequence[int] = ()
    exclude: Sequence[int] = ()
    cl: float | None = None
    multiply: float = 1.0
    aggregate: str = "mean"
    negative: bool = True
    categorical: bool = False
    improvement: Improvement = Improvement.NEUTRAL
    target: float | Sequence[Number] | None = None
    rebase: Sequence[X] = ()
    fix_after: int | None = None
    shift: int = 7
    trend: int = 7
    trend_ties: str = "break"
    two_in_three: str = "plotthedots"


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What decides how a row of numbers is read: rows that share it are read together.

    Equal settings are one and the same object (see `_settings`), which makes them quick to group by.
    """

    profile: Profile
    chart: Chart
    screen: bool
    categorical: bool
    shift: int
    trend: int
    skip_ties: bool
    outside_counts: bool


def settings(request: Request, *, words: bool) -> Settings:
    """The settings of a request, every one of them checked.

    Args:
        request: what is asked for.
        words: whether its x is text, which makes it categorical.

    Raises:
        Refused: a setting is of the wrong kind, out of range, or another profile's.
    """
    asked = (
        request.profile, request.chart, request.screen, request.negative, request.categorical, words,
        request.aggregate, request.shift, request.trend, request.trend_ties, request.two_in_three,
    )  # fmt: skip
    try:
        chosen = _settings(*asked)
    except TypeError:  # a list or the like, which cannot be remembered: let it be refused by name
        chosen = _settings.__wrapped__(*asked)
    if chosen.profile is Profile.NHS:
        _nhs_only_takes(request)
    else:
        _shewhart_only_takes(request, chosen.chart)
    return chosen


@functools.lru_cache(maxsize=1024, typed=True)
def _settings(
    profile: Any, chart: Any, screen: Any, negative: Any, categorical: Any, words: bool,  # noqa: FBT001
    aggregate: Any, shift: Any, trend: Any, trend_ties: Any, two_in_three: Any,
) -> Settings:  # fmt: skip
    profile = _member(Profile, profile, "profile")
    chart = _member(Chart, chart, "chart")
    for name, given in (("screen", screen), ("negative", negative), ("categorical", categorical)):
        if type(given) is not bool:
            raise Refused(f"“{name}” must be true or false.")
    _one_of(AGGREGATES, aggregate, "aggregate")
    _one_of(TIES, trend_ties, "trend_ties")
    _one_of(TWO_IN_THREE, two_in_three, "two_in_three")
    shift, trend = _whole(shift, "shift", least=2), _whole(trend, "trend", least=3)
    if profile is Profile.NHS:
        if chart is not Chart.I:
            raise Refused("The NHS profile has one chart, “i” (XmR). Choose the profile “shewhart” for the others.")
        _left_alone(Profile.NHS, aggregate=aggregate != "mean", negative=not negative, categorical=categorical)
    else:
        _left_alone(
            Profile.SHEWHART, shift=shift != 7, trend=trend != 7, trend_ties=trend_ties != "break",
            two_in_three=two_in_three != "plotthedots",
        )  # fmt: skip
    return _one_object(
        profile, chart, screen, categorical or words, shift, trend, trend_ties == "skip", two_in_three == "mdc2023"
    )


_one_object = functools.lru_cache(maxsize=1024)(Settings)


def _left_alone(profile: Profile, **touched: bool) -> None:
    """Refuse a setting that only the other profile has."""
    for name, by_someone in touched.items():
        if by_someone:
            other = Profile.NHS if profile is Profile.SHEWHART else Profile.SHEWHART
            raise Refused(f"“{name}” belongs to the profile “{other}”; the profile “{profile}” does not have it.")


def _nhs_only_takes(request: Request) -> None:
    _left_alone(
        Profile.NHS, n=request.n is not None, freeze=request.freeze is not None, part=_any(request.part, "part"),
        exclude=_any(request.exclude, "exclude"), cl=request.cl is not None, multiply=_multiplies(request.multiply),
    )  # fmt: skip
    if request.fix_after is not None:
        _whole(request.fix_after, "fix_after", least=FEWEST_FIXED)


def _shewhart_only_takes(request: Request, chart: Chart) -> None:
    _left_alone(Profile.SHEWHART, rebase=_any(request.rebase, "rebase"), fix_after=request.fix_after is not None)
    if request.n is None and chart in _NEED_N:
        raise Refused("This chart needs denominators: give “n”.")
    if request.freeze is not None:
        _whole(request.freeze, "freeze", least=1)
    if request.cl is not None and number(request.cl, "cl") <= 0 and chart is Chart.T:
        raise Refused("A T chart needs a centre line above 0.")
    _multiplies(request.multiply)


def _any(given: Any, name: str) -> bool:
    """Whether a list has anything in it; None is an empty one."""
    return given is not None and len(listed(given, name)) > 0


def _multiplies(given: Any) -> bool:
    """Whether multiplying changes anything."""
    if type(given) is float and given == 1.0:
        return False
    factor = number(given, "multiply")
    if factor <= 0:
        raise Refused("“multiply” must be above 0.")
    return factor != 1.0


def _member(kind: type[_Kind], given: Any, name: str) -> _Kind:
    if type(given) is kind:
        return given
    try:
        return kind(given)
    except ValueError:
        raise Refused(f"“{name}” must be one of {', '.join(kind)}.") from None


def _one_of(allowed: tuple[str, ...], given: Any, name: str) -> None:
    if not (isinstance(given, str) and given in allowed):
        raise Refused(f"“{name}” must be one of {', '.join(allowed)}.")


def _whole(given: Any, name: str, *, least: int) -> int:
    if not is_whole(given) or given < least:
        raise Refused(f"“{name}” must be a whole number, at least {least}.")
    return int(given)


def is_whole(given: Any) -> bool:
    """Whether this is a whole number; True and False are not."""
    return isinstance(given, (int, np.integer)) and not isinstance(given, bool)


def improvement(request: Request) -> Improvement:
    """Which way is better."""
    return _member(Improvement, request.improvement, "improvement")


def point_numbers(given: Any, name: str) -> list[int]:
    """A list of numbers of points, as it was given."""
    numbers = listed(() if given is None else given, name)
    if not all(is_whole(one) for one in numbers):
        raise Refused(f"“{name}” must be a list of whole numbers: the numbers of points, counted from 1.")
    return [int(one) for one in numbers]


def listed(given: Any, name: str) -> Any:
    """A list, tuple or flat array; a text is not a list."""
    if type(given) in (list, tuple):
        return given
    if isinstance(given, np.ndarray):
        if given.ndim == 1:
            return given
    elif isinstance(given, Iterable) and not isinstance(given, (str, bytes, dict)):
        return list(given)
    raise Refused(f"“{name}” must be a list.")


def number(given: Any, name: str) -> float:
    """One number, neither missing nor infinite nor beyond reason."""
    values = numbers([given], name)
    if math.isnan(values[0]):
        raise Refused(f"“{name}” must be a number.")
    return float(values[0])


def numbers(given: Any, name: str) -> Floats:
    """A column of numbers in which NaN stands for a missing value.

    Raises:
        Refused: something in it is no number, is infinite, or lies beyond 1e100.
    """
    column = listed(given, name)
    if isinstance(column, np.ndarray) and column.dtype.kind in "fiu":
        values = column.astype(np.float64)
    else:
        values = _converted(column, name)
    # The sum of squares is quick, and where it is a small number nothing is missing, infinite or large.
    if not values.dot(values) <= LARGEST and np.fmax.reduce(np.abs(values), initial=0.0) > LARGEST:
        at = int(np.flatnonzero(np.abs(values) > LARGEST)[0])
        raise Refused(f"“{name}” holds a number that is infinite or too large to be charted, in row {at + 1}.")
    return values


_PLAIN = {float, int, type(None)}


def _converted(column: Any, name: str) -> Floats:
    if not set(map(type, column)) <= _PLAIN:
        column = [_plain(value, name, row) for row, value in enumerate(column, 1)]
    try:
        return np.array(column, dtype=np.float64)
    except OverflowError:
        raise Refused(f"“{name}” holds a number that is infinite or too large to be charted.") from None


def _plain(value: Any, name: str, row: int) -> float | int | None:
    if value is None or type(value) in _PLAIN:
        return value  # type: ignore[no-any-return]
    if isinstance(value, (float, int, Decimal, Fraction, np.floating, np.integer)) and not isinstance(value, bool):
        try:
            return float(value)
        except (OverflowError, ValueError):  # a signalling NaN, or more than a float can hold
            pass
    raise Refused(f"“{name}” must hold numbers only; row {row} does not.")

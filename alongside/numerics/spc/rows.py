"""From the points of many charts to tables of rows: a row is one phase of one chart, padded to the width of its table.

How wide a row is padded depends on its own length only, so that a chart's figures are the same to the last bit whoever
its neighbours are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from alongside.numerics.spc import points as pointwise
from alongside.numerics.spc.points import Points
from alongside.numerics.spc.reading import Chart, Improvement, Profile, Warned, X
from alongside.numerics.spc.request import (
    MOST_ROWS,
    Floats,
    Refused,
    Request,
    Settings,
    improvement,
    numbers,
    point_numbers,
    settings,
)
from alongside.numerics.spc.warned import warned

Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Prepared:
    """One chart, ready to be read.

    Attributes:
        settings: what decides how its rows are read.
        points: its points, in order.
        bounds: where each phase begins and ends.
        excluded: points that are left out of centre, spread and runs; None for none.
        frozen: how many points of each phase set centre and limits; None for all.
        given: the centre line it brings along; NaN for none.
        multiply, negative, improvement: as asked for.
        warnings: what preparing it brought to light.
    """

    settings: Settings
    points: Points
    bounds: list[tuple[int, int]]
    excluded: Bools | None
    frozen: int | None
    given: float
    multiply: float
    negative: bool
    improvement: Improvement
    warnings: list[Warned] = field(default_factory=list)

    @property
    def better(self) -> float:
        """1 where up is better, -1 where down is, 0 where neither."""
        if self.improvement is Improvement.NEUTRAL:
            return 0.0
        return 1.0 if self.improvement is Improvement.INCREASE else -1.0


def prepare(request: Request) -> Prepared:
    """A chart, ready to be read.

    Raises:
        Refused: it cannot be made.
    """
    y = numbers(request.y, "y")
    if not 0 < len(y) <= MOST_ROWS:
        raise Refused(f"A chart needs values in “y”, and at most {MOST_ROWS} of them.")
    where = pointwise.axis(request, len(y))
    if not len(where.x):
        raise Refused("No row has an “x”.")
    chosen = settings(request, words=where.words)
    if chosen.profile is Profile.NHS:
        return _nhs(request, chosen, where, y)
    return _shewhart(request, chosen, where, y)


def _shewhart(request: Request, chosen: Settings, where: pointwise.Axis, y: Floats) -> Prepared:
    made = pointwise.points(request, chosen.chart, where, y)
    count = len(where.x)
    part, exclude = point_numbers(request.part, "part"), point_numbers(request.exclude, "exclude")
    breaks = sorted({one for one in part if 0 < one < count})
    excluded = None
    left_out = [one - 1 for one in exclude if 0 < one <= count]
    if left_out:
        excluded = np.zeros(count, dtype=np.bool_)
        excluded[left_out] = True
    prepared = Prepared(
        settings=chosen,
        points=made,
        bounds=list(itertools.pairwise([0, *breaks, count])),
        excluded=excluded,
        frozen=None if part else request.freeze,
        given=np.nan if request.cl is None else float(request.cl),
        multiply=float(request.multiply),
        negative=request.negative,
        improvement=improvement(request),
    )
    said = prepared.warnings
    if where.dropped:
        said.append(warned("rows-dropped", count=where.dropped))
    if request.freeze is not None and part:
        said.append(warned("freeze-ignored"))
    elif request.freeze is not None and request.freeze > count:
        said.append(warned("freeze-beyond-end", count=count))
    if len(breaks) < len(set(part)):
        said.append(warned("part-not-found"))
    if len(left_out) < len(exclude):
        said.append(warned("exclude-not-found"))
    return prepared


def _nhs(request: Request, chosen: Settings, where: pointwise.Axis, y: Floats) -> Prepared:
    if where.words:
        raise Refused("An NHS chart needs dates (or numbers) in “x”, not texts.")
    if where.rows is not None and any(len(mine) > 1 for mine in where.rows):
        raise Refused("An NHS chart has one value for each “x”: one of them comes twice.")
    made = pointwise.points(request, chosen.chart, where, y)
    starts, lost = _starts(where.x, request.rebase)
    prepared = Prepared(
        settings=chosen,
        points=made,
        bounds=list(itertools.pairwise([0, *starts, len(where.x)])),
        excluded=None,
        frozen=request.fix_after,
        given=np.nan,
        multiply=1.0,
        negative=True,
        improvement=improvement(request),
    )
    if where.dropped:
        prepared.warnings.append(warned("rows-dropped", count=where.dropped))
    prepared.warnings.extend(warned("rebase-not-found", at=str(one)) for one in lost)
    return prepared


def _starts(x: Sequence[X], given: Sequence[X]) -> tuple[list[int], list[X]]:
    """Where the chart begins anew, and the re-base dates at which there is no point."""
    rebase = dict.fromkeys(pointwise.places(given, "rebase"))
    at = {place: index for index, place in enumerate(x)} if rebase else {}
    return sorted({at[one] for one in rebase if one in at} - {0}), [one for one in rebase if one not in at]


@dataclass(slots=True)
class Table:
    """Phases that are read together. Every array has a row per phase; the wide ones a column per point.

    Attributes:
        settings: what they share.
        y, n, total, size, mean, sd: as in `Points`; NaN is missing or padding.
        inside: True where there is a point and no padding.
        excluded: left out by whoever asked.
        base: what sets centre and spread.
        given: a centre line from elsewhere, a column; NaN for none.
        multiply, better: a column each.
    """

    settings: Settings
    y: Floats
    n: Floats
    total: Floats
    size: Floats
    mean: Floats
    sd: Floats
    inside: Bools
    excluded: Bools
    base: Bools
    given: Floats
    multiply: Floats
    better: Floats
    holes: bool

    def some(self, rows: NDArray[np.intp]) -> Table:
        """A table of only these rows."""
        return Table(
            self.settings, self.y[rows], self.n[rows], self.total[rows], self.size[rows],
            self.mean[rows], self.sd[rows], self.inside[rows], self.excluded[rows], self.base[rows], self.given[rows],
            self.multiply[rows], self.better[rows], self.holes,
        )  # fmt: skip


def width(length: int) -> int:
    """How wide a row of so many points is padded: to eights, and beyond 128 to eighths of the next power of two.

    >>> [width(length) for length in (1, 8, 9, 36, 120, 129, 1000)]
    [8, 8, 16, 40, 120, 160, 1024]
    """
    step = max(8, (1 << (length - 1).bit_length()) // 8) if length > 128 else 8
    return -(-length // step) * step


Phase = tuple[int, int, int]  # number of the chart; where the phase begins, where it ends


def table(chosen: Settings, wide: int, phases: list[Phase], charts: Sequence[Prepared | None]) -> Table:
    """The table of some phases that share their settings and their width."""
    mine = [_prepared(charts, number_) for number_, _, _ in phases]
    lengths = np.array([[stop - start] for _, start, stop in phases])
    inside = np.arange(wide) < lengths
    frozen = np.array([[wide if one.frozen is None else one.frozen] for one in mine])
    excluded = np.zeros(inside.shape, dtype=np.bool_)
    for row, ((_, start, stop), one) in enumerate(zip(phases, mine, strict=True)):
        if one.excluded is not None:
            excluded[row, : stop - start] = one.excluded[start:stop]
    if chosen.chart is Chart.MR:
        excluded[:, 1:] |= excluded[:, :-1] & inside[:, 1:]  # a range stands between two values
    return Table(
        settings=chosen,
        y=_column([one.points.y for one in mine], phases, inside),
        n=_column([one.points.n for one in mine], phases, inside),
        total=_column([one.points.total for one in mine], phases, inside),
        size=_column([one.points.size for one in mine], phases, inside),
        mean=_column([one.points.mean for one in mine], phases, inside),
        sd=_column([one.points.sd for one in mine], phases, inside),
        inside=inside,
        excluded=excluded,
        base=inside & (np.arange(wide) < frozen) & ~excluded,
        given=np.array([[one.given] for one in mine]),
        multiply=np.array([[one.multiply] for one in mine]),
        better=np.array([[one.better] for one in mine]),
        holes=bool(excluded.any()),
    )


def _prepared(charts: Sequence[Prepared | None], at: int) -> Prepared:
    one = charts[at]
    assert one is not None
    return one


def _column(columns: list[Floats | None], phases: list[Phase], inside: Bools) -> Floats:
    """One column of the charts as a padded array; of NaN where no chart has it."""
    if columns[0] is None and all(column is None for column in columns):
        return np.full(inside.shape, np.nan)
    padded = np.full(inside.shape, np.nan)
    for row, (column, (_, start, stop)) in enumerate(zip(columns, phases, strict=True)):
        if column is not None:
            padded[row, : stop - start] = column[start:stop]
    return padded

"""The warnings of one reading: what its figures cannot say for themselves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from alongside.numerics.spc.batch import Place, Read
from alongside.numerics.spc.icons import assurance, variation
from alongside.numerics.spc.reading import Chart, Improvement, Profile, Warned
from alongside.numerics.spc.request import Floats
from alongside.numerics.spc.rows import Prepared
from alongside.numerics.spc.warned import warned

FEW_FOR_LIMITS = 13
FEW_FOR_RUNS = 10
_COUNTS = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.C, Chart.G}
_PARTS = {Chart.P, Chart.P_PRIME}
_OVER_N = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.I_PRIME}
_OF_SUBGROUPS = {Chart.XBAR, Chart.S}


def remarks(chart: Prepared, parts: list[tuple[Read, Place]]) -> tuple[Warned, ...]:
    """Every warning of a reading, in the order: rows, request, phases, icons, differences."""
    said = [*chart.warnings, *_of_rows(chart)]
    for number, (one, place) in enumerate(parts, 1):
        said.extend(_of_phase(number, one, place))
    if chart.settings.profile is Profile.NHS:
        said.extend(_of_icons(chart, parts))
    said.extend(_of_differences(chart))
    return tuple(said)


def _of_rows(chart: Prepared) -> Iterator[Warned]:
    points, kind = chart.points, chart.settings.chart
    if points.n is not None and kind in _OVER_N:
        if points.zero_n:
            yield warned("n-zero")
        if (points.n < 0).any():
            yield warned("n-negative")
    if kind in _COUNTS and ((points.y if points.total is None else points.total) < 0).any():
        yield warned("y-negative")
    if kind in _PARTS and (points.y > 1).any():
        yield warned("y-over-n")


def _of_phase(number: int, one: Read, place: Place) -> Iterator[Warned]:
    row = place[1]
    chosen = one.table.settings
    values = one.lines.y[row][one.table.base[row]]
    values = values[~np.isnan(values)]
    if np.isnan(one.lines.centre[row, 0]):
        yield warned("centre-missing", phase=number)
    elif chosen.chart is not Chart.RUN:
        yield from _of_limits(number, one, place, values)
    judged = chosen.profile is Profile.SHEWHART and not chosen.categorical and chosen.chart is not Chart.MR
    useful = int(one.runs.useful[row])
    if judged and useful < FEW_FOR_RUNS:
        yield warned("few-points-runs", phase=number, count=useful)


def _of_limits(number: int, one: Read, place: Place, values: Floats) -> Iterator[Warned]:
    row = place[1]
    nhs = one.table.settings.profile is Profile.NHS
    count = int(one.table.inside[row].sum()) if nhs else len(values)
    if count < FEW_FOR_LIMITS:
        yield warned("few-points-limits", phase=number, count=count)
    known = one.table.inside[row] & ~np.isnan(one.lines.y[row])
    without = np.isnan(one.lines.high[row]) & known
    if without.any() and not (known & ~without).any():
        constant = len(values) > 1 and values.min() == values.max()
        yield warned("limits-missing-constant" if constant else "limits-missing", phase=number)
    elif without.any():
        yield warned("limits-missing-some", phase=number)


def _of_icons(chart: Prepared, parts: list[tuple[Read, Place]]) -> Iterator[Warned]:
    if any((one.flags.label[row, : stop - start] == 0).any() for one, (_, row, start, stop) in parts if one.flags):
        yield warned("label-missing")
    if variation(*parts[-1]) is None:
        yield warned("variation-missing")
    wanted = chart.points.target is not None and chart.improvement is not Improvement.NEUTRAL
    if wanted and assurance(chart, *parts[-1]) is None:
        yield warned("assurance-missing")


def _of_differences(chart: Prepared) -> Iterator[Warned]:
    points, kind = chart.points, chart.settings.chart
    left_out = chart.excluded is not None
    if kind is Chart.T and not np.isnan(chart.given):
        yield warned("differs-t-centre")
    if kind is Chart.I_PRIME and (left_out or (chart.frozen is not None and chart.frozen < len(points.y))):
        yield warned("differs-i-prime-base")
    if kind in _OF_SUBGROUPS and points.size is not None and (points.size == 0).any():
        yield warned("differs-empty-subgroup")
    if kind is Chart.MR and left_out:
        yield warned("differs-mr-exclude")
    if chart.settings.profile is Profile.NHS and np.isnan(points.y).any():
        yield warned("differs-missing-in-trend")

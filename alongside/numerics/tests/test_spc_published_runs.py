"""Anhøj's runs analysis against the limits its authors print.

J. Anhøj, A. V. Olesen, Run charts revisited: a simulation study of run chart rules for detection of non-random
variation in health care processes, PLoS ONE 2014;9:e113825; J. Anhøj, Diagnostic value of run chart analysis, PLoS
ONE 2015;10:e0121349. The longest run is at most round(log2 n) + 3, the crossings at least the 5th percentile of
Bin(n − 1, ½); tabulated for 10 to 100 useful points.
"""

from __future__ import annotations

import math

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart

PRINTED = [(10, 6, 2), (20, 7, 6), (24, 8, 8), (30, 8, 10), (50, 9, 19), (100, 10, 41)]


def zigzag(useful: int) -> list[float]:
    """So many points about 10, none on it, each on the other side than the one before."""
    return [10 + (-1) ** at * (1 + at % 3) for at in range(useful)]


@pytest.mark.parametrize(("useful", "longest", "crossings"), PRINTED)
def test_limits__are_those_the_authors_print(useful: int, longest: int, crossings: int) -> None:
    phase = spc.read(chart=Chart.RUN, y=zigzag(useful), cl=10).phases[0]

    assert (phase.n_useful, phase.longest_run_max, phase.crossings_min) == (useful, longest, crossings)


def test_limits__from_ten_to_a_hundred_points() -> None:
    for useful in range(10, 101):
        phase = spc.read(chart=Chart.RUN, y=zigzag(useful), cl=10).phases[0]
        fewer = sum(math.comb(useful - 1, k) for k in range(phase.crossings_min))

        assert phase.longest_run_max == round(math.log2(useful)) + 3
        assert 20 * fewer < 2 ** (useful - 1) <= 20 * (fewer + math.comb(useful - 1, phase.crossings_min))


@pytest.mark.parametrize(("useful", "longest", "crossings"), PRINTED)
def test_a_run__signals_one_point_beyond_the_limit(useful: int, longest: int, crossings: int) -> None:
    def read(run: int) -> spc.Phase:
        y = [11.0] * run + [9.0 if at % 2 == 0 else 11.0 for at in range(useful - run)]
        return spc.read(chart=Chart.RUN, y=y, cl=10).phases[0]

    assert read(longest).longest_run == longest
    if read(longest).crossings >= crossings:
        assert not read(longest).runs_signal
    assert read(longest + 1).runs_signal


@pytest.mark.parametrize(("useful", "longest", "crossings"), PRINTED[1:])
def test_crossings__signal_one_below_the_limit(useful: int, longest: int, crossings: int) -> None:
    def read(wanted: int) -> spc.Phase:
        length, longer = divmod(useful, wanted + 1)
        y = [
            10 + (-1) ** run
            for run in range(wanted + 1)
            for _ in range(length + (run < longer))
        ]  # fmt: skip
        return spc.read(chart=Chart.RUN, y=y, cl=10).phases[0]

    enough, few = read(crossings), read(crossings - 1)
    assert (enough.crossings, few.crossings) == (crossings, crossings - 1)
    assert max(enough.longest_run, few.longest_run) <= longest
    assert (enough.runs_signal, few.runs_signal) == (False, True)


def test_points_on_the_line__are_not_useful_and_break_no_run() -> None:
    # Anhøj and Olesen 2014: data on the median are left out of the counts
    phase = spc.read(chart=Chart.RUN, y=[9, 11, 11, 10, 11, None, 11, 9, 10, 9], cl=10).phases[0]

    assert (phase.n_obs, phase.n_useful, phase.longest_run, phase.crossings) == (10, 7, 4, 2)

"""Centre lines and limits of each chart, against sums that can be followed by hand."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart
from alongside.numerics.tests.spc_requests import row

C4_2 = math.sqrt(2 / math.pi)  # tabulated as 0.7979
C4_3 = math.sqrt(math.pi) / 2  # tabulated as 0.8862


def around(centre: float, sigma: float) -> Any:
    return pytest.approx((centre - 3 * sigma, centre - 2 * sigma, centre, centre + 2 * sigma, centre + 3 * sigma))


def test_run_chart():
    assert row(spc.read([3, 1, None, 2], chart=Chart.RUN)) == (None, None, 2, None, None)
    assert row(spc.read([3, 1, 9, 4], chart=Chart.RUN)) == (None, None, 3.5, None, None)
    assert row(spc.read([3, 1, 9, 4], chart=Chart.RUN, cl=7)) == (None, None, 7, None, None)
    assert row(spc.read([3, 1, 9, 4, 8, 2, 7, 5], chart=Chart.RUN)) == (None, None, 4.5, None, None)
    assert row(spc.read([3, 1, 9, 4], chart=Chart.RUN, exclude=[3])) == (None, None, 3, None, None)
    assert row(spc.read([None], chart=Chart.RUN)) == (None,) * 5


def test_i_chart():
    y = [10, 12, 11, 13, 10, 30]  # ranges 2 1 2 3 20, mean 5.6, limit 18.3: without 20 the mean is 2

    assert row(spc.read(y)) == around(86 / 6, 2 / 1.128)
    assert row(spc.read(y, screen=False)) == around(86 / 6, 5.6 / 1.128)
    assert row(spc.read(y, cl=11)) == around(11, 2 / 1.128)
    assert spc.read(y).sigma_signal == (False,) * 5 + (True,)


def test_a_range_at_the_screen_is_left_out():
    """27 ranges, one of 121 and the others adding to 879: the limit is 3.267 × 1000 / 27, which is 121."""
    y = [0.0, 121.0]
    for size in [33] * 14 + [34] * 11 + [43]:
        y.append(y[-1] - size if y[-1] > 60 else y[-1] + size)
    sizes = np.abs(np.diff(y))
    assert len(sizes) == 27
    assert sizes.sum() == 1000

    assert row(spc.read(y)) == around(math.fsum(y) / 28, (879 / 26) / 1.128)


def test_mr_chart():
    reading: Any = spc.read([10, 12, None, 11, 13, 10], chart=Chart.MR)

    assert reading.y == (None, 2, None, None, 2, 3)
    assert row(reading) == pytest.approx((0, 0, 7 / 3, 3.267 * 2 / 3 * 7 / 3, 3.267 * 7 / 3))
    assert row(spc.read([1, 2, 9], chart=Chart.MR, freeze=2), 2) == pytest.approx((0, 0, 1, 2.178, 3.267))
    assert row(spc.read([1, 2, 9], chart=Chart.MR, cl=2)) == pytest.approx((0, 0, 2, 4.356, 6.534))
    assert row(spc.read([5], chart=Chart.MR)) == (0, 0, None, None, None)


def test_xbar_chart_of_equal_subgroups():
    reading: Any = spc.read([1, 3, 2, 6, 5, 5], x=[1, 1, 2, 2, 3, 3], chart=Chart.XBAR)
    s = (math.sqrt(2) + math.sqrt(8)) / 3

    assert reading.y == (2, 4, 5)
    assert row(reading) == around(11 / 3, s / (C4_2 * math.sqrt(2)))


def test_xbar_chart_of_unequal_subgroups():
    reading: Any = spc.read([1, 3, 2, 6, 4, 9], x=[1, 1, 2, 2, 2, 3], chart=Chart.XBAR)
    s = math.sqrt((2 + 2 * 4) / 3)

    assert row(reading, 0) == around(25 / 6, s / (C4_2 * math.sqrt(2)))
    assert row(reading, 1) == around(25 / 6, s / (C4_3 * math.sqrt(3)))
    assert row(reading, 2) == (None, None, pytest.approx(25 / 6), None, None)
    s = math.sqrt((2 + 2 * 4) / 3)  # the mean of the two would be 1.707, this is 1.826
    assert s == pytest.approx(1.826, abs=1e-3)


def test_xbar_chart_with_a_given_centre():
    reading: Any = spc.read([1, 3, 2, 6], x=[1, 1, 2, 2], chart=Chart.XBAR, cl=10)

    assert row(reading) == around(10, (math.sqrt(2) + math.sqrt(8)) / 2 / (C4_2 * math.sqrt(2)))


def test_the_spread_within_is_that_of_the_baseline():
    y, x = [1, 3, 2, 6, 0, 90], [1, 1, 2, 2, 3, 3]
    s = (math.sqrt(2) + math.sqrt(8)) / 2

    for fields in ({"freeze": 2}, {"exclude": [3]}):
        assert row(spc.read(y, x=x, chart=Chart.XBAR, **fields)) == around(3, s / (C4_2 * math.sqrt(2)))
        assert spc.read(y, x=x, chart=Chart.S, **fields).cl[0] == pytest.approx(s)


def test_sizes_are_equal_or_not_in_the_whole_phase():
    """The third subgroup is outside the baseline, and still makes the spread a pooled one."""
    reading: Any = spc.read([1, 3, 2, 6, 1, 2, 3], x=[1, 1, 2, 2, 3, 3, 3], chart=Chart.S, freeze=2)

    assert reading.cl[0] == pytest.approx(math.sqrt((2 + 8) / 2))


def test_s_chart():
    reading: Any = spc.read([1, 3, 2, 6], x=[1, 1, 2, 2], chart=Chart.S)
    s, c5 = (math.sqrt(2) + math.sqrt(8)) / 2, math.sqrt(1 - C4_2**2)

    assert reading.y == pytest.approx((math.sqrt(2), math.sqrt(8)))
    assert row(reading) == pytest.approx((0, 0, s, (1 + 2 * c5 / C4_2) * s, (1 + 3 * c5 / C4_2) * s))
    assert row(spc.read([1, 3, 2, 6], x=[1, 1, 2, 2], chart=Chart.S, cl=2))[2:] == pytest.approx(
        (2, (1 + 2 * c5 / C4_2) * 2, (1 + 3 * c5 / C4_2) * 2)
    )


def test_s_chart_of_larger_subgroups_has_a_lower_limit():
    """B3 and B4 of ten are tabulated as 0.284 and 1.716 (Montgomery, appendix VI)."""
    reading: Any = spc.read([*range(10), *range(0, 20, 2)], x=[1] * 10 + [2] * 10, chart=Chart.S)

    assert reading.lcl[0] / reading.cl[0] == pytest.approx(0.284, abs=5e-4)
    assert reading.ucl[0] / reading.cl[0] == pytest.approx(1.716, abs=5e-4)
    assert reading.lcl2[0] / reading.cl[0] == pytest.approx(1 - 0.716 * 2 / 3, abs=5e-4)


def test_an_empty_subgroup_does_not_bear_on_the_spread():
    with_it = spc.read([1, 3, None, None, 2, 6], x=[1, 1, 2, 2, 3, 3], chart=Chart.XBAR)
    without = spc.read([1, 3, 2, 6], x=[1, 1, 3, 3], chart=Chart.XBAR)

    assert row(with_it) == row(without)
    assert row(with_it, 1) == (None, None, 4 - 1, None, None)


def test_t_chart():
    """Whole numbers to the power 3.6 have whole roots."""
    reading: Any = spc.read([root**3.6 for root in (10, 12, 11, 13)], chart=Chart.T, screen=False)
    centre, sigma = 11.5, 5 / 3 / 1.128

    assert row(reading) == pytest.approx(
        tuple((centre + times * sigma) ** 3.6 for times in (-3, -2, 0, 2, 3)), rel=1e-12
    )


def test_t_chart_below_nothing():
    reading: Any = spc.read([root**3.6 for root in (1, 3, 1, 3)], chart=Chart.T)  # centre 2, sigma 1.77
    sigma = 2 / 1.128

    assert row(reading) == (0, None, *(pytest.approx((2 + times * sigma) ** 3.6) for times in (0, 2, 3)))
    assert row(spc.read([5], chart=Chart.T)) == (0, None, 5, None, None)
    assert row(spc.read([None], chart=Chart.T)) == (0, None, None, None, None)


def test_t_chart_takes_a_given_centre_on_the_scale_of_its_data():
    reading: Any = spc.read([root**3.6 for root in (10, 12, 11, 13)], chart=Chart.T, screen=False, cl=12**3.6)

    assert reading.cl[0] == pytest.approx(12**3.6)
    assert reading.ucl[0] == pytest.approx((12 + 5 / 1.128) ** 3.6)
    assert reading.phases[0].n_useful == 3


def test_t_chart_signals():
    reading: Any = spc.read([10, 11, 12, 10, 11, 12, 10, 4000, 10, 1], chart=Chart.T, freeze=6)

    assert reading.sigma_signal == (*(False,) * 7, True, False, True)


def test_p_chart():
    reading: Any = spc.read([2, 9, 4], n=[10, 20, 20], chart=Chart.P)

    sigma = math.sqrt(0.3 * 0.7 / 10)
    assert row(reading, 0) == pytest.approx((0, 0.3 - 2 * sigma, 0.3, 0.3 + 2 * sigma, 0.3 + 3 * sigma))
    sigma = math.sqrt(0.3 * 0.7 / 20)
    assert row(reading, 1) == pytest.approx((0, 0.3 - 2 * sigma, 0.3, 0.3 + 2 * sigma, 0.3 + 3 * sigma))


def test_p_chart_ends_at_nought_and_one():
    assert row(spc.read([1, 0], n=[2, 2], chart=Chart.P)) == (0, 0, 0.25, pytest.approx(0.8623724), 1)
    assert row(spc.read([1, 2], n=[2, 2], chart=Chart.P)) == (0, pytest.approx(0.1376276), 0.75, 1, 1)
    assert spc.read([1, 2], n=[2, 2], chart=Chart.P, multiply=100).ucl == (100, 100)


@pytest.mark.parametrize("chart", [Chart.P_PRIME, Chart.U_PRIME])
@pytest.mark.parametrize("screen", [True, False])
def test_prime_charts(chart, screen):
    y, n = [20, 28, 25, 30, 21, 80], [100, 110, 90, 120, 100, 100]
    centre = sum(y) / sum(n)
    unit = [math.sqrt(centre * (1 - centre if chart is Chart.P_PRIME else 1) / size) for size in n]
    z = [(a / b - centre) / sigma for a, b, sigma in zip(y, n, unit, strict=True)]
    ranges = [abs(b - a) for a, b in itertools.pairwise(z)]
    mean = sum(ranges) / 5
    if screen:
        kept = [one for one in ranges if one < 3.267 * mean]
        assert len(kept) == 4
        mean = sum(kept) / 4
    reading: Any = spc.read(y, n=n, chart=chart, screen=screen)

    for at in range(6):
        sigma = unit[at] * mean / 1.128
        high = [centre + 2 * sigma, centre + 3 * sigma]
        low = [max(0, centre - 3 * sigma), max(0, centre - 2 * sigma)]
        assert row(reading, at) == pytest.approx((*low, centre, *high))


def test_prime_charts_without_order():
    y, n = [20, 28, 25, 30], [100, 110, 90, 120]
    centre = sum(y) / sum(n)
    unit = [math.sqrt(centre / size) for size in n]
    z = [(a / b - centre) / sigma for a, b, sigma in zip(y, n, unit, strict=True)]
    mean = sum(z) / 4
    sd = math.sqrt(sum((one - mean) ** 2 for one in z) / 3)

    for fields in ({"x": ["a", "b", "c", "d"]}, {"categorical": True}):
        reading: Any = spc.read(y, n=n, chart=Chart.U_PRIME, **fields)
        assert reading.ucl[0] == pytest.approx(centre + 3 * unit[0] * sd)
    assert spc.read([*y, None], n=[*n, 9], chart=Chart.U_PRIME, categorical=True).ucl[0] is None
    assert spc.read([5], n=[9], chart=Chart.P_PRIME, categorical=True).ucl[0] is None
    assert spc.read([5, 4], n=[9, 9], chart=Chart.P_PRIME, categorical=True).ucl[0] is not None


def test_u_chart():
    reading: Any = spc.read([2, 9, 4], n=[10, 20, 20], chart=Chart.U)
    sigma = math.sqrt(0.3 / 10)

    assert row(reading) == pytest.approx((0, 0, 0.3, 0.3 + 2 * sigma, 0.3 + 3 * sigma))
    assert spc.read([30, 40], n=[1, 1], chart=Chart.U).ucl[0] == pytest.approx(35 + 3 * math.sqrt(35))
    assert row(spc.read([1, 2, 3], n=[1, 1, 1], chart=Chart.U, cl=4)) == (0, 0, 4, 8, 10)


def test_c_chart():
    assert row(spc.read([10, 20, 18], chart=Chart.C)) == around(16, 4)
    assert row(spc.read([3, 5, 4], chart=Chart.C)) == (0, 0, 4, 8, 10)
    assert row(spc.read([3, 5, 4], chart=Chart.C, cl=1)) == (0, 0, 1, 3, 4)


def test_g_chart():
    assert row(spc.read([0, 1, 8], chart=Chart.G)) == pytest.approx(
        (0, 0, 1, 3 + 2 * math.sqrt(12), 3 + 3 * math.sqrt(12))
    )
    assert row(spc.read([0, 1, 8], chart=Chart.G, cl=2)) == pytest.approx(
        (0, 0, 1.386, 2 + 2 * math.sqrt(6), 2 + 3 * math.sqrt(6))
    )


def test_i_prime_chart():
    y, n = [2, 9, 4, 30], [10, 20, 25, 20]
    rates = [0.2, 0.45, 0.16, 1.5]
    scaled = [
        math.sqrt(math.pi / 2) * abs(rates[at] - rates[at - 1]) / math.sqrt(1 / n[at] + 1 / n[at - 1])
        for at in (1, 2, 3)
    ]
    reading: Any = spc.read(y, n=n, chart=Chart.I_PRIME)

    assert row(reading) == around(45 / 75, sum(scaled) / 3 / math.sqrt(10))
    assert row(spc.read(y, n=n, chart=Chart.I_PRIME, freeze=3)) == around(15 / 55, sum(scaled[:2]) / 2 / math.sqrt(10))
    over = math.sqrt(math.pi / 2) * (1.5 - 0.45) / math.sqrt(1 / 20 + 1 / 20)
    assert row(spc.read(y, n=n, chart=Chart.I_PRIME, exclude=[3]), 3) == around(
        41 / 50, (scaled[0] + over) / 2 / math.sqrt(20)
    )
    assert row(spc.read(y, n=n, chart=Chart.I_PRIME, cl=1)) == around(1, sum(scaled) / 3 / math.sqrt(10))


def test_i_prime_chart_screens_its_ranges():
    y = [10, 12, 11, 13, 10, 30]
    unit = math.sqrt(math.pi / 2) / math.sqrt(2)

    assert row(spc.read(y, chart=Chart.I_PRIME)) == around(86 / 6, 2 * unit)
    assert row(spc.read(y, chart=Chart.I_PRIME, screen=False)) == around(86 / 6, 5.6 * unit)


def test_nhs_xmr_chart():
    y = [10, 12, 11, 13, 10, 30]
    near, far = 2 * 2.66 / 3 * 2, 2.66 * 2
    centre = 86 / 6

    assert row(spc.read(y, profile="nhs")) == pytest.approx(
        (centre - far, centre - near, centre, centre + near, centre + far)
    )
    assert spc.read(y, profile="nhs", screen=False).ucl[0] == pytest.approx(centre + 2.66 * 5.6)


def test_multiply():
    plain, times = spc.read([1, 3, 2, 9], n=[10, 10, 10, 20], chart=Chart.U), None
    times = spc.read([1, 3, 2, 9], n=[10, 10, 10, 20], chart=Chart.U, multiply=1000)

    for name in ("y", "cl", "lcl", "ucl", "lcl2", "ucl2"):
        assert getattr(times, name) == pytest.approx([value * 1000 for value in getattr(plain, name)])
    assert times.n == plain.n
    assert times.phases == plain.phases
    assert spc.read([9, 10, 9, 1000, 9, 10], chart=Chart.T, multiply=10).y[3] == 10000

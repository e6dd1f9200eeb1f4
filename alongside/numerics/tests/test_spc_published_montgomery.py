"""The worked examples of D. C. Montgomery, Introduction to Statistical Quality Control, 6th ed., Wiley 2009.

qicharts2 checks itself against the same tables. The book rounds along the way (to the third figure, mostly), so its
printed limits are compared to the precision that leaves; a second figure, worked out in the test from the book's own
formula without any rounding, is compared to 1e-9.
"""

from __future__ import annotations

import itertools
import math
from statistics import mean, stdev
from typing import Any

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart

# Table 6.3: inside diameter of piston rings, mm, 25 samples of five.
PISTON_RINGS = [
    (74.030, 74.002, 74.019, 73.992, 74.008), (73.995, 73.992, 74.001, 74.011, 74.004),
    (73.988, 74.024, 74.021, 74.005, 74.002), (74.002, 73.996, 73.993, 74.015, 74.009),
    (73.992, 74.007, 74.015, 73.989, 74.014), (74.009, 73.994, 73.997, 73.985, 73.993),
    (73.995, 74.006, 73.994, 74.000, 74.005), (73.985, 74.003, 73.993, 74.015, 73.988),
    (74.008, 73.995, 74.009, 74.005, 74.004), (73.998, 74.000, 73.990, 74.007, 73.995),
    (73.994, 73.998, 73.994, 73.995, 73.990), (74.004, 74.000, 74.007, 74.000, 73.996),
    (73.983, 74.002, 73.998, 73.997, 74.012), (74.006, 73.967, 73.994, 74.000, 73.984),
    (74.012, 74.014, 73.998, 73.999, 74.007), (74.000, 73.984, 74.005, 73.998, 73.996),
    (73.994, 74.012, 73.986, 74.005, 74.007), (74.006, 74.010, 74.018, 74.003, 74.000),
    (73.984, 74.002, 74.003, 74.005, 73.997), (74.000, 74.010, 74.013, 74.020, 74.003),
    (73.982, 74.001, 74.015, 74.005, 73.996), (74.004, 73.999, 73.990, 74.006, 74.009),
    (74.010, 73.989, 73.990, 74.009, 74.014), (74.015, 74.008, 73.993, 74.000, 74.010),
    (73.982, 73.984, 73.995, 74.017, 74.013),
]  # fmt: skip
# Table 6.4: the same, of which only so many were measured.
SIZES = (5, 3, 5, 5, 5, 4, 4, 5, 4, 5, 5, 5, 3, 5, 3, 5, 4, 5, 5, 3, 5, 5, 5, 5, 5)
# Table 6.6: the cost of processing a mortgage loan, dollars, twenty weeks.
LOAN_COSTS = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
# Table 7.1: cans of orange juice that leak, thirty samples of fifty.
CANS = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
]  # fmt: skip
# Table 7.4: purchase orders with an error, and purchase orders, 25 weeks.
ORDERS_WRONG = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
ORDERS = [
    100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90,
]  # fmt: skip
# Table 7.7: nonconformities in samples of a hundred printed circuit boards.
BOARDS = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15]
# Table 7.10: shipping errors, twenty weeks of fifty shipments.
SHIPPING_ERRORS = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4]
# Table 7.11: defects in rolls of dyed cloth, and inspection units (of 50 square metres) in each.
DEFECTS = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
UNITS = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5]
# Table 7.14: hours between failures of a valve, and their 0.2777th power as printed (the first six).
VALVE_HOURS = [286, 948, 536, 124, 816, 729, 4, 143, 431, 8, 2837, 596, 81, 227, 603, 492, 1199, 1214, 2831, 96]
VALVE_ROOTS = [4.80986, 6.70903, 5.72650, 3.81367, 6.43541, 6.23705]


def c4(k: int) -> float:
    return math.sqrt(2 / (k - 1)) * math.gamma(k / 2) / math.gamma((k - 1) / 2)


def rings(sizes: tuple[int, ...] = (5,) * 25) -> tuple[list[int], list[float]]:
    rows = [(sample, y) for sample, (ring, k) in enumerate(zip(PISTON_RINGS, sizes, strict=True), 1) for y in ring[:k]]
    return [x for x, _ in rows], [y for _, y in rows]


def exactly(value: float) -> Any:
    return pytest.approx(value, rel=1e-9)


def test_c4__has_the_printed_values() -> None:
    # Appendix VI
    assert [round(c4(k), 4) for k in (2, 3, 4, 5, 10, 25)] == [0.7979, 0.8862, 0.9213, 0.9400, 0.9727, 0.9896]


def test_xbar_chart__of_piston_rings() -> None:
    # Example 6.3: centre 74.001, UCL 74.014, LCL 73.988, from s-bar 0.0094 and A3 1.427
    x, y = rings()
    spread = mean(stdev(ring) for ring in PISTON_RINGS)

    found = spc.read(chart=Chart.XBAR, x=x, y=y)

    assert (found.cl[0], found.ucl[0], found.lcl[0]) == pytest.approx((74.001, 74.014, 73.988), abs=0.0006)
    assert found.ucl[0] == exactly(mean(y) + 3 * spread / (c4(5) * math.sqrt(5)))
    assert set(found.n) == {5}
    assert not any(found.sigma_signal)


def test_s_chart__of_piston_rings() -> None:
    # Example 6.3: centre 0.0094, UCL 0.0196, LCL 0
    x, y = rings()

    found = spc.read(chart=Chart.S, x=x, y=y)

    assert (found.cl[0], found.ucl[0], found.lcl[0]) == pytest.approx((0.0094, 0.0196, 0), abs=0.00005)
    assert found.y[0] == exactly(stdev(PISTON_RINGS[0]))
    assert found.y[0] == pytest.approx(0.0148, abs=0.00005)
    assert not any(found.sigma_signal)


def test_xbar_and_s_charts__of_samples_of_unequal_size() -> None:
    # Example 6.4: centre 74.001, s-bar 0.0103, from 88 degrees of freedom; limits (n = 5) 73.986 and 74.016
    x, y = rings(SIZES)
    squares = sum((k - 1) * stdev(ring[:k]) ** 2 for ring, k in zip(PISTON_RINGS, SIZES, strict=True))

    averages, spreads = spc.read(chart=Chart.XBAR, x=x, y=y), spc.read(chart=Chart.S, x=x, y=y)

    assert sum(SIZES) - 25 == 88
    assert spreads.cl[0] == exactly(math.sqrt(squares / 88))
    assert spreads.cl[0] == pytest.approx(0.0103, abs=0.00005)
    assert averages.cl[0] == pytest.approx(74.001, abs=0.0005)
    assert (averages.ucl[0], averages.lcl[0]) == pytest.approx((74.016, 73.986), abs=0.0006)
    assert (averages.ucl[1], averages.lcl[1]) == pytest.approx((74.021, 73.981), abs=0.0006)
    assert not any(averages.sigma_signal + spreads.sigma_signal)


def test_individuals_and_moving_range__of_loan_costs() -> None:
    # Example 6.5: mean 300.5, mean range 7.79, limits 321.22 and 279.78; ranges up to 25.45
    individuals = spc.read(chart=Chart.I, y=LOAN_COSTS, screen=False)
    ranges = spc.read(chart=Chart.MR, y=LOAN_COSTS)

    assert (individuals.cl[0], individuals.ucl[0], individuals.lcl[0]) == pytest.approx(
        (300.5, 321.22, 279.78), abs=0.005
    )
    assert individuals.ucl[0] == exactly(300.5 + 3 * (148 / 19) / 1.128)
    assert (ranges.cl[0], ranges.ucl[0]) == pytest.approx((7.79, 25.45), abs=0.005)
    assert ranges.ucl[0] == exactly(3.267 * 148 / 19)
    assert (ranges.lcl[0], ranges.y[:4]) == (0, (None, 22, 9, 1))
    assert not any(individuals.sigma_signal + ranges.sigma_signal)


def test_individuals__a_frozen_baseline_judges_what_follows() -> None:
    # Example 6.5, phase II: the twenty weeks give the limits for what comes after them
    later = [300, 310, 345, 290]

    found = spc.read(chart=Chart.I, y=[*LOAN_COSTS, *later], freeze=20, screen=False)

    assert found.ucl[23] == exactly(300.5 + 3 * (148 / 19) / 1.128)
    assert [x for x, signal in zip(found.x, found.sigma_signal, strict=True) if signal] == [23]


def test_p_chart__of_orange_juice_cans() -> None:
    # Example 7.1: 0.2313, limits 0.0524 and 0.4102; samples 15 and 23 lie above
    found = spc.read(chart=Chart.P, y=CANS, n=[50] * 30)

    assert (found.cl[0], found.lcl[0], found.ucl[0]) == pytest.approx((0.2313, 0.0524, 0.4102), abs=0.00006)
    assert found.cl[0] == exactly(347 / 1500)
    assert [x for x, signal in zip(found.x, found.sigma_signal, strict=True) if signal] == [15, 23]


def test_p_chart__with_two_known_causes_left_out() -> None:
    # Example 7.1, revised: 0.2150, limits 0.0407 and 0.3893; sample 21 now lies above as well
    found = spc.read(chart=Chart.P, y=CANS, n=[50] * 30, exclude=[15, 23])

    assert (found.cl[0], found.lcl[0], found.ucl[0]) == pytest.approx((0.2150, 0.0407, 0.3893), abs=0.00006)
    assert [x for x, signal in zip(found.x, found.sigma_signal, strict=True) if signal] == [15, 21, 23]


def test_p_chart__of_samples_of_unequal_size() -> None:
    # Table 7.4 and Figure 7.6: 0.096; for n = 100 the limits are 0.007 and 0.184; sample 11 lies above
    found = spc.read(chart=Chart.P, y=ORDERS_WRONG, n=ORDERS)

    assert found.cl[0] == exactly(234 / 2450)
    assert (found.cl[0], found.lcl[0], found.ucl[0]) == pytest.approx((0.096, 0.007, 0.184), abs=0.0006)
    assert [x for x, signal in zip(found.x, found.sigma_signal, strict=True) if signal] == [11]


def test_c_chart__of_circuit_boards() -> None:
    # Example 7.3: 19.85, limits 6.48 and 33.22; samples 6 and 20 lie outside
    found = spc.read(chart=Chart.C, y=BOARDS)

    assert (found.cl[0], found.lcl[0], found.ucl[0]) == pytest.approx((19.85, 6.48, 33.22), abs=0.011)
    assert found.cl[0] == exactly(516 / 26)
    assert [x for x, signal in zip(found.x, found.sigma_signal, strict=True) if signal] == [6, 20]


def test_c_chart__with_two_known_causes_left_out() -> None:
    # Example 7.3, revised: 19.67, limits 6.36 and 32.97
    found = spc.read(chart=Chart.C, y=BOARDS, exclude=[6, 20])

    assert (found.cl[0], found.lcl[0], found.ucl[0]) == pytest.approx((19.67, 6.36, 32.97), abs=0.006)


def test_u_chart__of_shipping_errors() -> None:
    # Example 7.4: 0.0740, UCL 0.1894, LCL 0
    found = spc.read(chart=Chart.U, y=SHIPPING_ERRORS, n=[50] * 20)

    assert (found.cl[0], found.ucl[0]) == pytest.approx((0.0740, 0.1894), abs=0.00005)
    assert found.lcl[0] == 0
    assert not any(found.sigma_signal)


def test_u_chart__of_rolls_of_unequal_size() -> None:
    # Example 7.5, Table 7.12: 1.42; the limits of the ten rolls as printed
    upper = [2.55, 2.68, 2.41, 2.55, 2.58, 2.55, 2.45, 2.52, 2.45, 2.43]
    lower = [0.29, 0.16, 0.43, 0.29, 0.26, 0.29, 0.39, 0.32, 0.39, 0.41]

    found = spc.read(chart=Chart.U, y=DEFECTS, n=UNITS)

    assert found.cl[0] == exactly(153 / 107.5)
    assert found.ucl == pytest.approx(upper, abs=0.011)
    assert found.lcl == pytest.approx(lower, abs=0.011)
    assert not any(found.sigma_signal)


def test_t_chart__of_valve_failures() -> None:
    # Example 7.6, Table 7.14: an individuals chart of y^0.2777; no signal, the process is in control
    roots = [hours ** (1 / 3.6) for hours in VALVE_HOURS]
    ranges = [abs(after - before) for before, after in itertools.pairwise(roots)]

    found = spc.read(chart=Chart.T, y=VALVE_HOURS, screen=False)

    assert [hours**0.2777 for hours in VALVE_HOURS[:6]] == pytest.approx(VALVE_ROOTS, abs=0.00001)
    assert found.cl[0] == exactly(mean(roots) ** 3.6)
    assert found.ucl[0] == exactly((mean(roots) + 3 * mean(ranges) / 1.128) ** 3.6)
    assert found.lcl[0] == 0
    assert not any(found.sigma_signal)

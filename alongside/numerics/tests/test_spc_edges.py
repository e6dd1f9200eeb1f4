"""Values that lie on a line, or hardly differ: decided by exactly rounded sums, not by floating point."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart, Request, limits, sums
from alongside.numerics.spc.limits import _c4_of
from alongside.numerics.tests.spc_requests import row

C4_2 = math.sqrt(2 / math.pi)  # tabulated as 0.7979
C4_3 = math.sqrt(math.pi) / 2  # tabulated as 0.8862


def test_constant_data():
    assert row(spc.read([0.1] * 14)) == (None, None, 0.1, None, None)
    assert row(spc.read([0.1] * 14, screen=False)) == (0.1,) * 5
    assert row(spc.read([0.1] * 14, profile="nhs", screen=False)) == (0.1,) * 5
    for chart in (Chart.I, Chart.T):
        assert spc.read([5] * 5, chart=chart, screen=False).sigma_signal == (False,) * 5
    assert row(spc.read([71.363] * 14, chart=Chart.T, screen=False))[2] == 71.363


@pytest.mark.parametrize("chart", [Chart.XBAR, Chart.I_PRIME])
def test_constant_subgroups_of_any_size_lie_on_their_line(chart):
    """Value times size is rounded, so that even exact sums of it do not give the value back."""
    for value in (0.1, 0.3, 1.1, 71.363, -2.7):
        for sizes in ((1, 3, 2), (3, 3, 5), (6, 7, 1), (3, 11, 13)):
            x = [place for place, size in enumerate(sizes) for _ in range(size)]
            reading = spc.read([value] * len(x), x=x, chart=chart)
            assert reading.cl == (value,) * 3
            assert reading.phases[0].n_useful == 0


def test_nearly_constant_values_are_not_constant():
    reading: Any = spc.read([1.0, 1.0 + 1e-10, 1.0, 1.0])

    assert reading.cl[0] == pytest.approx(1 + 2.5e-11, rel=1e-15)
    assert reading.phases[0].n_useful == 4


def test_a_point_on_the_line_is_on_the_line():
    """0.1 added ten times is not 1, but the mean of tenths around 0.7 is 0.7."""
    y = [0.1, 1.3, 0.7, 0.2, 1.2, 0.7, 0.3, 1.1, 0.7]
    reading: Any = spc.read(y)

    assert reading.cl[0] == 0.7
    assert reading.phases[0].n_useful == 6
    assert spc.read([value * 1000 for value in y], multiply=0.001).phases[0].n_useful == 6


def test_a_point_on_a_limit_is_within():
    """The limits of this chart are 9 ± 2 × 1.128 × 3 / 1.128."""
    reading: Any = spc.read([9, 10.128, 9, 10.128, 9, 12.384, 5.616], chart=Chart.RUN, cl=9)
    assert reading.sigma_signal == (False,) * 7

    y = [4.0, 4.0, 10.0, 4.0, 0.0, 6.0]
    assert spc.read(y, chart=Chart.C, cl=4).ucl[0] == 10
    assert spc.read(y, chart=Chart.C, cl=4).sigma_signal == (False,) * 6


def test_lower_limits_may_be_kept_from_going_negative():
    y = [1, 3, 2, 4, 2]

    assert spc.read(y).lcl[0] < 0
    assert row(spc.read(y, negative=False))[:2] == (0, 0)
    assert row(spc.read(y, negative=False))[2:] == row(spc.read(y))[2:]
    assert spc.read([*y, -1], negative=False).lcl[0] == spc.read([*y, -1]).lcl[0]
    parts = spc.read([*y, -1, 3, 2], negative=False, part=[5])
    assert parts.lcl[0] < 0
    assert list(spc.read([90, 91, 90, *y], negative=False, part=[3]).lcl) == [
        pytest.approx(271 / 3 - 3 / 1.128), pytest.approx(271 / 3 - 3 / 1.128), pytest.approx(271 / 3 - 3 / 1.128),
        0, 0, 0, 0, 0,
    ]  # fmt: skip


def test_lower_limits_that_are_not_negative_are_kept():
    y = [0, 3, 0, 4, 0.5]
    assert row(spc.read(y, negative=False))[:2] == (0, 0)
    y = [5.2, 6.3, 5.4, 6.5, 5.6]
    low = spc.read(y, negative=False).lcl[0]
    assert spc.read([value / 8 for value in y], negative=False).lcl[0] == pytest.approx(low / 8)
    assert 0 < low / 8 < 1


def test_c4_is_tabulated():
    """Montgomery, appendix VI."""
    for size, tabulated in ((2, 0.7979), (3, 0.8862), (5, 0.9400), (10, 0.9727), (25, 0.9896)):
        assert _c4_of(size) == pytest.approx(tabulated, abs=5e-5)
    assert math.isnan(_c4_of(1))


def test_sums_are_exact():
    tenths = [0.1] * 10 + [1e16, 1.0, -1e16]

    assert sums.mean(tenths) == pytest.approx(2 / 13, rel=1e-15)
    assert sums.mean([1e16, 1.0, -1e16]) == 1 / 3
    assert math.isnan(sums.mean([]))
    assert math.isnan(sums.deviation([1.0]))
    assert math.isnan(sums.median([]))
    assert sums.median([4.0, 1.0, 9.0]) == 4
    assert sums.deviation([1.0, 2.0, 4.0]) == pytest.approx(math.sqrt(7 / 3))


def test_quick_and_exact_sums_agree():
    values = np.array([[1.5, np.nan, 4.0, 2.0], [9.0, 9.0, 9.0, 9.0]])
    where = np.array([[True, False, True, False], [False] * 4])

    for add in (sums.QUICK, sums.EXACT):
        with np.errstate(all="ignore"):
            assert add.total(values, where).tolist() == [[5.5], [0.0]]
            mean = add.mean(values, where)
            assert mean[0] == 2.75
            assert np.isnan(mean[1])
            assert np.isnan(add.mean(values, np.ones_like(where))[0])


def test_quick_means_of_the_same_value_are_that_value():
    """A mean of one pass is a little off for most of these."""
    for value in (71.363, 0.1, 1 / 3, -2.7, 1e9 + 0.1):
        for count in range(1, 60):
            values = np.full((2, 64), value)
            where = np.zeros((2, 64), dtype=np.bool_)
            where[:, :count] = True
            assert sums.QUICK.mean(values, where).tolist() == [[value], [value]]


def test_what_is_read_again_is_read_as_before():
    """A point on the line (0.7) makes the row doubtful; what is excluded and what is missing stay so."""
    y = [0.1, 1.3, 0.7, 0.2, 1.2, 0.7, 0.3, 1.1, 0.7]
    plain = spc.read(y)
    more = spc.read([*y[:4], 90, *y[4:]], exclude=[5])

    assert more.cl[0] == plain.cl[0] == 0.7
    assert more.ucl[0] == pytest.approx(plain.ucl[0], rel=1e-14)
    assert more.phases[0].n_useful == 6
    assert spc.read([*y, None], freeze=9).ucl[0] == plain.ucl[0]
    rates = spc.read([0.5, 1.5, 0.75, 0.875, None], n=[0.5, 1, 0.75, 1.375, 1], chart=Chart.U, screen=False)
    assert rates.cl[0] == 1
    assert rates.phases[0].n_useful == 2


def test_a_prime_chart_without_any_spread_has_no_limits():
    for screen in (True, False):
        assert row(spc.read([5, 6, 7], n=[5, 6, 7], chart=Chart.P_PRIME, screen=screen)) == (None, None, 1, None, None)
        assert row(spc.read([0, 0, 0], n=[5, 6, 7], chart=Chart.U_PRIME, screen=screen)) == (None, None, 0, None, None)


@pytest.mark.parametrize("profile", ["shewhart", "nhs"])
def test_whether_a_point_lies_on_a_limit_is_decided_by_exact_sums(profile):
    """A limit, the number next to it, and what a quick sum makes of it: one of the three in a few charts."""
    chance, rounded = random.Random(7), 0
    for _ in range(40):
        y = [chance.gauss(-50, 7) for _ in range(13)]
        fields = {"freeze": 13} if profile == "shewhart" else {"profile": "nhs", "fix_after": 13}
        quick = spc.read([*y, 0.123], **fields)
        for name, way in (("ucl", math.inf), ("lcl", -math.inf)):
            limit = getattr(quick, name)[0]
            exact = getattr(spc.read([*y, limit], **fields), name)[0]
            rounded += exact != limit
            assert not spc.read([*y, exact], **fields).sigma_signal[13]
            assert spc.read([*y, math.nextafter(exact, way)], **fields).sigma_signal[13]
    assert rounded


def test_doubtful_rows_are_read_again(monkeypatch):
    """Only rows in which rounding could decide are added up exactly."""
    again = []
    exact = sums.EXACT

    class Watched:
        def mean(self, values, where):
            again.append(len(values))
            return exact.mean(values, where)

        total = exact.total

    monkeypatch.setattr(limits, "EXACT", Watched())
    spc.read_many([Request(y=[1, 3, 2]), Request(y=[1.1, 3.1, 2.1]), Request(y=[1.1, 3.3, 2.4]), Request(y=[5.5, 5.5])])

    assert set(again) == {1}

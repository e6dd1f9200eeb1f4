"""What only an exact value shows: roundings, and odd but permitted ways to ask."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import sums

MONTHS = [f"2025-{month:02}-01" for month in range(1, 13)]
LEVEL = [4.0, 6.0, 5.0, 7.0, 3.0, 5.0, 6.0, 4.0, 5.0, 6.0, 4.0, 5.0]


def test_mean__of_a_sum_that_no_float_holds_is_still_the_nearest_float():
    """2^53 + 1 is no float; a third of it is 3002399751580331 exactly, and a third of 2^53 is not."""
    assert sums.mean([2.0**53, 1.0, 0.0]) == (2**53 + 1) / 3 == 3002399751580331.0


def test_rebase__none_is_as_good_as_an_empty_list():
    asked = {"y": LEVEL, "x": MONTHS, "profile": spc.Profile.NHS}

    assert spc.read(**asked, rebase=None) == spc.read(**asked, rebase=[])


def test_y__a_whole_number_too_large_is_named_as_such_among_numbers_of_other_kinds():
    with pytest.raises(spc.Refused, match="infinite or too large"):
        spc.read([Decimal(1), 10**400, 2])


def test_trend__repeats_left_out_make_no_trend_out_of_what_follows():
    """The second 9 is left out where it stands; it is not the seventh of 1 to 6."""
    found = spc.read([9, 9, 1, 2, 3, 4, 5, 6], profile=spc.Profile.NHS, trend_ties="skip")

    assert found.rules is not None
    assert found.rules.trend == (False,) * 8


@pytest.mark.parametrize("x", [None, [1, 1, 2, 2, 3, 3]])
def test_n__of_single_values_there_is_none(x: list[int] | None):
    found = spc.read([4.0, 6.0, 5.0, 7.0, 3.0, 5.0], x=x)

    assert set(found.n) == {None}


def test_centre__a_point_on_the_true_mean_lies_on_the_line_though_a_quick_sum_says_below():
    """The last is the mean of the others, so of all; adding up in the usual order misses it by its last digit."""
    y = [
        24.3, 21.9, 13.5, 17.0, 34.4, 13.9, 48.4, 39.1, 44.2, 33.7, 36.6, 12.6, 6.8, 4.8, 31.6, 45.3, 18.2, 27.1, 13.3,
        32.7, 25.97,
    ]  # fmt: skip
    assert math.fsum(y) / len(y) == y[-1]

    found = spc.read(y)

    assert found.cl[0] == y[-1]
    assert found.phases[0].n_useful == len(y) - 1


def test_screen__a_range_just_below_its_limit_stays_though_a_quick_sum_says_at_it():
    """Worked out in fractions: the last range is below 3.267 times the mean of all, by less than a float can show."""
    ranges = [0.3, 1.7, 1.2, 2.4, 1.0, 7.889571899012071]
    mean = sum(map(Fraction, ranges)) / len(ranges)
    assert Fraction(ranges[-1]) < Fraction(3.267) * mean

    found = spc.read([0.0, *(value for one in ranges for value in (one, 0.0))], profile=spc.Profile.NHS)

    assert found.cl[0] is not None
    assert found.ucl[0] == pytest.approx(found.cl[0] + 2.66 * float(mean), rel=1e-12)


def test_centre__of_values_that_are_all_the_same_is_that_value_whoever_is_read_beside():
    """A float mean of fourteen 0.1 is not 0.1."""
    found = spc.read_many([spc.Request(y=[value] * 14) for value in (0.1, 0.3, 0.7)])

    assert [found[number].cl[0] for number in range(3)] == [0.1, 0.3, 0.7]
    assert [found[number].phases[0].n_useful for number in range(3)] == [0, 0, 0]


def test_s__of_single_values_has_no_spread_to_plot():
    assert set(spc.read([3.0, 1.0, 2.0], chart=spc.Chart.S).y) == {None}


def test_exclude__the_neighbours_of_a_point_left_out_meet_in_their_order():
    """Forty points, so that an unordered way to put the counted ones first would shuffle them."""
    y = [float((17 * n) % 41 + n % 3) for n in range(40)]
    rest = y[:5] + y[6:20] + y[21:]
    mean_range = math.fsum(abs(b - a) for a, b in pairwise(rest)) / (len(rest) - 1)

    found = spc.read(y, exclude=[6, 21], screen=False)

    assert found.cl[0] == pytest.approx(math.fsum(rest) / len(rest), rel=1e-12)
    assert found.ucl[0] == pytest.approx(math.fsum(rest) / len(rest) + 3 * mean_range / 1.128, rel=1e-12)


def test_shift__from_the_very_first_point_has_all_of_its_points():
    found = spc.read([1.0, 2.0, 1.5, 2.5, 1.0, 2.0, 1.5, 9.0, 8.0, 9.5, 8.5, 9.0, 8.0, 9.5], profile=spc.Profile.NHS)

    assert found.rules is not None
    assert found.rules.shift == (True,) * 14


def test_s__of_subgroups_of_which_one_has_a_single_value_is_pooled():
    """Sizes 3, 3 and 1 differ, so the spread is the root of (2 · 1 + 2 · 16) / 4 (Montgomery: pooled variance)."""
    found = spc.read([1.0, 2.0, 3.0, 2.0, 6.0, 10.0, 5.0], x=[1, 1, 1, 2, 2, 2, 3], chart=spc.Chart.S)

    assert found.cl[0] == pytest.approx(math.sqrt(8.5), rel=1e-12)


TOGETHER = (
    [
        spc.Request(y=[1.0, 2.0, 3.0, 2.0, 6.0, 10.0], x=[1, 1, 1, 2, 2, 2], chart=spc.Chart.S),
        spc.Request(y=[1.0, 2.0, 3.0, 9.0, 2.0, 6.0, 10.0, 1.0], x=[1, 1, 1, 1, 2, 2, 2, 2], chart=spc.Chart.S),
    ],
    [
        spc.Request(y=[3.0, 7.0, 5.0], n=[20.0, 30.0, 25.0], chart=spc.Chart.P_PRIME, categorical=True),
        spc.Request(y=[8.0, 2.0, 4.0, 9.0], n=[21.0, 22.0, 23.0, 24.0], chart=spc.Chart.P_PRIME, categorical=True),
    ],
    [
        spc.Request(y=[4.0] * 6, chart=spc.Chart.T),
        spc.Request(y=[3.0, 9.0, 1.0, 7.0, 2.0, 12.0], chart=spc.Chart.T),
    ],
)


@pytest.mark.parametrize("asked", TOGETHER, ids=["sizes", "categories", "times"])
def test_read_many__neighbours_in_a_table_say_nothing_of_each_other(asked: list[spc.Request]):
    together = spc.read_many(asked)

    assert [together[number] for number in range(len(asked))] == [spc.read_many([one])[0] for one in asked]

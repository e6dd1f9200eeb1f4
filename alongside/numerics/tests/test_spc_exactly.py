"""What only an exact value shows: roundings, and odd but permitted ways to ask."""

from __future__ import annotations

from decimal import Decimal

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

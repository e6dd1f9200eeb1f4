"""Rates and proportions against the tables in which their methods were published."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics.rates import exact_proportion, poisson_interval, proportion, rate
from alongside.numerics.tails import binomial_at_most, poisson_at_most, where

# Garwood F (1936), Biometrika 28, 437-442, table 1: 95 % limits for the mean of a Poisson distribution; the same
# figures stand in Pearson and Hartley, Biometrika tables for statisticians, table 40.
GARWOOD = {
    0: (0.0, 3.689),
    1: (0.0253, 5.572),
    2: (0.242, 7.225),
    3: (0.619, 8.767),
    4: (1.090, 10.242),
    5: (1.623, 11.668),
    6: (2.202, 13.059),
    10: (4.795, 18.390),
    15: (8.395, 24.740),
    20: (12.217, 30.888),
    30: (20.241, 42.827),
}
# Newcombe RG (1998), Statistics in Medicine 17, 857-872, table I: score interval without continuity correction
# (method 3), Clopper-Pearson (method 5).
NEWCOMBE = {
    (81, 263): ((0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148): ((0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20): ((0.0, 0.1611), (0.0, 0.1684)),
    (1, 29): ((0.0061, 0.1718), (0.0009, 0.1776)),
}


@pytest.mark.parametrize(("events", "ends"), GARWOOD.items())
def test_poisson_interval__is_garwoods_table(events, ends):
    low, high = poisson_interval(events)

    assert low == pytest.approx(ends[0], abs=6e-4)
    assert high == pytest.approx(ends[1], abs=6e-4)


@pytest.mark.parametrize(("counted", "ends"), NEWCOMBE.items())
def test_proportions__are_newcombes_table(counted, ends):
    score, exact = ends
    wilson, clopper = proportion(*counted), exact_proportion(*counted)

    assert (wilson.low, wilson.high) == pytest.approx(score, abs=5.1e-5)
    assert (clopper.low, clopper.high) == pytest.approx(exact, abs=5.1e-5)
    assert wilson.value == clopper.value == counted[0] / counted[1]


def test_rate__twelve_restraints_in_540_bed_days():
    found = rate(12, 540)

    assert found.value == pytest.approx(22.2222222, rel=1e-8)
    assert found.low == pytest.approx(poisson_interval(12)[0] / 0.54, rel=1e-12)
    assert found.high == pytest.approx(poisson_interval(12)[1] / 0.54, rel=1e-12)
    assert rate(12, 540, per=1.0).value == pytest.approx(12 / 540)


def test_intervals__another_level_is_another_width():
    assert rate(12, 540, level=0.99).low < rate(12, 540).low
    assert proportion(5, 20, level=0.8).high < proportion(5, 20).high
    assert exact_proportion(5, 20, level=0.8).high < exact_proportion(5, 20).high
    # No event at all: the upper end is -ln of the tail, whatever the level.
    for level in (0.999998, 1 - 2**-53):
        assert poisson_interval(0, level=level)[1] == pytest.approx(-math.log((1 - level) / 2), rel=1e-9)


def test_intervals__a_whole_group_reaches_one():
    assert proportion(20, 20).high == 1.0
    assert exact_proportion(20, 20).high == 1.0
    assert exact_proportion(20, 20).low == pytest.approx(1 - exact_proportion(0, 20).high, rel=1e-12)
    assert proportion(20, 20).low == pytest.approx(1 - proportion(0, 20).high, rel=1e-12)


@pytest.mark.parametrize("whole", range(1, 60))
def test_proportion__nobody_is_exactly_nothing_and_everybody_exactly_all(whole):
    assert proportion(0, whole).low == 0.0
    assert proportion(whole, whole).high == 1.0


def test_rate__an_exposure_may_be_less_than_one():
    assert rate(3, 0.5, per=1.0).value == 6.0


@given(st.integers(0, 3000))
def test_poisson_interval__its_ends_have_the_tails_they_say(events):
    low, high = poisson_interval(events)

    assert poisson_at_most(events, high) == pytest.approx(0.025, rel=1e-7)
    if events:
        assert 1 - poisson_at_most(events - 1, low) == pytest.approx(0.025, rel=1e-7)
    assert low < high
    assert low <= events <= high


@given(st.integers(1, 400), st.data())
def test_exact_proportion__its_ends_have_the_tails_they_say(whole, data):
    part = data.draw(st.integers(0, whole))
    found = exact_proportion(part, whole)

    if part < whole:
        assert binomial_at_most(part, whole, found.high) == pytest.approx(0.025, rel=1e-7)
    if part:
        assert 1 - binomial_at_most(part - 1, whole, found.low) == pytest.approx(0.025, rel=1e-7)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_poisson_interval__a_hundred_thousand_events():
    low, high = poisson_interval(100_000)

    # Within a part in a hundred thousand of the normal approximation with its first correction.
    z = 1.959963984540054
    assert low == pytest.approx(100_000 + (z * z - 1) / 3 - z * math.sqrt(100_000), rel=1e-5)
    assert high == pytest.approx(100_001 + (z * z - 1) / 3 + z * math.sqrt(100_001), rel=1e-5)


@pytest.mark.parametrize("mean", [0.01, 0.5, 3.0, 17.25])
@pytest.mark.parametrize("k", [0, 1, 2, 5, 17, 18, 40])
def test_poisson_at_most__is_the_sum_of_its_terms(k, mean):
    terms = math.fsum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(k + 1))

    assert poisson_at_most(k, mean) == pytest.approx(terms, rel=1e-12)


@pytest.mark.parametrize("n", [1, 2, 7, 30])
@pytest.mark.parametrize("tenths", [1, 3, 5, 9])
def test_binomial_at_most__is_the_sum_of_its_terms(n, tenths):
    p = Fraction(tenths, 10)
    for k in range(n):
        exact = sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))
        assert binomial_at_most(k, n, float(p)) == pytest.approx(float(exact), rel=1e-11)


def test_tails__far_from_what_is_expected_are_nothing_and_all():
    """Where the first term of a sum is too small for a float, the sum must begin at the other end."""
    assert binomial_at_most(50_000, 100_000, 0.001) == 1.0
    assert binomial_at_most(50_000, 100_000, 0.999) == 0.0
    assert poisson_at_most(50_000, 100.0) == 1.0
    assert poisson_at_most(100, 50_000.0) == 0.0


def test_tails__at_their_edges():
    assert poisson_at_most(-1, 3.0) == 0.0
    assert poisson_at_most(0, 0.0) == 1.0
    assert binomial_at_most(-1, 5, 0.5) == 0.0
    assert binomial_at_most(5, 5, 0.5) == 1.0
    assert binomial_at_most(0, 5, 0.0) == 1.0
    assert binomial_at_most(4, 5, 1.0) == 0.0
    assert where(lambda x: x >= 0.3, 0.0, 1.0) == 0.3


@pytest.mark.parametrize(
    "act",
    [
        lambda: rate(-1, 540),
        lambda: rate(3, 0),
        lambda: rate(3, math.inf),
        lambda: rate(3, math.nan),
        lambda: poisson_interval(3, level=0),
        lambda: poisson_interval(3, level=1),
        lambda: proportion(3, 2),
        lambda: proportion(0, 0),
        lambda: proportion(-1, 2),
        lambda: exact_proportion(3, 2),
        lambda: exact_proportion(1, 2, level=1.5),
    ],
)
def test_rates__refused_what_cannot_be_counted(act):
    with pytest.raises(ValueError, match=r"cannot be counted|exposure|level"):
        act()

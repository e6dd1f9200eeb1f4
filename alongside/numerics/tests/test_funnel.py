"""The limits of a funnel: exact tails, interpolated as Spiegelhalter (2005) gives it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics.funnel import INNER, OUTER, Kind, Limits, curve, limits


def spiegelhalter(terms, p):
    """Appendix A.1, from the terms of the distribution themselves."""
    total, before = Fraction(0), Fraction(0)
    for r, term in enumerate(terms):
        total, before = total + term, total
        if total >= p:
            return r - (total - p) / (total - before)
    raise AssertionError("more terms are needed")


def binomial_terms(n, theta):
    return [math.comb(n, r) * theta**r * (1 - theta) ** (n - r) for r in range(n + 1)]


@pytest.mark.parametrize("n", [1, 5, 20, 60, 150])
@pytest.mark.parametrize("theta", [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)])
@pytest.mark.parametrize(("level", "tail"), [(INNER, Fraction(25, 1000)), (OUTER, Fraction(1, 1000))])
def test_limits__of_a_proportion_are_those_of_the_appendix(n, theta, level, tail):
    terms = binomial_terms(n, theta)

    found = limits(float(theta), n, kind=Kind.PROPORTION, level=level)

    low, high = float(spiegelhalter(terms, tail)) / n, float(spiegelhalter(terms, 1 - tail)) / n
    assert found.low == pytest.approx(min(float(theta), max(0.0, low)), abs=1e-9)
    assert found.high == pytest.approx(max(float(theta), high), rel=1e-9)


@pytest.mark.parametrize("expected", [0.2, 1.0, 6.5, 40.0])
def test_limits__of_a_rate_are_those_of_the_appendix(expected):
    terms = [Fraction(math.exp(-expected) * expected**r / math.factorial(r)) for r in range(140)]

    found = limits(expected / 250, 250, kind=Kind.RATE, level=OUTER)

    assert found.low == pytest.approx(max(0.0, float(spiegelhalter(terms, Fraction(1, 1000)))) / 250, abs=1e-9)
    assert found.high == pytest.approx(float(spiegelhalter(terms, Fraction(999, 1000))) / 250, rel=1e-7)


@given(st.floats(0.01, 0.99), st.integers(1, 500))
def test_limits__the_outer_lie_outside_the_inner_and_both_around_the_centre(centre, n):
    inner = limits(centre, n, kind=Kind.PROPORTION)
    outer = limits(centre, n, kind=Kind.PROPORTION, level=OUTER)

    assert 0 <= outer.low <= inner.low <= inner.high <= outer.high <= 1
    assert inner.low <= centre <= inner.high


def test_curve__narrows_as_places_grow():
    found = curve(0.02, [100, 1000, 10000, 100000], kind=Kind.RATE)

    widths = [one.high - one.low for one in found]
    assert widths == sorted(widths, reverse=True)
    assert found[1] == limits(0.02, 1000, kind=Kind.RATE)
    of_people = curve(0.3, [40], kind=Kind.PROPORTION, level=OUTER)
    assert of_people == (limits(0.3, 40, kind=Kind.PROPORTION, level=OUTER),)
    assert of_people[0] != limits(0.3, 40, kind=Kind.RATE, level=OUTER)
    assert of_people[0] != limits(0.3, 40, kind=Kind.PROPORTION)


def test_limits__nothing_and_everything_have_no_width():
    assert limits(0.0, 10, kind=Kind.PROPORTION) == Limits(0.0, 0.0)
    assert limits(1.0, 10, kind=Kind.PROPORTION).high == 1.0
    assert limits(0.0, 10, kind=Kind.RATE) == Limits(0.0, 0.0)


@pytest.mark.parametrize(
    ("centre", "size", "level"),
    [(0.5, 0, 0.95), (-0.1, 5, 0.95), (1.1, 5, 0.95), (0.5, 5, 0), (0.5, 5, 1), (math.nan, 5, 0.95)],
)
def test_limits__refused_what_cannot_be(centre, size, level):
    with pytest.raises(ValueError, match="no funnel"):
        limits(centre, size, kind=Kind.PROPORTION, level=level)


def test_limits__a_rate_may_be_above_one():
    assert limits(3.0, 5, kind=Kind.RATE).high > 3.0

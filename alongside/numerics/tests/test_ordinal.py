"""Disagreement on an ordered scale, against published results and against its own definition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics import ordinal
from alongside.numerics.ordinal import Band, Direction, InWords, Middle
from alongside.numerics.tests.solver import splits

groups = st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(any)
middles = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: Middle(min(pair), max(pair)))
readings = st.one_of(middles, st.integers(0, 2).map(lambda lower: Band(lower, lower + 1)))


# The example that R's package effsize carries in its tests of cliff.delta(), ten answers against six: delta
# -0.25 and, with the unbiased variance and Student's t, the interval below. Its source gives the terms of the
# consistent variance as 0.2669753, 0.447 and 1.0055556, after Hogarty, K. Y. and Kromrey, J. D. (1999), Using
# SAS to calculate tests of Cliff's delta, Proceedings of the 24th Annual SAS Users Group Conference, 238.
TREATMENT = (2, 3, 3, 1, 1)  # answers at 10, 20, 30, 40, 50
CONTROL = (1, 1, 1, 2, 1)
T_14 = 2.1447866879169273  # 97.5 % point of Student's t with 14 degrees of freedom, from tables


def test_published_delta_and_variance():
    delta, variance = ordinal.delta_and_variance(TREATMENT, CONTROL)
    assert delta == -0.25
    by_rows, by_columns, by_pairs = 0.2669753, 0.447, 1.0055556
    assert variance == pytest.approx((5 * by_rows + 9 * by_columns + by_pairs) / 60, rel=1e-3)


def test_published_interval():
    unbiased = 0.0980555556
    low, high = ordinal.asymmetric_interval(-0.25, unbiased, T_14)
    assert low == pytest.approx(-0.7265846, abs=1e-6)
    assert high == pytest.approx(0.3890062, abs=1e-6)


def by_definition(a: Sequence[int], b: Sequence[int]) -> tuple[float, float]:
    """Delta and variance pair by pair, as Cliff (1996) writes them."""
    xs = [stage for stage, count in enumerate(a) for _ in range(count)]
    ys = [stage for stage, count in enumerate(b) for _ in range(count)]
    above = [[(x > y) - (x < y) for y in ys] for x in xs]
    n, m = len(xs), len(ys)
    delta = sum(map(sum, above)) / (n * m)
    rows = [sum(row) / m for row in above]
    columns = [sum(row[j] for row in above) / n for j in range(m)]
    s_rows = sum((r - delta) ** 2 for r in rows) / (n - 1)
    s_columns = sum((c - delta) ** 2 for c in columns) / (m - 1)
    s_pairs = sum((cell - delta) ** 2 for row in above for cell in row) / ((n - 1) * (m - 1))
    return delta, ((m - 1) * s_rows + (n - 1) * s_columns + s_pairs) / (n * m)


@given(groups.filter(lambda g: sum(g) > 1), groups.filter(lambda g: sum(g) > 1))
def test_counts_give_what_the_pairs_give(a, b):
    assert ordinal.delta_and_variance(a, b) == pytest.approx(by_definition(a, b), abs=1e-9)


@pytest.mark.parametrize("bad", [([1, 0], [1, 0, 0]), ([0, 0], [1, 0]), ([1, 0], [0, 0])])
def test_delta_refuses_what_cannot_be_compared(bad):
    with pytest.raises(ValueError, match="two groups"):
        ordinal.delta_and_variance(*bad)


# Student's t, 97.5 % points, from any printed table.
@pytest.mark.parametrize(
    ("df", "printed", "error"),
    [(4, 2.776, 0.01), (8, 2.306, 0.001), (14, 2.1448, 1e-4), (30, 2.0423, 1e-4), (120, 1.9799, 1e-4)],
)
def test_students_t(df, printed, error):
    assert ordinal._student_t(df) == pytest.approx(printed, abs=error)


# Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5: what is added to the normal quantile, per
# power of 1/df: the coefficients of its powers 1, 3, 5, 7 and 9, and what they are divided by.
ADDED = [
    ((1, 1), 4),
    ((3, 16, 5), 96),
    ((-15, 17, 19, 3), 384),
    ((-945, -1920, 1482, 776, 79), 92_160),
]


@pytest.mark.parametrize("df", [1, 3, 8, 16, 300])
def test_students_t_is_the_published_expansion_to_the_last_figure(df):
    z = Fraction(NormalDist().inv_cdf(0.975))
    expected = z + sum(
        sum(factor * z ** (2 * power + 1) for power, factor in enumerate(factors)) / (over * Fraction(df) ** term)
        for term, (factors, over) in enumerate(ADDED, 1)
    )
    assert ordinal._student_t(df) == pytest.approx(float(expected), rel=1e-12)


@given(groups, groups)
def test_swapping_the_groups_mirrors_everything(a, b):
    there, back = ordinal.disagreement(a, b), ordinal.disagreement(b, a)
    assert back.estimate == pytest.approx(-there.estimate)
    assert back.low == pytest.approx(-there.high)
    assert back.high == pytest.approx(-there.low)
    assert (back.middle_a, back.middle_b) == (there.middle_b, there.middle_a)
    assert (back.apart, back.is_gap) == (there.apart, there.is_gap)
    mirrored = {Direction.A_HIGHER: Direction.B_HIGHER, Direction.B_HIGHER: Direction.A_HIGHER}
    assert back.direction == mirrored.get(there.direction, Direction.LEVEL)


@given(groups, groups)
def test_turning_the_scale_round_mirrors_too(a, b):
    there, back = ordinal.disagreement(a, b), ordinal.disagreement(a[::-1], b[::-1])
    assert back.estimate == pytest.approx(-there.estimate)
    assert back.low == pytest.approx(-there.high)
    assert back.high == pytest.approx(-there.low)
    assert back.in_words == there.in_words


@given(groups, groups)
def test_the_interval_holds_the_estimate_and_stays_on_the_scale(a, b):
    found = ordinal.disagreement(a, b)
    assert -1 <= found.low <= found.estimate <= found.high <= 1
    assert found.low < found.high


@given(groups)
def test_a_group_is_level_with_itself(a):
    found = ordinal.disagreement(a, a)
    assert found.estimate == pytest.approx(0, abs=1e-12)
    assert (found.direction, found.in_words, found.apart) == (Direction.LEVEL, InWords.ALIKE, 0)


def test_no_overlap_at_all():
    found = ordinal.disagreement([8, 0, 0, 0], [0, 0, 0, 10])
    t = ordinal._student_t(16)
    # Where 1 - delta is t standard errors at the largest variance delta can have, (1 - delta^2) / 8.
    assert (found.estimate, found.low) == (-1, -1)
    assert 1 + found.high == pytest.approx(t * math.sqrt((1 - found.high**2) / 8))
    assert (found.direction, found.in_words) == (Direction.B_HIGHER, InWords.OPPOSITE)
    assert found.is_gap


def test_everybody_of_one_mind():
    found = ordinal.disagreement([0, 8, 0, 0], [0, 12, 0, 0])
    assert found.estimate == 0
    assert 0.2 < found.high == -found.low < 0.5
    assert found.in_words is InWords.ALIKE


def test_one_answer_tells_nothing_about_its_group():
    found = ordinal.disagreement([1, 0, 0, 0], [0, 0, 9, 9])
    assert (found.estimate, found.low, found.high) == (-1, -1, 1)


def test_level_middles_with_a_clear_lean_are_a_little_apart():
    found = ordinal.disagreement([0, 15, 14, 0], [14, 15, 0, 0])
    assert (found.middle_a, found.middle_b) == (Middle(1, 1), Middle(1, 1))
    assert found.low > 0
    assert (found.direction, found.in_words) == (Direction.A_HIGHER, InWords.A_LITTLE)
    assert ordinal.disagreement([14, 15, 0, 0], [0, 15, 14, 0]).direction is Direction.B_HIGHER


def test_the_interval_covers_what_it_says():
    """Every pair of samples of six from populations like ours, weighed by how likely it is."""
    populations = [(0.1, 0.3, 0.4, 0.2), (0.4, 0.3, 0.2, 0.1), (0.25, 0.25, 0.25, 0.25), (0, 0.1, 0.6, 0.3)]
    samples = [tuple(row) for row in splits(6, 4).tolist()]
    intervals = {(a, b): ordinal.disagreement(a, b) for a, b in product(samples, samples)}
    for p, q in product(populations, populations):
        true = sum(p[i] * q[j] * ((i > j) - (i < j)) for i in range(4) for j in range(4))
        covered = sum(
            likelihood(a, p) * likelihood(b, q)
            for (a, b), found in intervals.items()
            if found.low <= true <= found.high
        )
        assert 0.93 <= covered <= 1, (p, q)


def likelihood(sample: Sequence[int], population: Sequence[float]) -> float:
    ways = math.factorial(sum(sample)) / math.prod(map(math.factorial, sample))
    return ways * math.prod(share**count for share, count in zip(population, sample, strict=True))


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        ((1, 0, 0, 0), 0, 0),
        ((0, 0, 0, 1), 3, 3),
        ((1, 1, 0, 0), 0, 1),
        ((3, 0, 0, 3), 0, 3),
        ((3, 0, 0, 4), 3, 3),
        ((2, 2, 2, 2), 1, 2),
        ((1, 2, 3, 1), 2, 2),
    ],
)
def test_middle(counts, lower, upper):
    assert ordinal.middle(counts) == Middle(lower, upper)
    assert ordinal.middle(counts).between == (lower != upper)


@given(groups)
def test_at_least_half_stand_on_either_side_of_a_middle(counts):
    found = ordinal.middle(counts)
    assert 2 * sum(counts[: found.lower + 1]) >= sum(counts)
    assert 2 * sum(counts[found.upper :]) >= sum(counts)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (1, 2, 3), (1, -1, 3, 0), (1, 0.5, 0, 0), (True, 0, 0, 0)])
def test_middle_refuses(counts):
    with pytest.raises(ValueError, match=r"no answers|four counts"):
        ordinal.middle(counts)


@pytest.mark.parametrize(("lower", "upper"), [(-1, 0), (2, 1), (3, 4)])
def test_no_such_middle(lower, upper):
    with pytest.raises(ValueError, match="stages run"):
        Middle(lower, upper)


def test_no_such_band():
    with pytest.raises(ValueError, match="adjacent"):
        Band(0, 2)


@pytest.mark.parametrize(
    ("a", "b", "fewest", "most", "direction", "words", "gap"),
    [
        (Middle(0, 0), Middle(0, 0), 0, 0, Direction.LEVEL, InWords.ALIKE, False),
        (Middle(0, 1), Middle(1, 1), 0.5, 0.5, Direction.B_HIGHER, InWords.A_LITTLE, False),
        (Middle(0, 1), Middle(1, 2), 1, 1, Direction.B_HIGHER, InWords.ONE_STAGE, True),
        (Middle(2, 3), Middle(1, 1), 1.5, 1.5, Direction.A_HIGHER, InWords.ONE_STAGE, True),
        (Middle(0, 3), Middle(1, 2), 0, 0, Direction.LEVEL, InWords.ALIKE, False),
        (Middle(2, 3), Middle(0, 0), 2.5, 2.5, Direction.A_HIGHER, InWords.TWO_STAGES, True),
        (Middle(0, 0), Middle(3, 3), 3, 3, Direction.B_HIGHER, InWords.OPPOSITE, True),
        (Band(0, 1), Band(0, 1), 0, 1, Direction.LEVEL, InWords.ALIKE, False),
        (Band(0, 1), Band(2, 3), 1, 3, Direction.B_HIGHER, InWords.ONE_STAGE, True),
        (Band(2, 3), Middle(1, 1), 1, 2, Direction.A_HIGHER, InWords.ONE_STAGE, True),
        (Band(0, 1), Middle(1, 2), 0.5, 1.5, Direction.B_HIGHER, InWords.A_LITTLE, False),
    ],
)
def test_apart(a, b, fewest, most, direction, words, gap):
    found = ordinal.apart(a, b)
    assert (found.fewest, found.most, found.direction) == (fewest, most, direction)
    assert (found.in_words, found.is_gap, found.certain) == (words, gap, fewest == most)


@given(readings, readings)
def test_apart_is_the_same_from_both_ends(a, b):
    there, back = ordinal.apart(a, b), ordinal.apart(b, a)
    assert (there.fewest, there.most, there.in_words) == (back.fewest, back.most, back.in_words)


@pytest.mark.parametrize("stages", [-0.5, 3.5])
def test_in_words_refuses(stages):
    with pytest.raises(ValueError, match="0 to 3 stages"):
        ordinal.in_words(stages)


def test_groups_that_wholly_differ_leave_as_much_room_as_so_few_answers_do():
    """All of one group above all of the other: the variance is 0, and Wilson's bound says how far to trust it."""
    t = ordinal._student_t(10)
    missed = t * t / (5 + t * t)

    assert ordinal._interval(1.0, 0.0, 5, 7) == pytest.approx((1 - 2 * missed, 1.0), rel=1e-12)
    assert ordinal._interval(-1.0, 0.0, 5, 7) == pytest.approx((-1.0, 2 * missed - 1), rel=1e-12)
    assert ordinal._interval(0.0, 0.0, 5, 7) == pytest.approx((-missed, missed), rel=1e-12)

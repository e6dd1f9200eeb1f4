"""Kaplan-Meier against results that others have printed, against a slow count from the definition, and at its edges."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics.survival import survival

# Freireich et al. (1963), Blood 21, 699-716: weeks in remission of children with acute leukaemia, as tabulated by
# Le (2003), Introductory biostatistics, example 11.1. A plus: still in remission. Estimates for both groups as listed
# by Stata in G. Rodriguez' notes on them (Princeton, ECO 572, "Kaplan-Meier survival").
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
# Miller (1981), Survival analysis, page 49: acute myelogenous leukaemia; the data set `aml` of R's package survival.
MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"
NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45"


def read(text: str, *, level: float = 0.95):
    """The curve of times as they are printed, a plus where it had not happened yet."""
    times = [int(one.rstrip("+")) for one in text.split()]
    return survival(times, [not one.endswith("+") for one in text.split()], level=level)


def test_six_mp__equals_the_printed_table_to_its_last_digit():
    """Week, at risk, relapses, share, standard error and log-log interval, as Stata lists them for these data."""
    printed = [
        (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
        (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
        (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
        (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
        (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
        (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
        (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
    ]

    found = [
        (s.time, s.at_risk, s.happened, *(round(value, 4) for value in (s.share, s.error, s.low, s.high)))
        for s in read(SIX_MP).steps
    ]

    assert found == printed


def test_six_mp__half_have_relapsed_by_week_23_and_the_interval_is_open_above():
    curve = read(SIX_MP)

    assert (curve.median, curve.median_low, curve.median_high) == (23, 13, None)
    assert (curve.n, curve.happened, curve.longest) == (21, 9, 35)
    assert curve.watched == (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def test_placebo__without_anybody_left_waiting_the_curve_is_the_plain_share():
    curve = read(PLACEBO)

    printed = [0.9048, 0.8095, 0.7619, 0.6667, 0.5714, 0.3810, 0.2857, 0.1905, 0.1429, 0.0952, 0.0476, 0.0]
    assert [round(step.share, 4) for step in curve.steps] == printed
    assert (curve.median, curve.median_low, curve.median_high) == (8, 4, 11)
    assert (curve.steps[-1].error, curve.steps[-1].low, curve.steps[-1].high) == (None, None, None)


def test_placebo__has_the_printed_errors_and_intervals():
    first, second = read(PLACEBO).steps[:2]

    assert [round(value, 4) for value in (first.error, first.low, first.high)] == [0.0641, 0.6700, 0.9753]
    assert [round(value, 4) for value in (second.error, second.low, second.high)] == [0.0857, 0.5689, 0.9239]


def test_maintained__equals_what_r_prints():
    curve = read(MAINTAINED)

    assert [(step.time, step.at_risk) for step in curve.steps] == [
        (9, 11), (13, 10), (18, 8), (23, 7), (31, 5), (34, 4), (48, 2),
    ]  # fmt: skip
    assert [round(step.share, 3) for step in curve.steps] == [0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184]
    assert [round(step.error, 4) for step in curve.steps] == [0.0867, 0.1163, 0.1397, 0.1526, 0.1642, 0.1627, 0.1535]
    assert curve.median == 31


def test_not_maintained__equals_what_r_prints():
    curve = read(NOT_MAINTAINED)

    printed = [0.8333, 0.6667, 0.5833, 0.4861, 0.3889, 0.2917, 0.1944, 0.0972, 0.0]
    assert [round(step.share, 4) for step in curve.steps] == printed
    assert curve.median == 23


def test_nobody__has_no_steps():
    curve = survival([], [])

    assert (curve.steps, curve.n, curve.longest, curve.median) == ((), 0, 0, None)


def test_half_exactly__is_half():
    """Seven of fourteen, one after the other: the product of the fractions misses one half by its last digit."""
    curve = survival(range(1, 15), [True] * 7 + [False] * 7)

    assert curve.steps[-1].share > 0.5
    assert curve.median == 7


def test_at__says_which_step_holds():
    curve = read(SIX_MP)

    assert [curve.at(week) for week in (0, 0.5, 5.9)] == [None, None, None]
    assert curve.at(6).share == pytest.approx(18 / 21)
    assert curve.at(12).time == 10
    assert curve.at(35).time == 23


def test_watched_for__equals_how_many_are_at_risk():
    curve = read(SIX_MP)

    assert [curve.watched_for(step.time) for step in curve.steps] == [step.at_risk for step in curve.steps]
    assert [curve.watched_for(week) for week in (0, 32, 32.5, 35, 36)] == [21, 4, 2, 1, 0]


@pytest.mark.parametrize("time", [-1, 35.1, math.nan])
def test_at__refuses_a_time_nobody_was_watched_for(time):
    with pytest.raises(ValueError, match="nobody was watched"):
        read(SIX_MP).at(time)


@pytest.mark.parametrize(
    ("times", "happened", "level", "says"),
    [
        ([1], [], 0.95, "1 times cannot go with 0"),
        ([-1], [True], 0.95, "^a time is 0 or more, and finite$"),
        ([math.inf], [True], 0.95, "finite"),
        ([math.nan], [False], 0.95, "finite"),
        ([1], [True], 0, "level"),
        ([1], [True], 1, "level"),
    ],
)
def test_survival__refuses_what_is_no_data(times, happened, level, says):
    with pytest.raises(ValueError, match=says):
        survival(times, happened, level=level)


def test_survival__a_lower_level_is_a_narrower_interval():
    wide, narrow = read(SIX_MP), read(SIX_MP, level=0.8)

    assert all(w.low < n.low < n.share < n.high < w.high for w, n in zip(wide.steps, narrow.steps, strict=True))


watched = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


@given(watched)
def test_survival__equals_the_definition_worked_out_in_fractions(people):
    share, expected = Fraction(1), []
    for moment in sorted({time for time, ended in people if ended}):
        there = sum(time >= moment for time, _ in people)
        fell = sum(time == moment and ended for time, ended in people)
        share *= Fraction(there - fell, there)
        expected.append((moment, there, fell, share))

    curve = survival([time for time, _ in people], [ended for _, ended in people])

    assert [(s.time, s.at_risk, s.happened) for s in curve.steps] == [one[:3] for one in expected]
    assert [s.share for s in curve.steps] == pytest.approx([float(one[3]) for one in expected])
    assert curve.median == next((one[0] for one in expected if one[3] <= Fraction(1, 2)), None)
    for step in curve.steps:
        assert step.low is None or 0 <= step.low <= step.share <= step.high <= 1


@given(watched)
def test_survival__the_order_of_people_changes_nothing(people):
    there, back = (
        survival([time for time, _ in order], [ended for _, ended in order]) for order in (people, people[::-1])
    )

    assert there == back

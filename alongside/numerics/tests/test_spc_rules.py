"""Signals: Anhøj's runs analysis, the NHS rules, labels and icons."""

from __future__ import annotations

import math
from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics import spc
from alongside.numerics.spc import Assurance, Chart, Improvement, Label, Profile, runs, signals

CALM = [10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13]  # centre 11.5, mean range 21 / 11
C, IH, IL = Label.COMMON_CAUSE, Label.IMPROVEMENT_HIGH, Label.IMPROVEMENT_LOW
CH, CL, NH, NL = Label.CONCERN_HIGH, Label.CONCERN_LOW, Label.NEUTRAL_HIGH, Label.NEUTRAL_LOW


def marks(flags: tuple[bool, ...]) -> str:
    return "".join("x" if flag else "." for flag in flags)


def nhs(y, **fields):
    fields = {"screen": False, "improvement": "increase", **fields}
    return spc.read(y, profile=Profile.NHS, **fields)


def after_calm(*y, **fields):
    """The rules over what follows twelve calm points that set the limits: 11.5 ± 5.08, near ones ± 3.39."""
    return nhs([*CALM, *y], fix_after=12, **fields)


# ── runs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_limits_of_runs_are_those_that_the_authors_tabulate():
    tabulated = {10: (6, 2), 20: (7, 6), 24: (8, 8), 30: (8, 10), 50: (9, 19), 100: (10, 41)}

    assert {n: (runs.longest_run_max(n), runs.crossings_min(n)) for n in tabulated} == tabulated


@pytest.mark.parametrize("useful", [1, 2, 3, 5, 6, 11, 12, 22, 23, 45, 46, 90, 91, 363, 1000, 9999])
def test_longest_run_is_the_rounded_logarithm(useful):
    assert runs.longest_run_max(useful) == round(math.log2(useful)) + 3


@pytest.mark.parametrize("useful", range(1, 40))
def test_crossings_are_the_five_per_cent_point(useful):
    chance = [math.comb(useful - 1, k) / 2 ** (useful - 1) for k in range(useful)]

    fewest = next(k for k in range(useful) if sum(chance[: k + 1]) >= 0.05)
    assert runs.crossings_min(useful) == fewest


@given(st.lists(st.lists(st.sampled_from([-1, 0, 1]), min_size=9, max_size=9), min_size=1, max_size=5))
def test_runs_pass_over_points_on_the_line(rows):
    found = runs.analyse(np.array(rows, dtype=np.int8))

    for row, sides in enumerate(rows):
        useful = [side for side in sides if side]
        longest = max((len(list(run)) for _, run in groupby(useful)), default=0)
        crossings = sum(a != b for a, b in pairwise(useful))
        assert found.useful[row] == len(useful)
        assert found.longest[row] == longest
        assert found.crossings[row] == crossings
        if useful:
            most, fewest = runs.longest_run_max(len(useful)), runs.crossings_min(len(useful))
            assert (found.longest_max[row], found.crossings_min[row]) == (most, fewest)
            assert found.signal[row] == (longest > most or crossings < fewest)
        else:
            assert not found.signal[row]


def test_a_run_too_long_signals():
    y = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, *[2] * 7, *[1] * 2]  # 19 useful: the longest run may be 7
    reading = spc.read(y, chart=Chart.RUN, cl=1.5)

    assert reading.phases[0] == spc.Phase(
        n_obs=19, n_useful=19, longest_run=8, longest_run_max=7, crossings=10, crossings_min=6, runs_signal=True
    )


def test_a_line_crossed_too_seldom_signals():
    y = [*[1] * 5, *[2] * 5, 1.5, None]
    reading = spc.read(y, chart=Chart.RUN, cl=1.5)

    assert reading.phases[0] == spc.Phase(
        n_obs=12, n_useful=10, longest_run=5, longest_run_max=6, crossings=1, crossings_min=2, runs_signal=True
    )


def test_six_points_on_one_side_of_a_given_line_signal():
    assert spc.read([2] * 6, cl=1).phases[0].runs_signal
    assert not spc.read([2] * 5, cl=1).phases[0].runs_signal


def test_runs_without_a_useful_point():
    assert spc.read([None, 5, None]).phases[0] == spc.Phase(
        n_obs=3,
        n_useful=0,
        longest_run=None,
        longest_run_max=None,
        crossings=None,
        crossings_min=None,
        runs_signal=False,
    )


def test_runs_are_counted_and_not_judged_without_order():
    y = [*[1] * 6, *[2] * 6]
    for fields in ({"categorical": True}, {"x": list("abcdefghijkl")}):
        phase = spc.read(y, chart=Chart.RUN, **fields).phases[0]
        assert (phase.longest_run, phase.crossings, phase.crossings_min, phase.runs_signal) == (6, 1, 3, False)
    assert spc.read(y, chart=Chart.RUN).phases[0].runs_signal
    phase = spc.read([0, *[1, 0] * 3, 9, 0, 9, 0, 9, 0], chart=Chart.MR, cl=2).phases[0]
    assert (phase.longest_run, phase.crossings, phase.crossings_min, phase.runs_signal) == (6, 1, 3, False)
    assert not spc.read(y, profile="nhs").phases[0].runs_signal


# ── the NHS rules ───────────────────────────────────────────────────────────────────────────────────────────────


def test_outside():
    reading = after_calm(16.5, 16.6, 6.5, 6.4)

    assert marks(reading.rules.outside)[12:] == ".x.x"
    assert reading.sigma_signal == reading.rules.outside
    assert reading.label[12:] == (C, IH, C, CL)


def test_a_point_on_a_limit_is_within():
    calm = after_calm(12)

    reading = after_calm(calm.ucl[0], 10, calm.lcl[0], 12)
    assert not any(reading.rules.outside)
    assert not any(reading.sigma_signal)
    for near in (calm.ucl2[0], calm.lcl2[0]):
        assert not any(after_calm(near, near, near).rules.two_in_three)
        beyond = near + 1e-9 if near > 11.5 else near - 1e-9
        assert marks(after_calm(beyond, beyond, beyond).rules.two_in_three)[12:] == "xxx"


def test_shift():
    assert marks(after_calm(*[12] * 5).rules.shift) == "." * 17  # with the 13 before: six
    assert marks(after_calm(*[12] * 6).rules.shift) == "." * 11 + "x" * 7
    assert marks(after_calm(*[12] * 8).rules.shift) == "." * 11 + "x" * 9
    assert marks(after_calm(*[12] * 4, shift=5).rules.shift) == "." * 11 + "x" * 5
    assert marks(after_calm(12, 12, 12, 11.5, 12, 12, 12).rules.shift) == "." * 19
    assert marks(after_calm(12, 12, 12, None, 12, 12, 12).rules.shift) == "." * 19
    assert marks(after_calm(12, 12, 12, 11, 12, 12, 12).rules.shift) == "." * 19
    assert after_calm(*[12] * 6).label[12:] == (IH,) * 6
    assert after_calm(*[11] * 7).label[12:] == (CL,) * 7


def test_nothing_runs_across_a_rebase():
    y = [*CALM[:-1], *[12.0] * 4, *[12.0] * 3, *CALM]

    assert marks(nhs(y, rebase=[16], fix_after=12).rules.shift) == "." * 30


def test_trend():
    assert marks(after_calm(10, 10.5, 11, 11.5, 12, 12.5).rules.trend) == "." * 18
    assert marks(after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13).rules.trend) == "." * 12 + "x" * 7
    assert marks(after_calm(10, 10.5, 11, 11.5, 11.5, 12, 12.5, 13).rules.trend) == "." * 20
    assert marks(after_calm(10, 10.5, 11, None, 11.5, 12, 12.5, 13).rules.trend) == "." * 20
    assert marks(after_calm(10, 10.5, 11, 11.5, 12, trend=5).rules.trend) == "." * 12 + "x" * 5
    up = after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13)
    assert up.label[12:] == (IH,) * 7
    down = after_calm(12.8, 12.5, 12, 11.5, 11, 10.5, 10.2)
    assert marks(down.rules.trend) == "." * 11 + "x" * 8
    assert down.label[11:] == (CL,) * 8


def test_a_peak_belongs_to_the_fall():
    reading = after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13, 12.5, 12, 11.5, 11, 10.5, 10)

    assert marks(reading.rules.trend) == "." * 12 + "x" * 13
    assert reading.label[12:] == (*(IH,) * 6, *(CL,) * 7)


def test_a_point_before_another_trend_takes_the_step_to_it():
    """As in NHSRplotthedots: up to 13, down to 10 and up again; the 13 is followed by a fall, the 10 by a rise."""
    reading = after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13, 10, 10.5, 11, 11.5, 12, 12.5, 13)

    assert marks(reading.rules.trend) == "." * 12 + "x" * 14
    assert reading.label[12:] == (*(IH,) * 6, CL, *(IH,) * 7)
    level = after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13, 13, 13.1, 13.2, 13.3, 13.4, 13.5, 13.6)
    assert level.label[18] is CL


def test_repeated_values_skipped():
    y = [10, 10, 10.5, 11, 11.5, 11.5, 11.5, 12, 12.5, 13, 13]

    assert marks(after_calm(*y, trend_ties="skip").rules.trend) == "." * 13 + "x" * 9 + "."
    assert after_calm(*y, trend_ties="skip").label[13:22] == (IH,) * 9
    assert marks(after_calm(*y).rules.trend) == "." * 23
    assert marks(after_calm(*y[1:4], None, *y[4:], trend_ties="skip").rules.trend) == "." * 23
    peak = after_calm(10, 10.5, 11, 11.5, 12, 12.5, 13, 13, 12.5, 12, 11.5, 11, 10.5, 10, trend_ties="skip")
    assert marks(peak.rules.trend) == "." * 12 + "x" * 14
    assert peak.label[12:] == (*(IH,) * 6, *(CL,) * 8)


def test_a_repeated_missing_value_is_no_repeated_value():
    assert marks(after_calm(10, 10.5, 11, None, None, 11.5, 11.5, 12, 13, trend_ties="skip").rules.trend) == "." * 21


def test_two_in_three():
    assert marks(after_calm(10, 15, 12, 15, 10).rules.two_in_three)[12:] == ".x.x."
    assert marks(after_calm(10, 15, 15, 12, 10).rules.two_in_three)[12:] == ".xx.."
    assert marks(after_calm(10, 12, 15, 15, 10).rules.two_in_three)[12:] == "..xx."
    assert marks(after_calm(10, 15, 15, 15, 10).rules.two_in_three)[12:] == ".xxx."
    assert marks(after_calm(10, 15, 12, 12, 15, 10).rules.two_in_three)[12:] == "......"
    assert marks(after_calm(10, 15, 15, 10).rules.two_in_three)[12:] == "...."
    assert marks(after_calm(10, 15, 11.5, 15, 10).rules.two_in_three)[12:] == "....."
    assert marks(after_calm(10, 15, None, 15, 10).rules.two_in_three)[12:] == "....."
    assert marks(after_calm(13, 8, 8, 11, 13).rules.two_in_three)[12:] == ".xx.."
    assert after_calm(10, 15, 12, 15, 10).label[12:] == (C, IH, C, IH, C)
    assert after_calm(13, 8, 8, 11, 13).label[12:] == (C, CL, CL, C, C)


def test_two_in_three_of_the_nhs_tools_counts_what_lies_outside():
    assert marks(after_calm(10, 17, 12, 15, 10).rules.two_in_three)[12:] == "....."
    reading = after_calm(10, 17, 12, 15, 10, two_in_three="mdc2023")
    assert marks(reading.rules.two_in_three)[12:] == ".x.x."
    assert marks(reading.rules.outside)[12:] == ".x..."


def test_rules_outrank_each_other():
    """Outside, then trend, then two in three, then shift: a falling point far above is low, unless it is outside."""
    reading = after_calm(16.6, 16, 15.5, 15, 14.5, 14, 13.5, 13, 12.5)

    assert marks(reading.rules.outside)[12:] == "x........"
    assert marks(reading.rules.trend)[12:] == "xxxxxxxxx"
    assert marks(reading.rules.shift)[12:] == "xxxxxxxxx"
    assert marks(reading.rules.two_in_three)[12:] == ".xxx....."
    assert reading.label[12:] == (IH, *(CL,) * 8)


@pytest.mark.parametrize(
    ("improvement", "high", "low"),
    [("increase", IH, CL), ("decrease", CH, IL), ("neutral", NH, NL)],
)
def test_what_a_signal_means(improvement, high, low):
    reading = after_calm(20, 3, improvement=improvement)

    assert reading.label[-2:] == (high, low)
    assert reading.variation is low
    assert after_calm(3, 20, improvement=improvement).variation is high
    assert after_calm(3, 11, improvement=improvement).variation is C
    assert reading.improvement is Improvement(improvement)


def test_every_label_has_its_code():
    assert set(signals.LABELS) == {None, *Label}


def test_a_missing_last_value_has_no_icon():
    reading = after_calm(20, None)

    assert reading.label[-2:] == (IH, None)
    assert reading.variation is None


def test_without_limits_there_is_no_label_but_the_rules_are_there():
    reading = nhs([*[5] * 12, *[6] * 7], fix_after=12, screen=True)

    assert marks(reading.rules.shift) == "." * 12 + "x" * 7
    assert reading.label == (None,) * 19
    assert reading.variation is None


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        (17, Assurance.FAIL, Assurance.PASS),
        (6, Assurance.PASS, Assurance.FAIL),
        (12, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (None, None, None),
    ],
)
def test_assurance(target, increase, decrease):
    assert after_calm(11, target=target).assurance is increase
    assert after_calm(11, target=target, improvement="decrease").assurance is decrease
    assert after_calm(11, target=target, improvement="neutral").assurance is None


def test_a_target_on_a_limit_is_now_and_then_met():
    reading = after_calm(11)

    assert after_calm(11, target=reading.ucl[-1]).assurance is Assurance.INCONSISTENT
    assert after_calm(11, target=reading.lcl[-1]).assurance is Assurance.INCONSISTENT


def test_a_stepped_target_counts_where_the_chart_ends():
    assert after_calm(11, target=[None] * 12 + [17]).assurance is Assurance.FAIL
    assert after_calm(11, target=[17] * 12 + [None]).assurance is None
    assert after_calm(11, target=[17] * 12 + [6]).assurance is Assurance.PASS


def test_the_last_phase_decides_the_icons():
    reading = nhs([*CALM, *[value + 20 for value in CALM]], rebase=[13], target=20)

    assert reading.assurance is Assurance.PASS
    assert reading.variation is C
    assert nhs([5] * 14, target=3, screen=True).assurance is None


def test_shewhart_has_no_labels():
    reading = spc.read(CALM, improvement="increase", target=99)

    assert (reading.rules, reading.label, reading.variation, reading.assurance) == (None,) * 4
    assert reading.target == (99,) * 12

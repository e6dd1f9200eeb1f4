"""How rows become points: subgroups, missing values, order, phases."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart

SD = math.sqrt(0.5)  # of two neighbouring whole numbers


def test_without_x_rows_are_counted():
    assert spc.read([4, 5, 6]).x == (1, 2, 3)


def test_numbers_and_dates_are_sorted_and_texts_are_not():
    days = [dt.date(2024, 3, 1), dt.date(2024, 1, 1), dt.date(2024, 2, 1)]

    assert spc.read([1, 2, 3], x=[9, -1, 2.5]).x == (-1, 2.5, 9)
    assert spc.read([1, 2, 3], x=[9, -1, 2.5]).y == (2, 3, 1)
    assert spc.read([1, 2, 3], x=days).x == tuple(sorted(days))
    assert spc.read([1, 2, 3], x=sorted(days)).x == tuple(sorted(days))
    assert spc.read([1, 2, 3], x=[days[1], days[2], days[2]]).y == (1, 2.5)
    assert spc.read([1, 2, 3], x=[day.isoformat() for day in days]).x == tuple(sorted(days))
    assert spc.read([1, 2, 3], x=["c", "a", "b"]).x == ("c", "a", "b")
    assert spc.read([1, 2, 3], x=["c", "a", "b"]).y == (1, 2, 3)
    assert spc.read([1, 2, 3], x=["2024-01-02", "a", "2024-01-01"]).x == ("2024-01-02", "a", "2024-01-01")


def test_a_row_without_x_is_dropped():
    reading: Any = spc.read([1, 2, 3, 4], x=[3, None, 1, math.nan], n=[10, 20, 30, 40])

    assert reading.x == (1, 3)
    assert reading.y == (0.1, 0.1)
    assert reading.n == (30, 10)
    assert reading.warnings[0] == spc.Warned("rows-dropped", "Rows without an “x” were left out: 2.")


def test_in_order_but_for_a_dropped_row():
    assert spc.read([1, 2, 3], x=[1, None, 5]).y == (1, 3)
    assert spc.read([1, 2, 3], x=["b", None, "a"]).y == (1, 3)


def test_texts_that_come_again_are_a_subgroup():
    reading: Any = spc.read([1, 2, 3, 4], x=["b", "a", "b", "a"])

    assert reading.x == ("b", "a")
    assert reading.y == (2, 3)


@pytest.mark.parametrize(
    ("aggregate", "y"),
    [
        ("mean", (3.0, None, 7.0, 8.0)),
        ("median", (2.0, None, 7.0, 8.0)),
        ("sum", (9.0, 0.0, 7.0, 16.0)),
        ("sd", (math.sqrt(7), None, None, 0.0)),
    ],
)
def test_subgroups_without_denominators(aggregate, y):
    reading: Any = spc.read(
        [6, 1, 2, None, None, 7, None, 8, 8], x=[1, 1, 1, 2, 2, 3, 3, 4, 4], chart=Chart.RUN, aggregate=aggregate
    )

    assert reading.y == pytest.approx(y)
    assert reading.n == (None,) * 4


@pytest.mark.parametrize(
    ("aggregate", "y"), [("mean", (5, None)), ("median", (5, None)), ("sum", (5, 0)), ("sd", (None, None))]
)
def test_single_rows_are_subgroups_of_one(aggregate, y):
    assert spc.read([5, None], chart=Chart.RUN, aggregate=aggregate).y == y
    assert spc.read([5, 5, None], chart=Chart.RUN, x=[1, None, 2], aggregate=aggregate).y[:1] == y[:1]


def test_median_of_an_even_subgroup():
    assert spc.read([1, 9, 2, 4], x=[1] * 4, chart=Chart.RUN, aggregate="median").y == (3,)


def test_with_denominators_a_row_needs_both_numbers():
    reading: Any = spc.read([1, 2, None, 4, 5, None], n=[10, None, 30, 40, 50, 60], x=[1, 1, 1, 2, 2, 3], chart=Chart.U)

    assert reading.y == (0.1, 0.1, None)
    assert reading.n == (10, 90, 0)
    assert reading.cl == (0.1,) * 3
    assert reading.ucl[2] is None


def test_denominators_of_single_rows():
    reading: Any = spc.read([1, 2, None, 4], n=[10, None, 30, 40], chart=Chart.U, aggregate="median")

    assert reading.y == (0.1, None, None, 0.1)
    assert reading.n == (10, 0, 0, 40)
    assert reading.cl == (0.1,) * 4


def test_a_denominator_of_nothing_is_no_rate_and_no_part_of_the_centre():
    for x in (None, [1, 2, 3, 3]):
        reading: Any = spc.read([1, 5, 3, 0], n=[10, 0, 30, 0], x=x, chart=Chart.P)

        assert reading.y[:3] == (0.1, None, 0.1)
        assert reading.cl[0] == 0.1
        assert reading.lcl[1] is None
        assert reading.ucl[1] is None


def test_a_c_chart_plots_sums_whatever_else_is_asked():
    rows = {"y": [1, 2, None, None, None, 7], "x": [1, 1, 2, 3, 3, 4]}

    for fields in ({}, {"aggregate": "mean"}, {"aggregate": "sd"}):
        assert spc.read(**rows, chart=Chart.C, **fields).y == (3, None, 0, 7)
    assert spc.read(**rows, chart=Chart.C, n=[1, None, 1, 1, 1, 2]).y == (1, None, 0, 7)
    assert spc.read(**rows, chart=Chart.C, n=[1, None, 1, 1, 1, 2]).n == (1, 0, 0, 2)
    assert spc.read([3, None, 7], chart=Chart.C, aggregate="sum").y == (3, None, 7)
    assert spc.read([3, None, 7], n=[2, 2, None], chart=Chart.C).y == (3, None, None)
    assert spc.read([1, 2, None], x=[1, 1, 2], chart=Chart.C).cl == (3, 3)


def test_charts_of_subgroups_count_what_is_there():
    rows = {"y": [4, 5, None, 6, 7, 8, None], "x": [1, 1, 2, 2, 3, 3, 4]}

    assert spc.read(**rows, chart=Chart.XBAR).n == (2, 1, 2, 0)
    assert spc.read(**rows, chart=Chart.XBAR).y == (4.5, 6, 7.5, None)
    assert spc.read(**rows, chart=Chart.S).y == pytest.approx((SD, None, SD, None))
    assert spc.read(**rows, chart=Chart.I_PRIME).n == (2, 1, 2, 0)
    assert spc.read([4, None], chart=Chart.I_PRIME).n == (1, 0)
    assert spc.read([4, None], chart=Chart.XBAR).n == (1, 0)
    assert spc.read([4, None], chart=Chart.I_PRIME, n=[5, 5]).n == (5, 0)


def test_the_target_stays_with_its_row():
    assert spc.read([1, 2, 3], x=[3, 1, 2], target=[30, 10, None]).target == (10, None, 30)
    assert spc.read([1, 2, 3], x=[2, 1, 1], target=[30, 10, 11]).target == (10, 30)
    assert spc.read([1, 2], target=5, multiply=10).target == (5, 5)
    assert spc.read([1, 2]).target == (None, None)
    assert spc.read([1, 2], target=[1, 2]).target == (1, 2)


def test_parts_are_read_on_their_own():
    reading: Any = spc.read([1, 3, 2, 21, 23, 22], part=[3], screen=False)

    assert reading.phase == (1, 1, 1, 2, 2, 2)
    assert reading.cl == (2, 2, 2, 22, 22, 22)
    assert reading.ucl[0] == pytest.approx(2 + 3 * 1.5 / 1.128)
    assert reading.ucl[5] == pytest.approx(22 + 3 * 1.5 / 1.128)
    assert len(reading.phases) == 2


def test_breaks_outside_the_chart_do_nothing():
    reading: Any = spc.read([1, 3, 2, 21], part=[3, 3, 0, -2, 4, 99])

    assert reading.phase == (1, 1, 1, 2)
    assert "part-not-found" in [warned.code for warned in reading.warnings]
    assert "part-not-found" not in [warned.code for warned in spc.read([1, 3, 2, 21], part=[3]).warnings]


def test_freeze_sets_the_lines_and_all_points_are_judged():
    reading: Any = spc.read([1, 3, 2, 40], freeze=3, screen=False)

    assert reading.baseline == (True, True, True, False)
    assert reading.cl == (2,) * 4
    assert reading.sigma_signal == (False, False, False, True)
    assert reading.phases[0].n_obs == 4


def test_freeze_is_ignored_when_there_are_parts():
    reading: Any = spc.read([1, 3, 2, 40], freeze=1, part=[99])

    assert reading.baseline == (True,) * 4
    assert "freeze-ignored" in [warned.code for warned in reading.warnings]
    assert "freeze-ignored" not in [warned.code for warned in spc.read([1, 3, 2, 40], freeze=1).warnings]


def test_excluded_points_leave_lines_and_runs_but_are_judged():
    reading: Any = spc.read([10, 12, 90, 11, 13, 12], exclude=[3], screen=False)

    assert reading.excluded == (False, False, True, False, False, False)
    assert reading.baseline == (True, True, False, True, True, True)
    assert reading.cl[0] == pytest.approx(11.6)
    assert reading.ucl[0] == pytest.approx(11.6 + 3 * 1.5 / 1.128)  # ranges 2, 1 (across the hole), 2, 1
    assert reading.sigma_signal == (False, False, True, False, False, False)
    assert reading.phases[0].n_obs == reading.phases[0].n_useful == 5


def test_a_missing_point_has_no_range_on_either_side():
    assert spc.read([10, 12, None, 11, 14], screen=False).ucl[0] == pytest.approx(11.75 + 3 * 2.5 / 1.128)


def test_points_are_excluded_by_their_place_in_the_whole_chart():
    reading: Any = spc.read([1, 3, 2, 21, 23, 22], part=[3], exclude=[4, 9])

    assert reading.excluded == (False, False, False, True, False, False)
    assert reading.cl[3:] == (22.5,) * 3
    assert "exclude-not-found" in [warned.code for warned in reading.warnings]
    assert spc.read([1, 3, 2], exclude=[0, -1, 4]).excluded == (False,) * 3
    assert "exclude-not-found" not in [warned.code for warned in spc.read([1, 3, 2], exclude=[1, 3]).warnings]


def test_an_excluded_value_spoils_both_ranges_that_touch_it():
    reading: Any = spc.read([10, 12, 90, 11, 13, 12], chart=Chart.MR, exclude=[3])

    assert reading.y == (None, 2, 78, 79, 2, 1)
    assert reading.excluded == (False, False, True, True, False, False)
    assert reading.cl[0] == pytest.approx(5 / 3)
    assert reading.sigma_signal == (False, False, True, True, False, False)
    assert reading.phases[0].n_obs == 4


def test_no_range_is_spoiled_across_a_break():
    reading: Any = spc.read([10, 12, 11, 13, 90], chart=Chart.MR, part=[3], exclude=[3, 5])

    assert reading.excluded == (False, False, True, False, True)
    assert reading.y == (None, 2, 1, None, 77)


def test_rebase_begins_where_a_point_has_just_that_date():
    days = [f"2024-01-{day:02}" for day in range(1, 7)]
    reading: Any = spc.read(
        [1, 3, 2, 21, 23, 22], x=days, profile="nhs", rebase=["2024-01-04", "2024-01-01", "2023-12-31", "2023-12-31"]
    )

    assert reading.phase == (1, 1, 1, 2, 2, 2)
    assert reading.cl == (2, 2, 2, 22, 22, 22)
    lost = [warned.message for warned in reading.warnings if warned.code == "rebase-not-found"]
    assert lost == ["The re-base at 2023-12-31 was ignored because there is no point at it."]


def test_nhs_rows_are_sorted_and_those_without_a_date_dropped():
    reading: Any = spc.read([3, 1, 2, 9], x=["2024-01-03", "2024-01-01", "2024-01-02", None], profile="nhs")

    assert reading.y == (1, 2, 3)
    assert reading.warnings[0].code == "rows-dropped"


def test_fix_after_counts_rows_of_each_group():
    y = [1, 3] * 6 + [50] + [None, 12] + [11, 12] * 5 + [90]
    reading: Any = spc.read(y, profile="nhs", rebase=[14], fix_after=12, screen=False)

    assert reading.baseline == (*(True,) * 12, False, *(True,) * 12, False)
    assert reading.cl[0] == 2
    assert reading.ucl[0] == pytest.approx(2 + 2.66 * 2)
    assert reading.cl[13] == pytest.approx((6 * 12 + 5 * 11) / 11)
    assert reading.sigma_signal[12]
    assert reading.sigma_signal[25]

"""What can be asked, what is refused, and in which words."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart, Improvement, Profile, Request, batch, rows

KINDS_OF_X = "“x” must hold numbers only, dates only (without a time of day) or texts only."
ONE_CHART = "The NHS profile has one chart, “i” (XmR). Choose the profile “shewhart” for the others."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"y": []}, "A chart needs values in “y”, and at most 100000 of them."),
        ({"y": [1] * 100_001}, "A chart needs values in “y”, and at most 100000 of them."),
        ({"y": [1, 2], "x": [None, math.nan]}, "No row has an “x”."),
        ({"profile": "other"}, "“profile” must be one of shewhart, nhs."),
        ({"chart": "pareto"}, "“chart” must be one of run, i, mr, xbar, s, t, p, pp, u, up, c, g, ip."),
        ({"chart": []}, "“chart” must be one of run, i, mr, xbar, s, t, p, pp, u, up, c, g, ip."),
        ({"improvement": "up"}, "“improvement” must be one of increase, decrease, neutral."),
        ({"screen": 1}, "“screen” must be true or false."),
        ({"negative": None}, "“negative” must be true or false."),
        ({"categorical": "no"}, "“categorical” must be true or false."),
        ({"aggregate": "mode"}, "“aggregate” must be one of mean, median, sum, sd."),
        ({"aggregate": 3}, "“aggregate” must be one of mean, median, sum, sd."),
        ({"trend_ties": "make"}, "“trend_ties” must be one of break, skip."),
        ({"two_in_three": "new"}, "“two_in_three” must be one of plotthedots, mdc2023."),
        ({"profile": "nhs", "shift": 1}, "“shift” must be a whole number, at least 2."),
        ({"profile": "nhs", "shift": 7.0}, "“shift” must be a whole number, at least 2."),
        ({"profile": "nhs", "shift": True}, "“shift” must be a whole number, at least 2."),
        ({"profile": "nhs", "trend": 2}, "“trend” must be a whole number, at least 3."),
        ({"profile": "nhs", "fix_after": 11}, "“fix_after” must be a whole number, at least 12."),
        ({"freeze": 0}, "“freeze” must be a whole number, at least 1."),
        ({"freeze": 2.5}, "“freeze” must be a whole number, at least 1."),
        ({"multiply": 0}, "“multiply” must be above 0."),
        ({"multiply": -1}, "“multiply” must be above 0."),
        ({"multiply": None}, "“multiply” must be a number."),
        ({"multiply": "2"}, "“multiply” must hold numbers only; row 1 does not."),
        ({"cl": math.nan}, "“cl” must be a number."),
        ({"chart": "t", "cl": 0}, "A T chart needs a centre line above 0."),
        ({"chart": "t", "y": [3, 0, 2]}, "A T chart needs times above 0: one of the values is 0 or less."),
        ({"chart": "t", "y": [3, -2]}, "A T chart needs times above 0: one of the values is 0 or less."),
        ({"chart": "p"}, "This chart needs denominators: give “n”."),
        ({"chart": "pp"}, "This chart needs denominators: give “n”."),
        ({"chart": "u"}, "This chart needs denominators: give “n”."),
        ({"chart": "up"}, "This chart needs denominators: give “n”."),
        ({"n": [1, 2]}, "“n” has 2 rows and “y” has 3: they must be as many."),
        ({"x": [1, 2]}, "“x” has 2 rows and “y” has 3: they must be as many."),
        ({"target": [1, 2]}, "“target” has 2 rows and “y” has 3: they must be as many."),
        ({"target": "2"}, "“target” must be a list."),
        ({"target": object()}, "“target” must hold numbers only; row 1 does not."),
        ({"target": [1, True, 2]}, "“target” must hold numbers only; row 2 does not."),
        ({"part": 3}, "“part” must be a list."),
        ({"part": "3"}, "“part” must be a list."),
        ({"part": {3: 4}}, "“part” must be a list."),
        ({"part": [1.5]}, "“part” must be a list of whole numbers: the numbers of points, counted from 1."),
        ({"exclude": [True]}, "“exclude” must be a list of whole numbers: the numbers of points, counted from 1."),
        ({"x": "123"}, "“x” must be a list."),
        ({"n": [1, "2", 3]}, "“n” must hold numbers only; row 2 does not."),
        ({"exclude": "3"}, "“exclude” must be a list."),
        ({"rebase": "3"}, "“rebase” must be a list."),
        ({"profile": "nhs", "part": "3"}, "“part” must be a list."),
        ({"profile": "nhs", "exclude": "3"}, "“exclude” must be a list."),
        ({"profile": "nhs", "rebase": "3"}, "“rebase” must be a list."),
        ({"y": [1, True]}, "“y” must hold numbers only; row 2 does not."),
        ({"y": ["1", 2]}, "“y” must hold numbers only; row 1 does not."),
        ({"y": [1, [2]]}, "“y” must hold numbers only; row 2 does not."),
        ({"y": [1, Decimal("sNaN")]}, "“y” must hold numbers only; row 2 does not."),
        ({"y": [1, Fraction(10**400)]}, "“y” must hold numbers only; row 2 does not."),
        ({"y": np.array([[1.0, 2.0]])}, "“y” must be a list."),
        ({"y": "123"}, "“y” must be a list."),
        ({"y": None}, "“y” must be a list."),
        ({"y": [1, math.inf]}, "“y” holds a number that is infinite or too large to be charted, in row 2."),
        ({"y": [None, 1.1e100]}, "“y” holds a number that is infinite or too large to be charted, in row 2."),
        ({"y": [-1.1e100, 1]}, "“y” holds a number that is infinite or too large to be charted, in row 1."),
        ({"y": [1, 10**400]}, "“y” holds a number that is infinite or too large to be charted."),
        ({"x": [1, "b", 2]}, KINDS_OF_X),
        ({"x": [True, False, True]}, KINDS_OF_X),
        ({"x": [dt.datetime(2024, 1, 1, tzinfo=dt.UTC)] * 3}, KINDS_OF_X),
        ({"x": [1, 2, math.inf]}, "“x” holds a number that is infinite or too large to be charted."),
        ({"x": [1, 2, 10**400]}, "“x” holds a number that is infinite or too large to be charted."),
        ({"x": ["2024-01-30", "2024-02-30", "2024-03-30"]}, "“2024-02-30” is not a date."),
        ({"profile": "nhs", "x": ["a", "b", "c"]}, "An NHS chart needs dates (or numbers) in “x”, not texts."),
        ({"profile": "nhs", "x": [1, 2, 2]}, "An NHS chart has one value for each “x”: one of them comes twice."),
        ({"profile": "nhs", "chart": "c"}, ONE_CHART),
    ],
)  # fmt: skip
def test_refused(fields, words):
    with pytest.raises(spc.Refused) as refused:
        spc.read(**{"y": [1, 2, 3], **fields})

    assert refused.value.message == words
    assert str(refused.value) == words


@pytest.mark.parametrize(
    "fields",
    [
        {"n": [1, 2, 3]}, {"freeze": 2}, {"part": [1]}, {"exclude": [1]}, {"cl": 3}, {"multiply": 2.0},
        {"aggregate": "median"}, {"negative": False}, {"categorical": True},
    ],
)  # fmt: skip
def test_the_nhs_profile_has_no_setting_of_the_other(fields):
    (name,) = fields

    with pytest.raises(spc.Refused) as refused:
        spc.read([1, 2, 3], profile="nhs", **fields)

    assert refused.value.message == f"“{name}” belongs to the profile “shewhart”; the profile “nhs” does not have it."


@pytest.mark.parametrize(
    "fields",
    [
        {"rebase": [2]}, {"fix_after": 12}, {"shift": 8}, {"trend": 6}, {"trend_ties": "skip"},
        {"two_in_three": "mdc2023"},
    ],
)  # fmt: skip
def test_the_shewhart_profile_has_no_setting_of_the_other(fields):
    (name,) = fields

    with pytest.raises(spc.Refused) as refused:
        spc.read([1, 2, 3], **fields)

    assert refused.value.message == f"“{name}” belongs to the profile “nhs”; the profile “shewhart” does not have it."


def test_what_changes_nothing_is_allowed_in_either_profile():
    plain = {"part": None, "exclude": [], "multiply": 1, "n": None, "freeze": None, "cl": None}

    assert spc.read([1, 2, 3], profile="nhs", **plain) == spc.read([1, 2, 3], profile="nhs")
    assert spc.read([1, 2, 3], rebase=None) == spc.read([1, 2, 3], rebase=[])


def test_the_least_that_is_allowed():
    reading: Any = spc.read(range(12), profile="nhs", shift=2, trend=3, fix_after=12)

    assert reading.rules.trend == (True,) * 12
    assert spc.read([1, 2, 3], freeze=1).baseline == (True, False, False)


def test_names_do_as_well_as_members():
    named = spc.read([3, 1, 2], profile="shewhart", chart="c", improvement="decrease")

    assert named == spc.read([3, 1, 2], profile=Profile.SHEWHART, chart=Chart.C, improvement=Improvement.DECREASE)
    assert (named.profile, named.chart, named.improvement) == (Profile.SHEWHART, Chart.C, Improvement.DECREASE)


def test_one_setting_is_not_taken_for_another_that_equals_it():
    """1 equals True, but whoever says 1 may mean something else."""
    spc.read([1, 2, 3], screen=True)

    with pytest.raises(spc.Refused):
        spc.read([1, 2, 3], screen=1)


@pytest.mark.parametrize(
    "y",
    [
        [1.5, 2, None, 4],
        (1.5, 2, math.nan, 4),
        np.array([1.5, 2.0, math.nan, 4.0]),
        np.array([1.5, 2.0, math.nan, 4.0], dtype=np.float32),
        np.array([1.5, 2, None, 4], dtype=object),
        [np.float64(1.5), np.int64(2), Decimal("NaN"), Decimal(4)],
        [Fraction(3, 2), 2, np.float32("nan"), 4],
    ],
)
def test_numbers_of_every_kind(y):
    assert spc.read(y).y == (1.5, 2.0, None, 4.0)


@pytest.mark.parametrize(
    "x",
    [[3, 1.5], [np.int64(3), np.float64(1.5)], np.array([3, 1.5]), (np.int8(3), 1.5), [np.float32(3), np.float32(1.5)]],
)
def test_places_may_be_numbers_of_every_kind(x):
    reading: Any = spc.read([1, 2], x=x)

    assert reading.x == (1.5, 3)
    assert {type(place) for place in reading.x} <= {int, float}
    assert spc.read([1, 2], x=x, profile="nhs", rebase=x).phase == (1, 2)


def test_a_t_chart_may_have_any_centre_above_nothing():
    assert spc.read([0.2, 0.4], chart="t", cl=0.5).cl == pytest.approx((0.5, 0.5))


def test_columns_may_be_made_on_the_way():
    assert spc.read(value for value in (1, 2, 3)).y == (1.0, 2.0, 3.0)
    assert spc.read(np.arange(1, 4)).y == (1.0, 2.0, 3.0)
    assert spc.read({7: "a", 8: "b"}.keys()).y == (7.0, 8.0)


def test_the_largest_number_that_is_charted():
    assert spc.read([1e100, -1e100]).y == (1e100, -1e100)
    assert spc.read([1, 2], x=[-1e300, 1e300]).x == (-1e300, 1e300)


def test_a_request_that_stands_ready():
    assert spc.read_one(Request(y=[1, 2, 4])) == spc.read([1, 2, 4])


def test_a_batch_goes_on_past_what_it_refuses():
    wrong: Any = ["x"]
    readings = spc.read_many([Request(y=[1, 2, 4]), Request(y=wrong), Request(y=[2, 4, 8])])

    assert len(readings) == 3
    assert list(readings.refusals) == [1]
    assert readings[2].y == readings[-1].y == (2.0, 4.0, 8.0)
    assert readings[::2] == [readings[0], readings[2]]
    with pytest.raises(spc.Refused, match="row 1"):
        readings[1]
    with pytest.raises(spc.Refused):
        list(readings)
    for outside in (3, -4):
        with pytest.raises(IndexError):
            readings[outside]
    assert readings.variations() == [None, None, None]
    assert readings.assurances() == [None, None, None]


def test_icons_of_a_batch_without_its_readings():
    wrong: Any = [1, "x"]
    y = [10, 12, 11, 13, 12, 10, 11, 12, 13, 11, 12, 30]
    readings = spc.read_many(
        [
            Request(y=y, profile=Profile.NHS, improvement=Improvement.INCREASE, target=40),
            Request(y=wrong, profile=Profile.NHS),
            Request(y=y[::-1], profile=Profile.NHS, improvement=Improvement.INCREASE, target=0, rebase=[4]),
        ]
    )

    assert readings.variations() == [readings[0].variation, None, readings[2].variation]
    assert readings.assurances() == [readings[0].assurance, None, readings[2].assurance]
    assert readings.variations()[0] is spc.Label.IMPROVEMENT_HIGH
    assert readings.assurances()[0] is spc.Assurance.FAIL


def test_an_empty_batch():
    assert list(spc.read_many([])) == []


def test_charts_with_and_without_denominators_side_by_side():
    requests = [Request(y=[1, 2, 4], n=[1, 2, 2]), Request(y=[1, 2, 4]), Request(y=[3, 2, 1], n=[1, 1, 1])]

    for wanted in (requests, requests[::-1]):
        assert list(spc.read_many(wanted)) == [spc.read_one(request) for request in wanted]


@pytest.mark.parametrize("chart", list(Chart))
def test_neighbours_do_not_matter(chart):
    """Constant and lively, short and long, with gaps and without: each is read as if it were alone."""
    series: list[Any] = [
        [5, 5, 5, 5, 5, 5], [1, 9, 4, 20, 3, 8, 7], [0.1, 0.1, 0.1], [2, None, 3, 4], [0.3, 0.1, 0.2, 0.2], [7],
        [None, None], [1, 3, 2, 40, 2, 3, 1, 2], [6, 1, 6, 1, 6, 1, 6, 1],
    ]  # fmt: skip
    wanted = [
        Request(y=y, n=[10 + 3 * at for at in range(len(y))] if with_n else None, chart=chart, x=x, **fields)
        for y in series
        for with_n in ([True] if chart in {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME} else [True, False])
        for x in (None, [at // 2 for at in range(len(y))], [at * at // 5 for at in range(len(y))])
        for fields in ({}, {"screen": False, "exclude": [2]}, {"categorical": True, "freeze": 3})
    ]

    together = spc.read_many(wanted)

    assert [together[at] for at in range(len(wanted))] == [spc.read_one(request) for request in wanted]


def test_nhs_neighbours_do_not_matter():
    series: list[Any] = [
        [5] * 9,
        [1, 9, 4, 20, 3, 8, 7, 6],
        list(range(9)),
        [1, 2, 2, 3, 4, 5, 6, 7, 8],
        [9, 9, None, 1, 2, 3, 1, 1],
    ]
    wanted = [
        Request(y=y, profile=Profile.NHS, trend_ties=ties, improvement=improvement, target=4)
        for y in series
        for ties in ("break", "skip")
        for improvement in Improvement
    ]

    assert list(spc.read_many(wanted)) == [spc.read_one(request) for request in wanted]


def test_the_most_rows_that_are_charted():
    assert len(spc.read([None] * 100_000).y) == 100_000


def test_rows_are_padded_by_their_own_length_only():
    lengths = [1, 7, 8, 9, 16, 17, 120, 127, 128, 129, 160, 161, 256, 257, 1000, 1024, 1025]
    widths = [8, 8, 8, 16, 16, 24, 120, 128, 128, 160, 160, 192, 256, 320, 1024, 1024, 1280]

    assert [rows.width(length) for length in lengths] == widths


def test_charts_that_ask_alike_share_tables_of_a_handy_size(monkeypatch):
    charts = [rows.prepare(Request(y=[number, 2, 4])) for number in range(25)]
    charts.append(rows.prepare(Request(y=[1, 2, 4], screen=False)))

    assert [len(one.table.y) for one in batch.read_tables(charts)[0]] == [25, 1]
    monkeypatch.setattr(batch, "CELLS", 80)
    assert [len(one.table.y) for one in batch.read_tables(charts)[0]] == [10, 10, 5, 1]

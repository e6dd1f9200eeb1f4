"""How a chart is asked for."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from alongside.measures.rules.settings import Point, Settings, TargetStep, spc_request, target_on, wrong_with
from alongside.measures.rules.words import Entry
from alongside.numerics import spc
from alongside.numerics.spc.reading import Chart, Improvement, Profile

D = dt.date
MONTHS = [D(2024 + number // 12, number % 12 + 1, 1) for number in range(30)]
VALUES = [10.0, 12.0, 11.0, 13.0, 9.0, 14.0] * 5
POINTS = [Point(on, 0, value, None, None) for on, value in zip(MONTHS, VALUES, strict=True)]
TOO_MANY = tuple(TargetStep(value=1, from_on=D(1950 + n, 1, 1)) for n in range(51))
SHEWHART = Settings(profile=Profile.SHEWHART)


def fractions(number: int = 30) -> list[Point]:
    return [Point(on, 0, None, 3.0 + n % 3, 10.0 + n % 2) for n, on in enumerate(MONTHS[:number])]


@pytest.mark.parametrize(
    ("given", "period", "says"),
    [
        ({}, "MONTH", ""),
        ({"chart": Chart.P}, "MONTH", "for I charts"),
        ({}, "EVENT", "one point for each period"),
        ({"profile": Profile.SHEWHART, "chart": Chart.XBAR}, "EVENT", "several values"),
        ({"profile": Profile.SHEWHART, "chart": Chart.P}, "MONTH", "needs two numbers"),
        ({"profile": Profile.SHEWHART, "chart": Chart.T, "entry": Entry.FRACTION}, "EVENT", "takes one value"),
        ({"shift": 5}, "MONTH", "A shift is"),
        ({"trend": 10}, "MONTH", "A trend is"),
        ({"trend_ties": "x"}, "MONTH", "repeated value"),
        ({"two_in_three": "x"}, "MONTH", "two-in-three"),
        ({"aggregate": "x"}, "MONTH", "become one point"),
        ({"multiply": 0}, "MONTH", "more than 0"),
        ({"multiply": float("nan")}, "MONTH", "more than 0"),
        ({"baseline": 11}, "MONTH", "at least 12 points"),
        ({"baseline": 12}, "MONTH", ""),
        ({"profile": Profile.SHEWHART, "baseline": 1}, "MONTH", "at least 2 points"),
        ({"targets": (TargetStep(value=1, from_on=D(2024, 1, 1)), TargetStep(value=2))}, "MONTH", "its own date"),
        ({"targets": (TargetStep(value=1), TargetStep(value=2, from_on=D(2024, 1, 1)))}, "MONTH", ""),
        (
            {"targets": tuple(TargetStep(value=1, from_on=D(1950 + n, 1, 1)) for n in range(51))},
            "MONTH",
            "its own date",
        ),
    ],
)
def test_wrong_with__says_what_does_not_fit(given, period, says):
    said = wrong_with(Settings(**given), period=period)

    assert (says in said) if says else said == ""


def test_request__nhs_plots_the_values_and_rebases_at_the_first_point_on_or_after_the_date():
    settings = Settings(improvement=Improvement.INCREASE, baseline=12, shift=8, trend=6)
    rebased = [D(2025, 1, 15), D(2023, 1, 1), D(2030, 1, 1)]

    request = spc_request(settings, POINTS[::-1], period="MONTH", rebased_on=rebased)
    reading = spc.read_many([request])[0]

    assert (request.shift, request.trend, request.fix_after) == (8, 6, 12)
    assert list(request.rebase) == [D(2025, 2, 1)]
    assert reading.phase == (1,) * 13 + (2,) * 17
    assert reading.y == tuple(VALUES)


def test_request__nhs_reads_a_point_that_is_left_out_as_missing():
    points = [*POINTS[:5], dataclasses.replace(POINTS[5], value=900.0, left_out=True), *POINTS[6:]]

    reading = spc.read_many([spc_request(Settings(), points, period="MONTH")])[0]

    assert reading.y[5] is None
    assert reading.cl[0] == pytest.approx(sum(VALUES[:5] + VALUES[6:]) / 29)


def test_request__nhs_works_fractions_out():
    settings = Settings(entry=Entry.FRACTION, multiply=100)
    points = [*fractions(), Point(D(2027, 1, 1), 0, None, None, None), Point(D(2027, 2, 1), 0, None, 0.0, 0.0)]

    request = spc_request(settings, points, period="MONTH")

    assert request.y[:2] == [30.0, pytest.approx(400 / 11)]
    assert request.y[30:] == [None, None]
    assert request.n is None


def test_request__nhs_keeps_missing_values():
    request = spc_request(Settings(multiply=2), [Point(MONTHS[0], 0, None, None, None), POINTS[1]], period="MONTH")

    assert request.y == [None, 24.0]


def test_request__shewhart_numbers_breaks_and_excluded_points_from_one():
    points = [dataclasses.replace(point, left_out=number == 4) for number, point in enumerate(POINTS)]

    request = spc_request(SHEWHART, points, period="MONTH", rebased_on=[D(2024, 7, 1)])
    reading = spc.read_many([request])[0]

    assert list(request.part) == [6]
    assert list(request.exclude) == [5]
    assert reading.phase[5:7] == (1, 2)
    assert reading.excluded[4]


def test_request__shewhart_hands_numerators_and_denominators_over():
    settings = dataclasses.replace(SHEWHART, chart=Chart.P, entry=Entry.FRACTION, multiply=100)

    reading = spc.read_many([spc_request(settings, fractions(), period="MONTH")])[0]

    total = sum(point.numerator for point in fractions()), sum(point.denominator for point in fractions())
    assert reading.cl[0] == pytest.approx(100 * total[0] / total[1])


def test_request__events_are_numbered_even_on_one_day():
    points = [Point(D(2024, 1, day), order, 5.0 + day, None, None) for day in (1, 2, 3) for order in (0, 1)]
    settings = dataclasses.replace(SHEWHART, chart=Chart.G)

    request = spc_request(settings, points, period="EVENT", rebased_on=[D(2024, 1, 2)])

    assert list(request.x) == [1, 2, 3, 4, 5, 6]
    assert list(request.part) == [2]


def test_request__several_values_of_a_period_make_one_point():
    points = [Point(on, order, 5.0 + order, None, None) for on in MONTHS[:20] for order in range(3)]
    settings = dataclasses.replace(SHEWHART, chart=Chart.XBAR, aggregate="sum")

    reading = spc.read_many([spc_request(settings, points, period="MONTH", rebased_on=[MONTHS[10]])])[0]

    assert reading.y == (6.0,) * 20
    assert reading.phase[9:11] == (1, 2)


def test_targets__hold_from_their_date_on():
    steps = (TargetStep(value=5), TargetStep(value=7, from_on=D(2025, 1, 1)))

    assert target_on(steps, D(2024, 12, 31)) == 5
    assert target_on(steps, D(2025, 1, 1)) == 7
    assert target_on(steps[1:], D(2024, 12, 31)) is None


@pytest.mark.parametrize("profile", Profile)
def test_targets__are_handed_over_constant_or_point_by_point(profile):
    settings = Settings(profile=profile, targets=(TargetStep(value=5),))
    stepped = dataclasses.replace(settings, targets=(TargetStep(value=5, from_on=MONTHS[1]),))

    assert spc_request(settings, POINTS, period="MONTH").target == 5
    assert spc_request(stepped, POINTS[:3], period="MONTH").target == [None, 5, 5]
    assert spc_request(Settings(profile=profile), POINTS, period="MONTH").target is None


def test_request__without_points_breaks_nowhere():
    assert list(spc_request(SHEWHART, [], period="MONTH", rebased_on=[MONTHS[0]]).part) == []

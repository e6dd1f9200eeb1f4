"""What may be entered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.measures.rules import entry
from alongside.measures.rules.entry import Facts, Figures, Past
from alongside.measures.rules.words import stays_inside
from alongside.numerics.spc.reading import Chart

TODAY = dt.date(2026, 3, 2)
JAN = dt.date(2026, 1, 1)
VALUE: dict[str, Any] = {"period": "MONTH", "entry": "VALUE", "chart": "i"}
SHARE: dict[str, Any] = {"period": "MONTH", "entry": "FRACTION", "chart": "p"}
RATE: dict[str, Any] = {"period": "MONTH", "entry": "FRACTION", "chart": "u", "multiply": 1000}
MANY = Past(10, 20, 12)
DOUBTS = {"not_over", "out_of_none", "magnitude"}


@pytest.mark.parametrize(
    ("about", "given", "past", "codes"),
    [
        (VALUE, {"value": 7}, Past(), []),
        (VALUE, {"value": 7, "on": dt.date(2026, 4, 1)}, Past(), ["future"]),
        (VALUE, {"value": 7, "on": dt.date(1926, 4, 1)}, Past(), ["too_early"]),
        (VALUE, {"value": 7, "order": 1}, Past(), ["order"]),
        (VALUE | {"period": "EVENT"}, {"value": 7, "order": 1}, Past(), []),
        (VALUE | {"period": "EVENT"}, {"value": 7, "order": 1000}, Past(), ["order"]),
        (VALUE | {"chart": "xbar"}, {"value": 7, "order": 3}, Past(), []),
        (VALUE, {"value": 7, "order": -1}, Past(), ["order"]),
        (VALUE, {}, Past(), ["empty"]),
        (VALUE, {"comment": "closed"}, Past(), []),
        (VALUE, {"numerator": 1, "denominator": 2}, Past(), ["one_number"]),
        (SHARE, {"value": 1}, Past(), ["two_numbers"]),
        (SHARE, {"numerator": 1}, Past(), ["half"]),
        (SHARE, {"denominator": 1}, Past(), ["half"]),
        (SHARE, {"numerator": 3, "denominator": 2}, Past(), ["over"]),
        (SHARE, {"numerator": 2, "denominator": 2}, Past(), []),
        (RATE, {"numerator": 3, "denominator": 2}, Past(), []),
        (RATE | {"counts": "PERCENT"}, {"numerator": 3, "denominator": 2}, Past(), ["over"]),
        (RATE, {"numerator": 1.5, "denominator": 2}, Past(), ["whole"]),
        (RATE, {"numerator": 1, "denominator": 2.5}, Past(), []),
        (RATE, {"numerator": 0, "denominator": 0}, Past(), ["out_of_none"]),
        (VALUE | {"chart": "c"}, {"value": 1.5}, Past(), ["whole"]),
        (VALUE | {"chart": "t"}, {"value": 0}, Past(), ["no_time"]),
        (VALUE, {"value": -1}, Past(), ["negative"]),
        (VALUE | {"negative": True}, {"value": -1}, Past(), []),
        (RATE | {"negative": True}, {"numerator": 1, "denominator": -2}, Past(), ["negative"]),
        (VALUE, {"value": float("nan")}, Past(), ["too_large"]),
        (VALUE, {"value": float("inf")}, Past(), ["too_large"]),
        (VALUE, {"value": 2e12}, Past(), ["too_large"]),
        (VALUE | {"least": 1, "most": 5}, {"value": 0}, Past(), ["range"]),
        (VALUE | {"least": 1, "most": 5}, {"value": 6}, Past(), ["range"]),
        (VALUE | {"least": 1, "most": 5}, {"value": 5}, Past(), []),
        (SHARE | {"most": 5}, {"numerator": 0, "denominator": 0}, Past(), ["out_of_none"]),
        (VALUE, {"value": 7, "on": TODAY}, Past(), ["not_over"]),
        (VALUE | {"period": "DAY"}, {"value": 7, "on": TODAY}, Past(), []),
        (VALUE, {"on": TODAY, "comment": "closed"}, Past(), []),
        (VALUE, {"value": 201}, MANY, ["magnitude"]),
        (VALUE, {"value": 200}, MANY, []),
        (VALUE, {"value": 0.99}, MANY, ["magnitude"]),
        (VALUE, {"value": 1}, MANY, []),
        (VALUE, {"value": 201}, Past(10, 20, 4), []),
        (VALUE, {"value": 5}, Past(0, 0, 12), []),
        (VALUE | {"negative": True}, {"value": -201}, MANY, ["magnitude"]),
        (RATE, {"numerator": 3, "denominator": 10}, MANY, ["magnitude"]),
    ],
)
def test_findings__say_what_is_wrong_or_doubtful(about, given, past, codes):
    figures = Figures(**{"on": JAN} | given)

    found = entry.findings(Facts(**about), figures, past, today=TODAY)

    assert [one.code for one in found] == codes
    assert all(one.message.endswith(".") for one in found)
    assert {one.certain for one in found} <= {
        codes[0] not in {"not_over", "out_of_none", "magnitude"} if codes else True
    }


def test_findings__name_the_numbers():
    [over] = entry.findings(Facts(**SHARE), Figures(JAN, numerator=1200, denominator=7), Past(), today=TODAY)
    [big] = entry.findings(Facts(**VALUE), Figures(JAN, value=1234567), MANY, today=TODAY)
    [soon] = entry.findings(Facts(**VALUE), Figures(TODAY, value=12), MANY, today=TODAY)

    assert over.message == "1,200 out of 7 cannot be: the first number is part of the second."
    assert over.box == "numerator"
    assert big.message == "This comes to 1,234,567, more than ten times the largest figure so far (20)."
    assert soon.message == "March 2026 is not over yet."


@given(
    st.sampled_from([VALUE, SHARE, RATE, VALUE | {"chart": "t"}]),
    st.lists(st.none() | st.floats() | st.integers(-5, 5), min_size=3, max_size=3),
    st.dates(),
)
def test_findings__any_figures_are_judged_without_a_crash(about, numbers, on):
    entry.findings(Facts(**about), Figures(on, 0, *numbers), MANY, today=TODAY)


@pytest.mark.parametrize(
    ("counts", "chart", "inside"),
    [("PEOPLE", "i", True), ("INCIDENTS", "u", True), ("SCORE", "i", False), ("TIME", "t", True), ("OTHER", "g", True)],
)
def test_inside__people_incidents_and_single_events(counts, chart, inside):
    assert stays_inside(counts=counts, chart=Chart(chart)) is inside

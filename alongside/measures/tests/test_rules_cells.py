"""What a cell says: dates, numbers, headings."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.measures.rules import cells
from alongside.measures.rules.cells import Column, NotRead

D = dt.date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-03-01", D(2026, 3, 1)), ("2026-3", D(2026, 3, 1)), ("2026-03-05T10:00:00Z", D(2026, 3, 5)),
        ("2026-03-05 00:00:00", D(2026, 3, 5)), ("1/3/2026", D(2026, 3, 1)), ("01.03.26", D(2026, 3, 1)),
        ("31-12-70", D(1970, 12, 31)), ("March 2026", D(2026, 3, 1)), ("Mar-26", D(2026, 3, 1)),
        ("Sept 2025", D(2025, 9, 1)), ("2026 Q2", D(2026, 4, 1)), ("Q4 2026", D(2026, 10, 1)), ("2026", D(2026, 1, 1)),
        ("1 March 2026", D(2026, 3, 1)), ("2nd Mar 26", D(2026, 3, 2)), ("3/2026", D(2026, 3, 1)),
        ("2026 March", D(2026, 3, 1)), (" '2026-03-01 ", D(2026, 3, 1)), ("Mar '26", D(2026, 3, 1)),
    ],
)  # fmt: skip
def test_date__is_read_as_people_write_it(text, date):
    assert cells.date_in(text) == date


def test_date__month_first_only_when_said():
    assert cells.date_in("3/4/2026") == D(2026, 4, 3)
    assert cells.date_in("3/4/2026", month_first=True) == D(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no date"), ("31/02/2026", "not a real date"), ("soon", "not a date"), ("J 2020", "not a date"),
        ("Ju 2020", "not a date"), ("13/2026", "not a real date"), ("Juxx 2020", "not a date"), ("12", "not a date"),
        ("32 March 2026", "not a real date"), ("x" * 50, "xxx…"),
    ],
)  # fmt: skip
def test_date__what_is_none_is_refused_in_words(text, says):
    with pytest.raises(NotRead, match=says):
        cells.date_in(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1,234", 1234), ("1 234", 1234), ("1 234 567.5", 1234567.5), ("12%", 12), ("12 %", 12),
        ("-3.5", -3.5), ("−3", -3), (".5", 0.5), ("1e3", 1000), ("'7", 7), ("+4", 4),
        ("", None), ("n/a", None), ("–", None), (".", None),
    ],
)  # fmt: skip
def test_number__is_read_as_people_write_it(text, number):
    assert cells.number_in(text) == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,5", "write decimals with a point"), ("<5", "not one number"), ("12 or so", "not a number"),
        ("12 13", "not a number"), ("e5", "not a number"), ("9" * 41, "not a number"), ("=1+1", "not a number"),
        ("+", "not a number"), ("1,23", "write decimals"),
    ],
)  # fmt: skip
def test_number__what_is_none_is_refused_in_words(text, says):
    with pytest.raises(NotRead, match=says):
        cells.number_in(text)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_number__what_we_write_we_read(number):
    assert cells.number_in(repr(number)) == number


@given(st.text(max_size=60))
def test_cell__any_text_is_read_or_refused(text):
    said = []
    for read in (cells.number_in, cells.date_in):
        try:
            read(text)
        except NotRead as refused:
            said.append(refused.message)
    assert all(message.endswith(".") for message in said)


def test_headings__are_found_below_a_title():
    rows = [["Inside only"], ["Month", "Falls"], ["Month:", "Value", "Value"], ["2026-01", "3", "4"]]

    assert cells.heading_row(rows) == 2
    assert cells.matched(rows[2]) == {Column.WHEN: 0, Column.VALUE: 1}


def test_headings__none():
    rows = [["2026-01", "3", "10"], ["2026-02"]]

    assert cells.heading_row(rows) is None
    assert cells.guessed(rows, wanted=[Column.NUMERATOR, Column.DENOMINATOR, Column.COMMENT]) == {
        Column.WHEN: 0, Column.NUMERATOR: 1, Column.DENOMINATOR: 2,
    }  # fmt: skip
    assert cells.guessed([], wanted=[Column.VALUE]) == {}


def test_cell__outside_the_row_is_empty():
    assert [cells.cell(["a"], number) for number in (0, 1, None, -1)] == ["a", "", "", ""]

"""Periods: where one begins, which comes next, when figures are due."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.measures.rules import periods
from alongside.measures.rules.words import Period

D = dt.date
DATES = st.dates(D(1950, 1, 1), D(2100, 1, 1))


@pytest.mark.parametrize(
    ("period", "on", "start", "after", "words"),
    [
        ("DAY", D(2026, 3, 5), D(2026, 3, 5), D(2026, 3, 6), "5 March 2026"),
        ("WEEK", D(2026, 3, 5), D(2026, 3, 2), D(2026, 3, 9), "week of 2 March 2026"),
        ("MONTH", D(2026, 12, 31), D(2026, 12, 1), D(2027, 1, 1), "December 2026"),
        ("QUARTER", D(2026, 12, 31), D(2026, 10, 1), D(2027, 1, 1), "October to December 2026"),
        ("YEAR", D(2026, 12, 31), D(2026, 1, 1), D(2027, 1, 1), "2026"),
        ("EVENT", D(2026, 3, 5), D(2026, 3, 5), D(2026, 3, 6), "5 March 2026"),
    ],
)
def test_period__begins_ends_and_is_said(period, on, start, after, words):
    assert periods.start_of(period, on) == start
    assert periods.next_after(period, start) == after
    assert periods.end_of(period, start) == after - dt.timedelta(days=1)
    assert periods.in_words(period, start) == words


@given(st.sampled_from(list(Period)), DATES)
def test_period__each_day_lies_in_exactly_one(period, on):
    start = periods.start_of(period, on)

    assert start <= on <= periods.end_of(period, start)
    assert periods.start_of(period, start) == start


@given(st.sampled_from(list(Period)), DATES, st.integers(1, 40))
def test_latest__gives_so_many_without_a_hole_ending_at_the_date(period, on, number):
    found = periods.latest(period, number=number, on=on)

    assert len(found) == number
    assert found[-1] == periods.start_of(period, on)
    assert all(periods.next_after(period, one) == other for one, other in itertools.pairwise(found))


def test_latest__begins_where_dates_begin():
    assert periods.latest("YEAR", number=40, on=D(1900, 1, 3)) == [D(1900, 1, 1)]


@pytest.mark.parametrize(
    ("last", "on", "due"),
    [
        (D(2026, 1, 1), D(2026, 3, 21), False),
        (D(2026, 1, 1), D(2026, 3, 22), True),
        (D(2026, 2, 1), D(2026, 3, 22), False),
        (None, D(2025, 12, 22), True),
        (None, D(2025, 12, 21), False),
    ],
)
def test_due__when_the_next_period_ended_longer_ago_than_agreed(last, on, due):
    about: dict[str, Any] = {"started_on": D(2025, 11, 15), "ended_on": None, "due_days": 21}

    assert periods.is_due("MONTH", last=last, on=on, **about) is due


def test_due__never_for_events_nor_after_the_end():
    about: dict[str, Any] = {"last": None, "started_on": D(2020, 1, 1), "due_days": 0, "on": D(2026, 1, 1)}

    assert not periods.is_due("EVENT", ended_on=None, **about)
    assert not periods.is_due("MONTH", ended_on=D(2021, 1, 1), **about)
    assert periods.is_due("MONTH", ended_on=None, **about)

"""Periods: where one begins, which comes next, and when figures of it are due."""

from __future__ import annotations

import datetime as dt

from alongside.measures.rules.words import Period

_DAY = dt.timedelta(days=1)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def start_of(period: str, on: dt.date) -> dt.date:
    """The first day of the period that a date lies in. A week begins on Monday; an event is its own day."""
    if period == Period.WEEK:
        return on - dt.timedelta(days=on.weekday())
    if period == Period.MONTH:
        return on.replace(day=1)
    if period == Period.QUARTER:
        return on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1)
    if period == Period.YEAR:
        return on.replace(month=1, day=1)
    return on


def next_after(period: str, start: dt.date) -> dt.date:
    """The first day of the period after the one that begins on `start`; the next day for days and events."""
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}.get(Period(period))
    if months:
        count = start.year * 12 + start.month - 1 + months
        return dt.date(count // 12, count % 12 + 1, 1)
    return start + (dt.timedelta(days=7) if period == Period.WEEK else _DAY)


def end_of(period: str, start: dt.date) -> dt.date:
    """The last day of the period that begins on `start`."""
    return next_after(period, start) - _DAY


def periods_between(period: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the periods from the one that `first` lies in to the one that `last` lies in."""
    found = []
    start = start_of(period, first)
    while start <= last:
        found.append(start)
        start = next_after(period, start)
    return found


def latest(period: str, *, number: int, on: dt.date) -> list[dt.date]:
    """The first days of the last `number` periods that have begun by a date, the earliest first."""
    back = {Period.WEEK: 7, Period.MONTH: 31, Period.QUARTER: 92, Period.YEAR: 366}.get(Period(period), 1)
    earliest = on - dt.timedelta(days=min(back * number, (on - dt.date(1900, 1, 1)).days))
    return periods_between(period, earliest, on)[-number:]


def is_due(
    period: str, *, last: dt.date | None, started_on: dt.date, ended_on: dt.date | None, due_days: int, on: dt.date
) -> bool:
    """Whether figures are overdue: the period after the last one with a figure ended more than `due_days` ago.

    Without any figure, the period in which the series started is the first one due. Events come when they come:
    a series of them is never overdue. Nor is one that has ended.
    """
    if period == Period.EVENT or ended_on:
        return False
    expected = next_after(period, last) if last else start_of(period, started_on)
    return end_of(period, expected) + dt.timedelta(days=due_days) < on


def in_words(period: str, start: dt.date) -> str:
    """A period as people say it: "March 2026", "week of 2 March 2026", "January to March 2026"."""
    if period == Period.MONTH:
        return f"{MONTHS[start.month - 1]} {start.year}"
    if period == Period.QUARTER:
        last = end_of(period, start)
        return f"{MONTHS[start.month - 1]} to {MONTHS[last.month - 1]} {start.year}"
    if period == Period.YEAR:
        return str(start.year)
    day = f"{start.day} {MONTHS[start.month - 1]} {start.year}"
    return f"week of {day}" if period == Period.WEEK else day

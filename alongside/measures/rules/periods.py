"""Periods: where one begins, which comes next, and when figures of it are due."""

from __future__ import annotations

import datetime as dt

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.rules.words import Period

_DAY = dt.timedelta(days=1)
MONTHS = (
    gettext_noop("January"), gettext_noop("February"), gettext_noop("March"), gettext_noop("April"),
    gettext_noop("May"), gettext_noop("June"), gettext_noop("July"), gettext_noop("August"),
    gettext_noop("September"), gettext_noop("October"), gettext_noop("November"), gettext_noop("December"),
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
        return _("%(month)s %(year)s") % _parts(start)
    if period == Period.QUARTER:
        last = _parts(end_of(period, start))["month"]
        holes = {"first": _parts(start)["month"], "last": last, "year": start.year}
        return _("%(first)s to %(last)s %(year)s") % holes
    if period == Period.YEAR:
        return str(start.year)
    day = _("%(day)s %(month)s %(year)s") % _parts(start)
    return _("week of %(day)s") % {"day": day} if period == Period.WEEK else day


def _parts(day: dt.date) -> dict[str, object]:
    """A day's parts as a text names them."""
    return {"day": day.day, "month": _(MONTHS[day.month - 1]), "year": day.year}

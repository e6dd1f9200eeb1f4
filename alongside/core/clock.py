"""What time it is. The only place that asks the machine; services are given dates and times.

A demonstration begins at its own as-at date and runs on from there: its installation
row holds how far its clock stands from the machine's.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: list[dt.datetime] = []
_offset: dt.timedelta | None = None


def now() -> dt.datetime:
    """The product's time now, aware, in UTC."""
    if _frozen:
        return _frozen[-1]
    return dt.datetime.now(dt.UTC) + offset()


def today() -> dt.date:
    """The product's date now, where the installation stands (its time zone)."""
    return date_of(now())


def offset() -> dt.timedelta:
    """How far this installation's clock stands from the machine's (zero for a real one)."""
    global _offset
    if _offset is None:
        from alongside.core.models import Installation

        row = Installation.objects.first()
        _offset = dt.timedelta(seconds=row.clock_offset) if row else dt.timedelta(0)
    return _offset


def forget_offset() -> None:
    """Read the installation's offset again at the next call (after a birth, a reset or a restore)."""
    global _offset
    _offset = None


@contextlib.contextmanager
def frozen(at: dt.datetime) -> Iterator[None]:
    """Hold the clock at one moment: for building the demonstration and for tests."""
    _frozen.append(at)
    try:
        yield
    finally:
        _frozen.pop()


def date_of(at: dt.datetime) -> dt.date:
    """The date of a moment, where the installation stands."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def moment_on(date: dt.date) -> dt.datetime:
    """When an act of a date is written down: now, if that is today; else at the date's noon."""
    at = now()
    return at if date_of(at) == date else dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)

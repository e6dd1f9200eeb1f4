"""What the tests of the joint assessment share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from alongside.assessments.tests.factories import People, make_site
from alongside.core import clock

MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def monday() -> Iterator[dt.datetime]:
    """Nine o'clock on Monday 2 March 2026, and the clock stands still."""
    with clock.frozen(MONDAY):
        yield MONDAY


@pytest.fixture
def people(db: None, monday: dt.datetime) -> People:
    """The people of one site, Calder Valley."""
    return People(make_site())

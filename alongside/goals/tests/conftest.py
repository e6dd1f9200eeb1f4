"""The world that the tests of this app share: two sites, two teams, and the people who belong to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from alongside.core import clock
from alongside.programmes.tests.factories import World, make_world

MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def monday() -> Iterator[dt.datetime]:
    """Nine o'clock on a Monday, and the clock stands still."""
    with clock.frozen(MONDAY):
        yield MONDAY


@pytest.fixture
def world(db: None, monday: dt.datetime) -> World:
    return make_world()

from __future__ import annotations

import datetime as dt

import pytest

from alongside.core import clock, installation
from alongside.core.models import Installation

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def close_to(one: dt.datetime, other: dt.datetime) -> bool:
    return abs(one - other) < dt.timedelta(seconds=30)


def test_now__is_the_machines_time_on_a_real_installation():
    installation.be_born(Installation.Kind.REAL, at=NOON)

    assert close_to(clock.now(), dt.datetime.now(dt.UTC))
    assert clock.now().tzinfo is dt.UTC
    assert clock.offset() == dt.timedelta(0)


def test_now__runs_on_from_a_demonstrations_own_date():
    installation.be_born(Installation.Kind.DEMONSTRATION, at=NOON, clock_offset=-86400 * 10)
    installation.forget()

    assert clock.offset() == dt.timedelta(days=-10)
    assert close_to(clock.now(), dt.datetime.now(dt.UTC) - dt.timedelta(days=10))


def test_offset__is_read_once_until_it_is_forgotten(django_assert_num_queries):
    clock.forget_offset()
    with django_assert_num_queries(1):
        clock.now()
        clock.now()
    clock.forget_offset()
    with django_assert_num_queries(1):
        clock.now()


def test_frozen__holds_the_clock_and_lets_go():
    with clock.frozen(NOON):
        assert clock.now() == NOON
        with clock.frozen(NOON + dt.timedelta(days=1)):
            assert clock.today() == dt.date(2026, 7, 2)
        assert clock.now() == NOON

    assert clock.now() != NOON


def test_frozen__lets_go_after_a_mistake():
    with pytest.raises(ZeroDivisionError), clock.frozen(NOON):
        divmod(1, 0)

    assert clock.now() != NOON


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC), dt.date(2026, 7, 2)),
        (dt.datetime(2026, 1, 1, 23, 30, tzinfo=dt.UTC), dt.date(2026, 1, 1)),
    ],
)
def test_today__is_the_date_where_the_installation_stands(at, day):
    assert clock.date_of(at) == day
    with clock.frozen(at):
        assert clock.today() == day


def test_moment_on__is_now_for_today_and_noon_for_any_other_day():
    with clock.frozen(NOON + dt.timedelta(hours=3)):
        assert clock.moment_on(dt.date(2026, 7, 1)) == NOON + dt.timedelta(hours=3)
        assert clock.moment_on(dt.date(2026, 6, 30)) == dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)

"""Sharing, and what the files below a database keep."""

import datetime as dt

import pytest

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import (
    Round,
)
from alongside.assessments.rules import State
from alongside.assessments.services import scrubbing
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import (
    TEST,
    People,
    acting,
    make_round,
    person,
)


def close(round: Round) -> Round:
    return services.close_round(round, by=TEST, at=MONDAY)


def turn(round: Round, user: object, *, at: dt.datetime = MONDAY, **given: object) -> Round:
    return services.turn_reveal_key(round, by=acting(user), at=at, **given)  # type: ignore[arg-type]


@pytest.fixture
def closed(people: People) -> Round:
    """Nine who use services, nine staff, three leaders: all have answered."""
    return make_round(state=State.CLOSED, place=people.site)


def test_share__refused_to_all_but_the_two_who_turned_the_keys(people: People) -> None:
    round = make_round(state=State.REVEALED, place=people.site)
    third = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["leaders"])

    with pytest.raises(services.OnlyTheTwoWhoRevealed):
        services.share_round(round, by=acting(third), at=MONDAY)

    assert services.share_round(round, by=acting(people.bea), at=MONDAY).state == State.SHARED


def test_share__refused_twice(people: People) -> None:
    round = make_round(state=State.SHARED, place=people.site)

    with pytest.raises(services.NotNow):
        services.share_round(round, by=acting(people.ada), at=MONDAY)


@pytest.mark.parametrize("done", [True, False])
def test_scrub__is_noted_once_the_traces_are_gone(
    people: People,
    closed: Round,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
    *,
    done: bool,
) -> None:
    monkeypatch.setattr(scrubbing, "scrub", lambda *tables: done)
    turn(closed, people.ada)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        turn(closed, people.bea)

    closed.refresh_from_db()
    assert closed.scrubbed is done

"""Nothing in the database leads from a ballot to the tablet it was given at, to a helper, or to a time.

The attacker looks while people still answer, when ballots are there, with everything that a database tells: rows,
hidden columns, the trail, and a photograph of both tablets' screens with every receipt on it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Kiosk, KioskSeats, Round, WayCount
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import TEST, make_round
from alongside.core import clock
from alongside.core.models import AuditEntry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Seen:
    """What the attacker saw of one person: at which tablet, with help or not, and their receipt."""

    tablet: str
    helped: bool
    receipt: str


@dataclass(frozen=True)
class Ward:
    round: Round
    people: tuple[Seen, ...]
    log: str


@pytest.fixture
def ward(caplog: pytest.LogCaptureFixture) -> Iterator[Ward]:
    """Six people at two tablets, in turns, every other one with a helper; each says the same."""
    caplog.set_level(logging.DEBUG)
    with clock.frozen(AT):
        round = make_round(asked={"uses_services": 9, "staff": 5})
        tablets = {name: _tablet(round, name) for name in ("Day room", "Garden room")}
        people = [
            _answers(tablets[name], name, helped=number % 2 == 0)
            for number, name in enumerate(
                ["Day room", "Garden room", "Garden room", "Day room", "Day room", "Garden room"]
            )
        ]
        yield Ward(round, tuple(people), caplog.text)


def test_ballots_differ_in_nothing_but_their_marks(ward: Ward):
    marks = set(Ballot.objects.filter(round=ward.round).values_list("mark", flat=True))
    columns = [field.attname for field in Ballot._meta.concrete_fields if field.attname != "mark"]
    rows = list(Ballot.objects.filter(round=ward.round).values(*columns))

    assert marks == {codes.mark(one.receipt) for one in ward.people}
    assert len(rows) == 6
    assert all(row == rows[0] for row in rows)
    assert dict(WayCount.objects.values_list("way", "count")) == {"own": 0, "kiosk": 3, "paper": 0, "helped": 3}
    assert set(WayCount.objects.values_list("told", flat=True)) == {0}


def test_no_other_row_knows_a_ballot_and_no_row_knows_who_or_when(ward: Ward):
    others = "\n".join(
        str(row)
        for model in apps.get_models(include_auto_created=True)
        if model is not Ballot
        for row in model._default_manager.values()
    )
    for one in ward.people:
        assert codes.mark(one.receipt) not in others
        assert codes.plain(one.receipt) not in others
        assert one.receipt not in others
        assert one.receipt not in ward.log
        assert codes.plain(one.receipt) not in ward.log
    assert not Session.objects.exists()
    acts = set(AuditEntry.objects.filter(subject=f"round:{ward.round.pk}").values_list("action", flat=True))
    assert acts == {"round.drafted", "round.opened", "round.kiosk_opened"}
    timed = [
        (model, field.name)
        for model in (Ballot, Kiosk, KioskSeats, WayCount)
        for field in model._meta.concrete_fields
        if "Date" in type(field).__name__ or "Time" in type(field).__name__
    ]
    assert timed == [(Kiosk, "ended_on")]


@pytest.mark.postgres
def test_hidden_columns_join_no_ballot_to_a_tablet_or_a_way(ward: Ward):
    """The last seat and the last way were written with all others of their kind: `xmin` does not say which it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM assessments_kioskseats")
        seats = {value for (value,) in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT xmin::text FROM assessments_waycount")
        ways = {value for (value,) in cursor.fetchall()}
        cursor.execute("SELECT DISTINCT xmin::text FROM assessments_ballot")
        ballots = {value for (value,) in cursor.fetchall()}

    assert len(ballots) == 6
    assert seats == ways
    assert len(ways) == 1
    assert not ways & ballots


def _tablet(round: Round, name: str) -> Client:
    tablet = Client()
    code = services.open_kiosk(round, name=name, seats={"uses_services": 9}, by=TEST, at=AT)
    tablet.post("/rate/kiosk/", {"code": code})
    return tablet


def _answers(tablet: Client, name: str, *, helped: bool) -> Seen:
    tablet.post("/rate/kiosk/", {"begin": "yes"})
    if helped:
        tablet.post("/rate/helping/", {"helped": "yes"})
    tablet.post("/rate/welcome/", {"one": "yes"})
    visit = given.visit_of(tablet)
    tablet.post("/rate/1/", given.sent(visit, "c1", answer="1"))
    tablet.post("/rate/kiosk/clear/")
    return Seen(name, helped, visit.receipt)

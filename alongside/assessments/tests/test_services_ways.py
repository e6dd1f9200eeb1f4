"""How many came in by which way: counted once for a ballot, for the whole round, and tied to nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from alongside.assessments import services
from alongside.assessments.models import Ballot, Way, WayCount
from alongside.assessments.rules import State
from alongside.assessments.services.ways import count_ways, tell_ways
from alongside.assessments.tests.factories import TEST, make_round, make_team
from alongside.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def counts(field: str = "count") -> dict[str, int]:
    return dict(WayCount.objects.values_list("way", field))


def test_count_way__grows_by_one_without_a_row_in_the_trail(monday: dt.datetime):
    round, other = make_round(state=State.OPEN), make_round(place=make_team(), state=State.OPEN)
    written = AuditEntry.objects.count()
    for way in (Way.OWN, Way.KIOSK, Way.OWN):
        services.count_way(round, way)

    assert counts() == {"own": 2, "kiosk": 1, "paper": 0, "helped": 0}
    assert counts("told") == dict.fromkeys(Way.values, 0)
    assert not WayCount.objects.filter(round=other).exists()
    assert AuditEntry.objects.count() == written


def test_count_ways__holds_nothing_but_a_round_a_way_and_two_numbers():
    assert {field.attname for field in WayCount._meta.concrete_fields} == {"id", "round_id", "way", "count", "told"}


def test_tell_ways__is_what_may_be_told_until_the_next_day(monday: dt.datetime):
    round = make_round(state=State.OPEN)
    with transaction.atomic():
        count_ways(round, {Way.PAPER: 7, Way.HELPED: 2})
        tell_ways(round)
    services.count_way(round, Way.PAPER)

    assert counts("told") == {"own": 0, "kiosk": 0, "paper": 7, "helped": 2}
    services.close_round(round, by=TEST, at=monday)
    assert counts("told")["paper"] == 8


def test_cancel__takes_the_counts_away(monday: dt.datetime):
    round = make_round(state=State.OPEN)
    services.count_way(round, Way.HELPED)
    services.cancel_round(round, why="a wish", by=TEST, at=monday)

    assert not WayCount.objects.exists()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("wrong", [{"way": "drone"}, {"way": "own", "told": 3, "count": 2}], ids=["way", "told"])
def test_the_database_refuses_nonsense(wrong: dict[str, object], monday: dt.datetime):
    with pytest.raises(IntegrityError), transaction.atomic():
        WayCount.objects.create(round=make_round(state=State.OPEN), **wrong)

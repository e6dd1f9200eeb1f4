from __future__ import annotations

import datetime as dt

import pytest

from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Code, Participation, Poster, Round, WayCount
from alongside.assessments.models import Way as WayIn
from alongside.assessments.rules import Answer, Silence, State, Way
from alongside.assessments.services import bulk
from alongside.assessments.services.bulk import BulkBallot
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round
from alongside.core import installation
from alongside.core.models import AuditEntry, Installation

YES = {"c1": Answer(stage=2), "c6": Answer(silence=Silence.NOT_SAFE)}


@pytest.fixture
def demonstration(monday: dt.datetime, db: None) -> None:
    installation.be_born(Installation.Kind.DEMONSTRATION, at=monday)


def lay_down(round: Round, ballots: list[BulkBallot], *, at: dt.datetime, unused: dict[str, int] | None = None) -> int:
    return bulk.lay_down_ballots(round, ballots, unused=unused, by=TEST, at=at)


def test_lay_down_ballots__leaves_what_people_with_codes_would_have_left(
    demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site)
    answer(round, "staff", 1, words={"c1": "We listen."})
    by_hand = Ballot.objects.values("voice", "easy_read", "counted", "waives").get()

    said = {item: Answer(stage=1) for item in round.edition.items.values_list("code", flat=True)}
    lay_down(round, [BulkBallot("staff", said)], at=monday)

    assert list(Ballot.objects.values("voice", "easy_read", "counted", "waives")) == [by_hand, by_hand]
    assert Code.objects.filter(round=round, spent=True, way=Way.SLIP, voices=["staff"]).count() == 2


def test_lay_down_ballots__leaves_one_audit_row_with_the_count_only(
    demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site)

    assert lay_down(round, [BulkBallot("staff", YES)] * 7, at=monday) == 7

    assert [row.changes for row in AuditEntry.objects.filter(action="round.ballots_laid_down")] == [{"ballots": 7}]


def test_lay_down_ballots__are_counted_at_the_reveal_as_asked_and_answered(
    demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site, asked={"uses_services": 12, "staff": 9})
    slips = [BulkBallot("uses_services", YES, easy_read=True) for _ in range(5)]
    poster = [BulkBallot("uses_services", YES, way=Way.POSTER, came=WayIn.KIOSK) for _ in range(5)]
    staff = [BulkBallot("staff", YES, way=Way.MAIL) for _ in range(6)]

    lay_down(round, slips + poster + staff, unused={"uses_services": 2, "staff": 3}, at=monday)
    services.close_round(round, by=TEST, at=monday)
    for user in (people.ada, people.bea):
        services.turn_reveal_key(round, by=acting(user), at=monday)

    rows = Participation.objects.order_by("group").values_list("group", "asked", "answered", "easy_read")
    assert list(rows) == [
        ("staff", 9, 6, 0),
        ("uses_services", 12, 10, 5),
    ]
    ways = dict(WayCount.objects.filter(round=round).values_list("way", "count"))
    assert ways == {"own": 11, "kiosk": 5, "paper": 0, "helped": 0}


def test_lay_down_ballots__opens_the_codes_that_were_not_used_for_others(
    demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site)

    lay_down(round, [], unused={"staff": 4}, at=monday)

    assert Code.objects.filter(round=round, spent=False, voices=["staff"]).count() == 4
    assert not Ballot.objects.exists()


def test_lay_down_ballots__a_poster_has_handed_out_all_it_could(
    demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site)

    lay_down(round, [BulkBallot("staff", YES, way=Way.POSTER)] * 3, at=monday)

    assert list(Poster.objects.values_list("voice", "number", "left")) == [("staff", 3, 0)]
    assert not Code.objects.exists()


def test_lay_down_ballots__store_no_code_and_no_receipt(demonstration: None, people: People, monday: dt.datetime):
    round = make_round(place=people.site)

    lay_down(round, [BulkBallot("staff", YES)] * 20, at=monday)

    marks = {*Ballot.objects.values_list("mark", flat=True), *Code.objects.values_list("mark", flat=True)}
    assert len(marks) == 40
    assert not any(codes.is_whole(mark) for mark in marks)


@pytest.mark.parametrize("kind", [None, Installation.Kind.REAL])
def test_lay_down_ballots__refused_outside_a_demonstration(
    kind: Installation.Kind | None, people: People, monday: dt.datetime
):
    if kind:
        installation.be_born(kind, at=monday)
    round = make_round(place=people.site)

    with pytest.raises(bulk.OnlyInADemonstration):
        lay_down(round, [BulkBallot("staff", YES)], at=monday)

    assert not Ballot.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.REVEALED, State.CANCELLED])
def test_lay_down_ballots__refused_in_a_round_that_is_not_open(
    state: State, demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site, state=state)
    before = Ballot.objects.count()

    with pytest.raises(services.NotNow):
        lay_down(round, [BulkBallot("staff", YES)], at=monday)

    assert Ballot.objects.count() == before


def test_lay_down_ballots__refused_after_the_last_day(demonstration: None, people: People, monday: dt.datetime):
    round = make_round(place=people.site)

    with pytest.raises(services.TooLate):
        lay_down(round, [BulkBallot("staff", YES)], at=monday + dt.timedelta(days=15))


@pytest.mark.parametrize(
    ("ballot", "unused"),
    [(BulkBallot("partners", YES), None), (BulkBallot("staff", YES), {"partners": 1})],
)
def test_lay_down_ballots__refused_for_a_voice_that_is_not_asked(
    ballot: BulkBallot, unused: dict[str, int] | None, demonstration: None, people: People, monday: dt.datetime
):
    round = make_round(place=people.site)

    with pytest.raises(services.VoiceNotAsked):
        lay_down(round, [BulkBallot("staff", YES), ballot], unused=unused, at=monday)

    assert not Ballot.objects.exists()


def test_lay_down_ballots__refused_for_an_item_the_voice_is_not_asked(
    demonstration: None, people: People, monday: dt.datetime
):
    asked = [services.Asking("staff", 9), services.Asking("uses_services", 9, items=(1, 2))]
    round = make_round(place=people.site, asked=asked)

    with pytest.raises(services.ItemNotAsked):
        lay_down(round, [BulkBallot("uses_services", YES)], at=monday)

    assert not Ballot.objects.exists()

"""Tablets that stand ready: who may sit down at them, and what a ballot does not say of it."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, Kiosk, KioskSeats, Participation, Round, Way, WayCount
from alongside.assessments.rules import Answer, State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round, make_team
from alongside.core.models import AuditEntry

pytestmark = pytest.mark.usefixtures("monday")
YES = {"c1": Answer(stage=2)}


@pytest.fixture
def round(people: People) -> Round:
    return make_round(place=people.site)


def make(round: Round, **seats: int) -> tuple[Kiosk, str]:
    name = f"Day room {Kiosk.objects.count()}"
    code = services.open_kiosk(round, name=name, seats=seats or {"uses_services": 3}, by=TEST, at=MONDAY)
    return Kiosk.objects.get(name=name), code


def say(receipt: str, voice: str = "uses_services", way: Way = Way.KIOSK) -> None:
    services.save_answers(receipt=receipt, voice=voice, voices=(voice,), answers=YES, way=way, at=MONDAY)


def sit(kiosk: Kiosk, voice: str = "uses_services", receipt: str = "") -> str:
    receipt = receipt or codes.new_receipt()
    services.sit_down(str(kiosk.pk), receipt=receipt, voice=voice, at=MONDAY)
    return receipt


def left(kiosk: Kiosk) -> dict[str, int]:
    return dict(KioskSeats.objects.filter(kiosk=kiosk).values_list("voice", "left"))


def test_open_kiosk__tells_its_code_once_and_writes_who_did_it(round: Round) -> None:
    kiosk, code = make(round, uses_services=3, staff=0)

    assert kiosk.mark == codes.mark(code)
    assert left(kiosk) == {"uses_services": 3}
    row = AuditEntry.objects.get(action="round.kiosk_opened")
    assert row.changes == {"name": "Day room 0", "seats": {"uses_services": 3}}
    assert code not in str(row.changes)


@pytest.mark.parametrize(
    ("seats", "refusal"),
    [({}, services.NoSeats), ({"staff": 0}, services.NoSeats), ({"partners": 2}, services.VoiceNotAsked)],
    ids=["nobody", "none", "not asked"],
)
def test_open_kiosk__refused_for_nobody_and_for_a_voice_not_asked(
    round: Round, seats: dict[str, int], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.open_kiosk(round, name="Day room", seats=seats, by=TEST, at=MONDAY)
    assert not Kiosk.objects.exists()


def test_open_kiosk__refused_once_the_round_has_closed(round: Round) -> None:
    services.close_round(round, by=TEST, at=MONDAY)
    with pytest.raises(services.NotNow):
        make(round)


def test_lock_device__takes_the_kiosks_code_and_no_other(round: Round) -> None:
    kiosk, code = make(round)
    slip = services.make_slips(round, voice="staff", number=1, by=TEST, at=MONDAY)[0]

    assert services.lock_device(code.lower().replace("-", " "), at=MONDAY) == kiosk
    with pytest.raises(services.UnknownCode):
        services.lock_device(slip, at=MONDAY)
    with pytest.raises(services.MistypedCode):
        services.lock_device(code[:-1] + ("2" if code[-1] != "2" else "3"), at=MONDAY)
    with pytest.raises(services.TooLate):
        services.lock_device(code, at=MONDAY + dt.timedelta(days=40))


def test_end_kiosk__nobody_sits_down_any_more_and_what_was_said_stays(round: Round) -> None:
    kiosk, code = make(round)
    begun = sit(kiosk)
    for _ in range(2):
        services.end_kiosk(kiosk, by=TEST, at=MONDAY)

    assert AuditEntry.objects.filter(action="round.kiosk_ended").count() == 1
    with pytest.raises(services.KioskHasEnded):
        services.lock_device(code, at=MONDAY)
    with pytest.raises(services.KioskHasEnded):
        sit(kiosk)
    say(sit(kiosk, receipt=begun))  # whoever had sat down goes on
    assert Ballot.objects.count() == 1


def test_sit_down__many_times_with_one_receipt_is_one_ballot_and_one_seat(round: Round) -> None:
    kiosk, _ = make(round)
    receipt = codes.new_receipt()
    rows = AuditEntry.objects.count()
    for _ in range(3):
        say(sit(kiosk, receipt=receipt))

    assert left(kiosk) == {"uses_services": 2}
    assert Ballot.objects.get().mark == codes.mark(receipt)
    assert dict(WayCount.objects.values_list("way", "count")) == {"own": 0, "kiosk": 1, "paper": 0, "helped": 0}
    assert AuditEntry.objects.count() == rows


def test_sit_down__gives_the_seat_back_when_the_same_form_was_quicker(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk, _ = make(round)
    monkeypatch.setattr("alongside.assessments.services.kiosks.lay_down", lambda *_, **__: False)
    sit(kiosk)

    assert left(kiosk) == {"uses_services": 3}


def test_sit_down__refused_to_more_than_were_expected_and_to_another_voice(round: Round) -> None:
    kiosk, _ = make(round, uses_services=1)
    sit(kiosk)

    with pytest.raises(services.NoSeatLeft):
        sit(kiosk)
    with pytest.raises(services.VoiceNotAsked):
        sit(kiosk, "staff")
    services.close_round(round, by=TEST, at=MONDAY)
    with pytest.raises(services.TooLate):
        sit(kiosk)


def test_receipt__opens_the_ballot_again_anywhere_and_changes_no_count(round: Round) -> None:
    kiosk, _ = make(round)
    receipt = sit(kiosk)
    say(receipt, way=Way.HELPED)
    ticket = services.exchange(receipt, at=MONDAY)
    assert isinstance(ticket, services.Ticket)
    assert ticket.came_back
    say(ticket.receipt, way=Way.OWN)
    services.withdraw_answers(receipt=receipt, at=MONDAY)
    say(receipt, way=Way.OWN)

    assert dict(WayCount.objects.exclude(count=0).values_list("way", "count")) == {"helped": 1}


def test_ballot__of_a_kiosk_is_a_ballot_like_any_other(people: People, round: Round) -> None:
    """Also after the reveal, which takes the kiosks away and counts their seats as asked."""
    kiosk, _ = make(round, uses_services=5)
    for _ in range(5):
        say(sit(kiosk))
    answer(round, "staff", 6)
    kinds = {str(sorted(vars(ballot))) for ballot in Ballot.objects.all()}
    services.close_round(round, by=TEST, at=MONDAY)
    for user in (people.ada, people.bea):
        services.turn_reveal_key(round, by=acting(user), at=MONDAY)

    assert len(kinds) == 1
    assert not any("kiosk" in kind or "way" in kind or "helped" in kind for kind in kinds)
    asked = dict(Participation.objects.values_list("group", "asked"))
    assert asked["uses_services"] == 5
    assert not Kiosk.objects.exists()
    assert dict(WayCount.objects.exclude(count=0).values_list("way", "told")) == {"kiosk": 5, "own": 6}


def test_cancel__takes_the_kiosks_away(people: People, round: Round) -> None:
    make(round)
    other, _ = make(make_round(place=make_team(site=people.site), state=State.OPEN))
    services.cancel_round(round, why="a wish", by=TEST, at=MONDAY)

    assert list(Kiosk.objects.all()) == [other]

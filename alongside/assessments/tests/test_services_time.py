"""What time does by itself: and that doing it twice, or too early, does nothing."""

import datetime as dt

import pytest

from alongside.assessments import services
from alongside.assessments.models import Ballot, Key, Letterbox, Round
from alongside.assessments.rules import State
from alongside.assessments.services import scrubbing, time
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import People, acting, answer, make_round
from alongside.core import outbox
from alongside.core.models import AuditEntry, Letter


@pytest.fixture(autouse=True)
def _nothing_to_scrub_in_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files below cannot be emptied inside a test's own transaction; the test on PostgreSQL does it for real."""
    monkeypatch.setattr(scrubbing, "scrub", lambda *tables: True)


def after(**span: float) -> dt.datetime:
    return MONDAY + dt.timedelta(**span)


def test_time__closes_a_round_the_day_after_its_last(people: People) -> None:
    round = make_round(place=people.site)

    services.let_time_pass(at=after(days=14))
    round.refresh_from_db()
    assert round.state == State.OPEN
    services.let_time_pass(at=after(days=15))

    round.refresh_from_db()
    assert (round.state, round.closed_on) == (State.CLOSED, dt.date(2026, 3, 17))


def test_time__a_round_nobody_revealed_lapses_and_its_leads_are_told(people: People) -> None:
    assert people.ada
    assert people.bea
    round = make_round(state=State.CLOSED, place=people.site)

    services.let_time_pass(at=after(days=29))
    round.refresh_from_db()
    assert round.state == State.CLOSED
    services.let_time_pass(at=after(days=30))

    round.refresh_from_db()
    assert (round.state, round.ended_why) == (State.LAPSED, "not revealed within 30 days of closing")
    assert not Ballot.objects.exists()
    texts = [(letter.to, outbox.text_of(letter)) for letter in Letter.objects.all()]
    letters = {to: text for to, text in texts if "deleted unseen" in text}
    assert set(letters) == {people.ada.email, people.bea.email}
    assert "2 March 2026" in letters[people.bea.email]


def test_time__shares_after_fourteen_days_what_was_not_shared(people: People) -> None:
    round = make_round(state=State.REVEALED, place=people.site)

    services.let_time_pass(at=after(days=13))
    round.refresh_from_db()
    assert round.state == State.REVEALED
    services.let_time_pass(at=after(days=14))

    round.refresh_from_db()
    assert (round.state, round.shared_on) == (State.SHARED, dt.date(2026, 3, 16))


def test_time__counts_once_a_day_and_tells_from_five(people: People) -> None:
    round = make_round(place=people.site)
    answer(round, "uses_services", 5)
    answer(round, "staff", 4)

    services.let_time_pass(at=after(hours=1))
    answer(round, "staff", 2)
    services.let_time_pass(at=after(hours=2))
    round.refresh_from_db()
    assert (round.counted, round.counted_on) == ({"uses_services": 5}, MONDAY.date())
    services.let_time_pass(at=after(days=1))

    round.refresh_from_db()
    assert round.counted == {"staff": 6, "uses_services": 5}
    assert AuditEntry.objects.filter(action="round.counted").count() == 2


def test_time__counts_nobody_who_only_looked_in(people: People) -> None:
    round = make_round(place=people.site)
    for code in services.make_slips(round, voice="staff", number=5, by=time.CLOCK, at=MONDAY):
        services.exchange(code, at=MONDAY)

    services.let_time_pass(at=MONDAY)

    round.refresh_from_db()
    assert round.counted == {}


def test_time__a_stricter_round_tells_its_counts_later(people: People) -> None:
    round = make_round(place=people.site, smallest=7)
    answer(round, "uses_services", 6)
    answer(round, "staff", 7)

    services.let_time_pass(at=MONDAY)

    round.refresh_from_db()
    assert round.counted == {"staff": 7}


def test_time__a_key_to_the_reveal_lapses_after_a_day(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)

    services.let_time_pass(at=after(hours=23, minutes=59))
    assert Key.objects.count() == 1
    services.let_time_pass(at=after(hours=24))

    assert not Key.objects.exists()
    assert AuditEntry.objects.filter(action="round.reveal_key_lapsed").count() == 1


def test_time__sealed_addresses_are_deleted_when_their_year_is_over(people: People) -> None:
    round = make_round(place=people.site)
    services.leave_address(round, address="eve@example.org", at=MONDAY)
    round = services.close_round(round, by=time.CLOCK, at=MONDAY)
    Round.objects.filter(pk=round.pk).update(state=State.DRAFT)  # nothing else may come due in between

    services.let_time_pass(at=after(days=365))
    assert Letterbox.objects.count() == 1
    services.let_time_pass(at=after(days=366))

    assert not Letterbox.objects.exists()


def test_time__twice_is_once(people: People) -> None:
    make_round(place=people.site)
    services.let_time_pass(at=after(days=15))
    rows = AuditEntry.objects.count()

    services.let_time_pass(at=after(days=15))

    assert AuditEntry.objects.count() == rows


def test_time__a_clock_that_went_back_undoes_nothing(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)

    services.let_time_pass(at=after(days=-400))

    round.refresh_from_db()
    assert round.state == State.CLOSED
    assert Ballot.objects.count() == 21


def test_time__somebody_quicker_is_no_error(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_round(place=people.site)
    closing = services.close_round

    def quicker(stale: Round, **given: object) -> Round:
        closing(stale, **given)  # type: ignore[arg-type]
        return closing(stale, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(time, "close_round", quicker)
    services.let_time_pass(at=after(days=15))

    round.refresh_from_db()
    assert round.state == State.CLOSED


@pytest.mark.parametrize("done", [True, False])
def test_time__what_could_not_be_scrubbed_is_tried_again(
    people: People, monkeypatch: pytest.MonkeyPatch, *, done: bool
) -> None:
    round = make_round(state=State.REVEALED, place=people.site)
    assert not round.scrubbed
    monkeypatch.setattr(scrubbing, "scrub", lambda *tables: done)

    services.let_time_pass(at=MONDAY)

    round.refresh_from_db()
    assert round.scrubbed is done


def test_time__a_key_that_was_withdrawn_meanwhile_is_no_error(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)
    services.withdraw_reveal_key(round, by=acting(people.ada), at=MONDAY)

    services.let_time_pass(at=after(hours=25))

    assert not AuditEntry.objects.filter(action="round.reveal_key_lapsed").exists()

"""Ways in: by mail, on slips, from a poster; and that no code is kept with whom it was given to."""

import re

import pytest

from alongside.assessments import codes, services
from alongside.assessments.models import Code, Invited, Poster, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, make_round
from alongside.core import outbox
from alongside.core.models import AuditEntry, Letter

EVE = services.Invitee("eve@example.org", ("uses_services",))


def invited(round: Round, *people: services.Invitee) -> int:
    return services.invite_by_mail(round, people=people, by=TEST, at=MONDAY)


def test_invite__sends_a_letter_whose_code_opens_the_round(people: People) -> None:
    round = make_round(place=people.site)

    assert invited(round, EVE) == 1

    letter = outbox.text_of(Letter.objects.get())
    [code] = set(re.findall(r"^    (\S+)$", letter, re.MULTILINE))
    ticket = services.exchange(code, at=MONDAY)
    assert isinstance(ticket, services.Ticket)
    assert ticket.voices == ("uses_services",)
    assert f"/rate/#{code}" in letter
    assert "16 March 2026" in letter
    assert "Calder Valley" in letter


def test_invite__the_letter_is_sealed_and_the_code_is_in_no_row(people: People) -> None:
    invited(make_round(place=people.site), EVE)

    letter = Letter.objects.get()
    code = re.findall(r"^    (\S+)$", outbox.text_of(letter), re.MULTILINE)[0]
    assert letter.body == ""
    assert code.encode() not in bytes(letter.sealed or b"")
    assert Code.objects.get().mark == codes.mark(code)
    assert code not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_invite__who_was_given_a_code_is_a_sorted_list(people: People) -> None:
    round = make_round(place=people.site)

    invited(round, *(services.Invitee(f"{name}@example.org", ("staff",)) for name in ("zoe", "Abe", "mo")))

    assert Invited.objects.get().people == ["abe@example.org", "mo@example.org", "zoe@example.org"]


def test_invite__nobody_is_sent_a_second_letter(people: People) -> None:
    round = make_round(place=people.site)
    invited(round, EVE)

    assert invited(round, services.Invitee("EVE@example.org", ("staff",))) == 0
    assert Letter.objects.count() == 1


def test_invite__the_same_address_twice_in_one_go_gets_one(people: People) -> None:
    assert invited(make_round(place=people.site), EVE, EVE) == 1


def test_invite__only_voices_that_are_asked_are_offered(people: People) -> None:
    round = make_round(place=people.site)

    sent = invited(
        round,
        services.Invitee("pia@example.org", ("partners", "staff", "uses_services")),
        services.Invitee("out@example.org", ("partners",)),
    )

    assert sent == 1
    assert Code.objects.get().voices == ["staff", "uses_services"]


def test_invite__refuses_what_is_no_address_and_writes_nothing(people: People) -> None:
    round = make_round(place=people.site)

    with pytest.raises(services.AddressesAreWrong, match="not an address"):
        invited(round, EVE, services.Invitee("not an address", ("staff",)))

    assert not Letter.objects.exists()
    assert not Code.objects.exists()


def test_slips__each_code_lets_one_person_in(people: People) -> None:
    round = make_round(place=people.site)

    made = services.make_slips(round, voice="staff", number=3, by=TEST, at=MONDAY)

    tickets = [services.exchange(code, at=MONDAY) for code in made]
    assert len({ticket.receipt for ticket in tickets if isinstance(ticket, services.Ticket)}) == 3


def test_poster__lets_in_the_stated_number_and_no_more(people: People) -> None:
    round = make_round(place=people.site)
    code = services.make_poster(round, voice="staff", number=2, by=TEST, at=MONDAY)

    first, second = (services.exchange(code, at=MONDAY) for _ in range(2))
    with pytest.raises(services.PosterIsUsedUp):
        services.exchange(code, at=MONDAY)

    assert isinstance(first, services.Ticket)
    assert isinstance(second, services.Ticket)
    assert first.receipt != second.receipt
    assert Poster.objects.get().left == 0


@pytest.mark.parametrize("make", [services.make_slips, services.make_poster])
def test_codes__refused_for_a_voice_that_is_not_asked(people: People, make: object) -> None:
    round = make_round(place=people.site)

    with pytest.raises(services.VoiceNotAsked, match="does not ask"):
        make(round, voice="partners", number=1, by=TEST, at=MONDAY)  # type: ignore[operator]


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.REVEALED])
def test_codes__refused_in_a_round_that_is_not_open(people: People, state: State) -> None:
    round = make_round(state=state, place=people.site)

    with pytest.raises(services.NotNow):
        services.make_slips(round, voice="staff", number=1, by=TEST, at=MONDAY)
    with pytest.raises(services.NotNow):
        services.make_poster(round, voice="staff", number=1, by=TEST, at=MONDAY)
    with pytest.raises(services.NotNow):
        invited(round, EVE)

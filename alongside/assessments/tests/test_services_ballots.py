"""Coming in, answering, changing, taking back, leaving an address, asking for a talk: without a trace of who."""

import datetime as dt

import pytest

from alongside.assessments import codes, queries, services
from alongside.assessments.models import Ballot, Code, Letterbox, NamedContact, Poster, Round
from alongside.assessments.rules import Answer, Silence, State, Sure
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round
from alongside.core import outbox
from alongside.core.models import AuditEntry, Letter

TUESDAY = MONDAY + dt.timedelta(days=1)


def slip(round: Round, voice: str = "staff") -> str:
    [code] = services.make_slips(round, voice=voice, number=1, by=TEST, at=MONDAY)
    return code


def come_in(code: str, at: dt.datetime = MONDAY) -> services.Ticket:
    ticket = services.exchange(code, at=at)
    assert isinstance(ticket, services.Ticket)
    return ticket


def say(ticket: services.Ticket, *, voice: str = "staff", at: dt.datetime = MONDAY, **answers: Answer) -> None:
    services.save_answers(receipt=ticket.receipt, voice=voice, voices=ticket.voices, answers=answers, at=at)


def swapped(code: str) -> str:
    """The same code with two different neighbours swapped: a slip of the finger that the check sign notices."""
    plain = codes.plain(code)
    at = next(place for place in range(len(plain) - 1) if plain[place] != plain[place + 1])
    return plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]


def test_exchange__the_same_code_leads_to_the_same_receipt_however_it_is_typed(people: People) -> None:
    code = slip(make_round(place=people.site))

    first = come_in(code)
    again = come_in(code.lower().replace("-", " "))

    assert first.receipt == again.receipt
    assert (first.came_back, again.came_back) == (False, True)
    assert Ballot.objects.count() == 1


def test_exchange__a_receipt_opens_its_ballot_again(people: People) -> None:
    round = make_round(place=people.site)
    ticket = come_in(slip(round))

    back = come_in(ticket.receipt.lower())

    assert (back.receipt, back.voices, back.came_back, back.round) == (ticket.receipt, ("staff",), True, round)


def test_exchange__a_receipt_opens_no_more_voices_than_its_code_did(people: People) -> None:
    round = make_round(place=people.site)
    invitee = services.Invitee("pia@example.org", ("staff", "uses_services"))
    services.invite_by_mail(round, people=[invitee], by=TEST, at=MONDAY)
    code = outbox.text_of(Letter.objects.get()).split("/rate/#")[1].split()[0]

    ticket = come_in(code)

    assert ticket.voices == ("staff", "uses_services")
    with pytest.raises(services.NothingAnsweredYet):
        services.exchange(ticket.receipt, at=MONDAY)
    say(ticket, c1=Answer(stage=1))
    assert come_in(ticket.receipt).voices == ("staff",)


@pytest.mark.parametrize("typed", ["", "hello", "999-999", "ÄÖÜ-ÄÖÜ-ÄÖÜ-ÄÖÜ"])
def test_exchange__refuses_what_cannot_be_a_code(people: People, typed: str) -> None:
    with pytest.raises((services.UnknownCode, services.MistypedCode)):
        services.exchange(typed, at=MONDAY)


def test_exchange__tells_a_slip_of_the_finger_from_an_unknown_code(people: People) -> None:
    code = slip(make_round(place=people.site))

    with pytest.raises(services.MistypedCode):
        services.exchange(swapped(code), at=MONDAY)
    with pytest.raises(services.UnknownCode):
        services.exchange(codes.new_code(), at=MONDAY)
    with pytest.raises(services.UnknownCode):
        services.exchange(code + "2", at=MONDAY)


def test_exchange__before_the_round_opens_again_it_is_too_late_and_before_it_opened_too_early(people: People) -> None:
    round = make_round(place=people.site)
    code = slip(round)

    Round.objects.update(state=State.DRAFT)
    with pytest.raises(services.TooEarly):
        services.exchange(code, at=MONDAY)
    Round.objects.update(state=State.CLOSED)
    with pytest.raises(services.TooLate):
        services.exchange(code, at=MONDAY)


def test_exchange__after_the_last_day_it_is_too_late_although_nobody_has_closed_it(people: People) -> None:
    round = make_round(place=people.site, closes_on=MONDAY.date())
    code, poster = slip(round), services.make_poster(round, voice="staff", number=1, by=TEST, at=MONDAY)
    receipt = come_in(slip(round)).receipt

    for typed in (code, poster, receipt):
        with pytest.raises(services.TooLate):
            services.exchange(typed, at=TUESDAY)

    assert Poster.objects.get().left == 1


def test_exchange__a_used_code_opens_the_result_once_it_is_shared(people: People) -> None:
    round = make_round(place=people.site)
    used, unused = slip(round), slip(round)
    receipt = come_in(used).receipt
    say(come_in(used), c1=Answer(stage=1))
    answer(round, "uses_services", 9)
    round = services.close_round(round, by=TEST, at=MONDAY)

    for user in (people.ada, people.bea):
        round = services.turn_reveal_key(round, knowing=True, by=acting(user), at=MONDAY)
    for typed in (used, receipt):
        with pytest.raises(services.NotShownYet):
            services.exchange(typed, at=MONDAY)
    services.share_round(round, by=TEST, at=MONDAY)

    for typed in (used, receipt):
        opened = services.exchange(typed, at=MONDAY)
        assert isinstance(opened, services.Opener)
        assert opened.round.pk == round.pk
    with pytest.raises(services.UnknownCode):
        services.exchange(unused, at=MONDAY)


def test_save__keeps_what_was_said_and_adds_to_it(people: People) -> None:
    ticket = come_in(slip(make_round(place=people.site)))

    say(ticket, c1=Answer(stage=2, sure=Sure.VERY), c2=Answer(silence=Silence.NOT_SAFE))
    say(ticket, c1=Answer(stage=0, words="It was cold", offered=True))

    assert queries.saved_answers(ticket.receipt) == {
        "c1": Answer(stage=0, words="It was cold", offered=True),
        "c2": Answer(silence=Silence.NOT_SAFE),
    }


def test_save__what_is_kept_of_a_person_is_a_voice_and_a_mark(people: People) -> None:
    ticket = come_in(slip(make_round(place=people.site)))
    services.save_answers(
        receipt=ticket.receipt,
        voice="staff",
        voices=ticket.voices,
        answers={"c1": Answer(stage=1)},
        waives=True,
        easy_read=True,
        at=MONDAY,
    )
    say(ticket, c2=Answer(stage=1))

    ballot = Ballot.objects.get()
    assert (ballot.voice, ballot.waives, ballot.easy_read) == ("staff", True, True)
    assert ballot.mark == codes.mark(ticket.receipt)
    assert ticket.receipt not in str(vars(ballot))
    assert {field.name for field in Ballot._meta.get_fields()} == {
        "mark",
        "round",
        "voice",
        "easy_read",
        "counted",
        "waives",
        "answers",
    }


def test_save__writes_no_audit_row(people: People) -> None:
    round = make_round(place=people.site)
    code = slip(round)
    rows = AuditEntry.objects.count()

    ticket = come_in(code)
    say(ticket, c1=Answer(stage=1))
    services.withdraw_answers(receipt=ticket.receipt, at=MONDAY)
    services.leave_address(round, address="eve@example.org", at=MONDAY)
    services.ask_for_a_talk(round, contact=round.contacts.get(kind="OUTSIDE"), reach="Eve", words="", at=MONDAY)

    assert AuditEntry.objects.count() == rows


def test_save__refuses_a_second_voice_once_something_was_said(people: People) -> None:
    ticket = come_in(slip(make_round(place=people.site)))
    both = services.Ticket(ticket.round, ticket.receipt, ("staff", "leaders"), came_back=False)
    say(both, voice="leaders", c1=Answer(stage=1))

    with pytest.raises(services.OneHatOnly):
        say(both, voice="staff", c1=Answer(stage=1))

    assert Ballot.objects.get().voice == "leaders"


def test_save__refuses_a_voice_that_the_code_does_not_offer(people: People) -> None:
    ticket = come_in(slip(make_round(place=people.site)))

    with pytest.raises(services.VoiceNotAsked):
        say(ticket, voice="uses_services", c1=Answer(stage=1))


def test_save__refuses_a_question_that_the_voice_is_not_asked(people: People) -> None:
    ticket = come_in(slip(make_round(place=people.site, asked=[services.Asking("staff", 9, (1, 2))])))

    with pytest.raises(services.ItemNotAsked):
        say(ticket, c3=Answer(stage=1))

    assert Ballot.objects.get().answers == {}


def test_save__late_answers_are_refused_and_change_nothing(people: People) -> None:
    round = make_round(place=people.site)
    ticket = come_in(slip(round))
    say(ticket, c1=Answer(stage=1))
    services.close_round(round, by=TEST, at=MONDAY)

    with pytest.raises(services.TooLate):
        say(ticket, c1=Answer(stage=3))
    with pytest.raises(services.TooLate):
        services.withdraw_answers(receipt=ticket.receipt, at=MONDAY)

    assert queries.saved_answers(ticket.receipt) == {"c1": Answer(stage=1)}


def test_save__a_receipt_whose_ballot_is_gone_is_too_late(people: People) -> None:
    round = make_round(place=people.site)
    ticket = come_in(slip(round))
    services.cancel_round(round, why="A test", by=TEST, at=MONDAY)

    with pytest.raises(services.TooLate):
        say(ticket, c1=Answer(stage=1))
    with pytest.raises(services.TooLate):
        services.withdraw_answers(receipt=ticket.receipt, at=MONDAY)


def test_withdraw__empties_the_ballot_and_the_code_still_works(people: People) -> None:
    code = slip(make_round(place=people.site))
    ticket = come_in(code)
    services.save_answers(
        receipt=ticket.receipt,
        voice="staff",
        voices=ticket.voices,
        answers={"c1": Answer(stage=1)},
        waives=True,
        at=MONDAY,
    )

    services.withdraw_answers(receipt=ticket.receipt, at=MONDAY)

    ballot = Ballot.objects.get()
    assert (ballot.answers, ballot.waives) == ({}, False)
    say(come_in(code), c1=Answer(stage=3))
    assert queries.saved_answers(ticket.receipt) == {"c1": Answer(stage=3)}


def test_address__is_sealed_and_stands_apart(people: People) -> None:
    round = make_round(place=people.site)

    services.leave_address(round, address="eve@example.org", at=MONDAY)

    box = Letterbox.objects.get()
    assert b"eve" not in bytes(box.sealed)
    assert box.until_on == dt.date(2027, 3, 2)


def test_address__refuses_what_is_none(people: People) -> None:
    with pytest.raises(services.AddressesAreWrong):
        services.leave_address(make_round(place=people.site), address="eve", at=MONDAY)


@pytest.mark.parametrize(("words", "said"), [("I am not well", "I am not well"), ("", "(nothing)")])
def test_talk__goes_sealed_to_the_chosen_contact_and_is_kept_nowhere_else(
    people: People, words: str, said: str
) -> None:
    round = make_round(place=people.site)
    contact = round.contacts.get(kind=NamedContact.Kind.OUTSIDE)

    services.ask_for_a_talk(round, contact=contact, reach="Eve, 0123", words=words, at=MONDAY)

    letter = Letter.objects.get()
    assert (letter.to, letter.body) == ("jo@calder.example.org", "")
    assert said in outbox.text_of(letter)
    assert "Eve, 0123" in outbox.text_of(letter)


def test_exchange__spends_a_code_once(people: People) -> None:
    code = slip(make_round(place=people.site))
    assert not Code.objects.get().spent

    come_in(code)

    assert Code.objects.get().spent

"""One question: its words, its answers, and what is kept when something goes wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from alongside.assessments import guest, queries, services
from alongside.assessments.guest import Visit
from alongside.assessments.models import Ballot, Round
from alongside.assessments.rules import Answer, State
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import CONTACTS, TEST, make_round
from alongside.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def round(monday: dt.datetime, db: None) -> Round:
    return make_round()


@pytest.fixture
def visit(round: Round, client: Client) -> Visit:
    return given.come_in(client, given.make_code(round))


def answers() -> dict[str, dict[str, object]]:
    kept: dict[str, dict[str, object]] = Ballot.objects.get().answers
    return kept


def test_question__asks_each_voice_from_its_own_experience(round: Round, visit: Visit, client: Client) -> None:
    staff = Client()
    given.come_in(staff, given.make_code(round, "staff"))

    assert "the last few times you met staff here" in client.get("/rate/1/").content.decode()
    assert "the last few people you saw" in staff.get("/rate/1/").content.decode()


def test_question__a_stage_and_a_silence_are_one_choice(visit: Visit, client: Client) -> None:
    page = client.get("/rate/1/").content.decode()

    for value in ("0", "1", "2", "3", "declined", "dont_know", "not_apply", "not_safe"):
        assert f'name="c1-answer" type="radio" value="{value}"' in page
    assert page.count('type="radio" value="0"') == 1
    assert '<details class="al-rate__silence"' in page


@pytest.mark.parametrize("silence", ["declined", "dont_know", "not_apply", "not_safe"])
def test_question__each_silence_is_kept_as_itself(visit: Visit, client: Client, silence: str) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer=silence))

    assert answers() == {"c1": {"silence": silence}}
    assert 'al-rate__silence" id="id_c1-answer-silence" open' in client.get("/rate/1/").content.decode()


def test_question__says_who_reads_words_and_whom_to_tell_above_the_box(visit: Visit, client: Client) -> None:
    page = client.get("/rate/1/").content.decode()
    box = page.index("<textarea")

    assert page.index("Who reads this, and when?") < box
    assert page.index("Words that you do not offer are deleted unread.") < box
    assert page.index("If you are being hurt or are not safe, tell:") < box
    for contact in CONTACTS:
        assert page.index(contact.name) < box
        assert (contact.phone or contact.email) in page[:box]
    assert "Nobody while people can still answer." in page
    assert "two people of different sides read the words that you offer" in page


def test_question__keeps_words_offered_or_not(visit: Visit, client: Client) -> None:
    client.post(
        "/rate/1/", given.sent(visit, "c1", answer="1", words="They\r\nlistened.", offered="on", sure="guessing")
    )
    client.post("/rate/2/", given.sent(visit, "c2", answer="1", words="Not for others."))

    assert answers()["c1"] == {"stage": 1, "sure": "guessing", "words": "They\nlistened.", "offered": True}
    assert answers()["c2"] == {"stage": 1, "words": "Not for others.", "offered": False}


def test_question__words_without_an_answer_are_asked_about_and_stay(visit: Visit, client: Client) -> None:
    page = client.post("/rate/1/", given.sent(visit, "c1", words="It was kind.", sure="very"))

    assert page.status_code == 200
    assert "<title>Error: " in page.content.decode()
    assert 'href="#id_c1-answer"' in page.content.decode()
    assert 'id="id_c1-answer"' in page.content.decode()
    assert "It was kind.</textarea>" in page.content.decode()
    assert answers() == {}


def test_question__six_hundred_letters_fit_and_one_more_does_not(visit: Visit, client: Client) -> None:
    fits = "a\r\n" * 300
    client.post("/rate/1/", given.sent(visit, "c1", answer="1", words="x" + fits[:-2]))
    assert len(str(answers()["c1"]["words"])) == 600

    page = client.post("/rate/2/", given.sent(visit, "c2", answer="1", words="x" * 601))
    assert "Your example is too long" in page.content.decode()
    assert "x" * 601 in page.content.decode()
    assert "c2" not in answers()


def test_question__an_answer_that_is_none_is_refused(visit: Visit, client: Client) -> None:
    page = client.post("/rate/1/", given.sent(visit, "c1", answer="4"))

    assert "Choose one of the answers on this page" in page.content.decode()
    assert answers() == {}


def test_question__left_empty_it_goes_on_and_keeps_what_was_there(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="2"))

    gone_on = client.post("/rate/1/", given.sent(visit, "c1"))

    assert gone_on.headers["Location"] == "/rate/2/"
    assert answers() == {"c1": {"stage": 2}}


def test_question__answered_again_and_sent_twice_there_is_one_answer(visit: Visit, client: Client) -> None:
    for stage in ("1", "3", "3"):
        client.post("/rate/1/", given.sent(visit, "c1", answer=stage))

    assert answers() == {"c1": {"stage": 3}}
    assert Ballot.objects.count() == 1


def test_question__shows_back_what_was_answered_in_this_visit(visit: Visit, client: Client) -> None:
    services.save_answers(
        receipt=visit.receipt,
        voice="uses_services",
        voices=("uses_services",),
        answers={"c2": Answer(stage=0, words="From another device.")},
        at=clock.now(),
    )
    client.post("/rate/1/", given.sent(visit, "c1", answer="3", words="From here."))

    page = client.get("/rate/all/").content.decode()

    assert "From here." in page
    assert "From another device." not in page
    assert given.chosen_in(page) == ["3"]


def test_question__easy_words_and_large_print_keep_what_was_typed(visit: Visit, client: Client) -> None:
    sent = given.sent(visit, "c1", answer="3", words="Half a sent", sure="very", offered="on")

    page = client.post("/rate/1/", sent | {"look": "easy"})
    text = page.content.decode()
    assert "Do staff listen to you? Are they kind?" in text
    assert "It is normal here." in text
    assert "Half a sent</textarea>" in text
    assert given.chosen_in(text) == ["3", "very", "on"]
    assert "Error" not in text
    assert answers() == {}

    page = client.post("/rate/1/", sent | {"look": "large"})
    assert 'class="large-print easy-read"' in page.content.decode()
    client.post("/rate/1/", sent)
    assert Ballot.objects.get().easy_read is True
    assert 'class="large-print"' in client.post("/rate/2/", {"look": "easy"}).content.decode()


def test_question__the_look_changes_without_a_code_too(client: Client) -> None:
    page = client.post("/rate/", {"look": "large", "code": "BCD"})

    assert 'value="BCD"' in page.content.decode()
    assert "large-print" in client.get("/rate/").content.decode()


def test_question__the_look_changes_on_a_page_without_a_box(visit: Visit, client: Client) -> None:
    assert client.post("/rate/look/", {"look": "large", "back": "done"}).headers["Location"] == "/rate/done/"
    assert "large-print" in client.get("/rate/done/").content.decode()
    assert client.post("/rate/look/", {"look": "large", "back": "//evil.example"}).headers["Location"] == "/rate/"


def test_question__when_the_round_has_closed_meanwhile_what_was_typed_stays(
    round: Round, visit: Visit, client: Client
) -> None:
    services.close_round(round, by=TEST, at=clock.now())

    page = client.post("/rate/1/", given.sent(visit, "c1", answer="1", words="Too late?"))

    assert services.TooLate.message in page.content.decode()
    assert "Too late?</textarea>" in page.content.decode()
    assert answers() == {}
    assert "The time for answers is over" in client.get("/rate/1/").content.decode()
    assert "The time for answers is over" in client.get("/rate/welcome/").content.decode()


def test_question__a_ballot_gone_meanwhile_is_said_and_not_brought_back(visit: Visit, client: Client) -> None:
    Ballot.objects.all().delete()

    page = client.post("/rate/1/", given.sent(visit, "c1", answer="1"))

    assert services.TooLate.message in page.content.decode()
    assert not Ballot.objects.exists()


def test_question__one_hat_per_round(round: Round, client: Client) -> None:
    code = given.make_code(round, "staff", "leaders")
    given.come_in(client, code)
    client.post("/rate/welcome/", {"one": "yes", "voice": "staff"})
    client.post("/rate/1/", given.sent(given.visit_of(client), "c1", answer="1"))

    other = Client()
    given.come_in(other, code)
    other.post("/rate/welcome/", {"one": "yes", "voice": "leaders"})
    page = other.post("/rate/2/", given.sent(given.visit_of(other), "c2", answer="2", words="As a leader."))

    assert "You have begun to answer in another voice" in page.content.decode()
    assert "As a leader.</textarea>" in page.content.decode()
    assert Ballot.objects.get().voice == "staff"


def test_question__after_the_visit_is_over_the_code_is_asked_for_and_then_it_is_saved(round: Round) -> None:
    code = given.make_code(round, "staff", "leaders")
    client = Client()
    given.come_in(client, code)
    client.post("/rate/welcome/", {"one": "yes", "voice": "leaders"})
    sent = given.sent(given.visit_of(client), "c3", answer="2", words="One\nand <two>", offered="on")
    del client.cookies[guest.COOKIE]

    page = client.post("/rate/3/", sent)
    assert page.templates[0].name == "assessments/rate/again.html"
    assert answers() == {}
    held = dict(page.context["held"])
    assert held == sent
    assert 'value="One\nand &lt;two&gt;"' in page.content.decode()

    wrong = client.post("/rate/3/", held | {"code": "BCD"})
    assert services.UnknownCode.message in wrong.content.decode()
    assert dict(wrong.context["held"]) == sent
    saved = client.post("/rate/3/", held | {"code": code.lower()})
    assert saved.headers["Location"] == "/rate/4/"
    assert answers() == {"c3": {"stage": 2, "words": "One\nand <two>", "offered": True}}
    assert Ballot.objects.get().voice == "leaders"


def test_question__a_page_left_open_by_somebody_else_does_not_answer_for_the_next(round: Round) -> None:
    shared_tablet = Client()
    first_code = given.make_code(round)
    first = given.come_in(shared_tablet, first_code)
    second = given.come_in(shared_tablet, given.make_code(round))

    page = shared_tablet.post("/rate/1/", given.sent(first, "c1", answer="0"))
    assert page.templates[0].name == "assessments/rate/again.html"
    assert queries.saved_answers(second.receipt) == {}
    theirs = shared_tablet.post("/rate/1/", given.sent(first, "c1", answer="0") | {"code": second.receipt})
    assert "This code is for other answers" in theirs.content.decode()

    shared_tablet.post("/rate/1/", given.sent(first, "c1", answer="0") | {"code": first_code})
    assert queries.saved_answers(first.receipt)["c1"].stage == 0
    assert queries.saved_answers(second.receipt) == {}


def test_question__a_round_that_is_no_more_leads_back_to_the_box(round: Round, visit: Visit, client: Client) -> None:
    Round.objects.filter(pk=round.pk).update(state=State.DRAFT)
    Ballot.objects.all().delete()
    round.codes.all().delete()
    round.asked.all().delete()
    round.contacts.all().delete()
    Round.objects.filter(pk=round.pk).delete()

    assert client.get("/rate/1/").headers["Location"] == "/rate/"

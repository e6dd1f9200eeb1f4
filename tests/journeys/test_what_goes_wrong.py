"""What goes wrong while people answer: codes, lost connections, the back button, a page sent twice, leaving fast."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.assessments import services
from alongside.assessments.models import Ballot, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories
from alongside.core import clock
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.raters import comes_in, questions
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

WORDS = "They asked me twice, and then did it."


def open_round() -> Round:
    return factories.make_round(place=make_neighbourhood().team)


def slip(round: Round) -> str:
    return services.make_slips(round, voice="uses_services", number=1, by=TESTS, at=clock.now())[0]


def begins(person: Person, code: str) -> None:
    comes_in(person, code)
    person.presses("One question at a time")


def stages_of(round: Round) -> tuple[str, ...]:
    return questions(round, "uses_services").stages


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["phone", "bare"])
def test_code__that_is_unknown_mistyped_or_late_is_told_kindly(site: Site, manner: Manner):
    round = open_round()
    code = slip(round)
    poster = services.make_poster(round, voice="staff", number=1, by=TESTS, at=clock.now())
    services.exchange(poster, at=clock.now())
    with site.guest(manner) as person:
        for typed, told in (
            ("", "Type your code"),
            ("hello", "We do not know this code"),
            (code[:-1] + ("2" if code[-1] != "2" else "3"), "There is a slip in this code"),
            (poster, "All the codes of this poster have been handed out"),
        ):
            comes_in(person, typed)
            person.is_told(told)
            person.sees("No code, or it does not work?")
            assert person.finds_in("Your code") == typed
        with clock.frozen(clock.now() + dt.timedelta(days=20)):
            comes_in(person, code)
            person.is_told("This round has closed, so we cannot take answers any more.")


def test_code__is_taken_out_of_its_link(site: Site):
    code = slip(open_round())
    with site.guest(PHONE) as person:
        person.opens(f"/rate/#{code}")
        assert person.finds_in("Your code") == code
        person.is_at(r"/rate/$")
        person.presses("Go on")
        person.sees("How do you see")


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["phone", "bare"])
def test_code__typed_again_on_another_phone_leads_to_the_same_receipt(site: Site, manner: Manner):
    round = open_round()
    code, receipts = slip(round), []
    for _ in range(2):
        with site.guest(manner) as person:
            begins(person, code.lower().replace("-", " "))
            assert person.page.locator("input[type=radio]:checked").count() == 0
            person.chooses(stages_of(round)[1])
            person.presses("Save and go on")
            person.follows("I have said enough. Finish here")
            receipts += person.reads(".al-rate__code")

    assert len(set(receipts)) == 1
    assert Ballot.objects.filter(round=round).count() == 1


def test_connection__lost_in_the_middle_of_an_answer(site: Site):
    round = open_round()
    with site.guest(PHONE) as person:
        begins(person, slip(round))
        person.chooses(stages_of(round)[2])
        person.unfolds("Say more, if you like")
        person.writes("An example, in your own words", WORDS)
        person.context.set_offline(True)
        person.presses_in_vain("Save and go on")
        person.page.get_by_text("There is no connection just now.").wait_for()
        person.looks_past_the_lost_connection()
        assert person.finds_in("An example, in your own words") == WORDS
        assert Ballot.objects.get(round=round).answers == {}

        person.context.set_offline(False)
        person.presses("Save and go on")

    assert [answer["words"] for answer in Ballot.objects.get(round=round).answers.values()] == [WORDS]


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["phone", "bare"])
def test_visit__that_is_over_asks_for_the_code_and_keeps_what_was_written(site: Site, manner: Manner):
    round = open_round()
    code = slip(round)
    with site.guest(manner) as person:
        begins(person, code)
        person.chooses(stages_of(round)[2])
        person.unfolds("Say more, if you like")
        person.writes("An example, in your own words", WORDS)
        person.context.clear_cookies()
        person.presses("Save and go on")
        person.sees("Type your code once more", "What you chose and wrote is still here")
        person.writes("Your code", "BCD-FGH")
        person.presses("Save what I wrote")
        person.is_told("We do not know this code")
        person.writes("Your code", code)
        person.presses("Save what I wrote")

    assert [answer["words"] for answer in Ballot.objects.get(round=round).answers.values()] == [WORDS]


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["phone", "bare"])
def test_back_button__shows_what_was_answered_in_this_visit_and_makes_no_second_answer(site: Site, manner: Manner):
    round = open_round()
    stages = stages_of(round)
    with site.guest(manner) as person:
        begins(person, slip(round))
        person.chooses(stages[1])
        person.presses("Save and go on")
        person.goes_back()
        person.opens(person.page.url)
        assert person.page.get_by_role("radio", name=stages[1], exact=True).is_checked()
        person.chooses(stages[3])
        person.presses("Save and go on")

    assert [answer["stage"] for answer in Ballot.objects.get(round=round).answers.values()] == [3]


def test_page__sent_twice_is_one_answer(site: Site):
    round = open_round()
    with site.guest(PHONE) as person:
        begins(person, slip(round))
        person.chooses(stages_of(round)[1])
        person.presses_twice("Save and go on")

    assert [len(ballot.answers) for ballot in Ballot.objects.filter(round=round)] == [1]


def test_error__keeps_what_was_written_and_says_what_is_missing(site: Site):
    with site.guest(BARE) as person:
        begins(person, slip(open_round()))
        person.unfolds("Say more, if you like")
        person.writes("An example, in your own words", WORDS)
        person.presses("Save and go on")
        person.is_told("Choose an answer too")
        assert person.finds_in("An example, in your own words") == WORDS


@pytest.mark.parametrize("manner", [DESKTOP, PHONE, BARE], ids=["desktop", "phone", "bare"])
def test_leaving__takes_a_second_and_leaves_nothing(site: Site, manner: Manner):
    round = open_round()
    asked = questions(round, "uses_services").titles[0]
    with site.guest(manner) as person:
        person.opens("/rate/left/")
        begins(person, slip(round))
        person.sees(asked)
        person.presses("Leave this page")
        person.sees("A simple loaf of bread")
        person.does_not_see("Alongside")
        assert [one["name"] for one in person.context.cookies() if one["name"] == "rating"] == []
        while person.goes_back():
            person.does_not_see(asked, round.place.name)


def test_help__is_asked_for_and_an_address_left_apart_from_every_answer(site: Site):
    round = open_round()
    with site.guest(BARE) as person:
        begins(person, slip(round))
        person.follows("I want someone to talk to me")
        person.presses("Send it now")
        person.is_told("Choose who shall get in touch with you")
        person.chooses("Jo Lane")
        person.writes("How can they reach you?", "In the garden, after lunch")
        person.presses("Send it now")
        person.sees("We have sent it", "If you cannot wait, call Crisis line")
        person.follows("Back to my receipt")
        person.follows("Tell me what happened")
        person.writes("Your email address", "nowhere")
        person.presses("Keep my address for this")
        person.is_told("email address")
        person.writes("Your email address", "eve@example.org")
        person.presses("Keep my address for this")
        person.sees("We will tell you")

    assert Ballot.objects.get(round=round).answers == {}
    assert round.letterboxes.count() == 1


def test_result__not_shared_yet_keeps_the_code_for_later(site: Site):
    round = open_round()
    code = slip(round)
    factories.answer(round, "uses_services", 8)
    factories.answer(round, "staff", 8)
    factories._go_on(round, until=State.REVEALED, answers={}, at=clock.now())
    with site.guest(PHONE) as person:
        comes_in(person, code)
        person.is_told("We do not know this code")

"""From what people raised to their answer: told back by mail, on paper, by phone and by a poster, and said to be true.

Played with script at a desktop, and without script, by keyboard alone, at 320 px: both leave the same behind.
"""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopWords, Telling
from alongside.goals.services import loops as services
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.places import make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

RAISED = "Nobody tells us what happens after a meeting"
WHY = "Everybody who was there gets a letter within a week"


@pytest.mark.parametrize(("staff", "people"), [(DESKTOP, PHONE), (BARE, BARE)], ids=["script", "bare"])
def test_a_loop_closes_from_the_other_end(site: Site, staff: Manner, people: Manner):
    here = make_neighbourhood(team="Wren Ward" if staff is DESKTOP else "Plover Ward")
    mails = [f"{name}.{here.team.pk}@example.org" for name in ("eve", "may")]

    with site.as_(here.tom, staff) as tom:
        tom.opens(f"/places/{here.team.pk}/loops/")
        tom.goes_on_to("Write down what people raised")
        tom.presses("Write it down")
        tom.is_told("Choose the voice that raised it")
        tom.chooses("People who use services")
        tom.writes("What did people raise?", RAISED)
        tom.presses("Write it down")
        tom.follows("Date a step")
        tom.chooses("Tried out")
        tom.presses("Date the step")
        for how, contact in (("By email", mails[0]), ("By email", mails[1]), ("By a letter on paper", "Sam, room 4")):
            tom.follows("Add somebody who asked to be told")
            tom.chooses(how)
            tom.writes("How can they be reached?", contact)
            tom.presses("Keep it for this")
        tom.sees("3 so far: 2 by email, 1 on paper, 0 by phone")
        tom.follows("Write down what was decided")
        tom.chooses("We did it")
        tom.writes("What was done, or why not?", WHY)
        tom.presses("Keep the decision")
        tom.follows("Tell those who raised it")
        assert RAISED in tom.finds_in("What do you want to tell them?")
        tom.ticks("Show it on the public page too")
        tom.presses("Tell them")
        tom.sees("3 people asked to be told. It takes 3 answers")
        loop = Loop.objects.get(place=here.team)

        tom.follows("Print letters")
        tom.presses("Make the letters")
        on_paper = tom.reads(".al-poster__code")
        assert len(on_paper) == 1
        tom.opens(loop.get_absolute_url())
        tom.follows("Print a poster that asks")
        tom.writes("How many answers may it bring?", "5")
        tom.presses("Make the poster")
        on_poster = tom.reads(".al-poster__code")

    letters = {letter.to: outbox.text_of(letter) for letter in Letter.objects.filter(to__in=mails)}
    assert all(RAISED not in text and here.team.name not in text for text in letters.values())
    by_mail = [text.splitlines()[0] for text in letters.values()]
    _answer(site, people, by_mail[0], "Yes")
    _answer(site, people, by_mail[1], "Partly", "Not on every weekend", mistakes=True)
    _answer(site, people, on_paper[0], "No")
    _answer(site, people, on_poster[0], "Yes")
    _answers_from_the_public_page(site, people, here.team.pk)
    assert LoopAnswer.objects.filter(telling__loop=loop).count() == 5

    services.let_loops_pass(at=clock.now() + dt.timedelta(days=1))

    loop.refresh_from_db()
    telling = Telling.objects.get(loop=loop)
    assert (loop.state, telling.result, telling.kept, telling.kept_open) == ("CLOSED", "confirmed", {}, {})
    assert not LoopAnswer.objects.filter(telling=telling).exists()
    assert not Listener.objects.filter(loop=loop).exists()
    assert [row.words for row in LoopWords.objects.filter(telling=telling)] == ["Not on every weekend"]
    _both_sides_read_the_words(site, staff, loop, here.tom, here.lea)
    with site.guest(people) as anybody:
        anybody.opens(f"/places/{here.team.pk}/said/")
        anybody.sees("Most of those who answered say that it is true, or partly true", "Not on every weekend")
        anybody.does_not_see("3 answered")
    with site.as_(here.ada, staff) as ada:
        ada.opens(f"/places/{here.site.pk}/loops/")
        ada.sees("1 of 1", RAISED)
        ada.does_not_see("%")


def test_letters_end_by_their_code_and_a_told_loop_is_not_told_what_is_over(site: Site):
    here = make_neighbourhood(team="Dunlin Ward")
    with site.as_(here.tom, BARE) as tom:
        tom.opens(f"/places/{here.team.pk}/loops/new/")
        tom.chooses("People who use services")
        tom.writes("What did people raise?", RAISED)
        tom.presses("Write it down")
    loop, address = Loop.objects.get(place=here.team), f"ann.{here.team.pk}@example.org"
    actor = _actor(here.tom)
    services.add_listener(loop, reach="mail", contact=address, by=actor, at=clock.now())
    services.decide_loop(loop, decision="did_not", why=WHY, version=1, by=actor, at=clock.now())
    services.tell_loop(loop, message=WHY, public=True, by=actor, at=clock.now())
    text = outbox.text_of(Letter.objects.get(to=address))
    stop = text.rsplit(": ", 1)[1].strip()

    with site.guest(BARE) as ann:
        ann.opens("/told/")
        ann.writes("Your code", stop)
        ann.presses("Go on")
        ann.presses("Yes, no more letters")
        ann.sees("we have deleted how to reach you")
    assert not Listener.objects.filter(loop=loop).exists()
    with site.guest(PHONE) as eve:
        eve.opens(f"/places/{here.team.pk}/said/")
        eve.sees("We did not, because")
        eve.follows(f"Tell me what comes of it ({RAISED})")
        eve.writes("Your email address", "eve")
        eve.presses("Keep my address for this")
        eve.is_told("Enter an email address in the correct format")
        eve.writes("Your email address", "eve@example.org")
        eve.presses("Keep my address for this")
        eve.sees("We write when there is something to tell")
    assert Listener.objects.filter(loop=loop).count() == 1


def _actor(user: User) -> Actor:
    from alongside.programmes import queries

    return queries.actor_of(user)


def _answer(site: Site, manner: Manner, code: str, says: str, words: str = "", *, mistakes: bool = False) -> None:
    with site.guest(manner) as person:
        person.opens("/told/")
        if mistakes:
            person.writes("Your code", "BCD-FGH-JKM")
            person.presses("Go on")
            person.is_told("There is a slip in this code")
        person.writes("Your code", code)
        person.presses("Go on")
        person.sees(WHY)
        if mistakes:
            person.writes("Do you want to say more?", words)
            person.presses("Send my answer")
            person.is_told("Choose yes, partly or no")
            assert person.finds_in("Do you want to say more?") == words
            person.ticks("You may show these words to others")
        person.chooses(says)
        person.presses("Send my answer")
        person.sees("Your answer is kept, without your name")


def _answers_from_the_public_page(site: Site, manner: Manner, place: int) -> None:
    with site.guest(manner) as anybody:
        anybody.opens(f"/places/{place}/said/")
        anybody.sees("You said, we did, we didn’t because", RAISED)
        anybody.follows(f"Is it true? Say so ({RAISED})")
        anybody.chooses("Yes")
        anybody.presses("Send my answer")
        anybody.sees("Thank you")


def _both_sides_read_the_words(site: Site, manner: Manner, loop: Loop, *readers: User) -> None:
    for reader in readers:
        with site.as_(reader, manner) as person:
            person.opens(loop.get_absolute_url())
            person.follows("Read words that were offered")
            person.chooses("Show")
            person.presses("Keep what I chose")

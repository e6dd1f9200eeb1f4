"""Nobody is left alone: somebody changes their answers, takes them back, asks to be talked to, and is told. And words
that should not stand are reported by a reader, hidden by one who leads, and erased by two.

Played with script on a phone, and without script, by keyboard alone, at 320 px.
"""

from __future__ import annotations

import re

import pytest

from alongside.assessments.models import Ballot
from alongside.assessments.tests import factories, rating_factories
from alongside.core import outbox
from alongside.core.models import Letter
from alongside.core.texts import ERASED, HIDDEN
from alongside.keeping_safe.models import Case
from alongside.programmes import services
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.raters import comes_in, questions
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

AWFUL = "Nurse Winterbottom shouted at people here last Tuesday"
SUBJECT = "Somebody would like to talk to you"


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["script", "bare"])
def test_somebody_changes_takes_back_asks_to_be_talked_to_and_is_told(site: Site, manner: Manner):
    round = factories.make_round(place=make_neighbourhood().team)
    code, before = rating_factories.make_code(round), set(Letter.objects.values_list("pk", flat=True))
    stages = questions(round, "uses_services").stages

    with site.guest(manner) as eve:
        comes_in(eve, code)
        eve.presses("One question at a time")
        eve.chooses(stages[1])
        eve.presses("Save and go on")
        eve.opens("/rate/1/")
        eve.chooses(stages[2])
        eve.presses("Save and go on")
        eve.opens("/rate/done/")
        eve.follows("Take all my answers back")
        eve.presses("Yes, delete my answers")
        eve.sees("Your answers are deleted")
        eve.opens("/rate/talk/")
        eve.presses("Send it now")
        eve.is_told("Choose who shall get in touch with you")
        eve.chooses("Jo Lane")
        eve.writes("How can they reach you?", "07700 900 123")
        eve.writes("What would you like to talk about? You can leave this empty", "I feel alone.")
        eve.presses("Send it now")
        eve.sees("We have sent it", "within one working day")
        [kept] = re.findall(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", eve.words())
        eve.presses("Leave")

    assert Ballot.objects.get(round=round).answers == {}
    letter = Letter.objects.exclude(pk__in=before).get(subject=SUBJECT)
    said = outbox.text_of(letter)
    with site.guest(DESKTOP) as jo:
        [address] = re.findall(r"/talk/seen/[^/\s]+/", said)
        jo.opens(address)
        jo.presses("I have seen it")
        jo.sees("Thank you")

    with site.guest(manner) as eve:
        eve.opens("/talk/")
        eve.writes("Your code", kept)
        eve.presses("Look")
        eve.sees("Your request was seen", "Jo Lane saw it on")


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_a_reader_reports_words_one_hides_them_and_two_erase_them(site: Site, manner: Manner):
    here = make_neighbourhood()
    services.edit_place(here.team, name=here.team.name, about=AWFUL, by=TESTS, on=here.team.began_on)
    page = here.team.get_absolute_url()

    with site.as_(here.tom, manner) as reader:
        reader.opens(page)
        reader.sees(AWFUL)
        reader.follows("Report words or a file on this page")
        reader.chooses("It names somebody, or one can tell who it is about")
        reader.presses("Send")
        reader.sees("Thank you")
    case = Case.objects.get(scope=here.team.scope)
    with site.as_(here.ada, manner) as ada:
        ada.opens(f"{page}reported/")
        ada.follows("A place")
        ada.ticks("A place: the sentence about it")
        ada.presses("Hide it everywhere")
        ada.sees("Hidden while two people look at it")
        ada.opens(page)
        ada.sees(HIDDEN)
        ada.does_not_see("Winterbottom")
    for who in (here.ada, here.bea):
        with site.as_(who, manner) as lead:
            lead.opens(case.get_absolute_url())
            lead.chooses("Erase it for good")
            lead.presses("Say so")
    with site.as_(here.tom, manner) as reader:
        reader.opens(page)
        reader.sees(ERASED)
        reader.does_not_see("Winterbottom")

"""One tablet on a ward, and the people who answer at it, one after the other; and what goes wrong in between."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from alongside.assessments import guest, services
from alongside.assessments.models import Ballot, KioskSeats, Round, WayCount
from alongside.assessments.tests import factories
from alongside.core import clock
from tests.journeys import story
from tests.journeys.manner import BARE, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.raters import questions
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TABLET = Manner(width=768, height=1024)
WORDS = "They knocked before they came in."


@dataclass(frozen=True)
class Sitter:
    """Somebody who comes to the tablet: in which voice, what they say to the first question, and with help or not."""

    voice: str
    stage: int
    helped: bool = False


SITTERS = (Sitter("uses_services", 1, helped=True), Sitter("family_and_friends", 0), Sitter("staff", 3))


def open_round() -> Round:
    return factories.make_round(
        place=make_neighbourhood().team, asked={"uses_services": 6, "family_and_friends": 2, "staff": 5}
    )


def stands_ready(tablet: Person, round: Round) -> None:
    """A lead has made the code, and types it into the tablet."""
    seats = {"uses_services": 6, "family_and_friends": 2, "staff": 5}
    code = services.open_kiosk(round, name="Day room", seats=seats, by=TESTS, at=clock.now())
    tablet.opens("/rate/kiosk/")
    tablet.writes("Your code", code)
    tablet.presses("Lock this browser to the round")
    tablet.sees("Many people use this tablet")


def begins(tablet: Person, sitter: Sitter) -> None:
    tablet.presses("Begin")
    if sitter.helped:
        tablet.follows("Somebody helps me")
        tablet.presses("Yes, somebody helps me")
    tablet.chooses(story.VOICES[sitter.voice])
    tablet.presses("One question at a time")


def says(tablet: Person, round: Round, sitter: Sitter, stage: int) -> None:
    tablet.chooses(questions(round, sitter.voice).stages[stage])
    tablet.presses("Save and go on")


def finishes(tablet: Person) -> str:
    """To the receipt, and away; what is left is the first page. Returns the receipt."""
    tablet.follows("I have said enough. Finish here")
    [receipt] = tablet.reads(".al-rate__code")
    assert tablet.page.locator(".al-qr").is_visible()
    tablet.presses("I am finished. Clear and hand on")
    assert not [one for one in tablet.context.cookies() if one.get("name") == "rating"]
    tablet.goes_back()
    tablet.sees("Many people use this tablet")
    tablet.does_not_see(receipt)
    return receipt


def counted(round: Round) -> dict[str, int]:
    return dict(WayCount.objects.filter(round=round).exclude(count=0).values_list("way", "count"))


@pytest.mark.parametrize("manner", [TABLET, BARE], ids=["script", "bare"])
def test_tablet__is_used_by_several_people_of_several_voices(site: Site, manner: Manner):
    round = open_round()
    with site.guest(manner) as tablet:
        stands_ready(tablet, round)
        receipts = []
        for sitter in SITTERS:
            begins(tablet, sitter)
            says(tablet, round, sitter, sitter.stage)
            receipts.append(finishes(tablet))
        tablet.unfolds("I have a code or a receipt")
        tablet.writes("Your code", receipts[0])
        tablet.presses("Go on")
        tablet.presses("One question at a time")
        says(tablet, round, SITTERS[0], 2)
        assert finishes(tablet) == receipts[0]
        services.close_round(round, by=TESTS, at=clock.now())
        tablet.opens("/rate/kiosk/")
        tablet.sees("This tablet takes no more answers")

    said = {ballot.voice: ballot.answers["c1"]["stage"] for ballot in Ballot.objects.filter(round=round)}
    assert said == {"uses_services": 2, "family_and_friends": 0, "staff": 3}
    assert Ballot.objects.filter(round=round).count() == 3
    assert counted(round) == {"helped": 1, "kiosk": 2}
    left = dict(KioskSeats.objects.filter(kiosk__round=round).values_list("voice", "left"))
    assert left == {"uses_services": 5, "family_and_friends": 1, "staff": 4}


def test_tablet__loses_its_network_keeps_what_was_written_and_sends_it_by_itself(site: Site):
    round, sitter = open_round(), SITTERS[2]
    with site.guest(TABLET) as tablet:
        stands_ready(tablet, round)
        begins(tablet, sitter)
        tablet.chooses(questions(round, sitter.voice).stages[2])
        tablet.unfolds("Say more, if you like")
        tablet.writes("An example, in your own words", WORDS)
        tablet.context.set_offline(True)
        tablet.presses_in_vain("Save and go on")
        tablet.page.get_by_text("We try again by ourselves.").wait_for()
        tablet.looks_past_the_lost_connection()
        assert tablet.finds_in("An example, in your own words") == WORDS
        assert tablet.page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert not Ballot.objects.filter(round=round).exists()
        tablet.context.set_offline(False)
        tablet.page.wait_for_url("**/rate/2/")

        tablet.context.set_offline(True)
        tablet.presses_in_vain("Clear and hand on")
        tablet.page.get_by_text("This page is cleared.").wait_for()
        assert WORDS not in tablet.page.content()
        tablet.context.set_offline(False)
        tablet.page.get_by_role("button", name="Begin").wait_for()
        tablet.noise = [one for one in tablet.noise if "ERR_INTERNET_DISCONNECTED" not in one]

    [ballot] = Ballot.objects.filter(round=round)
    assert ballot.answers["c1"]["words"] == WORDS
    assert counted(round) == {"kiosk": 1}


def test_tablet__that_nobody_touches_warns_and_then_clears_itself(site: Site):
    round = open_round()
    with site.guest(TABLET) as tablet:
        stands_ready(tablet, round)
        tablet.page.clock.install()
        begins(tablet, SITTERS[1])
        still = tablet.page.get_by_role("dialog", name="Are you still there?")
        tablet.page.clock.fast_forward(179_000)
        expect(still).to_be_hidden()
        tablet.page.clock.fast_forward(2_000)
        expect(still).to_be_visible()
        tablet.looks()
        tablet.page.get_by_role("button", name="I am still here").click()
        expect(still).to_be_hidden()
        tablet.page.clock.fast_forward(182_000)
        expect(still).to_be_visible()
        tablet.page.clock.fast_forward(60_000)
        tablet.page.get_by_role("button", name="Begin").wait_for()
        assert not [one for one in tablet.context.cookies() if one.get("name") == "rating"]

    assert not Ballot.objects.filter(round=round).exists()


def test_tablet__without_script_goes_on_to_a_warning_and_then_clears_itself(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    round = open_round()
    with site.guest(BARE) as tablet:
        stands_ready(tablet, round)
        begins(tablet, SITTERS[1])
        tablet.opens("/rate/kiosk/quiet/?back=/rate/1/")
        tablet.presses("I am still here")
        tablet.is_at(r"/rate/1/$")
        monkeypatch.setattr(guest, "QUIET", 1)
        monkeypatch.setattr(guest, "WARNED", 1)
        tablet.page.reload()
        tablet.page.wait_for_url("**/rate/kiosk/quiet/**")
        tablet.page.wait_for_url("**/rate/kiosk/?cleared")
        tablet.sees("Many people use this tablet")
        assert not [one for one in tablet.context.cookies() if one.get("name") == "rating"]

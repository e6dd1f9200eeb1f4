"""Fourteen people in four voices judge a ward together: from the draft to what they agree.

Played as people play it, and once more without script, by keyboard alone, at 320 px; both leave the same result.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alongside.assessments.models import Ballot, Round
from tests.journeys import acts, story
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.person import Person
from tests.journeys.places import Neighbourhood, make_neighbourhood
from tests.journeys.raters import answers, answers_by_services, comes_in, leaves
from tests.journeys.result import stored_result
from tests.journeys.site import Site, code_sent_to
from tests.journeys.story import Rater
from tests.journeys.told_by_services import address_of, the_whole_story

pytestmark = pytest.mark.journey

Codes = dict[str, str]
WITH_SCRIPT = {"Rose", "Gil", "Mina", "Fay", "Ivo", "Tom", "Moss", "Pete"}
BY_KEYBOARD = {"Rose", "Omar", "Mina", "Ivo"}
"""Who answers in a browser: with script in each voice and by each way. The others say the same through the services."""


def test_fourteen_people__with_script(site: Site, tmp_path: Path):
    here = make_neighbourhood()

    round = _play(site, here, DESKTOP, raters_at=PHONE, in_a_browser=WITH_SCRIPT, folder=tmp_path)

    assert stored_result(round) == stored_result(the_whole_story(make_neighbourhood()))


def test_fourteen_people__without_script_by_keyboard_at_320_px(site: Site, tmp_path: Path):
    here = make_neighbourhood()

    round = _play(site, here, BARE, raters_at=BARE, in_a_browser=BY_KEYBOARD, folder=tmp_path)

    assert stored_result(round) == stored_result(the_whole_story(make_neighbourhood()))


def _play(
    site: Site, here: Neighbourhood, manner: Manner, *, raters_at: Manner, in_a_browser: set[str], folder: Path
) -> Round:
    with site.as_(here.tom, manner) as tom, site.as_(here.lea, manner) as lea:
        round = _draft_and_open(tom, lea, here)
        codes = _invite(tom, here)
        for rater in story.RATERS:
            if rater.name in in_a_browser:
                _rate(site, raters_at, round, rater, codes[rater.name])
            else:
                answers_by_services(round, rater, codes[rater.name])
        _reveal(tom, lea, site, raters_at, round, in_a_browser)
        _prepare_and_share(tom, lea)
        with site.guest(raters_at) as rose:
            _read_the_result_with_a_used_code(rose, codes["Rose"])
        _meet(tom, lea, folder)
        acts.agree(tom, lea)
        lea.sees("Seen differently: Two of us say: not yet.", "We agree to differ")
        lea.follows("How it has moved over the rounds")
        lea.sees("One round so far")
    return round


def _draft_and_open(tom: Person, lea: Person, here: Neighbourhood) -> Round:
    tom.opens("/")
    tom.follows(here.team.name)
    tom.follows("Prepare a round")
    tom.presses("Save the draft")
    tom.is_told("Enter what to call this round")
    acts.fills_in_a_draft(tom, story.EXPECTED)
    tom.presses("Show me what we will see")
    tom.sees("if everybody answers", "6 people who use services")
    tom.presses("Save the draft")
    tom.sees("The round is prepared")

    lea.opens("/")
    lea.follows(f"Finish and open “{story.NAME}” at {here.team.name}")
    acts.opens_the_round(lea)
    return Round.objects.get(place=here.team, name=story.NAME)


def _invite(tom: Person, here: Neighbourhood) -> Codes:
    tom.opens(f"/rounds/{Round.objects.get(place=here.team).pk}/")
    tom.goes_on_to("Invite people by mail")
    tom.writes("Staff", "not an address")
    tom.presses("Send the letters")
    tom.is_told("Staff: not an address is not an email address")
    for voice, names in story.MAILED.items():
        tom.writes(story.VOICES[voice], "\n".join(address_of(name, here) for name in names))
    tom.presses("Send the letters")
    tom.sees("6 letters are on their way")
    codes = {name: code_sent_to(address_of(name, here)) for names in story.MAILED.values() for name in names}
    codes |= {"Tom": code_sent_to(here.tom.email), "Lea": code_sent_to(here.lea.email)}
    codes["Ben"] = code_sent_to(here.ben.email)
    for voice, number in story.SLIPS.items():
        codes |= _hand_out(tom, story.RATERS, voice, number)
    voice, number = story.POSTER
    tom.goes_on_to("Print a poster")
    tom.chooses(story.VOICES[voice])
    tom.writes("How many people may it let in?", str(number))
    tom.presses("Make the poster")
    codes |= {one.name: tom.reads(".al-poster__code")[0] for one in story.RATERS if one.way == "poster"}
    tom.follows("I have printed it: back to the round")
    return codes


def _hand_out(tom: Person, raters: tuple[Rater, ...], voice: str, number: int) -> Codes:
    printed = acts.prints_slips(tom, voice, number)
    takers = [one.name for one in raters if one.way == "slip" and one.voice == voice]
    return dict(zip(takers, printed, strict=True))


def _rate(site: Site, manner: Manner, round: Round, rater: Rater, code: str) -> None:
    with site.guest(manner) as person:
        comes_in(person, code)
        receipt = answers(person, round, rater, saying=rater.said_first)
        if rater.takes_back:
            person.follows("Take all my answers back")
            person.presses("Yes, delete my answers")
            person.sees("Your answers are deleted")
            person.presses("Leave")
            return
        leaves(person)
    if rater.said_first:
        _come_back(site, manner, round, rater, receipt)


def _come_back(site: Site, manner: Manner, round: Round, rater: Rater, receipt: str) -> None:
    """By the receipt, at another device: it never shows what was answered, and the new answers replace the old."""
    with site.guest(manner) as person:
        comes_in(person, receipt)
        person.presses("All on one page")
        person.sees("What you said before is kept. We do not show it")
        assert person.page.locator("input[type=radio]:checked").count() == 0
        person.follows("Back")
        answers(person, round, rater)
        leaves(person)


def _reveal(tom: Person, lea: Person, site: Site, manner: Manner, round: Round, in_a_browser: set[str]) -> None:
    """Too few of the profession have answered: Tom is told before anything happens, and they invite more."""
    acts.closes_the_round(tom)
    tom.goes_on_to("Turn the first key")
    tom.presses("Turn my key")
    tom.sees("Too few people have answered", "Your key is not turned yet")
    tom.chooses("Open the round again and invite more people")
    tom.presses("Continue")
    tom.presses("Open it again")
    tom.sees("The round is open again")
    codes = _hand_out(tom, story.LATER, "staff", story.MORE_SLIPS["staff"])
    for rater in story.LATER:
        if rater.name in in_a_browser:
            _rate(site, manner, round, rater, codes[rater.name])
        else:
            answers_by_services(round, rater, codes[rater.name])
    tom.opens(round.get_absolute_url())
    acts.closes_the_round(tom)
    assert Ballot.objects.filter(round=round).exists()

    tom.goes_on_to("Turn the first key")
    tom.presses("Turn my key")
    tom.sees("Your key is turned. It waits for the other one")
    lea.opens("/")
    lea.follows(f"Reveal how people see {round.place.name}")
    lea.presses("Turn the second key and reveal")
    lea.sees("The answers are revealed", "How we each see it")
    assert not Ballot.objects.filter(round=round).exists()


def _prepare_and_share(tom: Person, lea: Person) -> None:
    tom.opens(tom.page.url.removesuffix("reveal/"))
    tom.goes_on_to("See how you each see it")
    for person, which in ((tom, 0), (lea, 1)):
        person.follows("Read the words that people offered")
        person.does_not_see("I would rather keep this to myself.")
        for words, verdicts in story.VERDICTS.items():
            person.chooses(story.IN_WORDS[verdicts[which]], under=words)
        person.presses("Keep what I chose")
        person.sees("There are no words here that wait for you")
        person.follows("How we each see it")
    tom.follows("The round")
    acts.shares_the_result(tom)


def _read_the_result_with_a_used_code(rose: Person, code: str) -> None:
    comes_in(rose, code)
    rose.sees("How we each see it", "What happens next")
    rose.follows("Furthest apart first")
    rose.unfolds("Read what was said")
    rose.sees("They sat down with me and asked what I wanted.")
    rose.does_not_see("We stopped locking the garden.", "I would rather keep this to myself.")
    rose.unfolds("The same as a table")
    rose.looks()


def _meet(tom: Person, lea: Person, folder: Path) -> None:
    tom.goes_on_to("Go to the joint meeting")
    tom.follows("Print the meeting sheet")
    tom.goes_back()
    tom.presses("Write the meeting down")
    tom.is_told("Enter the date on which you met")
    acts.holds_the_meeting(tom, story.PRESENT)
    for said in story.POSITIONS:
        acts.writes_down(tom, said, by_mistake_first=True)
    _add_evidence(tom, folder)
    _settle_the_gap(tom, lea)
    acts.chooses_priorities(tom, story.PRIORITIES, one_too_many=story.ONE_TOO_MANY)


def _add_evidence(tom: Person, folder: Path) -> None:
    number, label, link = story.EVIDENCE_LINK
    tom.follows(acts.short_name(tom, number))
    tom.presses("Add it")
    tom.is_told("Say what it is")
    tom.writes("What it is", label)
    tom.writes("Its address on the web (a link)", link)
    tom.presses("Add it")
    tom.sees("The evidence is kept", label)
    _, label, content = story.EVIDENCE_FILE
    (folder / "board.txt").write_bytes(content)
    tom.writes("What it is", label)
    tom.attaches("Or a file", folder / "board.txt")
    tom.presses("Add it")
    tom.sees(label, "board.txt")
    tom.follows("The joint meeting")


def _settle_the_gap(tom: Person, lea: Person) -> None:
    number, _, outcome, words = story.GAP
    gap = next(text for text in tom.reads("section[aria-labelledby=gaps] a") if text.startswith(f"{number}. "))
    lea.opens(tom.page.url)
    lea.follows(gap)
    lea.presses("Turn our side’s key")
    lea.is_told("Choose how the gap is settled")
    lea.chooses(outcome)
    lea.writes("In your words", words)
    lea.presses("Turn our side’s key")
    lea.sees("Your side stands by this")
    tom.follows(gap)
    tom.sees("Proposed:", words)
    tom.presses("Turn our side’s key")
    tom.sees("Both sides have settled this gap")
    tom.opens(re.sub(r"/gaps/.*", "", tom.page.url) + f"/rounds/{_round_of(lea)}/meeting/")


def _round_of(person: Person) -> str:
    """The round whose pages somebody has open, from the way back on a gap's page."""
    person.follows(person.reads(".nhsuk-back-link")[0])
    found = re.search(r"/rounds/([0-9a-f-]+)/", person.page.url)
    assert found
    return found.group(1)

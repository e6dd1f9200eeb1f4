"""A ward event with twenty-five people, six of whom use services: on paper, at a tablet, and what both show."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Ballot, PaperBatch, Participation, Quote, Round, Sheet, Tally, WayCount
from alongside.assessments.rules import Answer
from alongside.assessments.tests import factories
from alongside.core import clock
from tests.journeys import acts, story
from tests.journeys.manner import BARE, PHONE, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, Neighbourhood, join, make_neighbourhood
from tests.journeys.raters import comes_in, questions
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

PAPER = {"uses_services": 5, "staff": 14, "leaders": 4}
TABLET = {"uses_services": 1, "staff": 1}
EXPECTED = {"uses_services": 6, "staff": 15, "leaders": 4}
WORDS = "They asked me what I wanted."
AT_THE_TABLET = Manner(width=768, height=1024)


@dataclass(frozen=True)
class OnPaper:
    """One sheet in somebody's hand: what is printed beside the questions, and what they tore off."""

    voice: str
    code: str
    own_code: str


def test_ward_event__six_of_twenty_five_use_services_and_are_heard(site: Site):
    here = make_neighbourhood(team="Lark Ward")
    typist = join(here.site, "Pia", Role.DATA_CHAMPION)
    round = factories.make_round(place=here.team, asked=EXPECTED)
    with site.as_(here.tom) as tom, site.as_(here.lea) as lea:
        sheets = _prepare(tom, round, typist)
        _two_at_the_tablet(site, round)
        with site.as_(typist, BARE) as pia:
            _type(pia, round, sheets)
        with site.guest(PHONE) as rose:
            _change_by_the_tear_off(rose, round, sheets[0])
        tom.opens(f"{round.get_absolute_url()}paper/")
        tom.sees("Pia", "23", "Closed on")
        tom.follows("Back to the round")
        acts.closes_the_round(tom)
        acts.reveal(tom, lea)
        lea.sees("People who use services")

    _what_is_left(round)


def _prepare(tom: Person, round: Round, typist: User) -> list[OnPaper]:
    """The day, the pack for the room, and who types: as the team lead does it in the browser."""
    tom.opens(round.get_absolute_url())
    tom.goes_on_to("Use paper")
    tom.follows("Choose a day on which people answer together")
    tom.presses("Keep the day")
    tom.dates(clock.today(), under="On which day do people answer together?")
    tom.presses("Keep the day")
    tom.sees("The day is kept.", "Minute 10.", "What to say")
    tom.follows("Print this plan")
    tom.follows("Back to the day")
    tom.follows("Print a pack for a room without a network")
    tom.presses("Make the pack")
    tom.is_told("Enter how many sheets you need")
    for voice, number in PAPER.items():
        tom.writes(story.VOICES[voice], str(number))
    tom.presses("Make the pack")
    tom.sees("Label for the envelope", "A card to point at", "Tear off here", "Crisis line")
    sheets = _in_their_hands(tom)
    tom.follows("I have printed it: back to paper")
    tom.follows("Ask somebody from outside to type them in")
    tom.writes("Their email address, or the name they sign in with", "nobody@example.org")
    tom.presses("Ask them")
    tom.is_told("Nobody in this programme signs in with this")
    tom.writes("Their email address, or the name they sign in with", str(typist.email))
    tom.presses("Ask them")
    tom.sees("Pia is asked to type the sheets in")
    return sheets


def _in_their_hands(tom: Person) -> list[OnPaper]:
    codes = [re.sub(r"\s*Sheet\s+", "", words) for words in tom.reads(".al-paper__words .al-paper__code")]
    voices = [voice for voice, number in PAPER.items() for _ in range(number)]
    return [OnPaper(*one) for one in zip(voices, codes, tom.reads(".al-paper__own"), strict=True)]


def _two_at_the_tablet(site: Site, round: Round) -> None:
    code = services.open_kiosk(round, name="Day room", seats=TABLET, by=TESTS, at=clock.now())
    with site.guest(AT_THE_TABLET) as tablet:
        tablet.opens("/rate/kiosk/")
        tablet.writes("Your code", code)
        tablet.presses("Lock this browser to the round")
        for voice in TABLET:
            tablet.presses("Begin")
            tablet.chooses(story.VOICES[voice])
            tablet.presses("All on one page")
            asked = questions(round, voice)
            for title in asked.titles:
                tablet.chooses(asked.stages[1], under=title)
            tablet.presses("Save and finish")
            tablet.presses("I am finished. Clear and hand on")


def _type(pia: Person, round: Round, sheets: list[OnPaper]) -> None:
    """Two by hand, with what goes wrong; the others as the same form would send them."""
    pia.opens("/")
    pia.follows(f"Type in the sheets of {round.place.name}")
    first, second, *others = sheets
    pia.writes("Sheet code", first.own_code)
    pia.presses("Go on to this sheet")
    pia.is_told("This is the code of the part that the person keeps")
    _type_by_hand(pia, round, first, words=WORDS)
    _type_by_hand(pia, round, second, silence="I don't feel safe to say")
    pia.writes("Sheet code", first.code)
    pia.presses("Go on to this sheet")
    pia.is_told("This sheet has been typed in already")
    pia.does_not_see(WORDS)
    _type_by_services(round, others)
    pia.follows("I have typed in all of them: close this batch")
    pia.sees("23 sheets are typed in")
    pia.presses("Close this batch")
    pia.sees("This batch is closed", "There is nothing for you to type in.")


def _type_by_hand(pia: Person, round: Round, sheet: OnPaper, *, words: str = "", silence: str = "") -> None:
    asked = questions(round, sheet.voice)
    pia.writes("Sheet code", sheet.code.lower())
    pia.presses("Go on to this sheet")
    pia.sees("This sheet is for: People who use services.")
    if words:
        pia.unfolds("There are words about question 1")
        pia.writes("Their words about question 1", words)
        pia.presses("Send this sheet")
        pia.is_told("Question 1: choose the answer that is marked")
        assert pia.finds_in("Their words about question 1") == words
    for number, title in enumerate(asked.titles):
        pia.chooses(silence if silence and number == 9 else asked.stages[0], under=title)
    pia.presses("Send this sheet")
    pia.sees("The sheet is typed in and closed")


def _type_by_services(round: Round, sheets: list[OnPaper]) -> None:
    batch = PaperBatch.objects.get(round=round)
    items = list(round.edition.items.values_list("code", flat=True))
    for number, sheet in enumerate(sheets):
        stage = number % 3 if sheet.voice == "uses_services" else 2 + number % 2
        services.type_sheet(
            batch,
            code=sheet.code,
            voice=sheet.voice,
            answers={item: Answer(stage=stage) for item in items},
            by=factories.acting(batch.first),
            at=clock.now(),
        )


def _change_by_the_tear_off(rose: Person, round: Round, sheet: OnPaper) -> None:
    comes_in(rose, sheet.own_code)
    rose.presses("One question at a time")
    rose.does_not_see(WORDS)
    rose.follows("Skip this question")
    rose.chooses(questions(round, sheet.voice).stages[3])
    rose.presses("Save and go on")
    [changed] = [one for one in Ballot.objects.filter(round=round) if WORDS in str(one.answers)]
    assert [changed.answers[item]["stage"] for item in ("c1", "c2", "c3")] == [0, 3, 0]


def _what_is_left(round: Round) -> None:
    """Those who use services stand as their own; staff stand with the four leaders, who are too few for that."""
    asked = {row.group: row.answered for row in Participation.objects.filter(round=round)}
    assert asked == {"uses_services": 6, "profession": 19}
    told = Tally.objects.filter(round=round, item__code="c1").values_list("group", "kept__level")
    assert dict(told) == {"uses_services": "MIDDLE", "profession": "SPREAD"}
    assert Quote.objects.get(round=round).words == WORDS
    assert dict(WayCount.objects.filter(round=round, count__gt=0).values_list("way", "told")) == {
        "paper": 23,
        "kiosk": 2,
    }
    assert not Ballot.objects.filter(round=round).exists()
    assert not Sheet.objects.filter(round=round).exists()


def test_two_of_the_place_type_together__one_of_each_side(site: Site):
    here = make_neighbourhood(team="Wren Ward")
    round = factories.make_round(place=here.team, asked={"uses_services": 6, "staff": 6})
    services.mark_event(round, event_on=clock.today(), by=TESTS, at=clock.now())
    with site.as_(here.tom) as tom, site.as_(here.lea, BARE) as lea:
        tom.opens(f"{round.get_absolute_url()}paper/sheets/")
        tom.writes("Staff", "1")
        tom.chooses("Easy to read")
        tom.presses("Make the sheets")
        [code] = [re.sub(r"\s*Sheet\s+", "", words) for words in tom.reads(".al-paper__words .al-paper__code")]
        _both_say_that_they_are_there(tom, lea, here)
        lea.writes("Sheet code", code)
        lea.presses("Go on to this sheet")
        lea.presses("Send this sheet")
        lea.is_told("Nothing is answered on this sheet")
        asked = questions(round, "staff", easy=True)
        lea.chooses(asked.stages[2], under=asked.titles[0])
        lea.presses("Send this sheet")
        lea.sees("1 sheet typed in so far. Tom and Lea type together.")

    ballot = Ballot.objects.get(round=round)
    assert (ballot.voice, ballot.easy_read, ballot.answers) == ("staff", True, {"c1": {"stage": 2}})


def _both_say_that_they_are_there(tom: Person, lea: Person, here: Neighbourhood) -> None:
    tom.follows("I have printed them: back to paper")
    tom.follows("Two of us type together, as nobody from outside is there")
    tom.picks("The other one, of the other side", here.ben.name)
    tom.presses("Name these two")
    tom.is_told("The two who type together must be of different sides")
    tom.picks("The other one, of the other side", here.lea.name)
    tom.presses("Name these two")
    tom.follows("Tom and Lea")
    tom.presses("I am here, and we type together")
    tom.sees("Typing begins once Lea has said so too")
    lea.opens("/paper/")
    lea.follows(f"{Round.objects.get(place=here.team).name} at {here.team.name}")
    lea.presses("I am here, and we type together")
    lea.sees("Type in a sheet")

"""People who answer, at their own device: in by a code, through the questions, and out again."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.assessments import services
from alongside.assessments.models import Round, Way
from alongside.assessments.queries import rating
from alongside.core import clock
from tests.journeys import story
from tests.journeys.person import Person
from tests.journeys.story import SILENCES, Rater


@dataclass(frozen=True)
class Questions:
    """What a voice is asked, as the page words it: the questions in their order, and the stages' names."""

    titles: tuple[str, ...]
    stages: tuple[str, ...]


def questions(round: Round, voice: str, *, easy: bool = False) -> Questions:
    asked = rating.questions(round, voice, easy=easy)
    return Questions(
        tuple(f"{one.number}. {one.title}" for one in asked), tuple(stage.name for stage in asked[0].stages)
    )


def comes_in(person: Person, code: str) -> None:
    """Type the code that stands on the paper."""
    person.opens("/rate/")
    person.writes("Your code", code)
    person.presses("Go on")


def answers(person: Person, round: Round, rater: Rater, *, saying: str = "") -> str:
    """From the first page to the receipt; returns the receipt."""
    if rater.name in story.TWO_HATS:
        person.chooses(story.VOICES[rater.voice])
    if rater.easy:
        person.presses("Easy words")
    if rater.helped:
        person.follows("Somebody helps me")
        person.presses("Yes, somebody helps me")
        person.sees("Somebody helps you to answer.")
    asked = questions(round, rater.voice, easy=rater.easy)
    (_one_at_a_time if rater.one_at_a_time else _all_on_one_page)(person, rater, asked, saying or rater.says)
    person.sees("Thank you", "Your receipt")
    return person.reads(".al-rate__code")[0]


def _one_at_a_time(person: Person, rater: Rater, asked: Questions, saying: str) -> None:
    person.presses("One question at a time")
    for number, sign in enumerate(saying, 1):
        person.sees(asked.titles[number - 1])
        if sign == ".":
            person.follows("Skip this question")
            continue
        _says(person, sign, asked.stages)
        if words := rater.words.get(number):
            person.unfolds("Say more, if you like")
            person.writes("An example, in your own words", words)
            if number in rater.offered:
                person.ticks("You may show these words to others")
        person.presses("Save and finish" if number == len(saying) else "Save and go on")


def _all_on_one_page(person: Person, rater: Rater, asked: Questions, saying: str) -> None:
    person.presses("All on one page")
    for title, (number, sign) in zip(asked.titles, enumerate(saying, 1), strict=True):
        if sign == ".":
            continue
        _says(person, sign, asked.stages, under=title)
        if words := rater.words.get(number):
            person.unfolds("Say more, if you like", under=title)
            person.writes("An example, in your own words", words, under=title)
            if number in rater.offered:
                person.ticks("You may show these words to others", under=title)
    person.presses("Save and finish")


def _says(person: Person, sign: str, stages: tuple[str, ...], *, under: str = "") -> None:
    if sign in SILENCES:
        person.unfolds("I can't or don't want to say", under=under)
        person.chooses(SILENCES[sign][0], under=under)
    else:
        person.chooses(stages[int(sign)], under=under)


def leaves(person: Person) -> None:
    """Finished: the page is something else, and nothing stays in the browser."""
    person.presses("I am finished. Leave")
    person.sees("A simple loaf of bread")
    assert not [one for one in person.context.cookies() if one.get("name") == "rating"]


def answers_by_services(round: Round, rater: Rater, code: str) -> None:
    """The same, said by way of the services."""
    at = clock.now()
    ticket = services.exchange(code, at=at)
    assert isinstance(ticket, services.Ticket)
    for said in filter(None, (rater.said_first, rater.says)):
        given = {number: story.answer_of(rater, number, said) for number in range(1, len(said) + 1)}
        codes = dict(round.edition.items.values_list("number", "code"))
        services.save_answers(
            receipt=ticket.receipt,
            voice=rater.voice,
            voices=ticket.voices,
            answers={codes[number]: answer for number, answer in given.items() if answer},
            easy_read=rater.easy,
            way=Way.HELPED if rater.helped else Way.OWN,
            at=at,
        )
    if rater.takes_back:
        services.withdraw_answers(receipt=ticket.receipt, at=at)

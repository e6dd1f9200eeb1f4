"""What those who run a round do on its pages, in the order of its life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from alongside.core import clock
from tests.journeys import story
from tests.journeys.person import Person

STAGES = ("Not yet", "Engagement", "Development", "Transformation")


def fills_in_a_draft(person: Person, expected: Mapping[str, int], *, open_room: bool = False) -> None:
    person.writes("What to call this round", story.NAME)
    person.writes("Why you ask", story.WHY)
    person.dates(clock.today() + dt.timedelta(days=14), under="Last day on which people can answer")
    for voice, number in expected.items():
        name = story.VOICES[voice]
        person.ticks(name)
        person.writes(f"How many {name[0].lower()}{name[1:]} do you expect?", str(number))
    if open_room:
        person.chooses("An open room")
    for _, says, name, phone, mail in story.CONTACTS:
        for label, text in (("Name", name), ("Phone", phone), ("Email", mail)):
            if text:
                person.writes(label, text, under=says)


def opens_the_round(person: Person) -> None:
    person.goes_on_to("Open the round")
    person.presses("Open the round")
    person.sees("The round is open")


def prints_slips(person: Person, voice: str, number: int) -> list[str]:
    """The codes that were printed."""
    person.goes_on_to("Print slips")
    person.chooses(story.VOICES[voice])
    person.writes("How many slips?", str(number))
    person.presses("Make the slips")
    printed = person.reads(".al-slip__code")
    assert len(printed) == number
    person.follows("I have printed them: back to the round")
    return printed


def closes_the_round(person: Person) -> None:
    person.goes_on_to("Close the round")
    person.presses("Close the round")
    person.sees("The round is closed")


def reveal(first: Person, second: Person, *, knowing: bool = False) -> None:
    """Two people turn their keys, each from their own sign-in; `knowing` that a side will not be shown."""
    for person, step, button in (
        (first, "Turn the first key", "Turn my key"),
        (second, "Turn the second key", "Turn the second key and reveal"),
    ):
        person.opens(first.page.url)
        person.goes_on_to(step)
        person.presses(button)
        if knowing:
            person.sees("Too few people have answered", "Your key is not turned yet")
            person.presses("Continue")
            person.is_told("Choose what you want to do")
            person.chooses("Go on, knowing that this side will not be shown")
            person.presses("Continue")
        if person is first:
            person.follows("Back to the round")
    second.sees("The answers are revealed", "How we each see it")


def shares_the_result(person: Person) -> None:
    person.goes_on_to("Share the result")
    person.presses("Share the result")
    person.sees("The result is shared")


def holds_the_meeting(person: Person, present: Mapping[str, int]) -> None:
    person.dates(clock.today(), under="When did you meet?")
    for voice, number in present.items():
        person.writes(f"{story.VOICES[voice]}: how many were there?", str(number))
    person.presses("Write the meeting down")


def writes_down(person: Person, said: story.Agreed, *, by_mistake_first: bool = False) -> None:
    person.follows(short_name(person, said.number))
    if by_mistake_first:
        person.presses("Write it down")
        person.is_told("Choose the stage you agreed on, or that you did not")
    person.chooses("We did not agree" if said.stage is None else STAGES[said.stage])
    person.writes("Why", said.why)
    person.writes("Who sees it differently, and how (optional)", said.dissent)
    person.presses("Write it down")
    person.sees(f"Written down for challenge {said.number}", said.why, said.dissent)


def short_name(person: Person, number: int) -> str:
    """What the meeting's list of challenges calls one of them."""
    return person.reads(".al-positions__item a")[number - 1]


def chooses_priorities(person: Person, chosen: Sequence[tuple[int, str]], *, one_too_many: int) -> None:
    """Four are refused, three are taken."""
    names = {number: f"{number}. {short_name(person, number)}" for number in range(1, 11)}
    person.follows("Choose what to work on first")
    wanted = {names[number] for number, _ in chosen} | {names[one_too_many]}
    person.ticks(*(label for label in person.reads(".nhsuk-checkboxes__label") if label in wanted))
    person.presses("Write these down")
    person.is_told("Choose three at most, so that three can really be done")
    person.unticks(names[one_too_many])
    for number, why in chosen:
        if why:
            person.writes_into(f"why_{number}", why)
    person.presses("Write these down")
    person.sees("What to work on first is written down", *(why for _, why in chosen))


def agree(first: Person, second: Person) -> None:
    """One person of each side turns a key to what is written down."""
    first.follows("Agree to what is written down")
    first.presses("Turn my key")
    first.sees("Your key is turned. It waits for the other side")
    second.opens("/")
    second.follows(next(text for text in second.reads("main a") if text.startswith("Agree what")))
    second.presses("Turn my key")
    second.sees("What we agreed", "Agreed on")

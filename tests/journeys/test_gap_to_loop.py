"""One gap, all the way: a goal with two keys and two co-leads, three tests of change, one of them stopped, a claim that
somebody else verified, a letter back, and a “partly” from those who raised it.

Played with script at a desktop, and without script, by keyboard alone, at 320 px: both leave the same behind. Nobody
types an address: every page is reached from the one before it.
"""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.assessments.models import Gap
from alongside.assessments.rules import State as RoundState
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests.meeting_factories import APART
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.goals.models import ChangeIdea, Cycle, Goal, GoalEvent, Loop, LoopWords, Telling
from alongside.goals.services import loops as services
from alongside.measures.tests.factories import make_series
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.person import Person
from tests.journeys.places import Neighbourhood, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

ROUND = "Spring round"
GOAL = "Nobody waits alone at the door"
DIFFERENT = "Whoever arrives is met by somebody within ten minutes."
RAISED = "We stand at the door and nobody comes"
STOPPED, KEPT = "A bell at the door", "A host for each shift"
WHY = "Each shift has a host who meets people"
PARTLY = "Not always on Sundays"


@pytest.mark.parametrize(("staff", "people"), [(DESKTOP, PHONE), (BARE, BARE)], ids=["script", "bare"])
def test_a_gap_becomes_a_goal_and_a_loop_that_those_who_raised_it_confirm(site: Site, staff: Manner, people: Manner):
    here = make_neighbourhood(team="Heron Ward" if staff is DESKTOP else "Curlew Ward")
    rounds.make_round(
        state=RoundState.SHARED,
        place=here.team,
        name=ROUND,
        answers=APART,
        asked={voice: len(said) for voice, said in APART.items()},
    )
    make_series(here.team, values=[12.0, 14.0, 13.0, 12.5] * 6, name="Minutes at the door")

    with site.as_(here.tom, staff) as tom, site.as_(here.lea, staff) as lea:
        gap = settles_the_gap(tom, lea, here)
        goal = proposes_from_it(tom, gap)
        both_turn_their_keys(tom, lea, goal)
        people_are_written_down(lea, here, goal)
        tries_an_idea_and_stops_it(lea)
        tries_another_twice_and_keeps_it(tom, lea, goal)
        goes_back_to(tom, "Drivers and tests")
        goes_back_to(tom, GOAL)
        tom.follows("Say that it is done")
        tom.sees("Not measured after the change")
        tom.writes("What is different now, and what shows it?", "Each shift has a host. The rota shows it.")
        tom.presses("Claim it done")
        own_work_is_refused(lea, goal)
    with site.as_(here.ada, staff) as ada:
        finds_it_and_verifies(ada, here)
    with site.as_(here.tom, staff) as tom:
        tom.opens("/")
        closes_and_tells(tom, here)
    loop = Loop.objects.get(place=here.team)
    codes = letters_of(here)
    for code, says, words in zip(codes, ("Yes", "Partly", "Partly"), ("", PARTLY, ""), strict=True):
        answers(site, people, code, says, words)

    services.let_loops_pass(at=clock.now() + dt.timedelta(days=1))

    for reader in (here.tom, here.lea):
        with site.as_(reader, staff) as person:
            person.opens(loop.get_absolute_url())
            person.follows("Read words that were offered")
            person.chooses("Show")
            person.presses("Keep what I chose")
    with site.as_(here.bea, staff) as bea:
        bea.opens(goal.get_absolute_url())
        bea.sees("Closed: the change lasts", f"“{RAISED}”")
        bea.follows(f"“{RAISED}”")
        bea.sees("Closed. We did it", "Most of those who answered say that it is true, or partly true.", PARTLY)
    with site.guest(people) as anybody:
        anybody.opens(f"/places/{here.team.pk}/said/")
        anybody.sees(RAISED, "Most of those who answered say that it is true, or partly true", PARTLY)
    is_left_behind(goal, loop, here)


def settles_the_gap(tom: Person, lea: Person, here: Neighbourhood) -> Gap:
    """Both sides, from the page of the place: round, result, challenge, gap."""
    for person in (lea, tom):
        person.opens("/")
        person.follows(here.team.name)
        person.follows(ROUND)
        gap = Gap.objects.filter(round__place=here.team).select_related("item").order_by("item__number")[0]
        address = person.page.locator(f"main a[href$='/result/{gap.item.number}/']").first
        person.follows(address.inner_text().strip())
        person.follows("Settle it together")
        if person is lea:
            person.chooses("We want to change it")
            person.writes("In your words", "People wait at the door, and staff do not see it.")
        person.presses("Turn our side’s key")
    tom.sees("Both sides have settled this gap")
    return gap


def proposes_from_it(tom: Person, gap: Gap) -> Goal:
    tom.follows("Propose a goal from this gap")
    tom.sees("The gap between the two sides on", ROUND)
    tom.writes("What do you want to change?", GOAL)
    tom.writes("What will be different for people who use services, and their family and friends?", DIFFERENT)
    tom.chooses("Practice")
    tom.picks("Which figures will show it? (optional)", tom.page.locator("#id_series option").nth(1).inner_text())
    tom.dates(clock.today() + dt.timedelta(days=90), under="When is it to be done?")
    tom.picks("Co-lead with lived experience (optional)", "Lea")
    tom.picks("Co-lead of the profession (optional)", "Tom")
    tom.presses("Propose it")
    tom.sees("The goal is proposed", "born from a gap between the sides in")
    goal = Goal.objects.get(place=gap.round.place)
    assert (goal.from_gap, goal.item) == (gap, gap.item)
    return goal


def both_turn_their_keys(tom: Person, lea: Person, goal: Goal) -> None:
    tom.follows("Turn your side’s key, or take it back")
    tom.presses("Turn my key")
    tom.sees("waits for a key of lived experience")
    lea.opens(goal.get_absolute_url())
    lea.follows("Turn your side’s key, or take it back")
    lea.presses("Turn my key")
    lea.sees("Agreed by both sides")
    lea.follows("Start the work")
    lea.presses("Start")
    lea.sees("The work has begun")


def people_are_written_down(lea: Person, here: Neighbourhood, goal: Goal) -> None:
    """What people raised, from the goal that answers it; and those who ask to be told."""
    lea.follows("Write down what people raised")
    lea.chooses("People who use services")
    lea.writes("What did people raise?", RAISED)
    lea.presses("Write it down")
    lea.sees(f"It became the goal {GOAL}")
    for name in ("eve", "may", "sol"):
        lea.follows("Add somebody who asked to be told")
        lea.chooses("By email")
        lea.writes("How can they be reached?", f"{name}@door{here.team.pk}.example.org")
        lea.presses("Keep it for this")
    lea.sees("3 so far: 3 by email")
    lea.follows(GOAL)
    lea.sees(f"“{RAISED}”", "Nothing has been tried yet.")


def proposes_to_try(person: Person, text: str, *, driver: str = "") -> None:
    person.follows("Propose something to try")
    person.writes("What could you try?", text)
    if driver:
        person.picks("Which driver does it move?", driver)
    person.presses("Save the idea")
    person.sees("Plan a small test of it next")


def goes_back_to(person: Person, text: str) -> None:
    """By the way back above the page, of which a phone shows the last step only."""
    person.follows(text if person.manner is DESKTOP else f"Back to {text}")


def begins(person: Person) -> None:
    person.follows("Begin the test")
    person.presses("It has begun")


def goes_through(person: Person, *, did: str, number: str, right: str, decision: str, reason: str) -> None:
    """Do, study and decide: a line, a number, right or wrong."""
    person.follows("Write down what happened")
    person.writes("What happened?", did)
    person.presses("Keep it")
    person.sees("Kept. Now look at the result")
    person.writes("What number did you find? (optional)", number)
    person.chooses(right)
    person.presses("Keep the result")
    person.follows("Decide what you make of it")
    person.chooses(decision)
    person.writes("Why?", reason)
    person.presses("Decide")


def tries_an_idea_and_stops_it(lea: Person) -> None:
    lea.follows("Drivers, ideas and tests")
    lea.follows("Add a driver")
    lea.writes("What has to be right for this to happen?", "Somebody knows that a person is there")
    lea.presses("Add it")
    proposes_to_try(lea, STOPPED, driver="Somebody knows that a person is there")
    lea.follows("Plan a small test")
    lea.writes("What do you want to find out?", "Does anybody hear it?")
    lea.presses("Keep the plan")
    lea.follows("Begin the test")
    lea.sees("Nothing is predicted yet")
    lea.presses("It has begun")
    lea.is_told("Before it begins, say what you expect to happen")
    lea.follows("Say what you expect, and what you will look at")
    lea.writes("What do you expect to happen?", "Four of five are met within ten minutes")
    lea.writes("What will you look at to see it?", "I ask the five who come on Monday")
    lea.presses("Save")
    begins(lea)
    goes_through(
        lea, did="Nobody hears it at the far end", number="1", right="Wrong", decision="Stop it",
        reason="The ward is too long for a bell",
    )  # fmt: skip
    lea.sees("Stopped", "The ward is too long for a bell")


def tries_another_twice_and_keeps_it(tom: Person, lea: Person, goal: Goal) -> None:
    goes_back_to(lea, "Drivers and tests")
    proposes_to_try(lea, KEPT)
    lea.follows("Plan a small test")
    lea.writes("What do you want to find out?", "Does a host meet people in time?")
    lea.writes("What do you expect to happen?", "Four of five are met within ten minutes")
    lea.writes("What will you look at to see it?", "The five who come on Tuesday")
    lea.presses("Keep the plan")
    begins(lea)
    goes_through(
        lea, did="Three of five were met", number="3", right="Wrong", decision="Change it and test again",
        reason="The host was away at handover",
    )  # fmt: skip
    tom.opens(goal.get_absolute_url())
    tom.follows("Drivers, ideas and tests")
    tom.follows(KEPT)
    tom.follows("Plan the next test")
    tom.sees("from which this one starts", "Three of five were met", "The host was away at handover")
    tom.writes("What did you learn last time?", "Handover takes the host away")
    tom.writes("What changes this time?", "Two hosts at handover")
    tom.writes("What do you expect to happen?", "All five are met within ten minutes")
    tom.presses("Keep the plan")
    begins(tom)
    goes_through(
        tom, did="All five were met", number="5", right="Right", decision="Keep it", reason="It holds at handover too"
    )
    tom.sees("Kept", "Test 2")


def own_work_is_refused(lea: Person, goal: Goal) -> None:
    lea.opens(f"{goal.get_absolute_url()}verify/")
    lea.chooses("Yes, I have seen it")
    lea.writes("What did you see, or what were you told?", "I was there")
    lea.presses("Write it down")
    lea.is_told("You led this goal, claimed it or took part in its tests")
    assert lea.finds_in("What did you see, or what were you told?") == "I was there"


def finds_it_and_verifies(ada: Person, here: Neighbourhood) -> None:
    """The site's lead, of another voice, with no part in the work."""
    ada.opens("/")
    ada.follows(here.site.name)
    ada.follows("Goals")
    ada.follows(GOAL)
    ada.sees("waits for somebody else to verify it")
    ada.follows("Say whether it is done")
    ada.chooses("Yes, I have seen it")
    ada.writes("What did you see, or what were you told?", "Four of five who came today were met.")
    ada.presses("Write it down")
    ada.sees("Thank you. What you saw is written down")


def closes_and_tells(tom: Person, here: Neighbourhood) -> None:
    tom.follows(here.team.name)
    tom.follows("Goals")
    tom.follows(GOAL)
    tom.follows("Close the goal")
    tom.chooses("With a change that lasts")
    tom.writes("Why?", "It has held since the spring.")
    tom.presses("Close it")
    tom.follows(f"“{RAISED}”")
    tom.follows("Write down what was decided")
    tom.chooses("We did it")
    tom.writes("What was done, or why not?", WHY)
    tom.presses("Keep the decision")
    tom.follows("Tell those who raised it")
    drafted = tom.finds_in("What do you want to tell them?")
    for words in (RAISED, DIFFERENT, f"{STOPPED}. We stopped it.", f"{KEPT}. We kept it.", WHY):
        assert words in drafted, drafted
    assert drafted.index(STOPPED) < drafted.index(KEPT)
    tom.ticks("Show it on the public page too")
    tom.presses("Tell them")
    tom.sees("3 people asked to be told. It takes 3 answers")


def letters_of(here: Neighbourhood) -> list[str]:
    """The codes of the letters, which name no service and no topic."""
    letters = Letter.objects.filter(to__endswith=f"@door{here.team.pk}.example.org").order_by("to")
    texts = [outbox.text_of(letter) for letter in letters]
    assert not any(RAISED in text or here.team.name in text or GOAL in text for text in texts)
    return [text.splitlines()[0] for text in texts]


def answers(site: Site, manner: Manner, code: str, says: str, words: str) -> None:
    with site.guest(manner) as person:
        person.opens("/told/")
        person.writes("Your code", code)
        person.presses("Go on")
        person.sees(WHY)
        person.chooses(says)
        if words:
            person.writes("Do you want to say more?", words)
            person.ticks("You may show these words to others")
        person.presses("Send my answer")
        person.sees("Your answer is kept, without your name")


def is_left_behind(goal: Goal, loop: Loop, here: Neighbourhood) -> None:
    """The same whichever way it was played."""
    goal.refresh_from_db()
    loop.refresh_from_db()
    today = clock.today()
    assert (goal.state, goal.closed_how) == ("CLOSED", "sustained")
    assert (goal.lived_key_by, goal.profession_key_by, goal.verified_by) == (here.lea, here.tom, here.ada)
    cycles = Cycle.objects.filter(idea__goal=goal).order_by("idea__text", "number")
    assert [(one.idea.text, one.number, one.result, one.decision) for one in cycles] == [
        (STOPPED, 1, "wrong", "abandon"),
        (KEPT, 1, "wrong", "adapt"),
        (KEPT, 2, "right", "adopt"),
    ]
    assert dict(ChangeIdea.objects.filter(goal=goal).values_list("text", "outcome")) == {
        STOPPED: "ABANDONED",
        KEPT: "ADOPTED",
    }
    steps = ("raised_on", "agreed_on", "tested_on", "measured_on", "decided_on", "told_on")
    assert {getattr(loop, step) for step in steps} == {today}
    assert (loop.state, loop.confirmed_on, loop.goal) == ("CLOSED", today + dt.timedelta(days=1), goal)
    assert Telling.objects.get(loop=loop).result == "confirmed"
    assert [row.words for row in LoopWords.objects.filter(telling__loop=loop)] == [PARTLY]
    told = list(GoalEvent.objects.filter(goal=goal).order_by("pk").values_list("what", flat=True))
    assert [what for what in told if what in {"proposed", "started", "claimed", "verified", "closed"}] == [
        "proposed", "started", "claimed", "verified", "closed",
    ]  # fmt: skip

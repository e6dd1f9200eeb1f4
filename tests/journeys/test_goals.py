"""A goal from its proposal to its close, and a review: with script, and again by keyboard, at 320 px, without any."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.core import clock
from alongside.goals.models import Goal, Review
from alongside.goals.rules.goals import State
from alongside.goals.tests import factories
from tests.journeys.manner import BARE, DESKTOP, SMALL, Manner
from tests.journeys.person import Person
from tests.journeys.places import Neighbourhood, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TITLE = "Nobody waits alone at the door"


def proposes(person: Person, here: Neighbourhood) -> Goal:
    person.opens(f"/places/{here.team.pk}/goals/")
    person.goes_on_to("Propose a goal")
    person.presses("Propose it")
    person.is_told("Say what you want to change, in a few words")
    person.writes("What do you want to change?", TITLE)
    person.writes(
        "What will be different for people who use services, and their family and friends?",
        "Whoever arrives is met within ten minutes.",
    )
    person.chooses("Practice")
    person.dates(clock.today() + dt.timedelta(days=90), under="When is it to be done?")
    person.picks("Co-lead with lived experience (optional)", "Lea")
    person.picks("Co-lead of the profession (optional)", "Tom")
    person.presses("Propose it")
    person.sees("The goal is proposed", "waits for a key of lived experience and the profession")
    return Goal.objects.get(place=here.team, title=TITLE)


def hands_out_a_code(person: Person, goal: Goal) -> str:
    person.opens(goal.get_absolute_url())
    person.unfolds("More you can do")
    person.follows("Make a code for somebody’s key")
    person.chooses("People who use services")
    person.presses("Make a code")
    [code] = person.reads(".al-slip__code")
    return code


def turns_a_key_with(guest: Person, code: str) -> None:
    guest.opens("/goals/key/")
    guest.writes("Your code", "222-222-222")
    guest.presses("Go on")
    guest.is_told("We do not know this code")
    guest.writes("Your code", code.lower().replace("-", " "))
    guest.presses("Go on")
    guest.sees(TITLE, "Whoever arrives is met within ten minutes.")
    guest.chooses("Block")
    guest.presses("Send it")
    guest.is_told("Say in a few words why")
    guest.chooses("Agree")
    guest.presses("Send it")
    guest.sees("Thank you")


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_goal__from_its_proposal_to_its_close(site: Site, manner: Manner):
    here = make_neighbourhood()
    with site.as_(here.tom, manner) as tom, site.as_(here.ada, manner) as ada, site.guest(manner) as eve:
        goal = proposes(tom, here)
        turns_a_key_with(eve, hands_out_a_code(ada, goal))
        tom.opens(goal.get_absolute_url())
        tom.sees("The code was handed out by Ada.")
        tom.follows("Turn your side’s key, or take it back")
        tom.presses("Turn my key")
        tom.sees("Agreed by both sides")
        tom.follows("Start the work")
        tom.presses("Start")
        tom.follows("Say that it is done")
        tom.writes("What is different now, and what shows it?", "Somebody is at the door from eight to eight.")
        tom.presses("Claim it done")
        tom.does_not_see("Say whether it is done")
        tom.opens(f"{goal.get_absolute_url()}verify/")
        tom.chooses("Yes, I have seen it")
        tom.writes("What did you see, or what were you told?", "I was there")
        tom.presses("Write it down")
        tom.is_told("You led this goal, claimed it or took part in its tests")
        ada.opens(goal.get_absolute_url())
        ada.follows("Say whether it is done")
        ada.chooses("Yes, I have seen it")
        ada.writes("What did you see, or what were you told?", "Four of five who came today were met.")
        ada.presses("Write it down")
        ada.sees("Thank you. What you saw is written down")
        tom.opens(goal.get_absolute_url())
        tom.follows("Close the goal")
        tom.chooses("With a change that lasts")
        tom.writes("Why?", "It has held for three months.")
        tom.presses("Close it")
        tom.sees("Closed: the change lasts", "Verified by Ada")

    goal.refresh_from_db()
    assert (goal.state, goal.lived_key_how, goal.profession_key_how) == (State.CLOSED, "code", "account")


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_review__looks_at_each_goal_and_each_promise(site: Site, manner: Manner):
    here = make_neighbourhood()
    kept, parked = (factories.make_goal(here.team, state=State.ACTIVE) for _ in range(2))
    last = clock.today() - dt.timedelta(days=90)
    Goal.objects.update(proposed_on=last)
    factories.make_review(here.team, held_on=last)
    with site.as_(here.lea, manner) as lea:
        lea.opens(f"/places/{here.team.pk}/goals/")
        lea.follows("Write down a review")
        lea.writes("People who use services: how many were there?", "3")
        lea.writes("Staff: how many were there?", "4")
        lea.presses("Go on")
        lea.sees("Not finished yet", "Not looked at yet")
        lea.follows("Look at each goal")
        lea.chooses("Kept as it is", under=kept.title)
        lea.presses("Write it down")
        lea.is_told(f"Say why, about “{kept.title}”")
        lea.writes_into(f"why_{kept.pk}", "It goes well")
        lea.chooses("Parked", under=parked.title)
        lea.writes_into(f"why_{parked.pk}", "The building works come first")
        lea.presses("Write it down")
        lea.follows("Write down a promise")
        lea.writes("What is promised?", "The rota hangs in the day room")
        lea.presses("Write it down")
        lea.follows("Finish the review")
        lea.dates(clock.today() + dt.timedelta(days=90), under="When do you meet next?")
        lea.presses("Finish it")
        lea.sees("The review is finished", "We meet again on")

    parked.refresh_from_db()
    assert (parked.state, parked.state_why) == (State.PARKED, "The building works come first")
    assert Review.objects.get(place=here.team, held_on=clock.today()).finished_on == clock.today()


def test_two_people__who_change_one_goal_lose_no_word(site: Site):
    here = make_neighbourhood()
    goal = factories.make_goal(here.team)
    with site.as_(here.tom) as tom, site.as_(here.lea, SMALL) as lea:
        for person, words in ((tom, "Tom was first"), (lea, "Lea was second")):
            person.opens(f"{goal.get_absolute_url()}edit/")
            person.writes("What do you want to change?", words)
        tom.presses("Save")
        lea.presses("Save")
        lea.sees("What stands now, written by someone else", "Tom was first")
        assert lea.finds_in("What do you want to change?") == "Lea was second"
        lea.presses("Save")

    goal.refresh_from_db()
    assert (goal.title, goal.version) == ("Lea was second", 3)


def test_spoken_key__a_fourth_priority_and_a_duty(site: Site):
    here = make_neighbourhood()
    goal = factories.make_goal(here.team)
    for _ in range(3):
        factories.make_goal(here.team, state=State.ACTIVE)
    with site.as_(here.tom) as tom, site.as_(here.lea, SMALL) as lea, site.as_(here.ben) as ben:
        tom.opens(f"{goal.get_absolute_url()}key/spoken/")
        tom.chooses("People who use services")
        tom.presses("Write it down")
        tom.sees("It does not count yet")
        lea.opens(goal.get_absolute_url())
        lea.follows("Confirm the spoken key")
        lea.presses("Confirm it")
        lea.is_told("Tick the box if you were there")
        lea.ticks("I was there and heard it")
        lea.presses("Confirm it")
        tom.opens(f"{goal.get_absolute_url()}key/")
        tom.presses("Turn my key")
        tom.is_told("You have a part in the other side’s key".replace("’", "'"))
        ben.opens(f"{goal.get_absolute_url()}key/")
        ben.presses("Turn my key")
        ben.sees("Agreed by both sides", "spoken")
        tom.opens(f"{goal.get_absolute_url()}start/")
        tom.presses("Start")
        tom.is_told("This team works on three priorities already")
        tom.opens(f"/places/{here.team.pk}/goals/duty/")
        tom.writes("What do you want to change?", "The fire door is mended")
        tom.writes("Why is it urgent?", "The fire service asked for it")
        tom.writes("What will be different for people who use services, and their family and friends?", "They are safe")
        tom.chooses("How the service is organised")
        tom.presses("Record it")
        lea.opens(f"/places/{here.team.pk}/goals/")
        lea.sees("Urgent duties", "The fire door is mended")

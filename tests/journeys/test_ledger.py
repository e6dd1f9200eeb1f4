"""Who changed what, what people gave, how a meeting was, and a team's own plan, each done in a browser.

Played with script at a desktop or phone, and without script, by keyboard alone, at 320 px.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest

from alongside.assessments import services as assessments
from alongside.assessments.rules import State as RoundState
from alongside.assessments.tests import factories as rounds
from alongside.core import clock
from alongside.goals.models import Contribution, Proposal, Pulse, PulseAnswer, Resource, TeamPlan
from alongside.goals.rules.goals import State
from alongside.goals.rules.plan import Kind
from alongside.goals.rules.pulse import Says
from alongside.goals.services import ledger as services
from alongside.goals.tests import factories, ledger_factories
from alongside.programmes import queries
from tests.journeys.manner import BARE, DESKTOP, PHONE, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, Neighbourhood, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

BOTH = [(DESKTOP, PHONE), (BARE, BARE)]


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_proposal__from_what_was_asked_for_to_what_was_told(site: Site, manner: Manner):
    here = make_neighbourhood()
    factories.make_goal(
        here.team, state=State.ACTIVE, title="Nobody waits alone", at=clock.now() - dt.timedelta(days=99)
    )
    with site.as_(here.ben, manner) as ben, site.as_(here.tom, manner) as tom:
        ben.opens(f"/places/{here.team.pk}/")
        ben.follows("Who changed what")
        ben.follows("Write down a proposal")
        ben.writes("What was proposed?", "Tea at night")
        ben.presses("Write it down")
        ben.is_told("Choose the voice that proposed it")
        ben.chooses("People who use services")
        ben.picks("Does it belong to something here? (optional)", "Goal: Nobody waits alone")
        ben.presses("Write it down")
        ben.sees("The proposal is written down", "Waiting", "Nobody waits alone")
        made = Proposal.objects.get(place=here.team)
        tom.opens(made.get_absolute_url())
        tom.follows("Write down what was decided")
        tom.chooses("Changed")
        tom.ticks("People who use services", "Staff")
        tom.presses("Write it down")
        tom.is_told("Enter why")
        tom.writes("Why?", "The kitchen closes at eight")
        tom.presses("Write it down")
        tom.follows("Write down that they were told")
        tom.writes("What is different because of it?", "There is a kettle in the day room")
        tom.presses("They were told")
        tom.sees("It is written down that they were told", "after 0 days")
        tom.opens(f"/places/{here.team.pk}/ledger/")
        tom.sees("There is a kettle in the day room", "Nobody waits alone", "Co-signed", "as full members")
        tom.unfolds("The same as a table")
        tom.looks()
        tom.follows("Declined")
        tom.sees("None stands there just now")

    made.refresh_from_db()
    assert (made.decision, made.decided_by) == ("changed", ["uses_services", "staff"])


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_hours__ones_own_and_those_of_others(site: Site, manner: Manner):
    here = make_neighbourhood()
    with site.as_(here.ben, manner) as ben, site.as_(here.lea, manner) as lea:
        ben.opens(f"/places/{here.team.pk}/ledger/")
        ben.follows("My hours and expenses")
        ben.follows("Write down what I gave")
        ben.writes("What for?", "Goals meeting")
        ben.writes("Hours", "2")
        ben.presses("Write it down")
        ben.is_told("Choose whether payment was offered")
        ben.chooses("Offered and declined")
        ben.presses("Write it down")
        ben.sees("Goals meeting", "2 hours", "payment offered and declined")
        lea.opens(f"/places/{here.team.pk}/hours/kept/")
        lea.sees("Ben")
        lea.follows("Write down what somebody gave")
        lea.writes("Or the name of somebody without an account", "Sam Somebody")
        lea.chooses("People who use services")
        lea.writes("What for?", "Visit")
        lea.chooses("Offered and accepted")
        lea.writes("How much?", "20")
        lea.presses("Write it down")
        lea.sees("Sam Somebody", "£20.00")
        ben.opens(f"/places/{here.team.pk}/hours/")
        ben.does_not_see("Sam Somebody")
        ben.follows(f"Take it out ({clock.today():%-d %B %Y}, Goals meeting)")
        ben.presses("Take it out")
        ben.sees("Taken out again", "Nothing is written down yet")

    assert Contribution.objects.get(place=here.team).paid == 2000


@pytest.mark.parametrize(("staff", "people"), BOTH, ids=["script", "bare"])
def test_pulse__asked_after_a_review_answered_by_codes_and_counted(site: Site, staff: Manner, people: Manner):
    here = make_neighbourhood()
    review = factories.make_review(here.team)
    with site.as_(here.tom, staff) as tom:
        tom.opens(review.get_absolute_url())
        tom.follows("Ask those who were there how it was")
        tom.presses("Ask")
        tom.sees("People can answer now")
        tom.follows("Make slips with codes")
        tom.presses("Make slips")
        tom.is_told("Choose a voice")
        tom.chooses("People who use services")
        tom.writes("How many people of this voice were there?", "2")
        tom.presses("Make slips")
        codes = tom.reads(".al-slip__code")
        pulse = Pulse.objects.get(review=review)
        answers_with_a_slip(site, people, codes[0])
        with site.as_(here.ben, people) as ben:
            answers_with_a_code_of_their_own(ben, pulse)
        ledger_factories.answered(pulse, "uses_services", [Says.YES, Says.YES, Says.MOSTLY, Says.A_LITTLE, Says.YES])
        tom.opens(pulse.get_absolute_url())
        tom.does_not_see("The middle answer")
        tom.follows("Close it now")
        tom.presses("Close it")
        tom.sees("each one is deleted", "The middle answer is", "Too few answers to show")

    pulse.refresh_from_db()
    assert not PulseAnswer.objects.filter(pulse=pulse).exists()
    assert pulse.closed_on == clock.today()


def answers_with_a_slip(site: Site, manner: Manner, code: str) -> None:
    with site.guest(manner) as eve:
        eve.opens("/pulse/")
        eve.presses("Go on")
        eve.is_told("Type your code")
        eve.writes("Your code", code)
        eve.presses("Go on")
        eve.sees("Were you heard?", "Nobody sees your answers by themselves")
        eve.chooses("Yes", under="Were you heard?")
        eve.presses("Send my answers")
        eve.is_told("Say whether you felt safe to speak")
        eve.chooses("A little", under="Did what you said change something?")
        eve.chooses("Mostly", under="Did you feel safe to speak?")
        eve.presses("Send my answers")
        eve.sees("Your answers are kept, without your name")
        assert not eve.context.cookies() or all(one["name"] != "sessionid" for one in eve.context.cookies())


def answers_with_a_code_of_their_own(ben: Person, pulse: Pulse) -> None:
    ben.opens(pulse.get_absolute_url())
    ben.follows("Answer, with a code of my own")
    ben.presses("Give me my code")
    ben.sees("It is shown this once")
    ben.presses("Answer now")
    for question in ("Were you heard?", "Did what you said change something?", "Did you feel safe to speak?"):
        ben.chooses("I would rather not say", under=question)
    ben.presses("Send my answers")
    ben.sees("Thank you")


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_plan__belongs_to_its_team(site: Site, manner: Manner):
    here = make_neighbourhood()
    factories.make_goal(here.team, state=State.ACTIVE, title="Nobody waits alone")
    with site.as_(here.ben, manner) as ben, site.as_(here.lea, manner) as lea, site.as_(here.ada, manner) as ada:
        ben.opens(f"/places/{here.team.pk}/")
        ben.follows("The team’s plan")
        ben.goes_on_to("Begin our plan")
        ben.presses("Begin")
        ben.follows("Write down what somebody brings")
        ben.chooses("A skill")
        ben.writes("What is it?", "Plays the guitar")
        ben.presses("Put it into the plan")
        ben.is_told("Choose the voice that brings it")
        ben.chooses("People who use services")
        ben.chooses("The team may use it")
        ben.presses("Put it into the plan")
        ben.sees("Plays the guitar", "Nobody waits alone")
        ada.opens(f"/places/{here.team.pk}/plan/")
        ada.does_not_see("Plays the guitar", "Nobody waits alone")
        lea.opens(f"/places/{here.team.pk}/plan/")
        lea.follows("Change what they see")
        lea.chooses("Also what our priorities are called")
        lea.presses("Keep this")
        ada.opens(f"/places/{here.team.pk}/plan/")
        ada.sees("Nobody waits alone")
        ada.does_not_see("Plays the guitar")
        lea.follows("One page for the wall")
        lea.sees("Plays the guitar", "Nobody waits alone")
        lea.opens(f"/places/{here.team.pk}/plan/")
        lea.follows("Take it out (Plays the guitar)")
        lea.presses("Take it out")
        lea.sees("It is out of the plan")

    assert TeamPlan.objects.get(place=here.team).shares == "headings"
    assert Resource.objects.get(plan__place=here.team).ended_on == clock.today()


def with_everything(here: Neighbourhood) -> None:
    """A place whose ledger and plan hold something of everything."""
    at = clock.now() - dt.timedelta(days=99)
    factories.make_goal(here.team, state=State.ACTIVE, at=at)
    ledger_factories.tell(ledger_factories.decide(ledger_factories.make_proposal(here.team)))
    plan = ledger_factories.make_plan(here.team)
    for number in range(6):
        ledger_factories.make_offer(plan)
        ledger_factories.keep_hours(here.team, name=f"Person {number}", at=clock.now() - dt.timedelta(days=190))
    pulse = ledger_factories.make_pulse(here.team)
    ledger_factories.answered(pulse, "staff", [Says.YES] * 9)
    services.close_pulse(pulse, by=TESTS, at=clock.now())


@pytest.mark.parametrize("manner", [DESKTOP, PHONE, BARE], ids=["desktop", "phone", "bare"])
def test_full_pages__are_in_order_at_every_width(site: Site, manner: Manner):
    here = make_neighbourhood()
    with_everything(here)
    with site.as_(here.lea, manner) as lea, site.as_(here.cleo, manner) as cleo:
        for address in ("ledger/", "plan/", "plan/sheet/", "hours/kept/"):
            lea.opens(f"/places/{here.team.pk}/{address}")
        lea.opens(Pulse.objects.get(place=here.team).get_absolute_url())
        lea.sees("Nearly everybody said")
        cleo.opens(f"/places/{here.site.pk}/ledger/")
        cleo.opens(f"/places/{here.team.pk}/plan/")


def test_plan__fits_one_sheet_of_paper(site: Site):
    here = make_neighbourhood()
    full_plan(here)
    with site.as_(here.lea) as lea:
        lea.opens(f"/places/{here.team.pk}/plan/sheet/")
        lea.sees("Not everybody agrees", "When we look again", "Where we say we stand")
        paper = lea.page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1


def full_plan(here: Neighbourhood) -> None:
    """A plan as full as they come: three priorities, fifteen offers, a stage for each challenge, some with dissent."""
    at, by = clock.now(), (queries.actor_of(user) for user in (here.tom, here.lea))
    for number in range(3):
        factories.make_goal(
            here.team, state=State.ACTIVE, title=f"Nobody waits alone at door number {number}",
            different_for_people="Whoever arrives is met by somebody within ten minutes, day and night, by name. " * 2,
            due_on=clock.today() + dt.timedelta(days=90),
        )  # fmt: skip
    plan = ledger_factories.make_plan(here.team)
    for kind in Kind:
        for _ in range(3 if kind != Kind.MONEY else 1):
            ledger_factories.make_offer(plan, kind=kind, text="Knows the people at the library in the old town")
    for weeks in (26, 13, 0):
        factories.make_review(here.team, held_on=clock.today() - dt.timedelta(weeks=weeks))
    round = rounds.make_round(place=here.team, state=RoundState.SHARED, asked={"staff": 5}, answers={"staff": [1] * 5})
    assessments.hold_meeting(round, held_on=clock.today(), present={"staff": 2}, by=TESTS, at=at)
    for item in round.edition.items.order_by("number"):
        dissent = "Some of us think that nights are another matter." if item.number % 3 == 0 else ""
        assessments.record_position(round, item=item, stage=1, why="We talked.", dissent=dissent, by=TESTS, at=at)
    for actor in by:
        round = assessments.agree_round(round, by=actor, at=at)

"""Tests of change at a phone; and what goes wrong with goals and tests: what was typed stays, and a sentence helps."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access.permissions import Role
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.goals.models import Cycle, Goal
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.tests import cycle_factories, factories, loop_factories
from alongside.programmes import queries as programmes
from alongside.programmes import services as programme_services
from alongside.programmes.models import Membership
from tests.journeys.manner import BARE, DESKTOP, PHONE, SMALL, Manner
from tests.journeys.places import make_neighbourhood, membership
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TOMORROW = dt.timedelta(days=1)


@pytest.mark.parametrize("manner", [PHONE, BARE], ids=["phone", "bare"])
def test_a_result_that_waits_is_written_down_in_a_few_acts(site: Site, manner: Manner):
    """From the list of goals: the test, a line, a number, right or wrong. Five acts, none of them an address."""
    here = make_neighbourhood()
    goal = factories.make_goal(here.team, state=State.ACTIVE)
    cycle = cycle_factories.make_cycle(cycle_factories.make_idea(goal, text="A host for each shift"), step=Step.RUNNING)
    Cycle.objects.filter(pk=cycle.pk).update(study_on=clock.today() - dt.timedelta(days=3))
    with site.as_(here.lea, manner) as lea:
        lea.opens(f"/places/{here.team.pk}/goals/")
        lea.sees("A test waits for somebody to look at the result")
        lea.follows("Test 1: A host for each shift")
        lea.writes("What happened?", "Four of five were met")
        lea.presses("Keep it")
        lea.sees("Four of five say somebody met them", "Four of five were met")
        lea.writes("What number did you find? (optional)", "four")
        lea.chooses("Right")
        lea.presses("Keep the result")
        lea.is_told("Enter a number, such as 4 or 12.5")
        assert lea.finds_in("What number did you find? (optional)") == "four"
        lea.writes("What number did you find? (optional)", "4")
        lea.presses("Keep the result")
        lea.sees("What do you make of it?", "Right: 4")

    cycle.refresh_from_db()
    assert (cycle.step, cycle.value, cycle.result) == (Step.STUDIED, 4, "right")


@pytest.mark.parametrize("manner", [SMALL, BARE], ids=["script", "bare"])
def test_two_people__who_write_one_test_see_both_texts_and_lose_none(site: Site, manner: Manner):
    here = make_neighbourhood()
    goal = factories.make_goal(here.team, state=State.ACTIVE)
    planned = cycle_factories.make_cycle(cycle_factories.make_idea(goal))
    running = cycle_factories.make_cycle(cycle_factories.make_idea(goal), step=Step.RUNNING)
    studied = cycle_factories.make_cycle(cycle_factories.make_idea(goal), step=Step.DONE)
    pages = (
        (planned, "edit/", "What do you expect to happen?", "Save"),
        (running, "do/", "What happened?", "Keep it"),
        (studied, "study/", "What do you make of it? (optional)", "Keep the result"),
    )
    with site.as_(here.tom) as tom, site.as_(here.lea, manner) as lea:
        for cycle, page, box, button in pages:
            for person, words in ((tom, "Tom was first"), (lea, "Lea was second")):
                person.opens(f"{cycle.get_absolute_url()}{page}")
                person.writes(box, words)
                if page == "study/":
                    person.chooses("Right")
            tom.presses(button)
            lea.presses(button)
            lea.is_told("Someone else changed this test while you did")
            lea.sees("What stands now, written by someone else", "Tom was first")
            assert lea.finds_in(box) == "Lea was second"
            lea.presses(button)

    rows = [Cycle.objects.get(pk=one.pk) for one in (planned, running, studied)]
    assert [rows[0].prediction, rows[1].did, rows[2].found] == ["Lea was second"] * 3


def test_two_people__of_whom_one_is_a_step_ahead(site: Site):
    """Whoever decides a test while the other still writes its result: the other's words stay on the page."""
    here = make_neighbourhood()
    goal = factories.make_goal(here.team, state=State.ACTIVE)
    cycle = cycle_factories.make_cycle(cycle_factories.make_idea(goal), step=Step.STUDIED)
    with site.as_(here.tom) as tom, site.as_(here.lea, SMALL) as lea:
        lea.opens(f"{cycle.get_absolute_url()}study/")
        lea.writes("What do you make of it? (optional)", "Lea saw something else")
        tom.opens(f"{cycle.get_absolute_url()}decide/")
        tom.chooses("Stop it")
        tom.writes("Why?", "It costs too much")
        tom.presses("Decide")
        lea.presses("Keep the result")
        lea.is_told("This test is decided, and stays as it is. Plan the next one to go on.")
        assert lea.finds_in("What do you make of it? (optional)") == "Lea saw something else"


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_dates__in_the_wrong_order(site: Site, manner: Manner):
    here = make_neighbourhood()
    goal = factories.make_goal(here.team, state=State.ACTIVE)
    idea, loop = cycle_factories.make_idea(goal), loop_factories.make_loop(here.team)
    today = clock.today()
    with site.as_(here.tom, manner) as tom:
        tom.opens(f"{goal.get_absolute_url()}edit/")
        tom.dates(today + TOMORROW, under="When does the work begin?")
        tom.dates(today, under="When is it to be done?")
        tom.presses("Save")
        tom.is_told("The day it is to be done must be the same as or after the day the work begins")
        assert tom.finds_in("Day", under="When is it to be done?") == str(today.day)

        tom.opens(f"{idea.get_absolute_url()}cycles/new/")
        tom.writes("What do you want to find out?", "Does it help?")
        tom.dates(today + TOMORROW, under="When does it begin?")
        tom.dates(today, under="When do you look at the result?")
        tom.presses("Keep the plan")
        tom.is_told("The result is looked at after the test begins. Check the two days.")
        assert tom.finds_in("What do you want to find out?") == "Does it help?"

        tom.opens(f"{loop.get_absolute_url()}date/")
        tom.chooses("Measured")
        tom.dates(today - dt.timedelta(days=400), under="When was it?")
        tom.presses("Date the step")
        tom.is_told("The steps follow each other: this date is before an earlier step")
        assert tom.finds_in("Day", under="When was it?") == str((today - dt.timedelta(days=400)).day)

    assert not Cycle.objects.filter(idea=idea).exists()


def test_a_co_lead_who_left(site: Site):
    """The work does not begin without two who belong; the page says whom it misses, and leads to naming another."""
    here = make_neighbourhood()
    goal = factories.make_goal(here.team, state=State.AGREED)
    other = membership(here.team, "Mia", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"])
    left = Membership.objects.get(user=here.lea, scope=here.team.scope)
    programme_services.end_membership(left, reason="", by=programmes.actor_of(here.lea), on=clock.today())
    with site.as_(here.tom, SMALL) as tom:
        tom.opens(goal.get_absolute_url())
        tom.sees("Lea (lived experience) no longer belongs here")
        tom.follows("Start the work")
        tom.presses("Start")
        tom.is_told("A co-lead of this goal no longer belongs here. Name another one of that side first.")
        tom.follows("Name the co-leads")
        tom.picks("Co-lead with lived experience", "Mia")
        tom.presses("Save")
        tom.follows("Start the work")
        tom.presses("Start")
        tom.sees("The work has begun")

    goal.refresh_from_db()
    assert (goal.state, goal.lived_lead) == (State.ACTIVE, other.user)


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])
def test_both_keys__are_not_held_by_one_person(site: Site, manner: Manner):
    """Una may speak in two voices: the one she chose first is hers on this goal, with an account and with a code."""
    here = make_neighbourhood()
    una = membership(here.team, "Una", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services", "staff"])
    goal = factories.make_goal(here.team)
    with site.as_(here.ada, manner) as ada:
        ada.opens(f"{goal.get_absolute_url()}key/code/")
        ada.chooses("People who use services")
        ada.presses("Make a code")
        [code] = ada.reads(".al-slip__code")
    with site.as_(una.user, manner) as person:
        person.opens(f"{goal.get_absolute_url()}key/")
        person.presses("Turn my key")
        person.is_told("Choose the voice in which you speak here")
        person.chooses("Staff")
        person.presses("Turn my key")
        person.sees("waits for a key of lived experience")
        person.opens("/goals/key/")
        person.writes("Your code", code)
        person.presses("Go on")
        person.chooses("Agree")
        person.presses("Send it")
        person.is_told("You have a part in the other side's key")
        person.does_not_see("Thank you")

    kept = Goal.objects.get(pk=goal.pk)
    assert (kept.state, kept.lived_key_on, kept.profession_key_by) == (State.PROPOSED, None, una.user)


def test_a_message_that_cannot_be_delivered(site: Site, monkeypatch: pytest.MonkeyPatch):
    """A slip in an address is said at once; a mailbox that takes nothing is said on the loop, without whose it is."""
    here = make_neighbourhood()
    loop = loop_factories.make_loop(here.team)
    lost = f"eve@door{here.team.pk}.example.org"
    with site.as_(here.tom, SMALL) as tom:
        tom.opens(f"{loop.get_absolute_url()}listen/")
        tom.chooses("By email")
        tom.writes("How can they be reached?", "eve at the door")
        tom.presses("Keep it for this")
        tom.is_told("This is not an e-mail address. Check it and type it again.")
        assert tom.finds_in("How can they be reached?") == "eve at the door"
        tom.writes("How can they be reached?", lost)
        tom.presses("Keep it for this")
        loop_factories.tell(loop_factories.decided(loop))
        for day in range(outbox.ATTEMPTS):
            _nobody_takes_it(lost, monkeypatch, clock.now() + dt.timedelta(days=day))
        tom.opens(loop.get_absolute_url())
        tom.sees("1 of the letters by email could not be delivered.")
        tom.does_not_see(lost)
        tom.follows("add them again another way")
        tom.chooses("By a letter on paper")
        tom.writes("How can they be reached?", "Eve, room 4")
        tom.presses("Keep it for this")
        tom.follows("Print letters")
        tom.presses("Make the letters")
        assert len(tom.reads(".al-poster__code")) == 1


def _nobody_takes_it(address: str, monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    """The mail server refuses this letter; the others wait."""

    def refuses(*given: object, **more: object) -> int:
        raise OSError("550 no such mailbox")

    others = Letter.objects.exclude(to=address).filter(state=Letter.State.WAITING)
    held = list(others.values_list("pk", flat=True))
    others.update(state=Letter.State.SENT)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.send_mail", refuses)
        outbox.send_waiting(at=at)
    Letter.objects.filter(pk__in=held).update(state=Letter.State.WAITING)

"""What was forgotten is found and mended from the first page; a calendar and letters are had and ended."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from django.db import DatabaseError

from alongside.access.permissions import Role
from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import CalendarAddress, Cycle
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.services import reminders
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import factories as goals
from alongside.goals.tests import loop_factories as loops
from tests.journeys.manner import BARE, DESKTOP, Manner
from tests.journeys.places import Neighbourhood, join, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

MANNERS = pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["script", "bare"])


def neglected() -> Neighbourhood:
    """Three weeks ago much was begun at a team, and then nobody came back to it."""
    here = make_neighbourhood()
    with clock.frozen(clock.now() - dt.timedelta(days=21)):
        review = goals.make_review(here.team)
        soon = clock.today() + dt.timedelta(days=7)
        services.finish_review(review, next_on=soon, by=loops.teller_at(here.team), at=clock.now())
        tested, _ = (goals.make_goal(here.team, state=State.ACTIVE) for _ in range(2))
        idea = cycles.make_idea(tested, text="A card at the door with the name of who meets you")
        cycles.make_cycle(idea, step=Step.DONE, study_on=soon)
        goals.make_goal(here.team, title="Somebody to ask at night")
        loops.decided(loops.make_loop(here.team))
        loops.told(here.team)
    return here


@MANNERS
def test_forgotten__is_found_from_the_first_page_and_mended(site: Site, manner: Manner):
    here = neglected()
    with site.as_(here.lea, manner) as lea:
        lea.opens("/")
        lea.sees("Did you forget?", "1 goal waits for a key", "1 change was never told back", "1 review is overdue")
        lea.sees(f"{here.team.name} works on", "The review of", "is overdue", "Told, and waiting for an answer")
        lea.follows("Look at what came of “A card at the door with the name of who meets you”")
        lea.chooses("Right")
        lea.presses("Keep the result")
        lea.opens("/")
        lea.does_not_see("Look at what came of")
        lea.follows("Everything that may be forgotten")
        lea.sees("Tell those who raised it", "Write down a review", "no test waits to be looked at")
        lea.follows("Turn your key – Somebody to ask at night")
        lea.presses("Turn my key")
        lea.opens(f"/places/{here.team.pk}/")
        lea.follows("Did you forget?")
        lea.sees("Goals without both keys", "Somebody to ask at night")
        lea.does_not_see("Turn your key")

    assert Cycle.objects.get(idea__goal__place=here.team).studied_on == clock.today()


@MANNERS
def test_forgotten__nothing_not_open_and_failed_look_different(site: Site, manner: Manner):
    here = make_neighbourhood()
    dan = join(here.team, "Dan", Role.DATA_CHAMPION, [])
    with site.as_(here.tom, manner) as tom, site.as_(dan, manner) as champion:
        tom.opens(f"/places/{here.team.pk}/forgotten/")
        tom.sees("Nothing is forgotten", "no review is overdue")
        champion.opens(f"/places/{here.team.pk}/forgotten/")
        champion.sees("This list is not open to you")
        with mock.patch("django.db.models.query.QuerySet.count", side_effect=DatabaseError("the disk is gone")):
            tom.opens(f"/places/{here.team.pk}/forgotten/")
            tom.sees("We could not look", "This does not mean that nothing is forgotten")
        tom.follows("Look again")
        tom.sees("Nothing is forgotten")


@MANNERS
def test_reminders__a_calendar_and_letters_are_had_and_ended(site: Site, manner: Manner):
    here = neglected()
    with site.as_(here.tom, manner) as tom, site.guest(manner) as program:
        tom.opens("/account/")
        tom.follows("Your calendar, and the weekly letter")
        tom.presses("Make a calendar address")
        tom.sees("It is shown once")
        [address] = tom.reads(".al-address")
        path = "/calendar/" + address.split("/calendar/")[1]
        assert program.context.request.get(program.home + path).text().startswith("BEGIN:VCALENDAR")
        tom.opens("/account/reminders/")
        tom.does_not_see(path)
        tom.presses("End it now")
        tom.sees("Your calendar address opens nothing any more")
        assert program.context.request.get(program.home + path).status == 404
        tom.presses("No more weekly letters")
        tom.sees("You get no weekly letter")
        tom.presses("Send me the weekly letter again")
        program.opens("/letters/stop/" + reminders.stop_address(here.tom.pk).split("/letters/stop/")[1])
        program.presses("Yes, no more letters")
        program.sees("You get no more weekly letters")

    assert not reminders.letters_go_to(here.tom.pk)
    assert not CalendarAddress.objects.filter(user=here.tom, ended_on=None).exists()

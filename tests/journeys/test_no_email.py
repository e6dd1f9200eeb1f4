"""A co-lead with a cheap phone and no email holds every key: 320 px, no script, keyboard only, axe on every page."""

from __future__ import annotations

import pytest

from alongside.accounts.models import User
from alongside.assessments.models import Gap, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories as rounds
from alongside.core import clock
from alongside.goals.models import Goal
from alongside.goals.rules.goals import State as GoalState
from alongside.goals.tests import factories as goals
from alongside.programmes import services as programmes
from alongside.programmes.models import Removal
from alongside.programmes.queries import actor_of
from tests.journeys import acts, story
from tests.journeys.manner import BARE, DESKTOP
from tests.journeys.person import Person
from tests.journeys.places import Neighbourhood, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

APART = {"uses_services": [0] * 9, "staff": [2] * 10}
"""How people see a team: two stages apart on everything, so that there is a gap to settle."""
OWN = "otter lamp teapot"
"""The password that Pat chooses; nobody else ever sees it."""


def is_given_a_slip(bea: Person, here: Neighbourhood) -> str:
    """Bea, of the same side, sits with Pat and prints the slip. Its code."""
    bea.opens(f"/places/{here.site.pk}/people/invite/")
    bea.follows("They have no email address")
    bea.presses("Make the slip")
    bea.is_told("Enter their name")
    bea.writes("Their name", "Pat")
    bea.writes("A name to sign in with", f"Pat of Elmbank {here.site.pk}")
    bea.chooses("Lived-experience co-lead")
    bea.ticks("People who use services")
    bea.presses("Make the slip")
    bea.sees(f"pat of elmbank {here.site.pk}")
    code = bea.reads(".accounts-slip__code")[1]
    bea.follows("They have it: back to the people here")
    bea.sees("Pat", "New slip")
    bea.does_not_see(code)
    return code


def comes_in_with_the_slip(pat: Person, name: str, code: str) -> None:
    pat.opens("/sign-in/")
    pat.follows("I have a slip with a sign-in name and a code")
    pat.writes("Your sign-in name", name.upper())
    pat.writes("The code on the slip", "2222 2222 2222")
    pat.presses("Go on")
    pat.is_told("These do not go together")
    pat.writes("The code on the slip", code.lower())
    pat.presses("Go on")
    pat.is_at("/account/password/")
    pat.writes("New password", OWN)
    pat.presses("Save the password")


def copies_ten_codes(pat: Person) -> list[str]:
    pat.opens("/")
    pat.sees("Set up a second step first")
    pat.follows("Print codes")
    pat.presses("Show me ten codes")
    codes = pat.reads(".accounts-codes li")
    assert len(codes) == 10
    pat.follows("I have them on paper: go on")
    pat.follows("Go on to your first page")
    pat.sees("What waits for you")
    return codes


def signs_in(pat: Person, name: str, code: str, *, wrong: str) -> None:
    pat.opens("/sign-in/")
    pat.writes("Email address or sign-in name", name)
    pat.writes("Password", OWN)
    pat.presses("Sign in")
    pat.writes("Code", wrong)
    pat.presses("Sign in")
    pat.is_told("This is not the code")
    pat.writes("Code", code)
    pat.presses("Sign in")
    pat.sees("What waits for you")


def turns_the_second_key_to_the_reveal(pat: Person, ada: Person, round: Round) -> None:
    ada.opens(f"{round.get_absolute_url()}reveal/")
    ada.presses("Turn my key")
    pat.opens(f"{round.get_absolute_url()}reveal/")
    pat.presses("Turn the second key and reveal")
    pat.sees("The answers are revealed")


def turns_the_key_of_a_goal(pat: Person, goal: Goal) -> None:
    pat.opens(goal.get_absolute_url())
    pat.follows("Turn your side’s key, or take it back")
    pat.presses("Turn my key")
    pat.sees("Your key is turned")


def says_no_to_a_removal(pat: Person, removal: Removal) -> None:
    pat.opens(f"/removals/{removal.pk}/")
    pat.presses("Decline")


def settles_a_gap(pat: Person, gap: Gap) -> None:
    pat.opens(f"/gaps/{gap.pk}/settle/")
    pat.chooses("We agree to differ")
    pat.writes("In your words", "Staff see the effort, people see the wait.")
    pat.presses("Turn our side’s key")
    pat.sees("Your side stands by this")


def agrees_to_what_is_written(pat: Person, ada: Person, round: Round) -> None:
    """The meeting is written down by Ada; her key waits for one of the other side, and that is Pat's."""
    ada.opens(f"{round.get_absolute_url()}meeting/")
    acts.holds_the_meeting(ada, story.PRESENT)
    acts.writes_down(ada, story.POSITIONS[0])
    acts.agree(ada, pat)


def test_co_lead__with_a_cheap_phone_and_no_email_holds_every_key(site: Site):
    here = make_neighbourhood()
    round = rounds.make_round(place=here.site, state=State.CLOSED)
    with site.as_(here.bea, DESKTOP) as bea:
        slip = is_given_a_slip(bea, here)
    user = User.objects.get(name="Pat", sign_in_name=f"pat-of-elmbank-{here.site.pk}")
    removal = programmes.end_membership(
        here.bea.memberships.get(), reason="Wants to rest", by=actor_of(here.ada), on=clock.today()
    )
    assert isinstance(removal, Removal)

    with site.guest(BARE) as pat, site.as_(here.ada, DESKTOP) as ada:
        comes_in_with_the_slip(pat, user.signs_in_with, slip)
        codes = copies_ten_codes(pat)
        pat.presses("Sign out")
        signs_in(pat, user.signs_in_with, codes[1], wrong=codes[1][::-1])
        turns_the_second_key_to_the_reveal(pat, ada, round)
        goal = goals.make_goal(here.site)
        turns_the_key_of_a_goal(pat, goal)
        says_no_to_a_removal(pat, removal)
        talked = rounds.make_round(
            place=here.team, state=State.SHARED, asked={"uses_services": 9, "staff": 10}, answers=APART
        )
        settles_a_gap(pat, Gap.objects.get(round=talked, item__number=1))
        agrees_to_what_is_written(pat, ada, talked)

    talked.refresh_from_db()
    assert talked.state == State.AGREED
    round.refresh_from_db()
    goal.refresh_from_db()
    assert round.state == State.REVEALED
    assert goal.state in {GoalState.PROPOSED, GoalState.AGREED}
    assert goal.stances.filter(user=user).exists()
    removal.refresh_from_db()
    assert removal.agreed is False

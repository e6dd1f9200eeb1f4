"""Goals in every state, always by way of the services, so that no test begins from an impossible one.

In a `World` (see `programmes.tests.factories`) Tom and Lea lead the team and hold its keys; Ada, of another voice,
verifies what Tom claims. At the site those are Ada, Bea and a person made for it.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.assessments import services as round_services
from alongside.assessments.models import Round
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests import meeting_factories as meetings
from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import Goal, Review
from alongside.goals.rules.goals import ClosedHow, State
from alongside.goals.services import Born, Leads, Words
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above
from alongside.programmes.tests import factories as places

_numbers = itertools.count(1)
WAY = (State.PROPOSED, State.AGREED, State.ACTIVE, State.CLAIMED, State.VERIFIED, State.CLOSED)


def words(**given: Any) -> Words:
    """What a goal says, with what the test changes."""
    told = {
        "title": f"Nobody waits alone {next(_numbers)}",
        "different_for_people": "Whoever arrives is met by somebody within ten minutes.",
        "convinces_sceptic": "Ten people who arrived this month say so.",
        "strand": "practice",
    }
    return Words(**(told | given))


def acting(member: Membership) -> Actor:
    return places.actor(member)


def lead_of(place: Place, *roles: Role) -> Membership:
    """Somebody who leads the place, or the nearest one above, in one of these roles; made when there is none."""
    held = Membership.objects.live().filter(scope__in=above(place.scope), role__in=roles).order_by("-scope").first()
    role = roles[0] if place.kind == Place.Kind.TEAM else roles[1]
    return held or places.make_member(place, role=role)


def profession_lead(place: Place) -> Membership:
    return lead_of(place, Role.TEAM_LEAD, Role.SITE_LEAD)


def lived_lead(place: Place) -> Membership:
    return lead_of(place, Role.LIVED_EXPERIENCE_PARTNER, Role.LIVED_EXPERIENCE_CO_LEAD)


def verifier_at(place: Place) -> Membership:
    """Somebody with no part in the work, who speaks for family and friends."""
    name = "Vera"
    email = f"vera@{place.scope.replace('/', '-')}example.org"
    held = Membership.objects.live().filter(user__email=email, scope=place.scope).first()
    return held or places.make_member(place, name=name, voices=["family_and_friends"], email=email)


def make_goal(
    place: Place,
    *,
    state: State = State.PROPOSED,
    leads: Leads | None = None,
    born: Born | None = None,
    at: dt.datetime | None = None,
    **given: Any,
) -> Goal:
    """A goal at a place in any state, made by those who lead the place; `given` are its words."""
    at = at or clock.now()
    lived, profession = lived_lead(place), profession_lead(place)
    named = leads or Leads(lived=lived.user_id, profession=profession.user_id)
    goal = services.propose_goal(
        place, words=words(**given), born=born or Born(), leads=named, by=acting(profession), at=at
    )
    if state == State.STOPPED:
        return services.stop_goal(goal, why="It was not ours to change", by=acting(profession), at=at)
    if state == State.PARKED:
        goal = _onwards(goal, State.AGREED, at=at)
        return services.park_goal(goal, why="Another one comes first", by=acting(profession), at=at)
    return _onwards(goal, state, at=at)


def _onwards(goal: Goal, until: State, *, at: dt.datetime) -> Goal:
    lived, profession = acting(lived_lead(goal.place)), acting(profession_lead(goal.place))
    steps = {
        State.AGREED: lambda: services.turn_key(services.turn_key(goal, by=profession, at=at), by=lived, at=at),
        State.ACTIVE: lambda: services.start_goal(goal, by=profession, at=at),
        State.CLAIMED: lambda: services.claim_goal(goal, claim="It is done: see the rota", by=profession, at=at),
        State.VERIFIED: lambda: services.verify_goal(
            goal, verification="I asked six people", by=acting(verifier_at(goal.place)), at=at
        ),
        State.CLOSED: lambda: services.close_goal(
            goal, how=ClosedHow.SUSTAINED, why="It has held for a year", by=profession, at=at
        ),
    }
    for state in WAY[1 : WAY.index(until) + 1]:
        goal = steps[state]()
    return goal


def agreed_round(site: Place) -> Round:
    """A round of a site that both sides agreed, with a position and a priority on its first item."""
    people = rounds.People(site)
    round = meetings.met(people)
    meetings.position(round, people)
    item = meetings.item_of(round, 1)
    by = rounds.acting(people.ada)
    round_services.choose_priorities(round, items=[item], whys={item.pk: "It hurts"}, by=by, at=clock.now())
    for user in (people.ada, people.bea):
        round = round_services.agree_round(round, by=rounds.acting(user), at=clock.now())
    return round


def make_duty(place: Place, **given: Any) -> Goal:
    return services.record_duty(
        place,
        words=words(**given),
        why="The inspector asked for it within a week",
        by=acting(profession_lead(place)),
        at=clock.now(),
    )


def make_review(place: Place, *, held_on: dt.date | None = None, **given: Any) -> Review:
    return services.hold_review(
        place,
        held_on=held_on or clock.today(),
        present={"uses_services": 3, "staff": 4},
        by=acting(profession_lead(place)),
        at=clock.now(),
        **given,
    )

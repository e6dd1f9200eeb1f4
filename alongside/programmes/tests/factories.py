"""Places and people for tests, made through services, so that no test starts from an impossible state.

The people: Ada leads the site, Bea is its lived-experience co-lead, Tom leads the team with Lea, its lived-experience
partner; Ben is a member of the team. Dora directs the programme and Cleo is its consultant. Dev leads another site.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.test import Client

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core import audit
from alongside.frameworks.models import Voice
from alongside.frameworks.tests.published import publish_what_rounds_need
from alongside.programmes import queries, services
from alongside.programmes.models import Membership, Place

TESTS = audit.System("tests")
BEGAN = dt.date(2024, 1, 8)

_USUAL = {
    Role.SITE_LEAD: ("leaders",),
    Role.LIVED_EXPERIENCE_CO_LEAD: ("uses_services",),
    Role.TEAM_LEAD: ("staff",),
    Role.LIVED_EXPERIENCE_PARTNER: ("uses_services",),
    Role.MEMBER: ("staff",),
}
_numbers = itertools.count(1)


def make_voices() -> None:
    """The five voices as they are published; nothing when they are there."""
    if not Voice.objects.exists():
        publish_what_rounds_need()


def make_programme(*, name: str = "", on: dt.date = BEGAN) -> Place:
    make_voices()
    return services.create_programme(name=name or f"Programme {next(_numbers)}", by=TESTS, on=on)


def make_site(programme: Place | None = None, *, name: str = "", tier: str = "PILOT", on: dt.date = BEGAN) -> Place:
    programme = programme or make_programme()
    return services.add_site(programme, name=name or f"Site {next(_numbers)}", tier=tier, by=TESTS, on=on)


def make_team(site: Place | None = None, *, name: str = "", on: dt.date = BEGAN) -> Place:
    return services.add_team(site or make_site(), name=name or f"Team {next(_numbers)}", by=TESTS, on=on)


def make_member(
    place: Place,
    *,
    name: str = "",
    role: Role = Role.MEMBER,
    voices: Sequence[str] | None = None,
    email: str = "",
    on: dt.date = BEGAN,
) -> Membership:
    """A person with a role at a place. Without a name a new person every time; with one, that person again."""
    name = name or f"Person {next(_numbers)}"
    return services.invite(
        place,
        email=email or f"{name.lower().replace(' ', '.')}@example.org",
        name=name,
        role=role,
        voices=_USUAL.get(role, ()) if voices is None else voices,
        by=TESTS,
        on=on,
    )


def parent_of(place: Place) -> Place:
    assert place.parent
    return place.parent


def actor(membership: Membership) -> Actor:
    """The person of a membership, with every role they hold."""
    return queries.actor_of(membership.user)


@dataclass(frozen=True)
class World:
    """One programme with two sites and the people of the tests."""

    programme: Place
    site: Place
    team: Place
    other_team: Place
    other_site: Place
    ada: Membership
    bea: Membership
    tom: Membership
    lea: Membership
    ben: Membership
    dora: Membership
    cleo: Membership
    dev: Membership

    def user(self, name: str) -> User:
        member: Membership = getattr(self, name)
        return member.user


def make_world() -> World:
    programme = make_programme(name="Recovery together")
    site = make_site(programme, name="Elmbank")
    team = make_team(site, name="Rowan ward")
    other_team = make_team(site, name="Alder team")
    other_site = make_site(programme, name="Fernhill")
    return World(
        programme=programme,
        site=site,
        team=team,
        other_team=other_team,
        other_site=other_site,
        ada=make_member(site, name="Ada", role=Role.SITE_LEAD),
        bea=make_member(site, name="Bea", role=Role.LIVED_EXPERIENCE_CO_LEAD),
        tom=make_member(team, name="Tom", role=Role.TEAM_LEAD),
        lea=make_member(team, name="Lea", role=Role.LIVED_EXPERIENCE_PARTNER),
        ben=make_member(team, name="Ben", role=Role.MEMBER),
        dora=make_member(programme, name="Dora", role=Role.PROGRAMME_DIRECTOR),
        cleo=make_member(programme, name="Cleo", role=Role.CONSULTANT),
        dev=make_member(other_site, name="Dev", role=Role.SITE_LEAD),
    )


def as_(world: World, who: str) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(world.user(who))
    return client

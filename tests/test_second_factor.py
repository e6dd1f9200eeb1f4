"""Whoever sees a whole site or programme reaches nothing without a second step: every role, every address.

Which roles these are is worked out from the table of roles, as the product does, and said here once in full, so that a
change of either shows. The gate is asked as it stands in the product, for a session without a second factor.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404
from django.test import Client, RequestFactory

from alongside.access.permissions import ROLES, Level, Role
from alongside.access.policy import Actor
from alongside.accounts import services as accounts
from alongside.accounts import sessions
from alongside.accounts.models import User
from alongside.accounts.tests.factories import TESTS, make_user
from alongside.accounts.tests.with_factor import without_second_factor
from alongside.core import clock, installation
from alongside.core.models import Installation
from alongside.programmes import queries, services
from alongside.programmes.middleware import ActorMiddleware
from alongside.programmes.models import Membership, Place
from alongside.programmes.tests import factories as places
from tests.architecture.test_pages import addresses

pytestmark = pytest.mark.django_db

GATE = "/account/second-step/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FILLED = {"uuid": uuid4(), "int": 1, "str": "x", "slug": "x", "path": "x"}

WIDE = [(role, level) for role, card in ROLES.items() for level in Level if level in card.levels - {Level.TEAM}]
NARROW = [(role, Level.TEAM) for role, card in ROLES.items() if Level.TEAM in card.levels]

OPEN_BEFORE = {
    "account/", "account/password/", "account/confirm/", "account/second-step/", "account/second-step/app/",
    "account/second-step/key/", "account/second-step/codes/", "account/second-step/take-away/",
    "account/held/", "account/held/page/", "account/held/json/", "account/address/", "account/address/code/",
    "account/leave/", "memberships/", "memberships/<uuid:membership_id>/leave/",
}  # fmt: skip
"""One's own account, setting up a second step, and leaving."""


def holder(role: Role, level: Level) -> User:
    """Somebody who holds a role at such a place. The rules of inviting are asked elsewhere."""
    programme = places.make_programme()
    site = places.make_site(programme)
    at: dict[Level, Place | None] = {
        Level.INSTALLATION: None,
        Level.PROGRAMME: programme,
        Level.SITE: site,
        Level.TEAM: places.make_team(site) if level == Level.TEAM else None,
    }
    user, place = make_user(), at[level]
    Membership.objects.create(
        user=user, place=place, scope=place.scope if place else "", role=role, began_on=clock.today()
    )
    return user


def actor_at_the_gate(user: User, *, gave: bool = False) -> Actor:
    """Who the product says is asking, for a session of theirs."""
    request: Any = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    if gave:
        sessions.note_second_factor(request.session, user.pk)
    ActorMiddleware(lambda one: cast(Any, one))(request)
    return cast(Actor, request.actor)


def callbacks() -> list[tuple[str, Any, dict[str, Any]]]:
    """Every page that is not for anyone, with made-up ids."""
    found = []
    for where, entry in addresses():
        marks = ("public", "guest", "by_token")
        if not any(getattr(entry.callback, mark, False) for mark in marks):
            asked = entry.pattern.converters  # type: ignore[union-attr]
            ids = {name: FILLED[type(one).__name__.removesuffix("Converter").lower().replace("string", "str")]
                   for name, one in asked.items()}  # fmt: skip
            found.append((where, entry.callback, ids))
    return found


def test_which_roles_need_it():
    """Said in full: all that are held above a team."""
    assert {role for role, _ in WIDE} == set(Role) - {Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER}
    assert {role for role, _ in NARROW} >= {Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER, Role.MEMBER}


@pytest.mark.parametrize(("role", "level"), WIDE)
def test_without_it_every_address_leads_to_setting_it_up(role: Role, level: Level):
    user = holder(role, level)
    actor = actor_at_the_gate(user)
    through: set[str] = set()

    for where, callback, ids in callbacks():
        for method in ("get", "post"):
            request: Any = getattr(RequestFactory(), method)("/" + where)
            request.user, request.actor, request.session = user, actor, SessionStore()
            if where in OPEN_BEFORE:
                continue
            try:
                response = callback(request, **ids)
            except Http404:
                through.add(where)
                continue
            if response.status_code != 405 and response.get("Location") != GATE:
                through.add(where)

    assert actor.held_back
    assert actor.grants == ()
    assert through == set()


def test_only_ones_account_and_leaving_are_open_before():
    assert {where for where, entry in addresses() if getattr(entry.callback, "own_account", False)} == OPEN_BEFORE


@pytest.mark.parametrize(("role", "level"), NARROW)
def test_nobody_else_is_asked(role: Role, level: Level):
    assert not actor_at_the_gate(holder(role, level)).held_back


def test_with_it_the_roles_count_and_only_for_whose_it_was():
    user, other = holder(Role.SITE_LEAD, Level.SITE), holder(Role.SITE_LEAD, Level.SITE)
    request: Any = RequestFactory().get("/")
    request.user, request.session = other, SessionStore()
    sessions.note_second_factor(request.session, user.pk)
    ActorMiddleware(lambda one: cast(Any, one))(request)

    assert actor_at_the_gate(user, gave=True) == queries.actor_of(user)
    assert request.actor.held_back


def test_a_first_director_is_walked_through_it_and_then_is_in():
    with clock.frozen(clock.now()):
        programme = services.create_programme(
            name="Northern", director_email="dora@example.org", director_name="Dora", by=TESTS, on=clock.today()
        )
    dora, client = User.objects.get(email="dora@example.org"), Client()
    with without_second_factor():
        client.force_login(dora, backend=BACKEND)

    first = client.get("/")
    people = client.get(f"/places/{programme.pk}/people/")
    said = client.get(GATE).content.decode()
    client.post(f"{GATE}codes/")

    assert first["Location"] == people["Location"] == GATE
    assert "Set up a second step first" in said
    assert client.get("/memberships/").status_code == 200
    assert client.get("/").status_code == 200
    assert client.get(f"/places/{programme.pk}/people/").status_code == 200


def test_a_demonstration_asks_nobody_and_says_so():
    installation.be_born(Installation.Kind.DEMONSTRATION, at=clock.now())
    installation.forget()
    user, client = holder(Role.SITE_LEAD, Level.SITE), Client()
    with without_second_factor():
        client.force_login(user, backend=BACKEND)

    assert not actor_at_the_gate(user).held_back
    assert "nobody needs a second step here" in client.get(GATE).content.decode()


def test_a_role_given_meanwhile_counts_only_after_the_second_step():
    user, client = make_user(), Client()
    with without_second_factor():
        client.force_login(user, backend=BACKEND)
    programme = places.make_programme()

    before = client.get("/").status_code
    Membership.objects.create(
        user=user, place=programme, scope=programme.scope, role=Role.CONSULTANT, began_on=clock.today()
    )

    assert before == 200
    assert client.get("/")["Location"] == GATE


def test_programs_and_calendars_get_nothing_either():
    user = holder(Role.SITE_LEAD, Level.SITE)

    without = queries.actor_from_afar(user)
    accounts.make_codes(user, by=TESTS, on=clock.today())

    assert without.held_back
    assert queries.actor_from_afar(user) == queries.actor_of(user)
    assert not queries.actor_from_afar(holder(Role.TEAM_LEAD, Level.TEAM)).held_back

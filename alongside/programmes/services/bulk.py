"""Writes of many rows at once, with one audit row each: for the demonstration and for trials of size.

They obey the same rules as the services for one, and are open only to the installation and to programme directors.
Nobody is mailed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.accounts import services as accounts
from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.words import gettext
from alongside.programmes import rules
from alongside.programmes.models import Membership, Partner, Place, SiteTier
from alongside.programmes.services import people as one
from alongside.programmes.services import refusals
from alongside.programmes.services.places import PREFIX, path_of, tidy
from alongside.programmes.services.trail import record

BATCH = 1000
NEW = "new "
"""How a path begins until the row has its number."""

T = TypeVar("T")


@dataclass(frozen=True)
class SiteToAdd:
    """A site to be: its name, first tier, sector, and partners, each a name and what it does."""

    name: str
    tier: str
    sector: str = ""
    partners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TeamToAdd:
    """A team to be, at a site."""

    site: Place
    name: str
    about: str = ""


@dataclass(frozen=True)
class PersonToAdd:
    """A person to be, or one who is there already, in a role at a place."""

    place: Place
    email: str
    name: str
    role: Role
    voices: tuple[str, ...] = ()


@transaction.atomic
def bulk_add_sites(programme: Place, sites: Sequence[SiteToAdd], *, by: audit.Doer, on: dt.date) -> list[Place]:
    """Added many sites to a programme, in their order. Refuses what `add_site` refuses, then adds none."""
    _check(programme, by=by)
    if programme.kind != Place.Kind.PROGRAMME:
        raise refusals.NotAPlaceForThat
    made = _places(
        Place(kind=Place.Kind.SITE, parent=programme, name=tidy(site.name), sector=site.sector, began_on=on)
        for site in sites
    )
    pairs = list(zip(made, sites, strict=True))
    SiteTier.objects.bulk_create(
        [SiteTier(site=place, tier=SiteTier.Tier(site.tier), from_on=on) for place, site in pairs], batch_size=BATCH
    )
    Partner.objects.bulk_create(
        [Partner(site=place, name=who, what=what, from_on=on) for place, site in pairs for who, what in site.partners],
        batch_size=BATCH,
    )
    changes = {"number": len(made), "first": made[0].name if made else None}
    record("sites.added", by=by, on=on, scope=programme.scope, subject=programme.scope, changes=changes)
    return made


@transaction.atomic
def bulk_add_teams(programme: Place, teams: Sequence[TeamToAdd], *, by: audit.Doer, on: dt.date) -> list[Place]:
    """Added many teams to sites of a programme, in their order. Refuses what `add_team` refuses, then adds none."""
    _check(programme, by=by)
    if any(team.site.kind != Place.Kind.SITE or team.site.parent_id != programme.pk for team in teams):
        raise refusals.NotAPlaceForThat
    made = _places(
        Place(kind=Place.Kind.TEAM, parent=team.site, name=tidy(team.name), about=team.about, began_on=on)
        for team in teams
    )
    changes = {"number": len(made), "first": made[0].name if made else None}
    record("teams.added", by=by, on=on, scope=programme.scope, subject=programme.scope, changes=changes)
    return made


@transaction.atomic
def bulk_add_people(
    programme: Place, people: Sequence[PersonToAdd], *, by: audit.Doer, on: dt.date
) -> list[Membership]:
    """Made many people members of places of a programme, in their order, with accounts for those who had none.

    Refuses what `invite` refuses, then adds none. One address may stand several times, for several roles.
    """
    _check(programme, by=by)
    sides = one.sides_at(programme.scope)
    for person in people:
        if not person.place.scope.startswith(programme.scope):
            raise refusals.NotAPlaceForThat
        one.check_fits(person.place, person.role, person.voices, sides)
    users = _accounts(people, on=on)
    _check_new(people, users)
    made = [
        Membership(
            user=users[person.email.lower()],
            place=person.place,
            scope=person.place.scope,
            role=person.role,
            voices=list(person.voices),
            began_on=on,
        )
        for person in people
    ]
    Membership.objects.bulk_create(made, batch_size=BATCH)
    changes = {"number": len(made)}
    record("people.added", by=by, on=on, scope=programme.scope, subject=programme.scope, changes=changes)
    return made


def _check(programme: Place, *, by: audit.Doer) -> None:
    if isinstance(by, Actor) and not rules.directs(by, at=programme.scope):
        raise refusals.NotYoursToDo


def _places(places: Iterable[Place]) -> list[Place]:
    made = list(places)
    for place in made:
        place.scope = f"{NEW}{uuid4()}"
    try:
        with transaction.atomic():
            made = Place.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as taken:
        raise refusals.NameTaken from taken
    for place in made:
        place.scope = path_of(place, place.parent)
    for parent in {place.parent for place in made if place.parent}:
        start = parent.scope + PREFIX[Place.Kind(made[0].kind)]
        path = Concat(Value(start), Cast("id", CharField()), Value("/"))
        Place.objects.filter(parent=parent, scope__startswith=NEW).update(scope=path)
    return made


def _accounts(people: Sequence[PersonToAdd], *, on: dt.date) -> dict[str, User]:
    """The account of each address, made where there was none; a handful of queries for each thousand."""
    names = {person.email.lower(): person.name for person in reversed(people)}
    users: dict[str, User] = {}
    for some in batched(names):
        users |= {user.email or "": user for user in User.objects.filter(email__in=some)}
    new = [(email, name) for email, name in names.items() if email not in users]
    return users | {user.email or "": user for user in accounts.accounts_for_many(new, on=on)}


def _check_new(people: Sequence[PersonToAdd], users: dict[str, User]) -> None:
    """Refuse a role held already, here or in this batch, and one that would make somebody stand for both sides."""
    held: defaultdict[UUID, list[tuple[Role, str]]] = defaultdict(list)
    for some in batched([user.pk for user in users.values()]):
        live = Membership.objects.live().filter(user__in=some)
        for user_id, role, scope in live.values_list("user_id", "role", "scope"):
            held[user_id].append((Role(role), scope))
    for person in people:
        others = held[users[person.email.lower()].pk]
        if (person.role, person.place.scope) in others:
            raise refusals.AlreadyBelongs(
                gettext("%(person)s already holds this role at %(place)s.")
                % {"person": person.name, "place": person.place.name}
            )
        if rules.speaks_for_both(person.role, others, at=person.place.scope):
            raise refusals.SpeaksForBothSides
        others.append((person.role, person.place.scope))


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in batches, so that no statement carries more of them than a database takes."""
    rest = iter(items)
    while some := list(islice(rest, BATCH)):
        yield some

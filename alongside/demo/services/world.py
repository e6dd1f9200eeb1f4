"""The programme, its sites, teams and people, made through the services of `programmes`."""

from __future__ import annotations

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.assessments.services import links
from alongside.core import audit, clock
from alongside.demo import cast
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.frameworks.models import Edition
from alongside.programmes import queries as programmes
from alongside.programmes import services as places
from alongside.programmes.models import Membership, Place
from alongside.programmes.services import PersonToAdd, SiteToAdd, TeamToAdd

DEMO = audit.System("demonstration")
OLD_EDITION, NEW_EDITION = "ten-challenges-2009", "ten-challenges-2017"


@dataclass(frozen=True)
class Lead:
    """One of a pair who lead a place, and the voice they speak in there."""

    user: User
    voice: str

    @cached_property
    def actor(self) -> Actor:
        return programmes.actor_of(self.user)


@dataclass
class World:
    """What stands before the first round: the places by name, and who leads each."""

    programme: Place
    sites: dict[str, Place] = field(default_factory=dict)
    teams: dict[str, list[Place]] = field(default_factory=dict)
    leads: dict[int, Lead] = field(default_factory=dict)
    co_leads: dict[int, Lead] = field(default_factory=dict)
    cards: dict[str, cast.SiteCard] = field(default_factory=dict)

    def site_of(self, place: Place) -> Place:
        return place if place.kind == Place.Kind.SITE else self.sites[place.parent.name]  # type: ignore[union-attr]

    def team(self, site: str, name: str) -> Place:
        return next(team for team in self.teams[site] if team.name == name)


class Names:
    """Names for people, each pair of names once."""

    def __init__(self, rng: random.Random) -> None:
        taken = {part.name for part in cast.LEADING_PARTS} | {cast.DIRECTOR[0], cast.OPERATOR[0]}
        pairs = [f"{first} {last}" for first in cast.FIRST_NAMES for last in cast.LAST_NAMES]
        rng.shuffle(pairs)
        self._rest = (name for name in pairs if name not in taken)

    def __next__(self) -> str:
        return next(self._rest)


def make_world(*, seed: int) -> World:
    """Begin the programme on its first day, with everybody in it."""
    first = dt.datetime.combine(cast.YEARS[0], dt.time(9), tzinfo=dt.UTC)
    with clock.frozen(first):
        world = _first_day(seed=seed, on=cast.YEARS[0])
    on = cast.YEARS[0] + dt.timedelta(days=1)
    with clock.frozen(first + dt.timedelta(days=1)):
        _without_address(world, on=on)
        places.bulk_add_people(world.programme, list(_people(world, seed=seed)), by=DEMO, on=on)
    _find_leads(world)
    return world


def _first_day(*, seed: int, on: dt.date) -> World:
    name, email = cast.DIRECTOR
    programme = places.create_programme(name=cast.PROGRAMME, director_name=name, director_email=email, by=DEMO, on=on)
    places.appoint_operator(name=cast.OPERATOR[0], email=cast.OPERATOR[1], by=DEMO, on=on)
    places.use_edition(programme, Edition.objects.get(slug=OLD_EDITION), from_on=on, by=DEMO, on=on)
    links.set_link(
        programme, item=None, kind="WATCH", language="bfi", address=cast.IN_SIGN, by=DEMO, at=clock.moment_on(on)
    )
    world = World(programme, cards={card.name: card for card in cast.SITES})
    sites = places.bulk_add_sites(
        programme,
        [SiteToAdd(card.name, card.tier, card.sector, _partners(card, seed=seed)) for card in cast.SITES],
        by=DEMO,
        on=on,
    )
    world.sites = {site.name: site for site in sites}
    teams = [TeamToAdd(site, team) for site in sites for team in _team_names(site.name, seed=seed)]
    for team in places.bulk_add_teams(programme, teams, by=DEMO, on=on):
        world.teams.setdefault(team.parent.name, []).append(team)  # type: ignore[union-attr]
    _leading_parts(world, on=on)
    return world


def _partners(card: cast.SiteCard, *, seed: int) -> tuple[tuple[str, str], ...]:
    rng = dice(seed, "partners", card.name)
    short = card.name.split(" and ")[0]
    chosen = rng.sample(cast.PARTNERS, 4 if card.tier == cast.D else rng.randint(2, 3))
    return tuple((name.format(place=short), what) for name, what in chosen)


def _team_names(site: str, *, seed: int) -> tuple[str, ...]:
    if site == cast.SHOWCASE:
        return cast.SHOWCASE_TEAMS
    rng = dice(seed, "teams", site)
    names = [rng.choice(cast.WARDS), rng.choice(cast.COMMUNITY), *rng.sample(cast.OTHERS, rng.randint(0, 2))]
    return tuple(names)


def _leading_parts(world: World, *, on: dt.date) -> None:
    """Those whom a visitor can be come first, each invited by mail, so that their mailbox begins with that letter."""
    where = {
        cast.HERE: world.programme,
        cast.SITE: world.sites[cast.SHOWCASE],
        cast.TEAM: world.team(cast.SHOWCASE, cast.SHOWCASE_TEAM),
    }
    for part in cast.LEADING_PARTS:
        place = where[part.where]
        email = address(part.name, "changing-together" if part.where == cast.HERE else cast.SHOWCASE)
        places.invite(place, email=email, name=part.name, role=Role(part.role), voices=part.voices, by=DEMO, on=on)


def _without_address(world: World, *, on: dt.date) -> None:
    """Somebody who leads with others has no email: she was handed a slip, and holds her keys like everybody else."""
    name, sign_in_name = cast.WITHOUT_ADDRESS
    places.invite_without_address(
        world.team(cast.SHOWCASE, cast.OWN_HOUSE),
        name=name,
        sign_in_name=sign_in_name,
        role=Role.LIVED_EXPERIENCE_PARTNER,
        voices=("uses_services",),
        by=DEMO,
        on=on,
    )


def address(name: str, where: str) -> str:
    """A person's address at a place that does not exist."""
    return f"{_plain(name, '.')}@{_plain(where, '-')}.example.org"


def _plain(words: str, between: str) -> str:
    letters = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", between, letters).strip(between)


SITE_PARTS = (
    (Role.SITE_LEAD, ("leaders",)),
    (Role.LIVED_EXPERIENCE_CO_LEAD, ("uses_services",)),
    (Role.BOARD_VIEWER, ()),
    (Role.MEMBER, ("leaders",)),
    (Role.MEMBER, ("staff",)),
    (Role.MEMBER, ("uses_services", "staff")),
    (Role.MEMBER, ("family_and_friends",)),
    (Role.MEMBER, ("partners",)),
)
TEAM_PARTS = (
    (Role.TEAM_LEAD, ("staff",)),
    (Role.LIVED_EXPERIENCE_PARTNER, ("uses_services",)),
    (Role.MEMBER, ("staff",)),
    (Role.MEMBER, ("staff",)),
    (Role.MEMBER, ("uses_services",)),
    (Role.MEMBER, ("uses_services", "staff")),
    (Role.MEMBER, ("family_and_friends",)),
)


def _people(world: World, *, seed: int) -> Iterator[PersonToAdd]:
    """Everybody else. Where the showcase has its pair already, nobody is put beside them."""
    names = Names(dice(seed, "names"))
    for name, site in world.sites.items():
        rng = dice(seed, "people", name)
        yield from _at(site, SITE_PARTS, name, names, skip=3 if name == cast.SHOWCASE else 0)
        if world.cards[name].tier != cast.N and name != cast.SHOWCASE:
            yield from _at(site, ((Role.PEER_LEAD, ()), (Role.DATA_CHAMPION, ())), name, names)
        for team in world.teams[name]:
            led = team.name == cast.SHOWCASE_TEAM and name == cast.SHOWCASE
            parts = list(TEAM_PARTS) + [(Role.MEMBER, ("staff",))] * rng.randint(0, 3)
            if not led and rng.random() < 0.3:  # a partner who comes as family
                parts[1] = (Role.LIVED_EXPERIENCE_PARTNER, ("family_and_friends", "uses_services"))
            yield from _at(team, tuple(parts), name, names, skip=2 if led else 0)
    for role in (Role.CONSULTANT, Role.CONSULTANT, Role.PROGRAMME_VIEWER):
        name = next(names)
        yield PersonToAdd(world.programme, address(name, "changing-together"), name, role)


def _at(
    place: Place, parts: tuple[tuple[Role, tuple[str, ...]], ...], site: str, names: Names, *, skip: int = 0
) -> Iterator[PersonToAdd]:
    for role, voices in parts[skip:]:
        name = next(names)
        if role == Role.LIVED_EXPERIENCE_PARTNER and (site, place.name) == (cast.SHOWCASE, cast.OWN_HOUSE):
            continue  # that part is played by somebody without an address
        yield PersonToAdd(place, address(name, site), name, role, voices)


def _find_leads(world: World) -> None:
    for role, found in (
        (Role.SITE_LEAD, world.leads),
        (Role.TEAM_LEAD, world.leads),
        (Role.LIVED_EXPERIENCE_CO_LEAD, world.co_leads),
        (Role.LIVED_EXPERIENCE_PARTNER, world.co_leads),
    ):
        rows = Membership.objects.filter(scope__startswith=world.programme.scope, role=role).select_related(
            "user", "place"
        )
        for row in rows:
            assert row.place_id is not None  # these roles are held at places
            found[row.place_id] = Lead(row.user, row.voices[0])


def promotions(world: World) -> Iterator[Story]:
    """Network sites that become pilot sites, each on its day, and the day the new edition comes into use."""

    def new_edition() -> Story:
        at = dt.datetime.combine(cast.NEW_EDITION_FROM, dt.time(8), tzinfo=dt.UTC)
        yield at
        edition = Edition.objects.get(slug=NEW_EDITION)
        places.use_edition(world.programme, edition, from_on=cast.NEW_EDITION_FROM, by=DEMO, on=cast.NEW_EDITION_FROM)

    def promoted(card: cast.SiteCard, on: dt.date) -> Story:
        yield dt.datetime.combine(on, dt.time(8), tzinfo=dt.UTC)
        places.set_tier(world.sites[card.name], tier=cast.P, from_on=on, by=DEMO, on=on)

    yield new_edition()
    for card in cast.SITES:
        if card.promoted:
            yield promoted(card, card.promoted)

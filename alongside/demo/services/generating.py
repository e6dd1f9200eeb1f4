"""A programme of any size, for measuring. It can be stopped at any moment and goes on where it stood.

What is done is read from the database itself: places by number, people by address, rounds by place and name. People
are added in batches and rounds are lived through in batches, each in one transaction.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from alongside.access.permissions import Role
from alongside.assessments.models import Round
from alongside.assessments.services import bulk, life, meeting, reveal, sharing
from alongside.core import clock, installation
from alongside.core.models import Installation
from alongside.demo import cast
from alongside.demo.answers import Turnout, Twist, ballots, outlook
from alongside.demo.services.diary import Progress
from alongside.demo.services.dice import dice
from alongside.demo.services.generating_figures import add_figures
from alongside.demo.services.generating_goals import add_goals
from alongside.demo.services.rounds import WHY, contact_list
from alongside.demo.services.world import DEMO, NEW_EDITION, Lead
from alongside.demo.words.positions import TALKS
from alongside.frameworks.models import Edition, Item
from alongside.programmes import services as places
from alongside.programmes.models import Membership, Place
from alongside.programmes.services import PersonToAdd, SiteToAdd, TeamToAdd

PEOPLE_AT_ONCE = 2000
ROUNDS_AT_ONCE = 20
A_YEAR = dt.timedelta(days=365)
TURNOUT = {"uses_services": Turnout(14, 10), "family_and_friends": Turnout(8, 5), "staff": Turnout(20, 15)}
"""Thirty people answer each round: with ten challenges that is 300 ratings."""
PAIR = {
    Place.Kind.SITE: ((Role.SITE_LEAD, ("leaders",)), (Role.LIVED_EXPERIENCE_CO_LEAD, ("uses_services",))),
    Place.Kind.TEAM: ((Role.TEAM_LEAD, ("staff",)), (Role.LIVED_EXPERIENCE_PARTNER, ("uses_services",))),
}
MEMBERS: tuple[tuple[str, ...], ...] = (
    ("staff",),
    ("staff",),
    ("uses_services",),
    ("uses_services", "staff"),
    ("family_and_friends",),
)
TIERS = (cast.D, cast.P, cast.N, cast.N, cast.N)


@dataclass(frozen=True)
class Generated:
    """What stands in the database after generating: how many places, accounts with a role, rounds and ratings."""

    sites: int
    teams: int
    people: int
    rounds: int
    ratings: int


def generate(
    *,
    sites: int,
    teams_per_site: int,
    people: int,
    rounds_per_team: int = 1,
    series_per_place: int = 0,
    seed: int = 1,
    as_at: dt.datetime = cast.AS_AT,
    progress: Progress | None = None,
) -> Generated:
    """Make a programme of this size, or what is still missing of it. A round a year for each team and each site.

    Every place has its pair who lead, and the other people are members of the teams. Each series has three years of
    months. What a place chose first at its rounds has become goals, and a few loops are open or closed there. Refuses
    a real installation.
    """
    tell = progress or _quietly
    programme = _programme(sites, teams_per_site, seed, rounds_per_team, as_at=as_at)
    on = programme.began_on
    with clock.frozen(_moment(on)):
        made = _add_sites(programme, sites, on=on)
        tell("sites", len(made), sites)
        teams = _add_teams(programme, made, teams_per_site, on=on, tell=tell)
        _add_people(programme, [*made, *teams], teams, people, on=on, tell=tell)
    _add_rounds(programme, [*made, *teams], rounds_per_team, seed=seed, tell=tell)
    add_figures(programme, [*made, *teams], series_per_place, on=as_at.date(), seed=seed, tell=tell)
    add_goals(programme, [*made, *teams], on=as_at.date(), seed=seed, tell=tell)
    rounds = Round.objects.filter(scope__startswith=programme.scope).count()
    answered = sum(one.answered for one in TURNOUT.values()) * 10
    members = Membership.objects.filter(scope__startswith=programme.scope).count()
    return Generated(len(made), len(teams), members, rounds, rounds * answered)


def _quietly(step: str, done: int, of: int) -> None:
    """Tell nobody."""


def _moment(on: dt.date) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(9), tzinfo=dt.UTC)


@transaction.atomic
def _programme(sites: int, teams_per_site: int, seed: int, years: int, *, as_at: dt.datetime) -> Place:
    """The programme of this size and seed, begun so long ago that its rounds fit in."""
    if not Installation.objects.exists():
        machine = clock.now() - clock.offset()
        offset = round((as_at - machine).total_seconds())
        installation.be_born(Installation.Kind.DEMONSTRATION, at=as_at, clock_offset=offset)
    installation.be_born(Installation.Kind.DEMONSTRATION, at=as_at)
    name = f"Generated {sites} × {teams_per_site}, seed {seed}"
    found = Place.objects.filter(kind=Place.Kind.PROGRAMME, name=name).first()
    if found:
        return found
    on = (as_at - A_YEAR * years).date() - dt.timedelta(days=7)
    with clock.frozen(_moment(on)):
        email = f"director.{sites}.{teams_per_site}.{seed}@generated.example.org"
        programme = places.create_programme(name=name, director_email=email, director_name="Dora Lund", by=DEMO, on=on)
        edition = Edition.objects.get(slug=NEW_EDITION)
        places.use_edition(programme, edition, from_on=on, by=DEMO, on=on)
    return programme


def _add_sites(programme: Place, wanted: int, *, on: dt.date) -> list[Place]:
    there = programme.children.count()
    new = [
        SiteToAdd(f"Site {number:03}", TIERS[number % len(TIERS)], cast.NHS) for number in range(there + 1, wanted + 1)
    ]
    if new:
        places.bulk_add_sites(programme, new, by=DEMO, on=on)
    return list(programme.children.select_related("parent").order_by("name"))


def _add_teams(programme: Place, sites: Sequence[Place], each: int, *, on: dt.date, tell: Progress) -> list[Place]:
    for number, site in enumerate(sites, 1):
        new = [TeamToAdd(site, f"Team {team:03}") for team in range(site.children.count() + 1, each + 1)]
        if new:
            places.bulk_add_teams(programme, new, by=DEMO, on=on)
        tell("teams", number, len(sites))
    return list(
        Place.objects.filter(parent__in=sites, kind=Place.Kind.TEAM).select_related("parent").order_by("parent", "name")
    )


def _add_people(
    programme: Place, led: Sequence[Place], teams: Sequence[Place], wanted: int, *, on: dt.date, tell: Progress
) -> None:
    """First the pairs who lead, then members round and round; how many are there says where to go on."""
    there = Membership.objects.filter(scope__startswith=programme.scope).exclude(scope=programme.scope).count()
    while there < wanted:
        some = range(there, min(there + PEOPLE_AT_ONCE, wanted))
        people = [_person(programme, number, led, teams) for number in some]
        places.bulk_add_people(programme, people, by=DEMO, on=on)
        there = some.stop
        tell("people", there, wanted)


def _person(programme: Place, number: int, led: Sequence[Place], teams: Sequence[Place]) -> PersonToAdd:
    first, last = cast.FIRST_NAMES, cast.LAST_NAMES
    name = f"{first[number % len(first)]} {last[number // len(first) % len(last)]}"
    email = f"p{number}.{programme.pk}@generated.example.org"
    if number < 2 * len(led):
        place = led[number // 2]
        role, spoken = PAIR[Place.Kind(place.kind)][number % 2]
        return PersonToAdd(place, email, name, role, spoken)
    member = number - 2 * len(led)
    voices = MEMBERS[member // len(teams) % len(MEMBERS)]
    return PersonToAdd(teams[member % len(teams)], email, name, Role.MEMBER, voices)


def _add_rounds(programme: Place, led: Sequence[Place], years: int, *, seed: int, tell: Progress) -> None:
    """A batch of places lives through a round of one year together; those that have are left out."""
    done = set(Round.objects.filter(scope__startswith=programme.scope).values_list("place_id", "name"))
    edition = Edition.objects.get(slug=NEW_EDITION)
    batches = [led[start : start + ROUNDS_AT_ONCE] for start in range(0, len(led), ROUNDS_AT_ONCE)]
    step = A_YEAR / (len(batches) + 1)
    count, of = len(done), len(led) * years
    for year in range(years):
        name = f"Year {year + 1}"
        for number, batch in enumerate(batches):
            waiting = [place for place in batch if (place.pk, name) not in done]
            at = _moment(programme.began_on) + dt.timedelta(days=2) + A_YEAR * year + step * number
            if waiting:
                _live(waiting, edition, name, at=at, year=year, seed=seed)
                count += len(waiting)
            tell("rounds", count, of)


@dataclass(frozen=True)
class _Running:
    """A round under way, and the two who lead its place."""

    place: Place
    round: Round
    keys: tuple[Lead, Lead]


@transaction.atomic
def _live(batch: Sequence[Place], edition: Edition, name: str, *, at: dt.datetime, year: int, seed: int) -> None:
    """A few rounds from draft to agreement, act by act within one day, so that the trail runs forward."""
    clockwork = _hours(at)
    keys = _pairs(batch)
    items = list(Item.objects.filter(edition=edition).order_by("number"))
    running = [_Running(place, _draft(place, edition, name, keys[place.pk], at=at), keys[place.pk]) for place in batch]
    opened = next(clockwork)
    for one in running:
        life.open_round(one.round, by=one.keys[0].actor, at=opened)
    answered = next(clockwork)
    for one in running:
        _answer(one, items, at=answered, year=year, seed=seed)
    closed = next(clockwork)
    for one in running:
        life.close_round(one.round, by=one.keys[0].actor, at=closed)
    revealed = next(clockwork)
    for one in running:
        for key in one.keys:
            reveal.turn_reveal_key(one.round, voice=key.voice, knowing=True, by=key.actor, at=revealed)
    shared = next(clockwork)
    for one in running:
        sharing.share_round(one.round, by=one.keys[1].actor, at=shared)
    met = next(clockwork)
    for one in running:
        _meet(one, items, at=met, seed=seed)


def _hours(at: dt.datetime) -> Iterator[dt.datetime]:
    return (at + dt.timedelta(minutes=5 * step) for step in itertools.count(1))


def _pairs(batch: Sequence[Place]) -> dict[int, tuple[Lead, Lead]]:
    leads: dict[int, dict[str, Lead]] = {}
    rows = Membership.objects.filter(place__in=batch).exclude(role=Role.MEMBER).select_related("user")
    for row in rows:
        assert row.place_id is not None  # these roles are held at places
        leads.setdefault(row.place_id, {})[row.role] = Lead(row.user, row.voices[0])
    first = (Role.SITE_LEAD, Role.TEAM_LEAD)
    return {
        place: (
            next(lead for role, lead in pair.items() if role in first),
            next(lead for role, lead in pair.items() if role not in first),
        )
        for place, pair in leads.items()
    }


def _draft(place: Place, edition: Edition, name: str, keys: tuple[Lead, Lead], *, at: dt.datetime) -> Round:
    return life.draft_round(
        place,
        edition=edition,
        name=name,
        why=WHY[1],
        closes_on=at.date() + dt.timedelta(days=1),
        asked=[life.Asking(voice, one.asked) for voice, one in TURNOUT.items()],
        contacts=contact_list(place.name, keys[0]),
        by=keys[0].actor,
        at=at,
    )


def _answer(one: _Running, items: Sequence[Item], *, at: dt.datetime, year: int, seed: int) -> None:
    rng = dice(seed, "generated", one.place.name, one.place.parent and one.place.parent.name, year)
    seen = outlook(rng, start=rng.uniform(0.2, 1.4), apart=rng.uniform(0.2, 1.0), year=year)
    codes = {item.number: item.code for item in items}
    given = ballots(rng, seen, TURNOUT, codes=codes, twist=Twist(), words=2)
    unused = {voice: many.asked - many.answered for voice, many in TURNOUT.items()}
    bulk.lay_down_ballots(one.round, given, unused=unused, by=DEMO, at=at)


def _meet(one: _Running, items: Sequence[Item], *, at: dt.datetime, seed: int) -> None:
    """A meeting that agrees on every challenge and chooses three to work on first."""
    rng = dice(seed, "meeting", one.place.name, one.round.name)
    lead = one.keys[0]
    present = {voice: many.answered // 2 for voice, many in TURNOUT.items()}
    meeting.hold_meeting(one.round, held_on=clock.date_of(at), present=present, by=lead.actor, at=at)
    for item in items:
        stage = rng.choice((0, 1, 1, 1, 2, 2, 3))
        why = TALKS[item.number].whys[stage]
        meeting.record_position(one.round, item=item, stage=stage, why=why, by=lead.actor, at=at)
    meeting.choose_priorities(one.round, items=rng.sample(items, 3), by=lead.actor, at=at)
    for key in one.keys:
        meeting.agree_round(one.round, voice=key.voice, by=key.actor, at=at)

"""Role × address × own / other team / other site / other programme, with real objects of the others.

What is expected comes from the table of roles alone (`access.permissions`, itself held to a literal table in
`access/tests`): cannot see it 404, can see it but not do that 403, else anything but a refusal of entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Model
from django.template import Template
from django.test import Client
from django.urls import URLPattern

from alongside import content
from alongside.access.permissions import ROLES, Level, Permission, Role
from alongside.accounts.models import User
from alongside.assessments import services as assessments
from alongside.assessments.models import Candidate, Consensus, Evidence, Gap, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories as rounds
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import OwnDraft
from alongside.goals import services as goal_services
from alongside.goals.models import ChangeIdea
from alongside.goals.rules.goals import State as GoalState
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import factories as goals
from alongside.goals.tests import ledger_factories as ledger
from alongside.goals.tests import loop_factories as loops
from alongside.keeping_safe import services as keeping_safe
from alongside.measures import services as measure_services
from alongside.measures.models import Band, Indicator, Note, Rebase, Series
from alongside.measures.rules.words import BandKind
from alongside.measures.tests import factories as measures
from alongside.programmes import queries, services
from alongside.programmes.models import Membership, Partner, Place, Removal
from alongside.programmes.tests import factories as places
from tests.architecture.boxes import boxes_without_a_word
from tests.architecture.test_pages import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_P = Permission

SEES = {
    "place_id": _P.PLACE_VIEW,
    "round_id": _P.ROUND_VIEW,
    "own_id": _P.FRAMEWORK_ADD,
    "consensus_id": _P.ROUND_VIEW,
    "membership_id": _P.PEOPLE_VIEW,
    "removal_id": _P.PEOPLE_VIEW,
    "request_id": _P.PEOPLE_VIEW,
    "gap_id": _P.ROUND_VIEW,
    "evidence_id": _P.ROUND_VIEW,
    "goal_id": _P.GOAL_VIEW,
    "review_id": _P.GOAL_VIEW,
    "loop_id": _P.LOOP_VIEW,
    "asked_id": _P.GOAL_VERIFY,
    "series_id": _P.SERIES_VIEW,
    "batch_id": _P.OBSERVATION_IMPORT,
    "proposal_id": _P.LEDGER_VIEW,
    "pulse_id": _P.LEDGER_VIEW,
    "contribution_id": _P.HOURS_KEEP,
    "resource_id": _P.PLAN_WRITE,
    "case_id": _P.TEXT_HIDE,
}
"""The permission with which one sees that such a thing exists, by the name of its id in an address."""

SEES_OTHERWISE = {"places/<int:place_id>/figures/": _P.AGGREGATE_VIEW}
ONLY_ABOUT_ONESELF = {"memberships/<uuid:membership_id>/leave/", "deputies/<uuid:deputy_id>/lay-down/"}
ONLY_FOR = {
    "add-site": {"PROGRAMME"}, "matrix": {"PROGRAMME"}, "figures": {"PROGRAMME"}, "editions": {"PROGRAMME"},
    "add-team": {"SITE"}, "partners": {"SITE"}, "tier": {"SITE"},
    "ledger": {"SITE", "TEAM"}, "hours": {"SITE", "TEAM"}, "pulses": {"SITE", "TEAM"}, "plan": {"TEAM"},
    "rounds": {"SITE", "TEAM"}, "history": {"SITE", "TEAM"}, "goals": {"SITE", "TEAM"}, "reviews": {"SITE", "TEAM"},
    "add": {"PROGRAMME", "SITE"}, "frameworks": {"PROGRAMME"}, "consensus": {"SITE", "TEAM"},
}  # fmt: skip
"""Pages that only some kinds of places have: elsewhere they are not there for anybody."""


@dataclass
class World:
    """Two programmes with sites and teams, and in each place something of everything."""

    places: dict[str, Place] = field(default_factory=dict)
    things: dict[str, list[tuple[str, str, object]]] = field(default_factory=dict)
    """Per name of an id: (what, scope, id)."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """Built once: whatever a test does to it is undone after it."""
    with clock.frozen(NOW), django_db_blocker.unblock(), transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build() -> World:
    world = World()
    one, two = places.make_programme(name="One"), places.make_programme(name="Two")
    site, other_site = places.make_site(one, name="Elmbank"), places.make_site(one, name="Fernhill")
    far_site = places.make_site(two, name="Farside")
    world.places = {
        "own programme": one,
        "own site": site,
        "own team": places.make_team(site, name="Rowan ward"),
        "other team": places.make_team(site, name="Alder team"),
        "other site": other_site,
        "team of the other site": places.make_team(other_site, name="Birch ward"),
        "other programme": two,
        "site of the other programme": far_site,
        "team of the other programme": places.make_team(far_site, name="Far ward"),
    }
    world.things = {name: [] for name in SEES}
    for what, programme in (("own programme", one), ("other programme", two)):
        world.things["own_id"].append((what, programme.scope, _own_file(programme).pk))
    for what, place in world.places.items():
        world.things["place_id"].append((what, place.scope, place.pk))
        for kind, thing in _things_at(place) if what in HOLDING else ():
            world.things[kind].append((f"{what}, {thing}", place.scope, thing.pk))
    return world


def _things_at(place: Place) -> Iterator[tuple[str, Model]]:
    members = _members(place)
    yield from (("membership_id", member) for member in members)
    lead, partner = members[:2]
    services.end_membership(partner, reason="a wish", by=queries.actor_of(lead.user), on=clock.today())
    yield from (("removal_id", row) for row in Removal.objects.filter(scope=place.scope))
    yield "round_id", rounds.make_round(place=place, state=State.SHARED, asked=ASKED, answers=WIDE)
    yield from (("gap_id", row) for row in Gap.objects.filter(scope=place.scope)[:1])
    yield from (("evidence_id", row) for row in Evidence.objects.filter(scope=place.scope)[:1])
    series = _series_at(place)
    yield "series_id", series
    yield "batch_id", measures.make_import(series)
    yield "goal_id", goals.make_goal(place, state=GoalState.CLAIMED)
    yield "consensus_id", _search_at(place)
    yield "review_id", goals.make_review(place)
    yield "loop_id", loops.told(place)[0]
    cycles.make_shared(goals.make_goal(place, state=GoalState.ACTIVE), text="A rota")
    yield "proposal_id", ledger.make_proposal(place)
    yield "pulse_id", ledger.make_pulse(place)
    yield (
        "case_id",
        keeping_safe.report_text(table="programmes.Place", row=str(place.pk), reason="OTHER", at=clock.now()),
    )
    yield "contribution_id", ledger.keep_hours(place, name="Somebody")
    if place.kind == Place.Kind.TEAM:
        yield "resource_id", ledger.make_offer(ledger.make_plan(place))
        claimed = goals.make_goal(places.parent_of(place), state=GoalState.CLAIMED)
        leads = goals.acting(goals.profession_lead(claimed.place))
        yield "asked_id", goal_services.ask_to_verify(claimed, place=place, by=leads, at=clock.now())


def _search_at(place: Place) -> Consensus:
    on = clock.today()
    found = Consensus.objects.create(
        place=place, scope=place.scope, name="Ours", question="What?", easy="What?", began_on=on
    )
    Candidate.objects.create(consensus=found, number=1, title="A", short="B", explanation="C", easy="D")
    return found


def _own_file(programme: Place) -> OwnDraft:
    own = content.read_own(content.starter(content.Kind.EDITION), name="ours.yaml")
    return frameworks.keep_draft(
        own, scope=programme.scope, name="ours.yaml", by=places.TESTS, at=clock.now(), on=clock.today()
    )


def _series_at(place: Place) -> Series:
    """A chart with something of everything written on it."""
    series, on = measures.make_series(place, values=[10.0, 12.0, 11.0, 9.0] * 5), clock.today()
    day = dt.date(2024, 9, 1)
    measure_services.note_point(series, point_on=day, words="A note", by=places.TESTS, on=on)
    measure_services.rebase(series, from_on=day, why="Another way", by=places.TESTS, on=on)
    measure_services.add_band(series, kind=BandKind.TEST, name="A test", from_on=day, by=places.TESTS, on=on)
    return series


WIDE = {"uses_services": [0] * 2 + [1] * 3, "staff": [3] * 2 + [2] * 3}
ASKED = {"uses_services": 5, "staff": 5}
CHANGED_BY_KIND = {"PROGRAMME": _P.PROGRAMME_EDIT, "SITE": _P.SITE_EDIT, "TEAM": _P.TEAM_EDIT}
"""What it takes to change a place depends on its kind; its settings page asks for that."""
HOLDING = {"own site", "own team", "other team", "other site", "site of the other programme"}
"""The places that hold rounds and people besides themselves: the others are only addressed as places."""


def _members(place: Place) -> list[Membership]:
    roles = {
        "SITE": (Role.SITE_LEAD, Role.LIVED_EXPERIENCE_CO_LEAD),
        "TEAM": (Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER),
    }[place.kind]
    return [places.make_member(place, role=role) for role in roles]


OWN = {Level.PROGRAMME: "own programme", Level.SITE: "own site", Level.TEAM: "own team"}


def _person(role: Role, level: Level, world: World) -> User:
    name = f"{role} {level}".title()
    if level == Level.INSTALLATION:
        person = places.make_member(world.places["own team"], name=name).user
        Membership.objects.filter(user=person).delete()
        Membership.objects.create(user=person, role=role, scope="", began_on=clock.today())
        return person
    return places.make_member(world.places[OWN[level]], name=name, role=role).user


HELD = [(role, level) for role in Role for level in sorted(ROLES[role].levels)]


def guarded() -> list[tuple[str, URLPattern, str]]:
    """Every address about one thing that needs a permission, with the name of the thing's id."""
    found = []
    for where, entry in addresses():
        ids = [name for name in entry.pattern.converters if name in SEES]
        if ids and isinstance(getattr(entry.callback, "permission", None), Permission):
            found.append((where, entry, ids[0]))
    return found


@pytest.mark.parametrize(("role", "level"), HELD, ids=lambda value: value.value)
def test_every_address_answers_as_the_table_says(
    role: Role, level: Level, world: World, monkeypatch: pytest.MonkeyPatch
):
    person = _person(role, level, world)
    actor = queries.actor_of(person)
    client = _signed_in(person, monkeypatch)
    rows = AuditEntry.objects.count()
    wrong = []
    for where, entry, kind in guarded():
        sees = SEES_OTHERWISE.get(where, SEES[kind])
        for what, scope, pk in world.things[kind]:
            place = Place.objects.get(scope=scope)
            elsewhere = kind == "place_id" and not _has_page(where, place)
            is_of_place = kind == "place_id" and where.endswith("/settings/")
            needed = CHANGED_BY_KIND[place.kind] if is_of_place else _permission(entry)
            seen, may = actor.can(sees, at=scope), actor.can(needed, at=scope)
            expected = {404} if not seen else {403} if not may else set()
            for method in ("get", "post"):
                drawn = method == "get" and not expected
                status = _ask(client, method, _address(where, kind, pk), drawn=drawn)
                fits = status in ({403, 404, 405} if elsewhere else expected | {405})
                if elsewhere or not expected:
                    fits = status < 500 and (elsewhere or status not in {403, 404} or _gone(where, world, pk))
                if not fits:
                    wrong.append(f"{method} {where} at {what}: {status}, not {expected or 'let in'}")

    assert guarded()
    assert not wrong, "\n" + "\n".join(wrong)
    assert AuditEntry.objects.count() == rows


def _signed_in(person: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Their browser. What they may do is read once for all its requests: that rights end at once is asked elsewhere."""
    actor = queries.actor_of(person)
    monkeypatch.setattr("alongside.programmes.middleware._actor", lambda request: actor)
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _permission(entry: URLPattern) -> Permission:
    found = getattr(entry.callback, "permission", None)
    assert isinstance(found, Permission)
    return found


def _has_page(where: str, place: Place) -> bool:
    parts = where.split("/")
    return all(place.kind in kinds for part, kinds in ONLY_FOR.items() if part in parts)


def _gone(where: str, world: World, pk: object) -> bool:
    """Parts of a thing that are addressed by a number may be missing from it; results are read once shared."""
    later = ("kiosk", "result", "sheet", "agree", "agreed", "quotes", "meeting", "priorities", "partners")
    return any(part in later for part in where.split("/"))


def _address(where: str, kind: str, pk: object) -> str:
    filled = "/" + where
    for converter in ("int", "uuid", "slug", "str"):
        filled = filled.replace(f"<{converter}:{kind}>", str(pk))
    for name, found in _WITHIN.items():
        if name in filled:
            filled = filled.replace(name, str(found(pk)))
    return filled.replace("<int:number>", "1").replace("<int:partner_id>", str(_partner(filled)))


_WITHIN: dict[str, Callable[[Any], object]] = {
    "<slug:kind>": lambda place: "edition",
    "<str:point>": lambda series: "2024-09-01",
    "<uuid:note_id>": lambda series: Note.objects.get(series=series).pk,
    "<uuid:rebase_id>": lambda series: Rebase.objects.get(series=series).pk,
    "<uuid:band_id>": lambda series: Band.objects.get(series=series).pk,
    "<uuid:idea_id>": lambda place: _shared_idea(place),
    "<uuid:indicator_id>": lambda place: (
        Indicator.objects.filter(scope="").values_list("pk", flat=True).first() or uuid4()
    ),
}
"""What stands within another thing, by the part of the address that names it: found by the id of that thing."""


def _shared_idea(place_id: Any) -> object:
    """An idea that the programme of this place can read of; any key at all where there is none."""
    programme = Place.objects.get(pk=place_id).scope.split("/")[0]
    shared = ChangeIdea.objects.filter(scope__startswith=f"{programme}/", shared_on__isnull=False)
    return shared.values_list("pk", flat=True).first() or uuid4()


def _partner(filled: str) -> int:
    return Partner.objects.values_list("pk", flat=True).first() or 1


def _ask(client: Client, method: str, address: str, *, drawn: bool) -> int:
    """One request, and everything as before again. Any page with a box for words says who reads them (rule 16).

    A page of which only the number of the answer is looked at need not be drawn.
    """
    drawing = nullcontext() if drawn else patch.object(Template, "render", return_value="")
    with transaction.atomic(), drawing:
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    assert b"<textarea" not in getattr(response, "content", b"") or not boxes_without_a_word(response.content.decode())
    return int(response.status_code)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_in_particular_is_asked_to_sign_in(method: str, world: World):
    wrong = []
    for where, _, kind in guarded():
        for what, _, pk in world.things[kind][:2]:
            response = getattr(Client(), method)(_address(where, kind, pk))
            if response.status_code != 405 and not response.get("Location", "").startswith("/sign-in/"):
                wrong.append(f"{where} at {what}: {response.status_code}")

    assert wrong == []


@pytest.mark.parametrize("where_it_is", ["own site", "own team"])
def test_no_role_sees_an_answer_before_the_reveal(where_it_is: str, monkeypatch: pytest.MonkeyPatch):
    """Not on any page about the round or its place, in any state before the reveal, nor while others prepare it."""
    with clock.frozen(NOW):
        world = World(places={"own programme": places.make_programme()})
        world.places["own site"] = places.make_site(world.places["own programme"], name="Elmbank")
        world.places["own team"] = places.make_team(world.places["own site"], name="Rowan ward")
        place = world.places[where_it_is]
        near = OWN | {Level.PROGRAMME: "own site", Level.INSTALLATION: "own team"}
        people = [(role, _person(role, level, world)) for role, level in HELD if near[level] == where_it_is]
        leaks = []
        for state in (State.OPEN, State.CLOSED, State.REVEALED):
            round = _with_words(place, state)
            for role, person in people:
                client = _signed_in(person, monkeypatch)
                for where, _, kind in guarded():
                    pk = {"round_id": round.pk, "place_id": place.pk}.get(kind)
                    if pk is None:
                        continue
                    for method in ("get", "post"):
                        with transaction.atomic():
                            response = getattr(client, method)(_address(where, kind, pk))
                            transaction.set_rollback(True)
                        if b"telltale" in getattr(response, "content", b""):
                            leaks.append(f"{method} {where} by {role} while {state}")
            Round.objects.filter(pk=round.pk).update(state=State.AGREED if state == State.REVEALED else State.CANCELLED)

    assert leaks == []


def _with_words(place: Place, state: State) -> Round:
    """A round in which everybody offered the same word to every item, up to a state."""
    round = rounds.make_round(place=place, state=State.OPEN)
    items = list(round.edition.items.values_list("code", flat=True))
    for voice in ("uses_services", "staff"):
        rounds.answer(round, voice, 9, words=dict.fromkeys(items, "telltale"))
    if state != State.OPEN:
        round = assessments.close_round(round, by=rounds.TEST, at=NOW)
    if state == State.REVEALED:
        pair = {
            Place.Kind.SITE: (Role.SITE_LEAD, Role.LIVED_EXPERIENCE_CO_LEAD),
            Place.Kind.TEAM: (Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER),
        }[Place.Kind(place.kind)]
        for number, (role, voices) in enumerate(zip(pair, (["leaders"], ["uses_services"]), strict=True)):
            holder = rounds.person(f"Holder{number}", role=role, place=place, voices=voices)
            round = assessments.turn_reveal_key(round, by=rounds.acting(holder), at=NOW)
    return round

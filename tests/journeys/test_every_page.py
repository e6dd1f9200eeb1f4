"""Every page × role × state × width, with axe: what `run.py test all` adds.

Every address of the product that a GET opens is asked for by somebody of every role, about real objects in every
state. Each different page that comes of it is opened in the browser at both widths. Two answers whose mark-up is the
same but for words and numbers are one page.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern

from alongside import content
from alongside.access.permissions import ROLES, Level, Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Consensus, Evidence, Gap, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import consensus_factories, factories
from alongside.core import clock
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import Edition, Item, OwnDraft
from alongside.goals import services as goal_services
from alongside.goals.rules.goals import State as GoalState
from alongside.goals.rules.pulse import Says
from alongside.goals.services import reminders
from alongside.goals.tests import factories as goals
from alongside.goals.tests import ledger_factories as ledger
from alongside.keeping_safe import services as keeping_safe
from alongside.measures import services as measures
from alongside.measures.rules.settings import TargetStep
from alongside.measures.rules.words import BandKind, Counts, Period
from alongside.measures.tests.factories import P_CHART, make_import, make_series
from alongside.numerics.spc.reading import Chart, Profile
from alongside.programmes import queries
from alongside.programmes import services as programmes
from alongside.programmes.models import Membership, Partner, Place, Removal, VoiceRequest
from tests.architecture.test_pages import addresses
from tests.journeys import page_checks
from tests.journeys.manner import DESKTOP, SMALL
from tests.journeys.person import Person
from tests.journeys.places import TESTS, Neighbourhood, join, make_neighbourhood, membership
from tests.journeys.raters import comes_in
from tests.journeys.site import BACKEND, Site
from tests.journeys.test_first_pages import VOICE, WIDE, agreed_round, place_of
from tests.journeys.worked import work_at

pytestmark = pytest.mark.exhaustive

HELD = [(role, level) for role in Role for level in sorted(ROLES[role].levels)]
STATES = ("DRAFT", "OPEN", "CLOSED", "REVEALED", "SHARED", "MEETING", "AGREED", "CANCELLED", "LAPSED")
MODES = (Round.Mode.PRIVATE, Round.Mode.OPEN_ROOM)
NOT_PAGES = {"healthz", "readyz"}
GUEST_PAGES = "rate/"
"""Played by a guest, below."""
FOR_PROGRAMS = "api/"
"""No pages: what programs are answered."""


@dataclass
class World:
    """A programme that holds something of everything, and which ids an address can be filled with."""

    here: Neighbourhood
    ids: dict[str, list[object]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(site: Site) -> World:
    here = make_neighbourhood(team="Every Team")
    agreed_round(here, here.site, edition="ten-challenges-2017", name="Agreed")
    rounds = [Round.objects.get(place=here.site, name="Agreed")]
    for mode, state in itertools.product(MODES, STATES):
        team = programmes.add_team(here.site, name=f"{mode} {state}", by=TESTS, on=clock.today())
        rounds.append(_round_at(here, team, state, mode))
    waits = membership(here.team, "Ola", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"])
    by, on = queries.actor_of(here.ada), clock.today()
    programmes.end_membership(waits, reason="A wish", by=by, on=on)
    both = ["uses_services", "family_and_friends"]
    also = membership(here.team, "Una", Role.MEMBER, ["staff"])
    programmes.change_membership(also, role=Role.MEMBER, voices=["staff", *both], by=by, on=on)
    programmes.add_partner(here.site, name="Elmbank Voices", what="speak for themselves", by=TESTS, on=clock.today())
    places = [here.programme, here.site, here.team]
    scope = here.programme.scope
    ids: dict[str, list[object]] = {
        "place_id": [place.pk for place in places],
        "round_id": [round.pk for round in rounds],
        "gap_id": list(Gap.objects.filter(scope__startswith=scope).values_list("pk", flat=True)[:3]),
        "evidence_id": list(Evidence.objects.filter(scope__startswith=scope).values_list("pk", flat=True)[:1]),
        "membership_id": [row.pk for row in Membership.objects.filter(scope__startswith=scope)[:12]],
        "removal_id": [row.pk for row in Removal.objects.filter(scope__startswith=scope)],
        "request_id": [row.pk for row in VoiceRequest.objects.filter(membership__scope__startswith=scope)],
        "partner_id": [row.pk for row in Partner.objects.filter(site=here.site)],
        "paper_id": [uuid4()],  # seen by those two alone who type: played in test_ward_event.py
        "number": [1, 10],
        "own_id": [_own_file(here, kind).pk for kind in content.Kind],
        "kind": [kind.lower() for kind in content.Kind],
        "consensus_id": [search.pk for search in _searches(here)],
        **_charts(here),
        **_goals(here),
        **work_at(here),
        **_ledger(here),
        "word": [uuid4()],
        "case_id": [_reported(here)],
        "talk_id": [uuid4()],
        "deputy_id": [uuid4()],  # of the person and who named them: played in their own tests, as the next
        "draft_id": [uuid4()],
        "notice_id": [uuid4()],
        "provider_id": ["organisation"],
        "signed": [reminders.stop_address(here.tom.pk).split("/")[-2]],
        "framework": ["ten-challenges"],
        "example": ["four-hours-england", "winters"],
        "slug": list(Edition.objects.values_list("slug", flat=True)),
        "code": list(Item.objects.filter(edition__slug="ten-challenges-2017").values_list("code", flat=True)),
    }
    return World(here, ids)


def _own_file(here: Neighbourhood, kind: content.Kind) -> OwnDraft:
    own = content.read_own(content.starter(kind), name="ours.yaml")
    on, at, scope = clock.today(), clock.now(), here.programme.scope
    return frameworks.keep_draft(own, scope=scope, name="ours.yaml", by=TESTS, at=at, on=on)


def _searches(here: Neighbourhood) -> list[Consensus]:
    """A search for a list of one's own in each of its steps, each at a site of its own."""
    steps: list[Callable[[factories.People], Consensus]] = [
        consensus_factories.make_consensus,
        consensus_factories.with_ideas,
        consensus_factories.merged,
        consensus_factories.chosen,
        consensus_factories.agreed,
    ]
    return [
        make(factories.People(factories.make_site(f"Search {number}", programme=here.programme)))
        for number, make in enumerate(steps)
    ]


def _reported(here: Neighbourhood) -> object:
    """Words at the team that a reader reported."""
    row = str(here.team.pk)
    return keeping_safe.report_text(table="programmes.Place", row=row, reason="OTHER", at=clock.now()).pk


def _charts(here: Neighbourhood) -> dict[str, list[object]]:
    """Charts of each kind, empty and full, with something of everything written on one of them."""
    on, day, level = clock.today(), dt.date(2024, 9, 1), [10.0, 12.0, 11.0, 9.0, 10.5, 11.5] * 3
    full = make_series(here.team, values=[*level, *([7.0] * 8)], counts=Counts.INCIDENTS, restrictive=True,
                       no_balancing="Nobody counts it yet.")  # fmt: skip
    note = measures.note_point(full, point_on=day, words="A note", by=TESTS, on=on)
    rebase = measures.rebase(full, from_on=day, why="Another way", by=TESTS, on=on)
    band = measures.add_band(full, kind=BandKind.TEST, name="A test", from_on=day, by=TESTS, on=on)
    measures.add_band(full, kind=BandKind.EVENT, name="A fire", from_on=day, to_on=day, by=TESTS, on=on)
    measures.leave_out(full, point_on=day, why="Half a month", by=TESTS, on=on)
    part = make_series(here.site, fractions=[(30, 100), (35, 110)] * 10, **P_CHART)
    rare: dict[str, Any] = {
        "profile": Profile.SHEWHART,
        "chart": Chart.T,
        "counts": Counts.TIME,
        "period": Period.EVENT,
    }
    days = make_series(here.site, values=level, **rare)
    score = make_series(here.programme, values=level, settings={"targets": (TargetStep(value=12.0),)})
    return {
        "series_id": [one.pk for one in (full, part, days, score, make_series(here.team))],
        "point": ["2024-09-01"],
        "note_id": [note.pk],
        "rebase_id": [rebase.pk],
        "band_id": [band.pk],
        "indicator_id": [full.indicator_id],
        "batch_id": [make_import(make_series(here.team)).pk],
        "token_id": [uuid4()],
    }


def _goals(here: Neighbourhood) -> dict[str, list[object]]:
    """Goals in every state, an urgent duty, one with a spoken key and a block, a review begun and one finished."""
    made = [goals.make_goal(here.team, state=state) for state in GoalState]
    made += [goals.make_goal(here.site, state=GoalState.CLAIMED), goals.make_duty(here.team)]
    measured = make_series(here.team, values=[10.0, 12.0, 11.0, 9.0] * 5)
    made.append(goals.make_goal(here.site, state=GoalState.ACTIVE, series=make_series(here.site, values=[1.0] * 20)))
    spoken = goals.make_goal(here.team, series=measured)
    at, tom, ben = clock.now(), queries.actor_of(here.tom), queries.actor_of(here.ben)
    goal_services.take_stance(spoken, take="block", words="It costs sleep", by=ben, at=at)
    goal_services.write_spoken_key(spoken, voice="uses_services", by=tom, at=at)
    of_the_site = made[len(GoalState)]
    asked = goal_services.ask_to_verify(of_the_site, place=here.team, by=queries.actor_of(here.ada), at=at)
    before = goals.make_review(here.team, held_on=clock.today() - dt.timedelta(days=30))
    goal_services.make_promise(before, text="A rota", voice="staff", by=tom, at=at)
    return {
        "goal_id": [goal.pk for goal in (*made, spoken)],
        "review_id": [before.pk, goals.make_review(here.team).pk],
        "asked_id": [asked.pk],
    }


def _ledger(here: Neighbourhood) -> dict[str, list[object]]:
    """Proposals in every state, rows of hours, a pulse that takes answers and one that is over, a plan with offers."""
    made = [ledger.make_proposal(here.team) for _ in range(3)]
    ledger.tell(ledger.decide(ledger.decide(made[1], "declined"), "changed"))
    ledger.decide(made[2])
    before = clock.today() - dt.timedelta(days=1)
    over = ledger.make_pulse(here.team, held_on=before)
    ledger.answered(over, "staff", [Says.YES, Says.MOSTLY] * 5)
    ledger.close(over)
    last = clock.now() - dt.timedelta(days=190)
    kept = [ledger.keep_hours(here.team, name=f"Person {number}", at=last) for number in range(6)]
    kept.append(ledger.keep_hours(here.team, name="Sam"))
    return {
        "proposal_id": [one.pk for one in made],
        "pulse_id": [over.pk, ledger.make_pulse(here.team).pk],
        "contribution_id": [kept[0].pk, kept[-1].pk],
        "resource_id": [ledger.make_offer(ledger.make_plan(here.team)).pk],
    }


def _round_at(here: Neighbourhood, team: Place, state: str, mode: str) -> Round:
    """A round of a team that nobody leads: the site's co-leads hold its keys."""
    asked = {voice: len(said) for voice, said in WIDE.items()}
    reached = State.SHARED if state in {"MEETING", "AGREED"} else State(state)
    answers = None if state in {"DRAFT", "OPEN", "CANCELLED"} else WIDE
    round = factories.make_round(state=reached, place=team, mode=mode, asked=asked, answers=answers)
    at, item = clock.now(), round.edition.items.order_by("number")[0]
    if state in {"MEETING", "AGREED"}:
        services.hold_meeting(round, held_on=clock.today(), present={"staff": 2, "leaders": 1}, by=TESTS, at=at)
        services.record_position(round, item=item, stage=1, why="We talked.", dissent="Not I.", by=TESTS, at=at)
    if state == "AGREED":
        for user in (here.ada, here.bea):
            round = services.agree_round(round, by=queries.actor_of(user), at=at)
    return round


def somebody(here: Neighbourhood, role: Role, level: Level) -> User:
    if level == Level.INSTALLATION:
        return programmes.appoint_operator(
            name="Olu", email=f"olu{here.programme.pk}@example.org", by=TESTS, on=clock.today()
        ).user
    return join(place_of(here, level), "Eno", role, VOICE.get(role, []))


def pages(world: World) -> Iterator[str]:
    """Every address, filled with each thing that fits."""
    for where, entry in addresses():
        if where in NOT_PAGES or where.startswith((GUEST_PAGES, FOR_PROGRAMS)):
            continue
        names = list(entry.pattern.converters)
        for chosen in itertools.product(*(world.ids[name] for name in names)):
            yield _filled(where, entry, dict(zip(names, chosen, strict=True)))


def _filled(where: str, entry: URLPattern, ids: dict[str, object]) -> str:
    for name, value in ids.items():
        kind = next(kind for kind in ("int", "uuid", "slug", "str") if f"<{kind}:{name}>" in where)
        where = where.replace(f"<{kind}:{name}>", str(value))
    return f"/{where}"


@pytest.mark.parametrize(("role", "level"), HELD, ids=lambda value: getattr(value, "value", None))
def test_every_page__of_every_role_in_every_state_at_both_widths(site: Site, world: World, role: Role, level: Level):
    user = somebody(world.here, role, level)
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    seen: set[str] = set()
    with site.as_(user, DESKTOP, looks_always=True) as person:
        for address in pages(world):
            answer = client.get(address)
            assert answer.status_code < 500, f"{address}: {answer.status_code}"
            taken_along = "attachment" in answer.get("Content-Disposition", "")
            if answer.status_code in {302, 405} or taken_along or "html" not in answer.get("Content-Type", ""):
                continue
            mark = page_checks.shape_of(answer.content.decode(), script=True, width=0)
            if mark not in seen:
                seen.add(mark)
                _looks_at_both_widths(person, address)

    assert len(seen) > 5


def _looks_at_both_widths(person: Person, address: str) -> None:
    person.page.set_viewport_size({"width": DESKTOP.width, "height": DESKTOP.height})
    person.asks_for(address)
    person.unfolds_everything()
    for manner in (DESKTOP, SMALL):
        person.page.set_viewport_size({"width": manner.width, "height": manner.height})
        person.looks()


ONLY_SENT_TO = {"rate/look/", "rate/leave/", "rate/kiosk/clear/"}
LOOKS = [(), ("Easy words",), ("Large print",), ("Easy words", "Large print")]


@pytest.mark.parametrize("looks", LOOKS, ids=lambda looks: " and ".join(looks) or "as it is")
@pytest.mark.parametrize("voice", ["uses_services", "leaders"])
@pytest.mark.parametrize("mode", MODES, ids=str)
def test_every_page__of_a_guest_in_every_look_at_both_widths(site: Site, mode: str, voice: str, looks: tuple[str, ...]):
    here = make_neighbourhood()
    asked = {voice: len(said) for voice, said in WIDE.items()}
    round = factories.make_round(place=here.team, mode=mode, asked=asked)
    code, later = services.make_slips(round, voice=voice, number=2, by=TESTS, at=clock.now())
    with site.guest(DESKTOP, looks_always=True) as person:
        person.opens("/rate/")
        for look in looks:
            person.presses(look)
        person.writes("Your code", code)
        person.presses("Go on")
        with clock.frozen(clock.now() + dt.timedelta(days=20)):
            _looks_at_both_widths(person, "/rate/done/")
        person.opens("/rate/welcome/")
        person.presses("All on one page")
        for where, _ in addresses():
            if where.startswith(GUEST_PAGES) and where not in ONLY_SENT_TO:
                _looks_at_both_widths(person, _numbered(where))
    for kept, said in WIDE.items():
        factories.answer(round, kept, len(said), stages=said)
    factories._go_on(round, until=State.SHARED, answers={}, at=clock.now())
    with site.guest(DESKTOP, looks_always=True) as person:
        comes_in(person, code if mode == Round.Mode.PRIVATE else later)
        for look in looks:
            person.presses(look)
        _looks_at_both_widths(person, "/rate/result/")


def _numbered(where: str) -> str:
    return f"/{where.replace('<int:number>', '3')}"

"""Every page about a round: it works; who only looks is refused; outsiders and unknown ids find nothing."""

import uuid
from dataclasses import dataclass, field

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, make_round, person
from alongside.core.models import AuditEntry
from alongside.programmes.models import Membership

OPEN_ROOM: dict[str, object] = {"mode": Round.Mode.OPEN_ROOM}


@dataclass(frozen=True)
class Door:
    """A page and the state in which a round shows it."""

    page: str
    state: State
    given: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.page


DOORS = [
    Door("change", State.DRAFT),
    Door("open", State.DRAFT),
    Door("open-room", State.DRAFT, OPEN_ROOM),
    Door("invite", State.OPEN),
    Door("slips", State.OPEN),
    Door("poster", State.OPEN),
    Door("kiosk", State.OPEN),
    Door("close", State.OPEN),
    Door("cancel", State.OPEN),
    Door("reopen", State.CLOSED),
    Door("reveal", State.CLOSED),
    Door("share", State.REVEALED),
]
every_door = pytest.mark.parametrize("door", DOORS, ids=str)


def address(door: Door, people: People) -> str:
    return f"{make_round(state=door.state, place=people.site, **door.given).get_absolute_url()}{door.page}/"  # type: ignore[arg-type]


@every_door
def test_door__opens_to_a_co_lead(client: Client, people: People, door: Door) -> None:
    url = address(door, people)
    client.force_login(people.ada)

    page = client.get(url)

    assert page.status_code == 200
    assert b"style=" not in page.content
    assert client.head(url).status_code == 200


@every_door
def test_door__is_refused_to_a_member_who_may_only_look(client: Client, people: People, door: Door) -> None:
    url = address(door, people)
    client.force_login(people.ben)
    rows = AuditEntry.objects.count()

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403
    assert AuditEntry.objects.count() == rows


@every_door
def test_door__is_not_there_for_another_sites_lead(client: Client, people: People, door: Door) -> None:
    url = address(door, people)
    client.force_login(people.dev)
    rows = AuditEntry.objects.count()

    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    assert AuditEntry.objects.count() == rows


@every_door
def test_door__of_an_unknown_round_is_not_there(client: Client, people: People, door: Door) -> None:
    client.force_login(people.ada)

    assert client.get(f"/rounds/{uuid.uuid4()}/{door.page}/").status_code == 404


@every_door
def test_door__takes_no_other_method(client: Client, people: People, door: Door) -> None:
    client.force_login(people.ada)

    assert client.put(address(door, people)).status_code == 405


@every_door
def test_door__sends_nobody_in_particular_to_sign_in(client: Client, people: People, door: Door) -> None:
    assert client.get(address(door, people)).url.startswith("/sign-in/")  # type: ignore[attr-defined]


@every_door
def test_door__looking_writes_nothing(client: Client, people: People, door: Door) -> None:
    url = address(door, people)
    client.force_login(people.ada)
    rows = AuditEntry.objects.count()

    client.get(url)

    assert AuditEntry.objects.count() == rows


@every_door
def test_door__rights_that_ended_meanwhile_end_here_and_nothing_is_written(
    client: Client, people: People, door: Door
) -> None:
    url = address(door, people)
    client.force_login(people.ada)
    assert client.get(url).status_code == 200
    Membership.objects.filter(user=people.ada).update(ended_on="2026-03-02")
    rows = AuditEntry.objects.count()

    assert client.post(url, {"name": "Late"}).status_code == 404

    assert AuditEntry.objects.count() == rows


@every_door
@pytest.mark.parametrize("state", [State.CANCELLED, State.SHARED])
def test_door__whose_time_has_passed_leads_back_to_the_round(
    client: Client, people: People, door: Door, state: State
) -> None:
    round = make_round(state=state, place=people.site, **door.given)  # type: ignore[arg-type]
    client.force_login(people.ada)

    page = client.get(f"{round.get_absolute_url()}{door.page}/", follow=True)

    assert page.redirect_chain == [(round.get_absolute_url(), 302)]


@every_door
@pytest.mark.parametrize("state", [State.CANCELLED, State.SHARED])
def test_door__an_act_too_late_is_refused_with_a_sentence_and_changes_nothing(
    client: Client, people: People, door: Door, state: State
) -> None:
    round = make_round(state=state, place=people.site, **door.given)  # type: ignore[arg-type]
    client.force_login(people.ada)
    rows = AuditEntry.objects.count()

    page = client.post(f"{round.get_absolute_url()}{door.page}/", {"why": "Late", "number": "3", "voice": "staff"})

    round.refresh_from_db()
    assert page.status_code in (200, 302)
    assert round.state == state
    assert AuditEntry.objects.count() == rows


def test_places_rounds__open_to_members_refused_to_the_board_and_hidden_from_others(
    client: Client, people: People
) -> None:
    url = f"/places/{people.site.pk}/rounds/"
    board = person("Bo", role=Role.BOARD_VIEWER, place=people.site)

    answers = {}
    for user in (people.ben, people.cleo, board, people.dev):
        client.force_login(user)
        answers[user.name] = client.get(url).status_code

    assert answers == {"Ben": 200, "Cleo": 200, "Bo": 403, "Dev": 404}
    assert client.post(url).status_code == 405
    assert client.get("/places/999999/rounds/").status_code == 404


def test_new__open_to_a_co_lead_refused_to_members_and_hidden_from_others(client: Client, people: People) -> None:
    url = f"/places/{people.site.pk}/rounds/new/"

    answers = {}
    for user in (people.bea, people.ben, people.cleo, people.dev):
        client.force_login(user)
        answers[user.name] = (client.get(url).status_code, client.post(url).status_code)

    assert answers == {"Bea": (200, 200), "Ben": (403, 403), "Cleo": (403, 403), "Dev": (404, 404)}
    assert client.put(url).status_code == 405
    assert not Round.objects.exists()


def test_show__open_to_all_who_may_see_rounds_there(client: Client, people: People) -> None:
    url = make_round(place=people.site).get_absolute_url()
    board = person("Bo", role=Role.BOARD_VIEWER, place=people.site)

    answers = {}
    for user in (people.ada, people.ben, people.cleo, board, people.dev):
        client.force_login(user)
        answers[user.name] = client.get(url).status_code

    assert answers == {"Ada": 200, "Ben": 200, "Cleo": 200, "Bo": 404, "Dev": 404}
    assert client.post(url).status_code == 405
    assert client.get(f"/rounds/{uuid.uuid4()}/").status_code == 404


def test_withdraw__takes_only_a_post(client: Client, people: People) -> None:
    url = f"{make_round(state=State.CLOSED, place=people.site).get_absolute_url()}reveal/withdraw/"

    answers = {}
    for user in (people.ada, people.ben, people.dev):
        client.force_login(user)
        answers[user.name] = (client.get(url).status_code, client.post(url).status_code)

    assert answers == {"Ada": (405, 302), "Ben": (405, 403), "Dev": (405, 404)}

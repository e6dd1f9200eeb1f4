"""Deputies of the same side may be named; away needs no reason; a waiting key shows who could hold it (rule 17)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import ROLES, Permission, Role
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.programmes import queries, services
from alongside.programmes.models import Away, Deputy, Membership
from alongside.programmes.services.deputies import forget_who_was_away
from alongside.programmes.tests.factories import BEGAN, World, actor, make_member

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _that_day():
    with clock.frozen(clock.moment_on(BEGAN)):
        yield


def name(world: World, lead: Membership, whom: Membership, **told) -> Deputy:
    by = told.pop("by", lead)
    told = {"from_on": BEGAN, "until_on": None, **told}
    return services.name_deputy(lead, through=whom, **told, by=actor(by), on=BEGAN)


def ask(world: World, whom: Membership) -> Any:
    return services.end_membership(whom, reason="why", by=actor(world.ada), on=BEGAN)


@pytest.fixture
def pat(world) -> Membership:
    """Somebody who uses services and is a member of the team."""
    return make_member(world.team, name="Pat", voices=["uses_services", "staff"])


def test_a_deputy__holds_the_keys_of_that_side_and_chooses_nobody(world, pat):
    name(world, world.bea, pat)

    may = ROLES[Role.LIVED_EXPERIENCE_CO_LEAD].may
    can = {right for right in may if actor(pat).can(right, at=world.site.scope)}
    assert may - can == {Permission.PEOPLE_INVITE, Permission.PEOPLE_CHANGE, Permission.PEOPLE_END}
    assert actor(pat).voices_at(world.site.scope) == ("uses_services",)
    wish = ask(world, world.lea)
    services.agree_removal(wish, by=actor(pat), on=BEGAN)
    assert Membership.objects.get(pk=world.lea.pk).ended_on == BEGAN


def test_a_deputy__decides_nothing_about_the_one_they_stand_in_for(world, pat):
    name(world, world.bea, pat)
    wish = ask(world, world.bea)

    with pytest.raises(services.NotYourKey):
        services.agree_removal(wish, by=actor(pat), on=BEGAN)
    assert not any("Pat" in who for who in queries.waiting_line(wish, actor(world.ada)).holders)


@pytest.mark.parametrize("door", ["ended", "until", "from", "lead leaves", "own leaves", "role", "voices", "closed"])
def test_a_deputy__holds_nothing_at_once_when_it_is_over(world, pat, door):
    later = {"until_on": BEGAN} if door == "until" else {"from_on": BEGAN + DAY} if door == "from" else {}
    deputy = name(world, world.bea, pat, **later)
    if door == "ended":
        services.end_deputy(deputy, by=actor(pat), on=BEGAN)
    if door in {"lead leaves", "own leaves"}:
        who = world.bea if door == "lead leaves" else pat
        services.end_membership(who, reason="", by=actor(who), on=BEGAN)
        assert Deputy.objects.get().ended_on == BEGAN
    if door == "role":
        services.change_membership(
            world.bea, role=Role.MEMBER, voices=["uses_services"], by=actor(world.dora), on=BEGAN
        )
    if door == "voices":
        services.change_membership(pat, role=Role.MEMBER, voices=["staff"], by=actor(world.dora), on=BEGAN)
    if door == "closed":
        type(world.bea.user).objects.filter(pk=world.bea.user_id).update(is_active=False)

    with clock.frozen(clock.moment_on(BEGAN + DAY if door == "until" else BEGAN)):
        assert not actor(pat).can(Permission.PLACE_VIEW, at=world.site.scope)


@pytest.mark.parametrize(
    ("lead", "by"), [("bea", "ada"), ("ada", "bea"), ("lea", "tom"), ("lea", "ada"), ("bea", "lea")]
)
def test_the_other_side__names_no_deputy_and_ends_none(world, pat, lead, by):
    lead, by = getattr(world, lead), getattr(world, by)
    with pytest.raises(services.NotYoursToName):
        name(world, lead, pat, by=by)

    deputy = name(world, lead, pat, by=world.dora)

    with pytest.raises(services.NotYoursToName):
        services.end_deputy(deputy, by=actor(by), on=BEGAN)
    assert Deputy.objects.not_over(on=BEGAN).exists()


def test_a_deputy__names_no_other(world, pat):
    name(world, world.bea, pat)
    sam = make_member(world.team, name="Sam", voices=["uses_services"])

    with pytest.raises(services.NotYoursToName):
        name(world, world.bea, sam, by=pat)


def test_named__by_ones_own_side_above_and_ended_by_it(world, pat):
    deputy = name(world, world.lea, pat, by=world.bea)

    assert services.end_deputy(deputy, by=actor(world.lea), on=BEGAN).ended_on == BEGAN
    with pytest.raises(services.DeputyEnded):
        services.end_deputy(deputy, by=actor(world.lea), on=BEGAN)


@pytest.mark.parametrize("whom", ["ada", "tom", "ben", "dora", "dev", "bea"])
def test_named__never_without_a_voice_of_that_side_here(world, whom):
    with pytest.raises(services.NotOfThatSide):
        name(world, world.bea, getattr(world, whom))


def test_nobody_holds_the_keys_of_both_sides(world, pat):
    name(world, world.bea, pat)
    for lead in (world.tom, world.ada):
        with pytest.raises(services.SpeaksForBothSides):
            name(world, lead, pat)
    with pytest.raises(services.SpeaksForBothSides):
        make_member(world.team, name="Pat", role=Role.TEAM_LEAD, email=pat.user.email)
    both = make_member(world.team, name="Kim", role=Role.TEAM_LEAD, voices=["staff", "uses_services"])
    with pytest.raises(services.SpeaksForBothSides):
        name(world, world.bea, both)


def test_named__once_until_it_is_over(world, pat):
    name(world, world.bea, pat, until_on=BEGAN)
    with pytest.raises(services.AlreadyADeputy):
        name(world, world.bea, pat)
    with pytest.raises(services.DatesTheWrongWayRound):
        name(world, world.bea, pat, until_on=BEGAN - DAY)
    with pytest.raises(services.NobodyToStandInFor):
        name(world, world.ben, pat)

    again = services.name_deputy(
        world.bea, through=pat, from_on=BEGAN, until_on=None, by=actor(world.bea), on=BEGAN + DAY
    )

    assert again.from_on == BEGAN + DAY
    assert str(again).startswith(str(pat.user_id))
    told = AuditEntry.objects.filter(action="deputy.named").order_by("-seq")[0].changes
    assert told["person"] == f"user:{pat.user_id}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.filter(pk=again.pk).update(through=world.bea)


def test_a_waiting_key__shows_who_could_hold_it_and_until_when_they_are_away(world, pat):
    name(world, world.bea, pat)
    services.say_away(from_on=BEGAN, until_on=BEGAN + DAY, by=actor(world.bea), on=BEGAN)
    wish = ask(world, world.lea)

    holders = queries.waiting_line(wish, actor(world.ada)).holders

    assert "Bea, away until 9 January 2024 (lived-experience co-lead)" in holders
    assert "Pat, deputy of Bea" in holders


def test_who_could_hold_a_key__is_one_query_however_many(world, pat):
    name(world, world.bea, pat)
    with CaptureQueriesContext(connection) as few:
        assert {hand.name for hand in queries.hands_at([world.site.scope], on=BEGAN)} == {
            "Ada", "Bea", "Pat", "Dora", "Cleo",
        }  # fmt: skip
    for _ in range(20):
        make_member(world.site, voices=["uses_services"])
    with CaptureQueriesContext(connection) as many:
        queries.hands_at([world.site.scope], on=BEGAN)

    assert len(few) == len(many) == 1


def test_away__is_said_changed_and_over_without_a_reason(world):
    services.say_away(from_on=BEGAN, until_on=BEGAN + 2 * DAY, by=actor(world.ben), on=BEGAN)
    services.say_away(from_on=BEGAN + DAY, until_on=BEGAN + DAY, by=actor(world.ben), on=BEGAN)
    assert str(Away.objects.get()) == f"{world.ben.user_id} until 2024-01-09"
    with pytest.raises(services.DatesTheWrongWayRound):
        services.say_away(from_on=BEGAN, until_on=BEGAN - DAY, by=actor(world.ben), on=BEGAN)

    services.come_back(by=actor(world.ben), on=BEGAN)

    with pytest.raises(services.NotAway):
        services.come_back(by=actor(world.ben), on=BEGAN)
    assert {
        str(row) for row in AuditEntry.objects.filter(action__startswith="away.").values_list("changes", flat=True)
    } == {"{}"}
    services.say_away(from_on=BEGAN, until_on=BEGAN, by=actor(world.ben), on=BEGAN)
    assert forget_who_was_away(at=clock.moment_on(BEGAN)) == 0
    assert forget_who_was_away(at=clock.moment_on(BEGAN + DAY)) == 1


def test_the_pages(world, pat, client):
    client.force_login(world.bea.user)
    where = f"/memberships/{world.bea.pk}/deputies/"
    sent = {"through": pat.pk, "from_on_day": "8", "from_on_month": "1", "from_on_year": "2024"}

    assert "Pat (member, Rowan ward)" in client.get(where).content.decode()
    assert client.post(where, {**sent, "through": ""}).status_code == 200
    assert client.post(where, sent)["Location"] == where
    assert "already named" in client.post(where, sent).content.decode()
    of_a_member = f"/memberships/{world.ben.pk}/deputies/"
    assert "Only somebody who leads" in client.get(of_a_member).content.decode()
    assert client.post(of_a_member, sent).status_code == 200

    client.force_login(world.ada.user)
    assert "Name a deputy" not in client.get(where).content.decode()
    assert client.post(where, {"end": str(Deputy.objects.get().pk)}).status_code == 409
    assert client.post(where, sent).status_code == 200
    assert client.post(f"/deputies/{Deputy.objects.get().pk}/lay-down/").status_code == 404

    client.force_login(pat.user)
    page = client.get("/memberships/").content.decode()
    assert "Deputy of Bea (Lived-experience co-lead, Elmbank)" in page
    assert client.post(f"/deputies/{Deputy.objects.get().pk}/lay-down/").status_code == 302
    assert client.post(where, {"end": str(Deputy.objects.get().pk)}).status_code == 404

    dates = {
        f"{end}_on_{part}": n for end in ("from", "until") for part, n in (("day", 9), ("month", 1), ("year", 2024))
    }
    assert client.post("/away/", dates)["Location"] == "/memberships/"
    assert "away from 9 January 2024" in client.get("/memberships/").content.decode()
    assert client.post("/away/", {**dates, "until_on_day": 7}).status_code == 200
    assert client.post("/away/", {"back": "yes"}).status_code == 302

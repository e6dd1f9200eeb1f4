from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Permission, Role
from alongside.access.policy import NOBODY, Actor, Grant
from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.models import AuditEntry
from alongside.programmes import queries, services
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import (
    BEGAN,
    TESTS,
    World,
    actor,
    make_member,
    make_programme,
    make_site,
    make_team,
)

pytestmark = pytest.mark.django_db


def cost(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


def crowd(world: World, number: int) -> None:
    """Many people at the team, many teams at the site, many sites in the programme, many wishes that wait."""
    tag = Place.objects.count()
    services.bulk_add_people(
        world.programme,
        [
            services.PersonToAdd(world.team, f"p{tag}-{n}@example.org", f"P {n}", Role.MEMBER, ("staff",))
            for n in range(number)
        ],
        by=TESTS,
        on=BEGAN,
    )
    services.bulk_add_teams(
        world.programme, [services.TeamToAdd(world.site, f"T{tag} {n}") for n in range(number)], by=TESTS, on=BEGAN
    )
    services.bulk_add_sites(
        world.programme,
        [services.SiteToAdd(f"S{tag} {n}", "PILOT", "", (("A partner", ""),)) for n in range(number)],
        by=TESTS,
        on=BEGAN,
    )
    for n in range(min(number, 20)):
        member = make_member(world.team, name=f"Wish {tag} {n}")
        voices = ["staff", "uses_services"]
        services.change_membership(member, role=Role.MEMBER, voices=voices, by=actor(world.tom), on=BEGAN)
        services.end_membership(member, reason="why", by=actor(world.lea), on=BEGAN)


READS: dict[str, tuple[int, Callable[[World], object]]] = {
    "actor_of": (1, lambda w: queries.actor_of(w.ben.user)),
    "co_leads": (1, lambda w: queries.co_leads(w.team.scope)),
    "members_with_voices": (1, lambda w: queries.members_with_voices(w.team.scope)),
    "sites_of": (1, lambda w: queries.sites_of(w.programme, on=BEGAN)),
    "tiers_at": (1, lambda w: queries.tiers_at(w.programme, BEGAN)),
    "partners_of": (1, lambda w: queries.partners_of(w.site)),
    "editions_in_use": (3, lambda w: queries.editions_in_use(w.programme)),
    "editions_to_use": (3, lambda w: queries.editions_to_use(w.programme)),
    "place_page of a programme": (2, lambda w: queries.place_page(w.programme, actor_of_dora(w), on=BEGAN)),
    "place_page of a site": (5, lambda w: queries.place_page(w.site, actor_of_dora(w), on=BEGAN)),
    "people_page": (6, lambda w: queries.people_page(w.team, actor_of_dora(w))),
    "keys_waiting_for": (5, lambda w: queries.keys_waiting_for(actor_of_dora(w))),
    "own_memberships": (3, lambda w: queries.own_memberships(actor_of_dora(w))),
    "trail_page": (4, lambda w: queries.trail_page(w.programme.scope)),
    "role_table": (0, lambda w: queries.role_table()),
}


def actor_of_dora(world: World) -> Actor:
    """Dora's rights without reading them again."""
    return Actor(str(world.dora.user_id), "Dora", (Grant(Role.PROGRAMME_DIRECTOR, world.programme.scope),))


@pytest.mark.parametrize("name", READS)
def test_queries__cost_the_same_for_2_rows_and_for_200(world, name):
    expected, read = READS[name]
    crowd(world, 2)
    few = cost(lambda: read(world))
    crowd(world, 200)
    many = cost(lambda: read(world))

    assert (few, many) == (expected, expected)


def test_actor_of__holds_live_memberships_only(world):
    make_member(world.other_site, name="Ben", voices=["uses_services"])
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=BEGAN)

    ben = queries.actor_of(world.ben.user)

    assert ben.grants == (Grant(Role.MEMBER, world.other_site.scope, ("uses_services",)),)
    assert (ben.user_id, ben.name) == (str(world.ben.user_id), "Ben")


def test_actor_of__a_closed_account_is_nobody(world):
    world.ada.user.is_active = False

    assert queries.actor_of(world.ada.user) == NOBODY
    assert cost(lambda: queries.actor_of(world.ada.user)) == 0


def test_co_leads__are_those_of_the_place_else_of_the_nearest_above(world):
    assert {person.name for person in queries.co_leads(world.site.scope)} == {"Ada", "Bea"}
    assert {person.name for person in queries.co_leads(world.team.scope)} == {"Tom", "Lea"}
    assert {person.name for person in queries.co_leads(world.other_team.scope)} == {"Ada", "Bea"}
    assert queries.co_leads(world.programme.scope) == ()
    lead = queries.co_leads(world.team.scope)[1]
    assert (lead.role_name, lead.email, lead.voices) == ("Team lead", "tom@example.org", ("staff",))


def test_members_with_voices__are_those_at_exactly_this_place(world):
    make_member(world.team, name="Fay", role=Role.DATA_CHAMPION)

    assert [person.name for person in queries.members_with_voices(world.team.scope)] == ["Ben", "Lea", "Tom"]
    assert [person.name for person in queries.members_with_voices(world.site.scope)] == ["Ada", "Bea"]


def test_members_with_voices__not_the_closed_nor_the_ended(world):
    User.objects.filter(pk=world.lea.user_id).update(is_active=False)
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=BEGAN)

    assert [person.name for person in queries.members_with_voices(world.team.scope)] == ["Tom"]


def test_place_page__shows_what_belongs_to_it_and_what_it_belongs_to(world):
    services.set_tier(world.site, tier="NETWORK", from_on=BEGAN + dt.timedelta(days=9), by=TESTS, on=BEGAN)
    services.add_partner(world.site, name="Mind in Elmbank", by=TESTS, on=BEGAN)

    page = queries.place_page(world.site, actor(world.ada), on=BEGAN + dt.timedelta(days=5))

    assert (page.place.name, page.kind_name, page.place.tier_name) == ("Elmbank", "Site", "Pilot site")
    assert [tier.name for tier in page.tiers] == ["Pilot site", "Network site"]
    assert [child.name for child in page.children] == ["Alder team", "Rowan ward"]
    assert [partner.name for partner in page.partners] == ["Mind in Elmbank"]
    assert {person.name for person in page.leads} == {"Ada", "Bea"}
    assert page.above == (("Recovery together", ""),)
    assert Permission.TEAM_ADD in page.may
    assert not page.may_set_tier
    assert page.place.url == f"/places/{world.site.pk}/"


def test_place_page__links_what_the_reader_may_see(world):
    page = queries.place_page(world.team, actor(world.dora), on=BEGAN)

    programme, site = world.programme.pk, world.site.pk
    assert page.above == (("Recovery together", f"/places/{programme}/"), ("Elmbank", f"/places/{site}/"))
    assert queries.place_page(world.site, actor(world.dora), on=BEGAN - dt.timedelta(days=1)).place.tier == ""


def test_sites_of__with_the_tier_of_the_day(world):
    sites = queries.sites_of(world.programme, on=BEGAN)

    assert [(site.name, site.tier, site.tier_name) for site in sites] == [
        ("Elmbank", "PILOT", "Pilot site"),
        ("Fernhill", "PILOT", "Pilot site"),
    ]
    assert [site.tier for site in queries.sites_of(world.programme, on=BEGAN - dt.timedelta(days=1))] == ["", ""]


def test_people_page__names_roles_and_voices_and_who_could_hold_a_key(world):
    services.end_membership(world.lea, reason="we disagree", by=actor(world.tom), on=BEGAN)

    page = queries.people_page(world.team, actor(world.bea))

    assert [(member.name, member.role_name, member.voices) for member in page.members] == [
        ("Tom", "Team lead", ("Staff",)),
        ("Lea", "Lived-experience partner", ("People who use services",)),
        ("Ben", "Member", ("Staff",)),
    ]
    (line,) = page.waiting
    assert line.wish == "Lea would no longer be lived-experience partner here"
    assert (line.asked_by, line.reason, line.side_words) == ("Tom", "we disagree", "lived experience")
    assert line.holders == (
        "Lea (lived-experience partner)",
        "Bea (lived-experience co-lead)",
        "Dora (programme director)",
    )
    assert line.may_settle
    assert page.may_invite
    assert page.may_change
    assert page.may_end


def test_people_page__the_one_who_asked_neither_holds_nor_settles(world):
    services.end_membership(world.bea, reason="why", by=actor(world.ada), on=BEGAN)

    (line,) = queries.people_page(world.site, actor(world.ada)).waiting

    assert not line.may_settle
    assert all("Ada" not in holder for holder in line.holders)


def test_wishes__say_what_would_change(world):
    services.change_membership(
        world.lea, role=Role.DATA_CHAMPION, voices=[], reason="why", by=actor(world.tom), on=BEGAN
    )
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=BEGAN
    )

    wishes = [line.wish for line in queries.keys_waiting_for(actor(world.bea))]

    assert sorted(wishes) == [
        "Ben would also speak as: People who use services",
        "Lea would be data champion here and speak as: no voice",
    ]


def test_keys_waiting_for__only_what_this_person_could_settle(world):
    services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)
    services.end_membership(world.tom, reason="why", by=actor(world.lea), on=BEGAN + dt.timedelta(days=1))

    assert [line.person for line in queries.keys_waiting_for(actor(world.dora))] == ["Lea", "Tom"]
    assert [line.person for line in queries.keys_waiting_for(actor(world.ada))] == ["Tom"]
    assert [line.person for line in queries.keys_waiting_for(actor(world.bea))] == ["Lea"]
    assert [line.person for line in queries.keys_waiting_for(actor(world.tom))] == ["Tom"]
    for who in ("ben", "cleo", "dev"):
        assert queries.keys_waiting_for(actor(getattr(world, who))) == ()


def test_waiting_line__of_a_wish_at_a_place_where_nobody_else_holds_the_key():
    programme = make_programme()
    site = make_site(programme)
    bea = make_member(site, role=Role.LIVED_EXPERIENCE_CO_LEAD)
    team = make_team(site)
    tom = make_member(team, role=Role.TEAM_LEAD)
    wish: Any = services.end_membership(tom, reason="why", by=actor(bea), on=BEGAN)

    line = queries.waiting_line(wish, actor(bea))

    assert line.holders == (f"{tom.user.name} (team lead)",)
    assert line.url == f"/removals/{wish.pk}/"


def test_own_memberships__ones_own_and_no_one_elses(world):
    make_member(world.other_site, name="Ben", voices=["uses_services"])
    operator = services.appoint_operator(email="ben@example.org", name="Ben", by=TESTS, on=BEGAN)

    lines = queries.own_memberships(actor(world.ben))

    assert [(line.place_name, line.role_name) for line in lines] == [
        ("The installation", "Operator"),
        ("Rowan ward", "Member"),
        ("Fernhill", "Member"),
    ]
    assert queries.own_membership(actor(world.ben), operator.pk) == operator
    assert queries.own_membership(actor(world.ada), operator.pk) is None
    assert queries.voices_at("") == queries.voices_at(world.team.scope)


def test_role_table__says_every_role_and_both_of_a_pair_alike():
    table = {line.role: line for line in queries.role_table()}

    assert list(table) == list(Role)
    assert table[Role.SITE_LEAD].may == table[Role.LIVED_EXPERIENCE_CO_LEAD].may
    assert table[Role.TEAM_LEAD].may == table[Role.LIVED_EXPERIENCE_PARTNER].may
    assert table[Role.MEMBER].held_at == "site or team"
    assert (table[Role.SITE_LEAD].side, table[Role.CONSULTANT].side) == ("the profession", "")


# The trail


def test_trail__says_who_did_what_in_words(world):
    services.change_membership(world.ben, role=Role.TEAM_LEAD, voices=["staff"], by=actor(world.ada), on=BEGAN)

    line = queries.trail_page(world.team.scope).lines[0]

    assert (line.who, line.what, line.place) == ("Ada", "Role or voices changed", "Rowan ward")
    assert line.details == (("Person", "Ben"), ("Role", "Member → Team lead"))


def test_trail__keeps_to_the_place_and_below(world):
    places = {line.place for line in queries.trail_page(world.site.scope).lines}

    assert places == {"Elmbank", "Rowan ward", "Alder team"}


def test_trail__by_act_by_person_and_page_by_page(world):
    for number in range(60):
        services.edit_place(world.team, name=f"Rowan {number}", by=actor(world.ada), on=BEGAN)

    first = queries.trail_page(world.team.scope, act="place.edited", person=str(world.ada.user_id))
    second = queries.trail_page(world.team.scope, act="place.edited", before=first.older)

    assert len(first.lines) == 50
    assert first.person == "Ada"
    assert len(second.lines) == 10
    assert second.older is None
    assert ("place.edited", "Place edited") in first.acts
    assert first.lines[-1].seq > second.lines[0].seq


@pytest.mark.parametrize("person", ["no number", "00000000-0000-0000-0000-000000000000"])
def test_trail__by_nobody_is_empty(world, person):
    page = queries.trail_page(world.team.scope, person=person)

    assert (page.lines, page.person) == ((), "")


def test_trail__shows_any_value(world):
    audit.record(
        "thing.made",
        by=audit.System("imports"),
        at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC),
        scope=world.team.scope,
        subject="thing",
        changes={
            "yes": True,
            "no": False,
            "many": ["a", f"user:{world.ada.user_id}"],
            "inside": str(world.ada.pk),
            "day": "2030-02-01",
            "nothing": None,
            "counts": {"staff": 3},
            "was": {"was": None, "is": 2},
        },
    )

    (line,) = queries.trail_page(world.team.scope, act="thing.made").lines

    assert line.who == "Alongside itself (imports)"
    assert line.details == (
        ("Counts", "Staff: 3"),
        ("Day", "1 February 2030"),
        ("Many", "a, Ada"),
        ("No", "no"),
        ("Was", "none → 2"),
        ("Yes", "yes"),
    )
    assert AuditEntry.objects.filter(action="thing.made").count() == 1

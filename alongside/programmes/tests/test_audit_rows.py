"""Every write leaves exactly one audit row, by the one who did it, and none when it is refused."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from alongside.access.permissions import Role
from alongside.accounts import services as accounts
from alongside.core import audit
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal
from alongside.frameworks.models import Edition
from alongside.programmes import services
from alongside.programmes.models import Away, Deputy, Membership, VoiceRequest
from alongside.programmes.tests.factories import BEGAN, World, actor
from alongside.programmes.tests.test_places import make_edition

pytestmark = pytest.mark.django_db

ON = BEGAN + dt.timedelta(days=1)
NEW: dict[str, Any] = {
    "email": "n@example.org",
    "name": "N",
    "role": Role.MEMBER,
    "voices": ["staff", "uses_services"],
}


def asked(world: World) -> object:
    return services.end_membership(world.lea, reason="why", by=actor(world.tom), on=ON)


def voices_asked(world: World) -> VoiceRequest:
    voices = ["staff", "uses_services"]
    services.change_membership(world.ben, role=Role.MEMBER, voices=voices, by=actor(world.tom), on=ON)
    return VoiceRequest.objects.get()


def deputy(world: World) -> Deputy:
    return services.name_deputy(world.bea, through=world.lea, from_on=ON, until_on=None, by=actor(world.bea), on=ON)


def away(world: World) -> Away:
    return services.say_away(from_on=ON, until_on=ON, by=actor(world.ben), on=ON)


def without_address(world: World) -> Membership:
    given: dict[str, Any] = {"name": "N", "sign_in_name": "", "role": Role.MEMBER, "voices": ["staff"]}
    return services.invite_without_address(world.team, **given, by=actor(world.tom), on=ON)[0]


def with_codes(world: World) -> list[str]:
    return accounts.make_codes(world.ben.user, by=actor(world.ben), on=ON)


def nothing(world: World) -> None:
    return None


def edition(world: World) -> Edition:
    return make_edition()


Act = Callable[..., object]
ACTS: dict[str, tuple[str, str, Act, Act]] = {
    # service: (who, the code in the trail, what must be there before, the act)
    "create_programme": (
        "dora", "programme.created", nothing,
        lambda w, x, **by: services.create_programme(name="New", director_email="d@e.org", director_name="D", **by)),
    "add_site": (
        "dora", "site.added", nothing,
        lambda w, x, **by: services.add_site(w.programme, name="New", tier="PILOT", partners=[("A", "")], **by)),
    "add_team": ("ada", "team.added", nothing, lambda w, x, **by: services.add_team(w.site, name="New", **by)),
    "edit_place": ("bea", "place.edited", nothing, lambda w, x, **by: services.edit_place(w.site, name="N", **by)),
    "set_tier": (
        "dora", "site.tier_set", nothing,
        lambda w, x, **by: services.set_tier(w.site, tier="NETWORK", from_on=ON, **by)),
    "add_partner": ("ada", "partner.added", nothing, lambda w, x, **by: services.add_partner(w.site, name="P", **by)),
    "end_partner": (
        "ada", "partner.ended", lambda w: services.add_partner(w.site, name="P", by=actor(w.ada), on=ON),
        lambda w, x, **by: services.end_partner(x, **by)),
    "use_edition": (
        "dora", "edition.used", edition, lambda w, x, **by: services.use_edition(w.programme, x, from_on=ON, **by)),
    "invite": ("tom", "person.invited", nothing, lambda w, x, **by: services.invite(w.team, **NEW, **by)),
    "invite_without_address": (
        "tom", "person.invited", nothing,
        lambda w, x, **by: services.invite_without_address(
            w.team, name="N", sign_in_name="", role=Role.MEMBER, voices=["staff"], **by)),
    "make_slip": ("tom", "slip.made", without_address, lambda w, x, **by: services.make_slip(x, **by)),
    "reset_second_step": (
        "dora", "second_step.reset", with_codes, lambda w, x, **by: services.reset_second_step(w.ben, **by)),
    "appoint_operator": (
        "operator", "operator.appointed", nothing,
        lambda w, x, **by: services.appoint_operator(email="o@example.org", name="O", **by)),
    "change_membership": (
        "ada", "membership.changed", nothing,
        lambda w, x, **by: services.change_membership(
            w.ben, role=Role.TEAM_LEAD, voices=["staff", "uses_services"], **by)),
    "change_membership that waits": (
        "ada", "removal.asked", nothing,
        lambda w, x, **by: services.change_membership(
            w.bea, role=Role.MEMBER, voices=["uses_services"], reason="why", **by)),
    "end_membership": (
        "tom", "membership.ended", nothing, lambda w, x, **by: services.end_membership(w.ben, reason="why", **by)),
    "end_membership that waits": (
        "ada", "removal.asked", nothing, lambda w, x, **by: services.end_membership(w.bea, reason="why", **by)),
    "end_membership of one's own": (
        "ben", "membership.ended", nothing, lambda w, x, **by: services.end_membership(w.ben, reason="", **by)),
    "agree_removal": ("bea", "membership.ended", asked, lambda w, x, **by: services.agree_removal(x, **by)),
    "decline_removal": ("bea", "removal.declined", asked, lambda w, x, **by: services.decline_removal(x, **by)),
    "agree_voices": ("lea", "membership.changed", voices_asked, lambda w, x, **by: services.agree_voices(x, **by)),
    "decline_voices": ("lea", "voices.declined", voices_asked, lambda w, x, **by: services.decline_voices(x, **by)),
    "name_deputy": (
        "bea", "deputy.named", nothing,
        lambda w, x, **by: services.name_deputy(w.bea, through=w.lea, from_on=ON, until_on=None, **by)),
    "end_deputy": ("lea", "deputy.ended", deputy, lambda w, x, **by: services.end_deputy(x, **by)),
    "say_away": ("ben", "away.said", nothing, lambda w, x, **by: services.say_away(from_on=ON, until_on=ON, **by)),
    "come_back": ("ben", "away.over", away, lambda w, x, **by: services.come_back(**by)),
    "bulk_add_sites": (
        "dora", "sites.added", nothing,
        lambda w, x, **by: services.bulk_add_sites(w.programme, [services.SiteToAdd(n, "PILOT") for n in "AB"], **by)),
    "bulk_add_teams": (
        "dora", "teams.added", nothing,
        lambda w, x, **by: services.bulk_add_teams(w.programme, [services.TeamToAdd(w.site, n) for n in "AB"], **by)),
    "bulk_add_people": (
        "dora", "people.added", nothing,
        lambda w, x, **by: services.bulk_add_people(
            w.programme, [services.PersonToAdd(w.team, "n@example.org", "N", Role.MEMBER, ("staff",))], **by)),
}  # fmt: skip


def test_acts__name_every_service():
    functions = {name for name in services.__all__ if inspect.isfunction(getattr(services, name))}

    assert functions == {name.split()[0] for name in ACTS}


@pytest.mark.parametrize("service", ACTS)
def test_audit__exactly_one_row_with_the_right_hand(world, service):
    who, code, before, act = ACTS[service]
    there = before(world)
    by = audit.System("tests") if who == "operator" else actor(getattr(world, who))
    rows = AuditEntry.objects.count()

    act(world, there, by=by, on=ON)

    assert AuditEntry.objects.count() == rows + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor) == (code, by.signature)
    assert entry.at.date() == ON
    assert audit.verify_all() == []


REFUSED: dict[str, Act] = {
    "add_site": lambda w: services.add_site(w.programme, name="Elmbank", tier="PILOT", by=actor(w.dora), on=ON),
    "add_team": lambda w: services.add_team(w.site, name="Rowan ward", by=actor(w.ada), on=ON),
    "edit_place": lambda w: services.edit_place(w.site, name="Fernhill", by=actor(w.ada), on=ON),
    "invite": lambda w: services.invite(
        w.team, email="ben@example.org", name="Ben", role=Role.MEMBER, voices=["staff"], by=actor(w.tom), on=ON
    ),
    "end_membership": lambda w: services.end_membership(w.ben, reason="", by=actor(w.tom), on=ON),
    "bulk_add_people": lambda w: services.bulk_add_people(
        w.programme,
        [
            services.PersonToAdd(w.team, "new@example.org", "New", Role.MEMBER, ("staff",)),
            services.PersonToAdd(w.team, "ben@example.org", "Ben", Role.MEMBER, ("staff",)),
        ],
        by=actor(w.dora),
        on=ON,
    ),
}


@pytest.mark.parametrize("service", REFUSED)
def test_audit__what_is_refused_leaves_nothing(world, service):
    before = AuditEntry.objects.count()

    with pytest.raises(Refusal):
        REFUSED[service](world)

    assert AuditEntry.objects.count() == before

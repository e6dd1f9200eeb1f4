"""People without an email address at a place: inviting with a slip, a new slip; and a second step that was lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts import queries as account_queries
from alongside.accounts import services as accounts
from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.models import AuditEntry, Letter
from alongside.programmes import services
from alongside.programmes.models import Membership, VoiceRequest
from alongside.programmes.tests.factories import TESTS, World, actor, as_, make_world

pytestmark = pytest.mark.django_db

ON = clock.today


@pytest.fixture
def world() -> World:
    return make_world()


def invited(world: World, *, by: Membership | None = None, role: Role = Role.MEMBER, **more: object) -> Membership:
    given = {"name": "Pat", "sign_in_name": "", "voices": ["uses_services"], **more}
    doer = actor(by or world.bea)
    made, _code = services.invite_without_address(world.site, role=role, by=doer, on=ON(), **given)  # type: ignore[arg-type]
    return made


def test_invite__shows_the_slip_once_and_mails_nothing(world: World):
    before = Letter.objects.count()
    client = as_(world, "bea")
    where = f"/places/{world.site.pk}/people/invite-without-email/"

    wrong = client.post(where, {"name": "Pat", "sign_in_name": "x", "role": "MEMBER", "voices": "uses_services"})
    page = client.post(where, {"name": "Pat", "sign_in_name": "", "role": "MEMBER", "voices": "uses_services"})
    shown = page.content.decode()
    user = User.objects.get(name="Pat")

    assert "Choose a name of 3 to 40 letters" in wrong.content.decode()
    assert user.signs_in_with in shown
    (code,) = re.findall(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}\b", shown)
    assert page["Cache-Control"] == "no-store, private"
    assert Letter.objects.count() == before
    assert code not in client.get(f"/places/{world.site.pk}/people/").content.decode()
    assert user.signs_in_with in client.get(f"/places/{world.site.pk}/people/").content.decode()
    row = AuditEntry.objects.get(action="person.invited", subject=f"membership:{Membership.objects.get(user=user).pk}")
    assert row.changes["slip"] is True
    assert code not in str(row.changes)


def test_invite__obeys_the_rules_of_inviting(world: World):
    with pytest.raises(services.NotYoursToGive):
        invited(world, by=world.ada, role=Role.LIVED_EXPERIENCE_CO_LEAD)
    with pytest.raises(services.NotYoursToDo):
        invited(world, by=world.ben)
    with pytest.raises(services.VoiceMissing):
        invited(world, voices=[])
    made = invited(world, voices=["staff"])
    assert VoiceRequest.objects.waiting().filter(membership=made).exists()
    assert not User.objects.filter(name="Pat").exclude(pk=made.user_id).exists()


def test_slip__is_made_by_the_persons_own_side_or_a_director_only(world: World):
    pat = invited(world)
    client = as_(world, "bea")

    with pytest.raises(services.NotTheirSide):
        services.make_slip(pat, by=actor(world.ada), on=ON())
    with pytest.raises(services.NotYoursToDo):
        services.make_slip(pat, by=actor(world.ben), on=ON())
    refused = as_(world, "ada").post(f"/memberships/{pat.pk}/slip/").content.decode()
    page = client.post(f"/memberships/{pat.pk}/slip/").content.decode()
    services.make_slip(pat, by=actor(world.dora), on=ON())

    assert "someone who leads for their own side" in refused
    told = " ".join(line.body for line in account_queries.notices_of(str(pat.user_id)))
    assert "Bea made a new slip" in told
    assert "Dora made a new slip" in told
    assert pat.user.signs_in_with in page
    assert AuditEntry.objects.filter(action="slip.made").count() == 2


def test_slip__is_for_people_without_an_address(world: World):
    page = as_(world, "ada").get(f"/memberships/{world.ben.pk}/slip/").content.decode()
    services.end_membership(invited(world), reason="moved", by=TESTS, on=ON())

    assert "so they need no slip" in page
    with pytest.raises(accounts.HasAddress):
        services.make_slip(world.bea, by=actor(world.dora), on=ON())
    with pytest.raises(services.AlreadyEnded):
        services.make_slip(Membership.objects.get(user__name="Pat"), by=actor(world.bea), on=ON())


def test_reset__is_a_directors_and_leaves_rows_and_a_letter(world: World):
    user = world.ada.user
    accounts.make_codes(user, by=TESTS, on=ON())
    client = as_(world, "dora")
    where = f"/memberships/{world.ada.pk}/reset-second-step/"

    shown = client.get(where).content.decode()
    done = client.post(where)
    again = client.post(where).content.decode()

    assert "Reset the second step of Ada" in shown
    assert done.status_code == 302
    assert "There is no second step to take away" in again
    assert not account_queries.has_second_factor(user)
    assert Letter.objects.filter(to=user.email, subject="Your second step was reset").exists()
    assert AuditEntry.objects.filter(action="second_step.reset", scope=world.site.scope).count() == 1
    assert as_(world, "bea").post(where).status_code == 403


def test_reset__refused_for_oneself_and_to_everybody_else(world: World):
    accounts.make_codes(world.dora.user, by=TESTS, on=ON())
    with pytest.raises(services.NotOneself):
        services.reset_second_step(world.dora, by=actor(world.dora), on=ON())
    with pytest.raises(services.NotYoursToDo):
        services.reset_second_step(world.ada, by=actor(world.bea), on=ON())


def test_lapse__whoever_leads_without_an_address_is_told_on_their_first_page(world: World):
    pat = invited(world, role=Role.LIVED_EXPERIENCE_CO_LEAD)
    user = User.objects.get(pk=pat.user_id)
    accounts.tell(user.pk, to=user.email, subject="A round has lapsed", body="Nobody revealed it.", on=ON())
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert "Nobody revealed it." in client.get("/").content.decode()

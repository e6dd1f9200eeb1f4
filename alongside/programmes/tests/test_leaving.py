"""When you leave, it stops now: the next request finds nothing, whatever was open."""

from __future__ import annotations

import pytest

from alongside.access.permissions import Role
from alongside.core import clock, installation
from alongside.core.models import Installation
from alongside.programmes import services
from alongside.programmes.models import Membership
from alongside.programmes.tests.factories import BEGAN, actor, as_, make_member

pytestmark = pytest.mark.django_db


def test_leaving__the_last_membership_signs_out_at_the_next_request(world):
    ben = as_(world, "ben")
    assert ben.get("/memberships/").status_code == 200

    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=BEGAN)

    assert ben.get("/memberships/")["Location"].startswith("/sign-in/")


def test_leaving__one_of_several_closes_that_place_and_no_other(world):
    make_member(world.other_team, name="Tom", role=Role.TEAM_LEAD)
    tom = as_(world, "tom")
    assert tom.get(f"/places/{world.team.pk}/people/").status_code == 200

    services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=BEGAN)

    assert tom.get(f"/places/{world.team.pk}/people/").status_code == 404
    assert tom.get(f"/places/{world.other_team.pk}/people/").status_code == 200


def test_leaving__a_half_done_form_sent_after_it_is_refused(world):
    make_member(world.other_team, name="Tom", role=Role.TEAM_LEAD)
    tom = as_(world, "tom")
    address = f"/places/{world.team.pk}/people/invite/"
    assert tom.get(address).status_code == 200
    services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=BEGAN)

    sent = {"name": "N", "email": "n@example.org", "role": "MEMBER", "voices": ["staff"]}

    assert tom.post(address, sent).status_code == 404
    assert not Membership.objects.filter(user__email="n@example.org").exists()


def test_leaving__fewer_rights_than_when_the_form_was_opened(world):
    bea = as_(world, "bea")
    assert bea.get(f"/places/{world.site.pk}/add-team/").status_code == 200
    services.change_membership(world.bea, role=Role.MEMBER, voices=["uses_services"], by=actor(world.dora), on=BEGAN)

    assert bea.post(f"/places/{world.site.pk}/add-team/", {"name": "New"}).status_code == 403


def test_a_closed_account_sees_nothing(world):
    ada = as_(world, "ada")
    user = world.user("ada")
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert ada.get(f"/places/{world.site.pk}/people/")["Location"].startswith("/sign-in/")


def test_rights__are_read_in_one_query_however_often_they_are_asked(world, django_assert_max_num_queries):
    installation.be_born(Installation.Kind.REAL, at=clock.now())
    client = as_(world, "ada")
    client.get(f"/places/{world.site.pk}/people/")

    with django_assert_max_num_queries(10):  # session, person, rights, place, and six of the page itself
        client.get(f"/places/{world.site.pk}/people/")

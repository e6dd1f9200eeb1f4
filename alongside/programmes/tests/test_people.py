from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.access.permissions import Role, Side
from alongside.access.policy import Actor, Grant
from alongside.accounts import services as accounts
from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.models import Letter
from alongside.programmes import queries, services
from alongside.programmes.models import Membership, Place, Removal, VoiceRequest
from alongside.programmes.tests.factories import (
    BEGAN,
    TESTS,
    actor,
    make_member,
    make_programme,
    make_site,
)

pytestmark = pytest.mark.django_db

NEXT = BEGAN + dt.timedelta(days=1)


def invite(place: Place, by: audit.Doer, **other: Any) -> Membership:
    usual = {"email": "new@example.org", "name": "Nia", "role": Role.MEMBER, "voices": ["staff"]}
    return services.invite(place, by=by, on=NEXT, **{**usual, **other})


def test_invite__makes_the_account_and_writes_who_invites_and_how_to_sign_in(world):
    made = invite(world.team, actor(world.tom))

    letter = Letter.objects.get(to="new@example.org")
    assert (made.user.name, made.scope, made.role, made.voices) == ("Nia", world.team.scope, "MEMBER", ["staff"])
    assert not made.user.has_usable_password()
    assert letter.subject == "You are invited to Rowan ward"
    for words in ["Hello Nia", "Tom invites you to Rowan ward", "as: Member", "/sign-in/code/", "new@example.org"]:
        assert words in letter.body


def test_invite__takes_the_account_that_is_there(world):
    before = User.objects.count()

    made = invite(world.other_team, actor(world.ada), email="BEN@example.org", name="Someone else")

    assert User.objects.count() == before
    assert made.user.name == "Ben"


def test_invite__a_letter_shows_signs_as_they_are(world):
    invite(world.team, actor(world.tom), name="Siân O'Neill & co")

    assert "Hello Siân O'Neill & co," in Letter.objects.get(to="new@example.org").body


def test_invite__refuses_what_the_giver_may_not_give(world):
    with pytest.raises(services.NotYoursToGive):
        invite(world.site, actor(world.ada), role=Role.LIVED_EXPERIENCE_CO_LEAD, voices=["uses_services"])
    with pytest.raises(services.NotYoursToDo):
        invite(world.site, actor(world.tom))
    with pytest.raises(services.NotYoursToDo):
        invite(world.team, actor(world.ben))
    with pytest.raises(services.NotYoursToDo):
        invite(world.other_site, actor(world.ada))
    assert not User.objects.filter(email="new@example.org").exists()


def test_invite__refuses_a_role_out_of_place_and_a_voice_that_is_none(world):
    with pytest.raises(services.RoleDoesNotFit):
        invite(world.site, TESTS, role=Role.TEAM_LEAD)
    with pytest.raises(services.RoleDoesNotFit):
        invite(world.site, TESTS, role=Role.OPERATOR)
    with pytest.raises(services.UnknownVoice):
        invite(world.site, TESTS, voices=["the moon"])


@pytest.mark.parametrize(
    ("role", "voices"),
    [
        (Role.SITE_LEAD, ["uses_services"]),
        (Role.LIVED_EXPERIENCE_CO_LEAD, ["leaders"]),
        (Role.LIVED_EXPERIENCE_CO_LEAD, []),
        (Role.MEMBER, []),
    ],
)
def test_invite__refuses_a_side_without_its_voice(world, role, voices):
    with pytest.raises(services.VoiceMissing):
        invite(world.site, TESTS, role=role, voices=voices)


def test_invite__refuses_the_same_role_twice(world):
    with pytest.raises(services.AlreadyBelongs):
        invite(world.team, actor(world.tom), email="ben@example.org")


def test_invite__refuses_to_make_one_person_both_sides(world):
    with pytest.raises(services.SpeaksForBothSides):
        invite(world.team, TESTS, email="ada@example.org", role=Role.LIVED_EXPERIENCE_PARTNER, voices=["uses_services"])


def test_invite__refuses_an_address_that_is_none_and_no_name(world):
    with pytest.raises(accounts.NotAnAddress):
        invite(world.team, actor(world.tom), email="nowhere")
    with pytest.raises(accounts.NoName):
        invite(world.team, actor(world.tom), name="")


# Rule 7: a voice is agreed by someone who stands for its side.


def test_voices__of_the_other_side_wait_for_its_key(world):
    made = invite(world.team, actor(world.tom), voices=["staff", "uses_services"])

    waiting = VoiceRequest.objects.get()
    assert made.voices == ["staff"]
    assert (waiting.voices, waiting.side, waiting.asked_by) == (
        ["uses_services"],
        Side.LIVED_EXPERIENCE,
        world.tom.user,
    )
    assert str(waiting) == f"lived_experience voices for {made.pk}"
    assert queries.actor_of(made.user).voices_at(world.team.scope) == ("staff",)


@pytest.mark.parametrize("key", ["lea", "bea", "dora"])
def test_voices__are_agreed_by_whoever_stands_for_the_side(world, key):
    made = invite(world.team, actor(world.tom), voices=["staff", "uses_services"])

    services.agree_voices(VoiceRequest.objects.get(), by=actor(getattr(world, key)), on=NEXT)

    assert queries.actor_of(made.user).voices_at(world.team.scope) == ("staff", "uses_services")


@pytest.mark.parametrize("key", ["tom", "ada", "ben", "cleo", "dev"])
def test_voices__are_not_agreed_by_anyone_else(world, key):
    made = invite(world.team, actor(world.tom), voices=["staff", "uses_services"])

    for settle in (services.agree_voices, services.decline_voices):
        with pytest.raises(services.NotYourKey):
            settle(VoiceRequest.objects.get(), by=actor(getattr(world, key)), on=NEXT)
    assert queries.actor_of(made.user).voices_at(world.team.scope) == ("staff",)


def test_voices__declined_stay_as_they_were_and_are_settled(world):
    invite(world.team, actor(world.tom), voices=["staff", "uses_services"])
    request = VoiceRequest.objects.get()

    services.decline_voices(request, by=actor(world.lea), on=NEXT)

    request.refresh_from_db()
    assert (request.agreed, request.settled_by, request.settled_on) == (False, world.lea.user, NEXT)
    with pytest.raises(services.AlreadySettled):
        services.agree_voices(request, by=actor(world.bea), on=NEXT)


def test_voices__asked_for_again_join_the_wish_that_waits(world):
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=NEXT
    )

    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "family_and_friends"], by=actor(world.ada), on=NEXT
    )

    assert VoiceRequest.objects.get().voices == ["uses_services", "family_and_friends"]


def test_voices__a_director_and_the_installation_stand_for_both(world):
    made = invite(world.team, actor(world.dora), voices=["staff", "uses_services"])

    assert made.voices == ["staff", "uses_services"]
    assert not VoiceRequest.objects.exists()


# Changing


def test_change__role_and_voices(world):
    changed = services.change_membership(
        world.ben, role=Role.TEAM_LEAD, voices=["staff", "leaders"], by=actor(world.ada), on=NEXT
    )

    assert (changed.role, changed.voices) == (Role.TEAM_LEAD, ["staff", "leaders"])


def test_change__refuses_ones_own(world):
    with pytest.raises(services.CannotChangeOwnRole):
        services.change_membership(world.ada, role=Role.SITE_LEAD, voices=["staff"], by=actor(world.ada), on=NEXT)


def test_change__refuses_no_change_and_one_that_has_ended(world):
    with pytest.raises(services.NothingChanges):
        services.change_membership(world.ben, role=Role.MEMBER, voices=["staff"], by=actor(world.ada), on=NEXT)
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=NEXT)
    with pytest.raises(services.AlreadyEnded):
        services.change_membership(world.ben, role=Role.TEAM_LEAD, voices=["staff"], by=actor(world.ada), on=NEXT)


def test_change__refuses_who_may_not_and_a_role_they_may_not_give(world):
    with pytest.raises(services.NotYoursToDo):
        services.change_membership(world.ben, role=Role.TEAM_LEAD, voices=["staff"], by=actor(world.cleo), on=NEXT)
    with pytest.raises(services.NotYoursToGive):
        services.change_membership(
            world.ben, role=Role.LIVED_EXPERIENCE_PARTNER, voices=["uses_services"], by=actor(world.tom), on=NEXT
        )


def test_change__refuses_what_would_make_one_person_both_sides_or_the_same_twice(world):
    make_member(world.team, name="Ben", role=Role.DATA_CHAMPION)
    with pytest.raises(services.AlreadyBelongs):
        services.change_membership(world.ben, role=Role.DATA_CHAMPION, voices=[], by=TESTS, on=NEXT)
    ada_here = make_member(world.team, name="Ada")
    with pytest.raises(services.SpeaksForBothSides):
        services.change_membership(
            ada_here, role=Role.LIVED_EXPERIENCE_PARTNER, voices=["uses_services"], by=TESTS, on=NEXT
        )


def test_change__an_operator_is_appointed_and_ended_not_changed():
    operator = services.appoint_operator(email="op@example.org", name="Ola", by=TESTS, on=BEGAN)

    with pytest.raises(services.RoleDoesNotFit):
        services.change_membership(operator, role=Role.MEMBER, voices=["staff"], by=TESTS, on=NEXT)
    assert str(operator).endswith("OPERATOR at the installation")


def test_appoint_operator__by_an_operator_or_the_installation_only(world):
    operator = services.appoint_operator(email="op@example.org", name="Ola", by=TESTS, on=BEGAN)
    second = services.appoint_operator(email="op2@example.org", name="Oz", by=actor(operator), on=BEGAN)

    assert actor(second).grants == (Grant(Role.OPERATOR, ""),)
    with pytest.raises(services.NotYoursToGive):
        services.appoint_operator(email="op3@example.org", name="Otto", by=actor(world.dora), on=BEGAN)
    with pytest.raises(services.AlreadyBelongs):
        services.appoint_operator(email="op@example.org", name="Ola", by=TESTS, on=BEGAN)


def test_the_last_director__can_neither_be_ended_nor_changed_nor_leave(world):
    for by in (TESTS, actor(world.dora)):
        with pytest.raises(services.LastDirector):
            services.end_membership(world.dora, reason="enough", by=by, on=NEXT)
    with pytest.raises(services.LastDirector):
        services.change_membership(world.dora, role=Role.CONSULTANT, voices=[], by=TESTS, on=NEXT)

    second = make_member(world.programme, name="Dan", role=Role.PROGRAMME_DIRECTOR)
    services.change_membership(world.dora, role=Role.CONSULTANT, voices=[], by=actor(second), on=NEXT)

    assert Membership.objects.get(pk=world.dora.pk).role == Role.CONSULTANT


def test_the_last_director__may_be_given_a_voice(world):
    services.change_membership(world.dora, role=Role.PROGRAMME_DIRECTOR, voices=["leaders"], by=TESTS, on=NEXT)

    assert Membership.objects.get(pk=world.dora.pk).voices == ["leaders"]


def test_the_last_director__is_last_when_the_other_account_is_closed(world):
    second = make_member(world.programme, name="Dan", role=Role.PROGRAMME_DIRECTOR)
    User.objects.filter(pk=second.user_id).update(is_active=False)

    with pytest.raises(services.LastDirector):
        services.end_membership(world.dora, reason="enough", by=TESTS, on=NEXT)


# Ending


def test_end__says_why_unless_one_leaves_oneself(world):
    with pytest.raises(services.NeedsReason):
        services.end_membership(world.ben, reason=" ", by=actor(world.tom), on=NEXT)

    services.end_membership(world.ben, reason="", by=actor(world.ben), on=NEXT)

    assert Membership.objects.get(pk=world.ben.pk).ended_on == NEXT


def test_end__refuses_who_may_not_and_twice(world):
    for who in ("cleo", "dev", "ben"):
        with pytest.raises(services.NotYoursToDo):
            services.end_membership(world.tom, reason="moved", by=actor(getattr(world, who)), on=NEXT)
    services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=NEXT)
    with pytest.raises(services.AlreadyEnded):
        services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=NEXT)


def test_end__is_never_before_the_beginning(world):
    ended = services.end_membership(world.ben, reason="a mistake", by=actor(world.tom), on=BEGAN - dt.timedelta(days=5))

    assert not isinstance(ended, Removal)
    assert ended.ended_on == BEGAN


def test_end__the_same_person_may_come_back(world):
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=NEXT)

    assert invite(world.team, actor(world.tom), email="ben@example.org").user == world.ben.user


def test_end__ends_sessions_only_with_the_last_membership(world):
    second = make_member(world.other_team, name="Ben")
    epoch = world.ben.user.session_epoch
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=NEXT)
    assert User.objects.get(pk=world.ben.user_id).session_epoch == epoch

    services.end_membership(second, reason="moved", by=actor(world.ada), on=NEXT)

    assert User.objects.get(pk=world.ben.user_id).session_epoch == epoch + 1


def test_end__voices_that_waited_fall_away(world):
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=NEXT
    )

    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=NEXT)

    request = VoiceRequest.objects.get()
    assert (request.settled_on, request.settled_by, request.agreed) == (NEXT, None, None)
    with pytest.raises(services.AlreadySettled):
        services.agree_voices(request, by=actor(world.lea), on=NEXT)


# The database


def test_the_database__refuses_two_live_memberships_of_one_kind(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=world.ben.user, place=world.team, scope=world.team.scope, role="MEMBER", began_on=BEGAN
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OPERATOR])
def test_the_database__lets_no_role_but_operators_be_everywhere(world, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=world.ben.user, scope="", role=role, began_on=BEGAN)


def test_the_database__refuses_an_operator_of_a_place_and_an_end_before_the_beginning(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=world.ben.user, place=world.team, scope=world.team.scope, role="OPERATOR", began_on=BEGAN
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=world.ben.pk).update(ended_on=BEGAN - dt.timedelta(days=1))


def test_a_programmes_director_has_no_say_in_another(world):
    other = make_member(make_programme(), name="Dee", role=Role.PROGRAMME_DIRECTOR)

    with pytest.raises(services.NotYoursToDo):
        services.end_membership(world.ben, reason="moved", by=actor(other), on=NEXT)
    with pytest.raises(services.NotYoursToDo):
        invite(make_site(world.programme), actor(other))


def test_nobody_may_do_nothing(world):
    with pytest.raises(services.NotYoursToDo):
        services.end_membership(world.ben, reason="moved", by=Actor(), on=NEXT)

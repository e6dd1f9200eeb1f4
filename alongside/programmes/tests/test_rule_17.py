"""Neither co-lead can remove the other, or the other side's people, without a key from that side or the programme.

Tried through every door: the services, the forms, the bulk service, the database.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.access.permissions import Role, Side
from alongside.access.policy import Actor
from alongside.programmes import services
from alongside.programmes.models import Membership, Removal
from alongside.programmes.tests.factories import BEGAN, World, actor, make_member

pytestmark = pytest.mark.django_db

PAIRS = [("ada", "bea"), ("bea", "ada"), ("tom", "lea"), ("lea", "tom"), ("ada", "lea"), ("bea", "tom")]
CANNOT = {
    # whose wish, about whom: who does not hold the second key
    ("ada", "bea"): ["ada", "tom", "lea", "ben", "cleo", "dev"],
    ("bea", "ada"): ["bea", "tom", "lea", "ben", "cleo", "dev"],
    ("tom", "lea"): ["tom", "ada", "ben", "cleo", "dev"],
    ("lea", "tom"): ["lea", "bea", "ben", "cleo", "dev"],
    ("ada", "lea"): ["ada", "tom", "ben", "cleo", "dev"],
    ("bea", "tom"): ["bea", "lea", "ben", "cleo", "dev"],
}


def end(world: World, who: str, whom: str) -> Any:
    return services.end_membership(getattr(world, whom), reason="we disagree", by=actor(getattr(world, who)), on=BEGAN)


def ended_at_once(membership: Membership, by: Membership, reason: str = "moved") -> bool:
    done = services.end_membership(membership, reason=reason, by=actor(by), on=BEGAN)
    return isinstance(done, Membership) and done.ended_on == BEGAN


def is_live(world: World, whom: str) -> bool:
    return Membership.objects.live().filter(pk=getattr(world, whom).pk).exists()


@pytest.mark.parametrize(("who", "whom"), PAIRS)
def test_end__of_the_other_side_only_waits(world, who, whom):
    waiting = end(world, who, whom)

    assert isinstance(waiting, Removal)
    assert is_live(world, whom)
    assert waiting.side == actor(getattr(world, whom)).grants[0].side
    assert str(waiting) == f"END {getattr(world, whom).pk}"


@pytest.mark.parametrize(("who", "whom"), PAIRS)
def test_end__happens_with_the_key_of_the_programme(world, who, whom):
    services.agree_removal(end(world, who, whom), by=actor(world.dora), on=BEGAN)

    assert not is_live(world, whom)


@pytest.mark.parametrize(("who", "whom", "key"), [("ada", "lea", "bea"), ("bea", "tom", "ada"), ("tom", "lea", "bea")])
def test_end__happens_with_a_key_of_that_side(world, who, whom, key):
    services.agree_removal(end(world, who, whom), by=actor(getattr(world, key)), on=BEGAN)

    assert not is_live(world, whom)


@pytest.mark.parametrize(("who", "whom", "key"), [(*pair, key) for pair, keys in CANNOT.items() for key in keys])
def test_end__never_happens_with_any_other_key(world, who, whom, key):
    waiting = end(world, who, whom)

    for settle in (services.agree_removal, services.decline_removal):
        with pytest.raises(services.NotYourKey):
            settle(waiting, by=actor(getattr(world, key)), on=BEGAN)
    assert is_live(world, whom)


def test_end__a_deputy_of_that_side_holds_the_key(world):
    deputy = make_member(world.site, name="Bo", role=Role.LIVED_EXPERIENCE_CO_LEAD)

    services.agree_removal(end(world, "ada", "bea"), by=actor(deputy), on=BEGAN)

    assert not is_live(world, "bea")


def test_end__ones_own_side_needs_no_second_key(world):
    deputy = make_member(world.site, name="Bo", role=Role.LIVED_EXPERIENCE_CO_LEAD)

    assert ended_at_once(deputy, by=world.bea)
    assert end(world, "ada", "tom").ended_on


def test_end__people_of_the_other_side_too_not_only_those_who_lead(world):
    nia = make_member(world.team, name="Nia", voices=["uses_services"])

    assert isinstance(services.end_membership(nia, reason="why", by=actor(world.tom), on=BEGAN), Removal)
    assert ended_at_once(nia, by=world.lea)
    assert isinstance(end(world, "lea", "ben"), Removal)


def test_end__somebody_with_several_hats_needs_the_key_of_each_side(world):
    pat = make_member(world.team, name="Pat", voices=["uses_services", "staff"])

    for by, side in [(world.lea, Side.PROFESSION), (world.tom, Side.LIVED_EXPERIENCE)]:
        waiting = services.end_membership(pat, reason="why", by=actor(by), on=BEGAN)
        assert isinstance(waiting, Removal)
        assert waiting.side == side
        services.decline_removal(waiting, by=actor(world.dora), on=BEGAN)


def test_end__somebody_of_no_side_needs_no_second_key(world):
    champion = make_member(world.team, name="Fay", role=Role.DATA_CHAMPION)

    assert ended_at_once(champion, by=world.lea)


def test_end__anyone_may_leave_by_themselves(world):
    for who in ("ada", "bea", "tom", "lea", "ben"):
        assert ended_at_once(getattr(world, who), by=getattr(world, who), reason="")


def test_end__a_director_is_the_programmes_key(world):
    assert end(world, "dora", "bea").ended_on


def test_end__needs_a_reason_and_waits_once(world):
    with pytest.raises(services.NeedsReason):
        services.end_membership(world.bea, reason=" ", by=actor(world.ada), on=BEGAN)
    end(world, "ada", "bea")
    with pytest.raises(services.AlreadyWaiting):
        end(world, "ada", "bea")


def test_declined__everything_stays_and_it_can_be_asked_again(world):
    waiting = end(world, "ada", "bea")

    services.decline_removal(waiting, by=actor(world.dora), on=BEGAN)

    assert is_live(world, "bea")
    with pytest.raises(services.AlreadySettled):
        services.agree_removal(waiting, by=actor(world.dora), on=BEGAN)
    assert isinstance(end(world, "ada", "bea"), Removal)


def test_settled__once_whatever_two_people_press(world):
    waiting = end(world, "ada", "lea")
    services.agree_removal(waiting, by=actor(world.bea), on=BEGAN)

    with pytest.raises(services.AlreadySettled):
        services.agree_removal(waiting, by=actor(world.dora), on=BEGAN)


def test_leaving__makes_a_wish_fall_away(world):
    waiting = end(world, "ada", "bea")

    services.end_membership(world.bea, reason="", by=actor(world.bea), on=BEGAN)

    waiting.refresh_from_db()
    assert (waiting.settled_on, waiting.settled_by, waiting.agreed) == (BEGAN, None, None)
    with pytest.raises(services.AlreadySettled):
        services.agree_removal(waiting, by=actor(world.dora), on=BEGAN)


# Changing is no way round ending.


@pytest.mark.parametrize(
    ("role", "voices"),
    [
        (Role.MEMBER, ["uses_services"]),
        (Role.SITE_LEAD, ["leaders"]),
        (Role.LIVED_EXPERIENCE_CO_LEAD, ["family_and_friends"]),
        (Role.LIVED_EXPERIENCE_CO_LEAD, ["uses_services", "staff"]),
        (Role.BOARD_VIEWER, []),
    ],
)
def test_change__of_the_other_side_only_waits(world, role, voices):
    waiting = services.change_membership(
        world.bea, role=role, voices=voices, reason="we disagree", by=actor(world.ada), on=BEGAN
    )

    held = Membership.objects.get(pk=world.bea.pk)
    assert isinstance(waiting, Removal)
    assert (held.role, held.voices) == (Role.LIVED_EXPERIENCE_CO_LEAD, ["uses_services"])

    services.agree_removal(waiting, by=actor(world.dora), on=BEGAN)

    held.refresh_from_db()
    assert (held.role, held.voices) == (role, voices)


def test_change__needs_a_reason_that_the_other_side_reads(world):
    with pytest.raises(services.NeedsReason):
        services.change_membership(world.bea, role=Role.MEMBER, voices=["uses_services"], by=actor(world.ada), on=BEGAN)


def test_change__agreed_too_late_is_refused(world):
    waiting = services.change_membership(
        world.bea, role=Role.MEMBER, voices=["uses_services"], reason="why", by=actor(world.ada), on=BEGAN
    )
    make_member(world.site, name="Bea", voices=["uses_services"])

    assert isinstance(waiting, Removal)
    with pytest.raises(services.AlreadyBelongs):
        services.agree_removal(waiting, by=actor(world.dora), on=BEGAN)

    waiting.refresh_from_db()
    assert waiting.settled_on is None


# Other doors.


@pytest.mark.parametrize("door", ["end", "change"])
def test_the_form__only_asks(world, client, door):
    client.force_login(world.ada.user)
    sent = {"reason": "we disagree", "role": "MEMBER", "voices": ["uses_services"]}

    response = client.post(f"/memberships/{world.bea.pk}/{door}/", sent)

    waiting = Removal.objects.get()
    assert response["Location"] == f"/removals/{waiting.pk}/"
    assert Membership.objects.get(pk=world.bea.pk).role == Role.LIVED_EXPERIENCE_CO_LEAD
    assert is_live(world, "bea")


def test_the_form__is_not_agreed_by_the_one_who_asked(world, client):
    waiting = end(world, "ada", "bea")
    client.force_login(world.ada.user)

    page = client.get(f"/removals/{waiting.pk}/").content.decode()
    assert 'value="agree"' not in page
    assert "Who could hold it: Bea (lived-experience co-lead), Dora (programme director)" in page
    assert client.post(f"/removals/{waiting.pk}/", {"answer": "agree"}).status_code == 409
    assert is_live(world, "bea")


def test_the_form__of_leaving_is_only_for_ones_own(world, client):
    client.force_login(world.ada.user)

    assert client.post(f"/memberships/{world.bea.pk}/leave/").status_code == 404
    assert is_live(world, "bea")


def test_the_bulk_service__is_closed_to_those_who_lead(world):
    wanted = [services.PersonToAdd(world.site, "x@example.org", "Xan", Role.SITE_LEAD, ("leaders",))]

    for who in ("ada", "bea", "cleo"):
        with pytest.raises(services.NotYoursToDo):
            services.bulk_add_people(world.programme, wanted, by=actor(getattr(world, who)), on=BEGAN)


def test_the_database__refuses_one_person_with_both_keys(world):
    waiting = end(world, "ada", "bea")

    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.filter(pk=waiting.pk).update(settled_by=world.ada.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(
            membership=world.bea,
            scope=world.site.scope,
            side=Side.LIVED_EXPERIENCE,
            change="END",
            reason="again",
            asked_by=world.ada.user,
            asked_on=BEGAN,
        )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_settled__two_keys_turned_at_the_same_moment_count_once(world):
    waiting = end(world, "ada", "lea")
    keys = [actor(world.bea), actor(world.dora)] * 3

    def turn(by: Actor) -> str:
        try:
            services.agree_removal(waiting, by=by, on=BEGAN)
        except services.AlreadySettled:
            return "late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(6) as hands:
        said = list(hands.map(turn, keys))

    assert sorted(said) == ["done", *["late"] * 5]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_director__is_not_lost_when_both_leave_at_the_same_moment(world):
    second = make_member(world.programme, name="Dan", role=Role.PROGRAMME_DIRECTOR)

    def leave(membership: Membership) -> str:
        try:
            services.end_membership(membership, reason="", by=actor(membership), on=BEGAN)
        except services.LastDirector:
            return "stays"
        finally:
            connection.close()
        return "left"

    with ThreadPoolExecutor(2) as hands:
        said = list(hands.map(leave, [world.dora, second]))

    assert sorted(said) == ["left", "stays"]

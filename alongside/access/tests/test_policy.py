from __future__ import annotations

from alongside.access.permissions import Permission, Role, Side
from alongside.access.policy import NOBODY, Actor, Grant

LEAD = Grant(Role.SITE_LEAD, "p1/s9/", ("leaders", "staff"))
MEMBER = Grant(Role.MEMBER, "p1/s9/t2/", ("staff", "uses_services"))


def actor(*grants: Grant) -> Actor:
    return Actor("6f1c", "Ada", grants)


def test_can__here_and_below():
    assert actor(LEAD).can(Permission.ROUND_OPEN, at="p1/s9/")
    assert actor(LEAD).can(Permission.ROUND_OPEN, at="p1/s9/t2/")


def test_can__not_above_and_not_elsewhere():
    assert not actor(LEAD).can(Permission.PLACE_VIEW, at="p1/")
    assert not actor(LEAD).can(Permission.PLACE_VIEW, at="p1/s8/")
    assert not actor(LEAD).can(Permission.PLACE_VIEW, at="p2/s9/")


def test_can__site_9_is_not_the_beginning_of_site_90():
    assert not actor(LEAD).can(Permission.PLACE_VIEW, at="p1/s90/")


def test_can__leading_one_place_gives_nothing_where_one_is_a_member():
    both = actor(Grant(Role.SITE_LEAD, "p1/s8/"), MEMBER)

    assert both.can(Permission.ROUND_READ, at="p1/s9/t2/")
    assert not both.can(Permission.ROUND_OPEN, at="p1/s9/t2/")


def test_holds__anywhere():
    assert actor(LEAD).holds(Permission.TEAM_ADD)
    assert not actor(MEMBER).holds(Permission.TEAM_ADD)


def test_scopes__are_the_topmost_places():
    several = actor(MEMBER, LEAD, Grant(Role.MEMBER, "p2/s1/"))

    assert set(several.scopes(Permission.PLACE_VIEW)) == {"p1/s9/", "p2/s1/"}
    assert several.scopes(Permission.ROUND_OPEN) == ("p1/s9/",)
    assert several.scopes(Permission.OPERATE) == ()


def test_voices_at__come_from_there_and_above_each_once():
    several = actor(LEAD, MEMBER)

    assert several.voices_at("p1/s9/t2/") == ("leaders", "staff", "uses_services")
    assert several.voices_at("p1/s9/") == ("leaders", "staff")
    assert several.voices_at("p1/") == ()


def test_roles_at__come_from_there_and_above():
    assert actor(LEAD, MEMBER).roles_at("p1/s9/t2/") == (Role.SITE_LEAD, Role.MEMBER)
    assert actor(LEAD, MEMBER).roles_at("p1/s8/") == ()


def test_grant__stands_for_the_side_of_its_role():
    assert LEAD.side == Side.PROFESSION
    assert MEMBER.side is None


def test_actor__nobody_holds_nothing_and_signs_as_nobody():
    assert not NOBODY.is_someone
    assert NOBODY.signature == "nobody"
    assert not any(NOBODY.holds(permission) for permission in Permission)
    assert actor().is_someone
    assert actor().signature == "user:6f1c"

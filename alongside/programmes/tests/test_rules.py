from __future__ import annotations

import pytest

from alongside.access.permissions import Role, Side
from alongside.access.policy import Actor, Grant
from alongside.programmes import rules

LIVED, PROFESSION = Side.LIVED_EXPERIENCE, Side.PROFESSION
SIDES = {"uses_services": LIVED, "family_and_friends": LIVED, "staff": PROFESSION, "leaders": PROFESSION}
TEAM = "p1/s9/t2/"


def holding(role: Role, scope: str) -> Actor:
    return Actor("someone", "", (Grant(role, scope),))


DIRECTOR = holding(Role.PROGRAMME_DIRECTOR, "p1/")
SITE_LEAD = holding(Role.SITE_LEAD, "p1/s9/")
CO_LEAD = holding(Role.LIVED_EXPERIENCE_CO_LEAD, "p1/s9/")
TEAM_LEAD = holding(Role.TEAM_LEAD, TEAM)
PARTNER = holding(Role.LIVED_EXPERIENCE_PARTNER, TEAM)
MEMBER = holding(Role.MEMBER, TEAM)
ELSEWHERE = holding(Role.SITE_LEAD, "p1/s8/")


def test_roles_for__each_kind_of_place():
    assert rules.roles_for("PROGRAMME") == [Role.PROGRAMME_DIRECTOR, Role.CONSULTANT, Role.PROGRAMME_VIEWER]
    assert set(rules.roles_for("TEAM")) == {
        Role.TEAM_LEAD,
        Role.LIVED_EXPERIENCE_PARTNER,
        Role.MEMBER,
        Role.DATA_CHAMPION,
    }
    assert Role.OPERATOR not in [role for kind in rules.KIND_LEVELS for role in rules.roles_for(kind)]


def test_above__is_the_path_of_paths():
    assert rules.above(TEAM) == ["p1/", "p1/s9/", "p1/s9/t2/"]
    assert rules.above("p1/") == ["p1/"]
    assert rules.above("") == []


def test_overlap__is_containing_or_being_contained():
    assert rules.overlap("p1/", TEAM)
    assert rules.overlap(TEAM, "p1/")
    assert not rules.overlap("p1/s9/", "p1/s90/")


@pytest.mark.parametrize(
    ("actor", "sides"),
    [
        (DIRECTOR, {LIVED, PROFESSION}),
        (SITE_LEAD, {PROFESSION}),
        (CO_LEAD, {LIVED}),
        (TEAM_LEAD, {PROFESSION}),
        (PARTNER, {LIVED}),
        (MEMBER, set()),
        (ELSEWHERE, set()),
        (holding(Role.CONSULTANT, "p1/"), set()),
    ],
)
def test_stands_for__the_side_of_the_role_here_or_above(actor, sides):
    assert rules.stands_for(actor, at=TEAM) == sides


def test_stands_for__not_above_where_the_role_is_held():
    assert rules.stands_for(TEAM_LEAD, at="p1/s9/") == set()


GIVES = {
    # role: who may give it at the team
    Role.TEAM_LEAD: {"director", "site lead", "team lead"},
    Role.LIVED_EXPERIENCE_PARTNER: {"director", "co-lead", "partner"},
    Role.MEMBER: {"director", "site lead", "co-lead", "team lead", "partner"},
    Role.DATA_CHAMPION: {"director", "site lead", "co-lead", "team lead", "partner"},
}
PEOPLE = {
    "director": DIRECTOR,
    "site lead": SITE_LEAD,
    "co-lead": CO_LEAD,
    "team lead": TEAM_LEAD,
    "partner": PARTNER,
    "member": MEMBER,
    "elsewhere": ELSEWHERE,
    "consultant": holding(Role.CONSULTANT, "p1/"),
    "operator": holding(Role.OPERATOR, ""),
}


@pytest.mark.parametrize("role", GIVES)
@pytest.mark.parametrize("who", PEOPLE)
def test_may_give__at_a_team(role, who):
    assert rules.may_give(role, by=PEOPLE[who], at=TEAM) == (who in GIVES[role])


def test_may_give__nobody_gives_a_role_above_their_own():
    for role in rules.roles_for("SITE"):
        assert not rules.may_give(role, by=TEAM_LEAD, at="p1/s9/")
    for role in rules.roles_for("PROGRAMME"):
        assert not rules.may_give(role, by=SITE_LEAD, at="p1/")
        assert rules.may_give(role, by=DIRECTOR, at="p1/")


def test_may_give__neither_co_lead_names_the_other():
    assert rules.may_give(Role.SITE_LEAD, by=SITE_LEAD, at="p1/s9/")
    assert not rules.may_give(Role.LIVED_EXPERIENCE_CO_LEAD, by=SITE_LEAD, at="p1/s9/")
    assert rules.may_give(Role.LIVED_EXPERIENCE_CO_LEAD, by=CO_LEAD, at="p1/s9/")
    assert not rules.may_give(Role.SITE_LEAD, by=CO_LEAD, at="p1/s9/")


@pytest.mark.parametrize(
    ("role", "voices", "sides"),
    [
        (Role.SITE_LEAD, ["leaders", "uses_services"], {PROFESSION}),
        (Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"], {LIVED}),
        (Role.MEMBER, ["staff", "uses_services"], {LIVED, PROFESSION}),
        (Role.MEMBER, ["staff"], {PROFESSION}),
        (Role.MEMBER, ["a voice since withdrawn"], set()),
        (Role.DATA_CHAMPION, [], set()),
    ],
)
def test_sides_of__the_role_first_then_the_voices(role, voices, sides):
    assert rules.sides_of(role, voices, SIDES) == sides


@pytest.mark.parametrize(
    ("by", "role", "voices", "missing"),
    [
        (SITE_LEAD, Role.LIVED_EXPERIENCE_CO_LEAD, ["uses_services"], {LIVED}),
        (CO_LEAD, Role.SITE_LEAD, ["leaders"], {PROFESSION}),
        (SITE_LEAD, Role.MEMBER, ["uses_services"], {LIVED}),
        (SITE_LEAD, Role.MEMBER, ["uses_services", "staff"], {LIVED}),
        (SITE_LEAD, Role.MEMBER, ["staff"], set()),
        (CO_LEAD, Role.MEMBER, ["staff"], {PROFESSION}),
        (SITE_LEAD, Role.DATA_CHAMPION, [], set()),
        (DIRECTOR, Role.LIVED_EXPERIENCE_CO_LEAD, ["uses_services"], set()),
    ],
)
def test_keys_missing__are_those_of_the_other_side(by, role, voices, missing):
    assert rules.keys_missing(role, voices, SIDES, by=by, at="p1/s9/") == missing


@pytest.mark.parametrize(
    ("role", "voices", "holds"),
    [
        (Role.SITE_LEAD, ["leaders"], True),
        (Role.SITE_LEAD, ["uses_services"], False),
        (Role.LIVED_EXPERIENCE_CO_LEAD, ["family_and_friends"], True),
        (Role.LIVED_EXPERIENCE_CO_LEAD, ["staff"], False),
        (Role.LIVED_EXPERIENCE_CO_LEAD, [], False),
        (Role.MEMBER, [], False),
        (Role.MEMBER, ["staff"], True),
        (Role.DATA_CHAMPION, [], True),
    ],
)
def test_holds_its_voice(role, voices, holds):
    assert rules.holds_its_voice(role, voices, SIDES) == holds


@pytest.mark.parametrize(
    ("role", "at", "others", "both"),
    [
        (Role.LIVED_EXPERIENCE_PARTNER, TEAM, [(Role.SITE_LEAD, "p1/s9/")], True),
        (Role.SITE_LEAD, "p1/s9/", [(Role.LIVED_EXPERIENCE_PARTNER, TEAM)], True),
        (Role.SITE_LEAD, "p1/s9/", [(Role.LIVED_EXPERIENCE_PARTNER, "p1/s8/t1/")], False),
        (Role.TEAM_LEAD, TEAM, [(Role.SITE_LEAD, "p1/s9/")], False),
        (Role.MEMBER, TEAM, [(Role.SITE_LEAD, "p1/s9/")], False),
        (Role.SITE_LEAD, "p1/s9/", [(Role.MEMBER, TEAM)], False),
        (Role.SITE_LEAD, "p1/s9/", [], False),
    ],
)
def test_speaks_for_both__one_person_never_holds_both_keys_of_a_place(role, at, others, both):
    assert rules.speaks_for_both(role, others, at=at) == both


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SITE_LEAD", "Site lead"),
        ("PILOT", "Pilot site"),
        ("uses_services", "Uses services"),
        ("END", "End"),
        ("Elmbank", "Elmbank"),
        ("moved to another team", "moved to another team"),
        ("2024-01-08", "2024-01-08"),
        ("", ""),
    ],
)
def test_value_words__codes_become_words_and_words_stay(text, words):
    assert rules.value_words(text) == words


def test_trail_words():
    assert rules.act_words("membership.ended") == "Membership ended"
    assert rules.field_words("new account") == "New account"
    assert rules.actor_words("system:imports") == "Alongside itself (imports)"
    assert rules.actor_words("nobody") == "Someone whose account is gone"

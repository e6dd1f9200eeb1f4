"""The whole table of roles against a table written by hand: a change to either is seen."""

from __future__ import annotations

import pytest

from alongside.access.permissions import ROLES, Level, Permission, Role, Side
from alongside.access.policy import Actor, Grant

LETTERS = {
    "D": Role.PROGRAMME_DIRECTOR,
    "C": Role.CONSULTANT,
    "V": Role.PROGRAMME_VIEWER,
    "S": Role.SITE_LEAD,
    "X": Role.LIVED_EXPERIENCE_CO_LEAD,
    "T": Role.TEAM_LEAD,
    "P": Role.LIVED_EXPERIENCE_PARTNER,
    "M": Role.MEMBER,
    "F": Role.DATA_CHAMPION,
    "R": Role.PEER_LEAD,
    "B": Role.BOARD_VIEWER,
    "O": Role.OPERATOR,
}

#                   the programme's  the pairs  the others
TABLE = {
    "PLACE_VIEW":     "D C  SX TP  M F R B",
    "PROGRAMME_EDIT": "D",
    "FRAMEWORK_ADD":  "D",
    "SITE_ADD":       "D",
    "SITE_EDIT":      "D    SX",
    "TIER_SET":       "D",
    "TEAM_ADD":       "D    SX",
    "TEAM_EDIT":      "D    SX TP",
    "PEOPLE_VIEW":    "D C  SX TP",
    "PEOPLE_INVITE":  "D    SX TP",
    "PEOPLE_CHANGE":  "D    SX TP",
    "PEOPLE_END":     "D    SX TP",
    "PEOPLE_RESET":   "D",
    "AUDIT_READ":     "D    SX TP",
    "MATRIX_VIEW":    "D C",
    "ROUND_VIEW":     "D C  SX TP  M F R",
    "ROUND_DRAFT":    "     SX TP",
    "ROUND_OPEN":     "     SX TP",
    "ROUND_INVITE":   "     SX TP",
    "ROUND_CLOSE":    "     SX TP",
    "ROUND_CANCEL":   "     SX TP",
    "ROUND_REVEAL":   "     SX TP",
    "ROUND_READ":     "D C  SX TP  M",
    "QUOTE_READ":     "     SX TP",
    "ROUND_SHARE":    "     SX TP",
    "ROUND_MEET":     "     SX TP",
    "GAP_SETTLE":     "     SX TP  M",
    "INDICATOR_ADD":  "D    SX",
    "SERIES_VIEW":    "D C  SX TP  M F",
    "SERIES_START":   "     SX TP    F",
    "SERIES_CHANGE":  "     SX TP    F",
    "OBSERVATION_RECORD": "     SX TP  M F",
    "OBSERVATION_IMPORT": "     SX TP    F",
    "GOAL_VIEW":      "D C  SX TP  M",
    "GOAL_PROPOSE":   "     SX TP  M",
    "GOAL_AGREE":     "     SX TP  M",
    "GOAL_EDIT":      "     SX TP",
    "GOAL_HAND_KEY":  "     SX TP",
    "GOAL_MOVE":      "     SX TP",
    "GOAL_VERIFY":    "     SX TP  M",
    "GOAL_TEST":      "     SX TP  M",
    "LIBRARY_READ":   "D C  SX TP  M",
    "DUTY_RECORD":    "     SX TP",
    "REVIEW_HOLD":    "D C  SX TP",
    "LOOP_VIEW":      "D C  SX TP  M",
    "LOOP_OPEN":      "     SX TP  M",
    "LOOP_MOVE":      "     SX TP",
    "LOOP_TELL":      "     SX TP",
    "LEDGER_VIEW":    "D C  SX TP  M",
    "PROPOSAL_RECORD": "     SX TP  M",
    "PROPOSAL_DECIDE": "     SX TP",
    "HOURS_RECORD":   "     SX TP  M",
    "HOURS_KEEP":     "     SX TP",
    "PULSE_HOLD":     "     SX TP",
    "PULSE_ANSWER":   "     SX TP  M",
    "CONTACTS_NAME":  "D    SX TP",
    "LINK_SET":       "D    SX TP",
    "TEXT_HIDE":      "D    SX TP",
    "PLAN_VIEW":      "D C  SX TP  M",
    "PLAN_WRITE":     "        TP  M",
    "PLAN_SHARE":     "        TP",
    "AGGREGATE_VIEW": "D C V         B",
    "OPERATE":        "             O",
}  # fmt: skip

HELD_AT = {
    "D": "programme",
    "C": "programme",
    "V": "programme",
    "S": "site",
    "X": "site",
    "T": "team",
    "P": "team",
    "M": "site team",
    "F": "site team",
    "R": "site",
    "B": "site",
    "O": "installation",
}


def test_table__names_every_permission_and_every_role():
    assert list(TABLE) == [permission.name for permission in Permission]
    assert list(LETTERS.values()) == list(Role) == list(ROLES)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("name", TABLE)
def test_table__each_cell_is_as_written(name, letter):
    actor = Actor("someone", "", (Grant(LETTERS[letter], "p1/s9/"),))

    assert actor.can(Permission[name], at="p1/s9/") == (letter in TABLE[name])


@pytest.mark.parametrize("letter", LETTERS)
def test_table__each_role_is_held_where_written(letter):
    assert ROLES[LETTERS[letter]].levels == {Level(word) for word in HELD_AT[letter].split()}


@pytest.mark.parametrize(
    ("one", "other"),
    [(Role.SITE_LEAD, Role.LIVED_EXPERIENCE_CO_LEAD), (Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER)],
)
def test_table__those_who_lead_together_have_the_same_rights_and_stand_for_different_sides(one, other):
    assert ROLES[one].may == ROLES[other].may
    assert {ROLES[one].side, ROLES[other].side} == set(Side)


def test_table__only_those_who_lead_stand_for_a_side():
    assert {letter for letter, role in LETTERS.items() if ROLES[role].side} == set("SXTP")


def test_table__is_said_in_words():
    assert len({card.name for card in ROLES.values()}) == len(ROLES)
    assert all(card.says.endswith(".") for card in ROLES.values())
    assert len({permission.value for permission in Permission}) == len(Permission)

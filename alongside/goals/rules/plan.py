"""Pure decisions about a team's plan (Repper and Perkins 2013): what it holds, who sees how much of it (rule 13)."""

from __future__ import annotations

from enum import StrEnum

from alongside.access.permissions import ROLES, Permission
from alongside.access.policy import Actor


class Kind(StrEnum):
    """What somebody can bring to a team."""

    SKILL = "skill"
    INTEREST = "interest"
    EXPERIENCE = "experience"
    CONTACT = "contact"
    SPACE = "space"
    MONEY = "money"


class Use(StrEnum):
    """What whoever offers something lets the team do with it."""

    ASK_FIRST = "ask_first"
    TEAM = "team"
    ANYBODY = "anybody"


class Shares(StrEnum):
    """How much of its plan a team shows to people who do not belong to it, the least first."""

    DATES = "dates"
    HEADINGS = "headings"
    ALL = "all"


def sees(shares: str, *, belongs: bool) -> Shares:
    """How much of a plan a person sees: a member of the team all of it, anybody else what the team shares."""
    return Shares.ALL if belongs else Shares(shares)


def leaves(use: str, *, belongs: bool) -> bool:
    """Whether one offer may be shown to a person: outside the team only what its giver offers to anybody."""
    return belongs or use == Use.ANYBODY


def belongs(actor: Actor, scope: str) -> bool:
    """Whether somebody belongs to exactly this team, in a role that writes its plan: rights from above do not count."""
    return any(grant.scope == scope and Permission.PLAN_WRITE in ROLES[grant.role].may for grant in actor.grants)

"""Who may hold which role where, who may give it, and whose key is needed to change what somebody holds. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alongside.access.permissions import ROLES, Level, Permission, Role, Side
from alongside.access.policy import Actor
from alongside.core.words import gettext
from alongside.core.words import gettext_noop as _

KIND_LEVELS = {"PROGRAMME": Level.PROGRAMME, "SITE": Level.SITE, "TEAM": Level.TEAM}
"""What a place's kind is called in the table of roles."""

SIDE_WORDS = {Side.LIVED_EXPERIENCE: _("lived experience"), Side.PROFESSION: _("the profession")}

TIER_WORDS = {"DEMONSTRATION": _("Demonstration site"), "PILOT": _("Pilot site"), "NETWORK": _("Network site")}

MUST_SPEAK = frozenset({Role.MEMBER})
"""Roles that are for taking part, and so need a voice of one side or the other."""


def side_words(side: Side) -> str:
    """A side as people name it within a sentence."""
    return gettext(SIDE_WORDS[side])


def tier_words(tier: str) -> str:
    """A tier as people name it; nothing for none."""
    return gettext(TIER_WORDS[tier]) if tier in TIER_WORDS else ""


def roles_for(kind: str) -> list[Role]:
    """The roles that can be held at a kind of place, in the order of the table of roles."""
    return [role for role, card in ROLES.items() if KIND_LEVELS[kind] in card.levels]


def above(scope: str) -> list[str]:
    """A place's own path and those of all places above it, the programme first: `p1/`, `p1/s9/`, `p1/s9/t2/`."""
    parts = scope.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def overlap(one: str, other: str) -> bool:
    """Whether one of two places contains the other, or they are the same."""
    return one.startswith(other) or other.startswith(one)


def stands_for(actor: Actor, *, at: str) -> frozenset[Side]:
    """The sides whose keys somebody holds at a place: a director holds those of both."""
    if directs(actor, at=at):
        return frozenset(Side)
    return frozenset(grant.side for grant in actor.grants if grant.side and at.startswith(grant.scope))


def directs(actor: Actor, *, at: str) -> bool:
    """Whether somebody is a director of the programme that a place belongs to."""
    return Role.PROGRAMME_DIRECTOR in actor.roles_at(at)


def may_give(role: Role, *, by: Actor, at: str) -> bool:
    """Whether somebody may give a role at a place.

    Nobody gives a role above their own: inviting is a right at the place or above it. A role that stands for a side
    is given by someone who stands for that side there (so that neither co-lead names the other), or by a director.
    """
    if not by.can(Permission.PEOPLE_INVITE, at=at):
        return False
    side = ROLES[role].side
    return side is None or side in stands_for(by, at=at)


def sides_of(role: Role, voices: Iterable[str], sides: Mapping[str, Side]) -> frozenset[Side]:
    """The sides a membership belongs to: the one its role stands for, else those of its voices."""
    own = ROLES[role].side
    return frozenset({own}) if own else frozenset(sides[voice] for voice in voices if voice in sides)


def keys_missing(
    role: Role, voices: Iterable[str], sides: Mapping[str, Side], *, by: Actor, at: str
) -> frozenset[Side]:
    """The sides that must still agree before somebody ends or changes a membership of another (rule 17)."""
    return sides_of(role, voices, sides) - stands_for(by, at=at)


def holds_its_voice(role: Role, voices: Iterable[str], sides: Mapping[str, Side]) -> bool:
    """Whether a role that stands for a side has a voice of that side, and a role for taking part any voice at all."""
    held = {sides[voice] for voice in voices}
    side = ROLES[role].side
    return side in held if side else bool(held) or role not in MUST_SPEAK


def speaks_for_both(role: Role, others: Iterable[tuple[Role, str]], *, at: str) -> bool:
    """Whether with this role somebody would stand for both sides of one place: then two keys would be one.

    `others` are the roles they hold already, each with its place.
    """
    side = ROLES[role].side
    return any(
        side and ROLES[other].side and ROLES[other].side != side and overlap(scope, at) for other, scope in others
    )


def may_name_deputies(role: Role, *, by: Actor, is_own: bool, at: str) -> bool:
    """Whether somebody may name or end the deputies of one who leads: that person, else whoever leads the same side
    here or above, else a director; never the other side (rule 17), and never a deputy."""
    side = ROLES[role].side
    if side is None:
        return False
    leads = any(grant.side == side and not grant.is_deputy and at.startswith(grant.scope) for grant in by.grants)
    return is_own or leads or directs(by, at=at)


def act_words(code: str) -> str:
    """An act of the audit trail in words: `membership.ended` is "Membership ended"."""
    return code.replace(".", " ").replace("_", " ").capitalize()


def field_words(field: str) -> str:
    """A field of the audit trail in words."""
    return field.replace("_", " ").capitalize()


def value_words(text: str) -> str:
    """A code of the audit trail in words: `SITE_LEAD` is "Site lead". Anything else stays as it is."""
    if text in TIER_WORDS:
        return gettext(TIER_WORDS[text])
    if text in ROLES:
        return ROLES[Role(text)].name
    is_code = text.isascii() and text.replace("_", "").isalpha() and ("_" in text or text.isupper())
    return text.replace("_", " ").capitalize() if is_code else text


def actor_words(signature: str) -> str:
    """Somebody in the audit trail who is no person with an account."""
    kind, _, reason = signature.partition(":")
    if kind != "system":
        return gettext("Someone whose account is gone")
    return gettext("Alongside itself (%(reason)s)") % {"reason": reason}

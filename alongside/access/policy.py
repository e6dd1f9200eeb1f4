"""The one question of rights: may this person do this, here? Pure, so that its whole table is quick to test."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.access.permissions import NOT_FOR_DEPUTIES, ROLES, Permission, Role, Side
from alongside.core.words import gettext

Scope = str
"""A place's path, e.g. `p1/s9/t2/`: programme, site, team. The slash at the end keeps `s9` apart from `s90`.
The installation itself is the empty path."""


@dataclass(frozen=True)
class Grant:
    """A role held at a place, with the voices its holder may speak in there; or the keys of one who holds it."""

    role: Role
    scope: Scope
    voices: tuple[str, ...] = ()
    is_deputy: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        name = ROLES[self.role].name
        return gettext("%(role)s (deputy)") % {"role": name} if self.is_deputy else name

    @property
    def side(self) -> Side | None:
        """The side the role itself stands for (only the pairs who lead have one)."""
        return ROLES[self.role].side

    @property
    def sees_widely(self) -> bool:
        """Whether it looks into a whole site, a programme or the installation: anywhere above a single team."""
        return bool(_may(self)) and self.scope.count("/") < len(("programme", "site", "team"))


@dataclass(frozen=True)
class Actor:
    """Whoever is asking, with every role they hold today. Nobody in particular holds nothing.

    `held_back`: signed in, but a second factor must be set up before any role counts; until then they hold nothing.
    """

    user_id: str = ""
    name: str = ""
    grants: tuple[Grant, ...] = ()
    held_back: bool = False

    @property
    def is_someone(self) -> bool:
        return bool(self.user_id)

    @property
    def signature(self) -> str:
        """How the audit trail names this person."""
        return f"user:{self.user_id}" if self.user_id else "nobody"

    @property
    def needs_second_factor(self) -> bool:
        """Whether what they hold sees more than single teams, so that a password alone is not enough."""
        return any(grant.sees_widely for grant in self.grants)

    def until_second_factor(self) -> Actor:
        """The same person while their roles do not count yet."""
        return Actor(user_id=self.user_id, name=self.name, held_back=True)

    def can(self, permission: Permission, *, at: Scope) -> bool:
        """Whether one of the roles held at this place, or above it, allows it."""
        return any(at.startswith(grant.scope) and permission in _may(grant) for grant in self.grants)

    def holds(self, permission: Permission) -> bool:
        """Whether it is allowed anywhere."""
        return any(permission in _may(grant) for grant in self.grants)

    def scopes(self, permission: Permission) -> tuple[Scope, ...]:
        """The topmost places where it is allowed; what lies below them is included."""
        wanted = sorted({grant.scope for grant in self.grants if permission in _may(grant)}, key=len)
        kept: list[Scope] = []
        for scope in wanted:
            if not any(scope.startswith(above) for above in kept):
                kept.append(scope)
        return tuple(kept)

    def voices_at(self, scope: Scope) -> tuple[str, ...]:
        """The voices this person may speak in at a place, from their memberships there or above, each once."""
        voices = [voice for grant in self.grants if scope.startswith(grant.scope) for voice in grant.voices]
        return tuple(dict.fromkeys(voices))

    def roles_at(self, scope: Scope) -> tuple[Role, ...]:
        """The roles held at this place or above it."""
        return tuple(dict.fromkeys(grant.role for grant in self.grants if scope.startswith(grant.scope)))


NOBODY = Actor()


def _may(grant: Grant) -> frozenset[Permission]:
    may = ROLES[grant.role].may
    return may - NOT_FOR_DEPUTIES if grant.is_deputy else may

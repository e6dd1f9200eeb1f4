"""Who somebody is here: the roles they hold, and who leads and speaks at a place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import ROLES, Role
from alongside.access.policy import Actor, Grant
from alongside.accounts.models import User
from alongside.programmes import rules
from alongside.programmes.models import Membership, MembershipQuerySet

LEADS = (
    Role.SITE_LEAD,
    Role.LIVED_EXPERIENCE_CO_LEAD,
    Role.TEAM_LEAD,
    Role.LIVED_EXPERIENCE_PARTNER,
)


@dataclass(frozen=True)
class Person:
    """Somebody in a role at a place, with the voices they may speak in there."""

    user_id: UUID
    name: str
    email: str
    role: Role
    voices: tuple[str, ...]

    @property
    def role_name(self) -> str:
        return ROLES[self.role].name


def actor_of(user: User) -> Actor:
    """The person with every role they hold today; one query. A closed account holds nothing."""
    if not user.is_active:
        return Actor()
    held = Membership.objects.live().filter(user_id=user.pk).order_by("scope", "role")
    rows = held.values_list("role", "scope", "voices")
    grants = tuple(Grant(Role(role), scope, tuple(voices)) for role, scope, voices in rows)
    return Actor(user_id=str(user.pk), name=user.name, grants=grants)


def co_leads(scope: str) -> tuple[Person, ...]:
    """Those who lead a place, the two sides together; else those of the nearest place above. One query."""
    leads = _people(Membership.objects.filter(scope__in=rules.above(scope), role__in=LEADS))
    nearest = max((where for where, _ in leads), key=len, default="")
    return tuple(person for where, person in leads if where == nearest)


def members_with_voices(scope: str) -> tuple[Person, ...]:
    """Everyone who may speak in a voice at exactly this place, by name. One query."""
    members = _people(Membership.objects.filter(scope=scope))
    return tuple(person for _, person in members if person.voices)


def _people(memberships: MembershipQuerySet) -> list[tuple[str, Person]]:
    rows = memberships.live().filter(user__is_active=True).order_by("user__name", "pk")
    wanted = rows.values_list("scope", "user_id", "user__name", "user__email", "role", "voices")
    return [(where, Person(pk, name, email, Role(role), tuple(v))) for where, pk, name, email, role, v in wanted]

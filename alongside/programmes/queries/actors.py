"""Who somebody is here: the roles they hold, and who leads and speaks at a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access.permissions import ROLES, Role
from alongside.access.policy import Actor, Grant
from alongside.accounts.models import User
from alongside.accounts.queries import has_second_factor
from alongside.core import clock, installation
from alongside.programmes import rules
from alongside.programmes.models import Deputy, Membership, MembershipQuerySet

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
    email: str | None
    role: Role
    voices: tuple[str, ...]

    @property
    def role_name(self) -> str:
        return ROLES[self.role].name


def actor_of(user: User) -> Actor:
    """The person with every role they hold today, and the keys they hold as a deputy; one query. A closed account
    holds nothing."""
    if not user.is_active:
        return Actor()
    own = Membership.objects.live().filter(user_id=user.pk)
    held = own.annotate(agreed=F("voices"), side=Value(""))
    stood_in = Deputy.objects.at_work(on=clock.today()).filter(user_id=user.pk)
    rows = held.values_list("role", "scope", "voices", "agreed", "side").union(
        stood_in.values_list("lead__role", "scope", "voices", "through__voices", "side"), all=True
    )
    grants = [_grant(Role(role), scope, voices, agreed, side) for role, scope, voices, agreed, side in rows]
    held_grants = sorted((grant for grant in grants if grant), key=lambda grant: (grant.scope, grant.role))
    return Actor(user_id=str(user.pk), name=user.name, grants=tuple(held_grants))


def _grant(role: Role, scope: str, voices: list[str], agreed: list[str], side: str) -> Grant | None:
    """A role held; or what a deputy holds of it, as long as it stands for the side they were named for."""
    still = tuple(voice for voice in voices if voice in agreed)
    if side and (ROLES[role].side != side or not still):
        return None
    return Grant(role, scope, still, is_deputy=bool(side))


@dataclass(frozen=True)
class Hand:
    """Somebody who could hold a key at a place: in a role of their own, or as the deputy of one who holds it.

    `whose` is the person whose key it is: themselves, or the one they stand in for.
    """

    scope: str
    user_id: UUID
    name: str
    role: Role
    voices: tuple[str, ...]
    stands_in_for: str
    whose: UUID
    away_until: dt.date | None

    @property
    def words(self) -> str:
        """Their name, and what whoever waits should know: "Bea, away until 3 May 2026" or "Bo, deputy of Bea"."""
        words = [self.name]
        if self.stands_in_for:
            words.append(_("deputy of %(name)s") % {"name": self.stands_in_for})
        if self.away_until:
            words.append(_("away until %(day)s") % {"day": date_format(self.away_until)})
        return ", ".join(words)


def hands_at(scopes: Iterable[str], *, on: dt.date) -> tuple[Hand, ...]:
    """Everyone who belongs to these places or those above, and the deputies there, by name; and who is away. One
    query. Which of them could hold a key is for the page to say that shows it."""
    wheres = {above for scope in scopes for above in rules.above(scope)}
    own = Membership.objects.live().filter(scope__in=wheres, user__is_active=True)
    held = own.annotate(agreed=F("voices"), side=Value(""), stands_for=Value(""), whose=F("user_id"))
    away = ("user__away__from_on", "user__away__until_on")
    rows = held.values_list(
        "scope", "user_id", "user__name", "role", "voices", "agreed", "side", "stands_for", "whose", *away
    ).union(
        Deputy.objects.at_work(on=on)
        .filter(scope__in=wheres)
        .values_list(
            "scope", "user_id", "user__name", "lead__role", "voices", "through__voices", "side", "lead__user__name",
            "lead__user_id", *away,
        ),
        all=True,
    )  # fmt: skip
    hands = []
    for where, user_id, name, role, voices, agreed, side, lead, whose, from_on, until_on in rows:
        if grant := _grant(Role(role), where, voices, agreed, side):
            away_until = until_on if from_on and from_on <= on <= until_on else None
            hands.append(Hand(where, user_id, name, grant.role, grant.voices, lead, whose, away_until))
    return tuple(sorted(hands, key=lambda hand: (hand.name, str(hand.user_id), bool(hand.stands_in_for))))


def actor_from_afar(user: User) -> Actor:
    """The person as a program or a calendar comes in their name: with the roles they hold today, unless these need a
    second factor and there is none. One query, or three."""
    actor = actor_of(user)
    if not actor.needs_second_factor or has_second_factor(user) or installation.is_demonstration():
        return actor
    return actor.until_second_factor()


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

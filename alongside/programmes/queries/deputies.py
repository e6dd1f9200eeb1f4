"""Reads about who stands in for whom, and who is away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from alongside.access.permissions import ROLES, Role, Side
from alongside.access.policy import Actor
from alongside.programmes import rules
from alongside.programmes.models import Away, Deputy, Membership, MembershipQuerySet
from alongside.programmes.queries.people import voices_at


@dataclass(frozen=True)
class DeputyLine:
    """One deputy of one who leads."""

    id: UUID
    name: str
    lead: str
    role_name: str
    place_name: str
    from_on: dt.date
    until_on: dt.date | None
    begun: bool


@dataclass(frozen=True)
class DeputiesPage:
    """The deputies of one who leads, whom they could name, and whether the reader may."""

    name: str
    role_name: str
    side_words: str
    is_me: bool
    lines: tuple[DeputyLine, ...]
    could: tuple[tuple[str, str], ...]
    may_name: bool


def deputies_page(lead: Membership, actor: Actor, *, on: dt.date) -> DeputiesPage:
    """The deputies of one membership, the first to begin first. Four queries."""
    role, mine = Role(lead.role), actor.user_id == str(lead.user_id)
    side = ROLES[role].side
    may = rules.may_name_deputies(role, by=actor, is_own=mine, at=lead.scope)
    return DeputiesPage(
        name=lead.user.name,
        role_name=ROLES[role].name,
        side_words=rules.side_words(side) if side else "",
        is_me=mine,
        lines=tuple(_lines(Q(lead=lead), on=on)),
        could=_could_stand_in(lead, side) if may and side else (),
        may_name=may,
    )


def own_deputyships(actor: Actor, *, on: dt.date) -> tuple[DeputyLine, ...]:
    """Whom somebody stands in for themselves, now or later. One query."""
    return tuple(_lines(Q(user_id=actor.user_id), on=on))


def own_deputyship(actor: Actor, deputy_id: UUID) -> Deputy | None:
    """One of somebody's own, if it is theirs. One query."""
    return Deputy.objects.filter(user_id=actor.user_id, pk=deputy_id, ended_on__isnull=True).first()


def deputy_of(lead: Membership, deputy_id: str) -> Deputy | None:
    """One deputy of one who leads, as a form names them. One query."""
    try:
        wanted = UUID(deputy_id)
    except ValueError:
        return None
    return Deputy.objects.filter(lead=lead, pk=wanted, ended_on__isnull=True).first()


def own_away(actor: Actor, *, on: dt.date) -> Away | None:
    """What somebody said of being away, unless it is over. One query."""
    return Away.objects.filter(user_id=actor.user_id, until_on__gte=on).first()


def membership_to_stand_in(lead: Membership, membership_id: UUID) -> Membership | None:
    """The membership by which somebody would be a deputy, if it is at a place that fits. One query."""
    return _near(lead).filter(pk=membership_id).first()


def _near(lead: Membership) -> MembershipQuerySet:
    here = Q(scope__in=rules.above(lead.scope)) | Q(scope__startswith=lead.scope)
    return Membership.objects.live().filter(here, user__is_active=True).exclude(user=lead.user_id).exclude(voices=[])


def _could_stand_in(lead: Membership, side: Side) -> tuple[tuple[str, str], ...]:
    """Everyone near with a voice of the side and no part in the other side's keys here. Three queries."""
    sides = {card.code: Side(card.side) for card in voices_at(lead.scope)}
    rows = list(_near(lead).select_related("user", "place").order_by("user__name", "scope"))
    bars = {row.user_id for row in rows if _leads_for_another(row, side)}
    found: dict[UUID, tuple[str, str]] = {}
    for row in rows:
        if row.user_id not in bars and side in _sides(row, sides):
            place = row.place.name if row.place else ""
            label = f"{row.user.name} ({ROLES[Role(row.role)].name.lower()}, {place})"
            found.setdefault(row.user_id, (str(row.pk), label))
    return tuple(found.values())


def _leads_for_another(row: Membership, side: Side) -> bool:
    return ROLES[Role(row.role)].side not in {None, side}


def _sides(row: Membership, sides: Mapping[str, Side]) -> set[Side]:
    return {sides[voice] for voice in row.voices if voice in sides}


def _lines(which: Q, *, on: dt.date) -> list[DeputyLine]:
    rows = Deputy.objects.not_over(on=on).filter(which).select_related("user", "lead__user", "lead__place")
    return [
        DeputyLine(
            id=row.pk,
            name=row.user.name,
            lead=row.lead.user.name,
            role_name=ROLES[Role(row.lead.role)].name,
            place_name=row.lead.place.name if row.lead.place else "",
            from_on=row.from_on,
            until_on=row.until_on,
            begun=row.from_on <= on,
        )
        for row in rows.order_by("from_on", "user__name", "pk")
    ]

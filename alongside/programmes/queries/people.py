"""Reads about who belongs to a place, what they may do, and which wishes wait for a key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import ROLES, Level, Permission, Role, Side
from alongside.access.policy import Actor
from alongside.core import clock
from alongside.core.words import either, in_a_row
from alongside.core.words import gettext as _
from alongside.frameworks import queries as frameworks
from alongside.frameworks.queries import VoiceCard
from alongside.programmes import rules
from alongside.programmes.models import Membership, Place, Removal, VoiceRequest, WaitingQuerySet
from alongside.programmes.queries.actors import LEADS, Hand, hands_at

KINDS: tuple[type[Removal] | type[VoiceRequest], ...] = (Removal, VoiceRequest)


@dataclass(frozen=True)
class WaitingLine:
    """One wish that waits for a second key, and who could hold it."""

    id: UUID
    url: str
    membership_id: UUID
    person: str
    wish: str
    reason: str
    asked_by: str
    asked_on: dt.date
    side_words: str
    holders: tuple[str, ...]
    may_settle: bool


@dataclass(frozen=True)
class MemberLine:
    """One person in one role at a place."""

    id: UUID
    user_id: UUID
    name: str
    signs_in_with: str
    has_address: bool
    role: Role
    role_name: str
    voices: tuple[str, ...]
    began_on: dt.date
    waiting: tuple[WaitingLine, ...]
    is_me: bool
    leads: bool


@dataclass(frozen=True)
class PeoplePage:
    """Everyone at exactly one place, in the order of the table of roles, then by name."""

    place_id: int
    place_name: str
    members: tuple[MemberLine, ...]
    may_invite: bool
    may_change: bool
    may_end: bool
    may_reset: bool

    @property
    def waiting(self) -> tuple[WaitingLine, ...]:
        return tuple(line for member in self.members for line in member.waiting)


@dataclass(frozen=True)
class OwnLine:
    """One of somebody's own memberships."""

    id: UUID
    place_name: str
    place_url: str
    role_name: str
    says: str
    voices: tuple[str, ...]
    began_on: dt.date
    leads: bool


@dataclass(frozen=True)
class RoleLine:
    """One role as people read it."""

    role: Role
    name: str
    held_at: str
    says: str
    side: str
    may: tuple[str, ...]


def people_page(place: Place, actor: Actor) -> PeoplePage:
    """Everyone at one place, with the wishes that wait. Six queries."""
    rows = list(Membership.objects.live().filter(scope=place.scope).select_related("user").order_by("user__name", "pk"))
    names = _voice_names(place.scope)
    waiting = _waiting_at(place.scope, actor, names)
    order = list(ROLES)
    members = [_member(row, names, waiting.get(row.pk, ()), actor) for row in rows]
    return PeoplePage(
        place_id=place.pk,
        place_name=place.name,
        members=tuple(sorted(members, key=lambda line: order.index(line.role))),
        may_invite=actor.can(Permission.PEOPLE_INVITE, at=place.scope),
        may_change=actor.can(Permission.PEOPLE_CHANGE, at=place.scope),
        may_end=actor.can(Permission.PEOPLE_END, at=place.scope),
        may_reset=actor.can(Permission.PEOPLE_RESET, at=place.scope),
    )


def waiting_line(wish: Removal | VoiceRequest, actor: Actor) -> WaitingLine:
    """One wish that waits, as its page shows it. Three queries."""
    return _line(wish, _holders({wish.scope}), _voice_names(wish.scope), actor)


def keys_waiting_for(actor: Actor) -> tuple[WaitingLine, ...]:
    """The wishes that wait for a key this person holds, the oldest first. Three queries, two for each programme."""
    wishes: list[Removal | VoiceRequest] = []
    for kind in KINDS:
        wishes += [wish for wish in _with_people(kind).visible_to(actor) if _may_settle(wish, actor)]
    holders = _holders({wish.scope for wish in wishes})
    names = {programme: _voice_names(programme) for programme in {_programme(wish.scope) for wish in wishes}}
    oldest_first = sorted(wishes, key=lambda wish: (wish.asked_on, str(wish.pk)))
    return tuple(_line(wish, holders, names[_programme(wish.scope)], actor) for wish in oldest_first)


def own_memberships(actor: Actor) -> tuple[OwnLine, ...]:
    """What somebody belongs to themselves, by place. One query, and two for the names of voices."""
    rows = Membership.objects.live().filter(user_id=actor.user_id).select_related("place").order_by("scope", "role")
    names, sees = _voice_names(""), Permission.PLACE_VIEW
    return tuple(
        OwnLine(
            id=row.pk,
            place_name=row.place.name if row.place else _("The installation"),
            place_url=row.place.get_absolute_url() if row.place and actor.can(sees, at=row.place.scope) else "",
            role_name=ROLES[Role(row.role)].name,
            says=ROLES[Role(row.role)].says,
            voices=tuple(names.get(voice, voice) for voice in row.voices),
            began_on=row.began_on,
            leads=ROLES[Role(row.role)].side is not None,
        )
        for row in rows
    )


def own_membership(actor: Actor, membership_id: UUID) -> Membership | None:
    """One of somebody's own memberships, if it is theirs and has not ended. One query."""
    own = Membership.objects.live().filter(user_id=actor.user_id, pk=membership_id)
    return own.select_related("place").first()


def voices_at(scope: str) -> tuple[VoiceCard, ...]:
    """The voices that the programme of a place names. Two queries."""
    return frameworks.voices(rules.above(scope)[0] if scope else "")


def role_table() -> tuple[RoleLine, ...]:
    """Every role in plain words, the two sides of a pair beside each other. No query."""
    held = {
        Level.INSTALLATION: _("installation"),
        Level.PROGRAMME: _("programme"),
        Level.SITE: _("site"),
        Level.TEAM: _("team"),
    }
    return tuple(
        RoleLine(
            role=role,
            name=card.name,
            held_at=either(words for level, words in held.items() if level in card.levels),
            says=card.says,
            side=rules.side_words(card.side) if card.side else "",
            may=tuple(_(permission.value) for permission in Permission if permission in card.may),
        )
        for role, card in ROLES.items()
    )


def _voice_names(scope: str) -> dict[str, str]:
    return {card.code: card.name for card in voices_at(scope)}


def _member(row: Membership, names: Mapping[str, str], waiting: Sequence[WaitingLine], actor: Actor) -> MemberLine:
    role = Role(row.role)
    return MemberLine(
        id=row.pk,
        user_id=row.user_id,
        name=row.user.name,
        signs_in_with=row.user.signs_in_with,
        has_address=bool(row.user.email),
        role=role,
        role_name=ROLES[role].name,
        voices=tuple(names.get(voice, voice) for voice in row.voices),
        began_on=row.began_on,
        waiting=tuple(waiting),
        is_me=actor.user_id == str(row.user_id),
        leads=ROLES[role].side is not None,
    )


def _waiting_at(scope: str, actor: Actor, names: Mapping[str, str]) -> dict[UUID, list[WaitingLine]]:
    holders = _holders({scope})
    found: dict[UUID, list[WaitingLine]] = {}
    for kind in KINDS:
        for wish in _with_people(kind).filter(scope=scope).order_by("asked_on", "pk"):
            found.setdefault(wish.membership_id, []).append(_line(wish, holders, names, actor))
    return found


def _with_people(kind: type[Removal] | type[VoiceRequest]) -> WaitingQuerySet:
    waiting: WaitingQuerySet = kind.objects.waiting().select_related("membership__user", "asked_by")
    return waiting


def _may_settle(wish: Removal | VoiceRequest, actor: Actor) -> bool:
    stands = rules.stands_for(actor, at=wish.scope)
    return wish.side in stands and actor.user_id != str(wish.asked_by_id)


def _holders(scopes: Iterable[str]) -> list[Hand]:
    """Everyone who holds a key at these places: those who lead them or a place above, their deputies, and the
    programme's directors. One query."""
    keyed = {*LEADS, Role.PROGRAMME_DIRECTOR}
    hands = [hand for hand in hands_at(scopes, on=clock.today()) if hand.role in keyed]
    return sorted(hands, key=lambda hand: hand.scope, reverse=True)


def _programme(scope: str) -> str:
    return rules.above(scope)[0]


def _line(
    wish: Removal | VoiceRequest,
    holders: Sequence[Hand],
    names: Mapping[str, str],
    actor: Actor,
) -> WaitingLine:
    side = Side(wish.side)
    could = [
        hand.words if hand.stands_in_for else f"{hand.words} ({ROLES[hand.role].name.lower()})"
        for hand in holders
        if wish.scope.startswith(hand.scope)
        and ROLES[hand.role].side in {side, None}
        and hand.user_id != wish.asked_by_id
        and not (hand.stands_in_for and hand.whose == wish.membership.user_id)
    ]
    is_removal = isinstance(wish, Removal)
    return WaitingLine(
        id=wish.pk,
        url=f"/removals/{wish.pk}/" if is_removal else f"/voice-requests/{wish.pk}/",
        membership_id=wish.membership_id,
        person=wish.membership.user.name,
        wish=_removal_words(wish, names) if isinstance(wish, Removal) else _voices_words(wish, names),
        reason=wish.reason if isinstance(wish, Removal) else "",
        asked_by=wish.asked_by.name,
        asked_on=wish.asked_on,
        side_words=rules.side_words(side),
        holders=tuple(dict.fromkeys(could)),
        may_settle=_may_settle(wish, actor),
    )


def _removal_words(wish: Removal, names: Mapping[str, str]) -> str:
    person, role = wish.membership.user.name, ROLES[Role(wish.membership.role)].name.lower()
    if wish.change == Removal.Change.END:
        return _("%(person)s would no longer be %(role)s here") % {"person": person, "role": role}
    voices = in_a_row(names.get(voice, voice) for voice in wish.voices) or _("no voice")
    becomes = ROLES[Role(wish.role)].name.lower()
    said = _("%(person)s would be %(role)s here and speak as: %(voices)s")
    return said % {"person": person, "role": becomes, "voices": voices}


def _voices_words(wish: VoiceRequest, names: Mapping[str, str]) -> str:
    voices = in_a_row(names.get(voice, voice) for voice in wish.voices)
    return _("%(person)s would also speak as: %(voices)s") % {"person": wish.membership.user.name, "voices": voices}

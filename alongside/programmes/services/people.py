"""Writes about who belongs where: inviting, changing, ending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext

from alongside.access.permissions import ROLES, Permission, Role, Side
from alongside.access.policy import Actor
from alongside.accounts import services as accounts
from alongside.accounts.models import User
from alongside.core import audit, drafts
from alongside.frameworks import queries as frameworks
from alongside.programmes import rules
from alongside.programmes.models import Deputy, Membership, Place, Removal, VoiceRequest
from alongside.programmes.services import refusals
from alongside.programmes.services.trail import changed, record


@transaction.atomic
def invite(
    place: Place,
    *,
    email: str,
    name: str,
    role: Role,
    voices: Sequence[str],
    by: audit.Doer,
    on: dt.date,
) -> Membership:
    """Invited a person to a place, in a role, with the voices they may speak in there.

    Refuses a role that is not held there or is not the giver's to give; one that they hold already; one that would
    make them stand for both sides; a voice the programme does not have; and a role for a side without its voice.
    Also makes the account when there is none, mails how to sign in, and lets voices of a side for which the giver
    does not stand wait for that side's key.
    """
    now, later = admit(place, role, voices, by=by)
    user, is_new = accounts.account_for(email=email, name=name, on=on)
    membership = seat(place, user, role, now, later, by=by, on=on)
    _mail(membership, by=by, on=on)
    changes = {"role": role, "voices": now, "waiting": sorted(chain(*later.values())), "new account": is_new}
    record_about("person.invited", membership, by=by, on=on, changes=changes)
    return membership


def admit(
    place: Place, role: Role, voices: Sequence[str], *, by: audit.Doer
) -> tuple[list[str], dict[Side, list[str]]]:
    """Whether somebody may be invited so: the voices they speak in now, and those that wait. A part of services."""
    sides = sides_at(place.scope)
    check_fits(place, role, voices, sides)
    if isinstance(by, Actor) and not rules.may_give(role, by=by, at=place.scope):
        raise refusals.NotYoursToGive if by.can(Permission.PEOPLE_INVITE, at=place.scope) else refusals.NotYoursToDo
    return _split(voices, sides, by=by, at=place.scope)


def seat(
    place: Place,
    user: User,
    role: Role,
    now: list[str],
    later: Mapping[Side, list[str]],
    *,
    by: audit.Doer,
    on: dt.date,
) -> Membership:
    """Write a new membership, and the voices that wait for a key. A part of services that write the audit row."""
    check_new(user, role, place.scope, on=on)
    membership = Membership.objects.create(
        user=user, place=place, scope=place.scope, role=role, voices=now, began_on=on
    )
    for side, asked in later.items():
        _ask_for(membership, side, asked, by=by, on=on)
    return membership


@transaction.atomic
def appoint_operator(*, email: str, name: str, by: audit.Doer, on: dt.date) -> Membership:
    """Appointed an operator of the installation. Refuses anyone but an operator or the installation itself."""
    if isinstance(by, Actor) and not by.can(Permission.OPERATE, at=""):
        raise refusals.NotYoursToGive
    user, _ = accounts.account_for(email=email, name=name, on=on)
    check_new(user, Role.OPERATOR, "", on=on)
    membership = Membership.objects.create(user=user, scope="", role=Role.OPERATOR, began_on=on)
    record_about("operator.appointed", membership, by=by, on=on)
    return membership


@transaction.atomic
def change_membership(
    membership: Membership,
    *,
    role: Role,
    voices: Sequence[str],
    by: audit.Doer,
    on: dt.date,
    reason: str = "",
) -> Membership | Removal:
    """Changed a person's role or voices at a place; or, where the other side must agree, asked for it (rule 17).

    Refuses one's own membership, one that has ended, what `invite` refuses, no change at all, and the last
    director's role. Returns the membership when it is done, the waiting wish when it needs the second key.
    Also lets voices of a side for which the giver does not stand wait for that side's key.
    """
    held = held_now(membership)
    place = _place_of(held)
    sides = sides_at(held.scope)
    _check_may(held, Permission.PEOPLE_CHANGE, by=by)
    if isinstance(by, Actor) and by.user_id == str(held.user_id):
        raise refusals.CannotChangeOwnRole
    if (role, set(voices)) == (held.role, set(held.voices)):
        raise refusals.NothingChanges
    check_fits(place, role, voices, sides)
    if role != held.role:
        check_new(held.user, role, held.scope, instead_of=held, on=on)
        if isinstance(by, Actor) and not rules.may_give(role, by=by, at=held.scope):
            raise refusals.NotYoursToGive
    _check_not_last_director(held, role)
    if missing := _keys_missing(held, sides, by=by):
        return _ask(held, Removal.Change.CHANGE, missing, role=role, voices=voices, reason=reason, by=by, on=on)
    kept = [voice for voice in held.voices if voice in voices]
    now, later = _split([voice for voice in voices if voice not in kept], sides, by=by, at=held.scope)
    for side, asked in later.items():
        _ask_for(held, side, asked, by=by, on=on)
    return set_role(held, role=role, voices=kept + now, by=by, on=on, waiting=sorted(chain(*later.values())))


@transaction.atomic
def end_membership(membership: Membership, *, reason: str, by: audit.Doer, on: dt.date) -> Membership | Removal:
    """Ended a person's membership; or, where the other side must agree, asked for it (rule 17).

    Anyone may leave, whenever they want. Refuses one that has ended, the last director's, and anyone else's where
    one may not. Returns the membership when it is done, the waiting wish when it needs the second key.
    """
    held = held_now(membership)
    leaving = isinstance(by, Actor) and by.user_id == str(held.user_id)
    if not leaving:
        _check_may(held, Permission.PEOPLE_END, by=by)
        if not reason.strip():
            raise refusals.NeedsReason
    _check_not_last_director(held, None)
    if not leaving and (missing := _keys_missing(held, sides_at(held.scope), by=by)):
        return _ask(held, Removal.Change.END, missing, reason=reason, by=by, on=on)
    return close(held, reason=reason, by=by, on=on)


def set_role(
    held: Membership, *, role: str, voices: Sequence[str], by: audit.Doer, on: dt.date, waiting: Sequence[str] = ()
) -> Membership:
    """Write a membership's new role and voices, with its audit row. A part of other services."""
    changes: dict[str, object] = {"waiting": list(waiting)} if waiting else {}
    if role != held.role:
        changes["role"] = changed(held.role, role)
        _end_deputies(held, on=on)
        forget_half_written(held)
    if list(voices) != held.voices:
        changes["voices"] = changed(held.voices, list(voices))
    held.role, held.voices = role, list(voices)
    held.save(update_fields=["role", "voices"])
    record_about("membership.changed", held, by=by, on=on, changes=changes)
    return held


def close(held: Membership, *, reason: str, by: audit.Doer, on: dt.date) -> Membership:
    """Write a membership's end, with its audit row. A part of other services.

    Also lets the wishes that waited for it fall away, ends the deputies it had or was, forgets their half-written
    forms, and ends their sessions when it was their last.
    """
    held.ended_on, held.end_reason = max(on, held.began_on), reason.strip()
    held.save(update_fields=["ended_on", "end_reason"])
    for waiting in (Removal, VoiceRequest):
        waiting.objects.waiting().filter(membership=held).update(settled_on=on)
    _end_deputies(held, on=held.ended_on)
    forget_half_written(held)
    if not Membership.objects.live().filter(user=held.user_id).exists():
        accounts.forget_sessions([held.user_id])
    record_about("membership.ended", held, by=by, on=on, changes={"role": held.role, "reason": held.end_reason})
    return held


def forget_half_written(held: Membership) -> None:
    """Forms that somebody left half-written are forgotten: what stood in them may no longer be theirs to see.

    All of them, as a draft does not say of which place it is. A part of other services.
    """
    drafts.throw_away(f"user:{held.user_id}")


def _end_deputies(held: Membership, *, on: dt.date) -> None:
    """Nobody stands in for, or through, a membership that is no longer what it was. A part of other services."""
    both = Q(lead=held) | Q(through=held)
    Deputy.objects.filter(both, ended_on__isnull=True).update(ended_on=on)


def sides_at(scope: str) -> dict[str, Side]:
    """The voices of a programme, each with its side."""
    return {card.code: Side(card.side) for card in frameworks.voices(rules.above(scope)[0] if scope else "")}


def check_fits(place: Place, role: Role, voices: Iterable[str], sides: Mapping[str, Side]) -> None:
    """Refuse a role that is not held at this kind of place, an unknown voice, and a side without its voice."""
    if role not in rules.roles_for(place.kind):
        raise refusals.RoleDoesNotFit
    if any(voice not in sides for voice in voices):
        raise refusals.UnknownVoice
    if not rules.holds_its_voice(role, voices, sides):
        raise refusals.VoiceMissing


def check_new(user: User, role: Role, scope: str, *, on: dt.date, instead_of: Membership | None = None) -> None:
    """Refuse a role that somebody holds already, and one that would make them stand for both sides."""
    live = Membership.objects.live().filter(user=user)
    others = [
        (Role(held), where)
        for pk, held, where in live.values_list("pk", "role", "scope")
        if instead_of is None or pk != instead_of.pk
    ]
    if (role, scope) in others:
        raise refusals.AlreadyBelongs
    stood_in = Deputy.objects.not_over(on=on).filter(user=user).values_list("lead__role", "scope")
    standing_in = [(Role(lead), where) for lead, where in stood_in]
    if rules.speaks_for_both(role, [*others, *standing_in], at=scope):
        raise refusals.SpeaksForBothSides


def _split(
    voices: Iterable[str], sides: Mapping[str, Side], *, by: audit.Doer, at: str
) -> tuple[list[str], dict[Side, list[str]]]:
    """The voices that the giver may let them speak in now, and those that wait, by side."""
    mine = rules.stands_for(by, at=at) if isinstance(by, Actor) else frozenset(Side)
    now: list[str] = []
    later: dict[Side, list[str]] = {}
    for voice in dict.fromkeys(voices):
        if sides[voice] in mine:
            now.append(voice)
        else:
            later.setdefault(sides[voice], []).append(voice)
    return now, later


def held_now(membership: Membership) -> Membership:
    """The membership as it stands, locked. Refuses one that has ended."""
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    if held.ended_on:
        raise refusals.AlreadyEnded
    return held


def _place_of(held: Membership) -> Place:
    if held.place is None:
        raise refusals.RoleDoesNotFit
    return held.place


def _check_may(held: Membership, permission: Permission, *, by: audit.Doer) -> None:
    if isinstance(by, Actor) and not by.can(permission, at=held.scope):
        raise refusals.NotYoursToDo


def _check_not_last_director(held: Membership, role: Role | None) -> None:
    director = Role.PROGRAMME_DIRECTOR
    if held.role != director or role == director:
        return
    Place.objects.select_for_update().get(scope=held.scope)  # two directors who leave at once wait for each other
    others = Membership.objects.live().filter(scope=held.scope, role=director, user__is_active=True)
    if not others.exclude(pk=held.pk).exists():
        raise refusals.LastDirector


def _keys_missing(held: Membership, sides: Mapping[str, Side], *, by: audit.Doer) -> frozenset[Side]:
    if not isinstance(by, Actor):
        return frozenset()
    return rules.keys_missing(Role(held.role), held.voices, sides, by=by, at=held.scope)


def _ask(
    held: Membership,
    change: Removal.Change,
    missing: frozenset[Side],
    *,
    reason: str,
    by: audit.Doer,
    on: dt.date,
    role: str = "",
    voices: Sequence[str] = (),
) -> Removal:
    """Let a wish wait for the second key. Refuses without a reason, and when one waits already."""
    if not reason.strip():
        raise refusals.NeedsReason
    if Removal.objects.waiting().filter(membership=held).exists():
        raise refusals.AlreadyWaiting
    (side,) = missing  # whoever may ask without being a director stands for one of the two sides
    removal = Removal.objects.create(
        membership=held,
        scope=held.scope,
        side=side,
        change=change,
        role=role,
        voices=list(voices),
        reason=reason.strip(),
        asked_by_id=_person(by),
        asked_on=on,
    )
    changes = {"change": change, "role": role, "voices": list(voices), "reason": removal.reason}
    record_about("removal.asked", held, by=by, on=on, changes=changes)
    return removal


def _ask_for(held: Membership, side: Side, voices: list[str], *, by: audit.Doer, on: dt.date) -> None:
    """Let voices of a side wait for that side's key. The audit row is that of the act this is part of."""
    waiting = VoiceRequest.objects.waiting().filter(membership=held, side=side).first()
    if waiting:
        waiting.voices = list(dict.fromkeys([*waiting.voices, *voices]))
        waiting.save(update_fields=["voices"])
        return
    VoiceRequest.objects.create(
        membership=held, scope=held.scope, side=side, voices=voices, asked_by_id=_person(by), asked_on=on
    )


def _person(by: audit.Doer) -> str:
    return by.signature.removeprefix("user:")


def _mail(membership: Membership, *, by: audit.Doer, on: dt.date) -> None:
    place = _place_of(membership)
    body = render_to_string(
        "programmes/mail/invitation.txt",
        {
            "name": membership.user.name,
            "from": by.name if isinstance(by, Actor) else "",
            "place": place.name,
            "role": ROLES[Role(membership.role)].name,
            "says": ROLES[Role(membership.role)].says,
            "address": membership.user.signs_in_with,
            "mailed": bool(membership.user.email),
            "url": f"{settings.PUBLIC_URL}/sign-in/code/",
        },
    )
    user, subject = membership.user, (gettext("You are invited to %(place)s") % {"place": place.name})[:200]
    accounts.tell(user.pk, to=user.email, subject=subject, body=body, on=on)


def record_about(
    action: str, held: Membership, *, by: audit.Doer, on: dt.date, changes: Mapping[str, object] | None = None
) -> None:
    told = {"person": f"user:{held.user_id}", **(changes or {})}
    record(action, by=by, on=on, scope=held.scope, subject=f"membership:{held.pk}", changes=told)

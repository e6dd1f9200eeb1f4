"""Writes about standing in: naming a deputy of the same side, ending that, and being away (rule 17)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from alongside.access.permissions import ROLES, Role, Side
from alongside.access.policy import Actor
from alongside.core import audit
from alongside.programmes import rules
from alongside.programmes.models import Away, Deputy, Membership
from alongside.programmes.services import people, refusals
from alongside.programmes.services.trail import record


@transaction.atomic
def name_deputy(
    lead: Membership, *, through: Membership, from_on: dt.date, until_on: dt.date | None, by: Actor, on: dt.date
) -> Deputy:
    """Named a deputy, who holds the keys of one who leads for a side, from a day until it ends.

    Refuses whoever does not lead for a side; anyone but the one who leads, their own side or a director as the one
    who names; a deputy without a voice of that side, or who would stand for both sides; and the same person twice.
    """
    held = Membership.objects.select_for_update().get(pk=lead.pk)
    side = _check_may(held, by=by)
    if until_on and until_on < max(from_on, on):
        raise refusals.DatesTheWrongWayRound
    own = Membership.objects.select_related("user").get(pk=through.pk)
    sides = people.sides_at(held.scope)
    voices = [voice for voice in own.voices if sides.get(voice) == side]
    fits = rules.overlap(own.scope, held.scope) and own.scope and own.user.is_active and not own.ended_on
    if not voices or not fits or own.user_id == held.user_id:
        raise refusals.NotOfThatSide
    earlier = Deputy.objects.filter(lead=held, user=own.user_id, ended_on__isnull=True)
    earlier.filter(until_on__lt=on).update(ended_on=F("until_on"))
    if earlier.exists():
        raise refusals.AlreadyADeputy
    people.check_new(own.user, Role(held.role), held.scope, on=on)
    deputy = Deputy.objects.create(
        lead=held,
        through=own,
        user_id=own.user_id,
        scope=held.scope,
        side=side,
        voices=voices,
        named_by_id=by.user_id,
        from_on=max(from_on, on),
        until_on=until_on,
    )
    changes = {"from": str(deputy.from_on), "until": str(until_on or "")}
    _record("deputy.named", deputy, by=by, on=on, changes=changes)
    return deputy


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: Actor, on: dt.date) -> Deputy:
    """Ended that somebody is a deputy, at once. Whoever may name deputies here may, and the deputy themselves."""
    found = Deputy.objects.select_for_update().get(pk=deputy.pk)
    if found.ended_on or (found.until_on and found.until_on < on):
        raise refusals.DeputyEnded
    if by.user_id != str(found.user_id):
        _check_may(found.lead, by=by)
    found.ended_on = on
    found.save(update_fields=["ended_on"])
    _record("deputy.ended", found, by=by, on=on)
    return found


@transaction.atomic
def say_away(*, from_on: dt.date, until_on: dt.date, by: Actor, on: dt.date) -> Away:
    """Said that somebody is away from a day to a day, without a reason. What they said before falls away."""
    if until_on < max(from_on, on):
        raise refusals.DatesTheWrongWayRound
    away, _ = Away.objects.update_or_create(user_id=by.user_id, defaults={"from_on": from_on, "until_on": until_on})
    _record_away("away.said", by=by, on=on)
    return away


@transaction.atomic
def come_back(*, by: Actor, on: dt.date) -> None:
    """Came back, or is not going away after all. Refuses when nothing was said."""
    gone, _ = Away.objects.filter(user_id=by.user_id).delete()
    if not gone:
        raise refusals.NotAway
    _record_away("away.over", by=by, on=on)


def forget_who_was_away(*, at: dt.datetime) -> int:
    """Forget who was away once it is over: how many. A part of background work."""
    return Away.objects.filter(until_on__lt=at.date()).delete()[0]


def _check_may(lead: Membership, *, by: Actor) -> Side:
    """The side of one who leads. Refuses when they lead for none any more, and whoever may not name for them."""
    side = ROLES[Role(lead.role)].side
    if side is None or lead.ended_on:
        raise refusals.NobodyToStandInFor
    own = by.user_id == str(lead.user_id)
    if not rules.may_name_deputies(Role(lead.role), by=by, is_own=own, at=lead.scope):
        raise refusals.NotYoursToName
    return side


def _record(action: str, deputy: Deputy, *, by: Actor, on: dt.date, changes: dict[str, str] | None = None) -> None:
    told = {"person": f"user:{deputy.user_id}", "stands in for": f"user:{deputy.lead.user_id}", **(changes or {})}
    record(action, by=by, on=on, scope=deputy.scope, subject=f"deputy:{deputy.pk}", changes=told)


def _record_away(action: str, *, by: audit.Doer, on: dt.date) -> None:
    """When somebody is away is theirs to take back, so the trail, which nobody can, does not say it."""
    record(action, by=by, on=on, scope="", subject=by.signature)

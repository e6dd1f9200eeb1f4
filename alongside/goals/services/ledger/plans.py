"""A team's own plan: begun, filled with what people bring, shared or not. Only the team does any of it (rule 13)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.goals.models import Resource, TeamPlan
from alongside.goals.rules.plan import Kind, Shares, Use, belongs
from alongside.goals.services.ledger import refusals
from alongside.goals.services.ledger.standing import of_the_place, record, worded
from alongside.programmes.models import Place

OFFER_AT_MOST = 160


@transaction.atomic
def start_plan(place: Place, *, by: Actor, at: dt.datetime) -> TeamPlan:
    """A team began its plan. Others see that it exists and its dates, until the team shares more.

    Refuses a site, a second plan, and whoever does not belong to the team.
    """
    if place.kind != Place.Kind.TEAM:
        raise refusals.NotATeam
    _refuse_others(place.scope, by)
    Place.objects.select_for_update().get(pk=place.pk)
    if TeamPlan.objects.filter(place=place).exists():
        raise refusals.PlanIsThere
    on = date_of(at)
    plan = TeamPlan.objects.create(place=place, scope=place.scope, began_on=on, shares_since_on=on)
    record("plan.started", "plan", plan.pk, scope=plan.scope, by=by, at=at)
    return plan


@transaction.atomic
def share_plan(plan: TeamPlan, *, shares: str, by: Actor, at: dt.datetime) -> TeamPlan:
    """A team decided what people outside it see of its plan. Refuses whoever does not belong to the team."""
    _refuse_others(plan.scope, by)
    if shares not in {one.value for one in Shares}:
        raise refusals.ChooseWhoSees
    kept = TeamPlan.objects.select_for_update().get(pk=plan.pk)
    kept.shares, kept.shares_since_on = shares, date_of(at)
    kept.save()
    record("plan.shared", "plan", kept.pk, scope=kept.scope, by=by, at=at, changes={"shares": shares})
    return kept


@transaction.atomic
def offer_resource(
    plan: TeamPlan, *, kind: str, text: str, voice: str, use: str, by: Actor, at: dt.datetime
) -> Resource:
    """Somebody of a voice brings something to a team, and says what the team may do with it.

    Refuses whoever does not belong to the team, an unknown kind, use or voice, and no words. The trail holds no words:
    the plan is the team's.
    """
    _refuse_others(plan.scope, by)
    if kind not in {one.value for one in Kind} or use not in {one.value for one in Use}:
        raise refusals.OfferIsIncomplete
    row = Resource.objects.create(
        plan=plan,
        scope=plan.scope,
        kind=kind,
        text=worded(text, most=OFFER_AT_MOST),
        voice=of_the_place(voice, plan.scope),
        use=use,
        offered_on=date_of(at),
    )
    record("plan.resource_offered", "resource", row.pk, scope=row.scope, by=by, at=at)
    return row


@transaction.atomic
def end_resource(resource: Resource, *, by: Actor, at: dt.datetime) -> Resource:
    """Something that was brought to a team is not there any more. Refuses whoever does not belong, and twice."""
    _refuse_others(resource.scope, by)
    kept = Resource.objects.select_for_update().get(pk=resource.pk)
    if kept.ended_on is not None:
        raise refusals.OfferIsOver
    kept.ended_on = date_of(at)
    kept.save(update_fields=["ended_on"])
    record("plan.resource_ended", "resource", kept.pk, scope=kept.scope, by=by, at=at)
    return kept


def _refuse_others(scope: str, by: Actor) -> None:
    if not belongs(by, scope):
        raise refusals.NotYourTeam

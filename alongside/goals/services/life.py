"""A goal's way from agreed to proved: start, claim, verify, close, reopen, park, stop."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.core.words import gettext_noop
from alongside.goals.models import AskedToVerify, Goal, Stance
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import LIVE, ClosedHow, State, Take
from alongside.goals.services import refusals
from alongside.goals.services.doers import doers_of
from alongside.goals.services.proposing import may_lead
from alongside.goals.services.standing import held, reasoned, record, stand, tell, worded
from alongside.programmes.models import Place

CLAIM_AT_MOST = 1000


@transaction.atomic
def start_goal(goal: Goal, *, answer: str = "", by: Actor, at: dt.datetime) -> Goal:
    """An agreed (or parked) goal was started.

    Refuses without two co-leads who still belong there, as a team's fourth live priority, and, while somebody blocks
    it, without an answer to the block, which is kept.
    """
    kept = held(goal, State.AGREED, State.PARKED)
    _refuse_without_leads(kept)
    blocked = Stance.objects.filter(goal=kept, take=Take.BLOCK).exists()
    if blocked and not answer.strip():
        raise refusals.BlockNeedsAnAnswer
    _take_a_place(kept)
    kept.starts_on = kept.starts_on or date_of(at)
    if not rules.dates_fit(kept.starts_on, kept.due_on):
        raise refusals.DatesDoNotFit
    said = worded(answer) if answer.strip() else ""
    return _step(kept, State.ACTIVE, "started", by=by, at=at, reason=said)


@transaction.atomic
def claim_goal(goal: Goal, *, claim: str, voice: str = "", by: Actor, at: dt.datetime) -> Goal:
    """Somebody claimed a goal done, in their voice, and said what shows it. It waits for somebody else to verify."""
    kept = held(goal, State.ACTIVE)
    standing = stand(kept, by=by, voice=voice)
    kept.claim = worded(claim, most=CLAIM_AT_MOST)
    kept.claimed_by_id, kept.claimed_voice, kept.claimed_on = by.user_id, standing.voice, date_of(at)
    return _step(kept, State.CLAIMED, "claimed", by=by, at=at, voice=standing.voice, reason=kept.claim)


@transaction.atomic
def verify_goal(goal: Goal, *, verification: str, voice: str = "", by: Actor, at: dt.datetime) -> Goal:
    """Somebody else saw for themselves that a claimed goal is done, and said what they saw.

    Refuses a co-lead, the claimer and anyone who took part in a test of it; the voice that claimed it; and somebody
    who may verify neither at the goal's place nor at a team that was asked to.
    """
    kept = held(goal, State.CLAIMED)
    where = _where_they_verify(kept, by)
    leads = (kept.lived_lead_id, kept.profession_lead_id)
    if rules.is_own_work(by.user_id, leads=leads, claimed_by=kept.claimed_by_id, doers=doers_of(kept)):
        raise refusals.OwnWork
    standing = stand(kept, by=by, voice=voice, at=where)
    if standing.voice == kept.claimed_voice:
        raise refusals.SameVoice
    kept.verification = worded(verification, most=CLAIM_AT_MOST)
    kept.verified_by_id, kept.verified_voice, kept.verified_on = by.user_id, standing.voice, date_of(at)
    kept.slot = None
    return _step(kept, State.VERIFIED, "verified", by=by, at=at, voice=standing.voice, reason=kept.verification)


@transaction.atomic
def send_back(goal: Goal, *, why: str, voice: str = "", by: Actor, at: dt.datetime) -> Goal:
    """Somebody who was to verify a claim says that it is not done yet, and why: the work goes on.

    Refuses the claimer's own, who takes a claim back by reopening the goal.
    """
    kept = held(goal, State.CLAIMED)
    where = _where_they_verify(kept, by)
    if str(kept.claimed_by_id) == by.user_id:
        raise refusals.OwnWork
    standing = stand(kept, by=by, voice=voice, at=where)
    reason = reasoned(why)
    _forget_the_claim(kept)
    return _step(kept, State.ACTIVE, "sent_back", by=by, at=at, voice=standing.voice, reason=reason)


@transaction.atomic
def close_goal(goal: Goal, *, how: str, why: str, by: Actor, at: dt.datetime) -> Goal:
    """A goal was closed: sustained, which must have been verified; or without change, which is as honourable."""
    kept = held(goal, State.ACTIVE, State.CLAIMED, State.VERIFIED)
    reason = reasoned(why)
    if how not in set(ClosedHow):
        raise refusals.ReasonIsMissing(gettext_noop("Say how it ends: with a change that lasts, or without change."))
    if how == ClosedHow.SUSTAINED and kept.state != State.VERIFIED:
        raise refusals.NotVerifiedYet
    kept.closed_how, kept.closed_on, kept.slot = how, date_of(at), None
    return _step(kept, State.CLOSED, "closed", by=by, at=at, reason=reason)


@transaction.atomic
def reopen_goal(goal: Goal, *, why: str, by: Actor, at: dt.datetime) -> Goal:
    """A claimed, verified or closed goal was opened again, with the reason. Its claim and proof stay in its story.

    Refuses a team's fourth live priority.
    """
    kept = held(goal, State.CLAIMED, State.VERIFIED, State.CLOSED)
    reason = reasoned(why)
    if kept.state != State.CLAIMED:
        kept.reopened += 1
        _take_a_place(kept)
    _forget_the_claim(kept)
    kept.closed_how, kept.closed_on = "", None
    return _step(kept, State.ACTIVE, "reopened", by=by, at=at, reason=reason)


@transaction.atomic
def park_goal(goal: Goal, *, why: str, by: Actor, at: dt.datetime) -> Goal:
    """A goal was parked, with the reason: it makes room, and can be started again. A duty cannot be parked."""
    kept = held(goal, State.AGREED, State.ACTIVE, State.CLAIMED)
    if kept.duty:
        raise refusals.NotNow(gettext_noop("A duty stays until it is done or stopped."))
    reason = reasoned(why)
    _forget_the_claim(kept)
    kept.slot = None
    return _step(kept, State.PARKED, "parked", by=by, at=at, reason=reason)


@transaction.atomic
def stop_goal(goal: Goal, *, why: str, by: Actor, at: dt.datetime) -> Goal:
    """A goal was stopped for good, with the reason. What was tried stays and can be found."""
    kept = held(goal, State.PROPOSED, State.AGREED, State.ACTIVE, State.CLAIMED, State.PARKED)
    reason = reasoned(why)
    _forget_the_claim(kept)
    kept.slot = None
    return _step(kept, State.STOPPED, "stopped", by=by, at=at, reason=reason)


@transaction.atomic
def ask_to_verify(goal: Goal, *, place: Place, by: Actor, at: dt.datetime) -> AskedToVerify:
    """Another team of the site was asked to see for itself whether a claimed goal is done."""
    kept = held(goal, State.CLAIMED)
    site = kept.place if kept.place.kind == Place.Kind.SITE else kept.place.parent
    if place.kind != Place.Kind.TEAM or place.parent_id != (site.pk if site else None) or place.pk == kept.place_id:
        raise refusals.NotAnotherTeam
    if AskedToVerify.objects.filter(goal=kept, place=place).exists():
        raise refusals.AskedAlready
    asked = AskedToVerify.objects.create(
        goal=kept, place=place, scope=place.scope, asked_by_id=by.user_id, asked_on=date_of(at)
    )
    tell(kept, "asked_to_verify", by=by, at=at, reason=place.name)
    record(kept, "goal.verification_asked", by=by, at=at, changes={"place": place.scope})
    return asked


def _step(
    goal: Goal, state: State, what: str, *, by: Actor, at: dt.datetime, voice: str = "", reason: str = ""
) -> Goal:
    """Write the new state with its day and reason, its line in the story and its audit row."""
    goal.state, goal.state_on, goal.state_why = state, date_of(at), reason[:600]
    goal.save()
    tell(goal, what, by=by, at=at, voice=voice, reason=reason)
    record(goal, f"goal.{what}", by=by, at=at, changes={"state": state, "voice": voice, "reason": reason})
    return goal


def _take_a_place(goal: Goal) -> None:
    """Take one of a team's three places; a site and a duty need none. Two starts at once wait for each other."""
    if goal.duty or goal.place.kind != Place.Kind.TEAM:
        return
    Place.objects.select_for_update().get(pk=goal.place_id)
    taken = Goal.objects.filter(place=goal.place_id, state__in=LIVE).values_list("slot", flat=True)
    goal.slot = rules.free_slot(taken)
    if goal.slot is None:
        raise refusals.FourthPriority


def _refuse_without_leads(goal: Goal) -> None:
    for user, side in ((goal.lived_lead_id, rules.LIVED_EXPERIENCE), (goal.profession_lead_id, rules.PROFESSION)):
        if user is None:
            raise refusals.LeadIsMissing
        if not may_lead(user, side=side, scope=goal.scope):
            raise refusals.LeadHasLeft


def _forget_the_claim(goal: Goal) -> None:
    goal.claim, goal.claimed_by, goal.claimed_voice, goal.claimed_on = "", None, "", None
    goal.verification, goal.verified_by, goal.verified_voice, goal.verified_on = "", None, "", None
    AskedToVerify.objects.filter(goal=goal).delete()


def _where_they_verify(goal: Goal, by: Actor) -> str:
    """The place in whose name somebody verifies: the goal's, or a team that was asked."""
    if by.can(Permission.GOAL_VERIFY, at=goal.scope):
        return goal.scope
    for scope in goal.asked_to_verify.values_list("scope", flat=True):
        if by.can(Permission.GOAL_VERIFY, at=scope):
            return str(scope)
    raise refusals.NotYoursToDo

"""Proposing a goal, changing its words, naming its co-leads, recording a duty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext

from alongside.access.policy import Actor
from alongside.accounts import services as accounts
from alongside.assessments.models import Gap, Position, Priority
from alongside.assessments.rules import SHARED_OR_LATER
from alongside.assessments.rules import State as RoundState
from alongside.core.clock import date_of
from alongside.frameworks.models import Item, Voice
from alongside.goals.models import Goal
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import State, Strand
from alongside.goals.services import refusals
from alongside.goals.services.keys import drop_keys
from alongside.goals.services.standing import held, reasoned, record, stand, tell, worded
from alongside.measures.models import Series
from alongside.programmes.models import Membership, Place
from alongside.programmes.queries import co_leads
from alongside.programmes.rules import above

TITLE_AT_MOST, WORDS_AT_MOST = 120, 600


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a goal says. A change of one of `PROMISED` is a change of what was agreed, and asks both sides again."""

    title: str
    different_for_people: str
    strand: str
    convinces_sceptic: str = ""
    item: Item | None = None
    baseline_stage: int | None = None
    target_stage: int | None = None
    series: Series | None = None
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    review_on: dt.date | None = None


PROMISED = ("title", "different_for_people", "convinces_sceptic", "strand", "item", "baseline_stage", "target_stage")


@dataclass(frozen=True, kw_only=True)
class Born:
    """What a goal was born from: one of these, or none for an idea."""

    gap: Gap | None = None
    position: Position | None = None
    priority: Priority | None = None


@dataclass(frozen=True, kw_only=True)
class Leads:
    """The people who lead a goal together, one of each side; None while nobody is named."""

    lived: UUID | None = None
    profession: UUID | None = None


IDEA, NOBODY = Born(), Leads()


@transaction.atomic
def propose_goal(
    place: Place,
    *,
    words: Words,
    born: Born = IDEA,
    leads: Leads = NOBODY,
    voice: str = "",
    by: Actor,
    at: dt.datetime,
) -> Goal:
    """Somebody proposed a goal at a place, in one of their voices.

    Refuses words that are missing or too many, dates and stages that do not fit, what it was born from when that
    is of another place or not yet shared, co-leads who do not belong there, and a series of elsewhere.
    """
    goal = new_goal(place, words=words, at=at)
    be_born(goal, born)
    _name(goal, leads)
    goal.proposed_by_id = by.user_id
    goal.save()
    standing = stand(goal, by=by, voice=voice)
    Goal.objects.filter(pk=goal.pk).update(proposed_voice=standing.voice)
    goal.proposed_voice = standing.voice
    tell(goal, "proposed", by=by, at=at, voice=standing.voice)
    record(goal, "goal.proposed", by=by, at=at, changes={"title": goal.title, "voice": standing.voice})
    return goal


@transaction.atomic
def record_duty(place: Place, *, words: Words, why: str, voice: str = "", by: Actor, at: dt.datetime) -> Goal:
    """An urgent safety or legal duty was recorded: live at once, outside the keys and the three, shown to both sides.

    Refuses one without a reason, and what `propose_goal` refuses of its words. Also writes to those who lead the
    place, of both sides; the letter says no more than that there is one.
    """
    goal = new_goal(place, words=words, at=at)
    goal.duty, goal.duty_why, goal.state = True, reasoned(why), State.ACTIVE
    goal.starts_on = goal.starts_on or date_of(at)
    goal.proposed_by_id = by.user_id
    if not rules.dates_fit(goal.starts_on, goal.due_on):
        raise refusals.DatesDoNotFit
    goal.save()
    standing = stand(goal, by=by, voice=voice)
    Goal.objects.filter(pk=goal.pk).update(proposed_voice=standing.voice)
    goal.proposed_voice = standing.voice
    _tell_both_sides(goal, by=by, at=at)
    tell(goal, "duty", by=by, at=at, voice=standing.voice, reason=goal.duty_why)
    record(goal, "goal.duty_recorded", by=by, at=at, changes={"title": goal.title, "why": goal.duty_why})
    return goal


@transaction.atomic
def edit_goal(goal: Goal, *, words: Words, version: int, by: Actor, at: dt.datetime) -> Goal:
    """What a goal says was changed. A change of what was agreed proposes it again: both keys fall away.

    `version` is the one its writer saw. Refuses when somebody has written since (their goal comes with the refusal),
    a goal that is claimed or over, and what `propose_goal` refuses of the words.
    """
    kept = held(goal, State.PROPOSED, State.AGREED, State.ACTIVE, State.PARKED)
    if kept.version != version:
        raise refusals.GoalChanged(kept)
    before = {field.name: getattr(kept, field.name) for field in fields(Words)}
    _write(kept, words)
    changed = [name for name, value in before.items() if getattr(kept, name) != value]
    asks_again = not kept.duty and bool(set(changed) & set(PROMISED))
    if asks_again:
        drop_keys(kept)
        if kept.state != State.PROPOSED:
            kept.state, kept.state_on, kept.slot, kept.agreed_on = State.PROPOSED, date_of(at), None, None
    kept.version += 1
    kept.save()
    tell(kept, "changed", by=by, at=at, reason="asks both sides again" if asks_again else "")
    record(kept, "goal.edited", by=by, at=at, changes={"fields": changed, "version": kept.version})
    return kept


@transaction.atomic
def name_leads(goal: Goal, *, leads: Leads, by: Actor, at: dt.datetime) -> Goal:
    """The co-leads of a goal were named, one of each side. Refuses people who do not belong there, and one twice."""
    kept = held(goal, State.PROPOSED, State.AGREED, State.ACTIVE, State.PARKED)
    _name(kept, leads)
    kept.save(update_fields=["lived_lead", "profession_lead"])
    tell(kept, "leads_named", by=by, at=at)
    record(kept, "goal.leads_named", by=by, at=at, changes={"lived": leads.lived, "profession": leads.profession})
    return kept


def _tell_both_sides(goal: Goal, *, by: Actor, at: dt.datetime) -> None:
    for lead in co_leads(goal.scope):
        if str(lead.user_id) != by.user_id:
            told = {"name": lead.name, "from": by.name, "place": goal.place.name}
            body = render_to_string(
                "goals/mail/duty.txt", {**told, "url": f"{settings.PUBLIC_URL}{goal.get_absolute_url()}"}
            )
            subject = gettext("An urgent duty was recorded")
            accounts.tell(lead.user_id, to=lead.email, subject=subject, body=body, on=date_of(at))


def new_goal(place: Place, *, words: Words, at: dt.datetime) -> Goal:
    """A goal as it is proposed, not yet saved. Refuses words, dates and a place that do not do."""
    if place.kind == Place.Kind.PROGRAMME:
        raise refusals.NotAGoalsPlace
    today = date_of(at)
    goal = Goal(place=place, scope=place.scope, state_on=today, proposed_on=today)
    _write(goal, words)
    return goal


def _write(goal: Goal, words: Words) -> None:
    goal.title = worded(words.title, most=TITLE_AT_MOST)
    goal.different_for_people = worded(words.different_for_people)
    goal.convinces_sceptic = worded(words.convinces_sceptic) if words.convinces_sceptic.strip() else ""
    if words.strand not in set(Strand):
        raise refusals.StrandIsMissing
    if not rules.dates_fit(words.starts_on, words.due_on):
        raise refusals.DatesDoNotFit
    if not rules.aims_higher(words.baseline_stage, words.target_stage):
        raise refusals.AimsLower
    if words.series is not None and words.series.scope not in above(goal.scope):
        raise refusals.ForeignSeries
    for name in ("strand", "item", "baseline_stage", "target_stage", "series", "starts_on", "due_on", "review_on"):
        setattr(goal, name, getattr(words, name))


def be_born(goal: Goal, born: Born) -> None:
    """Tie a goal to what it was born from. A gap is there once its round is shared, the others once it is agreed."""
    sources = [one for one in (born.gap, born.position, born.priority) if one is not None]
    if len(sources) > 1:
        raise refusals.BornElsewhere
    for source in sources:
        states = SHARED_OR_LATER if isinstance(source, Gap) else {RoundState.AGREED}
        if source.round.scope not in above(goal.scope) or source.round.state not in states:
            raise refusals.BornElsewhere
        goal.item = goal.item or source.item
    goal.from_gap, goal.from_position, goal.from_priority = born.gap, born.position, born.priority


def _name(goal: Goal, leads: Leads) -> None:
    if leads.lived is not None and leads.lived == leads.profession:
        raise refusals.SameLeadTwice
    for user, side in ((leads.lived, rules.LIVED_EXPERIENCE), (leads.profession, rules.PROFESSION)):
        if user is not None and not may_lead(user, side=side, scope=goal.scope):
            raise refusals.LeadDoesNotBelong
    goal.lived_lead_id, goal.profession_lead_id = leads.lived, leads.profession


def may_lead(user: UUID, *, side: str, scope: str) -> bool:
    """Whether somebody belongs to a place, or to one above it, and may speak in a voice of a side there."""
    held = Membership.objects.live().filter(user_id=user, scope__in=above(scope), user__is_active=True)
    voices = {voice for listed in held.values_list("voices", flat=True) for voice in listed}
    return Voice.objects.in_scope(scope).filter(code__in=voices, side=side).exists()

"""Who types the sheets in: somebody from outside alone, or on the day two of the place together, one of each side."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.accounts.services import notices
from alongside.assessments import rules
from alongside.assessments.models import PaperBatch, Round
from alongside.assessments.rules import State
from alongside.assessments.services import refusals
from alongside.assessments.services.ending import end_batch
from alongside.assessments.services.life import held, record, shuffle_ballots
from alongside.assessments.services.standing import stand
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.frameworks.models import Voice
from alongside.programmes import queries as programmes

ASKED_TO_TYPE = """You are asked to type in the paper sheets of "{name}" at {place}.

Sign in to Alongside and open "Sheets to type in". You see each sheet only while you type it: nobody can open one
again after it is sent, and nobody is told what stood on it before both sides reveal the answers together.

Answers are taken until {until}.
"""


@transaction.atomic
def mark_event(round: Round, *, event_on: dt.date | None, by: Doer, at: dt.datetime) -> Round:
    """A round was given the day on which people answer together in one room, another one, or none any more."""
    round = held(round, State.DRAFT, State.OPEN)
    if event_on and not date_of(at) <= event_on <= round.closes_on:
        raise refusals.EventIsTooLate
    round.event_on = event_on
    round.save(update_fields=["event_on"])
    record(round, "round.event_marked", by=by, at=at, changes={"event_on": event_on})
    return round


@transaction.atomic
def open_batch(round: Round, *, typist: User, by: Doer, at: dt.datetime) -> PaperBatch:
    """Somebody from outside the place was asked to type its sheets in; they are told by mail.

    Refuses somebody of another programme, whoever belongs to the place or could turn a key to its reveal, and a
    second open batch for the same person.
    """
    round = held(round, State.OPEN)
    actor = _of_the_programme(typist, round)
    if not _types_from_outside(actor, round):
        raise refusals.TypistIsOfTheTeam
    if round.batches.filter(first=typist, second=None, closed_on=None).exists():
        raise refusals.BatchIsOpen
    return _open(round, first=typist, second=None, by=by, at=at)


@transaction.atomic
def open_batch_together(round: Round, *, first: User, second: User, by: Doer, at: dt.datetime) -> PaperBatch:
    """Two people of the place were asked to type its sheets in together, as nobody from outside is there.

    Refuses before the round's day, the same person twice, and two who cannot stand for different sides.
    """
    round = held(round, State.OPEN)
    if round.event_on is None or date_of(at) < round.event_on:
        raise refusals.NotOnTheDay
    if first.pk == second.pk:
        raise refusals.TwoPeopleType
    sides = [_sides(_of_the_programme(one, round), round) for one in (first, second)]
    if not all(sides) or len(sides[0] | sides[1]) < 2:
        raise refusals.BothSidesType
    return _open(round, first=first, second=second, by=by, at=at)


@transaction.atomic
def confirm_batch(batch: PaperBatch, *, voice: str = "", by: Actor, at: dt.datetime) -> PaperBatch:
    """One of the two who type together said that they are there, and for which side. Typing begins when both have."""
    round = held(batch.round, State.OPEN)
    batch = PaperBatch.objects.select_for_update(of=("self",)).select_related("round").get(pk=batch.pk)
    if batch.closed_on:
        raise refusals.BatchIsClosed
    mine, other = ("first_side", "second_side") if by.user_id == str(batch.first_id) else ("second_side", "first_side")
    if by.user_id not in _typists(batch) or not batch.is_of_two:
        raise refusals.NotYourBatch
    standing = stand(round, by=by, voice=voice)
    if getattr(batch, other) == standing.side:
        raise refusals.BothSidesType
    setattr(batch, mine, standing.side)
    batch.save(update_fields=[mine])
    changes = {"batch": str(batch.pk), "side": standing.side}
    record(round, "round.batch_confirmed", by=by, at=at, changes=changes)
    return batch


@transaction.atomic
def close_batch(batch: PaperBatch, *, by: Doer, at: dt.datetime) -> PaperBatch:
    """A batch was closed; the trail says how many sheets it held. The ballots are shuffled, so that none shows when
    or in which batch it came."""
    round = Round.objects.select_for_update().get(pk=batch.round_id)
    batch = PaperBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.closed_on:
        raise refusals.BatchIsClosed
    shuffle_ballots(round)
    end_batch(batch, by=by, at=at)
    return batch


def refuse_unless_they_type(batch: PaperBatch, *, by: Actor) -> PaperBatch:
    """The batch as it is now, for somebody who may type into it now."""
    batch = PaperBatch.objects.select_related("round").get(pk=batch.pk)
    if by.user_id not in _typists(batch) or not _belongs(by, batch.round):
        raise refusals.NotYourBatch
    if batch.closed_on:
        raise refusals.BatchIsClosed
    if not batch.is_ready:
        raise refusals.BothMustBeThere
    if not batch.is_of_two and not _types_from_outside(by, batch.round):
        raise refusals.TypistIsOfTheTeam
    return batch


def _open(round: Round, *, first: User, second: User | None, by: Doer, at: dt.datetime) -> PaperBatch:
    batch = PaperBatch.objects.create(round=round, scope=round.scope, first=first, second=second, opened_on=date_of(at))
    for one in filter(None, (first, second)):
        body = ASKED_TO_TYPE.format(name=round.name, place=round.place.name, until=f"{round.closes_on:%-d %B %Y}")
        notices.tell(one.pk, to=one.email, subject="Paper sheets to type in", body=body, on=date_of(at))
    changes = {"batch": str(batch.pk), "typists": [f"user:{one.pk}" for one in filter(None, (first, second))]}
    record(round, "round.batch_opened", by=by, at=at, changes=changes)
    return batch


def _typists(batch: PaperBatch) -> set[str]:
    return {str(one) for one in (batch.first_id, batch.second_id) if one}


def _of_the_programme(user: User, round: Round) -> Actor:
    actor = programmes.actor_of(user)
    if not _belongs(actor, round):
        raise refusals.NobodyOfThatName
    return actor


def _belongs(actor: Actor, round: Round) -> bool:
    """Whether somebody belongs to the round's programme today."""
    programme = round.scope.split("/", 1)[0] + "/"
    return any(grant.scope.startswith(programme) for grant in actor.grants)


def _types_from_outside(actor: Actor, round: Round) -> bool:
    return rules.types_from_outside(
        belongs_at=[grant.scope for grant in actor.grants],
        scope=round.scope,
        could_reveal=actor.can(Permission.ROUND_REVEAL, at=round.scope),
    )


def _sides(actor: Actor, round: Round) -> set[str]:
    voices = Voice.objects.in_scope(round.scope).filter(code__in=actor.voices_at(round.scope))
    return set(voices.values_list("side", flat=True))

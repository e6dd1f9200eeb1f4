"""Hours, payments and expenses: written down by the person or by whoever keeps them, and seen by nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.access.policy import Actor
from alongside.core.clock import date_of
from alongside.core.seal import fingerprint, seal
from alongside.goals.models import Contribution
from alongside.goals.models.ledger import MINUTES_AT_MOST, PENCE_AT_MOST
from alongside.goals.rules.ledger import PURPOSE, Payment, half_of
from alongside.goals.services.ledger import refusals
from alongside.goals.services.ledger.standing import of_a_place, of_the_place, record, worded
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above

WHAT_AT_MOST, NAME_AT_MOST = 120, 120


@dataclass(frozen=True, kw_only=True)
class Gave:
    """What was given once: when, what for, how long (minutes), and the money (pence)."""

    on: dt.date
    what: str
    voice: str = ""
    minutes: int = 0
    payment: str = ""
    paid: int = 0
    expenses: int = 0


@transaction.atomic
def record_own_hours(place: Place, *, gave: Gave, by: Actor, at: dt.datetime) -> Contribution:
    """Somebody wrote down what they gave themselves, in one of their voices.

    Refuses a voice they do not speak in there, a day to come, nothing, too much, and money that was not accepted.
    """
    listed = by.voices_at(place.scope)
    voice = gave.voice or (listed[0] if len(listed) == 1 else "")
    if voice not in listed:
        raise refusals.VoiceIsMissing
    return _write_hours(place, gave, voice=voice, by=by, at=at, user_id=UUID(by.user_id))


@transaction.atomic
def keep_hours(
    place: Place, *, gave: Gave, user: UUID | None = None, name: str = "", by: Actor, at: dt.datetime
) -> Contribution:
    """Whoever keeps a place's hours wrote down what somebody gave. A name without an account is sealed.

    Refuses nobody and two at once, somebody who does not belong there in that voice, and what `record_own_hours` does.
    """
    name = " ".join(worded(name, most=NAME_AT_MOST, missing=None).split())
    if (user is None) == (not name):
        raise refusals.PersonIsMissing
    voice = of_the_place(gave.voice, place.scope)
    if user is not None:
        rows = Membership.objects.live().filter(user=user, scope__in=above(place.scope))
        if not any(voice in row.voices for row in rows):
            raise refusals.PersonDoesNotBelong
        return _write_hours(place, gave, voice=voice, by=by, at=at, user_id=user)
    sealed = {"sealed": seal(name, purpose=PURPOSE), "mark": mark_of(name, place.scope)}
    return _write_hours(place, gave, voice=voice, by=by, at=at, **sealed)


@transaction.atomic
def take_back_hours(contribution: Contribution, *, by: Actor, at: dt.datetime) -> None:
    """What somebody gave was taken out again, before it was counted. Refuses once its half-year is over."""
    kept = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if half_of(kept.written_on) != half_of(date_of(at)):
        raise refusals.HalfYearIsOver
    record("hours.taken_back", "contribution", kept.pk, scope=kept.scope, by=by, at=at)
    kept.delete()


def mark_of(name: str, scope: str) -> str:
    """What tells one person without an account from another at a place, without saying who."""
    return fingerprint(f"{scope} {name.casefold()}", purpose=PURPOSE)


def _write_hours(place: Place, gave: Gave, *, voice: str, by: Actor, at: dt.datetime, **who: Any) -> Contribution:
    """The trail says that something was written down: not for whom, nor how much."""
    of_a_place(place)
    if gave.on > date_of(at):
        raise refusals.DayIsWrong
    if gave.payment not in {one.value for one in Payment}:
        raise refusals.PaymentIsMissing
    if gave.paid and gave.payment != Payment.ACCEPTED:
        raise refusals.PaidButNotAccepted
    amounts = (gave.minutes, gave.paid, gave.expenses)
    if min(amounts) < 0 or gave.minutes > MINUTES_AT_MOST or max(gave.paid, gave.expenses) > PENCE_AT_MOST:
        raise refusals.TooMuch
    if not any(amounts):
        raise refusals.NothingGiven
    row = Contribution.objects.create(
        place=place,
        scope=place.scope,
        voice=voice,
        on=gave.on,
        what=worded(gave.what, most=WHAT_AT_MOST),
        minutes=gave.minutes,
        payment=gave.payment,
        paid=gave.paid,
        expenses=gave.expenses,
        written_on=date_of(at),
        **who,
    )
    record("hours.recorded", "contribution", row.pk, scope=row.scope, by=by, at=at)
    return row

"""The life of a pulse: held after a meeting, codes made, closed and counted; what time does to it."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import secrets

from django.db import transaction

from alongside.access.policy import Actor
from alongside.assessments import codes
from alongside.core.audit import Doer, System
from alongside.core.clock import date_of
from alongside.core.scrub import scrub
from alongside.frameworks.models import Voice
from alongside.goals.models import Pulse, PulseAnswer, PulseCode, Review
from alongside.goals.rules import pulse as rules
from alongside.goals.rules.pulse import CODES_AT_MOST, Question, Said
from alongside.goals.services.ledger import refusals, restoring
from alongside.goals.services.ledger.standing import of_a_place, of_the_place, record, worded
from alongside.programmes.models import Place

CLOCK = System("time passing")
MEETING_AT_MOST = 80


@transaction.atomic
def hold_pulse(
    place: Place,
    *,
    meeting: str,
    held_on: dt.date,
    closes_on: dt.date,
    review: Review | None = None,
    by: Actor,
    at: dt.datetime,
) -> Pulse:
    """The people who were at a meeting are asked whether they were heard, changed something and felt safe.

    Refuses days that do not fit, a review of another place or day, and a second time about one day.
    """
    of_a_place(place)
    if not rules.may_close_on(held_on, closes_on, on=date_of(at)):
        raise refusals.PulseDaysAreWrong
    if review is not None and (review.place_id, review.held_on) != (place.pk, held_on):
        raise refusals.LinkedElsewhere
    Place.objects.select_for_update().get(pk=place.pk)  # two who ask at once ask once
    if Pulse.objects.filter(place=place, held_on=held_on).exists():
        raise refusals.PulseIsThere
    pulse = Pulse.objects.create(
        place=place,
        scope=place.scope,
        meeting=worded(meeting, most=MEETING_AT_MOST),
        held_on=held_on,
        closes_on=closes_on,
        review=review,
        secret=secrets.token_bytes(32),
    )
    changes = {"held_on": held_on, "closes_on": closes_on}
    record("pulse.held", "pulse", pulse.pk, scope=pulse.scope, by=by, at=at, changes=changes)
    return pulse


@transaction.atomic
def make_pulse_codes(pulse: Pulse, *, voice: str, number: int, by: Actor, at: dt.datetime) -> list[str]:
    """Codes of one voice were made for slips. They are told once, here. Refuses a pulse that is over."""
    kept = open_pulse(pulse)
    of_the_place(voice, kept.scope)
    if not 1 <= number <= CODES_AT_MOST:
        raise refusals.CodesTooMany
    made = [new_code(kept, voice) for _ in range(number)]
    lay_anew(PulseCode, kept)
    changes = {"voice": voice, "number": number}
    record("pulse.codes_made", "pulse", kept.pk, scope=kept.scope, by=by, at=at, changes=changes)
    return made


@transaction.atomic
def close_pulse(pulse: Pulse, *, by: Doer, at: dt.datetime) -> Pulse:
    """A pulse was closed: its answers were counted, what may be shown is kept, everything else deleted.

    The trail holds no figure. Refuses one that is closed.
    """
    kept = open_pulse(pulse)
    said = [
        Said(row.voice, {question: getattr(row, question.value) for question in Question})
        for row in PulseAnswer.objects.filter(pulse=kept)
    ]
    kept.kept = rules.what_may_be_kept(said, sides=_sides(kept.scope))
    PulseAnswer.objects.filter(pulse=kept).delete()
    PulseCode.objects.filter(pulse=kept).delete()
    kept.closed_on, kept.secret, kept.taken, kept.scrubbed = date_of(at), b"", [], False
    kept.save()
    restoring.never_again(kept)
    transaction.on_commit(scrub_pulses)
    record("pulse.closed", "pulse", kept.pk, scope=kept.scope, by=by, at=at)
    return kept


def let_pulses_pass(*, at: dt.datetime) -> None:
    """Close every pulse whose last day has gone by. Any host may call it at any time."""
    for pulse in list(Pulse.objects.filter(closed_on__isnull=True, closes_on__lt=date_of(at))):
        with contextlib.suppress(refusals.PulseIsOver):  # another host, or a person, was quicker
            close_pulse(pulse, by=CLOCK, at=at)
    scrub_pulses()


def scrub_pulses() -> bool:
    """Remove the traces of all that was deleted, and note for which pulses; False when it must be tried again."""
    waiting = list(Pulse.objects.filter(scrubbed=False).values_list("pk", flat=True))
    if done := not waiting or scrub(PulseAnswer, PulseCode):
        Pulse.objects.filter(pk__in=waiting).update(scrubbed=True)
    return done


def open_pulse(pulse: Pulse) -> Pulse:
    """The pulse as it is now, locked. Refuses one that is closed."""
    fresh = Pulse.objects.select_for_update().get(pk=pulse.pk)
    if fresh.closed_on is not None:
        raise refusals.PulseIsOver
    return fresh


def new_code(pulse: Pulse, voice: str) -> str:
    """A fresh code of a voice: its keyed mark is stored, the code is not."""
    code = codes.new_code()
    PulseCode.objects.create(mark=codes.mark(code), pulse=pulse, voice=voice)
    return code


def lay_anew(rows: type[PulseCode | PulseAnswer], pulse: Pulse) -> None:
    """Write the codes or the answers of a pulse anew, in random order: no hidden order tells who came when.

    They are few. After it the same transaction wrote all of them, so that its number tells nothing either.
    """
    there = list(rows.objects.filter(pulse=pulse))
    random.SystemRandom().shuffle(there)
    rows.objects.filter(pulse=pulse).delete()
    rows.objects.bulk_create(there)  # type: ignore[arg-type]


def _sides(scope: str) -> dict[str, str]:
    found = Voice.objects.in_scope(scope).order_by("scope", "order")
    own = {voice.code: (voice.order, str(voice.side)) for voice in found}
    return {code: side for code, (_, side) in sorted(own.items(), key=lambda one: (one[1][0], one[0]))}

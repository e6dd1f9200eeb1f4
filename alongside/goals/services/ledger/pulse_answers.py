"""What people do who answer a pulse: take a code for themselves, open it, answer.

These acts write no audit row: that is the promise, not an oversight. Who took a code is noted in one transaction, the
code is made in another, and the answer is stored in a third. Codes and answers are laid anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from alongside.access.policy import Actor
from alongside.assessments import codes
from alongside.goals.models import Pulse, PulseAnswer, PulseCode
from alongside.goals.rules.pulse import Question, Says
from alongside.goals.services.ledger import refusals
from alongside.goals.services.ledger.pulses import lay_anew, new_code, open_pulse


@dataclass(frozen=True)
class PulseTicket:
    """What a code opens: the pulse it answers, the receipt its one answer is kept under, and its voice."""

    pulse: UUID
    receipt: str
    voice: str


def take_pulse_code(pulse: Pulse, *, voice: str = "", by: Actor) -> str:
    """A member took a code for themselves, in one of their voices. Refuses a second one and a pulse that is over.

    Who took one is kept sorted and without times, and never with the code.
    """
    listed = by.voices_at(pulse.scope)
    voice = voice or (listed[0] if len(listed) == 1 else "")
    if voice not in listed:
        raise refusals.VoiceIsMissing
    with transaction.atomic():
        kept = open_pulse(pulse)
        if by.user_id in kept.taken:
            raise refusals.HasACode
        kept.taken = sorted([*kept.taken, by.user_id])
        kept.save(update_fields=["taken"])
    with transaction.atomic():
        kept = open_pulse(pulse)
        code = new_code(kept, voice)
        lay_anew(PulseCode, kept)
    return code


def exchange_pulse_code(typed: str) -> PulseTicket:
    """Turn a code into what it opens: always the same answer. Refuses a slip of the hand, and one that is none."""
    if not codes.is_whole(typed):
        raise (
            refusals.PulseCodeMistyped if len(codes.plain(typed)) == codes.CODE_LENGTH else refusals.PulseCodeUnknown
        )
    code = PulseCode.objects.filter(mark=codes.mark(typed)).select_related("pulse").first()
    if code is None:
        raise refusals.PulseCodeUnknown
    return PulseTicket(code.pulse_id, codes.receipt_for(typed, secret=bytes(code.pulse.secret)), code.voice)


@transaction.atomic
def save_pulse_answer(ticket: PulseTicket, *, answers: Mapping[Question, str]) -> None:
    """Keep what somebody answered; the same code again replaces it. Refuses once the pulse has closed."""
    if set(answers) != set(Question) or not all(one in {says.value for says in Says} for one in answers.values()):
        raise refusals.AnswersMissing
    pulse = Pulse.objects.select_for_update().filter(pk=ticket.pulse, closed_on__isnull=True).first()
    if pulse is None:
        raise refusals.PulseIsOver
    told = {question.value: answer for question, answer in answers.items()}
    PulseAnswer.objects.update_or_create(
        mark=codes.mark(ticket.receipt), defaults={"pulse": pulse, "voice": ticket.voice, **told}
    )
    lay_anew(PulseAnswer, pulse)

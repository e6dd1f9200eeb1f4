"""What people who were told do: open the message with their code, say yes, partly or no, and stop the letters.

These acts write no audit row and use no account: that is the promise, not an oversight. What a code leads to is
found in one transaction and the answer is stored in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from alongside.assessments import codes
from alongside.goals.models import Listener, LoopAnswer, LoopCode, Telling
from alongside.goals.rules.loops import WORDS_AT_MOST, Says, Way
from alongside.goals.services.loops import refusals


@dataclass(frozen=True)
class Ticket:
    """What a code opens: the telling it answers, the receipt its one answer is kept under, and how it came."""

    telling: UUID
    receipt: str
    way: Way


@dataclass(frozen=True)
class StopCode:
    """A code that ends the letters."""


def exchange_loop_code(typed: str) -> Ticket | StopCode:
    """Turn a code into what it opens. A letter's code always leads to the same answer; a poster's to a new one.

    Refuses a slip, a code that is none or is over, and a poster that has brought all it may.
    """
    if not codes.is_whole(typed):
        raise refusals.MistypedCode if len(codes.plain(typed)) == codes.CODE_LENGTH else refusals.UnknownCode
    mark = codes.mark(typed)
    code = LoopCode.objects.filter(mark=mark).select_related("telling").first()
    if code is None:
        if Listener.objects.filter(stop_mark=mark).exists():
            return StopCode()
        raise refusals.UnknownCode
    if code.way == Way.LETTER:
        return Ticket(code.telling_id, codes.receipt_for(typed, secret=bytes(code.telling.secret)), Way.LETTER)
    if not LoopCode.objects.filter(pk=mark, left__gt=0).update(left=F("left") - 1):
        raise refusals.PosterIsUsedUp
    return Ticket(code.telling_id, codes.new_receipt(), Way.OPEN)


def open_ticket(telling_id: UUID) -> Ticket:
    """What the public page opens: an open answer, counted apart. Refuses what is not on that page or is over."""
    if not Telling.objects.filter(pk=telling_id, result="", public=True).exists():
        raise refusals.TellingIsOver
    return Ticket(telling_id, codes.new_receipt(), Way.OPEN)


@transaction.atomic
def save_loop_answer(ticket: Ticket, *, says: str, words: str = "", offered: bool = False) -> None:
    """Keep what somebody answered; the same receipt again replaces it. Refuses once the telling has ended."""
    if says not in {one.value for one in Says}:
        raise refusals.NotAnAnswer
    words = words.replace("\r\n", "\n").strip()
    if len(words) > WORDS_AT_MOST:
        raise refusals.TooManyWords
    if not Telling.objects.select_for_update().filter(pk=ticket.telling, result="").exists():
        raise refusals.TellingIsOver
    LoopAnswer.objects.update_or_create(
        mark=codes.mark(ticket.receipt),
        defaults={
            "telling_id": ticket.telling,
            "way": ticket.way,
            "says": says,
            "words": words,
            "offered": bool(words) and offered,
        },
    )

"""Reads of the demonstration: the letters that wait in somebody's mailbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.core import outbox
from alongside.core.models import Letter
from alongside.core.seal import CannotUnseal

MOST = 50


@dataclass(frozen=True)
class LetterToRead:
    """One letter as it would have arrived."""

    subject: str
    on: dt.date
    body: str


def letters_to(address: str) -> tuple[LetterToRead, ...]:
    """The letters to one address, the newest first. One query."""
    rows = Letter.objects.filter(to=address).order_by("-queued_on", "subject", "id")
    return tuple(LetterToRead(row.subject, row.queued_on, _text(row)) for row in rows[:MOST])


def _text(letter: Letter) -> str:
    try:
        return outbox.text_of(letter)
    except CannotUnseal as refusal:  # the secret key was changed since
        return refusal.message

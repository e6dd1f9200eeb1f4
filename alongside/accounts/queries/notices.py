"""Reads about what waits for somebody without an address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from alongside.accounts.models import Notice
from alongside.core.seal import CannotUnseal, unseal

MOST = 20
PURPOSE = "notice"


@dataclass(frozen=True)
class NoticeLine:
    """What a letter would have said."""

    id: UUID
    subject: str
    body: str
    on: dt.date


def notices_of(user_id: str) -> tuple[NoticeLine, ...]:
    """The notices of a person, the newest first; one query."""
    rows = Notice.objects.filter(user_id=user_id).order_by("-told_on", "pk")
    return tuple(NoticeLine(row.pk, row.subject, _text(row), row.told_on) for row in rows[:MOST])


def _text(row: Notice) -> str:
    try:
        return unseal(row.sealed, purpose=PURPOSE)
    except CannotUnseal as refusal:  # the secret key was changed since
        return refusal.message

"""Mail leaves through an outbox: queued in the act's transaction, sent after it, never for what was rolled back."""

from __future__ import annotations

import datetime as dt

from django.core import mail
from django.db import transaction

from alongside.core.models import Installation, Letter
from alongside.core.seal import CannotUnseal, seal, unseal

PURPOSE = "letter"
ATTEMPTS = 8


def queue(*, to: str, subject: str, body: str, on: dt.date, sealed: bool = False) -> Letter:
    """Put one mail in the outbox. `sealed` for a letter that carries a code: encrypted at rest, deleted once sent."""
    return Letter.objects.create(
        to=to,
        subject=subject,
        body="" if sealed else body,
        sealed=seal(body, purpose=PURPOSE) if sealed else None,
        queued_on=on,
    )


def text_of(letter: Letter) -> str:
    """What the letter says."""
    return unseal(letter.sealed, purpose=PURPOSE) if letter.sealed is not None else letter.body


def send_waiting(*, at: dt.datetime, limit: int = 50) -> int:
    """Send what waits; returns how many went. A demonstration sends nothing: its mailbox shows the letters.

    Each letter is marked before it is handed over and removed after, so that a crash sends it
    at most once more.
    """
    installation = Installation.objects.first()
    if installation and installation.kind == Installation.Kind.DEMONSTRATION:
        return 0
    sent = 0
    while sent < limit and (letter := _take(at=at)):
        try:
            mail.send_mail(letter.subject, text_of(letter), None, [letter.to])
        except (OSError, ValueError, CannotUnseal):  # no server, no fit address, another key: the next letter goes on
            _put_back(letter)
        else:
            letter.delete()
            sent += 1
    return sent


@transaction.atomic
def _take(*, at: dt.datetime) -> Letter | None:
    due = Letter.objects.filter(state__in=[Letter.State.WAITING, Letter.State.SENDING]).exclude(not_before__gt=at)
    letter = due.select_for_update(skip_locked=_can_skip()).order_by("attempts", "id").first()
    if letter:
        letter.state = Letter.State.SENDING
        letter.attempts += 1
        letter.not_before = at + dt.timedelta(minutes=2**letter.attempts)
        letter.save(update_fields=["state", "attempts", "not_before"])
    return letter


def _put_back(letter: Letter) -> None:
    letter.state = Letter.State.FAILED if letter.attempts >= ATTEMPTS else Letter.State.WAITING
    letter.save(update_fields=["state"])


def _can_skip() -> bool:
    return bool(transaction.get_connection().features.has_select_for_update_skip_locked)

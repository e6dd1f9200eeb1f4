"""Mail leaves through an outbox: queued in the act's transaction, sent after it, never for what was rolled back."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
import ssl

from django.core import mail
from django.db import transaction

from alongside.core.models import Installation, Letter
from alongside.core.seal import CannotUnseal, seal, unseal

PURPOSE = "letter"
ATTEMPTS = 8

REASONS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "the relay's certificate is not trusted here ({0.verify_message})"),
    (ssl.SSLError, "no TLS with the relay ({0.reason})"),
    (smtplib.SMTPNotSupportedError, "the relay does not offer what EMAIL_URL asks for: TLS, or a name and a password"),
    (smtplib.SMTPAuthenticationError, "the relay does not take the name and password ({0.smtp_code})"),
    (smtplib.SMTPRecipientsRefused, "the relay refused the address that the letter goes to"),
    (smtplib.SMTPSenderRefused, "the relay refused the address that letters come from ({0.smtp_code})"),
    (smtplib.SMTPResponseException, "the relay answered {0.smtp_code}"),
    (smtplib.SMTPException, "the relay ended the talk"),
    (OSError, "the relay does not answer ({0})"),
    (CannotUnseal, "sealed with another secret key"),
)
"""The first that fits counts: those before OSError are kinds of it."""
NO_ADDRESS = "not an address that can be written to"

log = logging.getLogger(__name__)


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
    sent, kept = 0, []
    while sent < limit and (letter := _take(at=at)):
        try:
            mail.send_mail(letter.subject, text_of(letter), None, [letter.to])
        except (OSError, ValueError, CannotUnseal) as fault:  # no server, no fit address, another key: on to the next
            _put_back(letter)
            kept.append(why(fault))
        else:
            letter.delete()
            sent += 1
    for reason in sorted(set(kept)):
        log.warning("letters not sent, and kept to be tried again (%d): %s", kept.count(reason), reason)
    return sent


def why(fault: Exception) -> str:
    """Why a relay took no letter, in words for an operator. Never an address, nor anything of the letter."""
    return next((said.format(fault) for kind, said in REASONS if isinstance(fault, kind)), NO_ADDRESS)


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

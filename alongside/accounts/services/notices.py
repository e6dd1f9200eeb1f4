"""Telling somebody something: by mail where they have an address, else by a notice on their first page."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import Notice, Slip
from alongside.core import clock, outbox
from alongside.core.seal import seal

PURPOSE = "notice"
KEPT_FOR = dt.timedelta(days=90)


def tell(user_id: UUID, *, to: str | None, subject: str, body: str, on: dt.date, sealed: bool = False) -> None:
    """Queue a letter for a person with an address; let a notice wait for one without. A part of other services."""
    if to:
        outbox.queue(to=to, subject=subject, body=body, on=on, sealed=sealed)
    else:
        Notice.objects.create(
            user_id=user_id,
            subject=subject[:200],
            sealed=seal(body, purpose=PURPOSE),
            told_on=on,
            until_on=on + KEPT_FOR,
        )


@transaction.atomic
def put_away(notice_id: UUID, *, user_id: UUID) -> None:
    """Somebody has read a notice of theirs, and it is deleted. Leaves no audit row: what one reads is one's own."""
    Notice.objects.filter(pk=notice_id, user_id=user_id).delete()


def forget_old_notices(*, at: dt.datetime) -> None:
    """Background work: notices that nobody put away in 90 days are deleted, and slips whose time is over."""
    on = clock.date_of(at)
    Notice.objects.filter(until_on__lt=on).delete()
    Slip.objects.filter(until_on__lt=on).delete()

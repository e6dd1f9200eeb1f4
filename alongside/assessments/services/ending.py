"""The end of paper batches, when a person or the end of a round closes them."""

from __future__ import annotations

import datetime as dt

from alongside.assessments.models import PaperBatch, Round
from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of


def end_batches(round: Round, *, by: Doer, at: dt.datetime) -> None:
    """Whatever batches of the round are still open end with it. Part of an act."""
    for batch in PaperBatch.objects.filter(round=round, closed_on__isnull=True).select_for_update(of=("self",)):
        end_batch(batch, by=by, at=at)


def end_batch(batch: PaperBatch, *, by: Doer, at: dt.datetime) -> None:
    """One batch ends, and the trail says how many sheets it held, where these are enough not to give anybody away.

    Part of an act.
    """
    batch.closed_on = date_of(at)
    batch.save(update_fields=["closed_on"])
    smallest = batch.round.smallest
    typed = batch.typed if batch.typed >= smallest else f"fewer than {smallest}"
    changes = {"batch": str(batch.pk), "typed": typed}
    subject = f"round:{batch.round_id}"
    audit.record("round.batch_closed", by=by, at=at, scope=batch.scope, subject=subject, changes=changes)

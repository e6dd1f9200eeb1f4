"""After ballots are deleted: out of the database's files too."""

from __future__ import annotations

from django.db import transaction

from alongside.assessments.models import (
    Ballot,
    Code,
    Kiosk,
    KioskSeats,
    Letterbox,
    OpenTally,
    Poster,
    Round,
    Sheet,
    WayCount,
)
from alongside.core.scrub import scrub

TABLES = (Ballot, Code, Poster, Sheet, Kiosk, KioskSeats, Letterbox, OpenTally, WayCount)


def scrub_after() -> None:
    """Once the deletion is committed, remove its traces; what could not be done now is tried at the next tick.

    Many rounds in one transaction are scrubbed together: the first to come finds all of them.
    """
    transaction.on_commit(scrub_all)


def scrub_all() -> bool:
    """Remove the traces of all that was deleted, and note for which rounds; False when it must be tried again."""
    waiting = list(Round.objects.filter(scrubbed=False).values_list("pk", flat=True))
    if done := not waiting or scrub(*TABLES):
        Round.objects.filter(pk__in=waiting).update(scrubbed=True)
    return done

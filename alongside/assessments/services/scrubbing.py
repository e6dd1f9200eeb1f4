"""After ballots are deleted: out of the database's files too."""

from __future__ import annotations

from django.db import transaction

from alongside.assessments.models import Ballot, Code, Letterbox, OpenTally, Poster, Round
from alongside.core.scrub import scrub

TABLES = (Ballot, Code, Poster, Letterbox, OpenTally)


def scrub_after(round: Round) -> None:
    """Once the deletion is committed, remove its traces; what could not be done now is tried at the next tick."""
    transaction.on_commit(lambda: scrub_round(round))


def scrub_round(round: Round) -> bool:
    """Remove the traces of what was deleted and note that it is done; False when it must be tried again."""
    if done := scrub(*TABLES):
        Round.objects.filter(pk=round.pk).update(scrubbed=True)
    return done

"""A backup from before a reveal must not bring its ballots back.

Which rounds have had their ballots destroyed is told by the database that is about to be replaced, and, when
that one is gone, by a list of round ids in the data folder.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.assessments import rules
from alongside.assessments.models import Ballot, Code, Invited, Key, Letterbox, Poster, Round
from alongside.assessments.rules import State
from alongside.core import clock
from alongside.core.backup import journal

DESTROYED = "destroyed-rounds"
"""The journal in the data folder that names every round whose ballots are gone for good."""
RESTORED = "the ballots had been destroyed after this backup was made, and do not come back"


def never_again(round: Round) -> None:
    """Once committed, put the round on the data folder's list of those whose ballots are gone for good."""
    transaction.on_commit(lambda: journal.append(DESTROYED, str(round.pk)))


def remember(connection: BaseDatabaseWrapper) -> list[str]:
    """The rounds whose ballots are gone for good, as far as this installation still knows."""
    listed = set(journal.lines(DESTROYED))
    try:
        gone = Round.objects.using(connection.alias).exclude(state__in=rules.BEFORE_THE_REVEAL)
        listed |= {str(pk) for pk in gone.values_list("pk", flat=True)}
    except DatabaseError:
        pass  # the old database is empty or broken: the list is what there is
    return sorted(listed)


def apply(data: list[str]) -> None:
    """End those rounds again wherever the older state has them still running."""
    back = Round.objects.filter(pk__in=data, state__in=rules.BEFORE_THE_REVEAL)
    for gone in (Ballot, Code, Poster, Invited, Letterbox, Key):
        gone._default_manager.filter(round__in=back).delete()
    back.update(state=State.LAPSED, secret=b"", counted={}, scrubbed=False, ended_on=clock.today(), ended_why=RESTORED)

"""A backup from before a reveal must not bring its ballots back; nor an older one the answers of a closed open room.

Which rounds these are is told by the database that is about to be replaced, and, when that one is gone, by two
journals in the data folder.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.utils import DatabaseError

from alongside.assessments import rules
from alongside.assessments.models import (
    Ballot,
    Code,
    Invited,
    Key,
    Letterbox,
    OpenTally,
    Poster,
    Round,
    Sheet,
    WayCount,
)
from alongside.assessments.models.kiosks import Kiosk
from alongside.assessments.rules import State
from alongside.core import clock
from alongside.core.backup import journal

DESTROYED = "destroyed-rounds"
"""The journal in the data folder that names every round whose ballots are gone for good."""
CLOSED_ROOMS = "closed-rooms"
"""The journal that names every open room whose meeting was closed."""
RESTORED = "the ballots had been destroyed after this backup was made, and do not come back"

Gone = dict[str, list[str]]


def never_again(round: Round, journal_name: str = DESTROYED) -> None:
    """Once committed, put the round on the data folder's list of those whose ballots are gone for good."""
    transaction.on_commit(lambda: journal.append(journal_name, str(round.pk)))


def remember(connection: BaseDatabaseWrapper) -> Gone:
    """The rounds whose ballots, and those whose open room, are gone for good, as far as this installation knows."""
    ballots, rooms = set(journal.lines(DESTROYED)), set(journal.lines(CLOSED_ROOMS))
    try:
        held = Round.objects.using(connection.alias)
        ballots |= _ids(held.exclude(state__in=rules.BEFORE_THE_REVEAL))
        rooms |= _ids(held.filter(state=State.AGREED, mode=Round.Mode.OPEN_ROOM))
    except DatabaseError:
        pass  # the old database is empty or broken: the journals are what there is
    return {"ballots": sorted(ballots), "rooms": sorted(rooms)}


def apply(data: Gone) -> None:
    """End those rounds again wherever the older state has them still running, and close those rooms."""
    back = Round.objects.filter(pk__in=data["ballots"], state__in=rules.BEFORE_THE_REVEAL)
    for gone in (Ballot, Code, Poster, Sheet, Invited, Letterbox, Key, WayCount):
        gone._default_manager.filter(round__in=back).delete()
    Kiosk.objects.filter(round__in=back).delete()
    back.update(state=State.LAPSED, secret=b"", counted={}, scrubbed=False, ended_on=clock.today(), ended_why=RESTORED)
    rooms = Round.objects.filter(pk__in=data["rooms"])
    OpenTally.objects.filter(round__in=rooms).delete()
    rooms.update(scrubbed=False)


def _ids(rounds: QuerySet[Round]) -> set[str]:
    return {str(pk) for pk in rounds.values_list("pk", flat=True)}

"""A backup from before the end of a telling must not bring its answers back, nor a contact that somebody took away.

Which these are is told by the database that is about to be replaced, and, when that one is gone, by two journals in
the data folder. They hold ids of tellings and keyed marks of contacts, nobody's address.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.core.backup import journal
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, Telling

ENDED = "ended-tellings"
"""The journal that names every telling whose answers are gone for good."""
STOPPED = "stopped-letters"
"""The journal that holds the mark of every contact that somebody took away, with the place it was for."""

Gone = dict[str, list[str]]


def never_again(telling: Telling) -> None:
    """Once committed, put the telling on the data folder's list of those whose answers are gone for good."""
    name = str(telling.pk)
    transaction.on_commit(lambda: journal.append(ENDED, name))


def never_write_again(listener: Listener) -> None:
    """Once committed, put the mark of a contact on the data folder's list of those that were taken away."""
    line = f"{listener.loop.scope} {listener.contact_mark}"
    transaction.on_commit(lambda: journal.append(STOPPED, line))


def remember(connection: BaseDatabaseWrapper) -> Gone:
    """The tellings that have ended and the contacts that were taken away, as far as this installation knows."""
    ended = set(journal.lines(ENDED))
    try:
        held = Telling.objects.using(connection.alias).exclude(result="")
        ended |= {str(pk) for pk in held.values_list("pk", flat=True)}
    except DatabaseError:
        pass  # the old database is empty or broken: the journals are what there is
    return {"ended": sorted(ended), "stopped": sorted(set(journal.lines(STOPPED)))}


def apply(data: Gone) -> None:
    """Delete again what the older state has brought back. A telling without answers meets silence, and is told anew."""
    back = Telling.objects.filter(pk__in=data["ended"], result="")
    loops = set(back.values_list("loop_id", flat=True))
    for gone in (LoopAnswer, LoopCode):
        gone._default_manager.filter(telling__in=back).delete()
    for line in data["stopped"]:
        scope, _, mark = line.partition(" ")
        listed = Listener.objects.filter(loop__scope=scope, contact_mark=mark)
        loops |= set(listed.values_list("loop_id", flat=True))
        listed.delete()
    Loop.objects.filter(pk__in=loops).update(scrubbed=False)

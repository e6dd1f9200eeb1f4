"""A backup from before the close of a pulse must not bring its answers back, nor its codes, nor who took one.

Which pulses these are is told by the database that is about to be replaced, and, when that one is gone, by a journal
in the data folder that holds ids of pulses alone.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.core import clock
from alongside.core.backup import journal
from alongside.goals.models import Pulse, PulseAnswer, PulseCode

CLOSED = "closed-pulses"
"""The journal that names every pulse whose answers are gone for good."""

Gone = dict[str, list[str]]


def never_again(pulse: Pulse) -> None:
    """Once committed, put the pulse on the data folder's list of those whose answers are gone for good."""
    name = str(pulse.pk)
    transaction.on_commit(lambda: journal.append(CLOSED, name))


def remember(connection: BaseDatabaseWrapper) -> Gone:
    """The pulses that were closed, as far as this installation knows."""
    closed = set(journal.lines(CLOSED))
    try:
        held = Pulse.objects.using(connection.alias).filter(closed_on__isnull=False)
        closed |= {str(pk) for pk in held.values_list("pk", flat=True)}
    except DatabaseError:
        pass  # the old database is empty or broken: the journal is what there is
    return {"closed": sorted(closed)}


def apply(data: Gone) -> None:
    """Close those pulses again wherever the older state has them open. What they had shown is gone with the rest."""
    back = Pulse.objects.filter(pk__in=data["closed"], closed_on__isnull=True)
    for gone in (PulseAnswer, PulseCode):
        gone._default_manager.filter(pulse__in=back).delete()
    back.update(closed_on=clock.today(), secret=b"", taken=[], scrubbed=False)

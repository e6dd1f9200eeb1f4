"""What ends in this app when somebody leaves for good."""

from __future__ import annotations

from alongside.core.clock import date_of
from alongside.core.holdings import Leaving
from alongside.goals.models import CalendarAddress, LettersStopped, Pulse, WeeklyLetter


def leaving(left: Leaving) -> None:
    """Their calendar opens nothing, and nothing says any more in which weeks they were written to, or that they took a
    code to a pulse. A part of leaving, which writes the audit row."""
    who = left.person.user_id
    live = CalendarAddress.objects.filter(user_id=who, ended_on__isnull=True)
    left.count("calendars", live.update(ended_on=date_of(left.at)))
    WeeklyLetter.objects.filter(user_id=who).delete()
    LettersStopped.objects.filter(user_id=who).delete()
    for pulse in Pulse.objects.select_for_update().filter(closed_on__isnull=True):
        if who in pulse.taken:
            pulse.taken = [one for one in pulse.taken if one != who]
            pulse.save(update_fields=["taken"])

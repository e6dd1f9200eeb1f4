"""A restored backup must not bring an ended calendar address back to life, nor letters that somebody stopped."""

from __future__ import annotations

from typing import TypedDict

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.accounts.models import User
from alongside.core import clock
from alongside.goals.models import CalendarAddress, LettersStopped, WeeklyLetter
from alongside.goals.rules.reminders import week_of


class Kept(TypedDict):
    """What the newer state said."""

    calendars: list[str]
    stopped: list[str]
    seen: list[str]


def remember(connection: BaseDatabaseWrapper) -> Kept:
    """Which addresses open something now, who wants no letters, and whose week has been seen to.

    Of a database that cannot be read: none.
    """
    live = CalendarAddress.objects.using(connection.alias).live().values_list("pk", flat=True)
    stopped = LettersStopped.objects.using(connection.alias).values_list("user_id", flat=True)
    seen = WeeklyLetter.objects.using(connection.alias).filter(week=week_of(clock.today()))
    try:
        return {
            "calendars": [str(pk) for pk in live],
            "stopped": [str(pk) for pk in stopped],
            "seen": [str(pk) for pk in seen.values_list("user_id", flat=True)],
        }
    except DatabaseError:
        return {"calendars": [], "stopped": [], "seen": []}


def apply(data: Kept) -> None:
    """End the addresses that opened nothing just before, keep letters stopped, and send no week's letter twice."""
    on = clock.today()
    CalendarAddress.objects.live().exclude(pk__in=data["calendars"]).update(ended_on=on)
    stopped = User.objects.filter(pk__in=data["stopped"])
    LettersStopped.objects.bulk_create(
        [LettersStopped(user=user, stopped_on=on) for user in stopped], ignore_conflicts=True
    )
    seen = User.objects.filter(pk__in=data["seen"])
    WeeklyLetter.objects.bulk_create(
        [WeeklyLetter(user=user, week=week_of(on), queued=False, on=on) for user in seen], ignore_conflicts=True
    )

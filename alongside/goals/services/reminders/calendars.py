"""The address under which a program reads somebody's calendar: made, ended, and whose it is."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.clock import date_of
from alongside.goals.models import CalendarAddress
from alongside.goals.services.reminders.refusals import NoCalendar, NotAReader
from alongside.programmes import queries as programmes


@transaction.atomic
def make_calendar(*, by: Actor, at: dt.datetime) -> tuple[CalendarAddress, str]:
    """Made somebody's calendar address, and the word in it, which is kept nowhere. The one before ends."""
    User.objects.select_for_update().get(pk=by.user_id)  # two at once: the later ends the earlier one's
    CalendarAddress.objects.visible_to(by).live().update(ended_on=date_of(at))
    word = secrets.token_urlsafe(32)
    made = CalendarAddress.objects.create(user_id=by.user_id, mark=mark_of(word), made_on=date_of(at))
    _record("calendar.made", made, by=by, at=at)
    return made, word


@transaction.atomic
def end_calendar(*, by: Actor, at: dt.datetime) -> CalendarAddress:
    """Ended somebody's calendar address at once. Refuses when they have none."""
    kept = CalendarAddress.objects.select_for_update().visible_to(by).live().first()
    if kept is None:
        raise NoCalendar
    kept.ended_on = date_of(at)
    kept.save(update_fields=["ended_on"])
    _record("calendar.ended", kept, by=by, at=at)
    return kept


def reader_of(word: str) -> Actor:
    """The person whose calendar an address opens, with the rights they hold now.

    Refuses an unknown address, one that was ended, and one whose person holds no role any more.
    """
    kept = CalendarAddress.objects.live().select_related("user").filter(mark=mark_of(word)).first()
    if kept is None:
        raise NotAReader
    actor = programmes.actor_from_afar(kept.user)
    if not actor.grants:
        raise NotAReader
    return actor


def mark_of(word: str) -> str:
    """What is kept of an address. Its word has 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(word.encode()).hexdigest()


def _record(action: str, kept: CalendarAddress, *, by: Actor, at: dt.datetime) -> None:
    audit.record(action, by=by, at=at, scope="", subject=f"calendar:{kept.pk}")

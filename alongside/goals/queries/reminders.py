"""Somebody's calendar: what has a day, without a name of a person, a place or a topic; and the page about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from alongside.access.policy import Actor
from alongside.core.icalendar import Entry, calendar
from alongside.core.words import gettext as _
from alongside.goals.models import CalendarAddress, LettersStopped
from alongside.goals.models.coming import coming
from alongside.goals.rules import reminders as rules
from alongside.goals.rules.reminders import Coming

OF_A_KIND = 200


@dataclass(frozen=True)
class RemindersPage:
    """How somebody is reminded: since when they have a calendar address, and whether letters go to them."""

    calendar_since: dt.date | None
    letters: bool
    email: str | None


def reminders_page(actor: Actor, *, email: str | None) -> RemindersPage:
    """Two queries."""
    held = CalendarAddress.objects.visible_to(actor).live().first()
    stopped = LettersStopped.objects.filter(user_id=actor.user_id).exists()
    return RemindersPage(held.made_on if held else None, not stopped, email)


def calendar_of(actor: Actor, *, at: dt.datetime, on: dt.date) -> str:
    """A person's calendar as an iCalendar file, a month back and a year ahead. Five queries."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "alongside"
    entries = [
        Entry(
            uid=f"{kind}-{row.pk}@{host}",
            on=row.day,
            summary=_(rules.TITLES[kind]),
            description=_(rules.DESCRIPTION),
            url=f"{settings.PUBLIC_URL}{_page_of(kind, row)}",
        )
        for kind in Coming
        for row in coming(kind, actor).filter(day__gte=on - rules.BACK, day__lte=on + rules.AHEAD)[:OF_A_KIND]
    ]
    return calendar(entries, name=rules.CALENDAR, product=rules.PRODUCT, at=at)


def _page_of(kind: Coming, row: Any) -> str:
    """The page to open on the day. Whoever opens it signs in first."""
    if kind == Coming.PROMISE:
        return f"/reviews/{row.review_id}/"
    return f"/rounds/{row.pk}/" if kind == Coming.CLOSES else str(row.get_absolute_url())

"""Sessions that end: 60 minutes after the last request, and 12 hours after signing in, whatever happens."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import OperationalError
from django.utils import timezone

BEGAN = "signed_in_at"
CONFIRMED = "confirmed_at"
SECOND = "second_factor_of"
LONGEST = dt.timedelta(hours=12)
STEP = dt.timedelta(minutes=5)
"""How stale the note of the last request may be, so that not every request writes."""


JUST_NOW = dt.timedelta(minutes=15)
"""How long somebody who has proved that it is them need not prove it again to change how they sign in."""


def note_second_factor(session: SessionBase, user_id: object) -> None:
    """Whoever this session belongs to has given their second factor."""
    session[SECOND] = str(user_id)


def gave_second_factor(session: SessionBase, user_id: object) -> bool:
    """Whether this person gave a second factor when this session began, or set up their first one in it."""
    return bool(session.get(SECOND) == str(user_id))


def forget_second_factor(session: SessionBase) -> None:
    """The person has no second factor any more."""
    session.pop(SECOND, None)


def note_confirmed(session: SessionBase) -> None:
    """Somebody has just proved again that it is them."""
    session[CONFIRMED] = timezone.now().timestamp()


def is_confirmed(session: SessionBase, *, again: bool = False) -> bool:
    """Whether they proved it just now; `again` for where having just signed in is not enough."""
    moments = [session.get(CONFIRMED, 0.0), 0.0 if again else session.get(BEGAN, 0.0)]
    return bool(timezone.now().timestamp() - max(moments) < JUST_NOW.total_seconds())


class SessionStore(DatabaseSessions):
    """A session kept in the database. Its row's expiry is the idle limit; the moment of signing in is inside it.

    These are security clocks: they follow the machine, not the demonstration's calendar.
    """

    def __setitem__(self, key: str, value: Any) -> None:
        if key == SESSION_KEY:
            super().__setitem__(BEGAN, timezone.now().timestamp())
        super().__setitem__(key, value)

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        held: dict[str, Any] = self.decode(row.session_data)
        now = timezone.now()
        if BEGAN in held:
            if now.timestamp() - held[BEGAN] >= LONGEST.total_seconds():
                self.delete(row.session_key)
                self._session_key = None
                return {}
            self._note_the_request(row.session_key, row.expire_date, now)
        return held

    def _note_the_request(self, key: str, expires: dt.datetime, now: dt.datetime) -> None:
        """Move the idle limit along, without writing what the session holds."""
        until = now + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if until - expires >= STEP:
            with contextlib.suppress(OperationalError):  # where nothing can be written, reading goes on
                self.model.objects.filter(session_key=key).update(expire_date=until)

    @property
    def seconds_left(self) -> int:
        """How long somebody stays signed in at least, if they do nothing; 0 for nobody."""
        began = self.get(BEGAN)
        if began is None:
            return 0
        whole = LONGEST.total_seconds() - (timezone.now().timestamp() - began)
        return max(0, int(min(whole, settings.SESSION_COOKIE_AGE - STEP.total_seconds())))

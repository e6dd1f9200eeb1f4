"""Why an act on reminders is refused."""

from __future__ import annotations

from alongside.core.refusals import Refusal


class NoCalendar(Refusal):
    message = "You have no calendar address at the moment."


class NotAReader(Refusal):
    message = "This address opens nothing. It may have been ended."

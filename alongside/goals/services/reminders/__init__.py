"""Acts on reminders: the address of one's calendar, and the weekly letter."""

from alongside.goals.services.reminders.calendars import end_calendar, make_calendar, mark_of, reader_of
from alongside.goals.services.reminders.letters import (
    letters_go_to,
    resume_letters,
    send_weekly_letters,
    stop_address,
    stop_letters,
    who_stops,
)
from alongside.goals.services.reminders.refusals import NoCalendar, NotAReader

__all__ = [
    "NoCalendar", "NotAReader", "end_calendar", "letters_go_to", "make_calendar", "mark_of", "reader_of",
    "resume_letters", "send_weekly_letters", "stop_address", "stop_letters", "who_stops",
]  # fmt: skip

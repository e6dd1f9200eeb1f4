"""Addresses of what was forgotten, and of how people are reminded."""

from __future__ import annotations

from django.urls import path

from alongside.goals.views import forgotten, reminders

urlpatterns = [
    path("forgotten/", forgotten.of_mine, name="forgotten"),
    path("places/<int:place_id>/forgotten/", forgotten.at_place, name="forgotten_at"),
    path("account/reminders/", reminders.show, name="reminders"),
    path("account/reminders/calendar/", reminders.make_calendar, name="calendar_make"),
    path("account/reminders/calendar/end/", reminders.end_calendar, name="calendar_end"),
    path("account/reminders/letters/", reminders.switch_letters, name="letters_switch"),
    path("calendar/<str:word>.ics", reminders.calendar, name="calendar"),
    path("letters/stop/<str:signed>/", reminders.stop_letters, name="stop_letters"),
]

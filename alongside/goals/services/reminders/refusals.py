"""Why an act on reminders is refused."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class NoCalendar(Refusal):
    message = _("You have no calendar address at the moment.")


class NotAReader(Refusal):
    message = _("This address opens nothing. It may have been ended.")

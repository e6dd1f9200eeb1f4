"""What comes on a day, when the weekly letter is due, and what it says: pure.

Neither a letter nor a calendar names a person, a place or a topic: whoever shares a screen or a mailbox reads along.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

from alongside.access.permissions import Permission
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, inside
from alongside.goals.rules.forgotten import Kind
from alongside.goals.rules.forgotten_words import counted
from alongside.measures.rules.periods import MONTHS


class Coming(StrEnum):
    """What a calendar holds: things with a day."""

    REVIEW = "review"
    STUDY = "study"
    PROMISE = "promise"
    DUE = "due"
    CLOSES = "closes"


WHOSE: dict[Coming, frozenset[Permission]] = {
    Coming.REVIEW: frozenset({Permission.REVIEW_HOLD, Permission.GOAL_AGREE}),
    Coming.STUDY: frozenset({Permission.GOAL_TEST}),
    Coming.PROMISE: frozenset({Permission.GOAL_AGREE}),
    Coming.DUE: frozenset({Permission.GOAL_MOVE}),
    Coming.CLOSES: frozenset({Permission.ROUND_CLOSE}),
}
"""Whose calendar each stands in: those who hold any of these where it happens."""

TITLES = {
    Coming.REVIEW: gettext_noop("Review of goals"),
    Coming.STUDY: gettext_noop("Look at the result of a test"),
    Coming.PROMISE: gettext_noop("Something promised at a review is due"),
    Coming.DUE: gettext_noop("A goal is due"),
    Coming.CLOSES: gettext_noop("Last day of a round"),
}
CALENDAR = "Alongside"
PRODUCT = "-//Alongside//Reminders//EN"
DESCRIPTION = gettext_noop(
    "Sign in to Alongside to see which. No names stand here, so that a shared calendar tells nobody."
)
WEEKDAYS = (
    gettext_noop("Monday"), gettext_noop("Tuesday"), gettext_noop("Wednesday"), gettext_noop("Thursday"),
    gettext_noop("Friday"), gettext_noop("Saturday"), gettext_noop("Sunday"),
)  # fmt: skip

BACK, AHEAD = dt.timedelta(days=31), dt.timedelta(days=400)
"""How far a calendar reaches."""
SOON = dt.timedelta(days=7)
"""How far the weekly letter looks ahead."""

_MONDAY, _WEDNESDAY = 0, 2
FROM = dt.time(7)


def week_of(day: dt.date) -> str:
    """The week a day lies in, as it is written down: 2026-W10."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def is_letter_time(at: dt.datetime) -> bool:
    """Whether the weekly letter may go now, by the clock of the place: from Monday at seven until Wednesday ends.

    A machine that was off on Monday makes up for it; a week that was missed whole is missed.
    """
    return _MONDAY <= at.weekday() <= _WEDNESDAY and (at.weekday() > _MONDAY or at.time() >= FROM)


SUBJECT = gettext_noop("Alongside: what waits this week")


def letter(
    forgotten: Mapping[Kind, int], coming: Sequence[tuple[Coming, dt.date]], *, url: str, stop: str
) -> str:  # fmt: skip
    """The weekly letter, or "" when there is nothing to say. `stop` is the address that ends these letters."""
    waits = [f"- {counted(kind, forgotten[kind])}" for kind in Kind if forgotten.get(kind)]
    days = [f"- {_told(one, day)}" for one, day in sorted(coming, key=lambda pair: pair[1])]
    if not waits and not days:
        return ""
    parts = [_("Hello,")]
    if waits:
        mended = _("Each with the page that mends it: %(address)s") % {"address": f"{url}/forgotten/"}
        parts += [_("This waits for you:"), "\n".join(waits), mended]
    if days:
        parts += [_("In the next seven days:"), "\n".join(days)]
    parts += [
        _("You sign in to see more. This letter names no person, no place and no topic on purpose."),
        _("It comes once a week at most, and only when something waits. No more of these letters: %(address)s")
        % {"address": stop},
    ]
    return "\n\n".join(parts) + "\n"


def _told(one: Coming, day: dt.date) -> str:
    """What comes, with its day, as a line of the letter."""
    holes = {"weekday": _(WEEKDAYS[day.weekday()]), "day": day.day, "month": _(MONTHS[day.month - 1])}
    return _("%(weekday)s %(day)s %(month)s: %(what)s") % (holes | {"what": inside(_(TITLES[one]))})

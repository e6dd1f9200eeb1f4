"""Whom to turn to, how long a request for a talk is kept, and when two people have decided about a text. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.words import gettext_noop as _

KEEP_TALK = dt.timedelta(days=30)
"""For how long somebody can see whether their request was seen; it is deleted then."""
KEEP_REACH = dt.timedelta(days=14)
"""For how long, at most, the way to reach them stays sealed for a contact who reads it here."""


class ContactKind(StrEnum):
    """The four people or lines that every place names."""

    IN_TEAM = "IN_TEAM"
    OUTSIDE = "OUTSIDE"
    ADVOCATE = "ADVOCATE"
    EMERGENCY = "EMERGENCY"


IN_WORDS = {
    ContactKind.IN_TEAM: _("in the team"),
    ContactKind.OUTSIDE: _("outside the team"),
    ContactKind.ADVOCATE: _("an advocate, who is on your side"),
    ContactKind.EMERGENCY: _("in an emergency, day or night"),
}
TO_NAME = {
    ContactKind.IN_TEAM: _("someone in the team to turn to"),
    ContactKind.OUTSIDE: _("someone outside the team to turn to"),
    ContactKind.ADVOCATE: _("an advocate"),
    ContactKind.EMERGENCY: _("an emergency line"),
}


class Reason(StrEnum):
    """Why somebody reports words or a file."""

    NAMES = "NAMES"
    NOT_SAFE = "NOT_SAFE"
    HURTS = "HURTS"
    PRIVATE = "PRIVATE"
    OTHER = "OTHER"


REASONS = {
    Reason.NAMES: _("It names somebody, or one can tell who it is about"),
    Reason.NOT_SAFE: _("Somebody may be hurt or not safe"),
    Reason.HURTS: _("It hurts or insults people"),
    Reason.PRIVATE: _("It is private and should not stand here"),
    Reason.OTHER: _("Something else"),
}


class State(StrEnum):
    """Where a reported text stands."""

    REPORTED = "REPORTED"
    HIDDEN = "HIDDEN"
    SHOWN = "SHOWN"
    ERASED = "ERASED"


LIVE = (State.REPORTED, State.HIDDEN)


class Verdict(StrEnum):
    """What somebody says should become of a hidden text."""

    SHOW = "SHOW"
    ERASE = "ERASE"


@dataclass(frozen=True)
class Key:
    """What one person of one side said."""

    user: str
    side: str
    verdict: Verdict


def decided(keys: Iterable[Key]) -> Verdict | None:
    """What two different people of different sides agree on, if any two do."""
    held = list(keys)
    for one in held:
        for other in held:
            if one.user != other.user and one.side != other.side and one.verdict == other.verdict:
                return one.verdict
    return None


def side_for(stands: Sequence[str], keys: Iterable[Key], *, user: str) -> str:
    """The side somebody speaks for: the one they spoke for before, else one of theirs that nobody has spoken for yet.

    "" when they stand for none. Who stands for both (a director) still holds one key only.
    """
    held = list(keys)
    before = next((key.side for key in held if key.user == user), "")
    if before in stands:
        return before
    taken = {key.side for key in held}
    return next((side for side in stands if side not in taken), stands[0] if stands else "")

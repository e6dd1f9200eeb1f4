"""How goals are spoken of: their states, steps and stances in words."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.frameworks import queries as frameworks
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import ClosedHow, How, PromiseKept, Reviewed, State, Strand, Take

STATES = {
    State.PROPOSED: "Proposed",
    State.AGREED: "Agreed, not started",
    State.ACTIVE: "Being worked on",
    State.CLAIMED: "Claimed done",
    State.VERIFIED: "Verified",
    State.CLOSED: "Closed",
    State.PARKED: "Parked",
    State.STOPPED: "Stopped",
}
CLOSED = {ClosedHow.SUSTAINED: "Closed: the change lasts", ClosedHow.WITHOUT_CHANGE: "Closed without change"}
STRANDS = {
    Strand.PRACTICE: "Practice",
    Strand.ORGANISATION: "How the service is organised",
    Strand.CULTURE: "Culture",
}
STRAND_HINTS = {
    Strand.PRACTICE: "What people do with each other, every day.",
    Strand.ORGANISATION: "Rotas, rooms, roles, money, rules.",
    Strand.CULTURE: "What is taken for granted, praised and passed on.",
}
SIDES = {rules.LIVED_EXPERIENCE: "lived experience", rules.PROFESSION: "the profession"}
TAKES = {
    Take.AGREE: "Agree",
    Take.LIVE_WITH: "Can live with it",
    Take.NOT_YET: "Not yet",
    Take.BLOCK: "Block",
}
HOWS = {How.ACCOUNT: "signed in", How.CODE: "with a code handed out at a meeting", How.SPOKEN: "spoken"}
REVIEWED = {
    Reviewed.KEPT: "Kept as it is",
    Reviewed.CHANGED: "Changed",
    Reviewed.VERIFIED: "Verified",
    Reviewed.PARKED: "Parked",
    Reviewed.STOPPED: "Stopped",
}
PROMISES = {PromiseKept.KEPT: "Kept", PromiseKept.PARTLY: "Partly kept", PromiseKept.NOT_KEPT: "Not kept"}
EVENTS = {
    "proposed": "Proposed",
    "duty": "Recorded as an urgent duty",
    "changed": "Its words changed",
    "leads_named": "Co-leads named",
    "key_turned": "A key turned",
    "key_spoken": "A key was spoken and written down",
    "key_confirmed": "The spoken key was confirmed",
    "key_withdrawn": "A key was taken back",
    "stance_agree": "Somebody agrees",
    "stance_live_with": "Somebody can live with it",
    "stance_not_yet": "Somebody says: not yet",
    "stance_block": "Somebody blocks it",
    "agreed": "Agreed by both sides",
    "started": "Started",
    "claimed": "Claimed done",
    "asked_to_verify": "Another team was asked to verify it",
    "sent_back": "Not done yet, said somebody else",
    "verified": "Verified by somebody else",
    "closed": "Closed",
    "reopened": "Opened again",
    "parked": "Parked",
    "stopped": "Stopped",
    **{f"reviewed_{code}": f"At a review: {words.lower()}" for code, words in REVIEWED.items()},
}


def state_words(state: str, closed_how: str = "") -> str:
    """Where a goal stands, in words."""
    return CLOSED[ClosedHow(closed_how)] if closed_how else STATES[State(state)]


def event_words(what: str) -> str:
    """A step of a goal's story in words; one from another room of this app is said by its code."""
    return EVENTS.get(what, what.replace("_", " ").capitalize())


def listed(words: Iterable[str]) -> str:
    """Several words as a sentence names them."""
    *some, last = words
    return f"{', '.join(some)} and {last}" if some else last


def voice_names(scope: str, *, language: str = "en") -> dict[str, str]:
    """What each voice of a place is called, in the order in which they are named. Two queries."""
    return {card.code: card.name for card in frameworks.voices(scope, language=language)}


def voices_of_side(scope: str, side: str) -> tuple[tuple[str, str], ...]:
    """The voices of one side at a place: code and name. Two queries."""
    return tuple((card.code, card.name) for card in frameworks.voices(scope) if card.side == side)

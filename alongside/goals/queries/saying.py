"""How goals are spoken of: their states, steps and stances in words."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.frameworks import queries as frameworks
from alongside.goals.rules import goals as rules
from alongside.goals.rules.goals import ClosedHow, How, PromiseKept, Reviewed, State, Strand, Take

STATES = {
    State.PROPOSED: gettext_noop("Proposed"),
    State.AGREED: gettext_noop("Agreed, not started"),
    State.ACTIVE: gettext_noop("Being worked on"),
    State.CLAIMED: gettext_noop("Claimed done"),
    State.VERIFIED: gettext_noop("Verified"),
    State.CLOSED: gettext_noop("Closed"),
    State.PARKED: gettext_noop("Parked"),
    State.STOPPED: gettext_noop("Stopped"),
}
CLOSED = {
    ClosedHow.SUSTAINED: gettext_noop("Closed: the change lasts"),
    ClosedHow.WITHOUT_CHANGE: gettext_noop("Closed without change"),
}
STRANDS = {
    Strand.PRACTICE: gettext_noop("Practice"),
    Strand.ORGANISATION: gettext_noop("How the service is organised"),
    Strand.CULTURE: gettext_noop("Culture"),
}
STRAND_HINTS = {
    Strand.PRACTICE: gettext_noop("What people do with each other, every day."),
    Strand.ORGANISATION: gettext_noop("Rotas, rooms, roles, money, rules."),
    Strand.CULTURE: gettext_noop("What is taken for granted, praised and passed on."),
}
SIDES = {rules.LIVED_EXPERIENCE: gettext_noop("lived experience"), rules.PROFESSION: gettext_noop("the profession")}
TAKES = {
    Take.AGREE: gettext_noop("Agree"),
    Take.LIVE_WITH: gettext_noop("Can live with it"),
    Take.NOT_YET: gettext_noop("Not yet"),
    Take.BLOCK: gettext_noop("Block"),
}
HOWS = {
    How.ACCOUNT: gettext_noop("with their own sign-in"),
    How.CODE: gettext_noop("with a code handed out at a meeting"),
    How.SPOKEN: gettext_noop("spoken"),
}
REVIEWED = {
    Reviewed.KEPT: gettext_noop("Kept as it is"),
    Reviewed.CHANGED: gettext_noop("Changed"),
    Reviewed.VERIFIED: gettext_noop("Verified"),
    Reviewed.PARKED: gettext_noop("Parked"),
    Reviewed.STOPPED: gettext_noop("Stopped"),
}
PROMISES = {
    PromiseKept.KEPT: gettext_noop("Kept"),
    PromiseKept.PARTLY: gettext_noop("Partly kept"),
    PromiseKept.NOT_KEPT: gettext_noop("Not kept"),
}
EVENTS = {
    "proposed": gettext_noop("Proposed"),
    "duty": gettext_noop("Recorded as an urgent duty"),
    "changed": gettext_noop("Its words changed"),
    "leads_named": gettext_noop("Co-leads named"),
    "key_turned": gettext_noop("A key turned"),
    "key_spoken": gettext_noop("A key was spoken and written down"),
    "key_confirmed": gettext_noop("The spoken key was confirmed"),
    "key_withdrawn": gettext_noop("A key was taken back"),
    "stance_agree": gettext_noop("Somebody agrees"),
    "stance_live_with": gettext_noop("Somebody can live with it"),
    "stance_not_yet": gettext_noop("Somebody says: not yet"),
    "stance_block": gettext_noop("Somebody blocks it"),
    "agreed": gettext_noop("Agreed by both sides"),
    "started": gettext_noop("Started"),
    "claimed": gettext_noop("Claimed done"),
    "asked_to_verify": gettext_noop("Another team was asked to verify it"),
    "sent_back": gettext_noop("Not done yet, said somebody else"),
    "verified": gettext_noop("Verified by somebody else"),
    "closed": gettext_noop("Closed"),
    "reopened": gettext_noop("Opened again"),
    "parked": gettext_noop("Parked"),
    "stopped": gettext_noop("Stopped"),
}


def state_words(state: str, closed_how: str = "") -> str:
    """Where a goal stands, in words."""
    return _(CLOSED[ClosedHow(closed_how)] if closed_how else STATES[State(state)])


def event_words(what: str) -> str:
    """A step of a goal's story in words; one from another room of this app is said by its code."""
    reviewed, outcome = what.startswith("reviewed_"), what.removeprefix("reviewed_")
    if reviewed and outcome in REVIEWED:
        return _("At a review: %(outcome)s") % {"outcome": _(REVIEWED[Reviewed(outcome)]).lower()}
    return _(EVENTS[what]) if what in EVENTS else what.replace("_", " ").capitalize()


def voice_names(scope: str, *, language: str = "en") -> dict[str, str]:
    """What each voice of a place is called, in the order in which they are named. Two queries."""
    return {card.code: card.name for card in frameworks.voices(scope, language=language)}


def voices_of_side(scope: str, side: str) -> tuple[tuple[str, str], ...]:
    """The voices of one side at a place: code and name. Two queries."""
    return tuple((card.code, card.name) for card in frameworks.voices(scope) if card.side == side)

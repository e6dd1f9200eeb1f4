"""Pure decisions about goals: what one may become, when a key counts, who may verify, what is live."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

LIVED_EXPERIENCE = "lived_experience"
PROFESSION = "profession"
SIDES = (LIVED_EXPERIENCE, PROFESSION)

LIVE_AT_MOST = 3
"""Priorities a team works on at the same time (rule 10)."""
SLOTS = tuple(range(1, LIVE_AT_MOST + 1))
STAGES = (0, 1, 2, 3)


class State(StrEnum):
    """Where a goal stands in its life."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    ACTIVE = "ACTIVE"
    CLAIMED = "CLAIMED"
    VERIFIED = "VERIFIED"
    CLOSED = "CLOSED"
    PARKED = "PARKED"
    STOPPED = "STOPPED"


LIVE = frozenset({State.ACTIVE, State.CLAIMED})
"""Being worked on: these count among a team's three."""
KEYED = frozenset({State.AGREED, State.ACTIVE, State.CLAIMED, State.VERIFIED, State.CLOSED})
"""No goal gets here without both keys."""
OVER = frozenset({State.CLOSED, State.STOPPED})
BEFORE_THE_START = frozenset({State.PROPOSED, State.AGREED})

NEXT: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED, State.STOPPED}),
    State.AGREED: frozenset({State.PROPOSED, State.ACTIVE, State.PARKED, State.STOPPED}),
    State.ACTIVE: frozenset({State.PROPOSED, State.CLAIMED, State.PARKED, State.STOPPED, State.CLOSED}),
    State.CLAIMED: frozenset({State.VERIFIED, State.ACTIVE, State.PARKED, State.STOPPED, State.CLOSED}),
    State.VERIFIED: frozenset({State.CLOSED, State.ACTIVE}),
    State.CLOSED: frozenset({State.ACTIVE}),
    State.PARKED: frozenset({State.PROPOSED, State.ACTIVE, State.STOPPED}),
    State.STOPPED: frozenset(),
}
"""Every step there is. A goal whose promise changes is proposed again: its keys were turned to other words."""


class How(StrEnum):
    """How a key is held."""

    ACCOUNT = "account"
    CODE = "code"
    SPOKEN = "spoken"


class Take(StrEnum):
    """Where somebody stands to a goal; the last two need words."""

    AGREE = "agree"
    LIVE_WITH = "live_with"
    NOT_YET = "not_yet"
    BLOCK = "block"


NEED_WORDS = frozenset({Take.NOT_YET, Take.BLOCK})


class Strand(StrEnum):
    """The three strands that a site works on in parallel."""

    PRACTICE = "practice"
    ORGANISATION = "organisation"
    CULTURE = "culture"


class ClosedHow(StrEnum):
    """How a goal ended: with a change that lasts, or, as honourably, without one."""

    SUSTAINED = "sustained"
    WITHOUT_CHANGE = "without_change"


class Reviewed(StrEnum):
    """What a review meeting made of a goal."""

    KEPT = "kept"
    CHANGED = "changed"
    VERIFIED = "verified"
    PARKED = "parked"
    STOPPED = "stopped"


class PromiseKept(StrEnum):
    """What became of what was promised at the last review."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


def may_become(state: str, wanted: State) -> bool:
    """Whether a goal can go from one state to another in one step."""
    return wanted in NEXT[State(state)]


def other_side(side: str) -> str:
    return PROFESSION if side == LIVED_EXPERIENCE else LIVED_EXPERIENCE


def is_own_work(person: str, *, leads: Iterable[object], claimed_by: object, doers: Iterable[object]) -> bool:
    """Whether somebody would verify their own work: a co-lead's, the claimer's, or that of a doer of a test."""
    return person in {str(one) for one in (*leads, claimed_by, *doers) if one is not None}


def free_slot(taken: Iterable[int | None]) -> int | None:
    """The first of a team's three places that is free; None when all are taken."""
    held = set(taken)
    return next((slot for slot in SLOTS if slot not in held), None)


def strands_without(live: Iterable[str]) -> tuple[Strand, ...]:
    """The strands in which a site has no live goal, in their fixed order."""
    held = set(live)
    return tuple(strand for strand in Strand if strand not in held)


def dates_fit(starts_on: dt.date | None, due_on: dt.date | None) -> bool:
    """Whether a goal is due on or after the day it starts; a missing date fits."""
    return starts_on is None or due_on is None or starts_on <= due_on


def aims_higher(baseline: int | None, target: int | None) -> bool:
    """Whether both stages exist and a goal aims no lower than it begins; a missing stage fits."""
    if any(stage is not None and stage not in STAGES for stage in (baseline, target)):
        return False
    return baseline is None or target is None or target >= baseline

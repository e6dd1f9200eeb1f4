"""Which promises count as forgotten, from which day on, who may see them and who may mend them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

from alongside.access.permissions import Permission
from alongside.goals.rules.goals import SIDES


class Kind(StrEnum):
    """One kind of broken promise, in the order in which people are told of them."""

    STUDY = "study"
    TELL = "tell"
    CONFIRM = "confirm"
    KEY = "key"
    TEST = "test"
    GAP = "gap"
    REVIEW = "review"


_A_DAY, _TWO_WEEKS = dt.timedelta(days=1), dt.timedelta(days=14)
AFTER: dict[Kind, dt.timedelta] = {
    Kind.STUDY: _A_DAY,
    Kind.TELL: _TWO_WEEKS,
    Kind.CONFIRM: dt.timedelta(0),
    Kind.KEY: _TWO_WEEKS,
    Kind.TEST: _TWO_WEEKS,
    Kind.GAP: dt.timedelta(days=60),
    Kind.REVIEW: _A_DAY,
}
"""How long something may wait before it counts as forgotten. What had a day counts from the day after; a loop that
was told counts from when silence has been noted, which takes its 90 days."""

SEEN_WITH: dict[Kind, Permission] = {
    Kind.STUDY: Permission.GOAL_VIEW,
    Kind.TELL: Permission.LOOP_VIEW,
    Kind.CONFIRM: Permission.LOOP_VIEW,
    Kind.KEY: Permission.GOAL_VIEW,
    Kind.TEST: Permission.GOAL_VIEW,
    Kind.GAP: Permission.ROUND_READ,
    Kind.REVIEW: Permission.GOAL_VIEW,
}
MENDED_WITH: dict[Kind, Permission] = {
    Kind.STUDY: Permission.GOAL_TEST,
    Kind.TELL: Permission.LOOP_TELL,
    Kind.CONFIRM: Permission.LOOP_TELL,
    Kind.KEY: Permission.GOAL_AGREE,
    Kind.TEST: Permission.GOAL_TEST,
    Kind.GAP: Permission.GAP_SETTLE,
    Kind.REVIEW: Permission.REVIEW_HOLD,
}


def since_at_the_latest(kind: Kind, *, on: dt.date) -> dt.date:
    """What waits since this day, or an earlier one, is forgotten by now."""
    return on - AFTER[kind]


def key_to_turn(
    person: str, *, counts: Iterable[str], hands: Mapping[str, Iterable[object]], stands_for: Iterable[str]
) -> str:
    """The side whose missing key somebody could turn (or confirm) now; "" for none.

    `counts` are the sides whose key counts; `hands` per side everybody with a part in its key; `stands_for` the sides
    that the person can stand for on this goal. Nobody has a part in both keys, or confirms what they wrote down.
    """
    there, mine = set(counts), set(stands_for)
    for side in SIDES:
        others = [str(one) for other in SIDES if other != side for one in hands.get(other, ()) if one is not None]
        own = [str(one) for one in hands.get(side, ()) if one is not None]
        if side not in there and side in mine and person not in others and person not in own:
            return side
    return ""

"""Who took part in a goal's tests of change: their work too, so that they do not verify it."""

from __future__ import annotations

from uuid import UUID

from alongside.goals.models import Goal


def doers_of(goal: Goal) -> frozenset[UUID]:
    """The accounts of those recorded as doing a part of one of the goal's cycles."""
    return frozenset()

"""Who took part in a goal's tests of change: their work too, so that they do not verify it."""

from __future__ import annotations

from uuid import UUID

from alongside.goals.models import CycleAct, Goal


def doers_of(goal: Goal) -> frozenset[UUID]:
    """The accounts of those recorded as doing a part of one of the goal's cycles. One query."""
    acts = CycleAct.objects.filter(cycle__idea__goal=goal, user__isnull=False)
    return frozenset(user for user in acts.values_list("user_id", flat=True) if user)

"""Whole lives of goals and loops at once, for a demonstration and for trials of size. A real installation refuses.

They obey the rules of the services for one act, in the order of their days, and leave the same rows; only the trail
has one row for all of them.
"""

from alongside.goals.services.bulk.goals import lay_down_goals
from alongside.goals.services.bulk.histories import (
    CycleHistory,
    Done,
    DriverHistory,
    GoalHistory,
    IdeaHistory,
    LoopHistory,
    OnlyInADemonstration,
    PromiseHistory,
    ReviewHistory,
    Said,
    Step,
)
from alongside.goals.services.bulk.loops import lay_down_loops
from alongside.goals.services.bulk.reviews import lay_down_reviews

__all__ = [
    "CycleHistory", "Done", "DriverHistory", "GoalHistory", "IdeaHistory", "LoopHistory", "OnlyInADemonstration",
    "PromiseHistory", "ReviewHistory", "Said", "Step", "lay_down_goals", "lay_down_loops", "lay_down_reviews",
]  # fmt: skip

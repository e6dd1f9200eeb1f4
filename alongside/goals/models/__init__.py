"""Goals and what hangs on them: keys, stances, reviews."""

from alongside.goals.models.cycles import Cycle, CycleQuerySet
from alongside.goals.models.goals import Goal, GoalQuerySet
from alongside.goals.models.ideas import ChangeIdea, ChangeIdeaQuerySet, CycleAct, Driver, DriverQuerySet, IdeaIndex
from alongside.goals.models.keys import AskedToVerify, GoalEvent, KeyCode, Stance, Standing
from alongside.goals.models.ledger import Contribution, ContributionQuerySet, Proposal, ProposalQuerySet
from alongside.goals.models.loops import (
    Listener,
    Loop,
    LoopAnswer,
    LoopCode,
    LoopEvent,
    LoopQuerySet,
    LoopWords,
    Telling,
)
from alongside.goals.models.plans import Resource, ResourceQuerySet, TeamPlan
from alongside.goals.models.pulses import Pulse, PulseAnswer, PulseCode, PulseQuerySet
from alongside.goals.models.reminders import CalendarAddress, CalendarAddressQuerySet, LettersStopped, WeeklyLetter
from alongside.goals.models.reviews import Promise, Review, ReviewedGoal

__all__ = [
    "AskedToVerify", "CalendarAddress", "CalendarAddressQuerySet", "ChangeIdea", "ChangeIdeaQuerySet", "Contribution",
    "ContributionQuerySet", "Cycle", "CycleAct", "CycleQuerySet", "Driver", "DriverQuerySet", "Goal", "GoalEvent",
    "GoalQuerySet", "IdeaIndex", "KeyCode", "LettersStopped", "Listener", "Loop", "LoopAnswer", "LoopCode",
    "LoopEvent", "LoopQuerySet", "LoopWords", "Promise", "Proposal", "ProposalQuerySet", "Pulse", "PulseAnswer",
    "PulseCode", "PulseQuerySet", "Resource", "ResourceQuerySet", "Review", "ReviewedGoal", "Stance", "Standing",
    "TeamPlan", "Telling", "WeeklyLetter",
]  # fmt: skip

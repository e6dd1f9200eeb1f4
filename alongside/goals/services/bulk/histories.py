"""What is told of a goal or a loop from its beginning to where it stands: who did what, as whom, on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.core import installation
from alongside.core.refusals import Refusal
from alongside.goals.models import Goal
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import Says
from alongside.goals.services.cycles.ideas import Idea
from alongside.goals.services.cycles.running import Plan
from alongside.goals.services.loops.opening import Raised
from alongside.goals.services.proposing import IDEA, Born, Words
from alongside.programmes.models import Place


class OnlyInADemonstration(Refusal):
    message = _(
        "Whole lives of goals and loops are laid down only in a demonstration. Here people do each act themselves."
    )


@dataclass(frozen=True, kw_only=True)
class Done:
    """One act: by whom, in which of their voices, on which day."""

    by: Actor
    voice: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class Said(Done):
    """An act with what was said at it: a claim, a reason, what happened, what was learned."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Step(Said):
    """A goal's step to another state; `how` it was closed. A step back to active opens it again or goes on."""

    to: State
    words: str = ""
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class DriverHistory:
    """A driver; `under` is the place, in the goal's list, of the primary one it hangs below."""

    text: str
    under: int | None = None


@dataclass(frozen=True, kw_only=True)
class CycleHistory:
    """A test as far as it went: planned, begun, done, studied, decided."""

    plan: Plan
    planned: Done
    began: Done | None = None
    began_before_written: bool = False
    did: Said | None = None
    surprises: str = ""
    studied: Said | None = None
    result: str = ""
    value: float | None = None
    decided: Said | None = None
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class IdeaHistory:
    """A change idea, its tests in their order, and whether it was done without one or shared."""

    idea: Idea
    proposed: Done
    driver: int | None = None
    cycles: tuple[CycleHistory, ...] = ()
    untested: Said | None = None
    shared: Said | None = None


@dataclass(frozen=True, kw_only=True)
class GoalHistory:
    """A goal from its proposal to where it stands. Its co-leads are a pair, one of each side."""

    place: Place
    words: Words
    proposed: Done
    lived_lead: Actor
    profession_lead: Actor
    born: Born = IDEA
    keys: tuple[Done, ...] = ()
    steps: tuple[Step, ...] = ()
    drivers: tuple[DriverHistory, ...] = ()
    ideas: tuple[IdeaHistory, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LoopHistory:
    """A loop from the day it was raised to where it stands.

    Those who raised it are told at the place, and letters with a code are handed out: `letters` came back by one, and
    `open_answers` by the poster, until they were looked at on `heard_on`.
    """

    place: Place
    told: Raised
    opened: Done
    steps: Mapping[str, dt.date] = field(default_factory=dict)
    decided: Said | None = None
    decision: str = ""
    telling: Said | None = None
    public: bool = False
    letters: Mapping[Says, int] = field(default_factory=dict)
    open_answers: Mapping[Says, int] = field(default_factory=dict)
    heard_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PromiseHistory:
    """Something that was promised at a review, and what was said of it at the next one, if there was one."""

    text: str
    voice: str = ""
    by_on: dt.date | None = None
    kept: str = ""
    happened: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewHistory:
    """A finished review: who was there, what was made of each goal and why, what was promised, when the next one is."""

    place: Place
    held: Done
    present: Mapping[str, int]
    with_consultant: bool = False
    words: str = ""
    goals: tuple[tuple[Goal, str, str], ...] = ()
    promises: tuple[PromiseHistory, ...] = ()
    next_on: dt.date | None = None


def refuse_for_real() -> None:
    """Only made-up people have their lives told at once."""
    if not installation.is_demonstration():
        raise OnlyInADemonstration

"""Pure decisions about tests of change: where one stands, what may come next, what its idea became, when it is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

STUDY_AFTER_DAYS = 14
"""When a test says nothing else, its result is looked at two weeks after it began."""


class Step(StrEnum):
    """Where a test of change stands; read from its dates, never kept beside them."""

    PLANNED = "PLANNED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    STUDIED = "STUDIED"
    DECIDED = "DECIDED"


class Scale(StrEnum):
    """How big a test is, from the smallest up."""

    ONE = "one"
    FEW = "few"
    TEAM = "team"
    SEVERAL = "several"


SIZES: dict[str, int] = {scale: size for size, scale in enumerate(Scale)}
SMALL = frozenset({Scale.ONE, Scale.FEW})


class Result(StrEnum):
    """What came of the prediction."""

    RIGHT = "right"
    WRONG = "wrong"
    COULD_NOT_TELL = "could_not_tell"


class Decision(StrEnum):
    """What is made of a test that has been studied."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    SPREAD = "spread"


class Outcome(StrEnum):
    """What became of an idea. Done without a test is counted apart, and never as a success."""

    ADOPTED = "ADOPTED"
    ADAPTED = "ADAPTED"
    ABANDONED = "ABANDONED"
    UNTESTED = "UNTESTED"


SHAREABLE = frozenset({Outcome.ADOPTED, Outcome.ADAPTED, Outcome.ABANDONED})
BECOMES = {
    Decision.ADOPT: Outcome.ADOPTED,
    Decision.SPREAD: Outcome.ADOPTED,
    Decision.ADAPT: Outcome.ADAPTED,
    Decision.ABANDON: Outcome.ABANDONED,
}


class Setting(StrEnum):
    """Where an idea was tried, so that others in such a place find it."""

    WARD = "ward"
    COMMUNITY = "community"
    CRISIS = "crisis"
    SECURE = "secure"
    YOUNG_PEOPLE = "young_people"
    OLDER_PEOPLE = "older_people"
    COLLEGE = "college"
    ANYWHERE = "anywhere"


class Part(StrEnum):
    """What somebody did of a test."""

    PLANNED = "planned"
    STARTED = "started"
    DID = "did"
    STUDIED = "studied"
    DECIDED = "decided"
    TOOK_PART = "took_part"


def step_of(
    *, started_on: dt.date | None, did_on: dt.date | None, studied_on: dt.date | None, decided_on: dt.date | None
) -> Step:
    """Where a test stands."""
    if decided_on:
        return Step.DECIDED
    if studied_on:
        return Step.STUDIED
    if did_on:
        return Step.DONE
    return Step.RUNNING if started_on else Step.PLANNED


def study_is_overdue(
    *, started_on: dt.date | None, study_on: dt.date | None, studied_on: dt.date | None, on: dt.date
) -> bool:
    """Whether the day on which the result was to be looked at has gone by without anyone looking."""
    return started_on is not None and studied_on is None and study_on is not None and study_on < on


def was_begun_before_it_was_written(*, written_on: dt.date, started_on: dt.date) -> bool:
    """Whether a test had begun on a day before its plan was written down."""
    return started_on < written_on


def is_a_tested_success(*, result: str, decision: str, began_before_written: bool) -> bool:
    """Whether a test counts as one that worked: predicted first, right, and kept (rule 8)."""
    kept = decision in (Decision.ADOPT, Decision.SPREAD)
    return kept and result == Result.RIGHT and not began_before_written


def voices_of(acts: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many people of each voice had a part, from (person, voice) of what each did; a person counts once."""
    found: dict[str, set[str]] = {}
    for person, voice in acts:
        found.setdefault(voice, set()).add(person)
    return {voice: len(people) for voice, people in found.items()}

"""Pure decisions about the pulse after a meeting: what is asked, what may be kept of the answers.

It is a small round: four answers on one scale, or "I'd rather not say", per voice, kept by `numerics.disclosure`
as a round's answers are. Four answers and not three: where nearly everybody gives one answer only a half of the
scale is kept, and a half that holds a single answer would tell it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alongside.numerics import disclosure
from alongside.numerics.disclosure import Side, Silence, VoiceCounts


class Question(StrEnum):
    """What is asked. The value is the answer's column."""

    HEARD = "heard"
    INFLUENCED = "influenced"
    SAFE = "safe"


class Says(StrEnum):
    """An answer; the first four from least to most."""

    NO = "no"
    A_LITTLE = "a_little"
    MOSTLY = "mostly"
    YES = "yes"
    RATHER_NOT = "rather_not"


STAGE = {Says.NO: 0, Says.A_LITTLE: 1, Says.MOSTLY: 2, Says.YES: 3}
OPEN_FOR = dt.timedelta(days=14)
OPEN_AT_MOST = dt.timedelta(days=42)
CODES_AT_MOST = 60


@dataclass(frozen=True)
class Said:
    """One person's answers, while they are counted."""

    voice: str
    answers: Mapping[Question, str]


def what_may_be_kept(said: Iterable[Said], *, sides: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Per question, what `numerics.disclosure` lets stand of the answers, ready to be stored.

    `sides`: the side of each voice that could answer, in the order in which they are named.
    """
    given = list(said)
    return {question.value: _kept(question, given, sides) for question in Question}


def _kept(question: Question, said: list[Said], sides: Mapping[str, str]) -> dict[str, Any]:
    counts = []
    for voice, side in sides.items():
        answers = [Says(one.answers[question]) for one in said if one.voice == voice]
        stages = [0, 0, 0, 0]
        for answer in answers:
            if answer in STAGE:
                stages[STAGE[answer]] += 1
        silent = answers.count(Says.RATHER_NOT)
        counts.append(
            VoiceCounts(
                voice,
                Side(side),
                (stages[0], stages[1], stages[2], stages[3]),
                {Silence.DECLINED: silent} if silent else {},
                ballots=len(answers),
            )
        )
    return disclosure.keep(counts).as_dict()


def may_close_on(held_on: dt.date, closes_on: dt.date, *, on: dt.date) -> bool:
    """Whether a pulse may take answers until that day: from today on, and not long after the meeting."""
    return held_on <= on <= closes_on <= on + OPEN_AT_MOST

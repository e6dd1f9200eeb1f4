"""The four features of the method, for one test and for a ramp of tests. Pure.

Source: Taylor MJ, McNicholas C, Nicolay C, Darzi A, Bell D, Reed JE, "Systematic review of the application of the
plan-do-study-act method to improve quality in healthcare", BMJ Quality & Safety 2014;23:290-298. It asks for cycles
that follow from each other, a prediction before the test, a small scale at first, and data over time. The review says
what each feature is; where the lines are drawn below (what is small, how many figures) is ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from alongside.goals.rules.cycles import SIZES, SMALL, Result

FIGURES = 3
"""The fewest figures of different days in which a direction can be seen at all."""


class Feature(StrEnum):
    """What makes a test a test of this method."""

    ITERATIVE = "iterative"
    SMALL_SCALE = "small_scale"
    PREDICTION = "prediction"
    DATA_OVER_TIME = "data_over_time"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the meter needs to know of one test.

    Attributes:
        follows: it starts from the test before, and says what was learned and what changes.
        scale: how big it is, a code of `Scale`.
        predicted: it had a prediction and something to be measured before it began.
        figures: the days of the figures from its time, its own result included.
        result: a code of `Result`; empty while nobody has looked.
    """

    follows: bool
    scale: str
    predicted: bool
    figures: frozenset[dt.date]
    result: str = ""


Met = Mapping[Feature, bool]


def of_cycle(facts: Facts) -> Met:
    """Which features one test shows. The first of a ramp is not iterative yet."""
    return {
        Feature.ITERATIVE: facts.follows,
        Feature.SMALL_SCALE: facts.scale in SMALL,
        Feature.PREDICTION: facts.predicted,
        Feature.DATA_OVER_TIME: len(facts.figures) >= FIGURES,
    }


def of_ramp(ramp: Sequence[Facts]) -> Met:
    """Which features a ramp of tests shows, the first test first.

    Iterative: more than one test, each from the one before. Small scale: it begins small and does not grow after a
    prediction that was wrong. Prediction: every test has one. Data over time: enough figures over the whole ramp.
    """
    grew_anyway = any(
        SIZES.get(later.scale, 0) > SIZES.get(earlier.scale, 0) and earlier.result == Result.WRONG
        for earlier, later in pairwise(ramp)
    )
    return {
        Feature.ITERATIVE: len(ramp) > 1 and all(facts.follows for facts in ramp[1:]),
        Feature.SMALL_SCALE: bool(ramp) and ramp[0].scale in SMALL and not grew_anyway,
        Feature.PREDICTION: bool(ramp) and all(facts.predicted for facts in ramp),
        Feature.DATA_OVER_TIME: len(frozenset().union(*(facts.figures for facts in ramp))) >= FIGURES,
    }

"""How tests of change are spoken of: their scales, results, decisions, parts and the four features."""

from __future__ import annotations

from alongside.goals.rules.cycles import Decision, Outcome, Part, Result, Scale, Setting, Step
from alongside.goals.rules.meter import Feature

STEPS = {
    Step.PLANNED: "Planned",
    Step.RUNNING: "Being tested",
    Step.DONE: "Done, not studied yet",
    Step.STUDIED: "Studied, not decided yet",
    Step.DECIDED: "Decided",
}
SCALES = {
    Scale.ONE: "One person, one shift or one day",
    Scale.FEW: "A few people, shifts or days",
    Scale.TEAM: "The whole team or ward",
    Scale.SEVERAL: "Several teams",
}
RESULTS = {Result.RIGHT: "As predicted", Result.WRONG: "Not as predicted", Result.COULD_NOT_TELL: "Could not tell"}
DECISIONS = {
    Decision.ADOPT: "Keep it",
    Decision.ADAPT: "Change it and test again",
    Decision.ABANDON: "Stop it",
    Decision.SPREAD: "Keep it and take it further",
}
OUTCOMES = {
    Outcome.ADOPTED: "Kept",
    Outcome.ADAPTED: "Adapted",
    Outcome.ABANDONED: "Stopped",
    Outcome.UNTESTED: "Done without a test",
}
SETTINGS = {
    Setting.WARD: "A ward",
    Setting.COMMUNITY: "A community team",
    Setting.CRISIS: "A crisis service",
    Setting.SECURE: "A secure service",
    Setting.YOUNG_PEOPLE: "A service for children and young people",
    Setting.OLDER_PEOPLE: "A service for older people",
    Setting.COLLEGE: "A Recovery College",
    Setting.ANYWHERE: "Anywhere",
}
PARTS = {
    Part.PLANNED: "planned it",
    Part.STARTED: "began it",
    Part.DID: "wrote down what happened",
    Part.STUDIED: "looked at the result",
    Part.DECIDED: "decided",
    Part.TOOK_PART: "took part",
}
FEATURES = {
    Feature.ITERATIVE: "Goes on from the test before",
    Feature.SMALL_SCALE: "Begins small",
    Feature.PREDICTION: "Predicted before it began",
    Feature.DATA_OVER_TIME: "Three figures or more over time",
}

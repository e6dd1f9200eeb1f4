"""How tests of change are spoken of: their scales, results, decisions, parts and the four features."""

from __future__ import annotations

from alongside.core.words import gettext_noop
from alongside.goals.rules.cycles import Decision, Outcome, Part, Result, Scale, Setting, Step
from alongside.goals.rules.meter import Feature

STEPS = {
    Step.PLANNED: gettext_noop("Planned"),
    Step.RUNNING: gettext_noop("Being tested"),
    Step.DONE: gettext_noop("Done, not studied yet"),
    Step.STUDIED: gettext_noop("Studied, not decided yet"),
    Step.DECIDED: gettext_noop("Decided"),
}
SCALES = {
    Scale.ONE: gettext_noop("One person, one shift or one day"),
    Scale.FEW: gettext_noop("A few people, shifts or days"),
    Scale.TEAM: gettext_noop("The whole team or ward"),
    Scale.SEVERAL: gettext_noop("Several teams"),
}
RESULTS = {
    Result.RIGHT: gettext_noop("As predicted"),
    Result.WRONG: gettext_noop("Not as predicted"),
    Result.COULD_NOT_TELL: gettext_noop("Could not tell"),
}
DECISIONS = {
    Decision.ADOPT: gettext_noop("Keep it"),
    Decision.ADAPT: gettext_noop("Change it and test again"),
    Decision.ABANDON: gettext_noop("Stop it"),
    Decision.SPREAD: gettext_noop("Keep it and take it further"),
}
OUTCOMES = {
    Outcome.ADOPTED: gettext_noop("Kept"),
    Outcome.ADAPTED: gettext_noop("Adapted"),
    Outcome.ABANDONED: gettext_noop("Stopped"),
    Outcome.UNTESTED: gettext_noop("Done without a test"),
}
SETTINGS = {
    Setting.WARD: gettext_noop("A ward"),
    Setting.COMMUNITY: gettext_noop("A community team"),
    Setting.CRISIS: gettext_noop("A crisis service"),
    Setting.SECURE: gettext_noop("A secure service"),
    Setting.YOUNG_PEOPLE: gettext_noop("A service for children and young people"),
    Setting.OLDER_PEOPLE: gettext_noop("A service for older people"),
    Setting.COLLEGE: gettext_noop("A Recovery College"),
    Setting.ANYWHERE: gettext_noop("Anywhere"),
}
PARTS = {
    Part.PLANNED: gettext_noop("planned it"),
    Part.STARTED: gettext_noop("began it"),
    Part.DID: gettext_noop("wrote down what happened"),
    Part.STUDIED: gettext_noop("looked at the result"),
    Part.DECIDED: gettext_noop("decided"),
    Part.TOOK_PART: gettext_noop("took part"),
}
FEATURES = {
    Feature.ITERATIVE: gettext_noop("Goes on from the test before"),
    Feature.SMALL_SCALE: gettext_noop("Begins small"),
    Feature.PREDICTION: gettext_noop("Predicted before it began"),
    Feature.DATA_OVER_TIME: gettext_noop("Three figures or more over time"),
}

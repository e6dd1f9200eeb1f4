"""What a chart says: the one thing that a picture, a table, a sentence and the API are all drawn from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

X = float | str | dt.date


class Profile(StrEnum):
    """Whose constants and conventions: never mixed in one chart."""

    SHEWHART = "shewhart"
    NHS = "nhs"


class Chart(StrEnum):
    """A kind of chart; the value is its name in requests."""

    RUN = "run"
    I = "i"  # noqa: E741 - the chart's name in the field
    MR = "mr"
    XBAR = "xbar"
    S = "s"
    T = "t"
    P = "p"
    P_PRIME = "pp"
    U = "u"
    U_PRIME = "up"
    C = "c"
    G = "g"
    I_PRIME = "ip"


class Improvement(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Label(StrEnum):
    """What one point of an NHS chart is called: the meaning, and on which side of the centre the signal lies."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether a process as it is will meet its target: always, never, or now and then."""

    PASS = "pass"  # noqa: S105 - the published word
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a reader must know beside the figures: a stable code (docs/spc.md lists them) and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One stretch of a chart with a centre line of its own, and its runs analysis (Anhøj).

    Attributes:
        n_obs: points not excluded, missing ones counted.
        n_useful: those that have a value and do not lie on the centre line.
        longest_run: most useful points in a row on one side.
        longest_run_max: the most that chance explains; None without useful points.
        crossings: how often the useful points change sides.
        crossings_min: the fewest that chance explains; None without useful points.
        runs_signal: a run is too long or the line is crossed too seldom; False also when it is not judged.
    """

    n_obs: int
    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    runs_signal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which NHS rule fired at which point, one flag per point: a label hides the rules it outranks, this does not."""

    outside: tuple[bool, ...]
    trend: tuple[bool, ...]
    two_in_three: tuple[bool, ...]
    shift: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A chart, read. All columns are of equal length, sorted by x; None is a number that does not exist.

    Attributes:
        profile, chart: what was asked for.
        x: one entry per point (subgroup).
        y: what is plotted. n: its denominator or subgroup size.
        phase: which phase each point is in, from 1.
        excluded: points left out of centre, spread and runs; of moving ranges both that touch an excluded value.
        baseline: points that centre and spread were worked out from.
        cl, lcl, ucl: centre and control limits; 0 for a limit clipped at 0.
        lcl2, ucl2: the inner (two sigma) limits.
        sigma_signal: strictly beyond a control limit.
        phases: the runs analysis of each phase, in order.
        warnings: what a reader must know besides.
        rules, label, variation, assurance: the NHS profile's; None with the other. A label is None where the
            point or its limits are missing; so is `variation`, the last point's label.
        target: one entry per point; None where there is none.
    """

    profile: Profile
    chart: Chart
    x: tuple[X, ...]
    y: tuple[float | None, ...]
    n: tuple[float | None, ...]
    phase: tuple[int, ...]
    excluded: tuple[bool, ...]
    baseline: tuple[bool, ...]
    cl: tuple[float | None, ...]
    lcl: tuple[float | None, ...]
    ucl: tuple[float | None, ...]
    lcl2: tuple[float | None, ...]
    ucl2: tuple[float | None, ...]
    sigma_signal: tuple[bool, ...]
    phases: tuple[Phase, ...]
    warnings: tuple[Warned, ...] = ()
    improvement: Improvement = Improvement.NEUTRAL
    target: Sequence[float | None] = field(default=())
    rules: Rules | None = None
    label: tuple[Label | None, ...] | None = None
    variation: Label | None = None
    assurance: Assurance | None = None

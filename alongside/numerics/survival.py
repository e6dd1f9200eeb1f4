"""How long things take that have not all happened yet: the Kaplan-Meier curve with its interval.

Some loops have closed, others are still open and have only been watched for so long. Leaving the open ones out makes
closing look quick, counting them as never closing makes it look slow. Here each counts for as long as it was watched.

Sources:
    Kaplan EL, Meier P (1958). Nonparametric estimation from incomplete observations. JASA 53, 457-481.
    Greenwood M (1926). The natural duration of cancer. Reports on Public Health and Medical Subjects 33, 1-26.
        (the variance of the curve)
    Kalbfleisch JD, Prentice RL (2002). The statistical analysis of failure time data, 2nd ed., section 1.4. Wiley.
        (the interval on the scale log(-log S), which never leaves 0 to 1)
    Brookmeyer R, Crowley J (1982). A confidence interval for the median survival time. Biometrics 38, 29-41.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

_NEARLY = 1e-12  # products of fractions that should be exactly one half may miss it by their last digit


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from one moment at which something happened until the next.

    Attributes:
        time: when, in the unit of the times given.
        at_risk: how many had been watched until then and had not seen it happen before.
        happened: to how many it happened at that moment.
        share: the part to whom it has not happened, 0 to 1.
        error: the standard error of the share (Greenwood); None once nobody is left.
        low, high: the interval of the share; None once nobody is left, because nothing is known of its width.
    """

    time: float
    at_risk: int
    happened: int
    share: float
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The whole curve. It begins at 1 and time 0 and is only known up to `longest`.

    Attributes:
        steps: the moments at which it falls, the earliest first.
        n: how many were watched. happened: to how many it happened.
        watched: for each who has not seen it happen, how long they were watched, the shortest first.
        longest: the longest time anybody was watched; 0 when nobody was.
        median: the time by which it has happened to half of them; None while more than half are waiting.
        median_low, median_high: its interval; None where the curve does not reach that far.
    """

    steps: tuple[Step, ...]
    n: int
    happened: int
    watched: tuple[float, ...]
    longest: float
    median: float | None
    median_low: float | None
    median_high: float | None

    def at(self, time: float) -> Step | None:
        """The step that holds at a time; None before the first one, where the share is still 1.

        Args:
            time: in the unit of the times given, 0 to `longest`.

        Raises:
            ValueError: a time below 0, or one that nobody was watched for.
        """
        if not 0 <= time <= self.longest:
            message = f"nobody was watched for {time}; the curve is known from 0 to {self.longest}"
            raise ValueError(message)
        found = bisect_right([step.time for step in self.steps], time)
        return self.steps[found - 1] if found else None

    def watched_for(self, time: float) -> int:
        """How many were watched for at least so long, or until it happened to them later than that."""
        gone = sum(step.happened for step in self.steps if step.time < time)
        return self.n - gone - bisect_left(self.watched, time)


def survival(times: Sequence[float], happened: Sequence[bool], *, level: float = 0.95) -> Curve:
    """The share to whom it has not happened yet, over time (Kaplan and Meier 1958), with log-log intervals.

    Who stopped being watched at the same moment as it happened to another counts as watched at that moment.

    Args:
        times: how long each was watched, in days or any other unit, 0 or more.
        happened: for each, whether it happened at the end of that time; otherwise the watching ended or goes on.
        level: how often such an interval holds the true share, between 0 and 1.

    Returns:
        The curve. Without anybody it has no steps and no median.

    Raises:
        ValueError: two lengths, a time below 0 or not finite, or a level that is none.

    Example:
        >>> curve = survival([6, 7, 10, 15, 19, 25], [True, False, True, True, False, True])
        >>> [(step.time, step.at_risk, round(step.share, 3)) for step in curve.steps]
        [(6, 6, 0.833), (10, 4, 0.625), (15, 3, 0.417), (25, 1, 0.0)]
        >>> curve.median
        15
    """
    _check(times, happened, level)
    steps = tuple(_steps(times, happened, NormalDist().inv_cdf((1 + level) / 2)))
    return Curve(
        steps=steps,
        n=len(times),
        happened=sum(happened),
        watched=tuple(sorted(time for time, ended in zip(times, happened, strict=True) if not ended)),
        longest=max(times, default=0),
        median=_first(steps, [step.share for step in steps]),
        median_low=_first(steps, [step.low for step in steps]),
        median_high=_first(steps, [step.high for step in steps]),
    )


def _check(times: Sequence[float], happened: Sequence[bool], level: float) -> None:
    if len(times) != len(happened):
        message = f"{len(times)} times cannot go with {len(happened)} answers to whether it happened"
        raise ValueError(message)
    if any(not (time >= 0 and math.isfinite(time)) for time in times):
        message = "a time is 0 or more, and finite"
        raise ValueError(message)
    if not 0 < level < 1:
        message = f"a level lies between 0 and 1, not {level}"
        raise ValueError(message)


def _steps(times: Sequence[float], happened: Sequence[bool], z: float) -> Iterator[Step]:
    """Moment by moment: the share falls by the part of those at risk to whom it happened."""
    ends = Counter(times)
    falls = Counter(time for time, ended in zip(times, happened, strict=True) if ended)
    at_risk, share, spread = len(times), 1.0, 0.0
    for time in sorted(ends):
        if fell := falls[time]:
            left = at_risk - fell
            share = share * left / at_risk
            if left:
                spread += fell / (at_risk * left)
                low, high = _interval(share, spread, z)
                yield Step(time, at_risk, fell, share, share * math.sqrt(spread), low, high)
            else:
                yield Step(time, at_risk, fell, 0.0, None, None, None)
        at_risk -= ends[time]


def _interval(share: float, spread: float, z: float) -> tuple[float, float]:
    """S to the power of exp(±z·s), where s is the error of log(-log S): sqrt(Greenwood's sum) / |log S|."""
    width = z * math.sqrt(spread) / -math.log(share)
    return share ** math.exp(width), share ** math.exp(-width)


def _first(steps: Sequence[Step], values: Sequence[float | None]) -> float | None:
    """The first moment at which a column is at one half or below."""
    for step, value in zip(steps, values, strict=True):
        if value is not None and value <= 0.5 + _NEARLY:
            return step.time
    return None

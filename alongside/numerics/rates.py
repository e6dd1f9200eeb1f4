"""Rates and proportions with how far chance alone could have moved them.

A rate is events over exposure (incidents over bed days); its interval is exact (Garwood 1936). A proportion is people
out of people; its interval is Wilson's score interval, which Newcombe (1998) recommends, or the exact one of
Clopper and Pearson (1934), which is never too short and often too long.

Sources:
    Garwood F (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.
    Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits illustrated in the case of the
        binomial. Biometrika 26, 404-413.
    Wilson EB (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    Newcombe RG (1998). Two-sided confidence intervals for the single proportion: comparison of seven methods.
        Statistics in Medicine 17, 857-872.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from alongside.numerics.tails import binomial_at_most, poisson_at_most, where


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the interval around it. Attributes: value, low, high, all in the unit asked for."""

    value: float
    low: float
    high: float


def rate(events: int, exposure: float, *, per: float = 1000.0, level: float = 0.95) -> Estimate:
    """Events per so much exposure, with the exact interval of their count (Garwood 1936).

    Args:
        events: how many happened, 0 or more.
        exposure: over how much, above 0: bed days, contacts.
        per: the unit of the answer; 1,000 for "per 1,000 bed days".
        level: how often such an interval holds the true rate, between 0 and 1.

    Returns:
        The rate with its interval.

    Raises:
        ValueError: events below 0, no exposure, or a level that is none.

    Example:
        >>> found = rate(12, 540)
        >>> round(found.value, 1), round(found.low, 1), round(found.high, 1)
        (22.2, 11.5, 38.8)
    """
    if not (exposure > 0 and math.isfinite(exposure)):
        message = f"a rate needs an exposure above 0, not {exposure}"
        raise ValueError(message)
    low, high = poisson_interval(events, level=level)
    scale = per / exposure
    return Estimate(events * scale, low * scale, high * scale)


def poisson_interval(events: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact interval for the mean behind a count of events.

    The lower end is the mean at which so many or more happen with probability (1 - level) / 2, the upper that at
    which so few or fewer do; below 0 events nothing is possible, so the lower end is 0 there.

    Args:
        events: how many happened, 0 or more.
        level: between 0 and 1.

    Returns:
        The lower and the upper end, in events.

    Raises:
        ValueError: events below 0, or a level that is none.

    Source: Garwood (1936), whose table the tests check.

    Example:
        >>> [round(end, 3) for end in poisson_interval(10)]
        [4.795, 18.39]
    """
    _refuse(events, math.inf, level)
    tail = (1 - level) / 2
    # Ten standard deviations and more: a tail that a float can hold beside 1 (about 1e-16) ends at nine.
    reach = events + 10 * math.sqrt(events + 1) + 40.0
    low = where(lambda mean: 1 - poisson_at_most(events - 1, mean) >= tail, 0.0, events + 1.0) if events else 0.0
    return low, where(lambda mean: poisson_at_most(events, mean) <= tail, float(events), reach)


def proportion(part: int, whole: int, *, level: float = 0.95) -> Estimate:
    """A part of a whole with Wilson's score interval.

    Args:
        part: people, 0 to `whole`.
        whole: people, at least 1.
        level: between 0 and 1.

    Returns:
        The proportion, 0 to 1, with its interval.

    Raises:
        ValueError: a part that is not within the whole, an empty whole, or a level that is none.

    Source: Wilson (1927); Newcombe (1998), method 3.

    Example:
        >>> found = proportion(81, 263)
        >>> round(found.low, 4), round(found.high, 4)
        (0.2553, 0.3662)
    """
    _refuse(part, whole, level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = part / whole
    middle = (2 * part + z * z) / (2 * (whole + z * z))
    half = z * math.sqrt(z * z + 4 * part * (1 - p)) / (2 * (whole + z * z))
    return Estimate(p, 0.0 if part == 0 else middle - half, 1.0 if part == whole else middle + half)


def exact_proportion(part: int, whole: int, *, level: float = 0.95) -> Estimate:
    """A part of a whole with the exact interval of Clopper and Pearson.

    Args:
        part: people, 0 to `whole`.
        whole: people, at least 1.
        level: between 0 and 1.

    Returns:
        The proportion, 0 to 1, with its interval; never too short, so often wider than Wilson's.

    Raises:
        ValueError: as for `proportion`.

    Source: Clopper and Pearson (1934); Newcombe (1998), method 5.

    Example:
        >>> found = exact_proportion(0, 20)
        >>> found.low, round(found.high, 4)
        (0.0, 0.1684)
    """
    _refuse(part, whole, level)
    tail = (1 - level) / 2
    low = where(lambda p: 1 - binomial_at_most(part - 1, whole, p) >= tail, 0.0, 1.0) if part else 0.0
    high = where(lambda p: binomial_at_most(part, whole, p) <= tail, 0.0, 1.0) if part < whole else 1.0
    return Estimate(part / whole, low, high)


def _refuse(part: int, whole: float, level: float) -> None:
    if part < 0 or whole < 1 or part > whole:
        message = f"{part} cannot be counted out of {whole}"
        raise ValueError(message)
    if not 0 < level < 1:
        message = f"a level lies between 0 and 1, not at {level}"
        raise ValueError(message)

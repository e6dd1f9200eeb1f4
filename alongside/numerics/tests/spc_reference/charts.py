"""One function per chart: each gives its points a centre and limits."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from alongside.numerics.tests.spc_reference.points import Chart, Point, Refused
from alongside.numerics.tests.spc_reference.signals import beyond, sides
from alongside.numerics.tests.spc_reference.sums import (
    D2,
    D4,
    D4_PRIME,
    G_LINE,
    ROOT,
    Maybe,
    average_range,
    c4,
    mean,
    median,
    sd,
    steps,
    weighted,
)


def straight(chart: Chart, centre: Maybe, spread: Maybe) -> None:
    """The same centre for all, and limits three and two spreads from it."""
    for point in chart.points:
        point.cl = centre
        around(point, spread)


def around(point: Point, sigma: Maybe, *, least: float = -math.inf, most: float = math.inf) -> None:
    if point.cl is None or sigma is None:
        return
    point.lcl, point.ucl = max(least, point.cl - 3 * sigma), min(most, point.cl + 3 * sigma)
    point.lcl2, point.ucl2 = max(least, point.cl - 2 * sigma), min(most, point.cl + 2 * sigma)


def run(chart: Chart) -> None:
    straight(chart, or_given(chart, median(point.y for point in chart.base())), None)


def or_given(chart: Chart, worked_out: Maybe) -> Maybe:
    return worked_out if chart.given is None else chart.given


def individuals(chart: Chart) -> None:
    base = [point.y for point in chart.base()]
    amr = average_range(steps(base), screen=chart.screen)
    straight(chart, or_given(chart, mean(base)), None if amr is None else amr / D2)


def moving_range(chart: Chart) -> None:
    """The points' own values become the ranges. A range that an excluded measurement enters is left out itself."""
    ranges = [None, *steps([point.y for point in chart.points])]
    touched = [point.excluded for point in chart.points]
    for index, (point, value) in enumerate(zip(chart.points, ranges, strict=True)):
        point.y = value
        point.excluded = touched[index] or (index > 0 and touched[index - 1])
    centre = or_given(chart, mean(point.y for point in chart.base()))
    for point in chart.points:
        point.cl, point.lcl, point.lcl2 = centre, 0.0, 0.0
        if centre is not None:
            point.ucl, point.ucl2 = D4 * centre, D4 * centre * 2 / 3


def within(chart: Chart) -> Maybe:
    """The spread inside the subgroups: the mean sd when all are of one size, else the pooled one."""
    sizes = {len(point.rows) for point in chart.points if point.rows}
    base = [point for point in chart.base() if point.rows]
    if len(sizes) == 1:
        return mean(sd(point.rows) for point in base)
    squares = math.fsum((len(point.rows) - 1) * (sd(point.rows) or 0) ** 2 for point in base)
    freedom = sum(len(point.rows) - 1 for point in base)
    return math.sqrt(squares / freedom) if freedom else None


def xbar(chart: Chart) -> None:
    known = [point for point in chart.base() if point.rows]
    centre = weighted([mean(point.rows) or 0.0 for point in known], [point.n for point in known])
    spread = within(chart)
    for point in chart.points:
        point.cl = or_given(chart, centre)
        k = len(point.rows)
        if k > 1 and spread is not None:
            around(point, spread / (c4(k) * math.sqrt(k)))


def spread_within(chart: Chart) -> None:
    centre = or_given(chart, within(chart))
    for point in chart.points:
        point.cl = centre
        k = len(point.rows)
        if k > 1 and centre is not None:
            around(point, math.sqrt(1 - c4(k) ** 2) / c4(k) * centre, least=0.0)


def times(chart: Chart) -> None:
    if any(point.y is not None and point.y <= 0 for point in chart.points):
        raise Refused("a T chart takes times above 0")
    plotted = [point.y for point in chart.points]
    given, chart.given = chart.given, None if chart.given is None else chart.given ** (1 / ROOT)
    for point in chart.points:
        point.y = None if point.y is None else point.y ** (1 / ROOT)
    individuals(chart)
    sides(chart.points)
    for point in chart.points:
        point.signal = beyond(point)
    for point, y in zip(chart.points, plotted, strict=True):
        point.y = y
        point.cl = given if given is not None else back(point.cl)
        point.ucl, point.ucl2, point.lcl2 = back(point.ucl), back(point.ucl2), back(point.lcl2)
        point.lcl = back(point.lcl) or 0.0


def back(root: Maybe) -> Maybe:
    return None if root is None or root < 0 else math.pow(root, ROOT)


def ratio(chart: Chart, variance: Callable[[float], float], most: float, *, prime: bool) -> None:
    """P and U charts and Laney's primes: Σy over Σn, with limits as wide as each denominator makes them."""
    known = [point for point in chart.base() if point.y is not None]
    tops = math.fsum(math.fsum(point.rows) for point in known)
    under = math.fsum(point.n for point in known)
    centre = or_given(chart, tops / under if under else None)
    sigmas = [unit(centre, point, variance) for point in chart.points]
    for point, sigma in zip(chart.points, sigmas, strict=True):
        point.cl = centre
        point.z = None if centre is None or point.y is None or not sigma else (point.y - centre) / sigma
    wider = 1.0 if not prime else between(chart)
    for point, sigma in zip(chart.points, sigmas, strict=True):
        if wider is not None:
            around(point, None if sigma is None else sigma * wider, least=0.0, most=most)


def unit(centre: Maybe, point: Point, variance: Callable[[float], float]) -> Maybe:
    if centre is None or not point.n or variance(centre) < 0:
        return None
    return math.sqrt(variance(centre) / point.n)


def between(chart: Chart) -> Maybe:
    """Laney's sigma of z: how much more the points differ than their denominators explain."""
    base = chart.base()
    if chart.categorical:
        known = [point.z for point in base if point.z is not None]
        return sd(known) if len(known) == len(base) else None  # undefined, as everywhere in R, when one is missing
    amr = average_range(steps([point.z for point in base]), screen=chart.screen)
    return None if amr is None else amr / D2


def proportion(chart: Chart) -> None:
    ratio(chart, lambda c: c * (1 - c), 1.0, prime=False)


def proportion_prime(chart: Chart) -> None:
    ratio(chart, lambda c: c * (1 - c), 1.0, prime=True)


def rate(chart: Chart) -> None:
    ratio(chart, lambda c: c, math.inf, prime=False)


def rate_prime(chart: Chart) -> None:
    ratio(chart, lambda c: c, math.inf, prime=True)


def counts(chart: Chart) -> None:
    centre = or_given(chart, mean(point.y for point in chart.base()))
    for point in chart.points:
        point.cl = centre
        if centre is not None and centre >= 0:
            around(point, math.sqrt(centre), least=0.0)


def geometric(chart: Chart) -> None:
    base = [point.y for point in chart.base()]
    middle = or_given(chart, mean(base))
    line = median(base) if chart.given is None else G_LINE * chart.given
    for point in chart.points:
        point.cl = middle
        if middle is not None and middle * (middle + 1) >= 0:
            around(point, math.sqrt(middle * (middle + 1)), least=0.0)
        point.cl = line


def individuals_prime(chart: Chart) -> None:
    base = chart.base()
    known = [point for point in base if point.y is not None]
    centre = or_given(chart, weighted([point.y or 0.0 for point in known], [point.n for point in known]))
    ranges: list[Maybe] = []
    for before, after in itertools.pairwise(base):
        if before.y is None or after.y is None or not before.n or not after.n:
            ranges.append(None)
        else:
            ranges.append(math.sqrt(math.pi / 2) * abs(after.y - before.y) / math.sqrt(1 / after.n + 1 / before.n))
    spread = average_range(ranges, screen=chart.screen, factor=D4_PRIME)
    for point in chart.points:
        point.cl = centre
        if spread is not None and point.n:
            around(point, spread * math.sqrt(1 / point.n))


CHARTS: dict[str, Callable[[Chart], None]] = {
    "run": run, "i": individuals, "mr": moving_range, "xbar": xbar, "s": spread_within, "t": times,
    "p": proportion, "pp": proportion_prime, "u": rate, "up": rate_prime, "c": counts, "g": geometric,
    "ip": individuals_prime,
}  # fmt: skip

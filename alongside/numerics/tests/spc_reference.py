"""Every chart worked out a second time, slowly: what the engine is compared with.

One series, one point after another, in plain Python, from the published definitions and not from the engine: no
arrays, no shared helper, exact fractions wherever a mean is taken. `answer` takes a request of the `--json-lines`
contract (docs/spc.md) and gives its answer without the warnings' sentences. Nothing here is quick or clever; where
engine and reference differ, the definition decides which of the two is mended.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Maybe = float | None

D2 = 1.128  # mean range of two normal values, in standard deviations (Montgomery, appendix VI)
D4 = 3.267  # upper limit of such a range, in mean ranges
D4_PRIME = 3.2665  # the same as Taylor's I' chart has it
NHS = 2.66  # 3 / 1.128, as Making Data Count rounds it
ROOT = 3.6  # Nelson 1994: times between rare events are made symmetric by this root
G_LINE = 0.693  # ln 2: the median of a geometric count, in means


class Refused(Exception):
    """The request cannot be drawn."""


@dataclass
class Point:
    """One subgroup: what is plotted, over what, and the rows behind it."""

    x: Any
    y: Maybe
    n: float
    rows: list[float]
    base: bool = True
    excluded: bool = False
    z: Maybe = None
    cl: Maybe = None
    lcl: Maybe = None
    ucl: Maybe = None
    lcl2: Maybe = None
    ucl2: Maybe = None
    side: int = 0
    signal: bool | None = None


@dataclass
class Chart:
    """One phase and the settings that every chart function may look at."""

    points: list[Point]
    screen: bool
    given: Maybe
    categorical: bool
    settings: dict[str, Any] = field(default_factory=dict)

    def base(self) -> list[Point]:
        return [point for point in self.points if point.base and not point.excluded]


# ── small sums ──────────────────────────────────────────────────────────────────────────────────────────────────


def mean(values: Iterable[Maybe]) -> Maybe:
    known = [Fraction(value) for value in values if value is not None]
    return float(sum(known, Fraction(0)) / len(known)) if known else None


def weighted(values: Sequence[float], weights: Sequence[float]) -> Maybe:
    over = sum((Fraction(weight) for weight in weights), Fraction(0))
    if over == 0:
        return None
    return float(sum((Fraction(v) * Fraction(w) for v, w in zip(values, weights, strict=True)), Fraction(0)) / over)


def median(values: Iterable[Maybe]) -> Maybe:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    half = len(known) // 2
    return known[half] if len(known) % 2 else mean(known[half - 1 : half + 1])


def sd(values: Sequence[float]) -> Maybe:
    centre = mean(values)
    if centre is None or len(values) < 2:
        return None
    return math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (len(values) - 1))


def c4(k: int) -> float:
    return math.sqrt(2 / (k - 1)) * math.exp(math.lgamma(k / 2) - math.lgamma((k - 1) / 2))


def steps(values: Sequence[Maybe]) -> list[Maybe]:
    """The distance of each value but the first from the one before it; missing when either is."""
    found: list[Maybe] = []
    for before, after in itertools.pairwise(values):
        found.append(None if before is None or after is None else abs(after - before))
    return found


def average_range(ranges: Sequence[Maybe], *, screen: bool, factor: float = D4) -> Maybe:
    """The mean range; with screening, the mean of those strictly below the limit of the first mean."""
    first = mean(ranges)
    if first is None or not screen:
        return first
    return mean(value for value in ranges if value is not None and value < factor * first)


# ── rows become points ──────────────────────────────────────────────────────────────────────────────────────────


def gathered(request: dict[str, Any]) -> list[Point]:
    ys, ns = request["y"], request.get("n")
    xs = request.get("x")
    if xs is None:
        xs = list(range(1, len(ys) + 1))
    rows: dict[Any, list[tuple[Maybe, Maybe]]] = {}
    for index, x in enumerate(xs):
        if x is not None:
            rows.setdefault(x, []).append((ys[index], ns[index] if ns is not None else None))
    order = list(rows) if any(isinstance(x, str) for x in rows) else sorted(rows)
    return [one_point(x, rows[x], request) for x in order]


def one_point(x: Any, rows: list[tuple[Maybe, Maybe]], request: dict[str, Any]) -> Point:
    chart = request["chart"]
    if request.get("n") is not None:
        whole = [(y, n) for y, n in rows if y is not None and n is not None]
        top = float(sum(Fraction(y) for y, _ in whole))
        under = float(sum(Fraction(n) for _, n in whole))
        if chart == "c":
            return Point(x, count([y for y, n in rows if n is not None], len(rows)), under, [y for y, _ in whole])
        return Point(x, top / under if under else None, under, [y for y, _ in whole])
    known = [y for y, _ in rows if y is not None]
    if chart == "c":
        return Point(x, count([y for y, _ in rows], len(rows)), float(len(known)), known)
    if chart == "s":
        return Point(x, sd(known), float(len(known)), known)
    return Point(x, aggregated(known, request.get("aggregate", "mean")), float(len(known)), known)


def count(values: Sequence[Maybe], rows: int) -> Maybe:
    """What a C chart plots: the sum, where one missing row alone is missing but several are nothing."""
    known = [Fraction(value) for value in values if value is not None]
    return None if not known and rows == 1 else float(sum(known, Fraction(0)))


def aggregated(known: list[float], how: str) -> Maybe:
    if how == "sum":
        return float(sum((Fraction(value) for value in known), Fraction(0)))
    if how == "sd":
        return sd(known)
    return median(known) if how == "median" else mean(known)


# ── one function per chart: each gives its points a centre and limits ───────────────────────────────────────────


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


# ── what stands out ─────────────────────────────────────────────────────────────────────────────────────────────


def sides(points: list[Point]) -> None:
    for point in points:
        known = point.y is not None and point.cl is not None
        point.side = sign((point.y or 0.0) - (point.cl or 0.0)) if known else 0


def sign(value: float) -> int:
    return (value > 0) - (value < 0)


def beyond(point: Point) -> bool:
    if point.y is None:
        return False
    if point.signal is not None:
        return point.signal
    return (point.ucl is not None and point.y > point.ucl) or (point.lcl is not None and point.y < point.lcl)


def fewest_crossings(useful: int) -> int:
    """The smallest k with P(X <= k) >= 0.05 for X ~ Bin(useful - 1, 1/2), in whole numbers."""
    tosses, below, k = useful - 1, 0, 0
    while True:
        below += math.comb(tosses, k)
        if 20 * below >= 2**tosses:
            return k
        k += 1


def runs(points: list[Point], *, judged: bool) -> dict[str, Any]:
    """Anhøj's runs analysis of one phase."""
    kept = [point for point in points if not point.excluded]
    useful = [point.side for point in kept if point.side]
    if not useful:
        names = ("longest_run", "longest_run_max", "crossings", "crossings_min")
        return {"n_obs": len(kept), "n_useful": 0, **dict.fromkeys(names), "runs_signal": False}
    longest = length = 1
    crossings = 0
    for before, after in itertools.pairwise(useful):
        length = length + 1 if before == after else 1
        crossings += before != after
        longest = max(longest, length)
    most, fewest = round(math.log2(len(useful))) + 3, fewest_crossings(len(useful))
    return {
        "n_obs": len(kept), "n_useful": len(useful), "longest_run": longest, "longest_run_max": most,
        "crossings": crossings, "crossings_min": fewest,
        "runs_signal": judged and (longest > most or crossings < fewest),
    }  # fmt: skip


# ── profile shewhart ────────────────────────────────────────────────────────────────────────────────────────────


def split(points: list[Point], part: Sequence[int]) -> list[list[Point]]:
    """`part` numbers, from 1, the last point before each break; numbers outside the chart break nothing."""
    breaks = [0, *sorted({last for last in part if 0 < last < len(points)}), len(points)]
    return [points[begin:end] for begin, end in itertools.pairwise(breaks)]


def shewhart(request: dict[str, Any]) -> dict[str, Any]:
    points = gathered(request)
    for number, point in enumerate(points, start=1):
        point.excluded = number in (request.get("exclude") or ())
        if request.get("freeze") is not None and not request.get("part"):
            point.base = number <= request["freeze"]
    kind = request["chart"]
    categorical = request.get("categorical", False) or any(isinstance(point.x, str) for point in points)
    found, phases = split(points, request.get("part") or ()), []
    for phase in found:
        chart = Chart(phase, request.get("screen", True), request.get("cl"), categorical)
        CHARTS[kind](chart)
        if kind != "t":
            sides(phase)
        phases.append(runs(phase, judged=not categorical and kind != "mr"))
    signals = [beyond(point) for point in points]
    scale(points, request.get("multiply", 1.0))
    if not request.get("negative", True) and not any(point.y is not None and point.y < 0 for point in points):
        for point in points:
            point.lcl = None if point.lcl is None else max(0.0, point.lcl)
            point.lcl2 = None if point.lcl2 is None else max(0.0, point.lcl2)
    return columns(points, found) | {"sigma_signal": signals, "phases": phases}


def scale(points: list[Point], by: float) -> None:
    for point in points:
        for name in ("y", "cl", "lcl", "ucl", "lcl2", "ucl2"):
            value = getattr(point, name)
            setattr(point, name, None if value is None else value * by)


def columns(points: list[Point], phases: list[list[Point]]) -> dict[str, Any]:
    names = ("x", "y", "n", "cl", "lcl", "ucl", "lcl2", "ucl2")
    found: dict[str, Any] = {name: [getattr(point, name) for point in points] for name in names}
    numbers = [number for number, phase in enumerate(phases, start=1) for _ in phase]
    return {"status": "ok", **found, "phase": numbers}


# ── profile nhs ─────────────────────────────────────────────────────────────────────────────────────────────────


def nhs(request: dict[str, Any]) -> dict[str, Any]:
    rows = [(x, y) for x, y in zip(request["date"], request["y"], strict=True) if x is not None]
    if len({x for x, _ in rows}) < len(rows):
        raise Refused("two values for one date")
    fix = request.get("fix_after")
    if fix is not None and fix < 12:
        raise Refused("fewer than 12 points fix no limits")
    points = [Point(x, y, 0.0, []) for x, y in sorted(rows)]
    groups: list[list[Point]] = []
    for point in points:
        if not groups or point.x in (request.get("rebase") or ()):
            groups.append([])
        groups[-1].append(point)
    rules: dict[str, list[bool]] = {"outside": [], "trend": [], "two_in_three": [], "shift": []}
    labels: list[str | None] = []
    for group in groups:
        limits(group, fix, screen=request.get("screen", True))
        fired = rules_of(group, request)
        for name, (flags, _) in fired.items():
            rules[name] += flags
        labels += label(group, fired, request.get("improvement", "neutral"))
    return columns(points, groups) | {
        "sigma_signal": list(rules["outside"]), "rules": rules, "label": labels,
        "phases": [runs(group, judged=False) for group in groups],
        "variation": labels[-1] if labels else None, "assurance": assurance(points, request),
    }  # fmt: skip


def limits(group: list[Point], fix: int | None, *, screen: bool) -> None:
    base = [point.y for point in group[:fix]]
    centre, amr = mean(base), average_range(steps(base), screen=screen)
    for point in group:
        point.cl = centre
        if centre is not None and amr is not None:
            point.lcl, point.ucl = centre - NHS * amr, centre + NHS * amr
            point.lcl2, point.ucl2 = centre - 2 * NHS / 3 * amr, centre + 2 * NHS / 3 * amr
    sides(group)


Fired = tuple[list[bool], list[int]]


def rules_of(group: list[Point], request: dict[str, Any]) -> dict[str, Fired]:
    """Each rule's flags, and which way each flagged point points: +1 high or rising, -1 low or falling."""
    where = [point.side for point in group]
    trends = trending(group, request.get("trend", 7), skip=request.get("trend_ties", "break") == "skip")
    wide = request.get("two_in_three", "plotthedots") == "mdc2023"
    return {
        "outside": ([beyond(point) for point in group], where),
        "trend": ([way != 0 for way in trends], trends),
        "two_in_three": (two_in_three(group, outside_too=wide), where),
        "shift": (shifted(where, request.get("shift", 7)), where),
    }


def shifted(where: list[int], length: int) -> list[bool]:
    flags = [False] * len(where)
    for start in range(len(where) - length + 1):
        window = where[start : start + length]
        if window[0] and len(set(window)) == 1:
            flags[start : start + length] = [True] * length
    return flags


def trending(group: list[Point], length: int, *, skip: bool) -> list[int]:
    """For each point the way of the trend it is in, 0 for none; a trend that goes on has the point where two meet.

    A tie ends a trend, or is passed over: then the points of a level stand for one point. Where a trend passes
    through a level all of them belong to it; where it begins or ends there, only the one beside its first or last step.
    """
    levels = [[0]]
    for index in range(1, len(group)):
        y = group[index].y
        if skip and y is not None and y == group[index - 1].y:
            levels[-1].append(index)
        else:
            levels.append([index])
    steps = [step(group[a[0]], group[b[0]]) for a, b in itertools.pairwise(levels)]
    inside = in_long_runs(steps, length - 1)
    ways = [0] * len(group)
    for place, level in enumerate(levels):
        before, after = place > 0 and inside[place - 1], place < len(inside) and inside[place]
        if not before and not after:
            continue
        chosen = level if before and after else level[:1] if before else level[-1:]
        next_too = after or (place + 1 < len(inside) and inside[place + 1])
        way = steps[place] if next_too else steps[place - 1]
        for index in chosen:
            ways[index] = way or -1  # no rise counts as a fall, as in NHSRplotthedots
    return ways


def step(before: Point, after: Point) -> int | None:
    return None if before.y is None or after.y is None else sign(after.y - before.y)


def in_long_runs(steps: list[int | None], wanted: int) -> list[bool]:
    """Which steps stand among at least so many in a row, all up or all down."""
    found: list[bool] = []
    for way, together in itertools.groupby(steps):
        count = len(list(together))
        found += [bool(way) and count >= wanted] * count
    return found


def two_in_three(group: list[Point], *, outside_too: bool) -> list[bool]:
    near = []
    for point in group:
        known = point.y is not None and point.ucl2 is not None and point.lcl2 is not None
        far = known and ((point.y or 0.0) > (point.ucl2 or 0.0) or (point.y or 0.0) < (point.lcl2 or 0.0))
        near.append(bool(far and (outside_too or not beyond(point))))
    flags = [False] * len(group)
    for start in range(len(group) - 2):
        three = range(start, start + 3)
        one_side = len({group[index].side for index in three}) == 1 and group[start].side != 0
        if one_side and sum(near[index] for index in three) >= 2:
            for index in three:
                flags[index] = flags[index] or near[index]
    return flags


def label(group: list[Point], fired: dict[str, Fired], improvement: str) -> list[str | None]:
    """One word per point, from the first of the rules that fired there, in the order in which they outrank."""
    found: list[str | None] = []
    for index, point in enumerate(group):
        if point.y is None or point.ucl is None:
            found.append(None)
            continue
        first = next((ways[index] for flags, ways in fired.values() if flags[index]), 0)
        found.append(meaning(first, improvement) if first else "common_cause")
    return found


def meaning(way: int, improvement: str) -> str:
    side = "high" if way > 0 else "low"
    if improvement == "neutral":
        return f"neutral_{side}"
    return f"improvement_{side}" if (way > 0) == (improvement == "increase") else f"concern_{side}"


def assurance(points: list[Point], request: dict[str, Any]) -> str | None:
    target, improvement = request.get("target"), request.get("improvement", "neutral")
    if target is None or improvement == "neutral" or not points or points[-1].ucl is None:
        return None
    last = points[-1]
    if target > (last.ucl or 0.0):
        return "fail" if improvement == "increase" else "pass"
    if target < (last.lcl or 0.0):
        return "pass" if improvement == "increase" else "fail"
    return "inconsistent"


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request."""
    try:
        return nhs(request) if request["profile"] == "nhs" else shewhart(request)
    except Refused as refused:
        return {"status": "refused", "message": str(refused)}

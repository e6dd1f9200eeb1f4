"""The profile nhs."""

from __future__ import annotations

import itertools
from typing import Any

from alongside.numerics.tests.spc_reference.points import Point, Refused, columns
from alongside.numerics.tests.spc_reference.signals import beyond, runs, sides, sign
from alongside.numerics.tests.spc_reference.sums import NHS, average_range, mean, steps


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

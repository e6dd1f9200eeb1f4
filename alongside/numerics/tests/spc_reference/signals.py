"""What stands out in any chart: sides, limits crossed, runs."""

from __future__ import annotations

import itertools
import math
from typing import Any

from alongside.numerics.tests.spc_reference.points import Point


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

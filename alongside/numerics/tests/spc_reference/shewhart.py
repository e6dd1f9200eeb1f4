"""The profile shewhart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from alongside.numerics.tests.spc_reference.charts import CHARTS
from alongside.numerics.tests.spc_reference.points import Chart, Point, columns, gathered
from alongside.numerics.tests.spc_reference.signals import beyond, runs, sides


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

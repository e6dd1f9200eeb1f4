"""Rows become points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from alongside.numerics.tests.spc_reference.sums import Maybe, mean, median, sd


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

    def base(self) -> list[Point]:
        return [point for point in self.points if point.base and not point.excluded]


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


def columns(points: list[Point], phases: list[list[Point]]) -> dict[str, Any]:
    names = ("x", "y", "n", "cl", "lcl", "ucl", "lcl2", "ucl2")
    found: dict[str, Any] = {name: [getattr(point, name) for point in points] for name in names}
    numbers = [number for number, phase in enumerate(phases, start=1) for _ in phase]
    return {"status": "ok", **found, "phase": numbers}

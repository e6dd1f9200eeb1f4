"""Requests for charts of every kind, made from a source of chance: tidy ones, awkward ones, and broken data."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from alongside.numerics import spc

SHEWHART = ("run", "i", "mr", "xbar", "s", "t", "p", "pp", "u", "up", "c", "g", "ip")
DENOMINATED = ("p", "pp", "u", "up")
COUNTED = ("c", "g", "p", "pp", "u", "up")


def shewhart(chance: Random, chart: str) -> dict[str, Any]:
    """A request of the profile `shewhart`, as the contract has it; keys are left out now and then."""
    points = chance.choice((1, 2, 3, 5, 8, 12, 13, 20, 24, 36, 36, 60))
    grouped = chart in ("xbar", "s") or chance.random() < 0.2
    denominated = chart in DENOMINATED or (
        chart not in ("xbar", "s") and chance.random() < (0.5 if chart == "ip" else 0.1)
    )
    xs = [x for x in range(1, points + 1) for _ in range(_rows(chance, chart) if grouped else 1)]
    ys = values(chance, len(xs), counted=chart in COUNTED or denominated, positive=chart == "t")
    request: dict[str, Any] = {"profile": "shewhart", "chart": chart, "y": ys}
    if denominated:
        request["n"] = denominators(chance, ys)
        if chart in ("p", "pp"):
            request["y"] = [y if y is None or n is None else min(y, n) for y, n in zip(ys, request["n"], strict=True)]
        if chart == "t":
            request["n"] = [max(n, 1) if n is not None else None for n in request["n"]]
    request["x"] = named(chance, xs)
    shuffle_rows(chance, request)
    return request | settings(chance, chart, points)


def _rows(chance: Random, chart: str) -> int:
    return chance.choice((4, 5, 5, 5, 5, 5, 5)) if chart in ("xbar", "s") else chance.choice((1, 2, 3))


def settings(chance: Random, chart: str, points: int) -> dict[str, Any]:
    """Settings, each drawn a quarter of the time and otherwise left out."""
    few = chance.choice((1, 1, 2, 4))
    drawn: dict[str, Any] = {
        "screen": chance.random() < 0.3,
        "freeze": chance.choice((1, 2, points // 2 or 1, points, points + 3)),
        "part": [chance.randrange(-1, points + 2) for _ in range(few)],
        "exclude": [chance.randrange(1, points + 2) for _ in range(few)],
        "cl": 0.31 if chart in ("p", "pp") else chance.choice((3.7, 11.3)),
        "multiply": chance.choice((100, 1000.0, 0.5)),
        # A T chart refuses the sum and the spread of nothing, which are 0; I′ would weigh them by a size of 0.
        "aggregate": chance.choice(("mean", "median") if chart in ("t", "ip") else ("mean", "median", "sum", "sd")),
        "negative": chance.random() < 0.3,
        "categorical": chance.random() < 0.8,
    }
    return {name: value for name, value in drawn.items() if chance.random() < 0.25}


def nhs(chance: Random) -> dict[str, Any]:
    """A request of the profile `nhs`."""
    points = chance.choice((1, 2, 6, 7, 12, 13, 20, 24, 36, 60))
    first = dt.date(2022, 1, 1)
    dates = [(first + dt.timedelta(days=31 * index)).isoformat() for index in range(points)]
    request: dict[str, Any] = {"profile": "nhs", "chart": "i", "date": dates, "y": values(chance, points)}
    shuffle_rows(chance, request, key="date")
    choices: dict[str, tuple[Any, ...]] = {
        "improvement": ("increase", "decrease", "neutral"), "screen": (True, False), "shift": (6, 7, 8),
        "trend": (5, 6, 7), "trend_ties": ("break", "skip"), "two_in_three": ("plotthedots", "mdc2023"),
        "fix_after": (12, 15, 24), "target": (8, 10.5, 12, 30, -5),
    }  # fmt: skip
    for name, among in choices.items():
        if chance.random() < 0.5:
            request[name] = chance.choice(among)
    if chance.random() < 0.3:
        request["rebase"] = [chance.choice([*dates, "1999-12-31"]) for _ in range(chance.choice((1, 1, 2)))]
    return request


def values(chance: Random, length: int, *, counted: bool = False, positive: bool = False) -> list[Any]:
    """Numbers as measurements come: noisy, tied, level, climbing, shifted, constant; now and then missing."""
    kind = chance.choice(
        ("noise", "noise", "ties", "decimals", "climb", "shift", "constant", "nearly", "zeros", "waves")
    )
    level = chance.choice((0.1, 10, 71.363, 12345.678))
    found: list[Any] = []
    for index in range(length):
        found.append(one(chance, kind, index, length, level))
    if counted:
        found = [max(0, round(value)) for value in found]
    if positive:
        found = [abs(value) + (0.01 if kind in ("zeros", "noise", "ties", "waves") else 0.0) or 0.5 for value in found]
    missing = chance.choice((0, 0, 0, 0.05, 0.3, 0.3 if length > 3 else 0))
    return [None if chance.random() < missing else value for value in found]


def one(chance: Random, kind: str, index: int, length: int, level: float) -> float:
    noise = sum(chance.random() for _ in range(12)) - 6  # nearly normal, and never out of reason
    return {
        "noise": level + noise * level / 5,
        "ties": float(chance.randrange(4)) + 5,
        "decimals": chance.randrange(40) / 10,
        "climb": round(10 + index * 0.4 + noise, 1),
        "shift": 10 + noise + (4 if index > length / 2 else 0),
        "constant": level,
        "nearly": level + (index == length // 2),
        "zeros": 0.0 if chance.random() < 0.8 else float(chance.randrange(3)),
        "waves": float(10 + abs(index % 16 - 8) + (chance.random() < 0.1)),
    }[kind]


def denominators(chance: Random, ys: list[Any]) -> list[Any]:
    kind = chance.choice(("equal", "varied", "varied", "holes"))
    found: list[Any] = []
    for _ in ys:
        size = 200 if kind == "equal" else chance.choice((20, 57.25, 143, 1000, 25000))
        if kind == "holes" and chance.random() < 0.2:
            size = chance.choice((None, 0))
        found.append(size)
    return found


def named(chance: Random, xs: list[int]) -> list[Any]:
    """The points' names: whole numbers, numbers with gaps, or words."""
    kind = chance.choice(("whole", "whole", "gaps", "words"))
    if kind == "words":
        return [f"ward {chr(64 + x)}" if x < 27 else f"ward {x}" for x in xs]
    return [x * 1.5 - 4 for x in xs] if kind == "gaps" else list(xs)


def shuffle_rows(chance: Random, request: dict[str, Any], key: str = "x") -> None:
    """Rows come in any order, and some without an x."""
    columns = [name for name in (key, "y", "n") if name in request]
    rows = list(zip(*(request[name] for name in columns), strict=True))
    if chance.random() < 0.3:
        chance.shuffle(rows)
    if chance.random() < 0.1:
        rows.insert(chance.randrange(len(rows) + 1), (None, 5.0, 7.0)[: len(columns)])
    for name, column in zip(columns, zip(*rows, strict=True), strict=True):
        request[name] = list(column)


def row(reading: spc.Reading, at: int = 0) -> Any:
    """The five lines at one point."""
    return reading.lcl[at], reading.lcl2[at], reading.cl[at], reading.ucl2[at], reading.ucl[at]

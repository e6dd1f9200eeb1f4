"""The engine against a second, slow working-out of the same definitions (spc_reference), over thousands of requests."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.numerics import spc
from alongside.numerics.tests import spc_reference, spc_requests

FIGURES = ("y", "cl", "lcl", "ucl", "lcl2", "ucl2")
RUNS = ("n_obs", "n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "runs_signal")
RULES = ("outside", "trend", "two_in_three", "shift")


def asked(request: dict[str, Any]) -> spc.Request:
    """The request in the engine's words."""
    fields: dict[str, Any] = {name: value for name, value in request.items() if value is not None}
    if "date" in fields:
        fields["x"] = [None if day is None else dt.date.fromisoformat(day) for day in fields.pop("date")]
    if "rebase" in fields:
        fields["rebase"] = [dt.date.fromisoformat(day) for day in fields["rebase"]]
    enums: dict[str, Any] = {"profile": spc.Profile, "chart": spc.Chart, "improvement": spc.Improvement}
    return spc.Request(**{name: enums[name](value) if name in enums else value for name, value in fields.items()})


def differences(reading: spc.Reading, expected: dict[str, Any]) -> list[str]:
    """What the reading has otherwise than the reference, in words; empty when they agree."""
    found = [f"{name}: {why}" for name in FIGURES if (why := _figures(getattr(reading, name), expected[name]))]
    plain: dict[str, tuple[Any, Any]] = {
        "x": ([x.isoformat() if isinstance(x, dt.date) else x for x in reading.x], expected["x"]),
        "phase": (list(reading.phase), expected["phase"]),
        "sigma_signal": (list(reading.sigma_signal), expected["sigma_signal"]),
    }
    if not (_a_hair_off(reading.y, reading.cl) or _a_hair_off(expected["y"], expected["cl"])):
        plain["phases"] = ([{name: getattr(one, name) for name in RUNS} for one in reading.phases], expected["phases"])
    if "rules" in expected:
        rules = reading.rules
        plain["rules"] = ({name: list(getattr(rules, name)) for name in RULES}, expected["rules"])
        plain["label"] = (list(reading.label or ()), expected["label"])
        plain["variation"] = (reading.variation, expected["variation"])
        plain["assurance"] = (reading.assurance, expected["assurance"])
    return found + [f"{name}: {ours} is not {theirs}" for name, (ours, theirs) in plain.items() if ours != theirs]


def _a_hair_off(values: Sequence[float | None], centres: Sequence[float | None]) -> bool:
    """Whether a value lies off its centre by no more than a rounding: on which side is then no fact about the data."""
    pairs = [(y, cl) for y, cl in zip(values, centres, strict=True) if y is not None and cl is not None]
    return any(y != cl and math.isclose(y, cl, rel_tol=1e-14) for y, cl in pairs)


def _figures(ours: tuple[float | None, ...], theirs: list[float | None]) -> str:
    if len(ours) != len(theirs):
        return f"{len(ours)} points, not {len(theirs)}"
    wrong = [
        f"point {index}: {a} is not {b}"
        for index, (a, b) in enumerate(zip(ours, theirs, strict=True), 1)
        if not near(a, b)
    ]
    return "; ".join(wrong[:3])


def near(a: float | None, b: float | None) -> bool:
    if a is None or b is None or b == 0:
        return a == b or (a is not None and b == 0 and abs(a) < 1e-12)
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def compared(request: dict[str, Any]) -> list[str]:
    """The differences between engine and reference for one request."""
    expected = spc_reference.answer(request)
    try:
        reading = spc.read_many([asked(request)])[0]
    except spc.Refused as refused:
        return [] if expected["status"] == "refused" else [f"refused: {refused.message}"]
    return ["not refused"] if expected["status"] == "refused" else differences(reading, expected)


def agrees(chart: str, seed: str, times: int) -> None:
    chance = Random(f"{seed} {chart}")
    for _ in range(times):
        request = spc_requests.nhs(chance) if chart == "nhs" else spc_requests.shewhart(chance, chart)
        assert compared(request) == [], request


@pytest.mark.parametrize("chart", [*spc_requests.SHEWHART, "nhs"])
def test_the_engine__agrees_with_the_slow_working_out(chart: str) -> None:
    agrees(chart, "quick", 120)


@pytest.mark.slow
@pytest.mark.parametrize("chart", [*spc_requests.SHEWHART, "nhs"])
def test_the_engine__agrees_over_thousands(chart: str) -> None:
    agrees(chart, "thorough", 500)


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False), chart=st.sampled_from(spc_requests.SHEWHART))
def test_shewhart__agrees_whatever_chance_brings(chance: Random, chart: str) -> None:
    request = spc_requests.shewhart(chance, chart)

    assert compared(request) == []


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_nhs__agrees_whatever_chance_brings(chance: Random) -> None:
    request = spc_requests.nhs(chance)

    assert compared(request) == []

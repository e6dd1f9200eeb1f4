"""Readings made by hand: what a drawing or a sentence is given, so that each can be tested on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from alongside.numerics.spc.reading import Chart, Improvement, Label, Phase, Profile, Reading, Rules, X

Numbers = Sequence[float | None]


def months(n: int, first: dt.date = dt.date(2024, 1, 1)) -> tuple[dt.date, ...]:
    """The first days of so many months."""
    start = first.year * 12 + first.month - 1
    return tuple(dt.date((start + k) // 12, (start + k) % 12 + 1, 1) for k in range(n))


def column(value: float | Sequence[float | None] | None, n: int) -> tuple[float | None, ...]:
    """One value for every point, or each its own."""
    return tuple(value) if isinstance(value, Sequence) else (value,) * n


def phase_of(values: Numbers, centre: Numbers, *, signal: bool = False) -> Phase:
    """The runs of some points, counted; whether they are a signal is said and not judged."""
    sides = [y > c for y, c in zip(values, centre, strict=True) if y is not None and c is not None and y != c]
    runs, crossings, longest = 0, 0, 0
    for k, side in enumerate(sides):
        changed = k > 0 and side != sides[k - 1]
        crossings += changed
        runs = 1 if changed else runs + 1
        longest = max(longest, runs)
    return Phase(
        n_obs=len(values),
        n_useful=len(sides),
        longest_run=longest or None,
        longest_run_max=8 if sides else None,
        crossings=crossings if sides else None,
        crossings_min=4 if sides else None,
        runs_signal=signal,
    )


def make_reading(
    y: Numbers,
    *,
    x: Sequence[X] | None = None,
    chart: Chart = Chart.I,
    cl: float | Numbers | None = 10.0,
    lcl: float | Numbers | None = 4.0,
    ucl: float | Numbers | None = 16.0,
    phase: Sequence[int] | None = None,
    excluded: Sequence[int] = (),
    runs_signal: Sequence[int] = (),
    improvement: Improvement = Improvement.NEUTRAL,
    target: float | None = None,
) -> Reading:
    """A Shewhart reading: `excluded` are places from 0, `runs_signal` the phases from 1 that have one."""
    n = len(y)
    centre, low, high = column(cl, n), column(lcl, n), column(ucl, n)
    phases = tuple(phase) if phase else (1,) * n
    return Reading(
        profile=Profile.SHEWHART,
        chart=chart,
        x=tuple(x) if x is not None else months(n),
        y=tuple(y),
        n=(None,) * n,
        phase=phases,
        excluded=tuple(k in excluded for k in range(n)),
        baseline=tuple(k not in excluded for k in range(n)),
        cl=centre,
        lcl=low,
        ucl=high,
        lcl2=(None,) * n,
        ucl2=(None,) * n,
        sigma_signal=tuple(
            v is not None and ((h is not None and v > h) or (lo is not None and v < lo))
            for v, lo, h in zip(y, low, high, strict=True)
        ),
        phases=tuple(
            phase_of(
                [None if k in excluded else v for k, v in enumerate(y) if phases[k] == number],
                [c for c, p in zip(centre, phases, strict=True) if p == number],
                signal=number in runs_signal,
            )
            for number in range(1, max(phases, default=0) + 1)
        ),
        improvement=improvement,
        target=column(target, n),
    )


def make_nhs(
    y: Numbers,
    *,
    outside: Sequence[int] = (),
    trend: Sequence[int] = (),
    two_in_three: Sequence[int] = (),
    shift: Sequence[int] = (),
    labels: dict[int, Label | None] | None = None,
    **settings: object,
) -> Reading:
    """An NHS reading: each rule's points and the labels that are not "common cause" are said, not judged."""
    base = make_reading(y, **settings)  # type: ignore[arg-type]
    places = range(len(y))
    told = labels or {}
    label = tuple(
        told.get(k, Label.COMMON_CAUSE) if y[k] is not None and base.ucl[k] is not None else None for k in places
    )
    return replace(
        base,
        profile=Profile.NHS,
        rules=Rules(
            outside=tuple(k in outside for k in places),
            trend=tuple(k in trend for k in places),
            two_in_three=tuple(k in two_in_three for k in places),
            shift=tuple(k in shift for k in places),
        ),
        label=label,
        variation=label[-1] if label else None,
    )

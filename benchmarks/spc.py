"""How long the SPC engine takes: `.venv/bin/python -m benchmarks.spc`.

The yardstick is the least that could be done: one pass of bare NumPy over a table of numbers that gives mean, screened
moving range, limits and the four NHS rules, and knows nothing of missing values, phases, dates, warnings or rounding.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import random
import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from alongside.numerics import spc
from alongside.ui.drawing import chart as drawing

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SERIES = (1, 1_000, 10_000)
POINTS = (36, 120)
TARGET = 5  # times the bare pass, for 1,000 series of 36 points


def main() -> None:
    """Measure, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="how often each is measured (default: 7)")
    times: int = parser.parse_args().times
    print("| profile | series | points | bare pass ms | columns ms | ratio | as objects too ms | ms a series |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for profile in spc.Profile:
        for points in POINTS:
            for series in SERIES:
                _line(profile, series, points, times)
    print(f"\nThe target is a ratio of at most {TARGET} for 1,000 series of 36 points, and 1 ms for one series.")
    _one_of_each(times)
    _pictures(times)


def _line(profile: spc.Profile, series: int, points: int, times: int) -> None:
    chance = random.Random(series * points)
    rows = [[chance.gauss(50, 7) for _ in range(points)] for _ in range(series)]
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=30 * point) for point in range(points)]
    wanted = [spc.Request(y=row, x=list(days), profile=profile) for row in rows]
    table = np.array(rows)
    bare = _median(lambda: _bare_pass(table), times)
    columns = _median(lambda: spc.read_many(wanted), times)
    objects = _median(lambda: list(spc.read_many(wanted)), min(times, 3))
    print(
        f"| {profile} | {series:,} | {points} | {bare:.2f} | {columns:.2f} | {columns / bare:.1f} "
        f"| {objects:.2f} | {columns / series:.3f} |"
    )


def _one_of_each(times: int) -> None:
    chance = random.Random(36)
    print("\n| chart, 36 points | one ms | 1,000 at once ms |")
    print("|---|---:|---:|")
    for chart in spc.Chart:
        twice = chart in {spc.Chart.XBAR, spc.Chart.S}
        wanted = [
            spc.Request(
                chart=chart,
                x=[row // 3 for row in range(108)] if twice else None,
                y=[chance.randint(1, 40) for _ in range(108 if twice else 36)],
                n=[chance.randint(50, 90) for _ in range(108 if twice else 36)],
            )
            for _ in range(1_000)
        ]
        one = _median(lambda wanted=wanted: spc.read_one(wanted[0]), times * 10)  # type: ignore[misc]
        many = _median(lambda wanted=wanted: spc.read_many(wanted), times)  # type: ignore[misc]
        print(f"| {chart} | {one:.2f} | {many:.1f} |")


def _pictures(times: int) -> None:
    print("\n| SVG of an NHS chart | ms | kB | kB compressed |")
    print("|---|---:|---:|---:|")
    for points in POINTS:
        chance = random.Random(points)
        days = [dt.date(2016, 1, 1) + dt.timedelta(days=30 * point) for point in range(points)]
        reading = spc.read([chance.gauss(50, 7) for _ in days], x=days, profile=spc.Profile.NHS, target=60)
        picture = drawing.Picture(key="benchmark", title="A measure")
        took = _median(lambda reading=reading, picture=picture: drawing.chart(reading, picture), times * 3)  # type: ignore[misc]
        svg = drawing.chart(reading, picture).encode()
        print(f"| {points} points | {took:.2f} | {len(svg) / 1024:.1f} | {len(gzip.compress(svg)) / 1024:.1f} |")


def _median(work: Callable[[], object], times: int) -> float:
    """Milliseconds, the first time left out."""
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _bare_pass(y: Floats) -> tuple[Floats, Bools]:
    """Limits and the four rules of every row, nothing else."""
    centre = y.mean(axis=1, keepdims=True)
    ranges = np.abs(np.diff(y, axis=1))
    mean_range = ranges.mean(axis=1, keepdims=True)
    kept = ranges < 3.267 * mean_range
    mean_range = np.where(kept, ranges, 0).sum(axis=1, keepdims=True) / kept.sum(axis=1, keepdims=True)
    reach = 2.66 * mean_range
    side = np.sign(y - centre)
    outside = np.abs(y - centre) > reach
    near = (np.abs(y - centre) > reach * 2 / 3) & ~outside
    steps = np.sign(np.diff(y, axis=1))
    special = outside.copy()
    for values, length, reached in ((side, 7, 7), (steps, 6, 7)):
        windows = np.lib.stride_tricks.sliding_window_view(values, length, axis=1)
        fired = np.abs(windows.sum(axis=2)) == length
        for shift in range(reached):
            special[:, shift : shift + fired.shape[1]] |= fired
    sides = np.lib.stride_tricks.sliding_window_view(side, 3, axis=1)
    nears = np.lib.stride_tricks.sliding_window_view(near, 3, axis=1)
    fired = (np.abs(sides.sum(axis=2)) == 3) & (nears.sum(axis=2) >= 2)
    for shift in range(3):
        special[:, shift : shift + fired.shape[1]] |= fired & near[:, shift : shift + fired.shape[1]]
    return np.concatenate([centre - reach, centre + reach], axis=1), special


if __name__ == "__main__":
    main()

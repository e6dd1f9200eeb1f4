"""Many charts read at once: rows that share settings and width go through the same few array operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alongside.numerics.spc.limits import Lines, bounded, lines, unrooted
from alongside.numerics.spc.reading import Chart, Profile
from alongside.numerics.spc.request import Floats, Settings
from alongside.numerics.spc.rows import Bools, Phase, Prepared, Table, table, width
from alongside.numerics.spc.runs import Runs, Sides, analyse
from alongside.numerics.spc.signals import Flags, flags


@dataclass(slots=True)
class Read:
    """A table that was read; a row is a phase.

    Attributes:
        table: what was read.
        lines: what is drawn, multiplied.
        beyond: strictly beyond a control limit.
        runs: the runs analysis of each row.
        flags: the NHS rules; None with the other profile.
    """

    table: Table
    lines: Lines
    beyond: Bools
    runs: Runs
    flags: Flags | None


Place = tuple[int, int, int, int]  # which table, which row of it, where the phase begins and ends in its chart


CELLS = 1 << 14  # in a table: what fits into a processor's nearer memory is read much faster


def read_tables(charts: Sequence[Prepared | None]) -> tuple[list[Read], list[list[Place]]]:
    """The tables of many charts, and where the phases of each chart stand in them."""
    tables: list[tuple[Settings, int, list[Phase]]] = []
    filling: dict[tuple[Settings, int], int] = {}
    places: list[list[Place]] = [[] for _ in charts]
    for number, chart in enumerate(charts):
        if chart is None:
            continue
        for start, stop in chart.bounds:
            key = chosen, wide = chart.settings, width(stop - start)
            at = filling.get(key, -1)
            if at < 0 or len(tables[at][2]) * wide >= CELLS:
                at = filling[key] = len(tables)
                tables.append((chosen, wide, []))
            phases = tables[at][2]
            places[number].append((at, len(phases), start, stop))
            phases.append((number, start, stop))
    done = [_read(table(chosen, wide, phases, charts)) for chosen, wide, phases in tables]
    for number, chart in enumerate(charts):
        if chart is not None and not chart.negative:
            _no_negative_limits([(done[at].lines, row) for at, row, _, _ in places[number]])
    return done, places


def _read(one: Table) -> Read:
    found = lines(one)
    sides = _sides(one, found)
    drawn = bounded(one.settings.chart, found)
    nhs = flags(one, drawn, sides) if one.settings.profile is Profile.NHS else None
    if one.settings.chart is Chart.T:
        beyond = (drawn.y > drawn.high) | (drawn.y < drawn.low)
        drawn = _multiplied(unrooted(one, drawn), one.multiply)
    else:
        drawn = _multiplied(drawn, one.multiply)
        beyond = (drawn.y > drawn.high) | (drawn.y < drawn.low)
    runs = analyse(np.where(one.excluded, 0, sides).astype(np.int8))
    if nhs is not None or one.settings.categorical or one.settings.chart is Chart.MR:
        runs.signal[:] = False  # counted, not judged
    return Read(one, drawn, beyond & one.inside, runs, nhs)


def _sides(one: Table, found: Lines) -> Sides:
    side = np.sign(found.y - found.centre)
    sides: Sides = np.where(one.inside & ~np.isnan(side), side, 0).astype(np.int8)
    return sides


def _multiplied(found: Lines, by: Floats) -> Lines:
    each = (column * by for column in (found.y, found.centre, found.low, found.high, found.low2, found.high2))
    return Lines(*(np.where(np.isfinite(column), column, np.nan) for column in each))


def _no_negative_limits(phases: list[tuple[Lines, int]]) -> None:
    """Raise the lower limits of a chart to 0, unless one of its values is negative."""
    if any((drawn.y[row] < 0).any() for drawn, row in phases):
        return
    for drawn, row in phases:
        for low in (drawn.low[row], drawn.low2[row]):
            low[low < 0] = 0.0

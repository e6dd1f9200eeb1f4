"""The doors: `read` for one chart, `read_many` for as many as there are, `read_one` for a request that stands ready."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np

from alongside.numerics.spc.batch import Place, Read, read_tables
from alongside.numerics.spc.icons import assurance, variation
from alongside.numerics.spc.reading import Assurance, Label, Phase, Profile, Reading, Rules
from alongside.numerics.spc.remarks import remarks
from alongside.numerics.spc.request import Refused, Request
from alongside.numerics.spc.rows import Prepared, prepare
from alongside.numerics.spc.signals import LABELS


class Readings(Sequence[Reading]):
    """Many charts, read together and kept as columns; an element becomes a Reading when it is asked for.

    Attributes:
        refusals: by its number, why a chart could not be read; asking for that element raises it.
    """

    def __init__(self, requests: Sequence[Request]) -> None:
        """Read all of them."""
        self.refusals: dict[int, Refused] = {}
        self._charts: list[Prepared | None] = []
        with np.errstate(all="ignore"):  # what is no number is missing, everywhere
            for number, request in enumerate(requests):
                try:
                    self._charts.append(prepare(request))
                except Refused as refused:
                    self.refusals[number] = refused
                    self._charts.append(None)
            self._tables, self._places = read_tables(self._charts)

    def __len__(self) -> int:
        """How many charts were asked for, refused ones too."""
        return len(self._charts)

    @overload
    def __getitem__(self, at: int) -> Reading: ...
    @overload
    def __getitem__(self, at: slice) -> list[Reading]: ...
    def __getitem__(self, at: int | slice) -> Reading | list[Reading]:
        """One chart, or several.

        Raises:
            Refused: the chart could not be read.
            IndexError: there is no such chart.
        """
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        if number in self.refusals:
            raise self.refusals[number]
        chart = self._charts[number]
        assert chart is not None
        return _reading(chart, [(self._tables[place[0]], place) for place in self._places[number]])

    def __iter__(self) -> Iterator[Reading]:
        """Each chart in turn; a refused one raises."""
        return (self[number] for number in range(len(self)))

    def variations(self) -> list[Label | None]:
        """The variation icon of every chart without making a Reading of it; None also for what was refused."""
        return [None if chart is None else variation(*self._last(number)) for number, chart in enumerate(self._charts)]

    def assurances(self) -> list[Assurance | None]:
        """The assurance icon of every chart likewise."""
        return [
            None if chart is None else assurance(chart, *self._last(number))
            for number, chart in enumerate(self._charts)
        ]

    def _last(self, number: int) -> tuple[Read, Place]:
        place = self._places[number][-1]
        return self._tables[place[0]], place


def read_many(requests: Sequence[Request]) -> Readings:
    """Many charts at once. One that cannot be read stops no other: see `Readings.refusals`."""
    return Readings(requests)


def read_one(request: Request) -> Reading:
    """One chart.

    Raises:
        Refused: it cannot be made; the message says why.
    """
    return read_many([request])[0]


def read(y: Any, **fields: Any) -> Reading:
    """One chart of the values y; the fields are those of Request.

    >>> read([5, 7, 6, 8, 4, 6], chart="run").cl
    (6.0, 6.0, 6.0, 6.0, 6.0, 6.0)

    Raises:
        Refused: it cannot be made; the message says why.
    """
    return read_one(Request(y=y, **fields))


def _reading(chart: Prepared, parts: list[tuple[Read, Place]]) -> Reading:
    """A chart out of the tables that hold its phases."""
    count = len(chart.points.y)
    lines: dict[str, list[float | None]] = {}
    for name in ("y", "centre", "low", "high", "low2", "high2"):
        lines[name] = _numbers(np.concatenate([_cut(getattr(one.lines, name), place) for one, place in parts]))
    nhs = chart.settings.profile is Profile.NHS
    label = _labels(parts) if nhs else None
    last, place = parts[-1]
    target = _target(chart, count)
    return Reading(
        profile=chart.settings.profile,
        chart=chart.settings.chart,
        x=tuple(chart.points.axis.x),
        y=tuple(lines["y"]),
        n=(None,) * count if chart.points.n is None else tuple(_numbers(chart.points.n)),
        phase=tuple(number for number, (start, stop) in enumerate(chart.bounds, 1) for _ in range(start, stop)),
        excluded=_flags(parts, "excluded"),
        baseline=_flags(parts, "base"),
        cl=tuple(lines["centre"]),
        lcl=tuple(lines["low"]),
        ucl=tuple(lines["high"]),
        lcl2=tuple(lines["low2"]),
        ucl2=tuple(lines["high2"]),
        sigma_signal=tuple(_joined([(one.beyond, place) for one, place in parts])),
        phases=tuple(_phase(one, place) for one, place in parts),
        warnings=remarks(chart, parts),
        improvement=chart.improvement,
        target=target,
        rules=_rules(parts) if nhs else None,
        label=label,
        variation=variation(last, place),
        assurance=assurance(chart, last, place),
    )


def _cut(column: Any, place: Place) -> Any:
    """A phase out of a table's column; a limit that is the same for all points is repeated."""
    _, row, start, stop = place
    if column.shape[1] == 1:
        return np.repeat(column[row], stop - start)
    return column[row, : stop - start]


def _joined(columns: list[tuple[Any, Place]]) -> list[Any]:
    return [value for column, place in columns for value in _cut(column, place).tolist()]


def _flags(parts: list[tuple[Read, Place]], name: str) -> tuple[bool, ...]:
    return tuple(_joined([(getattr(one.table, name), place) for one, place in parts]))


def _numbers(column: Any) -> list[float | None]:
    return [None if value != value else value for value in column.tolist()]


def _target(chart: Prepared, count: int) -> tuple[float | None, ...]:
    target = chart.points.target
    if target is None or isinstance(target, float):
        return (target,) * count
    return tuple(_numbers(target))


def _rules(parts: list[tuple[Read, Place]]) -> Rules:
    outside, trend, two, shift = (
        tuple(_joined([(getattr(one.flags, name), place) for one, place in parts]))
        for name in ("outside", "trend", "two_in_three", "shift")
    )
    return Rules(outside=outside, trend=trend, two_in_three=two, shift=shift)


def _labels(parts: list[tuple[Read, Place]]) -> tuple[Label | None, ...]:
    return tuple(LABELS[code] for code in _joined([(one.flags.label, place) for one, place in parts if one.flags]))


def _phase(one: Read, place: Place) -> Phase:
    row, runs = place[1], one.runs
    useful = int(runs.useful[row])

    def known(column: Any) -> int | None:
        return int(column[row]) if useful else None

    return Phase(
        n_obs=int((one.table.inside[row] & ~one.table.excluded[row]).sum()),
        n_useful=useful,
        longest_run=known(runs.longest),
        longest_run_max=known(runs.longest_max),
        crossings=known(runs.crossings),
        crossings_min=known(runs.crossings_min),
        runs_signal=bool(runs.signal[row]),
    )

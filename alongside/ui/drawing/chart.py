"""A control chart as SVG text, drawn from a reading.

The line of the measure with small round points; what is special in colour and in shape; the limits as a pale band,
the middle as a line that breaks where a new phase begins. Sizes are in pixels at which text is 16 high, and
are written in rem, so that a picture grows with the text around it. Everything is presentation attributes, so
that the same picture works on a page with a strict content policy, in a file and on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TypeVar

from alongside.numerics.spc.reading import Chart, Profile, Reading, X
from alongside.ui.drawing.chart_axis import Across, Every, Show, step_show, steps, ticks_across, width_of
from alongside.ui.drawing.chart_bands import Band, Span, placed
from alongside.ui.drawing.chart_marks import INK, ORDINARY, Meaning, mark, meanings
from alongside.ui.drawing.shapes import number

LIMITS, EDGE, OLD, HAIR, TARGET = "#e4eaee", "#b4c0c8", "#8a98a2", "#d8dde0", "#8a2d2d"
BANDS = {"cycle": "#fbe6a6", "other": "#e9e4f3"}
FROM_NOUGHT = {Chart.U, Chart.U_PRIME, Chart.C, Chart.G, Chart.T, Chart.MR, Chart.S}
EVENLY = {Chart.G, Chart.T}
PARTS = {Chart.P, Chart.P_PRIME}
LINE = 22  # pixels from line to line
TEXT, FAMILY = 16, "Arial, Liberation Sans, Helvetica, sans-serif"
Column = Sequence[float | None]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Note:
    """A numbered note on a point. Attributes: at: the point's x. label: its number. text: the note."""

    at: X
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is drawn besides the reading.

    Attributes:
        key: unique on the page, of letters, digits and hyphens.
        title: the name of the measure.
        said: the sentence about it, for those who do not see the picture.
        show: how figures are written.
        often: how often there is a point; None: as the points themselves look.
        width, height: in pixels.
        bands, notes: behind and above the points.
        before: the reading before a re-base: its middle and limits are drawn in grey.
    """

    key: str
    title: str
    said: str = ""
    show: Show = field(default_factory=Show)
    often: Every | None = None
    width: int = 720
    height: int = 380
    bands: tuple[Band, ...] = ()
    notes: tuple[Note, ...] = ()
    before: Reading | None = None


def chart(reading: Reading, picture: Picture) -> str:
    """The chart of a reading as an SVG element with a name and a description."""
    inside, height = drawn(reading, picture)
    key, box = escape(picture.key), f"0 0 {picture.width} {height}"
    size = f'width="{number(picture.width / TEXT)}rem" height="{number(height / TEXT)}rem"'
    return (
        f'<svg class="al-chart" viewBox="{box}" {size} role="img" aria-labelledby="{key}-title {key}-desc" '
        f'focusable="false" {TYPE}><title id="{key}-title">{escape(picture.title)}</title>'
        f'<desc id="{key}-desc">{escape(picture.said)}</desc>{inside}</svg>'
    )


TYPE = f'font-family="{FAMILY}" font-size="{TEXT}" fill="{INK}"'


def drawn(reading: Reading, picture: Picture) -> tuple[str, int]:
    """What stands inside the chart, without the element around it; and how high it is, with the key of its bands."""
    frame = _Frame(reading, picture)
    return "".join(frame.parts()), frame.height


class _Frame:
    """One chart being drawn: where things go."""

    def __init__(self, reading: Reading, picture: Picture) -> None:
        self.reading, self.picture = reading, picture
        self.evenly = reading.chart in EVENLY or picture.often is Every.POINT
        low, high = extent(reading, picture.before)
        self.ticks = steps(low, high, max(2, (picture.height - 90) // 56))
        shown = step_show(picture.show, self.ticks)
        self.numbers = [shown.figure(tick) for tick in self.ticks]
        self.left = max(map(width_of, self.numbers)) + 12
        self.right = picture.width - 8
        self.across = Across(reading.x, self.left, self.right, evenly=self.evenly)
        self.bands, self.key = placed(list(self._spans()), left=self.left, right=self.right)
        lanes = 1 + max((band.lane for band in self.bands), default=-1)
        self.top, self.bottom = 12 + LINE * lanes + 26 * bool(picture.notes), picture.height - 46
        self.height = picture.height + LINE * len(self.key) + 8 * bool(self.key)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        value = max(value, low)
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def parts(self) -> Iterator[str]:
        yield from self._bands()
        yield from self._axes()
        yield from self._limits()
        if self.picture.before is not None:
            yield from self._old(self.picture.before)
        yield from self._middle()
        yield from self._target()
        yield from self._points()
        yield from self._notes()

    def _axes(self) -> Iterator[str]:
        grid = "".join(f"M{number(self.left)} {number(self.y(tick))}H{number(self.right)}" for tick in self.ticks)
        yield f'<path d="{grid}" stroke="{HAIR}" fill="none"/><g text-anchor="end" fill="{ORDINARY}">'
        for tick, text in zip(self.ticks, self.numbers, strict=True):
            yield f'<text x="{number(self.left - 8)}" y="{number(self.y(tick) + 5.5)}">{text}</text>'
        yield f'</g><g text-anchor="middle" fill="{ORDINARY}">'
        marks = ""
        for day in ticks_across(self.reading.x, self.across, evenly=self.evenly, often=self.picture.often):
            x = number(day.at)
            marks += f"M{x} {number(self.bottom)}v5"
            yield f'<text x="{x}" y="{number(self.bottom + 21)}">{escape(day.text)}</text>'
            if day.below:
                yield f'<text x="{x}" y="{number(self.bottom + 39)}">{day.below}</text>'
        yield f'</g><path d="{marks}" stroke="{EDGE}"/>'

    def _spans(self) -> Iterator[Span]:
        for band in self.picture.bands:
            found = self._span(band)
            if found is not None:
                yield band, *found

    def _bands(self) -> Iterator[str]:
        for one in self.bands:
            yield (
                f'<rect x="{number(one.left)}" y="{number(self.top)}" width="{number(one.right - one.left)}" '
                f'height="{number(self.bottom - self.top)}" fill="{BANDS.get(one.band.kind, BANDS["other"])}" '
                f'fill-opacity=".55"/>'
            )
            line = f"M{number(one.left)} {24 + LINE * one.lane}V{number(self.bottom)}"
            yield f'<path d="{line}" stroke="{ORDINARY}" stroke-dasharray="2 3"/>'
            yield f'<text x="{number(one.start)}" y="{18 + LINE * one.lane}">{escape(one.text)}</text>'
        for place, line in enumerate(self.key):
            y = self.picture.height + 8 + LINE * place
            yield f'<text x="{number(self.left)}" y="{y + 8}">{escape(line)}</text>'

    def _span(self, band: Band) -> tuple[float, float] | None:
        half = self.across.half if isinstance(band.begins, str) or self.evenly else 0.0
        begins = self.across.place(band.begins)
        ends = self.right if band.ends is None else self.across.place(band.ends)
        if begins is None or ends is None or begins >= self.right or ends <= self.left:
            return None
        return max(self.left, begins - half), min(self.right, max(ends + half, begins + 3))

    def _stretches(self, reading: Reading, values: Sequence[T | None]) -> Iterator[tuple[float, float, T]]:
        return stretches(reading, self.across, values, cap=14)

    def _line(self, reading: Reading, values: Column) -> str:
        path, end = "", None
        for left, right, value in self._stretches(reading, values):
            y = number(self.y(value))
            path += f"{f'V{y}' if end == left else f'M{number(left)} {y}'}H{number(right)}"
            end = right
        return path

    def _limits(self) -> Iterator[str]:
        reading = self.reading
        floor = self.ticks[0]  # a chart without a lower limit has room down to its foot
        pairs = [
            None if high is None else (floor if low is None else low, high)
            for low, high in zip(reading.lcl, reading.ucl, strict=True)
        ]
        area = ""
        for left, right, (low, high) in self._stretches(reading, pairs):
            x = number(left)
            area += f"M{x} {number(self.y(high))}H{number(right)}V{number(self.y(low))}H{x}z"
        edges = self._line(reading, reading.ucl) + self._line(reading, reading.lcl)
        if area:
            yield f'<path d="{area}" fill="{LIMITS}" fill-opacity=".75"/>'
            yield f'<path d="{edges}" stroke="{EDGE}" fill="none"/>'

    def _middle(self) -> Iterator[str]:
        """The middle; dashed in a phase whose runs say that something changed (the convention of run charts)."""
        judged = self.reading.profile is Profile.SHEWHART
        for dashed in (False, True):
            values = [
                value if (judged and self.reading.phases[phase - 1].runs_signal) == dashed else None
                for value, phase in zip(self.reading.cl, self.reading.phase, strict=True)
            ]
            path = self._line(self.reading, values)
            if path:
                dash = ' stroke-dasharray="9 5"' if dashed else ""
                yield f'<path d="{path}" stroke="{INK}" stroke-width="1.5" fill="none"{dash}/>'

    def _old(self, before: Reading) -> Iterator[str]:
        path = "".join(self._line(before, column) for column in (before.cl, before.ucl, before.lcl))
        yield f'<path d="{path}" stroke="{OLD}" stroke-width="1.25" stroke-dasharray="2 4" fill="none"/>'

    def _target(self) -> Iterator[str]:
        path = self._line(self.reading, self.reading.target)
        if path:
            yield f'<path d="{path}" stroke="{TARGET}" stroke-width="1.75" stroke-dasharray="12 4 2 4" fill="none"/>'

    def _points(self) -> Iterator[str]:
        reading = self.reading
        line, pen, plain, special = [], "M", [], []
        told = zip(self.across.at, reading.y, meanings(reading), reading.excluded, strict=True)
        for place, (at, value, meaning, out) in enumerate(told):
            if value is None:
                pen = "M"
                continue
            y = self.y(value)
            across, up = number(at), number(y)
            line.append(f"{pen}{across} {up}")
            pen = "L"
            if meaning is Meaning.ORDINARY and not out:  # nearly every point: written without further ado
                plain.append(f'<circle cx="{across}" cy="{up}" r="3" data-n="{place}"/>')
            else:
                special.append(mark(meaning, at, y, extra=f' data-n="{place}"', left_out=out))
        yield f'<path d="{"".join(line)}" stroke="{ORDINARY}" stroke-width="1.5" fill="none" stroke-linejoin="round"/>'
        yield f'<g class="al-chart__points" fill="{ORDINARY}">{"".join(plain)}'
        yield f'<g stroke="{INK}">{"".join(special)}</g></g>' if special else "</g>"

    def _notes(self) -> Iterator[str]:
        names = {x: place for place, x in enumerate(self.reading.x)}
        last = -99.0
        for note in sorted(self.picture.notes, key=lambda note: names.get(note.at, -1)):
            place = names.get(note.at)
            if place is None:
                continue
            x = min(max(self.across.at[place], self.left + 11), self.right - 11)
            x = max(x, last + 23)
            last = x
            value, top = self.reading.y[place], self.top - 15
            if value is not None and self.y(value) - 8 > top + 11:
                end = f"{number(self.across.at[place])} {number(self.y(value) - 7)}"
                yield f'<path d="M{number(x)} {number(top + 11)}L{end}" stroke="{ORDINARY}"/>'
            yield f'<circle cx="{number(x)}" cy="{number(top)}" r="11" fill="#fff" stroke="{INK}" stroke-width="1.5"/>'
            yield f'<text x="{number(x)}" y="{number(top + 5.5)}" text-anchor="middle">{escape(note.label)}</text>'


def stretches(
    reading: Reading, across: Across, values: Sequence[T | None], *, cap: float
) -> Iterator[tuple[float, float, T]]:
    """Where a line is level: from, to and at what. It breaks between phases and where a value is missing.

    Args:
        reading: whose phases they are.
        across: where its points lie.
        values: one for each point.
        cap: how far, at most, a line reaches beyond its first and last point, in pixels.
    """
    at, phases, half = across.at, reading.phase, min(across.half, cap)
    end = min(len(at), len(values))
    first = 0
    while first < end:
        value, phase = values[first], phases[first]
        last = first
        while last + 1 < end and values[last + 1] == value and phases[last + 1] == phase:
            last += 1
        if value is not None:
            joined = first > 0 and phases[first - 1] == phase and values[first - 1] is not None
            left = (at[first - 1] + at[first]) / 2 if joined else at[first] - half
            goes_on = last + 1 < end and phases[last + 1] == phase and values[last + 1] is not None
            right = (at[last] + at[last + 1]) / 2 if goes_on else at[last] + half
            yield left, right, value
        first = last + 1


def extent(reading: Reading, before: Reading | None = None) -> tuple[float, float]:
    """The smallest and the largest number that a chart must have room for."""
    columns: list[Column] = [reading.y, reading.cl, reading.lcl, reading.ucl, reading.target]
    if before is not None:
        columns += [before.cl, before.lcl, before.ucl]
    values = [value for column in columns for value in column if value is not None]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    if is_never_negative(reading):
        low = max(low, 0.0)  # a limit below it is no place that a figure could reach
    if low == high and reading.chart in PARTS and 0 <= low <= 1:
        return 0.0, 1.0  # every part the same: the whole scale, so that nobody reads of more than all
    if low >= 0 and (reading.chart in FROM_NOUGHT or low <= high * 0.4):
        low = 0.0
    return low, high


def is_never_negative(reading: Reading) -> bool:
    """Whether no figure and no target lies below 0, so that the chart need not go there."""
    return all(value is None or value >= 0 for column in (reading.y, reading.target) for value in column)

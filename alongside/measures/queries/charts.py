"""Charts as they are shown: how much of one a person may see, its sentence, its picture, its table."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures import bands as above
from alongside.measures.models import Series
from alongside.measures.queries.pages import BandLine, NoteLine, PointLine, RebaseLine, SeriesPage, series_page
from alongside.measures.queries.readings import Read
from alongside.measures.rules.comparing import Stretch, stretches
from alongside.measures.rules.leaving import Seen, seen
from alongside.measures.rules.settings import spc_request
from alongside.measures.rules.words import CHART_SAYS, PROPORTIONS, BandKind, Counts, Entry, Period
from alongside.numerics import spc
from alongside.numerics.spc.reading import Profile, Reading
from alongside.ui.drawing.chart import Note, Picture
from alongside.ui.drawing.chart_axis import Every, Show
from alongside.ui.drawing.chart_bands import Band
from alongside.ui.drawing.chart_table import Line, direction_in_words, in_table
from alongside.ui.drawing.chart_words import Said, Verdict, say

OFTEN = {
    Period.DAY: Every.DAY,
    Period.WEEK: Every.WEEK,
    Period.MONTH: Every.MONTH,
    Period.QUARTER: Every.QUARTER,
    Period.YEAR: Every.YEAR,
    Period.EVENT: Every.POINT,
}
# Said already in the sentence, or of interest to whoever compares engines only.
UNSAID = ("few-points", "label-missing", "variation-missing", "assurance-missing", "limits-missing", "differs")


@dataclass(frozen=True)
class Chart:
    """One series as a chart for one person. Without `reading` there is only what `said` says.

    Attributes:
        read: the series with its figures.
        seen: how much of it this person may see. Of a verdict only `said` and its icon may be shown.
        reading: with the days of events instead of their numbers.
        key, bands, notes, before: what the picture has besides.
    """

    read: Read
    seen: Seen
    reading: Reading | None
    key: str = "chart"
    bands: tuple[Band, ...] = ()
    notes: tuple[Note, ...] = ()
    before: Reading | None = None

    @property
    def series(self) -> Series:
        return self.read.series

    @property
    def title(self) -> str:
        return self.read.title

    @property
    def is_whole(self) -> bool:
        return self.seen is Seen.WHOLE and self.reading is not None

    @cached_property
    def said(self) -> Said:
        """What it says, in sentences."""
        if self.reading is None:
            return Said(verdict=Verdict.CANNOT_SAY, up=None, sentence=self.read.why_not)
        return say(self.reading, show_of(self.series), often=OFTEN[Period(self.series.period)])

    @cached_property
    def drawn(self) -> Reading | None:
        """The reading as it is drawn: what was left out stands where it would have stood."""
        return None if self.reading is None else _with_left_out(self.read, self.reading)

    @cached_property
    def picture(self) -> Picture | None:
        """What the picture has besides the reading."""
        if self.reading is None:
            return None
        return Picture(
            key=f"{self.key}-{self.series.pk}",
            title=self.title,
            said=self.said.whole,
            show=show_of(self.series),
            often=OFTEN[Period(self.series.period)],
            bands=self.bands,
            notes=self.notes,
            before=self.before,
        )


@dataclass(frozen=True)
class Row:
    """One point in the table beside a chart: its line, and the figures and words behind it."""

    line: Line
    when: str
    points: tuple[PointLine, ...]
    notes: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Written:
    """Words at a point as the list below a chart has them: their number, when, and what they say."""

    label: str
    when: str
    note: NoteLine
    first: bool


@dataclass(frozen=True)
class BandShown:
    """A band in the list below a chart; `id` only if it was drawn here, `url` only for those who may read of it."""

    id: UUID | None
    name: str
    from_on: dt.date
    to_on: dt.date | None
    url: str


@dataclass(frozen=True)
class ChartPage:
    """A chart page, whole."""

    chart: Chart
    page: SeriesPage
    rows: tuple[Row, ...]
    written: tuple[Written, ...]
    bands: tuple[BandShown, ...]
    rebases: tuple[RebaseLine, ...]
    balancing: tuple[Chart, ...]
    know: tuple[str, ...]
    better: str
    kind: str
    parts: tuple[Stretch, ...]

    files = (
        ("chart", "png", gettext_noop("The chart as a picture (PNG)")),
        ("chart", "svg", gettext_noop("The chart as a drawing that stays crisp (SVG)")),
        ("figures", "csv", gettext_noop("The figures (CSV)")),
        ("figures", "xlsx", gettext_noop("The figures for Excel (XLSX)")),
    )

    @property
    def has_denominators(self) -> bool:
        """Whether there is a second number to show."""
        return any(row.line.n for row in self.rows)

    @property
    def about(self) -> list[tuple[str, str]]:
        """What the indicator says of itself, without what it leaves open."""
        one = self.page.indicator
        said = (
            ("Why", one.why),
            (_("How many"), one.numerator),
            (_("Out of"), one.denominator),
            (_("How it is collected"), one.collection),
            (_("What the limits rest on"), one.baseline_rule),
            (_("Where the target comes from"), one.target_rule),
            (_("What is known to go wrong"), one.problems),
            ("Source", one.source),
            ("Licence", one.licence),
        )
        return [(what, words) for what, words in said if words]

    @property
    def figures(self) -> list[tuple[dt.date, float | None]]:
        """Each point's day and figure, without what was left out."""
        reading = self.chart.reading
        if reading is None or not self.rows:
            return []
        days = [row.points[0].on for row in self.rows]
        return [(on, None if out else y) for on, y, out in zip(days, reading.y, reading.excluded, strict=True)]


def chart_page(series: Series, *, actor: Actor, on: dt.date) -> ChartPage:
    """One chart page, however many points it has: as many queries as `series_page` has, and those of floors above."""
    page = series_page(series, actor=actor, on=on)
    drawn_above = above.bands_of([page.series.pk]).get(page.series.pk, [])
    bands = _bands(page.bands, drawn_above)
    reading = _shown(page.read)
    groups = _groups(page, reading)
    numbers, written = _numbered(groups)
    chart = chart_of(
        page.read,
        actor,
        bands=[Band(begins=b.from_on, ends=b.to_on, name=b.name, kind=_kind(b.kind)) for b in bands],
        notes=numbers,
        before=_before(page),
    )
    rows: tuple[Row, ...] = ()
    if chart.drawn is not None and chart.seen is Seen.WHOLE:
        lines = in_table(chart.drawn, show_of(page.series), often=OFTEN[Period(page.series.period)])
        rows = tuple(_row(line, group, written) for line, group in zip(lines, groups, strict=True))
    own = {(one.name, one.from_on): one.id for one in page.bands}
    reads = actor.can(Permission.GOAL_VIEW, at=series.scope)
    return ChartPage(
        chart=chart,
        page=page,
        rows=rows,
        written=tuple(written),
        bands=tuple(
            BandShown(own.get((one.name, one.from_on)), one.name, one.from_on, one.to_on, one.url if reads else "")
            for one in bands
        ),
        rebases=page.rebases,
        balancing=tuple(
            one
            for one in (chart_of(read, actor, key="beside") for read in page.balancing)
            if one.seen is not Seen.NOTHING
        ),
        know=()
        if reading is None
        else tuple(warned.message for warned in reading.warnings if not warned.code.startswith(UNSAID)),
        better=direction_in_words(page.series.settings.improvement),
        kind=_(CHART_SAYS[page.series.settings.chart]),
        parts=stretches([Stretch(f"band-{n}", b.name, b.from_on, b.to_on) for n, b in enumerate(bands)]),
    )


def chart_of(
    read: Read,
    actor: Actor,
    *,
    bands: Sequence[Band] = (),
    notes: Sequence[Note] = (),
    before: Reading | None = None,
    key: str = "chart",
) -> Chart:
    """A series that has been read, as a chart for one person. No query."""
    much = seen_of(read.series, actor)
    return Chart(read, much, _shown(read), key, tuple(bands), tuple(notes), before)


def seen_of(series: Series, actor: Actor) -> Seen:
    """How much of a series' chart this person may see. Its indicator must have been fetched with it."""
    scopes = actor.scopes(Permission.SERIES_VIEW)
    return seen(at=series.scope, by=scopes, counts=series.indicator.counts, chart=series.chart)


def show_of(series: Series) -> Show:
    """How figures of a series are written."""
    unit = series.indicator.unit
    is_part = series.chart in PROPORTIONS and series.multiply == 1
    if series.indicator.counts == Counts.PERCENT and unit.lower() in {"%", "percent", "per cent", "percentage"}:
        unit = "%"
    return Show(unit="" if is_part else unit, percent=is_part)


def _shown(read: Read) -> Reading | None:
    """The reading with the days of events instead of their numbers."""
    reading = read.reading
    if reading is not None and read.series.period == Period.EVENT and len(read.points) == len(reading.x):
        return replace(reading, x=tuple(point.on for point in read.points))
    return reading


def _with_left_out(read: Read, reading: Reading) -> Reading:
    """The NHS rules read a figure that was left out as missing; it is drawn where it would have stood, crossed."""
    if reading.profile is not Profile.NHS or len(read.points) != len(reading.x):
        return reading
    series, fraction = read.series, read.series.entry == Entry.FRACTION
    y = list(reading.y)
    for place, point in enumerate(read.points):
        if point.left_out and not fraction and point.value is not None:
            y[place] = point.value * series.multiply
        if point.left_out and fraction and point.numerator is not None and point.denominator:
            y[place] = point.numerator / point.denominator * series.multiply
    out = tuple(point.left_out for point in read.points)
    return replace(reading, y=tuple(y), excluded=out)


def _before(page: SeriesPage) -> Reading | None:
    """The chart as it would be read without its last re-base, for its lines after that re-base only."""
    reading = page.read.reading
    if reading is None or not page.rebases or max(reading.phase) == 1:
        return None
    request = spc_request(
        page.series.settings,
        page.read.points,
        period=page.series.period,
        rebased_on=[one.from_on for one in page.rebases[:-1]],
    )
    old, last = spc.read_one(request), reading.phase[-1]

    def after(column: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(value if phase == last else None for value, phase in zip(column, reading.phase, strict=True))

    return replace(old, cl=after(old.cl), lcl=after(old.lcl), ucl=after(old.ucl))


def _bands(own: Sequence[BandLine], drawn_above: Sequence[above.Stretch]) -> list[above.Stretch]:
    mine = [above.Stretch(one.name, one.from_on, one.to_on, one.kind) for one in own]
    return sorted([*mine, *drawn_above], key=lambda one: (one.from_on, one.name))


def _kind(kind: str) -> str:
    return "cycle" if kind in (BandKind.TEST, BandKind.CHANGE) else "other"


def _groups(page: SeriesPage, reading: Reading | None) -> list[tuple[PointLine, ...]]:
    """The figures behind each point of the reading: one, or the several of a period."""
    if reading is None:
        return []
    if len(page.points) == len(reading.x):
        return [(point,) for point in page.points]
    by_day: dict[dt.date, list[PointLine]] = defaultdict(list)
    for point in page.points:
        by_day[point.on].append(point)
    return [tuple(some) for some in by_day.values()]


def _numbered(groups: Sequence[tuple[PointLine, ...]]) -> tuple[list[Note], list[Written]]:
    """Every point with words gets a number; its words stand under that number below the chart."""
    notes: list[Note] = []
    written: list[Written] = []
    for group in groups:
        words = [(point, note) for point in group for note in point.notes]
        if words:
            label = str(len(notes) + 1)
            notes.append(Note(at=group[0].on, label=label, text=" ".join(note.words for _, note in words)))
            written += [Written(label, point.when, note, n == 0) for n, (point, note) in enumerate(words)]
    return notes, written


def _row(line: Line, group: tuple[PointLine, ...], written: Sequence[Written]) -> Row:
    here = {note.id for point in group for note in point.notes}
    labels = dict.fromkeys(one.label for one in written if one.note.id in here)
    first = group[0]
    return Row(line, first.when, group, tuple(labels), point_key(first.on, first.order))


def point_key(on: dt.date, order: int) -> str:
    """A point in an address: its day, and its place on that day if it is not the first."""
    return f"{on:%Y-%m-%d}" + (f".{order}" if order else "")

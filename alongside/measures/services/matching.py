"""From the rows of a table to figures of series: each row is told what it is, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median
from uuid import UUID

from alongside.core.words import gettext as _
from alongside.measures.models import ImportBatch, Observation, Series
from alongside.measures.rules import cells, entry, periods
from alongside.measures.rules.cells import Column, NotRead
from alongside.measures.rules.entry import Facts, Figures, Past
from alongside.measures.rules.words import SUBGROUPS, Period
from alongside.measures.services.checking import batched, facts_of, pasts_of

Numbers = tuple[float | None, float | None, float | None]
Spot = tuple[UUID, dt.date, int]
"""Where a figure stands: series, first day of its period, number within it."""
FEW = 500
NOT_SMALL = 10.0
"""Among figures as small as these, ten times as many is nothing unusual."""


class Fate(StrEnum):
    """What bringing in a row would do."""

    NEW = "NEW"
    CHANGES = "CHANGES"
    SAME = "SAME"
    BLANK = "BLANK"
    WRONG = "WRONG"


@dataclass(slots=True)
class Checked:
    """One row of an import: its number in the table from 1, what it would do, and what is to be said about it.

    `problems` cannot be brought in; `doubts` can, once somebody says that they are right. `was`: the figure that
    stands there now.
    """

    number: int
    fate: Fate
    series: Series | None = None
    figures: Figures | None = None
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    was: Numbers | None = None

    @property
    def entered(self) -> tuple[Series, Figures]:
        """Its series and figure. Only for rows that have them."""
        if self.series is None or self.figures is None:
            raise LookupError("this row has no figure")
        return self.series, self.figures

    @property
    def spot(self) -> Spot:
        """Where its figure stands. Only for rows that have one."""
        series, figures = self.entered
        return series.pk, figures.on, figures.order


@dataclass(frozen=True)
class DryRun:
    """What an import would do: every row, and how many do what."""

    rows: Sequence[Checked]
    counts: Counter[Fate] = field(default_factory=Counter)
    doubtful: int = 0

    @property
    def has_wrong(self) -> bool:
        return self.counts[Fate.WRONG] > 0


@dataclass(frozen=True)
class Matching:
    """Which column is what, as kept with a batch. `heading`: the number of the row of headings, from 0, if any."""

    columns: Mapping[Column, int]
    heading: int | None = None
    month_first: bool = False

    def kept(self) -> dict[str, object]:
        return {"columns": dict(self.columns), "heading": self.heading, "month_first": self.month_first}


def matching_of(batch: ImportBatch) -> Matching:
    """Which column is what, as kept."""
    kept = batch.columns
    return Matching(
        {Column(name): number for name, number in kept.get("columns", {}).items()},
        kept.get("heading"),
        bool(kept.get("month_first")),
    )


def first_matching(rows: cells.Row | Sequence[cells.Row], series: Series | None) -> Matching:
    """Which column is what, at first sight: from the headings, else from the order of the columns."""
    table = [row for row in rows if not isinstance(row, str)]
    heading = cells.heading_row(table)
    if heading is not None:
        return Matching(cells.matched(table[heading]), heading)
    wanted = [Column.VALUE] if series is None or series.entry == "VALUE" else [Column.NUMERATOR, Column.DENOMINATOR]
    if series is None:
        wanted = [Column.PLACE, Column.INDICATOR, *wanted]
    return Matching(cells.guessed(table, wanted=[*wanted, Column.COMMENT]))


def dry_run(batch: ImportBatch, *, on: dt.date) -> DryRun:
    """What bringing in these rows would do, on a date; nothing is written. At most four queries per thousand series."""
    matching = matching_of(batch)
    begin = 0 if matching.heading is None else matching.heading + 1
    known = _Known(batch)
    read = _Reading(matching, known)
    rows = [read.row(number, row) for number, row in enumerate(batch.rows[begin:], start=begin + 1)]
    _beside_what_is_there(rows, on)
    counts = Counter(row.fate for row in rows)
    return DryRun(rows, counts, sum(bool(row.doubts) for row in rows))


def checked_figures(series: Series, figures: Sequence[Figures], *, on: dt.date) -> list[Checked]:
    """Figures of one series that did not come in a table, each told what it would do. At most two queries."""
    seen: dict[tuple[dt.date, int], int] = {}
    rows = []
    for number, one in enumerate(figures, start=1):
        placed = replace(one, on=periods.start_of(series.period, one.on))
        first = seen.setdefault((placed.on, placed.order), number)
        problems = (_same_period(first),) if first != number else ()
        rows.append(Checked(number, Fate.WRONG if problems else Fate.NEW, series, placed, problems))
    _beside_what_is_there(rows, on)
    return rows


def _same_period(first: int) -> str:
    return _("This is the same period as row %(number)s.") % {"number": first}


class _Known:
    """The live series that a batch may bring figures to, by what a table calls them."""

    def __init__(self, batch: ImportBatch) -> None:
        rows = Series.objects.live().select_related("indicator", "place")
        self.only: Series | None = None
        if batch.series_id:
            self.only = rows.get(pk=batch.series_id)
            return
        self.here = batch.place.name.lower()
        self.places: set[str] = set()
        self.indicators: set[str] = set()
        self.found: dict[tuple[str, str, str], list[Series]] = {}
        for one in rows.filter(scope__startswith=batch.scope):
            for place in {one.place.name.lower(), one.scope.lower()}:
                for indicator in {one.indicator.slug.lower(), one.indicator.name.lower()}:
                    self.places.add(place)
                    self.indicators.add(indicator)
                    self.found.setdefault((place, indicator, one.name.lower()), []).append(one)

    def series(self, place: str, indicator: str, name: str) -> Series:
        """The series that a row names. Raises NotRead when there is none, or several."""
        if self.only:
            return self.only
        where, what = place.lower() or self.here, indicator.lower()
        found = self.found.get((where, what, name.lower()), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise NotRead(
                _("Several places are called “%(place)s”. Write the path of the one you mean, like p1/s2/.")
                % {"place": place}
            )
        if not what:
            raise NotRead(_("There is no indicator in this row."))
        if where not in self.places:
            said = _("There is no place called “%(place)s” here that collects figures.")
            raise NotRead(said % {"place": place or self.here})
        if what not in self.indicators:
            said = _("No place here collects “%(indicator)s”. Start that series first.")
            raise NotRead(said % {"indicator": indicator})
        called = " ".join((indicator, name)).strip()
        raise NotRead(_("“%(place)s” does not collect “%(called)s”.") % {"place": place or self.here, "called": called})


class _Reading:
    """Rows as they are read, one after another: it remembers what stood where."""

    def __init__(self, matching: Matching, known: _Known) -> None:
        self.columns, self.month_first = matching.columns, matching.month_first
        self.known = known
        self.seen: dict[Spot, int] = {}
        self.on_a_date: Counter[tuple[UUID, dt.date]] = Counter()
        self.dates: dict[str, dt.date] = {}

    def row(self, number: int, row: cells.Row) -> Checked:
        problems: list[str] = []
        numbers = [self._number(row, column, problems) for column in _NUMBERS]
        comment = self._cell(row, Column.COMMENT)[:300]
        if not problems and numbers == [None, None, None] and not comment:
            return Checked(number, Fate.BLANK)
        series = self._series(row, problems)
        on = self._date(row, problems)
        if series is None or on is None or problems:
            return Checked(number, Fate.WRONG, series, problems=tuple(problems))
        on = periods.start_of(series.period, on)
        order = self._order(row, series, on, problems)
        figures = Figures(on, order, numbers[0], numbers[1], numbers[2], comment)
        first = self.seen.setdefault((series.pk, on, order), number)
        if first != number:
            problems.append(_same_period(first))
        fate = Fate.WRONG if problems else Fate.NEW
        return Checked(number, fate, series, figures, tuple(problems))

    def _cell(self, row: cells.Row, column: Column) -> str:
        return cells.cell(row, self.columns.get(column))

    def _number(self, row: cells.Row, column: Column, problems: list[str]) -> float | None:
        try:
            return cells.number_in(self._cell(row, column))
        except NotRead as wrong:
            problems.append(wrong.message)
            return None

    def _series(self, row: cells.Row, problems: list[str]) -> Series | None:
        place, indicator, name = (self._cell(row, column) for column in _NAMES)
        try:
            return self.known.series(place, indicator, name)
        except NotRead as wrong:
            problems.append(wrong.message)
            return None

    def _date(self, row: cells.Row, problems: list[str]) -> dt.date | None:
        text = self._cell(row, Column.WHEN)
        if text in self.dates:
            return self.dates[text]
        try:
            self.dates[text] = cells.date_in(text, month_first=self.month_first)
        except NotRead as wrong:
            problems.append(wrong.message)
            return None
        return self.dates[text]

    def _order(self, row: cells.Row, series: Series, on: dt.date, problems: list[str]) -> int:
        """The number within the day or period: as the table says, else counted, where there can be several."""
        given = self._number(row, Column.ORDER, problems)
        if given is not None:
            return int(given) if 0 <= given < entry.MOST_OF_A_DATE else -1
        if series.period != Period.EVENT and series.chart not in SUBGROUPS:
            return 0
        self.on_a_date[series.pk, on] += 1
        return self.on_a_date[series.pk, on] - 1


_NUMBERS = (Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR)
_NAMES = (Column.PLACE, Column.INDICATOR, Column.SERIES)


def _beside_what_is_there(rows: Sequence[Checked], on: dt.date) -> None:
    """Look at each figure by the rules of entry and beside the one that stands there now."""
    series = {row.series.pk: row.series for row in rows if row.fate == Fate.NEW and row.series}
    there = dict(_standing(rows, series))
    pasts = pasts_of(list(series.values()))
    pasts |= _pasts_within(rows, {pk for pk, past in pasts.items() if past.number < entry.ENOUGH})
    facts = {pk: facts_of(one) for pk, one in series.items()}
    for row in rows:
        if row.fate == Fate.NEW:
            _judge(row, facts[row.spot[0]], pasts[row.spot[0]], there.get(row.spot), on)


def _pasts_within(rows: Sequence[Checked], young: set[UUID]) -> dict[UUID, Past]:
    """For series without a past of their own: what is usual among the rows themselves, where figures are not small.

    A first import of many months would else never be asked about the one that is ten times too large.
    """
    sizes: dict[UUID, list[float]] = {}
    for row in rows:
        if row.fate == Fate.NEW and row.entered[0].pk in young:
            series, figures = row.entered
            shown = entry.plotted(facts_of(series), figures)
            if shown is not None:
                sizes.setdefault(series.pk, []).append(abs(shown))
    usual = {pk: median(some) for pk, some in sizes.items() if len(some) > entry.ENOUGH}
    return {pk: Past(size, size, entry.ENOUGH, is_usual=True) for pk, size in usual.items() if size >= NOT_SMALL}


def _judge(row: Checked, facts: Facts, past: Past, was: Numbers | None, on: dt.date) -> None:
    figures = row.entered[1]
    found = entry.findings(facts, figures, past, today=on)
    row.problems = tuple(one.message for one in found if one.certain)
    row.doubts = tuple(one.message for one in found if not one.certain)
    row.was = was
    if row.problems:
        row.fate = Fate.WRONG
    elif was is not None:
        row.fate = Fate.SAME if was == figures.numbers else Fate.CHANGES
        if row.fate == Fate.SAME:
            row.doubts = ()


def _standing(rows: Sequence[Checked], series: Mapping[UUID, Series]) -> Iterator[tuple[Spot, Numbers]]:
    """The figures that stand now in the time that the rows are about."""
    dates = [row.figures.on for row in rows if row.fate == Fate.NEW and row.figures]
    if not dates:
        return
    for some in batched(series, FEW):
        found = Observation.objects.filter(series__in=some, on__gte=min(dates), on__lte=max(dates))
        for pk, day, order, *numbers in found.values_list(
            "series_id", "on", "order", "value", "numerator", "denominator"
        ).iterator(chunk_size=5000):
            yield (pk, day, order), (numbers[0], numbers[1], numbers[2])

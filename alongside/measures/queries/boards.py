"""Many charts beside each other: a place's measures in little, and its teams' as signs. Only what is shown is read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Min, Q

from alongside.access.policy import Actor
from alongside.measures.models import Series, SeriesQuerySet
from alongside.measures.queries.charts import OFTEN, Chart, chart_of, show_of
from alongside.measures.queries.intervals import interval_in_words
from alongside.measures.queries.places import SeriesLine, lines_of, number_due, shown_series
from alongside.measures.rules.leaving import Seen
from alongside.measures.rules.parts import Part, part_of
from alongside.measures.rules.words import Period
from alongside.programmes.models import Place
from alongside.ui.drawing.chart_axis import when

CARDS = 24
MEASURES = 24
TEAMS = 11
"""Columns of signs at once: with the place itself as many as a wide page holds."""


@dataclass(frozen=True)
class Asked:
    """Which part somebody asks for: of the charts, of the measures among the signs, and of the teams beside them."""

    page: int = 1
    measures: int = 1
    teams: int = 1


@dataclass(frozen=True)
class Card:
    """One series on a board: its chart, its last figure in words, whether figures are overdue."""

    line: SeriesLine
    chart: Chart
    last: str


@dataclass(frozen=True)
class Sign:
    """One series in the table of signs."""

    line: SeriesLine
    chart: Chart


@dataclass(frozen=True)
class SignRow:
    """One measure in the table of signs: a cell for each place, empty where it is not collected there.

    A cell has more than one sign where two indicators go by one name.
    """

    title: str
    cells: tuple[tuple[Sign, ...], ...]


@dataclass(frozen=True)
class Signs:
    """The table of signs. `places` are its columns: the place itself, then the teams of this part, by name."""

    places: tuple[str, ...]
    rows: tuple[SignRow, ...]
    measures: Part
    teams: Part

    @property
    def says(self) -> str:
        """Which of the measures and teams these are, in words; empty where they are all."""
        parts = (("Measures", self.measures), ("Teams", self.teams))
        return " ".join(f"{name} {part.says}." for name, part in parts if not part.is_all)


@dataclass(frozen=True)
class Board:
    """The measures of a place: the cards of one part of its own, the signs, and how many of all wait for figures."""

    place: Place
    cards: tuple[Card, ...]
    part: Part
    signs: Signs
    due: int


def board(place: Place, actor: Actor, *, on: dt.date, asked: Asked | None = None) -> Board:
    """A part of a place's measures, and of a site's teams' beside them; by theme and name.

    Five queries, ten for a site, however much there is. Numbers beyond the last part lead to the last.
    """
    asked = asked or Asked()
    below = place.kind == Place.Kind.SITE
    shown = shown_series(place, actor, below=below)
    own = shown.filter(place=place)
    part = part_of(own.count(), number=asked.page, size=CARDS)
    rows = own.select_related("indicator", "place").order_by("indicator__theme", *_TITLE, "pk")
    carded = list(rows[part.before : part.end])
    table = _of_teams(place, shown, asked, own=bool(part.total)) if below else _of_cards(place, carded)
    read = _read([*carded, *table.series], actor, on)
    return Board(
        place=place,
        cards=tuple(_card(read[one.pk]) for one in carded),
        part=part,
        signs=_signs(table, read),
        due=number_due(shown, on=on),
    )


_TITLE = ("indicator__name", "name")


@dataclass(frozen=True)
class _Table:
    """What the table of signs will show, before it is read. A title is an indicator's name and a series' own."""

    places: tuple[tuple[int, str], ...]
    titles: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]
    measures: Part
    teams: Part


def _of_cards(place: Place, carded: Sequence[Series]) -> _Table:
    """The same series that stand above as charts."""
    titles = tuple(dict.fromkeys(_title(one) for one in carded))
    places = ((place.pk, place.name),) if carded else ()
    one = part_of(len(titles), number=1, size=CARDS)
    return _Table(places, titles, tuple(carded), one, part_of(0, number=1, size=TEAMS))


def _of_teams(place: Place, shown: SeriesQuerySet, asked: Asked, *, own: bool) -> _Table:
    """Some measures at the place itself, if it has any, and at some of its teams. Five queries."""
    named = shown.values(*_TITLE).annotate(theme=Min("indicator__theme")).order_by("theme", *_TITLE)
    measures = part_of(named.count(), number=asked.measures, size=MEASURES)
    titles = tuple((one["indicator__name"], one["name"]) for one in named[measures.before : measures.end])
    beside = shown.exclude(place=place).values_list("place_id", "place__name").distinct().order_by("place__name")
    teams = part_of(beside.count(), number=asked.teams, size=TEAMS)
    places = (*([(place.pk, place.name)] if own else []), *beside[teams.before : teams.end])
    wanted = Q(pk__in=[])
    for indicator, name in titles:
        wanted |= Q(indicator__name=indicator, name=name)
    rows = shown.filter(wanted, place__in=[pk for pk, _ in places]).select_related("indicator", "place").order_by("pk")
    return _Table(places, titles, tuple(rows), measures, teams)


def _title(series: Series) -> tuple[str, str]:
    return series.indicator.name, series.name


def _read(series: Sequence[Series], actor: Actor, on: dt.date) -> dict[object, Sign]:
    once = {one.pk: one for one in series}
    return {
        line.read.series.pk: Sign(line, chart_of(line.read, actor, key="board"))
        for line in lines_of(list(once.values()), on=on)
    }


def _card(sign: Sign) -> Card:
    line, chart, last = sign.line, sign.chart, ""
    if chart.reading is not None and chart.seen is Seen.WHOLE:
        reading, series = chart.reading, line.read.series
        said = when(reading.x[-1], OFTEN[Period(series.period)])
        last = f"{said[:1].upper()}{said[1:]}: {show_of(series).figure_with_unit(reading.y[-1])}"
        point = line.read.points[-1]
        last = f"{last} {interval_in_words(series, point.numerator, point.denominator)}".rstrip()
    return Card(line, chart, last)


def _signs(table: _Table, read: Mapping[object, Sign]) -> Signs:
    cells: dict[tuple[tuple[str, str], int], list[Sign]] = defaultdict(list)
    for one in table.series:
        cells[_title(one), one.place_id].append(read[one.pk])
    rows = tuple(
        SignRow(
            f"{indicator}: {name}" if name else indicator,
            tuple(tuple(cells.get(((indicator, name), pk), ())) for pk, _ in table.places),
        )
        for indicator, name in table.titles
    )
    return Signs(tuple(name for _, name in table.places), rows, table.measures, table.teams)

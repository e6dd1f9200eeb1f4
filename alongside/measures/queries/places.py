"""The series of a place: their charts, what is overdue, and what waits to be looked into."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, DateField, F, OuterRef, Q, Subquery, When

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.measures.models import FollowUp, Observation, Series, SeriesQuerySet
from alongside.measures.queries.charts import seen_of
from alongside.measures.queries.readings import Read, read_series, title_of
from alongside.measures.rules import periods
from alongside.measures.rules.leaving import Seen, reaches_inside
from alongside.measures.rules.words import SINGLE_EVENTS, stays_inside
from alongside.numerics.spc.reading import Reading
from alongside.programmes.models import Place


@dataclass(frozen=True)
class SeriesLine:
    """One series of a place with its reading."""

    read: Read
    title: str
    place: str
    url: str
    theme: str
    unit: str
    inside_only: bool
    due: bool
    ended: bool

    @property
    def reading(self) -> Reading | None:
        return self.read.reading


@dataclass(frozen=True)
class DueLine:
    """One series whose figures are overdue: the period that is missing, in words."""

    id: UUID
    title: str
    place: str
    url: str
    missing: str
    last_on: dt.date | None


@dataclass(frozen=True)
class FollowUpLine:
    """One point that somebody wants looked into."""

    id: UUID
    title: str
    place: str
    url: str
    on: dt.date
    when: str
    why: str
    asked_on: dt.date


def place_series(
    place: Place, actor: Actor, *, on: dt.date, below: bool = False, ended: bool = False
) -> tuple[SeriesLine, ...]:
    """The series of a place (with `below`, of the places under it too), read; by theme and title. Three queries."""
    rows = _series(place.scope, actor, below=below)
    if not ended:
        rows = rows.live()
    lines = lines_of(list(rows), on=on)
    return tuple(sorted(lines, key=lambda line: (line.ended, line.theme, line.title, line.place)))


def lines_of(series: Sequence[Series], *, on: dt.date) -> tuple[SeriesLine, ...]:
    """These series, read, in their order. Two queries; their indicators and places must have been fetched with them."""
    return tuple(_line(read, on) for read in read_series(series))


def shown_series(place: Place, actor: Actor, *, below: bool = False) -> SeriesQuerySet:
    """The live series of a place (with `below`, of those right under it too) of which a person may see anything.

    What they may see nothing of, as `rules.leaving.seen` has it, is left out here, before anything is counted.
    """
    under = Place.objects.filter(parent=place).values_list("pk", flat=True) if below else ()
    here = Q(place__in=[place.pk, *under])
    among_them = Q(pk__in=[])
    for scope in actor.scopes(Permission.SERIES_VIEW):
        among_them |= Q(scope__startswith=scope) if reaches_inside(scope) else Q(scope=scope)
    leaves = ~Q(chart__in=SINGLE_EVENTS)
    rows: SeriesQuerySet = Series.objects.visible_to(actor).live().filter(here, leaves | among_them)
    # Said once more as a scope: whoever may see everything gets the rows by its index, too.
    return rows.filter(scope__startswith=place.scope)


def number_due(rows: SeriesQuerySet, *, on: dt.date) -> int:
    """How many of these series wait for figures that are overdue. One query."""
    return due_by(rows, on=on).total()


def due_by(rows: SeriesQuerySet, *fields: str, on: dt.date) -> Counter[tuple[Any, ...]]:
    """How many of these series wait for figures that are overdue, for each value of the fields. One query.

    They come as groups of one rhythm and one last figure, so that the rule itself decides, once for each group.
    """
    latest = Observation.objects.filter(series=OuterRef("pk")).order_by("-on", "-order").values("on")[:1]
    groups = (
        rows.annotate(last=Subquery(latest, output_field=DateField()))
        .annotate(since=Case(When(last__isnull=True, then=F("started_on"))))
        .values("period", "due_days", "last", "since", *fields)
        .annotate(number=Count("pk"))
        .order_by()
    )
    due: Counter[tuple[Any, ...]] = Counter()
    for group in groups:
        if periods.is_due(
            group["period"],
            last=group["last"],
            started_on=group["since"] or on,
            ended_on=None,
            due_days=group["due_days"],
            on=on,
        ):
            due[tuple(group[field] for field in fields)] += group["number"]
    return due


def due_series(place: Place, actor: Actor, *, on: dt.date) -> tuple[DueLine, ...]:
    """The live series of a place and below whose figures are overdue, by place and title. Two queries."""
    latest = Observation.objects.filter(series=OuterRef("pk")).order_by("-on", "-order").values("on")[:1]
    rows = _series(place.scope, actor, below=True).live()
    asked = rows.annotate(last=Subquery(latest, output_field=DateField()))
    # Most series wait for nothing: only of those that do is more read than what decides it.
    last = {
        pk: last_on
        for pk, period, due_days, started_on, last_on in asked.values_list(
            "pk", "period", "due_days", "started_on", "last"
        )
        if periods.is_due(period, last=last_on, started_on=started_on, ended_on=None, due_days=due_days, on=on)
    }
    lines = [
        DueLine(
            row.pk, title_of(row), row.place.name, row.get_absolute_url(), _missing(row, last[row.pk]), last[row.pk]
        )
        for row in rows.filter(pk__in=last)
        if seen_of(row, actor) is not Seen.NOTHING
    ]
    return tuple(sorted(lines, key=lambda line: (line.place, line.title)))


def follow_ups(place: Place, actor: Actor) -> tuple[FollowUpLine, ...]:
    """What waits to be looked into at a place and below, the oldest first. One query.

    Words at a point leave a place no more than the point does.
    """
    rows = (
        FollowUp.objects.visible_to(actor)
        .waiting()
        .filter(series__scope__startswith=place.scope)
        .select_related("series__indicator", "series__place")
        .order_by("asked_on", "on", "pk")
    )
    return tuple(
        FollowUpLine(
            id=row.pk,
            title=title_of(row.series),
            place=row.series.place.name,
            url=row.series.get_absolute_url(),
            on=row.on,
            when=periods.in_words(row.series.period, row.on),
            why=row.why,
            asked_on=row.asked_on,
        )
        for row in rows
        if seen_of(row.series, actor) is Seen.WHOLE
    )


def _series(scope: str, actor: Actor, *, below: bool) -> SeriesQuerySet:
    where = {"scope__startswith": scope} if below else {"scope": scope}
    rows: SeriesQuerySet = Series.objects.visible_to(actor).filter(**where).select_related("indicator", "place")
    return rows


def _line(read: Read, on: dt.date) -> SeriesLine:
    series, indicator = read.series, read.series.indicator
    return SeriesLine(
        read=read,
        title=read.title,
        place=series.place.name,
        url=series.get_absolute_url(),
        theme=indicator.theme,
        unit=indicator.unit,
        inside_only=stays_inside(counts=indicator.counts, chart=series.chart),
        due=_is_due(series, read.last_on, on),
        ended=series.ended_on is not None,
    )


def _is_due(series: Series, last: dt.date | None, on: dt.date) -> bool:
    return periods.is_due(
        series.period,
        last=last,
        started_on=series.started_on,
        ended_on=series.ended_on,
        due_days=series.due_days,
        on=on,
    )


def _missing(series: Series, last: dt.date | None) -> str:
    first = periods.next_after(series.period, last) if last else periods.start_of(series.period, series.started_on)
    return periods.in_words(series.period, first)

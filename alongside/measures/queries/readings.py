"""Series, read: the figures of many in one query, the charts of many in one pass of the engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.models import Observation, Rebase, Series
from alongside.measures.rules.settings import Point, spc_request
from alongside.numerics import spc
from alongside.numerics.spc.reading import Reading


@dataclass(frozen=True)
class Read:
    """A series with its reading, or with the sentence that says why there is none.

    `points` are the figures in their order; those of one x (a subgroup) stand together as one point of the reading.
    """

    series: Series
    title: str
    points: tuple[Point, ...]
    reading: Reading | None
    why_not: str = ""

    @property
    def last_on(self) -> dt.date | None:
        """The period or day of the last figure."""
        return self.points[-1].on if self.points else None


NO_FIGURES = gettext_noop("There are no figures yet.")


def title_of(series: Series) -> str:
    """What a series is called: its own name, else its indicator's. The indicator must have been fetched with it."""
    name = series.indicator.name
    return f"{name}: {series.name}" if series.name else name


def read_series(series: Sequence[Series]) -> tuple[Read, ...]:
    """These series, read, in their order. Two queries; their indicators must have been fetched with them."""
    points, rebased = points_of(series), _rebased(series)
    asked = [one for one in series if points[one.pk]]
    requests = [
        spc_request(one.settings, points[one.pk], period=one.period, rebased_on=rebased[one.pk]) for one in asked
    ]
    read = dict(zip([one.pk for one in asked], _read(requests), strict=True))
    return tuple(_one(one, tuple(points[one.pk]), read.get(one.pk, _(NO_FIGURES))) for one in series)


def _one(series: Series, points: tuple[Point, ...], said: Reading | str) -> Read:
    if isinstance(said, str):
        return Read(series, title_of(series), points, None, said)
    return Read(series, title_of(series), points, said)


def points_of(series: Sequence[Series]) -> dict[UUID, list[Point]]:
    """The figures of each series, in their order. One query."""
    found: dict[UUID, list[Point]] = defaultdict(list)
    rows = (
        Observation.objects.filter(series__in=[one.pk for one in series])
        .order_by("series_id", "on", "order")
        .values_list("series_id", "on", "order", "value", "numerator", "denominator", "left_out_on")
    )
    for pk, on, order, value, numerator, denominator, left_out_on in rows.iterator(chunk_size=5000):
        found[pk].append(Point(on, order, value, numerator, denominator, left_out_on is not None))
    return found


def _rebased(series: Sequence[Series]) -> dict[UUID, list[dt.date]]:
    found: dict[UUID, list[dt.date]] = defaultdict(list)
    rows = Rebase.objects.filter(series__in=[one.pk for one in series]).order_by("from_on")
    for pk, from_on in rows.values_list("series_id", "from_on"):
        found[pk].append(from_on)
    return found


def _read(requests: Sequence[spc.Request]) -> list[Reading | str]:
    """All in one pass; if one of them cannot be charted, each by itself, so that the others still are."""
    try:
        readings = spc.read_many(requests)
        return [readings[number] for number in range(len(requests))]
    except spc.Refused:
        return [_alone(request) for request in requests]


def _alone(request: spc.Request) -> Reading | str:
    try:
        return spc.read_many([request])[0]
    except spc.Refused as refused:
        return refused.message

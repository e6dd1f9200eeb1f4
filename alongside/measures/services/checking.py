"""What the rules of entry need to know of series, read for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db.models import Case, Count, F, FloatField, Max, Min, When
from django.db.models.functions import Abs

from alongside.measures.models import Observation, Series
from alongside.measures.rules.entry import Facts, Past

T = TypeVar("T")
BATCH = 1000


def facts_of(series: Series) -> Facts:
    """What a series says of its figures. Its indicator must have been fetched with it."""
    indicator = series.indicator
    return Facts(
        period=series.period,
        entry=series.entry,
        chart=series.chart,
        counts=indicator.counts,
        multiply=series.multiply,
        negative=series.negative,
        least=indicator.least,
        most=indicator.most,
    )


def pasts_of(series: Sequence[Series]) -> dict[UUID, Past]:
    """The past of each series. One query per thousand series."""
    factors = {one.pk: one.multiply for one in series}
    found = dict.fromkeys(factors, Past())
    size = Abs(
        Case(
            When(value__isnull=False, then=F("value")),
            When(denominator__gt=0, then=F("numerator") / F("denominator")),
            output_field=FloatField(),
        )
    )
    for some in batched(factors):
        rows = Observation.objects.filter(series__in=some).values_list("series").annotate(
            smallest=Min(size), largest=Max(size), number=Count(size)
        )  # fmt: skip
        for pk, smallest, largest, number in rows.order_by():
            found[pk] = Past((smallest or 0.0) * factors[pk], (largest or 0.0) * factors[pk], number)
    return found


def batched(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in batches, so that no statement carries more of them than a database takes."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some

"""Tests of change as bands on the charts of the floor below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from alongside.goals.models import Cycle
from alongside.measures.bands import Stretch
from alongside.measures.rules.words import BandKind


def bands_of(series_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Stretch]]:
    """For each series the tests that have begun for goals it shows, from their start to their decision. One query."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    begun = Cycle.objects.filter(idea__goal__series__in=list(series_ids), started_on__isnull=False)
    for cycle in begun.select_related("idea__goal").order_by("started_on", "number"):
        series, began = cycle.idea.goal.series_id, cycle.started_on
        if series is not None and began is not None:
            found[series].append(
                Stretch(
                    name=f"Test {cycle.number}: {cycle.idea.text}"[:80],
                    from_on=began,
                    to_on=cycle.decided_on or cycle.studied_on,
                    kind=BandKind.TEST,
                    url=cycle.get_absolute_url(),
                )
            )
    return found

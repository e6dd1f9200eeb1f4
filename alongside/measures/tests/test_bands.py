"""Bands from floors above are drawn on the chart, each with its name and where to read about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

import pytest

from alongside.core import clock
from alongside.measures import bands
from alongside.measures.bands import Stretch
from alongside.measures.tests.factories import NOW, make_series
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db

HUDDLES = Stretch("Safety huddles", dt.date(2024, 6, 1), dt.date(2024, 9, 1), url="/goals/cycles/1/")
EARLIER = Stretch("Mutual help", dt.date(2024, 2, 1))


@pytest.fixture
def asked() -> Iterator[list[set[UUID]]]:
    """A floor above that knows a band of every series; what it was asked for."""
    seen: list[set[UUID]] = []

    def provider(series: Collection[UUID]) -> Mapping[UUID, Sequence[Stretch]]:
        seen.append(set(series))
        return {pk: [HUDDLES, EARLIER] for pk in series}

    bands.register(provider)
    bands.register(provider)
    yield seen
    bands.forget(provider)


def test_chart__draws_what_a_floor_above_knows(world: World, asked: list[set[UUID]]):
    series = make_series(world.team, values=[10, 12, 11, 9] * 5)

    with clock.frozen(NOW):
        page = as_(world, "tom").get(series.get_absolute_url())

    text = page.content.decode()
    assert asked == [{series.pk}]
    assert '<a href="/goals/cycles/1/">Safety huddles</a>' in text
    assert [one.name for one in page.context_data["shown"].bands] == ["Mutual help", "Safety huddles"]
    assert "Take off" not in text  # what stands on another floor is taken off there


def test_bands_of__without_a_floor_above_is_nothing():
    assert bands.bands_of([]) == {}

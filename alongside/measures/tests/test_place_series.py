"""The series of a place, read together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.measures import queries
from alongside.measures.tests.factories import P_CHART, TODAY, make_series
from alongside.programmes.tests.factories import World, actor

pytestmark = pytest.mark.django_db


def test_place_series__reads_every_series_of_the_place(world: World):
    make_series(world.site, values=[10, 12, 11, 13] * 5, name="Falls")
    make_series(world.site, fractions=[(3, 10), (4, 12)] * 10, **P_CHART)
    make_series(world.other_site, values=[1, 2, 3])

    lines = queries.place_series(world.site, actor(world.ada), on=TODAY)

    assert len(lines) == 2
    assert [line.reading.chart for line in lines] == ["i", "p"]
    assert lines[0].reading.cl[0] == pytest.approx(11.5)
    assert lines[1].reading.cl[0] == pytest.approx(70 / 220)


@pytest.mark.parametrize("points", [2, 24])
def test_place_series__asks_three_times_however_much_there_is(world: World, points: int):
    for number in range(points // 2):
        make_series(world.site, values=list(range(points)), name=f"Number {number}")
    ada = actor(world.ada)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = queries.place_series(world.site, ada, on=TODAY)

    assert len(lines) == points // 2
    assert len(asked) == 3

from __future__ import annotations

import pytest
from django.db.models import Count

from alongside.core import audit
from alongside.demo import cast, services
from alongside.demo.services.diary import Progress
from alongside.demo.services.world import DEMO
from alongside.frameworks import services as frameworks
from alongside.measures import queries
from alongside.measures.models import Observation, Series

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _content(db: None) -> None:
    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])


class Killed(Exception):
    pass


def small(progress: Progress | None = None) -> None:
    services.generate(sites=2, teams_per_site=5, people=0, rounds_per_team=0, series_per_place=5, progress=progress)


def kill(now: str, so_far: int, of: int) -> None:
    if now == "series":
        raise Killed


def test_generate_figures__three_years_of_months_in_each_series():
    small()

    assert Series.objects.count() == 12 * 5
    assert set(Series.objects.annotate(n=Count("observations")).values_list("n", flat=True)) == {36}
    assert audit.verify_all() == []
    read = queries.read_series(list(Series.objects.select_related("indicator")))
    assert all(one.reading for one in read)


def test_generate_figures__goes_on_where_it_was_stopped():
    with pytest.raises(Killed):
        small(kill)
    first = list(Observation.objects.order_by("pk").values_list("series__scope", "on", "value", "numerator"))

    small()

    assert len(first) == 10 * 5 * 36
    again = Observation.objects.order_by("pk").values_list("series__scope", "on", "value", "numerator")
    assert list(again[: len(first)]) == first
    assert Observation.objects.count() == 12 * 5 * 36

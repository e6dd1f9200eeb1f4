"""The page on which figures are typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.measures.models import Observation, Revision
from alongside.measures.tests.factories import EVENTS, NOW, P_CHART, make_library_indicator, make_series
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_of_march():
    with clock.frozen(NOW):
        yield


def typed(page: str) -> dict[str, str]:
    """Every box of the page with what stands in it, as a browser would send it."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def opened(client: Client, series) -> tuple[str, dict[str, str]]:
    address = f"/measures/{series.pk}/enter/"
    return address, typed(client.get(address).content.decode())


def test_enter__shows_a_line_for_each_of_the_last_two_years_months(world: World):
    series = make_series(world.team, values=[3, 4, 5])

    page = as_(world, "ben").get(f"/measures/{series.pk}/enter/").content.decode()

    assert "April 2024" in page
    assert "March 2026" in page
    assert "January 2024" not in page
    assert "Earlier figures" in page


def test_enter__saves_only_what_was_changed(world: World):
    series = make_series(world.team, values=[3, 4, 5, 6, 7])
    client = as_(world, "ben")
    address, boxes = opened(client, series)

    response = client.post(
        address, boxes | {"value_20260101": "12", "value_20260201": "1,300", "comment_20260201": "busy"}
    )

    assert response.status_code == 200, "1,300 is more than ten times what there was"
    assert "more than ten times" in response.content.decode()
    response = client.post(address, boxes | {"value_20260101": "12", "value_20260201": "1,300", "sure": "on"})
    assert response.status_code == 302
    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [3, 4, 5, 6, 7, 12, 1300]
    assert AuditEntry.objects.filter(action="observations.entered").count() == 1
    assert not Revision.objects.exists()


def test_enter__a_figure_put_right_needs_a_reason_and_keeps_the_earlier_one(world: World):
    series = make_series(world.team, values=[3, 4, 5, 6, 7])
    client = as_(world, "ben")
    address, boxes = opened(client, series)

    refused = client.post(address, boxes | {"value_20240501x0": "70"})
    done = client.post(address, boxes | {"value_20240501x0": "70", "why": "a slip of the hand"})

    assert "Error: " in refused.content.decode()
    assert "Say why" in refused.content.decode()
    assert done.status_code == 302
    assert Observation.objects.get(series=series, on="2024-05-01").value == 70
    assert Revision.objects.get().value == 7


def test_enter__what_somebody_else_changed_meanwhile_is_not_written_over(world: World):
    series = make_series(world.team, values=[3, 4, 5, 6, 7])
    ben, tom = as_(world, "ben"), as_(world, "tom")
    address, boxes = opened(ben, series)
    tom.post(address, boxes | {"value_20240501x0": "8", "why": "counted again"})

    response = ben.post(address, boxes | {"value_20240501x0": "9", "why": "counted again"})

    assert "Somebody has changed this figure" in response.content.decode()
    assert Observation.objects.get(series=series, on="2024-05-01").value == 8


def test_enter__says_beside_each_cell_what_is_wrong_and_keeps_what_was_typed(world: World):
    series = make_series(world.team, **P_CHART)
    client = as_(world, "ben")
    address, boxes = opened(client, series)
    given = {"numerator_20260101": "5", "denominator_20260101": "4", "numerator_20251201": "many",
             "denominator_20251201": "10"}  # fmt: skip

    first = client.post(address, boxes | given).content.decode()
    second = client.post(address, boxes | given | {"numerator_20251201": "1"}).content.decode()

    assert "“many” is not a number" in first
    assert 'value="many"' in first
    assert "5 out of 4 cannot be" in second
    assert 'href="#id_numerator_20260101"' in second
    assert not Observation.objects.exists()


def test_enter__events_of_one_day_are_numbered(world: World):
    series = make_series(world.team, indicator=make_library_indicator(**EVENTS))
    client = as_(world, "ben")
    address, boxes = opened(client, series)

    response = client.post(
        address, boxes | {"when_new1": "1/2/2026", "value_new1": "12", "when_new2": "1 Feb 2026", "value_new2": "3"}
    )

    assert response.status_code == 302
    assert list(series.observations.order_by("order").values_list("order", "value")) == [(0, 12), (1, 3)]


def test_enter__nothing_changed_says_so(world: World):
    series = make_series(world.team, values=[3])
    client = as_(world, "ben")
    address, boxes = opened(client, series)

    assert "Nothing was changed" in client.post(address, boxes).content.decode()


def test_enter__only_for_those_who_may(world: World):
    series = make_series(world.team, values=[3])

    assert as_(world, "cleo").get(f"/measures/{series.pk}/enter/").status_code == 403
    assert as_(world, "dev").get(f"/measures/{series.pk}/enter/").status_code == 404
    assert as_(world, "ben").put(f"/measures/{series.pk}/enter/").status_code == 405


@pytest.mark.parametrize("until", ["2020-01-01", "not-a-date", "9999-12-31", "0001-01-01"])
def test_enter__goes_back_in_time(world: World, until: str):
    series = make_series(world.team, values=[3])

    assert as_(world, "ben").get(f"/measures/{series.pk}/enter/?until={until}").status_code == 200

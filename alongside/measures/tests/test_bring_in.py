"""Bringing in a table, from the paste to the undoing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.core import clock
from alongside.measures import sheets
from alongside.measures.models import ImportBatch, Observation, Revision
from alongside.measures.tests.factories import NOW, P_CHART, make_series
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db

TABLE = "Month\tValue\nJan 2024\t3\nFeb 2024\t4\nMar 2024\tmany\n"


@pytest.fixture(autouse=True)
def _second_of_march():
    with clock.frozen(NOW):
        yield


def staged(client: Client, address: str, text: str = TABLE) -> str:
    response = client.post(address, {"pasted": text})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def test_bring_in__shows_what_would_happen_before_anything_does(world: World):
    series = make_series(world.team)
    client = as_(world, "tom")

    page = client.get(staged(client, f"/measures/{series.pk}/bring-in/")).content.decode()

    assert "2 new figures" in page
    assert "1 not right" in page
    assert "“many” is not a number" in page
    assert not Observation.objects.exists()


def test_bring_in__all_or_nothing(world: World):
    series = make_series(world.team)
    client = as_(world, "tom")
    address = staged(client, f"/measures/{series.pk}/bring-in/")

    page = client.post(address, {"act": "import", "take": "ALL"}).content.decode()

    assert "Error: " in page
    assert "nothing was brought in" in page
    assert not Observation.objects.exists()


def test_bring_in__the_good_rows_only_and_undone_again(world: World):
    series = make_series(world.team)
    client = as_(world, "tom")
    address = staged(client, f"/measures/{series.pk}/bring-in/")

    client.post(address, {"act": "import", "take": "GOOD"})

    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [3, 4]
    page = client.get(address).content.decode()
    assert "1 row left out" in page
    client.post(f"{address}undo/")
    assert not Observation.objects.exists()
    assert Revision.objects.count() == 2
    assert "This import is undone" in client.get(address).content.decode()


def test_bring_in__replaces_only_when_told_to_and_puts_back(world: World):
    series = make_series(world.team, values=[3, 9])
    client = as_(world, "tom")
    address = staged(client, f"/measures/{series.pk}/bring-in/", "Month\tValue\nJan 2024\t3\nFeb 2024\t4\n")

    refused = client.post(address, {"act": "import", "take": "ALL"})
    client.post(address, {"act": "import", "take": "ALL", "replace": "on"})

    assert refused.status_code == 200
    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [3, 4]
    assert ImportBatch.objects.get().changed == 1
    client.post(f"{address}undo/")
    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [3, 9]


def test_bring_in__columns_can_be_matched_by_hand(world: World):
    series = make_series(world.team, **P_CHART)
    client = as_(world, "tom")
    address = staged(client, f"/measures/{series.pk}/bring-in/", "10;3;2024-01\n12;4;2024-02\n")
    assert "not right" in client.get(address).content.decode()

    client.post(address, {"act": "match", "heading": "", "when": "2", "numerator": "1", "denominator": "0"})
    client.post(address, {"act": "import", "take": "ALL"})

    assert list(series.observations.order_by("on").values_list("numerator", "denominator")) == [(3, 10), (4, 12)]


def test_bring_in__many_series_by_place_and_indicator(world: World):
    one = make_series(world.team, name="Falls", values=[])
    other = make_series(world.other_team, **P_CHART)
    rows: list[list[Any]] = [
        ["Rowan ward", one.indicator.slug, "Falls", "2024-01-01", 5, None, None],
        ["alder team", other.indicator.name, "", "2024-01-01", None, 3, 10],
        ["Birch ward", other.indicator.name, "", "2024-01-01", None, 3, 10],
    ]
    columns = ["Ward", "Indicator", "Series", "Month", "Value", "Numerator", "Denominator"]
    data = sheets.as_xlsx(sheets.Sheet(title="All", columns=columns, rows=rows))
    client = as_(world, "ada")

    response = client.post(
        f"/places/{world.site.pk}/measures/bring-in/", {"pasted": "", "file": SimpleUploadedFile("all.xlsx", data)}
    )
    page = client.get(response["Location"]).content.decode()
    client.post(response["Location"], {"act": "import", "take": "GOOD"})

    assert "There is no place called “Birch ward” here" in page
    assert one.observations.get().value == 5
    assert other.observations.get().numerator == 3


def test_bring_in__another_person_cannot_see_what_waits(world: World):
    series = make_series(world.team)
    address = staged(as_(world, "tom"), f"/measures/{series.pk}/bring-in/")

    assert as_(world, "lea").get(address).status_code == 404
    assert as_(world, "tom").get(address).status_code == 200
    assert "waits" not in as_(world, "lea").get(f"/places/{world.team.pk}/measures/imports/").content.decode()


def test_bring_in__can_be_thrown_away(world: World):
    series = make_series(world.team)
    client = as_(world, "tom")
    address = staged(client, f"/measures/{series.pk}/bring-in/")

    client.post(f"{address}drop/")

    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"pasted": ""}, "Paste a table, or choose a file"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "must be one of these kinds"),
        ({"file": SimpleUploadedFile("a.csv", b"\x89PNG....")}, "This is not a table"),
        ({"pasted": 'a\t"b\nc'}, "quotation mark"),
    ],
)
def test_bring_in__says_why_a_table_cannot_be_read(world: World, given, says: str):
    series = make_series(world.team)

    page = as_(world, "tom").post(f"/measures/{series.pk}/bring-in/", {"pasted": ""} | given).content.decode()

    assert says in page
    assert "Error: " in page


def test_bring_in__only_for_those_who_may(world: World):
    series = make_series(world.team)

    assert as_(world, "ben").get(f"/measures/{series.pk}/bring-in/").status_code == 403
    assert as_(world, "dev").get(f"/measures/{series.pk}/bring-in/").status_code == 404

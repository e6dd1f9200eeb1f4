"""What people write on a chart: each act through its page, with its refusals and its audit row."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.measures import services
from alongside.measures.models import Band, FollowUp, Note, Observation, Rebase, Series
from alongside.measures.rules.words import BandKind
from alongside.measures.tests.factories import FIRST, NOW, TESTS, TODAY, make_series
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOW):
        yield


@pytest.fixture
def series(world: World) -> Series:
    return make_series(world.team, values=[10.0, 12.0, 11.0, 9.0] * 4)


@pytest.fixture
def tom(world: World) -> Client:
    return as_(world, "tom")


def post(client: Client, series: Series, after: str, **given: str):
    return client.post(series.get_absolute_url() + after, given)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("note", "point.noted"),
        ("cause", "point.cause_named"),
        ("ask", "follow_up.flagged"),
        ("leave_out", "observation.left_out"),
    ],
)
def test_point__each_act_is_one_service(tom: Client, series: Series, act: str, code: str):
    response = post(tom, series, "points/2024-03-01/", act=act, words="Some words")

    assert response.status_code == 302
    assert response["Location"] == series.get_absolute_url()
    assert AuditEntry.objects.latest("pk").action == code
    written = Note.objects.filter(series=series, on=dt.date(2024, 3, 1)).count()
    waits = FollowUp.objects.filter(series=series, on=dt.date(2024, 3, 1)).count()
    out = Observation.objects.filter(series=series, left_out_on__isnull=False).count()
    assert (written, waits, out) == {"note": (1, 0, 0), "cause": (1, 0, 0), "ask": (0, 1, 0), "leave_out": (0, 0, 1)}[
        act
    ]


def test_point__what_waits_is_settled_with_words(tom: Client, series: Series):
    post(tom, series, "points/2024-03-01/", act="ask", words="Is this right?")

    page = tom.get(series.get_absolute_url() + "points/2024-03-01/")
    post(tom, series, "points/2024-03-01/", act="settle", words="It is")

    assert b"Is this right?" in page.content
    assert FollowUp.objects.get().outcome == "It is"


def test_point__a_point_left_out_is_counted_again(tom: Client, series: Series):
    post(tom, series, "points/2024-03-01/", act="leave_out", words="The ward was closed")

    page = tom.get(series.get_absolute_url() + "points/2024-03-01/")
    post(tom, series, "points/2024-03-01/", act="take_in", words="It was open")

    assert b"The ward was closed" in page.content
    assert Observation.objects.filter(left_out_on__isnull=False).count() == 0


def test_point__a_member_writes_but_does_not_change_what_counts(world: World, series: Series):
    ben = as_(world, "ben")

    page = ben.get(series.get_absolute_url() + "points/2024-03-01/").content.decode()
    refused = post(ben, series, "points/2024-03-01/", act="leave_out", words="I say so")

    assert "Write a note" in page
    assert "Leave it out" not in page
    assert refused.status_code == 200
    assert Observation.objects.filter(left_out_on__isnull=False).count() == 0


def test_point__without_words_is_refused_and_what_was_chosen_stays(tom: Client, series: Series):
    page = post(tom, series, "points/2024-03-01/", act="cause", words="").content.decode()

    assert "<title>Error: " in page
    assert "Write what there is to say, or why" in page
    assert 'value="cause" checked' in page


def test_point__the_refusal_of_a_service_is_told(tom: Client, series: Series):
    services.end_series(series, why="Over", by=TESTS, on=TODAY)

    page = post(tom, series, "points/2024-03-01/", act="note", words="Late").content.decode()

    assert "This series has ended." in page
    assert Note.objects.count() == 0


@pytest.mark.parametrize("key", ["2024-03-02", "2024-03-01.4", "yesterday"])
def test_point__one_that_is_not_there_is_not_found(tom: Client, series: Series, key: str):
    assert tom.get(f"{series.get_absolute_url()}points/{key}/").status_code == 404


def test_remove_note__takes_it_away_and_only_its_own_charts(tom: Client, series: Series, world: World):
    note = services.note_point(series, point_on=FIRST, words="Words", by=TESTS, on=TODAY)
    other = make_series(world.team, values=[1.0, 2.0])

    assert post(tom, other, f"notes/{note.pk}/remove/").status_code == 404
    assert tom.get(f"{series.get_absolute_url()}notes/{note.pk}/remove/").status_code == 405
    assert post(tom, series, f"notes/{note.pk}/remove/").status_code == 302
    assert Note.objects.count() == 0


def test_rebase__with_its_reason(tom: Client, series: Series):
    day = {"from_on_day": "1", "from_on_month": "9", "from_on_year": "2024"}

    refused = post(tom, series, "rebase/", **day, why="").content.decode()
    taken = post(tom, series, "rebase/", **day, why="We work in another way")
    again = post(tom, series, "rebase/", **day, why="Twice").content.decode()

    assert "Say why the limits begin anew" in refused
    assert taken.status_code == 302
    assert Rebase.objects.get().why == "We work in another way"
    assert "The limits already begin anew on this date." in again


def test_withdraw_rebase__with_its_reason(tom: Client, series: Series):
    row = services.rebase(series, from_on=dt.date(2024, 9, 1), why="Too quick", by=TESTS, on=TODAY)
    where = f"rebase/{row.pk}/withdraw/"

    assert b"Too quick" in tom.get(series.get_absolute_url() + where).content
    assert "Say why" in post(tom, series, where, why="").content.decode()
    assert post(tom, series, where, why="It was not for good").status_code == 302
    assert Rebase.objects.count() == 0


def test_withdraw_rebase__the_refusal_of_a_service_is_told(tom: Client, series: Series):
    row = services.rebase(series, from_on=dt.date(2024, 9, 1), why="Too quick", by=TESTS, on=TODAY)
    services.end_series(series, why="Over", by=TESTS, on=TODAY)

    assert "This series has ended." in post(tom, series, f"rebase/{row.pk}/withdraw/", why="No").content.decode()


def test_add_band__with_its_dates_and_taken_off_again(tom: Client, series: Series):
    given = {
        "name": "Huddles", "kind": BandKind.TEST.value, "from_on_day": "1", "from_on_month": "3",
        "from_on_year": "2024",
    }  # fmt: skip
    backwards = given | {"to_on_day": "1", "to_on_month": "2", "to_on_year": "2024"}

    assert "The end cannot be before the beginning." in post(tom, series, "bands/add/", **backwards).content.decode()
    assert "Give it a name" in post(tom, series, "bands/add/", **(given | {"name": ""})).content.decode()
    assert post(tom, series, "bands/add/", **given).status_code == 302
    band = Band.objects.get()
    assert (band.name, band.to_on) == ("Huddles", None)
    assert post(tom, series, f"bands/{band.pk}/remove/").status_code == 302
    assert Band.objects.count() == 0

"""Hours, payment and expenses as a browser sends them: what is kept, and that nobody else ever sees a row."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals.models import Contribution
from alongside.goals.tests import ledger_factories as make
from alongside.goals.tests.test_ledger_pages import date_of
from alongside.programmes.tests.factories import World, as_, make_member

pytestmark = pytest.mark.django_db


def hours_data(**given: Any) -> dict[str, Any]:
    told = {
        "token": str(uuid4()), "what": "Goals meeting", "hours": "1", "minutes": "30", "payment": "accepted",
        "paid": "20.5", "expenses": "£4.50",
    }  # fmt: skip
    return told | date_of(clock.today(), "on") | given


def test_record__kept_once_and_shown_to_oneself(world: World):
    ben, data, address = as_(world, "ben"), hours_data(), f"/places/{world.team.pk}/hours/"

    for _ in range(2):
        assert ben.post(f"{address}new/", data)["Location"] == address

    row = Contribution.objects.get()
    assert (row.minutes, row.paid, row.expenses, row.voice) == (90, 2050, 450, "staff")
    page = ben.get(address).content.decode()
    for words in ("Goals meeting", "1 hour 30 minutes", "£20.50", "£4.50", "Take it out"):
        assert words in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"what": ""}, "Enter what it was for"),
        ({"payment": ""}, "Choose whether payment was offered"),
        ({"paid": "lots"}, "Enter an amount in pounds"),
        ({"hours": "25"}, "Enter 24 hours or fewer"),
        ({"hours": "", "minutes": "", "payment": "not_offered", "paid": "", "expenses": ""}, "at least one of them"),
        ({"expenses": "6000"}, "more than one entry can hold"),
    ],
)
def test_record__says_what_is_wrong_and_keeps_what_was_typed(world: World, given: dict[str, Any], says: str):
    response = as_(world, "ben").post(f"/places/{world.team.pk}/hours/new/", hours_data(**given))

    page = response.content.decode()
    assert says in page
    assert "<title>Error: " in page
    assert not Contribution.objects.exists()


def test_record__an_amount_that_was_not_accepted_is_dropped(world: World):
    as_(world, "ben").post(f"/places/{world.team.pk}/hours/new/", hours_data(payment="declined"))

    assert Contribution.objects.get().paid == 0


def test_record__whoever_has_two_voices_chooses(world: World):
    both = make_member(world.team, name="Una", voices=["staff", "family_and_friends"])
    client = Client()
    client.force_login(both.user)

    assert "Choose a voice" in client.post(f"/places/{world.team.pk}/hours/new/", hours_data()).content.decode()
    client.post(f"/places/{world.team.pk}/hours/new/", hours_data(voice="family_and_friends"))
    assert Contribution.objects.get().voice == "family_and_friends"


def test_record__a_form_without_its_token_is_taken_too(world: World):
    as_(world, "ben").post(f"/places/{world.team.pk}/hours/new/", hours_data(token=""))

    assert Contribution.objects.count() == 1


def test_rows__nobody_but_the_person_and_those_who_keep_them(world: World):
    make.own_hours(world.ben, world.team, what="Telltale meeting")
    make.keep_hours(world.team, name="Sam Secret", what="Telltale visit")
    own, kept = f"/places/{world.team.pk}/hours/", f"/places/{world.team.pk}/hours/kept/"

    assert "Telltale meeting" in as_(world, "ben").get(own).content.decode()
    assert "Sam Secret" not in as_(world, "ben").get(own).content.decode()
    assert as_(world, "ben").get(kept).status_code == 403
    for keeper in ("tom", "lea", "ada", "bea"):
        page = as_(world, keeper).get(kept).content.decode()
        assert "Sam Secret" in page
        assert "Ben" in page
    for other in ("dora", "cleo"):
        assert as_(world, other).get(own).status_code == 403
        assert as_(world, other).get(kept).status_code == 403
    assert as_(world, "dev").get(kept).status_code == 404
    for anybody in ("ben", "tom", "ada", "dora", "cleo"):
        assert "Telltale" not in as_(world, anybody).get(f"/places/{world.team.pk}/ledger/").content.decode()


def test_keep__for_a_member_and_for_somebody_without_an_account(world: World):
    tom, address = as_(world, "tom"), f"/places/{world.team.pk}/hours/kept/"
    for_ben = hours_data(person=str(world.ben.user_id), voice="staff", name="")
    for_sam = hours_data(person="", name="Sam Somebody", voice="uses_services")

    assert tom.post(f"{address}new/", for_ben)["Location"] == address
    assert tom.post(f"{address}new/", for_sam)["Location"] == address
    both = hours_data(person=str(world.ben.user_id), name="Sam", voice="staff")
    assert "Not both" in tom.post(f"{address}new/", both).content.decode()

    assert "Sam Somebody" in tom.get(address).content.decode()
    assert {row.user_id for row in Contribution.objects.all()} == {world.ben.user_id, None}
    assert b"Sam" not in b"".join(bytes(row.sealed or b"") for row in Contribution.objects.all())


def test_take_back__by_its_person_and_its_keepers_while_its_half_year_runs(world: World):
    mine, theirs = make.own_hours(world.ben, world.team), make.keep_hours(world.team, name="Sam")
    ben, tom = as_(world, "ben"), as_(world, "tom")

    assert ben.get(f"/hours/{theirs.pk}/take-back/").status_code == 404
    assert "Take it out?" in ben.get(f"/hours/{mine.pk}/take-back/").content.decode()
    assert ben.post(f"/hours/{mine.pk}/take-back/")["Location"] == f"/places/{world.team.pk}/hours/"
    assert tom.post(f"/hours/{theirs.pk}/take-back/")["Location"] == f"/places/{world.team.pk}/hours/kept/"
    assert not Contribution.objects.exists()


def test_take_back__not_once_it_was_counted(world: World):
    row = make.own_hours(world.ben, world.team, at=clock.now() - dt.timedelta(days=100))

    page = as_(world, "ben").post(f"/hours/{row.pk}/take-back/").content.decode()

    assert "is over and counted" in page
    assert Contribution.objects.filter(pk=row.pk).exists()


def test_ledger__totals_for_the_group_only(world: World):
    last = clock.now() - dt.timedelta(days=100)
    for number in range(5):
        make.keep_hours(world.team, name=f"Person {number}", at=last, minutes=120)
    for number in range(4):
        make.keep_hours(world.team, name=f"Relative {number}", voice="family_and_friends", at=last)

    inside = as_(world, "ben").get(f"/places/{world.team.pk}/ledger/").content.decode()
    outside = as_(world, "cleo").get(f"/places/{world.team.pk}/ledger/").content.decode()

    assert "about 10 hours" in inside
    assert inside.count("too few people to show") == 1
    assert "about 10 hours" not in outside
    assert outside.count("too few people to show") == 2


@pytest.mark.slow
def test_kept__as_many_queries_for_two_hundred_rows_as_for_two(world: World):
    client, address = as_(world, "tom"), f"/places/{world.team.pk}/hours/kept/"
    for number in range(2):
        make.keep_hours(world.team, name=f"Person {number}")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(198):
        make.keep_hours(world.team, name=f"Other {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) <= len(few) + 1  # the count, once not all are shown

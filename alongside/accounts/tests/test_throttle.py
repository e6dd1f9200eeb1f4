from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from alongside.accounts import throttle
from alongside.accounts.models import Tally
from alongside.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db

LIMIT = throttle.Limit("tests", tries=3, minutes=12)


def test_take__is_within_the_limit_and_then_not():
    assert [throttle.take([(LIMIT, "ada")]) for _ in range(5)] == [True, True, True, False, False]
    assert throttle.take([(LIMIT, "bea")])


def test_take__is_refused_when_any_limit_is_used_up():
    for _ in range(3):
        throttle.take([(LIMIT, "ada")])

    assert not throttle.take([(LIMIT, "bea"), (LIMIT, "ada")])


def test_take__begins_again_when_the_stretch_is_over():
    for _ in range(4):
        throttle.take([(LIMIT, "ada")])
    Tally.objects.update(until=timezone.now())

    assert throttle.take([(LIMIT, "ada")])
    assert Tally.objects.count() == 1


def test_is_open__looks_without_counting():
    assert throttle.is_open([(LIMIT, "ada")])
    for _ in range(3):
        throttle.take([(LIMIT, "ada")])

    assert not throttle.is_open([(LIMIT, "ada")])
    assert not throttle.is_open([(LIMIT, "bea"), (LIMIT, "ada")])
    assert throttle.is_open([(LIMIT, "bea")])
    assert str(Tally.objects.get()).startswith("3 until")


def test_tally__says_neither_who_nor_where():
    throttle.take([(LIMIT, "ada@example.org 203.0.113.9")])

    assert len(Tally.objects.get().mark) == 64


def test_forget_what_is_over__keeps_what_still_counts(client):
    throttle.take([(LIMIT, "ada")])
    Tally.objects.update(until=timezone.now())
    throttle.take([(LIMIT, "bea")])
    client.post("/sign-in/", {"login": "ada@example.org", "password": "wrong guess"})
    client.post("/sign-in/", {"login": "bea@example.org", "password": "wrong guess"})
    ada = AccessAttempt.objects.order_by("pk")[0]
    AccessAttempt.objects.filter(pk=ada.pk).update(attempt_time=timezone.now() - dt.timedelta(minutes=13))
    store = SessionStore()
    store.save()
    Session.objects.update(expire_date=timezone.now())

    throttle.forget_what_is_over(at=timezone.now())

    assert not throttle.is_open([(dataclasses.replace(LIMIT, tries=1), "bea")])
    assert throttle.is_open([(dataclasses.replace(LIMIT, tries=1), "ada")])
    assert AccessAttempt.objects.count() == 1
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", "0.0.0.0"),  # noqa: S104
        ("no address", "0.0.0.0"),  # noqa: S104
    ],
)
def test_place_of__is_the_network_address(address, place):
    assert throttle.place_of(RequestFactory().get("/", REMOTE_ADDR=address)) == place


def test_place_of__believes_a_proxy_only_where_there_is_one(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.9")

    assert throttle.place_of(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert throttle.place_of(request) == "203.0.113.9"
    assert throttle.place_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def test_address_tried__is_a_mark_whatever_the_spelling():
    request = RequestFactory().post("/", {"login": " ADA@example.org"})

    mark = throttle.address_tried(request)
    assert mark == throttle.address_tried(request, {"email": "ada@example.org"})
    assert "ada" not in mark


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_take__many_tries_at_once_do_not_slip_through_together():
    limits = [(dataclasses.replace(LIMIT, tries=20), "ada"), (dataclasses.replace(LIMIT, tries=30), "place")]

    def attempt(number: int) -> bool:
        try:
            return throttle.take(limits if number % 2 else limits[::-1])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        taken = list(hands.map(attempt, range(60)))

    assert sum(taken) == 20


ASK = """
import django
django.setup()
from alongside.accounts import throttle
limit = throttle.Limit("tests", tries=3, minutes=12)
print(throttle.is_open([(limit, "ada")]), throttle.is_open([(limit, "bea")]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_counters__what_one_process_counted_another_finds(tmp_path):
    for _ in range(3):
        throttle.take([(LIMIT, "ada")])

    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, env=beside(tmp_path), check=True)

    assert done.stdout.split() == ["False", "True"]


def beside(folder: Path) -> dict[str, str]:
    """The environment of a new process that works on the same database, or on a copy of one kept in memory."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.config.settings_test"}
    env["ALONGSIDE_SECRET_KEY"] = settings.SECRET_KEY
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "alongside.sqlite3")])
        return {**env, "ALONGSIDE_DATA": str(folder), "DATABASE_URL": ""}
    held = connection.settings_dict
    login = f"{quote(held['USER'] or '')}:{quote(held['PASSWORD'] or '')}@" if held["USER"] else ""
    where = f"{quote(held['HOST'] or '', safe='')}:{held['PORT'] or 5432}"
    return {**env, "DATABASE_URL": f"postgresql://{login}{where}/{held['NAME']}"}

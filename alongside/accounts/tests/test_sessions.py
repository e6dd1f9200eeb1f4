from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.accounts import services
from alongside.accounts.models import User
from alongside.accounts.sessions import BEGAN, SessionStore
from alongside.accounts.tests.factories import BEGAN as DAY
from alongside.accounts.tests.factories import GOOD, TESTS, make_user

pytestmark = pytest.mark.django_db


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def signed_in(client: Client) -> User:
    user = make_user()
    client.force_login(user)
    return user


def travel(monkeypatch: pytest.MonkeyPatch, **forward: float) -> None:
    then = timezone.now() + dt.timedelta(**forward)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)


def test_session__ends_an_hour_after_the_last_request(client, monkeypatch):
    signed_in(client)
    assert is_signed_in(client)

    travel(monkeypatch, minutes=60, seconds=1)

    assert not is_signed_in(client)


def test_session__goes_on_while_it_is_used(client, monkeypatch):
    signed_in(client)
    for _ in range(4):
        travel(monkeypatch, minutes=50)
        assert is_signed_in(client)


def test_session__ends_after_twelve_hours_however_it_is_used(client, monkeypatch):
    signed_in(client)
    key = client.session.session_key
    for _ in range(13):
        travel(monkeypatch, minutes=54)
        assert is_signed_in(client)

    travel(monkeypatch, minutes=30)

    assert not is_signed_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_session__reading_a_page_writes_nothing_but_now_and_then_the_time(client, monkeypatch):
    signed_in(client)
    travel(monkeypatch, minutes=2)
    with CaptureQueriesContext(connection) as soon:
        is_signed_in(client)
    travel(monkeypatch, minutes=10)
    with CaptureQueriesContext(connection) as later:
        is_signed_in(client)

    def writes(seen: CaptureQueriesContext) -> list[str]:
        return [query["sql"] for query in seen if not query["sql"].lstrip("(").startswith("SELECT")]

    assert writes(soon) == []
    assert len(writes(later)) == 1
    assert "expire_date" in writes(later)[0]
    assert "session_data" not in writes(later)[0]


def test_session__the_cookie_goes_with_the_browser_and_is_not_for_scripts(client):
    make_user(email="ada@example.org", password=GOOD)

    response = client.post("/sign-in/", {"login": "ada@example.org", "password": GOOD})

    cookie = response.cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_session__without_signing_in_is_only_as_long_as_it_is_idle(monkeypatch):
    store = SessionStore()
    store["step"] = 1
    store.save()

    assert BEGAN not in SessionStore(store.session_key)
    travel(monkeypatch, minutes=61)
    assert "step" not in SessionStore(store.session_key)


def test_session__unknown_is_empty():
    assert SessionStore("no such key").load() == {}


def test_sessions__end_at_once_when_somebody_ends_them(client):
    user = signed_in(client)
    assert is_signed_in(client)

    services.end_sessions(user, by=TESTS, on=DAY)

    assert not is_signed_in(client)


def test_sessions__others_end_when_the_password_changes(client):
    user = make_user()
    other = Client()
    client.force_login(user)
    other.force_login(user)

    response = client.post("/account/password/", {"new": GOOD})

    assert response.status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(other)

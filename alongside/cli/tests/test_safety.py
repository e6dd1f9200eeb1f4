from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from alongside.cli import safety

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _safe(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["alongside.example.org"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.PUBLIC_URL = "https://alongside.example.org"


def test_unsafe__nothing_where_all_is_as_it_should_be() -> None:
    assert safety.unsafe() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "ALONGSIDE_HOSTS"),
        ("SECRET_KEY", "short", "ALONGSIDE_SECRET_KEY"),
        ("SESSION_COOKIE_SECURE", False, "Cookies"),
        ("CSRF_COOKIE_SECURE", False, "Cookies"),
        ("PUBLIC_URL", "http://alongside.example.org", "ALONGSIDE_URL"),
    ],
)
def test_unsafe__names_the_setting(settings: Any, name: str, value: object, said: str) -> None:
    setattr(settings, name, value)

    found = safety.unsafe()

    assert len(found) == 1
    assert said in found[0]


def test_unsafe__lets_this_machine_do_without_tls(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SESSION_COOKIE_SECURE = False
    settings.PUBLIC_URL = "http://localhost:8000"

    assert safety.unsafe() == []


def test_unsafe__finds_a_database_that_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"SHOW synchronous_commit": "off", "SHOW fsync": "off", "PRAGMA synchronous": "1"}
    monkeypatch.setattr(safety, "_answer", answers.__getitem__)

    assert len(safety.unsafe()) == (2 if connection.vendor == "postgresql" else 1)

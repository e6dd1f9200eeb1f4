from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from alongside.cli import safety

pytestmark = pytest.mark.django_db

SAFE_MAIL = "smtp+tls://relay.example.org:587/?from=alongside@example.org"


@pytest.fixture(autouse=True)
def _safe(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.ALLOWED_HOSTS = ["alongside.example.org", "rate.example.org"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.BEHIND_PROXY = True
    settings.PUBLIC_URL, settings.RATING_URL = "https://alongside.example.org", "https://rate.example.org"
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_HOST_PASSWORD = "alongside@example.org", ""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    monkeypatch.setenv("EMAIL_URL", SAFE_MAIL)
    monkeypatch.setenv("ALONGSIDE_SECRET_KEY", settings.SECRET_KEY)


def test_unsafe__nothing_where_all_is_as_it_should_be() -> None:
    assert safety.unsafe() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG"),
        ("ALLOWED_HOSTS", ["*"], "ALONGSIDE_HOSTS is *"),
        ("SECRET_KEY", "short", "ALONGSIDE_SECRET_KEY is shorter"),
        ("SECRET_KEY", "ab" * 30, "ALONGSIDE_SECRET_KEY looks made up"),
        ("SECRET_KEY", "django-insecure-q7w3e9r1t5y8u2i4o6p0asdfghjkl", "ALONGSIDE_SECRET_KEY looks made up"),
        ("SESSION_COOKIE_SECURE", False, "Cookies"),
        ("CSRF_COOKIE_SECURE", False, "Cookies"),
        ("BEHIND_PROXY", False, "ALONGSIDE_BEHIND_PROXY=yes"),
        ("PUBLIC_URL", "http://alongside.example.org", "ALONGSIDE_URL is http:"),
        ("PUBLIC_URL", "https://elsewhere.example.org", "ALONGSIDE_URL names elsewhere.example.org"),
        ("RATING_URL", "http://rate.example.org", "ALONGSIDE_RATING_URL is http:"),
        ("RATING_URL", "https://elsewhere.example.org", "ALONGSIDE_RATING_URL names elsewhere.example.org"),
        ("DEFAULT_FROM_EMAIL", "alongside@localhost", "EMAIL_URL names no sender"),
        ("OIDC", {"issuer": "http://id.example.org", "sign_in_at": ""}, "ALONGSIDE_OIDC_ISSUER is http:"),
        ("OIDC", {"issuer": "", "sign_in_at": "http://id.example.org"}, "ALONGSIDE_OIDC_SIGN_IN_AT is http:"),
    ],
)
def test_unsafe__names_the_setting_and_what_to_do(settings: Any, name: str, value: object, said: str) -> None:
    setattr(settings, name, value)

    (found,) = safety.unsafe()

    assert said in found
    assert len(found.split(": ")) > 1 or len(found.split(". ")) > 1, "it says what is wrong, but not what to do"


def test_unsafe__lets_an_issuer_on_this_machine_do_without_tls(settings: Any) -> None:
    for here in ("http://localhost:9000/realm", "http://127.0.0.1:9000", "https://id.example.org"):
        settings.OIDC = {"issuer": here, "sign_in_at": here}
        assert safety.unsafe() == []


def test_unsafe__without_mail_unless_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_URL")
    (found,) = safety.unsafe()
    monkeypatch.setenv("EMAIL_URL", "none")

    assert "EMAIL_URL is not set" in found
    assert safety.unsafe() == []


@pytest.mark.parametrize(("tls", "ssl", "refused"), [(False, False, 1), (True, False, 0), (False, True, 0)])
def test_unsafe__sends_no_mail_password_in_the_clear(settings: Any, tls: bool, ssl: bool, refused: int) -> None:
    settings.EMAIL_HOST_PASSWORD, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "secret", tls, ssl

    assert len(safety.unsafe()) == refused


@pytest.mark.parametrize("name", ["", "secret.key", "alongside.sqlite3"])
def test_unsafe__finds_what_other_users_can_open(settings: Any, name: str) -> None:
    path = settings.DATA / name
    if name:
        path.touch()
    path.chmod(0o640 if name else 0o750)

    (found,) = safety.unsafe()

    assert f"chmod go= {path}" in found


def test_unsafe__lets_this_machine_do_without_tls_and_mail(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SESSION_COOKIE_SECURE = settings.BEHIND_PROXY = False
    settings.PUBLIC_URL = settings.RATING_URL = "http://localhost:8000"
    monkeypatch.delenv("EMAIL_URL")

    assert safety.unsafe() == []


def test_unsafe__wants_one_key_for_all_hosts_of_a_postgresql(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALONGSIDE_SECRET_KEY")

    found = safety._keys_apart("postgresql")

    assert "the same on every host" in found[0]
    assert safety._keys_apart("sqlite") == []


SOUND = {
    "SHOW synchronous_commit": "on",
    "SHOW fsync": "on",
    "SHOW full_page_writes": "on",
    "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()": "True",
    "PRAGMA synchronous": "2",
    "PRAGMA journal_mode": "wal",
}


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("SHOW synchronous_commit", "off", "synchronous_commit is off"),
        ("SHOW fsync", "off", "fsync is off"),
        ("SHOW full_page_writes", "off", "full_page_writes is off"),
        ("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", "False", "without TLS"),
    ],
)
def test_postgres__that_forgets_or_listens_in_the_clear(
    monkeypatch: pytest.MonkeyPatch, question: str, answer: str, said: str
) -> None:
    monkeypatch.setattr(safety, "_answer", (SOUND | {question: answer}).__getitem__)
    monkeypatch.setitem(connection.settings_dict, "HOST", "db.example.org")

    (found,) = safety._forgetful_postgres()

    assert said in found


@pytest.mark.parametrize("host", ["", "/run/postgresql", "localhost", "127.0.0.1", "::1"])
def test_postgres__on_this_machine_needs_no_tls(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    clear = SOUND | {"SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()": "False"}
    monkeypatch.setattr(safety, "_answer", clear.__getitem__)
    monkeypatch.setitem(connection.settings_dict, "HOST", host)

    assert safety._forgetful_postgres() == []


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("PRAGMA synchronous", "1", "synchronous is less than FULL"),
        ("PRAGMA journal_mode", "off", "journal mode is off"),
        ("PRAGMA journal_mode", "delete", "journal mode is delete"),
    ],
)
def test_sqlite__that_forgets(monkeypatch: pytest.MonkeyPatch, question: str, answer: str, said: str) -> None:
    monkeypatch.setattr(safety, "_answer", (SOUND | {question: answer}).__getitem__)
    monkeypatch.setattr("alongside.config.SQLITE_WAL_SAFE", True)

    (found,) = safety._forgetful_sqlite()

    assert said in found


def test_sqlite__on_a_network_share(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nfiler:/x {tmp_path}/my\\040share nfs4 rw 0 0\n")
    monkeypatch.setattr(safety, "_answer", SOUND.__getitem__)
    monkeypatch.setattr("alongside.config.SQLITE_WAL_SAFE", True)

    assert safety._file_system(tmp_path / "my share" / "data", mounts) == "nfs4"
    assert safety._file_system(tmp_path / "my shared", mounts) == "ext4"
    assert safety._file_system(tmp_path, tmp_path / "no such file") == ""
    monkeypatch.setattr(safety, "_file_system", lambda folder: "nfs4")
    (found,) = safety._forgetful_sqlite()
    assert "network share" in found

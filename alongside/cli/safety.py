"""Which settings are not safe for a real installation. `serve` refuses to start with them; `check` lists them."""

from __future__ import annotations

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
SHORTEST_KEY = 40
SQLITE_FULL = 2


def unsafe() -> list[str]:
    """One sentence per setting that is not safe; none for an installation that only this machine reaches."""
    from django.conf import settings
    from django.db import connection

    from alongside.core import installation

    found = []
    if settings.DEBUG:
        found.append("DEBUG is on: pages would show the insides of faults.")
    if "*" in settings.ALLOWED_HOSTS:
        found.append("ALONGSIDE_HOSTS is *: name the hosts that people use.")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        found.append(f"ALONGSIDE_SECRET_KEY is shorter than {SHORTEST_KEY} characters.")
    if set(settings.ALLOWED_HOSTS) - LOCAL and not installation.is_demonstration():
        found += _reached_from_elsewhere()
    return found + (_forgetful_postgres() if connection.vendor == "postgresql" else _forgetful_sqlite())


def _reached_from_elsewhere() -> list[str]:
    from django.conf import settings

    found = []
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        found.append("Cookies would travel without TLS.")
    if not settings.PUBLIC_URL.startswith("https://"):
        found.append(f"ALONGSIDE_URL is {settings.PUBLIC_URL}: letters would lead people to pages without TLS.")
    return found


def _forgetful_postgres() -> list[str]:
    found = []
    if _answer("SHOW synchronous_commit") == "off":
        found.append("PostgreSQL's synchronous_commit is off: a power cut would lose acknowledged answers.")
    if _answer("SHOW fsync") == "off":
        found.append("PostgreSQL's fsync is off: a power cut would lose the database.")
    return found


def _forgetful_sqlite() -> list[str]:
    if int(_answer("PRAGMA synchronous")) < SQLITE_FULL:
        return ["SQLite's synchronous is less than FULL: a power cut would lose acknowledged answers."]
    return []


def _answer(question: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])

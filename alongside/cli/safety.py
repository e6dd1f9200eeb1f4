"""Which settings are not safe for a real installation. `serve` refuses to start with them; `check` lists them."""

from __future__ import annotations

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
SHORTEST_KEY = 40


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
    if connection.vendor == "postgresql" and _shown("synchronous_commit") == "off":
        found.append("PostgreSQL's synchronous_commit is off: a power cut would lose acknowledged answers.")
    if connection.vendor == "postgresql" and _shown("fsync") == "off":
        found.append("PostgreSQL's fsync is off: a power cut would lose the database.")
    return found


def _reached_from_elsewhere() -> list[str]:
    from django.conf import settings

    found = []
    if not settings.SESSION_COOKIE_SECURE:
        found.append("Cookies would travel without TLS.")
    return found


def _shown(name: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])

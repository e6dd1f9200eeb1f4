"""`alongside check`: is this installation sound and safe?"""

from __future__ import annotations

import argparse
import shutil
import sys

from alongside.cli import exits, safety, setting_up

SUMMARY = "say how this installation stands: database, migrations, settings, mail, disk"
LEAST_FREE = 500 * 1024**2
PATIENCE = 5
"""Seconds that the mail relay has to answer."""


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    from django.core.checks import ERROR, run_checks

    from alongside import __version__

    say("Alongside", f"{__version__} on Python {sys.version.split()[0]}")
    folder = setting_up.data_folder()
    free = shutil.disk_usage(folder).free
    say("Data folder", f"{folder}, {free // 1024**2} MB free{' (too little)' if free < LEAST_FREE else ''}")
    waiting = setting_up.known_database()
    say("Database", _database())
    say("Migrations", f"{len(waiting)} wait: run alongside migrate" if waiting else "all applied")
    if waiting:
        return exits.NOT_READY
    say("Installation", _kind())
    say("Mail", _mail())
    wrong = [str(found) for found in run_checks() if found.level >= ERROR]
    unsafe = safety.unsafe()
    say("Settings", "safe" if not unsafe and not wrong else "")
    for sentence in [*unsafe, *wrong]:
        print(f"  - {sentence}")
    if wrong:
        return exits.FAILED
    return exits.UNSAFE if unsafe else exits.OK


def say(what: str, how: str) -> None:
    print(f"{what + ':':<14} {how}")


def _database() -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        version = connection.get_database_version()
        return f"PostgreSQL {'.'.join(map(str, version))}, {connection.settings_dict['NAME']}"
    from alongside.config import SQLITE_WAL_SAFE

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    why = (
        "" if SQLITE_WAL_SAFE else " (this SQLite can lose writes in WAL mode, so the slower rollback journal is used)"
    )
    return f"SQLite {version}, journal mode {mode}{why}, {connection.settings_dict['NAME']}"


def _kind() -> str:
    from alongside.core.models import Installation

    row = Installation.objects.first()
    return str(row) if row else "empty: begin with alongside programme create, or alongside demo"


def _mail() -> str:
    """As far as a letter would get before it is handed over: TLS, the relay's certificate, name and password."""
    from django.conf import settings
    from django.core import mail

    from alongside.core import outbox

    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return "none, as EMAIL_URL says: nobody is sent anything"
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    relay = mail.get_connection(timeout=PATIENCE)
    try:
        relay.open()
        relay.close()
    except OSError as wrong:
        return f"{where}: {outbox.why(wrong)}; letters wait in the outbox"
    return f"{where} answers{', with TLS' if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else ''}"

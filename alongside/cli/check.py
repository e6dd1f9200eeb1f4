"""`alongside check`: is this installation sound and safe?"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys

from alongside.cli import exits, safety, setting_up

SUMMARY = "say how this installation stands: database, migrations, settings, mail, disk"
LEAST_FREE = 500 * 1024**2


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
    from django.conf import settings

    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return "none, as EMAIL_URL says: nobody is sent anything"
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5):
            return f"{where} answers"
    except OSError as wrong:
        return f"{where} does not answer ({wrong.strerror or wrong}): letters wait in the outbox"

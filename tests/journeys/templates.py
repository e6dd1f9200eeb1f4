"""One database file for all workers: the first makes it, each of them plays in a copy of its own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

PATIENCE = 600
"""Seconds for which a worker waits for the one that makes the file."""


def copied(folder: Path, *, to: Path, make: Callable[[], None]) -> None:
    """Let this process play in a copy of the file that stands in the folder, making it if no other worker does.

    Nobody mourns this database when the machine falls over: it does not wait for the disk, as one in use does.
    """
    held = connections.databases["default"]
    held["CONN_MAX_AGE"] = 0
    held["OPTIONS"]["init_command"] = held["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    whole = folder / "template.sqlite3"
    try:
        (folder / "being-made").touch(exist_ok=False)
    except FileExistsError:
        _wait_for(whole)
    else:
        _use(folder / "in-the-making.sqlite3")
        call_command("migrate", verbosity=0)
        make()
        half = folder / "half.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(half)])
        half.rename(whole)
    shutil.copyfile(whole, to)
    _use(to)


def _use(file: Path) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = str(file)


def _wait_for(file: Path) -> None:
    for _ in range(PATIENCE * 10):
        if file.exists():
            return
        time.sleep(0.1)
    raise AssertionError("The worker that makes the database for the journeys did not bring it to an end")

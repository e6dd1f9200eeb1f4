"""Deleted rows leave traces in the files below a database; this takes them out.

SQLite: `secure_delete` overwrites the rows themselves, and emptying the write-ahead log removes its older
copies. PostgreSQL: a full vacuum writes the table anew without its dead rows, except those that a transaction
begun earlier (a backup, a statistics run) might still read: it says how many, and then it must be done again. A
session that is just being opened, by anybody and for any database of the server, is such a reader for a moment.
"""

from __future__ import annotations

import re
import time
from typing import Any

from django.db import OperationalError, connection, models

PAUSES = (0.05, 0.2, 0.5, 0.0)
"""Seconds to wait after each try that left rows behind; after the last there is no other."""


def scrub(*tables: type[models.Model]) -> bool:
    """Remove the traces of deleted rows; False when that must be tried again later (somebody is reading)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
            return not busy
    return _vacuum(tables)


def _vacuum(tables: tuple[type[models.Model], ...]) -> bool:
    said: list[str] = []

    def listen(notice: Any) -> None:
        said.append(notice.message_detail or "")

    with connection.cursor() as cursor:
        cursor.connection.add_notice_handler(listen)
        try:
            cursor.execute("SET lock_timeout = '5s'")
            for pause in PAUSES:
                said.clear()
                for table in tables:
                    cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table._meta.db_table)}")
                if not any(_left_behind(detail) for detail in said):
                    return True
                time.sleep(pause)
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
            cursor.connection.remove_notice_handler(listen)
    return False


def _left_behind(detail: str) -> int:
    """How many dead rows stayed, from what PostgreSQL says of a vacuum; the number comes first in every language."""
    first = re.search(r"\d+", detail)
    return int(first.group()) if first else 0

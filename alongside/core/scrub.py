"""Deleted rows leave traces in the files below a database; this takes them out.

SQLite: `secure_delete` overwrites the rows themselves, and emptying the write-ahead log removes its older
copies. PostgreSQL: a full vacuum writes the table anew without its dead rows.
"""

from __future__ import annotations

from django.db import OperationalError, connection, models


def scrub(*tables: type[models.Model]) -> bool:
    """Remove the traces of deleted rows; False when that must be tried again later (somebody is reading)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_ = cursor.fetchone()
            return not busy
        try:
            cursor.execute("SET lock_timeout = '5s'")
            for table in tables:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table._meta.db_table)}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True

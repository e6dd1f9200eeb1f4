"""Wiring only: settings, root addresses, background work.

Importing this package first puts a SQLite without the WAL-reset bug in place, where a wheel
for this machine has one (sqlite.org/wal.html#walresetbug; fixed in 3.51.3, 3.50.7 and 3.44.6).
"""

from __future__ import annotations

import importlib
import sqlite3
import sys


def _is_safe(version: tuple[int, ...]) -> bool:
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def _use_a_safe_sqlite() -> bool:
    if _is_safe(sqlite3.sqlite_version_info):
        return True
    try:
        packaged = importlib.import_module("pysqlite3")
    except ImportError:
        return False
    if not _is_safe(packaged.sqlite_version_info):
        return False
    sys.modules["sqlite3"] = packaged
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return True


SQLITE_WAL_SAFE = _use_a_safe_sqlite()
"""Whether write-ahead logging may be used; else the rollback journal is."""

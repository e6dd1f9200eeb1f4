"""What a restore must not undo.

Each dotted path in ALONGSIDE_AFTER_RESTORE names an object (or module) with two functions:

    remember(connection) -> data     before anything is replaced; data must fit into JSON
    apply(data) -> None              inside the restore's transaction, after the rows were put back

Data is written to the data folder before the restore begins and deleted after it ended, so that a restore
that died is made good by the next one. `apply` may therefore be called more than once with the same data.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

from alongside.core.backup.archive import sync_folder


class Remembers(Protocol):
    """Something that knows what an older state must not bring back."""

    def remember(self, connection: BaseDatabaseWrapper) -> Any: ...

    def apply(self, data: Any) -> None: ...


Remembered = list[tuple[str, Any]]


def collect(connection: BaseDatabaseWrapper) -> Remembered:
    """Ask everyone, add what a restore that died had been told, and keep all of it on the disk."""
    found = _left_behind()
    for path in settings.ALONGSIDE_AFTER_RESTORE:
        data = _named(path).remember(connection)
        if (path, data) not in found:
            found.append((path, data))
    _keep(found)
    return found


def apply(remembered: Remembered) -> None:
    """Let everyone undo what the older state brought back."""
    for path, data in remembered:
        _named(path).apply(data)


def forget() -> None:
    """The restore ended: nothing is left to make good."""
    _file().unlink(missing_ok=True)
    sync_folder(_file().parent)


def _named(path: str) -> Remembers:
    try:
        return cast(Remembers, import_string(path))
    except ImportError:
        return cast(Remembers, import_module(path))


def _file() -> Path:
    return Path(settings.DATA) / "restore-in-progress.json"


def _left_behind() -> Remembered:
    if not _file().exists():
        return []
    return [(path, data) for path, data in json.loads(_file().read_text())]


def _keep(remembered: Remembered) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    with partial.open("w") as stream:
        json.dump(remembered, stream)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(file)
    sync_folder(file.parent)

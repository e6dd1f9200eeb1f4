"""Facts that must outlive the database: lines in a file of the data folder, synced one by one.

A backup does not hold them, so restoring an older one cannot make them unsaid.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from alongside.core.backup.archive import sync_folder


def _file(name: str) -> Path:
    return Path(settings.DATA) / f"{name}.journal"


def append(name: str, line: str) -> None:
    """Add one line to a journal; it is on the disk when this returns. To be called on commit."""
    file = _file(name)
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.replace("\n", " ").encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        sync_folder(file.parent)


def lines(name: str) -> list[str]:
    """What a journal holds, oldest first. A line that a crash cut off is left out."""
    file = _file(name)
    if not file.exists():
        return []
    return [line.decode().rstrip("\n") for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

"""What nearly every command does first: the data folder, Django, and a database that this version understands."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from alongside.cli import exits
from alongside.cli.exits import Stop

NEWER = (
    "This database was written by a newer version of Alongside (it has {extra}, which this version does not know).\n"
    "Nothing was changed. Use the newer version, or restore a backup that was taken before the upgrade."
)


def django() -> None:
    """Load the settings and the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    os.umask(0o077)  # what we write is for this user's eyes only
    # Imported here: the settings must find their environment complete.
    import django as framework
    from django.core.exceptions import ImproperlyConfigured

    try:
        framework.setup()
    except (ImproperlyConfigured, ValueError) as wrong:  # ValueError: a number, an address or a time zone that is none
        raise Stop(f"The settings cannot be used: {wrong}", exits.UNSAFE) from wrong
    except OSError as wrong:
        raise Stop(f"The data folder cannot be used: {wrong}", exits.FILE) from wrong


def data_folder() -> Path:
    """The data folder, made if need be. Stops when nothing can be written there."""
    from django.conf import settings

    folder = Path(settings.DATA)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as wrong:
        raise Stop(
            f"The data folder {folder} is not writable ({wrong.strerror}).\n"
            "Choose another with ALONGSIDE_DATA (or --data), or give this user the right to write there.",
            exits.FILE,
        ) from wrong


def known_database() -> list[str]:
    """The migrations that wait. Stops when the database does not answer or is from a newer version."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as wrong:
        raise Stop(f"The database does not answer: {str(wrong).strip()}", exits.NOT_READY) from wrong
    ours = {app for app, _ in executor.loader.disk_migrations}
    extra = [
        f"{app}.{name}"
        for app, name in sorted(set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations))
        if app in ours
    ]
    if extra:
        raise Stop(NEWER.format(extra=extra[0]), exits.NOT_READY)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def ready_database() -> None:
    """Stop unless every migration is applied."""
    if waiting := known_database():
        raise Stop(f"{len(waiting)} migrations wait. Take a backup, then: alongside migrate", exits.NOT_READY)


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal of the product into its sentence and exit code."""
    from alongside.core.refusals import Refusal

    try:
        yield
    except Refusal as refusal:
        raise Stop(refusal.message, exits.REFUSED) from refusal


@contextlib.contextmanager
def files() -> Iterator[None]:
    """Turn a file that cannot be read or written into a sentence and exit code."""
    try:
        yield
    except OSError as wrong:
        where = f"{wrong.filename}: " if wrong.filename else ""
        raise Stop(f"{where}{wrong.strerror or wrong}", exits.FILE) from wrong

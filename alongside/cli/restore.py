"""`alongside restore FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside.cli import migrate, setting_up
from alongside.cli.progress import Progress

SUMMARY = "put a backup back: everything, or nothing when anything is wrong"
DONE = (
    "Everybody signs in again. Answers of rounds that were revealed before stay destroyed.\n"
    "Sealed letters and contacts can be read only with the secret key of the installation that was backed up."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup made by `alongside backup`")
    parser.add_argument("--replace", action="store_true", help="replace what is in this installation now")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.data_folder()
    from alongside.core.backup import services

    with setting_up.files(), setting_up.refusals():
        migrate.bring_up_to_date()
        found = services.restore_backup(options.file, replace=options.replace, progress=Progress("restore"))
    print(f"Restored {found.rows} rows, as they stood at {found.taken_at} (Alongside {found.version}).")
    print(DONE)
    return 0

"""`alongside backup FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from alongside.cli import setting_up
from alongside.cli.progress import Progress

SUMMARY = "write everything to one file, while people go on working"
SEALED = (
    "The secret key is not in it. Keep ALONGSIDE_SECRET_KEY (or the file secret.key of the data folder) elsewhere:\n"
    "without it, sealed letters and contacts of a restored backup cannot be read."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; an existing file is replaced")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.ready_database()
    from alongside.core import clock
    from alongside.core.backup import services

    with setting_up.files(), setting_up.refusals():
        made = services.take_backup(options.file, at=clock.now(), progress=Progress("backup"))
    print(f"{options.file}: {made.rows} rows of {len(made.parts)} tables, {options.file.stat().st_size} bytes.")
    print(SEALED)
    return 0

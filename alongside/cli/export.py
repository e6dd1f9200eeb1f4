"""`alongside export --canonical FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alongside.cli import setting_up
from alongside.cli.progress import Progress

SUMMARY = "write every row as one line of JSON, in an order that is the same on every database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--canonical", type=Path, metavar="FILE", required=True, help="where to; - for standard output")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.ready_database()
    from alongside.core.backup import services

    progress = Progress("export")
    with setting_up.files():
        if str(options.canonical) == "-":
            services.export_canonical(sys.stdout, progress=progress)
            return 0
        with options.canonical.open("w", encoding="utf-8", newline="\n") as stream:
            written = services.export_canonical(stream, progress=progress)
    print(f"{options.canonical}: {written} rows.")
    return 0

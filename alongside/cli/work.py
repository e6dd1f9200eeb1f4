"""`alongside work`: only the background work, for installations with several hosts."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any

from alongside.cli import background, safety, setting_up

SUMMARY = "do the background work without serving pages (for several hosts)"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what has come due, then end")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.ready_database()
    safety.refuse_unsafe()
    if options.once:
        background.once()
        return 0
    stop = threading.Event()

    def end(number: int, frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    print("Working. Ctrl-C ends it.", file=sys.stderr)
    background.keep_working(stop)
    return 0

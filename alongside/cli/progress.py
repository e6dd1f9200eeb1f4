"""How far a command is, on standard error: a bar at a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time

WIDTH = 30
AT_ONCE = 1.0
"""Nothing is drawn for what takes less than this many seconds."""
LINE_EVERY = 5.0


class Progress:
    """Called with what is being done, how many steps are done and how many there are."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self._began = time.monotonic()
        self._last = self._began
        self._drawn = False

    def __call__(self, step: str, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self._began < AT_ONCE:
            return
        if sys.stderr.isatty():
            self._draw(step, done, of)
        elif now - self._last >= LINE_EVERY:
            self._last = now
            print(f"{self.verb}: {done} of {of} ({step})", file=sys.stderr, flush=True)
        if done >= of and self._drawn:
            print(file=sys.stderr)
            self._drawn = False

    def _draw(self, step: str, done: int, of: int) -> None:
        full = WIDTH * done // of if of else WIDTH
        bar = "█" * full + "░" * (WIDTH - full)
        print(f"\r{self.verb} {bar} {done}/{of} {step[:30]:<30}", end="", file=sys.stderr, flush=True)
        self._drawn = True

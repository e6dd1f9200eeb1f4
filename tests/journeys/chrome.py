"""The browser of the journeys: Chromium as it stands on this machine, and nothing that calls home."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tools import chromium

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def browser() -> Iterator[Browser]:
    """One browser, for all the tests of one worker."""
    found = chromium.find()
    assert found, chromium.MISSING
    # The driver keeps an event loop in this thread, at which Django would refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=[*QUIET, *(["--no-sandbox"] if is_root else [])])
        try:
            yield running
        finally:
            running.close()

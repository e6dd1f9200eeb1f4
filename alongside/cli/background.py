"""What comes due by itself: mail to send, rounds to close. Beside the server, or on its own."""

from __future__ import annotations

import logging
import threading

EVERY = 15.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


def keep_working(stop: threading.Event) -> None:
    """Do what has come due, again and again, until told to stop."""
    while not stop.is_set():
        once()
        stop.wait(EVERY)


def once() -> None:
    """Do what has come due now. A database that is away for a moment is tried again at the next look."""
    from django.db import DatabaseError, close_old_connections

    from alongside.config import work
    from alongside.core import clock

    close_old_connections()
    try:
        work.tick(at=clock.now())
    except DatabaseError:
        log.exception("the database did not answer; background work waits")
    finally:
        close_old_connections()


def beside() -> threading.Event:
    """Start working in a thread of its own; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=keep_working, args=(stop,), name="background work", daemon=True).start()
    return stop

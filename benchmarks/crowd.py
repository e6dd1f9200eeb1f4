"""Many people at once over HTTP, each signed in and opening one page after the other, and what one bad client does.

Fifty people, of whom a third are members, a third lead a site and a third direct the programme. Each opens a page,
reads it for a few seconds, and opens the next; what is measured is from the request to the last byte of the answer.
"""

from __future__ import annotations

import contextlib
import http.client
import random
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

READS = 3.0
"""Seconds that somebody looks at a page, on average: few, for people read longer."""
SECONDS = 20.0
DRIPS, STORMS, UPLOADS = 150, 4, 2
A_LARGE_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Went:
    """What people met: pages a second, milliseconds each took, and how many were no page."""

    pages: int
    per_second: float
    median: float
    p95: float
    p99: float
    longest: float
    failed: int


def crowd(port: int, people: Sequence[dict[str, Any]], *, seconds: float = SECONDS, reads: float = READS) -> Went:
    """Let everybody look around for so long."""
    taken: list[float] = []
    failed: list[str] = []
    until = time.perf_counter() + seconds
    everybody = [
        threading.Thread(target=_look_around, args=(port, one, number, until, reads, taken, failed))
        for number, one in enumerate(people)
    ]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    cuts = quantiles(taken, n=100)
    return Went(len(taken), len(taken) / seconds, median(taken), cuts[94], cuts[98], max(taken), len(failed))


def _look_around(
    port: int, one: dict[str, Any], number: int, until: float, reads: float, taken: list[float], failed: list[str]
) -> None:
    rng = random.Random(number)
    pages = rng.sample(one["pages"], len(one["pages"]))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(rng.uniform(0, reads))
    turn = 0
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            connection.request("GET", pages[turn % len(pages)], headers={"Cookie": one["cookie"], "Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            went = answer.status == 200
        except (OSError, http.client.HTTPException):
            connection.close()
            went = False
        taken.append((time.perf_counter() - began) * 1000)
        if not went:
            failed.append(pages[turn % len(pages)])
        turn += 1
        time.sleep(rng.expovariate(1 / reads) if reads else 0)


@contextlib.contextmanager
def slow_drips(port: int, one: dict[str, Any]) -> Iterator[None]:
    """Connections that never finish their request: a byte a second on each."""
    with _in_the_background([lambda stop: _drip(port, stop)]):
        yield


@contextlib.contextmanager
def storm_of_exports(port: int, one: dict[str, Any]) -> Iterator[None]:
    """One person's browser that fetches the heaviest files it may open, again and again, several at once."""
    with _in_the_background([lambda stop: _fetch(port, one, stop)] * STORMS):
        yield


@contextlib.contextmanager
def large_uploads(port: int, one: dict[str, Any]) -> Iterator[None]:
    """Files of 64 MB sent to a form, again and again."""
    with _in_the_background([lambda stop: _upload(port, one, stop)] * UPLOADS):
        yield


BAD: dict[str, Any] = {
    f"while one client holds {DRIPS} connections open and drips": slow_drips,
    f"while one client fetches files, {STORMS} at once, without a pause": storm_of_exports,
    f"while one client sends files of 64 MB, {UPLOADS} at once": large_uploads,
}


@contextlib.contextmanager
def _in_the_background(acts: Sequence[Any]) -> Iterator[None]:
    stop = threading.Event()
    threads = [threading.Thread(target=act, args=(stop,), daemon=True) for act in acts]
    for one in threads:
        one.start()
    time.sleep(1)
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join(timeout=30)


def _drip(port: int, stop: threading.Event) -> None:
    held: list[socket.socket] = []
    while not stop.is_set():
        while len(held) < DRIPS:
            held.append(socket.create_connection(("127.0.0.1", port)))
            held[-1].sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n")
        for one in list(held):
            try:
                one.sendall(b"X")
            except OSError:
                held.remove(one)
        stop.wait(1)
    for one in held:
        one.close()


def _fetch(port: int, one: dict[str, Any], stop: threading.Event) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    turn = 0
    while not stop.is_set():
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", one["files"][turn % len(one["files"])], headers={"Cookie": one["cookie"]})
            connection.getresponse().read()
        turn += 1


def _upload(port: int, one: dict[str, Any], stop: threading.Event) -> None:
    body = (
        b"--x\r\nContent-Disposition: form-data; name=f; filename=a.xlsx\r\n\r\n" + bytes(A_LARGE_FILE) + b"\r\n--x--"
    )
    headers = {"Cookie": one["cookie"], "Content-Type": "multipart/form-data; boundary=x"}
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("POST", one["upload"], body, headers)
            connection.getresponse().read()
        connection.close()

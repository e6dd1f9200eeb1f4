"""Benchmarks: `.venv/bin/python -m benchmarks.run`. See README.md beside this file."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.burst import burst
from benchmarks.crowd import BAD, READS, Went, crowd
from benchmarks.pages import DIRECTOR, LEAD
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-P", "-m"]
PEOPLE = 400
AT_ONCE = 50
LOADS = {
    "tenth": ["--sites", "6", "--teams-per-site", "100", "--people", "10000"],
    "third": ["--sites", "20", "--teams-per-site", "100", "--people", "33000"],
    "full": ["--sites", "60", "--teams-per-site", "100", "--people", "100000"],
}
SLOW = 300
"""Milliseconds that 95 of 100 answers may take."""


def main() -> None:
    """Measure what was asked for, an engine at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only this one")
    for name, size in LOADS.items():
        parser.add_argument(f"--{name}", action="store_true", help=f"the pages at {size[1]} sites of 100 teams, too")
    parser.add_argument(
        "--here",
        action="store_true",
        help="only the pages and people of the installation that ALONGSIDE_DATA and DATABASE_URL name: one made up",
    )
    options = parser.parse_args()
    if options.here:
        _pages(dict(os.environ, PYTHONPATH=str(ROOT)))
        _crowd(dict(os.environ, PYTHONPATH=str(ROOT)))
        return
    for engine in [options.engine] if options.engine else ["sqlite", "postgres"]:
        print(f"\n# {'SQLite' if engine == 'sqlite' else 'PostgreSQL'}\n")
        with _installation(engine) as environ:
            _demonstration(environ)
        for name in LOADS:
            if getattr(options, name):
                with _installation(engine) as environ:
                    took = _seconds(environ, ["generate", *LOADS[name]])
                    print(f"\nThe design load ({name}) was built in {took:.0f} s.\n")
                    _pages(environ)
                    _crowd(environ)


def _demonstration(environ: dict[str, str]) -> None:
    _seconds(environ, ["--version"])  # compiles what is not compiled yet
    print(f"- demonstration, from nothing to built: {_seconds(environ, ['demo', '--build-only']):.1f} s")
    port = _free_port()
    with _serving(environ, port) as (server, waited):
        print(f"- server, from the command to the first answer: {waited:.2f} s")
        _get(port, "/sign-in/")
        print(f"- memory of the idle server: {_megabytes(server.pid):.0f} MB")
        codes = _inside(environ, "codes", str(PEOPLE))["codes"]
        went = burst(port, codes)
        print(
            f"- ratings in a burst of {went.people} people, 16 at once: {went.per_second:.0f} submissions a second "
            f"(median {went.median:.0f} ms, p99 {went.p99:.0f} ms, {went.failed} failed); "
            f"{went.whole_visits_per_second:.0f} whole visits a second\n"
        )
    _pages(environ)
    _crowd(environ)


def _pages(environ: dict[str, str]) -> None:
    """A line for each page and reader; ratios where a page was opened by the lead of one site and by a director."""
    measured = _inside(environ, "pages")
    of_all = {page["name"]: page for page in measured if page["role"] == DIRECTOR}
    print("| page | as | median ms | p95 ms | queries | kB | one site’s lead ÷ one who may see all |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for page in measured:
        both = of_all.get(page["name"]) if page["role"] == LEAD else None
        ratio = f"{page['p95'] / both['p95']:.2f}" if both else ""
        slow = " **slow**" if page["p95"] > SLOW else ""
        print(
            f"| {page['name']} | {page['role']} | {page['median']:.1f} | {page['p95']:.1f}{slow} "
            f"| {page['queries']} | {page['kilobytes']:.0f} | {ratio} |"
        )
    scoped = [page for page in measured if page["role"] == LEAD and page["name"] in of_all]
    ratios = {page["name"]: page["p95"] / of_all[page["name"]]["p95"] for page in scoped}
    worst = max(ratios, key=lambda name: ratios[name])
    slowest = max(measured, key=lambda page: page["p95"])
    print(f"\n- slowest: {slowest['name']} ({slowest['role']}), p95 {slowest['p95']:.0f} ms (at most {SLOW})")
    print(f"- of {len(ratios)} pages that both open, the largest ratio: {worst}, {ratios[worst]:.2f} (at most 1.5)")


def _crowd(environ: dict[str, str]) -> None:
    """Fifty people at once, alone and beside one bad client."""
    people = _inside(environ, "sessions", str(AT_ONCE + 1))["people"]
    *people, bad = people[1:] + people[1:2]  # the second leads a site, and so does the bad one
    port = _free_port()
    with _serving(environ, port):
        crowd(port, people, seconds=10)  # until everything was opened once
        print(f"\n{AT_ONCE} people, each opening a page, looking at it for {READS:.0f} s, and so on; milliseconds:\n")
        print("| | pages a second | median | p95 | p99 | longest | failed |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        _print("alone", crowd(port, people))
        for name, disturbing in BAD.items():
            with disturbing(port, bad):
                _print(name, crowd(port, people))
        _print("alone, without a pause between pages", crowd(port, people, reads=0))


def _print(name: str, went: Went) -> None:
    print(
        f"| {name} | {went.per_second:.1f} | {went.median:.0f} | {went.p95:.0f} | {went.p99:.0f} "
        f"| {went.longest:.0f} | {went.failed} of {went.pages} |"
    )


@contextlib.contextmanager
def _installation(engine: str) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="alongside-benchmark-") as folder, contextlib.ExitStack() as held:
        environ = dict(os.environ, ALONGSIDE_DATA=folder, PYTHONPATH=str(ROOT))
        environ.pop("DATABASE_URL", None)
        if engine == "postgres":
            environ["DATABASE_URL"] = held.enter_context(postgres.throwaway())
        yield environ


@contextlib.contextmanager
def _serving(environ: dict[str, str], port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    began = time.perf_counter()
    command = [*PYTHON, "alongside", "serve", "--no-work", "--port", str(port)]
    with subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                with contextlib.suppress(OSError):
                    _get(port, "/healthz")
                    break
                if server.poll() is not None:
                    sys.exit("The server did not start.")
                time.sleep(0.02)
            yield server, time.perf_counter() - began
        finally:
            server.terminate()


def _get(port: int, path: str) -> None:
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=30) as answer:
        answer.read()


def _megabytes(process: int) -> float:
    """Memory that a process holds, shared pages counted in; not on Windows."""
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], check=True, text=True, stdout=subprocess.PIPE)
    return int(done.stdout) / 1024


def _seconds(environ: dict[str, str], words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([*PYTHON, "alongside", *words], env=environ, check=True, capture_output=True)
    return time.perf_counter() - began


def _inside(environ: dict[str, str], *words: str) -> Any:
    done = subprocess.run([*PYTHON, "benchmarks.inside", *words], env=environ, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


if __name__ == "__main__":
    main()

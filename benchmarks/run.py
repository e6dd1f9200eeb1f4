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
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-P", "-m"]
PEOPLE = 400
TENTH = ["generate", "--sites", "6", "--teams-per-site", "100", "--people", "10000"]
SEEN_BY_BOTH = ("place", "board of a site")


def main() -> None:
    """Measure what was asked for, an engine at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only this one")
    parser.add_argument("--tenth", action="store_true", help="the pages at a tenth of the design load, too")
    options = parser.parse_args()
    for engine in [options.engine] if options.engine else ["sqlite", "postgres"]:
        print(f"\n# {'SQLite' if engine == 'sqlite' else 'PostgreSQL'}\n")
        with _installation(engine) as environ:
            _demonstration(environ)
        if options.tenth:
            with _installation(engine) as environ:
                print(f"\nA tenth of the design load was built in {_seconds(environ, TENTH):.1f} s.\n")
                _pages(environ)


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


def _pages(environ: dict[str, str]) -> None:
    measured = _inside(environ, "pages")
    print("| page | as | status | median ms | p95 ms | queries | kB |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for page in measured:
        print(
            f"| {page['name']} | {page['role']} | {page['status']} | {page['median']:.1f} | {page['p95']:.1f} "
            f"| {page['queries']} | {page['kilobytes']:.0f} |"
        )
    p95 = {(page["name"], page["role"]): page["p95"] for page in measured}
    print()
    for name in SEEN_BY_BOTH:
        ratio = p95[name, "site lead"] / p95[name, "director"]
        print(f"- {name}: one site's lead against one who may see everything: {ratio:.2f} × the time (at most 1.5)")


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

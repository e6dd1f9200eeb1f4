"""People who rate, many at once, over HTTP: each comes in by a code, opens all questions and sends their answers."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

AT_ONCE = 16


@dataclass(frozen=True)
class Burst:
    """How a burst went: submissions per second, and milliseconds each took."""

    people: int
    per_second: float
    whole_visits_per_second: float
    median: float
    p99: float
    failed: int


@dataclass
class Rater:
    """One person's browser: a connection and its cookies."""

    port: int
    code: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: list[tuple[str, str]] = field(default_factory=list)
    connections: threading.local = threading.local()  # noqa: RUF009 - shared on purpose: one per thread

    def come_in(self) -> None:
        """Exchange the code, begin, and open the page with all questions."""
        for path, said in (("/rate/", ("code", self.code)), ("/rate/welcome/", ("all", "1"))):
            page = self._send("GET", path)[1]
            self._send("POST", path, [*_answers(page), said])
        self.form = _answers(self._send("GET", "/rate/all/")[1])

    def answer(self) -> bool:
        """Send all answers; whether the program took them."""
        return self._send("POST", "/rate/all/", self.form)[0] == 302

    def _send(self, method: str, path: str, form: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection = self._connection()
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for said in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = said.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        return answer.status, body

    def _connection(self) -> http.client.HTTPConnection:
        held: Any = self.connections.__dict__.setdefault(str(self.port), None)
        if held is None:
            held = self.connections.__dict__[str(self.port)] = http.client.HTTPConnection("localhost", self.port)
        connection: http.client.HTTPConnection = held
        return connection


class _Form(HTMLParser):
    """The answers to a page's form: every hidden field, and the first radio of each name that asks for an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        wanted = said.get("type") == "hidden" or (said.get("type") == "radio" and name.endswith("answer"))
        if tag == "input" and wanted:
            self.fields.setdefault(name, value)


def _answers(page: str) -> list[tuple[str, str]]:
    form = _Form()
    form.feed(page)
    return list(form.fields.items())


def burst(port: int, codes: list[str]) -> Burst:
    """Let everybody come in, then let everybody send at once."""
    raters = [Rater(port, code) for code in codes]
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        coming_in = _timed(lambda: list(crowd.map(Rater.come_in, raters)))
        taken: list[float] = []
        went: list[bool] = []

        def submit(rater: Rater) -> None:
            began = time.perf_counter()
            went.append(rater.answer())
            taken.append((time.perf_counter() - began) * 1000)

        sending = _timed(lambda: list(crowd.map(submit, raters)))
    took = went.count(True)  # a refusal is quick, and is no submission
    return Burst(
        people=len(raters),
        per_second=took / sending,
        whole_visits_per_second=took / (coming_in + sending),
        median=median(taken),
        p99=quantiles(taken, n=100)[-1],
        failed=went.count(False),
    )


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began

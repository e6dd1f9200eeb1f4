"""The contract for tools, `alongside spc --json-lines`: a request a line, an answer a line. docs/spc.md has it whole.

Nothing a line holds ends the program: what is not a request is answered as refused, and the next line is read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from alongside.numerics import spc

ENCODER = json.JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":"))
CHUNK = 1024**2  # of input looked at together
MOST_BYTES = 32 * 1024**2  # of one line: some ten times the longest series the engine takes
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

COMMON = ("profile", "chart", "y", "screen")
KEYS = {
    "shewhart": {
        *COMMON, "x", "n", "freeze", "part", "exclude", "cl", "multiply", "aggregate", "negative", "categorical",
    },
    "nhs": {
        *COMMON, "date", "improvement", "target", "rebase", "fix_after", "shift", "trend", "trend_ties", "two_in_three",
    },
}  # fmt: skip
# Where null says the same as leaving the key out.
MAY_BE_NULL = {"x", "date", "n", "freeze", "part", "exclude", "cl", "target", "rebase", "fix_after"}
COLUMNS = ("y", "n", "phase", "cl", "lcl", "ucl", "lcl2", "ucl2", "sigma_signal")
RUNS = ("n_obs", "n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "runs_signal")
RULES = ("outside", "trend", "two_in_three", "shift")


class NotARequest(Exception):
    """A line that asks for nothing we know; the text says why."""


def serve(lines: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every line, in order and flushed. What is there already is read together, which is many times quicker."""
    for together in _lines(lines):
        for told in answered(together):
            answers.write(ENCODER.encode(told).encode("ascii") + b"\n")
            answers.flush()


def _lines(stream: IO[bytes]) -> Iterator[list[bytes | None]]:
    """The lines that are there whenever some are; None for one that is too long, of which only so much is ever held."""
    held: list[bytes] = []
    length = 0
    read = getattr(stream, "read1")  # noqa: B009 - pipes and files have it, though the type of a stream does not
    while chunk := read(CHUNK):
        *ended, rest = chunk.split(b"\n")
        found: list[bytes | None] = []
        for line in ended:
            found.append(b"".join([*held, line]) if length + len(line) <= MOST_BYTES else None)
            held, length = [], 0
        length += len(rest)
        held = [*held, rest] if length <= MOST_BYTES else []
        yield found
    if length:
        yield [b"".join(held) if length <= MOST_BYTES else None]


def answered(together: Sequence[bytes | None]) -> Iterator[dict[str, Any]]:
    """The answers to some lines, in order."""
    asks = [_asked_or_refused(line) for line in together]
    readings = spc.read_many([ask for ask in asks if isinstance(ask, spc.Request)])
    number = 0
    for ask in asks:
        if not isinstance(ask, spc.Request):
            yield ask
            continue
        why = readings.refusals.get(number)
        yield refused(why.message) if why else as_answer(readings[number])
        number += 1


def _asked_or_refused(line: bytes | None) -> spc.Request | dict[str, Any]:
    try:
        return asked(parsed(line))
    except NotARequest as why:
        return refused(str(why))


def refused(message: str) -> dict[str, Any]:
    """The answer where there is none."""
    return {"status": "refused", "message": message}


def parsed(line: bytes | None) -> dict[str, Any]:
    """The object a line holds."""
    if line is None:
        raise NotARequest(f"The line is longer than {MOST_BYTES // 1024**2} MB.")
    if not line.strip():
        raise NotARequest("The line is empty. A request is one JSON object on one line.")
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once_each)
    except UnicodeDecodeError as wrong:
        raise NotARequest(f"The line is not UTF-8 text: byte {wrong.start + 1} cannot be read.") from wrong
    except RecursionError as wrong:
        raise NotARequest("The line nests lists or objects too deeply.") from wrong
    except ValueError as wrong:
        raise NotARequest(f"The line is not JSON: {wrong}.") from wrong
    if not isinstance(found, dict):
        raise NotARequest("The line holds no JSON object. A request looks like {“profile”: “shewhart”, …}.")
    return found


def _no_number(literal: str) -> float:
    raise NotARequest(f"{literal} is no number in JSON; write null for a missing value.")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotARequest(f"“{_short(twice)}” stands in the request twice.")
    return found


def asked(request: dict[str, Any]) -> spc.Request:
    """The engine's request, every key known and of the kind the contract says."""
    profile = request.get("profile")
    if not isinstance(profile, str) or profile not in KEYS:
        raise NotARequest("“profile” must be one of shewhart, nhs.")
    if unknown := sorted(set(request) - KEYS[profile]):
        raise NotARequest(f"Unknown for the profile “{profile}”: {', '.join(_short(name) for name in unknown[:5])}.")
    if missing := [name for name in ("chart", "y") if name not in request]:
        raise NotARequest(f"The request lacks {' and '.join(missing)}.")
    given = {name: value for name, value in request.items() if value is not None or name not in MAY_BE_NULL}
    for name, value in given.items():
        is_right, kind = KINDS[name]
        if not is_right(value):
            raise NotARequest(f"“{name}” must be {kind}.")
    if "date" in given:
        given["x"] = [None if day is None else _day(day, "date") for day in given.pop("date")]
    if "rebase" in given:
        given["rebase"] = [_day(day, "rebase") for day in given["rebase"]]
    return spc.Request(**given)


def _day(text: str, name: str) -> dt.date:
    try:
        if ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:  # the thirtieth of February
        pass
    raise NotARequest(f"“{name}” holds “{_short(text)}”, which is no date. Dates are written 2024-01-31.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: type(value) in kinds  # not isinstance: true and false are no numbers


def _are(*kinds: type) -> Callable[[Any], bool]:
    allowed = set(kinds)
    return lambda value: type(value) is list and set(map(type, value)) <= allowed


_Kind = tuple[Callable[[Any], bool], str]
_BOOL: _Kind = (_is(bool), "true or false")
_TEXT: _Kind = (_is(str), "a text")
_WHOLE: _Kind = (_is(int), "a whole number")
_NUMBER: _Kind = (_is(int, float), "a number")
_VALUES: _Kind = (_are(int, float, type(None)), "a list of numbers and nulls")
_PLACES: _Kind = (_are(int), "a list of whole numbers")
KINDS: dict[str, _Kind] = {
    "profile": _TEXT, "chart": _TEXT, "aggregate": _TEXT, "improvement": _TEXT, "trend_ties": _TEXT,
    "two_in_three": _TEXT, "screen": _BOOL, "negative": _BOOL, "categorical": _BOOL, "freeze": _WHOLE,
    "fix_after": _WHOLE, "shift": _WHOLE, "trend": _WHOLE, "cl": _NUMBER, "multiply": _NUMBER, "target": _NUMBER,
    "y": _VALUES, "n": _VALUES, "part": _PLACES, "exclude": _PLACES,
    "x": (_are(int, float, str, type(None)), "a list of numbers or texts and nulls"),
    "date": (_are(str, type(None)), "a list of dates and nulls"),
    "rebase": (_are(str), "a list of dates"),
}  # fmt: skip


def as_answer(reading: spc.Reading) -> dict[str, Any]:
    """The answer that the contract has for a reading."""
    told: dict[str, Any] = {"status": "ok", "x": [_plain(x) for x in reading.x]}
    told |= {name: getattr(reading, name) for name in COLUMNS}
    told["phases"] = [{name: getattr(phase, name) for name in RUNS} for phase in reading.phases]
    if reading.rules is not None:
        told["rules"] = {name: getattr(reading.rules, name) for name in RULES}
        told |= {"label": reading.label, "variation": reading.variation, "assurance": reading.assurance}
    told["warnings"] = [{"code": warned.code, "message": warned.message} for warned in reading.warnings]
    return told


def _plain(x: Any) -> float | str:
    return x.isoformat() if isinstance(x, dt.date) else x

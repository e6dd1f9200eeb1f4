"""From the words of the command and the columns of the file to the charts that are asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alongside.cli import exits
from alongside.cli.exits import Stop
from alongside.cli.spc import table as tables
from alongside.cli.spc.table import Table
from alongside.numerics import spc

SHEWHART = ("freeze", "part", "exclude", "cl", "multiply", "aggregate")
NHS = ("improvement", "fix_after", "shift", "trend", "trend_ties", "two_in_three")


@dataclass(frozen=True)
class Read:
    """One chart, read. `facet` is the value it belongs to; empty when the file is one chart."""

    title: str
    facet: str
    reading: spc.Reading


@dataclass(frozen=True)
class Columns:
    """Which column has which task."""

    y: str
    x: str | None
    n: str | None
    facet: str | None
    target: str | None


def readings(options: argparse.Namespace) -> list[Read]:
    """Every chart of the file, in the order in which the facets appear."""
    table = tables.table(options.file)
    columns = _columns(table, options)
    names = list(dict.fromkeys(table.cells(columns.facet))) if columns.facet else [""]
    requests = []
    for name in names:
        rows = table.only(columns.facet, name) if columns.facet else table
        requests.append(_request(rows, columns, options))
    title = options.title or columns.y
    return [
        Read(f"{title}: {name}" if name else title, name, _read(request, name))
        for name, request in zip(names, requests, strict=True)
    ]


def _read(request: spc.Request, facet: str) -> spc.Reading:
    try:
        return spc.read_one(request)
    except spc.Refused as refused:
        raise Stop(f"{facet}: {refused.message}" if facet else refused.message, exits.REFUSED) from refused


def _columns(table: Table, options: argparse.Namespace) -> Columns:
    for option in ("x", "y", "n", "facet"):
        _is_there(table, getattr(options, option), f"--{option}")
    target = options.target if options.target in table.headings else None
    if options.target and not target:
        _target(options.target, table)
    busy = {options.n, options.facet, target}
    free = [heading for heading in table.headings if heading and heading not in busy]
    x = options.x or next((heading for heading in free if heading != options.y), None)
    y = options.y or next((heading for heading in free if heading != x), None)
    if y is None and x is not None and not options.x:
        x, y = None, x  # a single column is the figures themselves
    if y is None:
        raise Stop(f"{table.name} has no column left for the figures. {_there_are(table)}", exits.USAGE)
    return Columns(y, x, options.n, options.facet, target)


def _is_there(table: Table, heading: str | None, option: str) -> None:
    if heading is not None and heading not in table.headings:
        raise Stop(f"{table.name} has no column “{heading}” ({option}). {_there_are(table)}", exits.USAGE)


def _there_are(table: Table) -> str:
    return f"It has: {', '.join(heading for heading in table.headings if heading)}."


def _target(text: str, table: Table) -> float:
    try:
        return float(text)
    except ValueError:
        why = f"“{text}” (--target) is neither a number nor a column. {_there_are(table)}"
        raise Stop(why, exits.USAGE) from None


def _request(table: Table, columns: Columns, options: argparse.Namespace) -> spc.Request:
    given: dict[str, Any] = {
        name: getattr(options, name) for name in (*SHEWHART, *NHS) if getattr(options, name) is not None
    }
    if not options.negative:
        given["negative"] = False
    if options.categorical:
        given["categorical"] = True
    if options.rebase is not None:
        given["rebase"] = _days(options.rebase)
    if options.target is not None:
        given["target"] = table.numbers(columns.target) if columns.target else _target(options.target, table)
    if columns.n:
        given["n"] = table.numbers(columns.n)
    for name, kind in (("profile", spc.Profile), ("chart", spc.Chart)):
        given[name] = kind(getattr(options, name))
    if "improvement" in given:
        given["improvement"] = spc.Improvement(given["improvement"])
    return spc.Request(y=table.numbers(columns.y), x=_places(table, columns, options), screen=options.screen, **given)


def _places(table: Table, columns: Columns, options: argparse.Namespace) -> Sequence[Any] | None:
    if columns.x is None:
        return None
    if options.profile == "nhs":
        return table.dates(columns.x)
    return table.places(columns.x)


def _days(text: str) -> list[Any]:
    try:
        return [tables.day(part.strip()) for part in text.split(",")]
    except ValueError:
        why = f"“{text}” (--rebase) is not a date such as {tables.DATES_SAID}, or several with commas."
        raise Stop(why, exits.USAGE) from None

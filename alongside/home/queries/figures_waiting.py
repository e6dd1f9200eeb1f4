"""Figures that wait for somebody: series whose figures are overdue, points that somebody asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alongside.access.policy import Actor
from alongside.home.queries.waiting import Waiting
from alongside.measures.queries.waiting import DueHere, overdue_for, points_for

NAMED = 3


def figures_waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    """What a data champion, or whoever leads a place, can do about its figures. Three queries."""
    for point in points_for(actor):
        yield Waiting(f"Look into “{point.title}” at {point.place}", f"{point.when}: {point.why}", point.url)
    for due in overdue_for(actor, on=on):
        yield Waiting(f"Enter figures that are overdue at {due.place}", _which(due), due.url)


def _which(due: DueHere) -> str:
    """How many series wait, and where, if that is not said already."""
    number = "One series waits" if due.number == 1 else f"{due.number} series wait"
    if due.places == (due.place,):
        return f"{number}."
    more = f" and {len(due.places) - NAMED} more" if len(due.places) > NAMED else ""
    return f"{number}: {', '.join(due.places[:NAMED])}{more}."

"""Figures that wait for somebody: series whose figures are overdue, points that somebody asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import in_a_row, ngettext
from alongside.home.queries.waiting import Waiting
from alongside.measures.queries.waiting import DueHere, overdue_for, points_for

NAMED = 3


def figures_waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    """What a data champion, or whoever leads a place, can do about its figures. Three queries."""
    for point in points_for(actor):
        yield Waiting(
            _("Look into “%(point)s” at %(place)s") % {"point": point.title, "place": point.place},
            f"{point.when}: {point.why}",
            point.url,
        )
    for due in overdue_for(actor, on=on):
        yield Waiting(_("Enter figures that are overdue at %(place)s") % {"place": due.place}, _which(due), due.url)


def _which(due: DueHere) -> str:
    """How many series wait, and where, if that is not said already."""
    said = ngettext("One series waits", "%(number)s series wait", due.number) % {"number": due.number}
    if due.places == (due.place,):
        return f"{said}."
    places, more = in_a_row(due.places[:NAMED]), len(due.places) - NAMED
    if more > 0:
        places = _("%(places)s and %(number)s more") % {"places": places, "number": more}
    return f"{said}: {places}."

"""What waits for somebody who looks after figures, wherever they do: figures that are overdue, points to look into."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.measures.models import FollowUp, Series, SeriesQuerySet
from alongside.measures.queries.charts import point_key, seen_of
from alongside.measures.queries.places import due_by
from alongside.measures.queries.readings import title_of
from alongside.measures.rules import periods
from alongside.measures.rules.leaving import Seen
from alongside.programmes.models import Place

MOST = 5


@dataclass(frozen=True)
class DueHere:
    """A place whose figures somebody looks after, with how many series wait for some, there and below, and where."""

    place: str
    url: str
    number: int
    places: tuple[str, ...]


@dataclass(frozen=True)
class PointToLookInto:
    """One point that somebody asked about, and the page on which it is settled."""

    title: str
    place: str
    when: str
    why: str
    url: str


def overdue_for(actor: Actor, *, on: dt.date) -> tuple[DueHere, ...]:
    """Where figures are overdue that this person looks after, by the widest of their places. Two queries."""
    rows: SeriesQuerySet = Series.objects.filter(within(actor, Permission.SERIES_CHANGE)).live()
    due = due_by(rows, "scope", "place__name", on=on)
    places = {place.scope: place for place in Place.objects.filter(scope__in=actor.scopes(Permission.SERIES_CHANGE))}
    found = []
    for scope, place in sorted(places.items(), key=lambda pair: pair[1].name):
        here = {name: number for (at, name), number in due.items() if at.startswith(scope)}
        if here:
            url = f"/places/{place.pk}/measures/waiting/"
            found.append(DueHere(place.name, url, sum(here.values()), tuple(sorted(here))))
    return tuple(found)


def points_for(actor: Actor, *, most: int = MOST) -> tuple[PointToLookInto, ...]:
    """Points that wait to be looked into where this person looks after figures, the oldest question first. One query.

    Words at a point leave a place no more than the point does.
    """
    rows = (
        FollowUp.objects.filter(within(actor, Permission.SERIES_CHANGE, field="series__scope"))
        .waiting()
        .select_related("series__indicator", "series__place")
        .order_by("asked_on", "on", "pk")
    )
    return tuple(
        PointToLookInto(
            title=title_of(row.series),
            place=row.series.place.name,
            when=periods.in_words(row.series.period, row.on),
            why=row.why,
            url=f"/measures/{row.series_id}/points/{point_key(row.on, row.order)}/",
        )
        for row in rows[:most]
        if seen_of(row.series, actor) is Seen.WHOLE
    )

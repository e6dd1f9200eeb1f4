"""For those who walk with the sites of a programme: who is quiet, what is held up, who has moved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments import rules as rounds
from alongside.assessments.models import Position, Round
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.core.words import listed, ngettext
from alongside.home import rules
from alongside.home.queries.lines import PlaceLine, called
from alongside.home.queries.matrix import before, latest_agreed, runs_across, stages_before
from alongside.programmes.models import Place

MOST = 30
LATELY = dt.timedelta(days=90)
FURTHER, BACK = "further", "back"
A_WHILE = dt.timedelta(days=3)
"""How long a closed round may wait before somebody from outside is told."""


@dataclass(frozen=True)
class Walking:
    """What a consultant or director sees first: who may need them, and who has moved since their last round."""

    held_up: tuple[PlaceLine, ...]
    quiet: tuple[PlaceLine, ...]
    moved: tuple[PlaceLine, ...]


def walking_page(actor: Actor, *, on: dt.date) -> Walking:
    """Who may need somebody, in all programmes this person walks with. Eight queries for one programme."""
    if not actor.holds(Permission.MATRIX_VIEW):
        return Walking((), (), ())
    scopes = [scope for scope in actor.scopes(Permission.MATRIX_VIEW) if scope.count("/") == 1]
    programmes = Place.objects.filter(scope__in=scopes, kind=Place.Kind.PROGRAMME).order_by("name")
    return Walking(
        held_up=tuple(_held_up(actor, on=on)),
        quiet=tuple(_quiet(actor, on=on)),
        moved=tuple(line for programme in programmes for line in _moved(programme, on=on)),
    )


def _held_up(actor: Actor, *, on: dt.date) -> Iterator[PlaceLine]:
    """Rounds that wait for their reveal, or ended without a result lately: the first to lapse first."""
    waiting = Q(state=State.CLOSED, closed_on__lte=on - A_WHILE)
    ended = Q(state__in=[State.LAPSED, State.CANCELLED], ended_on__gt=on - LATELY)
    rows = Round.objects.filter(within(actor, Permission.MATRIX_VIEW)).filter(waiting | ended)
    for row in rows.select_related("place__parent").order_by("-closed_on", "name")[:MOST]:
        if row.state == State.CLOSED and row.closed_on:
            says = _("waits for its two keys, lapses on %(day)s") % {
                "day": f"{row.closed_on + rounds.LAPSES_AFTER:%-d %B %Y}"
            }
        else:
            says = f"{row.state.lower()} on {row.ended_on:%-d %B %Y}: {row.ended_why}"
        yield PlaceLine(called(row.place, from_above=True), (f"{row.name} {says}",), f"/rounds/{row.pk}/")


def _quiet(actor: Actor, *, on: dt.date) -> Iterator[PlaceLine]:
    """The sites without a round for a year, the longest first."""
    sites = (
        Place.objects.filter(within(actor, Permission.MATRIX_VIEW), kind=Place.Kind.SITE, ended_on__isnull=True)
        .annotate(last=Max("rounds__opened_on"))
        .filter(Q(last__isnull=True) | Q(last__lt=on - rules.QUIET_AFTER))
        .order_by("last", "name")
        .values_list("pk", "name", "last")
    )
    for pk, name, last in sites[:MOST]:
        says = _("no round since %(last)s") % {"last": f"{last:%B %Y}"} if last else _("no round yet")
        yield PlaceLine(name, (says,), Place(pk=pk).get_absolute_url())


def _moved(programme: Place, *, on: dt.date) -> Iterator[PlaceLine]:
    """The sites that agreed a round lately, the last one first, with how many challenges moved, and which way."""
    latest = {place: row for place, row in latest_agreed(programme).items() if row.agreed_on > on - LATELY}
    was = stages_before(before(programme, latest))
    same = runs_across({row.edition_id for row in latest.values()})
    names = dict(Place.objects.filter(pk__in=latest).values_list("pk", "name"))
    site_of = {row.id: place for place, row in latest.items()}
    ways: dict[int, Counter[str]] = {place: Counter() for place in latest}
    positions = Position.objects.filter(round__in=site_of).values_list("round_id", "item_id", "stage")
    for round_id, item_id, stage in positions:
        place = site_of[round_id]
        old = was.get((place, item_id), was.get((place, same.get(item_id, 0))))
        steps = rules.moved(stage, old).stages
        if steps:
            ways[place][FURTHER if steps > 0 else BACK] += 1
    for place, row in sorted(latest.items(), key=lambda found: (-found[1].agreed_on.toordinal(), names[found[0]])):
        says = _("%(ways)s, agreed on %(agreed_on)s") % {
            "ways": _in_words(ways[place]),
            "agreed_on": f"{row.agreed_on:%-d %B %Y}",
        }
        yield PlaceLine(names[place], (says,), f"/rounds/{row.id}/result/")


def _in_words(ways: Counter[str]) -> str:
    further, back = ways[FURTHER], ways[BACK]
    parts = []
    if further:
        parts.append(
            ngettext("%(number)s challenge moved on", "%(number)s challenges moved on", further) % {"number": further}
        )
    if back:
        parts.append(
            ngettext("%(number)s challenge went back", "%(number)s challenges went back", back) % {"number": back}
        )
    return listed(parts) or _("no challenge moved, or none that can be compared")

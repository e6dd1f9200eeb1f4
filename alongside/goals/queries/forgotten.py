"""Did you forget: promises that were broken at a place, or at somebody's places, and the page that mends each.

Three answers never look alike: nothing is forgotten, the reader may not look, and the looking failed.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import DatabaseError
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.models import Gap
from alongside.core.words import gettext as _
from alongside.frameworks.models import ItemText, Voice
from alongside.goals.models import ChangeIdea, Cycle, Goal, Loop, Review, Standing
from alongside.goals.models.forgotten import forgotten
from alongside.goals.models.goals import COLUMN
from alongside.goals.rules import forgotten as rules
from alongside.goals.rules.forgotten import Kind
from alongside.goals.rules.forgotten_words import CLEAR, HEADINGS, MENDS, counted
from alongside.goals.rules.goals import SIDES
from alongside.programmes.models import Place

log = logging.getLogger(__name__)

LISTED_AT_MOST, ON_A_PAGE = 10, 50
"""How many of one kind the whole list shows, and how many a page of that kind alone."""


class Found(StrEnum):
    """How the looking went."""

    SOME = "some"
    NONE = "none"
    FORBIDDEN = "forbidden"
    FAILED = "failed"


@dataclass(frozen=True)
class Line:
    """One broken promise: what it is about, where, since when, and the form that mends it, if the reader may use it."""

    text: str
    url: str
    place: str
    since: dt.date
    days: int
    mend: str
    mend_says: str


@dataclass(frozen=True)
class Section:
    """Everything of one kind: how the looking went, how many there are, the longest wait first."""

    kind: Kind
    heading: str
    why: str
    clear: str
    found: Found
    total: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True)
class ForgottenPage:
    """The whole list, or one kind of it page by page."""

    as_at: dt.date
    sections: tuple[Section, ...]
    chosen: str
    page: int
    pages: int

    @property
    def found(self) -> Found:
        """What can be said of the whole: it failed if any part of it did and nothing was found in the others."""
        there = {section.found for section in self.sections}
        return next((one for one in (Found.SOME, Found.FAILED, Found.NONE) if one in there), Found.FORBIDDEN)

    @property
    def failed(self) -> bool:
        """Whether any part could not be looked at."""
        return any(section.found == Found.FAILED for section in self.sections)

    @property
    def total(self) -> int:
        return sum(section.total for section in self.sections)

    @property
    def mendable(self) -> bool:
        """Whether the reader can mend anything that is listed."""
        return any(line.mend for section in self.sections for line in section.lines)

    @property
    def some(self) -> tuple[Section, ...]:
        return self._those(Found.SOME)

    @property
    def clear(self) -> tuple[Section, ...]:
        return self._those(Found.NONE)

    @property
    def forbidden(self) -> tuple[Section, ...]:
        return self._those(Found.FORBIDDEN)

    @property
    def unlooked(self) -> tuple[Section, ...]:
        return self._those(Found.FAILED)

    def _those(self, found: Found) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.found == found)


def forgotten_page(
    actor: Actor, *, on: dt.date, place: Place | None = None, chosen: str = "", page: int = 1
) -> ForgottenPage:
    """What was forgotten at a place and below it, or, without one, wherever the person may look.

    `chosen` keeps to one kind, page by page. Fifteen queries for a list of all kinds, however much there is.
    """
    kinds = [Kind(chosen)] if chosen in set(Kind) else list(Kind)
    alone = len(kinds) == 1
    size = ON_A_PAGE if alone else LISTED_AT_MOST
    sections = tuple(_section(kind, actor, on=on, place=place, page=page if alone else 1, size=size) for kind in kinds)
    pages = max(1, -(-sections[0].total // ON_A_PAGE)) if alone else 1
    return ForgottenPage(on, sections, kinds[0].value if alone else "", min(max(page, 1), pages), pages)


@dataclass(frozen=True)
class Number:
    """How many of one kind there are, in words, and where they are listed."""

    kind: Kind
    number: int
    says: str
    url: str


def forgotten_counts(actor: Actor, *, on: dt.date) -> tuple[Number, ...] | None:
    """How many of each kind there are where the person may look, the kinds with none left out. One query.

    None when they could not be counted: which is not the same as none.
    """
    rows: list[QuerySet[Any, Any]] = [
        _seen(kind, actor, on=on)
        .order_by()
        .annotate(kind=Value(kind.value))
        .values("kind")
        .annotate(number=Count("pk"))
        .values_list("kind", "number")
        for kind in Kind
        if actor.holds(rules.SEEN_WITH[kind])
    ]
    if not rows:
        return ()
    try:
        numbers = dict(rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0])
    except DatabaseError:
        log.exception("what was forgotten could not be counted")
        return None
    return tuple(
        Number(kind, number, counted(kind, number), f"/forgotten/?kind={kind}")
        for kind in Kind
        if (number := numbers.get(kind.value, 0))
    )


def _seen(kind: Kind, actor: Actor, *, on: dt.date, scope: str = "") -> QuerySet[Any]:
    return forgotten(kind, on=on).filter(within(actor, rules.SEEN_WITH[kind]), scope__startswith=scope)


def _section(kind: Kind, actor: Actor, *, on: dt.date, place: Place | None, page: int, size: int) -> Section:
    heading, why = map(_, HEADINGS[kind])
    permission = rules.SEEN_WITH[kind]
    may = actor.can(permission, at=place.scope) if place else actor.holds(permission)
    if not may:
        return Section(kind, heading, why, _(CLEAR[kind]), Found.FORBIDDEN)
    rows = _seen(kind, actor, on=on, scope=place.scope if place else "").order_by("since", "pk")
    try:
        total = rows.count()
        page = min(max(page, 1), max(1, -(-total // size)))
        lines = tuple(_LINES[kind](rows[(page - 1) * size : page * size], actor, on))
    except DatabaseError:
        log.exception("what was forgotten could not be looked up: %s", kind)
        return Section(kind, heading, why, _(CLEAR[kind]), Found.FAILED)
    return Section(kind, heading, why, _(CLEAR[kind]), Found.SOME if total else Found.NONE, total, lines)


def _line(kind: Kind, row: Any, on: dt.date, *, text: str, url: str, place: Place, mend: str, says: str = "") -> Line:
    since: dt.date = row.since
    return Line(text, url, _named(place), since, (on - since).days, mend, says or _(MENDS[kind]) if mend else "")


def _named(place: Place) -> str:
    """A place's name; a team's with its site's, where many teams have one name."""
    above = place.parent
    return f"{place.name}, {above.name}" if above is not None and above.parent_id is not None else place.name


def _may(kind: Kind, actor: Actor, scope: str) -> bool:
    return actor.can(rules.MENDED_WITH[kind], at=scope)


def _studies(rows: QuerySet[Cycle], actor: Actor, on: dt.date) -> Iterable[Line]:
    for row in rows.select_related("idea__place__parent"):
        url = row.get_absolute_url()
        may = _may(Kind.STUDY, actor, row.scope)
        step, says = ("study", _("Look at the result")) if row.did_on else ("do", _("Write down what happened"))
        mend = f"{url}{step}/" if may else ""
        yield _line(Kind.STUDY, row, on, text=row.idea.text, url=url, place=row.idea.place, mend=mend, says=says)


def _untold(rows: QuerySet[Loop], actor: Actor, on: dt.date) -> Iterable[Line]:
    for row in rows.select_related("place__parent"):
        url, mend, says = row.get_absolute_url(), "", ""
        if row.decided_on is None and actor.can(Permission.LOOP_MOVE, at=row.scope):
            mend, says = f"{url}decide/", _("Write down what was decided")
        elif row.decided_on is not None and _may(Kind.TELL, actor, row.scope):
            mend = f"{url}tell/"
        yield _line(Kind.TELL, row, on, text=row.raised, url=url, place=row.place, mend=mend, says=says)


def _unconfirmed(rows: QuerySet[Loop], actor: Actor, on: dt.date) -> Iterable[Line]:
    for row in rows.select_related("place__parent"):
        url = row.get_absolute_url()
        mend = f"{url}tell/" if _may(Kind.CONFIRM, actor, row.scope) else ""
        yield _line(Kind.CONFIRM, row, on, text=row.raised, url=url, place=row.place, mend=mend)


def _without_a_key(rows: QuerySet[Goal], actor: Actor, on: dt.date) -> Iterable[Line]:
    """One query more: the sides of the voices. With each goal comes the hat that the reader wears on it."""
    hat = Standing.objects.filter(goal=OuterRef("pk"), user_id=actor.user_id).values("side")
    sides = {(scope, code): side for scope, code, side in Voice.objects.values_list("scope", "code", "side")}
    for goal in rows.select_related("place__parent").annotate(stands=Subquery(hat)):
        url = goal.get_absolute_url()
        programme = goal.scope.split("/")[0] + "/"
        voices = actor.voices_at(goal.scope)
        listed = {sides.get((programme, voice)) or sides.get(("", voice), "") for voice in voices}
        hands = {
            side: [getattr(goal, f"{COLUMN[side]}_key_{hand}_id") for hand in ("by", "written_by", "confirmed_by")]
            for side in SIDES
        }
        side = rules.key_to_turn(
            actor.user_id,
            counts=[side for side in SIDES if goal.key_counts(side)],
            hands=hands,
            stands_for=[goal.stands] if goal.stands else listed,
        )
        spoken = bool(side) and bool(getattr(goal, f"{COLUMN[side]}_key_how"))
        mend = f"{url}key/{'confirm/' if spoken else ''}" if side and _may(Kind.KEY, actor, goal.scope) else ""
        says = _("Confirm the spoken key") if spoken else _("Turn your key")
        yield _line(Kind.KEY, goal, on, text=goal.title, url=url, place=goal.place, mend=mend, says=says)


def _without_a_test(rows: QuerySet[Goal], actor: Actor, on: dt.date) -> Iterable[Line]:
    untested = ChangeIdea.objects.filter(goal=OuterRef("pk"), outcome="", cycles__isnull=True).order_by("order", "pk")
    for row in rows.select_related("place__parent").annotate(idea=Subquery(untested.values("pk")[:1])):
        url = row.get_absolute_url()
        idea = row.idea
        form, says = (f"/ideas/{idea}/cycles/new/", _("Plan a small test")) if idea else (f"{url}ideas/new/", "")
        mend = form if _may(Kind.TEST, actor, row.scope) else ""
        yield _line(Kind.TEST, row, on, text=row.title, url=url, place=row.place, mend=mend, says=says)


def _gaps(rows: QuerySet[Gap], actor: Actor, on: dt.date) -> Iterable[Line]:
    words = ItemText.objects.filter(item=OuterRef("item"), wording__language=F("wording__edition__language"))
    found = rows.select_related("round__place__parent", "item").annotate(named=Subquery(words.values("short")[:1]))
    for row in found:
        mend = f"/gaps/{row.pk}/settle/" if _may(Kind.GAP, actor, row.scope) else ""
        url = f"/rounds/{row.round_id}/result/{row.item.number}/"
        text = row.named or f"Challenge {row.item.number}"
        yield _line(Kind.GAP, row, on, text=text, url=url, place=row.round.place, mend=mend)


def _reviews(rows: QuerySet[Review], actor: Actor, on: dt.date) -> Iterable[Line]:
    for row in rows.select_related("place__parent"):
        mend = f"/places/{row.place_id}/reviews/new/" if _may(Kind.REVIEW, actor, row.scope) else ""
        text = _("The review after that of %(held_on)s") % {"held_on": f"{row.held_on:%-d %B %Y}"}
        yield _line(Kind.REVIEW, row, on, text=text, url=row.get_absolute_url(), place=row.place, mend=mend)


_LINES: dict[Kind, Callable[[QuerySet[Any], Actor, dt.date], Iterable[Line]]] = {
    Kind.STUDY: _studies,
    Kind.TELL: _untold,
    Kind.CONFIRM: _unconfirmed,
    Kind.KEY: _without_a_key,
    Kind.TEST: _without_a_test,
    Kind.GAP: _gaps,
    Kind.REVIEW: _reviews,
}

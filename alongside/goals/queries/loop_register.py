"""The register of loops of a place and all below it: each with its step, and how long loops take to close."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, DateField, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from alongside.core.words import gettext as _
from alongside.goals.models import Loop
from alongside.goals.queries.loops import DECISIONS, STATES, STEPS, voice_names
from alongside.goals.rules import loops as rules
from alongside.goals.rules.loops import Decision, LoopState, Step
from alongside.numerics.survival import Curve, survival
from alongside.programmes.models import Place
from alongside.ui.drawing import survival as drawing

PAGE = 50


@dataclass(frozen=True)
class RegisterLine:
    """One loop of the register."""

    url: str
    raised: str
    place: str
    voice: str
    step: str
    state: str
    decision: str
    raised_on: dt.date
    closed_on: dt.date | None
    is_young: bool
    has_signal: bool
    reopened: int


@dataclass(frozen=True)
class Counts:
    """How many loops there are of each kind; every one is in exactly one of the first five."""

    closed_changed: int
    closed_unchanged: int
    told: int
    unconfirmed: int
    still_open: int
    young: int
    reopened: int
    signals: int

    @property
    def total(self) -> int:
        return self.closed_changed + self.closed_unchanged + self.told + self.unconfirmed + self.still_open


@dataclass(frozen=True)
class Register:
    """The register as its page shows it; `as_at` is the day it was counted."""

    place: Place
    as_at: dt.date
    lines: tuple[RegisterLine, ...]
    counts: Counts
    curve: Curve
    says: str
    ages: tuple[drawing.Age, ...]
    picture: str
    chosen: str
    page: int
    pages: int

    @property
    def young_days(self) -> int:
        return rules.YOUNG.days


def register(place: Place, *, on: dt.date, chosen: str = "", page: int = 1) -> Register:
    """The loops of a place and all below it, the newest first. Six queries, however many loops there are.

    `chosen` keeps to one state. The curve is of all of them: from the day each was raised to the day it closed, or
    to today; "told, not confirmed" is not closed.
    """
    all_there = Loop.objects.under(place.scope)
    counts, curve = counts_of(place.scope, on=on), curve_of(place.scope, on=on)
    found = all_there.filter(state=chosen) if chosen in set(LoopState) else all_there
    pages = max(1, -(-found.count() // PAGE))
    page = min(max(page, 1), pages)
    rows = found.select_related("place").order_by("-raised_on", "pk")[(page - 1) * PAGE : page * PAGE]
    voices = voice_names(place.scope)
    picture = drawing.Picture(key="closing", title=_("How long loops of %(place)s stay open") % {"place": place.name})
    return Register(
        place=place,
        as_at=on,
        lines=tuple(_line(row, voices, on=on) for row in rows),
        counts=counts,
        curve=curve,
        says=drawing.in_words(curve),
        ages=drawing.ages(curve),
        picture=drawing.survival_curve(curve, picture),
        chosen=chosen if chosen in set(LoopState) else "",
        page=page,
        pages=pages,
    )


def counts_of(scope: str, *, on: dt.date) -> Counts:
    """How many loops of each kind there are at a place and below. One query."""
    closed, opened = Q(state=LoopState.CLOSED), Q(state=LoopState.OPEN)
    return Counts(
        **Loop.objects.under(scope).aggregate(
            closed_changed=Count("pk", filter=closed & ~Q(decision=Decision.DID_NOT)),
            closed_unchanged=Count("pk", filter=closed & Q(decision=Decision.DID_NOT)),
            told=Count("pk", filter=Q(state=LoopState.TOLD)),
            unconfirmed=Count("pk", filter=Q(state=LoopState.UNCONFIRMED)),
            still_open=Count("pk", filter=opened),
            young=Count("pk", filter=~closed & Q(raised_on__gt=on - rules.YOUNG)),
            reopened=Count("pk", filter=Q(reopened__gt=0)),
            signals=Count("pk", filter=Q(signal_on__isnull=False)),
        )
    )


class _Days(Func):
    """How many days lie between two dates, counted by the database: the later one first."""

    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Dates are text there."""
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **context,
        )


def curve_of(scope: str, *, on: dt.date) -> Curve:
    """How long loops of a place and below stay open. One query, with a row for each number of days."""
    closed = Q(confirmed_on__isnull=False)
    until = Coalesce("confirmed_on", Value(on), output_field=DateField())
    groups = (
        Loop.objects.under(scope)
        .values(long=_Days(until, "raised_on"), closed=Case(When(closed, then=1), default=0))
        .annotate(number=Count("pk"))
        .order_by()
    )
    times, happened = [], []
    for group in groups:
        times += [max(group["long"], 0)] * group["number"]
        happened += [bool(group["closed"])] * group["number"]
    return survival(times, happened)


def _line(loop: Loop, voices: dict[str, str], *, on: dt.date) -> RegisterLine:
    dated = [step for step in Step if getattr(loop, f"{step.value}_on") is not None]
    return RegisterLine(
        url=loop.get_absolute_url(),
        raised=loop.raised,
        place=loop.place.name,
        voice=voices.get(loop.voice, loop.voice),
        step=_(STEPS[dated[-1]]),
        state=_(STATES[LoopState(loop.state)]),
        decision=_(DECISIONS[Decision(loop.decision)]) if loop.decision else "",
        raised_on=loop.raised_on,
        closed_on=loop.confirmed_on,
        is_young=loop.state != LoopState.CLOSED and rules.is_young(raised_on=loop.raised_on, on=on),
        has_signal=loop.signal_on is not None,
        reopened=loop.reopened,
    )

"""One series, whole: its reading, every figure with what is kept of it, and what is to be read beside it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.core.words import gettext as _
from alongside.measures.models import Band, FollowUp, Indicator, Note, Observation, Rebase, Revision, Series
from alongside.measures.queries.readings import Read, read_series, title_of
from alongside.measures.rules import periods
from alongside.measures.rules.words import NoteKind, stays_inside
from alongside.programmes.models import Place


@dataclass(frozen=True)
class NoteLine:
    """Words at a point: a remark, or a known cause."""

    id: UUID
    on: dt.date
    order: int
    words: str
    is_cause: bool
    made_on: dt.date
    made_by: str


@dataclass(frozen=True)
class PointLine:
    """One figure as the table shows it, with the words at it."""

    on: dt.date
    order: int
    when: str
    value: float | None
    numerator: float | None
    denominator: float | None
    comment: str
    left_out_why: str
    recorded_on: dt.date
    corrected: int
    notes: tuple[NoteLine, ...]
    follow_up: UUID | None


@dataclass(frozen=True)
class RevisionLine:
    """What a figure was before, until when, and why it was put right."""

    value: float | None
    numerator: float | None
    denominator: float | None
    until: dt.datetime
    by: str
    why: str


@dataclass(frozen=True)
class BandLine:
    """A stretch of time with a name."""

    id: UUID
    kind: str
    name: str
    from_on: dt.date
    to_on: dt.date | None
    source: str


@dataclass(frozen=True)
class RebaseLine:
    """A date from which the limits begin anew, and why."""

    id: UUID
    from_on: dt.date
    why: str
    made_on: dt.date
    made_by: str


@dataclass(frozen=True)
class SeriesPage:
    """One series for one person. `balancing` are the series of this place that are to be read beside it;
    `no_balancing` says why there is none, where one is needed."""

    series: Series
    indicator: Indicator
    place: Place
    title: str
    read: Read
    points: tuple[PointLine, ...]
    bands: tuple[BandLine, ...]
    rebases: tuple[RebaseLine, ...]
    balancing: tuple[Read, ...]
    no_balancing: str
    inside_only: bool
    due: bool
    period_says: str


def series_page(series: Series, *, actor: Actor, on: dt.date) -> SeriesPage:
    """One series, whole, however many points it has. At most eleven queries."""
    row = Series.objects.select_related("indicator", "place__parent").get(pk=series.pk)
    indicator = row.indicator
    others_of = beside_of(row, actor)
    read, *others = read_series([row, *others_of])
    rebases = list(Rebase.objects.filter(series=row).order_by("from_on"))
    notes = list(Note.objects.filter(series=row).order_by("on", "order", "made_on", "pk"))
    names = names_of([*(one.made_by for one in rebases), *(one.made_by for one in notes)])
    return SeriesPage(
        series=row,
        indicator=indicator,
        place=row.place,
        title=title_of(row),
        read=read,
        points=_points(row, notes, names),
        bands=tuple(
            BandLine(one.pk, one.kind, one.name, one.from_on, one.to_on, one.source)
            for one in Band.objects.filter(series=row).order_by("from_on", "name")
        ),
        rebases=tuple(
            RebaseLine(one.pk, one.from_on, one.why, one.made_on, names.get(one.made_by, "")) for one in rebases
        ),
        balancing=tuple(others),
        no_balancing=why_alone(indicator, others),
        inside_only=stays_inside(counts=indicator.counts, chart=row.chart),
        due=periods.is_due(
            row.period,
            last=read.last_on,
            started_on=row.started_on,
            ended_on=row.ended_on,
            due_days=row.due_days,
            on=on,
        ),
        period_says=row.period.lower(),
    )


def revisions_of(series: Series, *, on: dt.date, order: int = 0) -> tuple[RevisionLine, ...]:
    """What one figure was before, the latest first. Two queries."""
    rows = list(Revision.objects.filter(series=series, on=on, order=order).order_by("-replaced_at", "-pk"))
    names = names_of([row.replaced_by for row in rows])
    return tuple(
        RevisionLine(
            row.value, row.numerator, row.denominator, row.replaced_at, names.get(row.replaced_by, ""), row.why
        )
        for row in rows
    )


def names_of(signatures: Sequence[str]) -> dict[str, str]:
    """Who is behind signatures such as `user:<uuid>`, by name; the installation itself has none. One query, or none."""
    wanted = {one.removeprefix("user:") for one in signatures if one.startswith("user:")}
    if not wanted:
        return {}
    return {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=wanted).values_list("pk", "name")}


def beside_of(series: Series, actor: Actor) -> list[Series]:
    """The series of the place to be read beside this one, as far as the person may see them. One query."""
    slugs = series.indicator.balancing
    if not slugs:
        return []
    rows = Series.objects.visible_to(actor).live().filter(place=series.place_id, indicator__slug__in=slugs)
    return list(rows.select_related("indicator", "place").order_by("indicator__name", "name"))


def why_alone(indicator: Indicator, beside: Sequence[Read]) -> str:
    """Why nothing stands beside a figure that needs it; empty where something does, or nothing need."""
    if beside or not (indicator.restrictive or indicator.balancing):
        return ""
    return indicator.no_balancing or _("This place does not collect what is to be read beside it yet.")


def _points(series: Series, notes: Sequence[Note], names: dict[str, str]) -> tuple[PointLine, ...]:
    at: dict[tuple[dt.date, int], list[NoteLine]] = defaultdict(list)
    for note in notes:
        is_cause = note.kind == NoteKind.KNOWN_CAUSE
        line = NoteLine(note.pk, note.on, note.order, note.words, is_cause, note.made_on, names.get(note.made_by, ""))
        at[note.on, note.order].append(line)
    corrected: dict[tuple[dt.date, int], int] = defaultdict(int)
    for on, order in Revision.objects.filter(series=series).values_list("on", "order"):
        corrected[on, order] += 1
    waiting = {(row.on, row.order): row.pk for row in FollowUp.objects.filter(series=series, settled_on__isnull=True)}
    return tuple(
        PointLine(
            on=row.on,
            order=row.order,
            when=periods.in_words(series.period, row.on),
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            comment=row.comment,
            left_out_why=row.left_out_why,
            recorded_on=row.recorded_on,
            corrected=corrected[row.on, row.order],
            notes=tuple(at.get((row.on, row.order), ())),
            follow_up=waiting.get((row.on, row.order)),
        )
        for row in Observation.objects.filter(series=series).order_by("on", "order")
    )

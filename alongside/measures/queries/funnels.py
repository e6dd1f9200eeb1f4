"""A place among others of its kind of which none is named: a funnel of the last twelve months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import ngettext
from alongside.measures.models import Observation, Series
from alongside.measures.queries.charts import seen_of, show_of
from alongside.measures.queries.readings import title_of
from alongside.measures.rules.leaving import Seen
from alongside.measures.rules.words import PROPORTIONS, Counts, Entry
from alongside.numerics import funnel as numbers
from alongside.numerics.disclosure import gate_table
from alongside.numerics.funnel import INNER, OUTER, Kind
from alongside.ui.drawing.chart_axis import Show
from alongside.ui.drawing.funnel import Dot, Funnel

LAST = dt.timedelta(days=366)
FEWEST_OTHERS = 5


@dataclass(frozen=True)
class FunnelPage:
    """A place among unnamed others that collect the same. `plot` is None where `why_not` says why.

    Attributes:
        since: the first day that is counted.
        others: how many other places collect it and have figures; `left_out` of them have too small numbers to draw.
        says: where one's own lies, in a sentence.
    """

    title: str
    series: Series
    since: dt.date
    others: int
    left_out: int
    plot: Funnel | None
    says: str
    why_not: str


@dataclass(frozen=True)
class _Sum:
    place: int
    part: float
    whole: float


def funnel_page(series: Series, *, actor: Actor, on: dt.date) -> FunnelPage:
    """A place's last twelve months beside those of the programme's other places of its kind. Two queries.

    What others counted passes the gate: a place with a number of 1 to 7 is not drawn, any other number is rounded.
    No place is named, and there is no order.
    """
    row = Series.objects.select_related("indicator", "place").get(pk=series.pk)
    since = on - LAST
    if row.entry != Entry.FRACTION or row.chart not in _COMPARABLE or seen_of(row, actor) is not Seen.WHOLE:
        why = _("Places of different size are compared only where figures say how many, and out of how many.")
        return FunnelPage(title_of(row), row, since, 0, 0, None, "", why)
    sums = _sums(row, since)
    own = next((one for one in sums if one.place == row.place_id), None)
    others = [one for one in sums if one.place != row.place_id]
    drawn, centre = _gated(sums, row.place_id)
    left_out = len(others) - len(drawn)
    if own is None or len(drawn) < FEWEST_OTHERS or centre is None:
        why = _(
            "There must be at least %(number)s other places with figures of the last twelve months, none of them too "
            "small, and your own. Otherwise one could tell who is who."
        ) % {"number": FEWEST_OTHERS}
        return FunnelPage(title_of(row), row, since, len(others), left_out, None, "", why)
    plot, says = _plot(row, own, drawn, centre)
    return FunnelPage(title_of(row), row, since, len(others), left_out, plot, says, "")


_COMPARABLE = {*PROPORTIONS, "u", "up", "i", "run"}


def _sums(row: Series, since: dt.date) -> list[_Sum]:
    """What each place of the same kind counted since a day. In no order that means anything."""
    programme = row.scope.split("/")[0] + "/"
    found = (
        Observation.objects.filter(
            series__indicator__slug=row.indicator.slug,
            series__indicator__scope=row.indicator.scope,
            series__name=row.name,
            series__entry=Entry.FRACTION,
            series__scope__startswith=programme,
            series__place__kind=row.place.kind,
            on__gte=since,
            left_out_on__isnull=True,
            denominator__gt=0,
            numerator__gte=0,
        )
        .values("series__place_id")
        .annotate(part=Sum("numerator"), whole=Sum("denominator"))
        .order_by("series__place_id")
    )
    return [_Sum(one["series__place_id"], one["part"], one["whole"]) for one in found]


def _gated(sums: Sequence[_Sum], own: int) -> tuple[tuple[Dot, ...], float | None]:
    """The other places as they may be seen, and the figure of all together, from totals rounded on their own."""
    parts = gate_table([round(one.part) for one in sums])
    wholes = gate_table([round(one.whole) for one in sums])
    dots = [
        Dot(whole.shown, part.shown / whole.shown)
        for one, part, whole in zip(sums, parts.cells, wholes.cells, strict=True)
        if one.place != own and part.shown is not None and whole.shown
    ]
    part, whole = parts.total.shown, wholes.total.shown
    return tuple(sorted(dots, key=lambda dot: dot.size)), None if part is None or not whole else part / whole


def _plot(row: Series, own: _Sum, drawn: tuple[Dot, ...], centre: float) -> tuple[Funnel, str]:
    is_part = row.chart in PROPORTIONS or row.indicator.counts in (Counts.PEOPLE, Counts.PERCENT)
    kind = Kind.PROPORTION if is_part and centre <= 1 and own.part <= own.whole else Kind.RATE
    mine = Dot(own.whole, own.part / own.whole)
    show = show_of(row)
    says = _says(mine, centre, kind, row.multiply, show)
    plot = Funnel(
        key=f"funnel-{row.pk}",
        title=title_of(row),
        said=f"{says} {_unnamed(len(drawn))}",
        kind=kind,
        centre=centre,
        own=mine,
        others=drawn,
        per=row.multiply,
        show=show,
        sizes=Show(unit=row.indicator.denominator[:40] or _("how many, out of which")),
    )
    return plot, says


def _says(mine: Dot, centre: float, kind: Kind, per: float, show: Show) -> str:
    inner = numbers.limits(centre, mine.size, kind=kind, level=INNER)
    outer = numbers.limits(centre, mine.size, kind=kind, level=OUTER)
    figure = show.figure_with_unit(mine.value * per)
    if inner.low <= mine.value <= inner.high:
        said = _("Your own figure (%(figure)s) lies within what chance alone explains for a place of your size.")
    elif outer.low <= mine.value <= outer.high:
        said = (
            _(
                "Your own figure (%(figure)s) lies somewhat above all together: of 20 places without any real "
                "difference, one would."
            )
            if mine.value > inner.high
            else _(
                "Your own figure (%(figure)s) lies somewhat below all together: of 20 places without any real "
                "difference, one would."
            )
        )
    else:
        said = (
            _(
                "Your own figure (%(figure)s) lies above all together by more than chance alone explains. "
                "Ask why, together."
            )
            if mine.value > inner.high
            else _(
                "Your own figure (%(figure)s) lies below all together by more than chance alone explains. "
                "Ask why, together."
            )
        )
    return said % {"figure": figure}


def _unnamed(n: int) -> str:
    said = ngettext(
        "%(number)s other place is drawn without a name.", "%(number)s other places are drawn without a name.", n
    )
    return said % {"number": n}

"""Indicators as people choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, opening
from alongside.measures.models import Indicator
from alongside.measures.rules.words import CHART_SAYS, COUNTS_SAYS, PERIOD_SAYS, Counts, Period, stays_inside
from alongside.numerics.spc.reading import Chart


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator that a place may use, in its newest edition."""

    id: UUID
    slug: str
    edition: str
    name: str
    theme: str
    definition: str
    unit: str
    own: bool
    restrictive: bool
    inside_only: bool


def indicators_for(scope: str, *, language: str = "en") -> tuple[IndicatorLine, ...]:
    """What a place may use: the library's and those of the places above it, by theme and name. One query.

    Of several editions the one published last is offered; a place's own takes no library one's place.
    """
    rows = Indicator.objects.in_scope(scope).filter(published_on__isnull=False, language=language)
    newest: dict[tuple[str, str], Indicator] = {}
    for row in rows.order_by("theme", "name", "published_on", "edition"):
        newest[row.scope, row.slug] = row
    lines = [
        IndicatorLine(
            id=row.pk,
            slug=row.slug,
            edition=row.edition,
            name=row.name,
            theme=row.theme,
            definition=row.definition,
            unit=row.unit,
            own=bool(row.scope),
            restrictive=row.restrictive,
            inside_only=stays_inside(counts=row.counts, chart=row.chart),
        )
        for row in newest.values()
    ]
    return tuple(sorted(lines, key=lambda line: (line.own, line.theme, line.name)))


@dataclass(frozen=True)
class IndicatorPage:
    """All that an indicator says, for one page: each part a heading and its words, the empty ones left out."""

    id: UUID
    name: str
    own: bool
    edition: str
    definition: str
    parts: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    no_balancing: str
    restrictive: bool


def indicator_chosen(pk: UUID | str) -> Indicator:
    """The indicator that was chosen from the offered ones. One query."""
    found: Indicator = Indicator.objects.get(pk=pk)
    return found


def indicator_page(scope: str, pk: UUID) -> IndicatorPage | None:
    """One indicator that a place may use, whole; None when it may not. Two queries."""
    row = Indicator.objects.in_scope(scope).filter(pk=pk, published_on__isnull=False).first()
    if row is None:
        return None
    beside = Indicator.objects.in_scope(scope).filter(slug__in=row.balancing, published_on__isnull=False)
    parts = (
        (_("In easy words"), row.easy),
        (_("Why it is worth knowing"), row.why),
        (_("What is counted"), row.numerator),
        (_("Out of what"), row.denominator),
        ("Unit", row.unit),
        (_("Which way is better"), _(_BETTER[row.direction])),
        (_("What it is a figure of"), opening(_(COUNTS_SAYS[Counts(row.counts)]))),
        (_("How often"), _("One figure for each %(period)s") % {"period": _(PERIOD_SAYS[Period(row.period)])}),
        (_("Chart"), _("XmR chart with the NHS rules") if row.profile == "nhs" else _(CHART_SAYS[Chart(row.chart)])),
        (_("How the limits begin"), row.baseline_rule),
        (_("What is aimed at"), "" if row.target is None else f"{row.target:g}"),
        (_("Where that aim comes from"), row.target_rule),
        (_("How it is collected"), row.collection),
        (_("What is known to go wrong"), row.problems),
        (_("Challenges it tells about"), ", ".join(code.removeprefix("c") for code in row.challenges)),
        ("Source", row.source),
        ("Licence", row.licence),
    )
    return IndicatorPage(
        id=row.pk,
        name=row.name,
        own=bool(row.scope),
        edition=row.edition,
        definition=row.definition,
        parts=tuple((heading, words) for heading, words in parts if words),
        beside=tuple(sorted(set(beside.values_list("name", flat=True)))),
        no_balancing=row.no_balancing,
        restrictive=row.restrictive,
    )


_BETTER = {
    "increase": gettext_noop("Up"),
    "decrease": gettext_noop("Down"),
    "neutral": gettext_noop("Neither: it is watched"),
}

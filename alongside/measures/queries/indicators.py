"""Indicators as people choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.measures.models import Indicator
from alongside.measures.rules.words import stays_inside


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

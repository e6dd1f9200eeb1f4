"""A programme in rounded figures, for those who see no single place: every number goes through one gate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.numerics.disclosure import Gated, gate_table
from alongside.programmes.models import Place


@dataclass(frozen=True)
class Figure:
    """One rounded number: what it counts, how it is shown."""

    what: str
    shown: str


@dataclass(frozen=True)
class FiguresPage:
    """The programme's rounded figures with the day they were counted for."""

    programme: str
    programme_url: str
    on: dt.date
    figures: tuple[Figure, ...]
    total: Figure


def figures_page(programme: Place, *, on: dt.date) -> FiguresPage:
    """Rounds of the programme by where they stand, rounded as everything that leaves a place is. Two queries."""
    counts = Round.objects.filter(scope__startswith=programme.scope).aggregate(
        running=Count("pk", filter=Q(state__in=[State.DRAFT, State.OPEN, State.CLOSED])),
        talked=Count("pk", filter=Q(state__in=[State.REVEALED, State.SHARED, State.MEETING])),
        both=Count("pk", filter=Q(state=State.AGREED, agreed_by="")),
        one=Count("pk", filter=Q(state=State.AGREED) & ~Q(agreed_by="")),
        ended=Count("pk", filter=Q(state__in=[State.CANCELLED, State.LAPSED])),
    )
    table = gate_table(tuple(counts.values()))
    words = (
        _("Rounds being prepared, open or closed"),
        _("Rounds revealed and being talked about"),
        _("Rounds agreed by both sides"),
        _("Rounds agreed by one side alone"),
        _("Rounds that were cancelled or lapsed"),
    )
    return FiguresPage(
        programme=programme.name,
        programme_url=programme.get_absolute_url(),
        on=on,
        figures=tuple(Figure(what, _said(cell)) for what, cell in zip(words, table.cells, strict=True)),
        total=Figure(_("All rounds, rounded on their own"), _said(table.total)),
    )


def _said(number: Gated) -> str:
    if number.shown is None:
        return _("fewer than %(fewer_than)s") % {"fewer_than": number.fewer_than}
    return "none" if number.shown == 0 else f"about {number.shown}"

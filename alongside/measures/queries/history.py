"""What the figures of a series were before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.measures.models import Revision, Series
from alongside.measures.queries.pages import names_of
from alongside.measures.rules import periods
from alongside.measures.rules.words import REPLACED, UNDONE

MOST = 500


@dataclass(frozen=True)
class HistoryLine:
    """One figure that was put right or taken out: of which period, what it was, until when, by whom and why."""

    when: str
    was: str
    until: dt.datetime
    by: str
    why: str


def history_of(series: Series) -> tuple[HistoryLine, ...]:
    """The figures of a series that were put right or taken out, the latest first, at most 500. Two queries."""
    rows = list(Revision.objects.filter(series=series).order_by("-replaced_at", "-pk")[:MOST])
    names = names_of([row.replaced_by for row in rows])
    return tuple(
        HistoryLine(
            when=periods.in_words(series.period, row.on),
            was=in_words(row.value, row.numerator, row.denominator),
            until=row.replaced_at,
            by=names.get(row.replaced_by, ""),
            why=_(row.why) if row.why in {REPLACED, UNDONE} else row.why,
        )
        for row in rows
    )


def in_words(value: float | None, numerator: float | None, denominator: float | None) -> str:
    """A figure as people read it: one number, one out of another, or none."""
    if value is not None:
        return f"{value:,.15g}"
    if numerator is None or denominator is None:
        return _("none")
    return _("%(numerator)s out of %(denominator)s") % {
        "numerator": f"{numerator:,.15g}",
        "denominator": f"{denominator:,.15g}",
    }

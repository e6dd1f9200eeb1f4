"""Two stretches of a chart beside each other, in words."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.core.words import ngettext
from alongside.measures.queries.charts import ChartPage, show_of
from alongside.measures.rules.comparing import Side, side
from alongside.measures.rules.leaving import Seen
from alongside.ui.drawing.chart_axis import Show

FEW = 6
"""With fewer figures than these on a side, nobody should rest much on it."""


def compared(page: ChartPage, first: str, second: str) -> tuple[Side, Side] | None:
    """Two stretches of a chart beside each other, by their keys; None where one of them is not there."""
    parts = {part.key: part for part in page.parts}
    if page.chart.seen is not Seen.WHOLE or first not in parts or second not in parts or first == second:
        return None
    return side(parts[first], page.figures), side(parts[second], page.figures)


def compared_in_words(page: ChartPage, first: str, second: str) -> str:
    """Two stretches beside each other in a sentence or two; empty where one of them is not there."""
    found = compared(page, first, second)
    if found is None:
        return ""
    one, other = found
    show = show_of(page.page.series)
    if one.mean is None or other.mean is None:
        empty = one if one.mean is None else other
        return _("There is no figure in %(stretch)s, so there is nothing to compare.") % {"stretch": _named(empty)}
    said = {
        "one": _named(one),
        "before": show.figure_with_unit(one.mean),
        "figures_before": _counted(one.figures),
        "other": _named(other),
        "after": show.figure_with_unit(other.mean),
        "figures_after": _counted(other.figures),
        "how": _how(show, other.mean - one.mean, same=show.figure(one.mean) == show.figure(other.mean)),
    }
    return " ".join(
        (
            _("In %(one)s the figures were %(before)s on average (%(figures_before)s).") % said,
            _("In %(other)s they were %(after)s (%(figures_after)s): %(how)s.") % said,
            *(
                [_("These are few figures, so do not rest much on it.")]
                if min(one.figures, other.figures) < FEW
                else []
            ),
            _("Whether that is more than chance is for the sentence at the top to say."),
        )
    )


def _how(show: Show, difference: float, *, same: bool) -> str:
    if same:
        return _("the same")
    said = _("%(difference)s higher") if difference > 0 else _("%(difference)s lower")
    return said % {"difference": show.figure(abs(difference))}


def _named(side: Side) -> str:
    return _("“%(name)s”") % {"name": side.name} if side.is_band else _("the time %(name)s") % {"name": side.name}


def _counted(n: int) -> str:
    return _("one figure") if n == 1 else ngettext("%(n)s figure", "%(n)s figures", n) % {"n": n}

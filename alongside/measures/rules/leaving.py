"""What of a chart leaves its place (rule 12): all of it, its verdict, or nothing.

Until figures are rounded by the gate, of a series that counts people or incidents only the icon and the sentence
leave the place; a chart of single incidents (T, G) does not leave it at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from alongside.measures.rules.words import SINGLE_EVENTS, stays_inside


class Seen(Enum):
    """How much of a chart somebody may see."""

    WHOLE = "whole"
    VERDICT = "verdict"
    NOTHING = "nothing"


def seen(*, at: str, by: Iterable[str], counts: str, chart: str) -> Seen:
    """How much of a series' chart may be seen.

    Args:
        at: the scope of the series, such as `p1/s9/t2/`.
        by: the scopes at which the person may see charts.
        counts, chart: what its indicator counts, and how it is drawn.

    Returns:
        All of it for people of the place, of its site or of the team itself; somebody whose right hangs on the
        programme stands outside of every site in it.
    """
    if not stays_inside(counts=counts, chart=chart) or any(_holds_inside(scope, at) for scope in by):
        return Seen.WHOLE
    return Seen.NOTHING if chart in SINGLE_EVENTS else Seen.VERDICT


def reaches_inside(scope: str) -> bool:
    """Whether people of this place belong to the places below it too: a site's do, a programme's do not."""
    return scope.count("/") >= 2  # `p1/` is a programme, `p1/s9/` a site in it


def _holds_inside(scope: str, at: str) -> bool:
    return at.startswith(scope) and (reaches_inside(scope) or scope == at)

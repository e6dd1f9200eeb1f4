"""Pure words and decisions about editions: what a relation between two items means, and what may be compared."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.core.words import gettext_noop

RELATION_SAYS = {
    "EQUAL": gettext_noop("means the same"),
    "BROADER": gettext_noop("asks for more"),
    "NARROWER": gettext_noop("asks for less"),
    "OVERLAPS": gettext_noop("is partly the same"),
    "NEW": gettext_noop("is new"),
    "RETIRED": gettext_noop("is no longer asked"),
}
"""How the newer item relates to the older one, as people read it."""

SERIES_SAYS = {
    "CONTINUOUS": gettext_noop("A trend line may run across."),
    "BREAK": gettext_noop("A trend line stops here and a new one begins."),
}
"""Whether results in the two editions may stand on one line."""


def trend_may_run_across(relation: str, series: str) -> bool:
    """Only where the two items ask for the same thing, and the crosswalk says so."""
    return relation == "EQUAL" and series == "CONTINUOUS"


def scopes_above(scope: str) -> list[str]:
    """The scope itself and all above it, the installation (`""`) first: whose content a place may use."""
    parts = [part for part in scope.split("/") if part]
    return ["", *("/".join(parts[: count + 1]) + "/" for count in range(len(parts)))]


def programmes_in(scopes: Iterable[str]) -> tuple[str, ...]:
    """The paths of the programmes in which these places stand, each once."""
    return tuple(dict.fromkeys(scope.split("/", 1)[0] + "/" for scope in scopes if scope))

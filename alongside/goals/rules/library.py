"""What a library of tried ideas says of those that are close. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, in_a_row, ngettext
from alongside.goals.rules.cycles import Outcome

CLOSE = 0.5
"""Half of the shorter text's stems must be shared before an idea is called close."""
OFFERED = 3
_SAID = {
    Outcome.ADOPTED: gettext_noop("%(number)s kept it"),
    Outcome.ADAPTED: gettext_noop("%(number)s adapted it"),
    Outcome.ABANDONED: gettext_noop("%(number)s stopped"),
}


def latest_by_team(tried: Iterable[tuple[int, str, object]]) -> dict[int, str]:
    """What each team did in the end, from (team, outcome, day): of several close ideas the latest speaks."""
    found: dict[int, tuple[str, str]] = {}
    for team, outcome, day in tried:
        told = (str(day), outcome)
        found[team] = max(found.get(team, told), told)
    return {team: outcome for team, (*_day, outcome) in found.items()}


def said_of(outcomes: Iterable[str]) -> str:
    """How many teams tried something close and what they made of it; nothing when none did."""
    each = list(outcomes)
    if not each:
        return ""
    counts = [(each.count(outcome), words) for outcome, words in _SAID.items()]
    told = in_a_row(_(words) % {"number": count} for count, words in counts if count)
    said = ngettext(
        "%(number)s team tried something close: %(told)s.",
        "%(number)s teams tried something close: %(told)s.",
        len(each),
    )
    return said % {"number": len(each), "told": told}

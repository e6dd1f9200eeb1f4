"""What a library of tried ideas says of those that are close. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.goals.rules.cycles import Outcome

CLOSE = 0.5
"""Half of the shorter text's stems must be shared before an idea is called close."""
OFFERED = 3
_SAID = {Outcome.ADOPTED: "kept it", Outcome.ADAPTED: "adapted it", Outcome.ABANDONED: "stopped"}


def latest_by_team(tried: Iterable[tuple[int, str, object]]) -> dict[int, str]:
    """What each team did in the end, from (team, outcome, day): of several close ideas the latest speaks."""
    found: dict[int, tuple[str, str]] = {}
    for team, outcome, day in tried:
        told = (str(day), outcome)
        found[team] = max(found.get(team, told), told)
    return {team: outcome for team, (_, outcome) in found.items()}


def said_of(outcomes: Iterable[str]) -> str:
    """How many teams tried something close and what they made of it; nothing when none did."""
    each = list(outcomes)
    if not each:
        return ""
    counts = [(each.count(outcome), words) for outcome, words in _SAID.items()]
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"{len(each)} {'team' if len(each) == 1 else 'teams'} tried something close: {told}."

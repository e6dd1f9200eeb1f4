"""Lines of lists that several first pages share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.assessments import rules as rounds
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.programmes.models import Place


@dataclass(frozen=True)
class RoundLine:
    """One round in a list; `counts` says per voice how many have answered, where that may be said."""

    name: str
    place: str
    state: str
    says: str
    url: str
    on: dt.date
    counts: str = ""


@dataclass(frozen=True)
class PlaceLine:
    """One place in a list, and what is said of it: what somebody is there, when its last round was."""

    name: str
    says: tuple[str, ...]
    url: str  # empty where this person may not open it
    first: tuple[str, ...] = ()


SAYS = {
    State.DRAFT: gettext_noop("Being prepared"),
    State.OPEN: gettext_noop("Open for answers"),
    State.CLOSED: gettext_noop("Closed, waits for its two keys"),
    State.REVEALED: gettext_noop("Revealed to the two who turned the keys"),
    State.SHARED: gettext_noop("Shared, waits for the joint meeting"),
    State.MEETING: gettext_noop("Being agreed"),
    State.AGREED: gettext_noop("Agreed"),
    State.CANCELLED: gettext_noop("Cancelled"),
    State.LAPSED: gettext_noop("Lapsed: its answers were deleted unseen"),
}


def round_line(row: Round, *, place: str = "", counts: str = "") -> RoundLine:
    """A round as one line; the result, where there is one, else the round itself."""
    shared = row.state in rounds.SHARED_OR_LATER
    url = f"/rounds/{row.pk}/result/" if shared else f"/rounds/{row.pk}/"
    on = row.closes_on if row.state == State.OPEN else row.agreed_on or row.shared_on or row.ended_on or row.drafted_on
    says = _(SAYS[State(row.state)])
    if row.state == State.SHARED and row.edition.purpose:
        says = "Shared"  # one that looks for a list of one's own has no meeting
    return RoundLine(row.name, place, row.state, says, url, on, counts)


def called(place: Place, *, from_above: bool) -> str:
    """A place's name; a team's with its site's for whoever looks from above, where many teams have one name."""
    if from_above and place.kind == Place.Kind.TEAM and place.parent is not None:
        return f"{place.name}, {place.parent.name}"
    return place.name

"""What is held about a person as somebody who enters and reads figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.core.holdings import Holding, Holds, Person, gathered

_SERIES = "series__indicator__name"
HOLDS = (
    Holds(
        "measures.Observation",
        _("Figures that you entered"),
        by=("recorded_by",),
        shows=(_SERIES, "on", "value", "comment"),
        theirs={"comment": "recorded_by"},
    ),
    Holds(
        "measures.Revision",
        _("Figures that you put right"),
        by=("replaced_by",),
        shows=(_SERIES, "on", "value", "why", "replaced_at"),
        theirs={"why": "replaced_by"},
    ),
    Holds(
        "measures.Note",
        _("Notes on charts"),
        by=("made_by",),
        shows=(_SERIES, "on", "words", "made_on"),
        theirs={"words": "made_by"},
    ),
    Holds(
        "measures.FollowUp",
        _("Points of a chart that somebody is to look into"),
        by=("asked_by", "settled_by"),
        shows=(_SERIES, "on", "why", "asked_on", "settled_on", "outcome"),
        theirs={"why": "asked_by", "outcome": "settled_by"},
    ),
    Holds(
        "measures.Rebase",
        _("Where you began a chart anew"),
        by=("made_by",),
        shows=(_SERIES, "from_on", "why", "made_on"),
        theirs={"why": "made_by"},
    ),
    Holds("measures.Band", _("Bands that you drew on charts"), by=("made_by",), shows=("name", "from_on", "made_on")),
    Holds("measures.ImportBatch", _("Files of figures that you brought in"), by=("owner",), shows=("name",)),
)
NOT_HELD: dict[str, str] = {}


def held_about(person: Person) -> Iterator[Holding]:
    """One query for each table."""
    return gathered(HOLDS, person)

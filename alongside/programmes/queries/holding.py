"""What is held about a person as somebody who belongs to places."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.core.holdings import Holding, Holds, Person, gathered

_ABOUT = ("membership__user", "asked_by", "settled_by")
HOLDS = (
    Holds(
        "programmes.Membership",
        _("Where you belong, and as what"),
        by=("user",),
        shows=("place__name", "role", "voices", "began_on", "ended_on", "end_reason"),
    ),
    Holds(
        "programmes.Removal",
        _("Wishes to end or change a membership"),
        by=_ABOUT,
        shows=("change", "role", "voices", "reason", "asked_on", "settled_on", "agreed"),
        theirs={"reason": "asked_by"},
    ),
    Holds(
        "programmes.VoiceRequest",
        _("Wishes to speak in a voice"),
        by=_ABOUT,
        shows=("voices", "asked_on", "settled_on", "agreed"),
    ),
    Holds(
        "programmes.Deputy",
        _("Who stands in for whom"),
        by=("user", "lead__user", "named_by"),
        shows=("side", "voices", "from_on", "until_on", "ended_on"),
    ),
    Holds("programmes.Away", _("When you are away"), by=("user",), shows=("from_on", "until_on")),
)
NOT_HELD = {"programmes.Deputy.through_id": "It is the deputy's own membership, listed above."}


def held_about(person: Person) -> Iterator[Holding]:
    """One query for each table."""
    return gathered(HOLDS, person)

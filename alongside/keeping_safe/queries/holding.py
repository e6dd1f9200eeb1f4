"""What is held about a person as somebody to turn to, and as one who looks at reported words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.core.holdings import Holding, Holds, Person, gathered

HOLDS = (
    Holds(
        "keeping_safe.Contact",
        _("Where you are named as somebody to turn to"),
        by=("user",),
        by_email=("email",),
        shows=("place__name", "kind", "name", "phone", "email"),
    ),
    Holds("keeping_safe.Talk", _("Requests for a talk with you"), by=("user",), shows=("to", "asked_on", "seen_on")),
    Holds("keeping_safe.Case", _("Reported words that you hid"), by=("hidden_by",), shows=("state", "hidden_on")),
    Holds(
        "keeping_safe.Say", _("What you said should become of hidden words"), by=("user",), shows=("verdict", "said_on")
    ),
)
NOT_HELD = {
    "keeping_safe.Talk.sealed": "Somebody else's words, encrypted for whoever they asked.",
    "keeping_safe.Report.words": "Who reported something is not kept.",
    "keeping_safe.Part.sealed": "Hidden words are encrypted until two people have decided.",
}


def held_about(person: Person) -> Iterator[Holding]:
    """One query for each table."""
    return gathered(HOLDS, person)

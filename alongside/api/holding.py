"""What is held about a person as somebody for whom programs enter figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.core.holdings import Holding, Holds, Person, gathered

HOLDS = (
    Holds(
        "api.Token",
        _("Tokens with which programs enter figures for you"),
        by=("user",),
        shows=("name", "made_on", "expires_on", "ended_on"),
    ),
)
NOT_HELD: dict[str, str] = {}


def held_about(person: Person) -> Iterator[Holding]:
    """One query."""
    return gathered(HOLDS, person)

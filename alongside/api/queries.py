"""A person's tokens, and whose token a word is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from alongside.access.policy import Actor
from alongside.api.models import Token
from alongside.programmes.queries import actor_from_afar


@dataclass(frozen=True)
class TokenLine:
    """One token of a person, as their page lists it."""

    id: UUID
    name: str
    made_on: dt.date
    expires_on: dt.date
    ended_on: dt.date | None
    live: bool


def tokens_of(actor: Actor, *, on: dt.date) -> tuple[TokenLine, ...]:
    """The tokens of a person, the live ones first, then the newest. One query."""
    rows = Token.objects.visible_to(actor).order_by("-made_on", "name", "pk")
    lines = [
        TokenLine(
            row.pk, row.name, row.made_on, row.expires_on, row.ended_on, row.ended_on is None and row.expires_on >= on
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: not line.live))


def actor_with(mark: str, *, on: dt.date) -> Actor | None:
    """The person whose live token has this mark, with the rights they hold today. Two queries.

    Nobody for whoever belongs nowhere any more: their tokens open nothing, not even an empty list.
    """
    token = Token.objects.live(on).filter(mark=mark).select_related("user").first()
    actor = actor_from_afar(token.user) if token else None
    return actor if actor and actor.grants else None

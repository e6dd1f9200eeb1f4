"""What became of a request for a talk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.access.policy import Actor
from alongside.core.seal import CannotUnseal, unseal
from alongside.keeping_safe import codes
from alongside.keeping_safe.models import Talk
from alongside.programmes.models import Place

PURPOSE = "talk"


@dataclass(frozen=True)
class TalkLine:
    """A request that waits for somebody's account: the day, the place, and what was written."""

    id: UUID
    row: Talk
    place: str
    words: str


def talk_of(code: str) -> Talk | None:
    """The request that a code belongs to. One query."""
    return Talk.objects.filter(mark=codes.mark(code)).first()


def talk_by_word(word: str) -> Talk | None:
    """The request that the link in a contact's letter belongs to. One query."""
    return Talk.objects.filter(seen_mark=codes.word_mark(word)).first()


def talks_for(actor: Actor) -> tuple[TalkLine, ...]:
    """What waits for this person to be seen, the oldest first. Two queries."""
    rows = list(Talk.objects.visible_to(actor).filter(seen_on__isnull=True).order_by("asked_on", "pk"))
    names = dict(Place.objects.filter(scope__in={row.scope for row in rows}).values_list("scope", "name"))
    return tuple(TalkLine(row.pk, row, names.get(row.scope, ""), _words(row)) for row in rows)


def _words(row: Talk) -> str:
    if row.sealed is None:
        return ""
    try:
        return unseal(row.sealed, purpose=PURPOSE)
    except CannotUnseal:
        return ""


def how_many_wait(actor: Actor) -> int:
    """How many requests wait for this person to be seen. One query."""
    return Talk.objects.visible_to(actor).filter(seen_on__isnull=True).count()

"""What the acts of this room share: words as they are kept, voices of the place, the one audit row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.refusals import Refusal
from alongside.frameworks.models import Voice
from alongside.goals.services.ledger import refusals
from alongside.programmes.models import Place


def of_a_place(place: Place) -> Place:
    """The place, a site or a team. Refuses a programme."""
    if place.kind == Place.Kind.PROGRAMME:
        raise refusals.NotALedgersPlace
    return place


def of_the_place(voice: str, scope: str) -> str:
    """A voice that the place has. Refuses any other."""
    if not voice or not Voice.objects.in_scope(scope).filter(code=voice).exists():
        raise refusals.VoiceIsMissing
    return voice


def worded(words: str, *, most: int, missing: type[Refusal] | None = refusals.WordsMissing) -> str:
    """What was said, trimmed. Refuses more than is kept, and nothing at all unless that is fine (`missing` None)."""
    kept = words.replace("\r\n", "\n").strip()
    if not kept and missing is not None:
        raise missing
    if len(kept) > most:
        raise refusals.WordsTooMany
    return kept


def record(
    action: str, subject: str, key: UUID | int, *, scope: str, by: Doer, at: dt.datetime,
    changes: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """The one audit row of an act."""
    audit.record(action, by=by, at=at, scope=scope, subject=f"{subject}:{key}", changes=changes)

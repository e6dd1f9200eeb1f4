"""A file of a programme's own as it would look: in the browser of lists, and to whoever answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside import content
from alongside.assessments.queries.rating import Question, as_asked
from alongside.content import Own
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import OwnDraft
from alongside.frameworks.queries import EditionPage, VoiceCard


@dataclass(frozen=True)
class WalkLine:
    """One link of a crosswalk that waits to be published."""

    older: str
    newer: str
    relation: str
    runs_across: bool
    reason: str


@dataclass(frozen=True)
class Foreseen:
    """What a file would be once published: an edition, or voices, or how two lists relate."""

    own: Own
    edition: EditionPage | None
    voices: tuple[VoiceCard, ...]
    walk: tuple[WalkLine, ...]
    not_asked: tuple[str, ...]
    """Voices of the programme that this edition has no question for: they are asked by its title."""


def foreseen(draft: OwnDraft, *, on: dt.date) -> Foreseen:
    """A file as it would be once published on a day. Two queries at most."""
    own = content.read_own(draft.text, name=draft.name)
    edition, not_asked = None, []
    if own.edition:
        there = frameworks.voices(draft.scope, language=own.edition.language)
        edition = frameworks.foreseen(own.edition, voices=there, on=on)
        not_asked = [card.name for card in there if edition.stages and card.code not in own.edition.shape.voices]
    links = own.crosswalk.shape.links if own.crosswalk else ()
    return Foreseen(
        own=own,
        edition=edition,
        voices=tuple(frameworks.voice_card(entry.shape) for entry in own.voices),
        walk=tuple(
            WalkLine(link.older or "", link.newer or "", link.relation, link.series == "continuous", link.reason)
            for link in links
        ),
        not_asked=tuple(not_asked),
    )


def asked_as(edition: EditionPage, number: int, *, voice: str, easy: bool) -> Question | None:
    """One item as a voice would be asked it. No query."""
    item = next((item for item in edition.items if item.number == number), None)
    return as_asked(item, voice, edition, easy=easy) if item and edition.stages else None

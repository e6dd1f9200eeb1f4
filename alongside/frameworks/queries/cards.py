"""What the reads give: frozen, finished data about editions, items, voices and crosswalks, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alongside.access.permissions import Side


@dataclass(frozen=True)
class VoiceCard:
    """One voice as people meet it."""

    id: int
    code: str
    side: Side
    order: int
    name: str
    short: str
    says: str
    easy: str
    language: str = "en"


@dataclass(frozen=True)
class StageCard:
    """One stage of the scale."""

    id: int
    code: str
    value: int
    name: str
    explanation: str
    easy: str


@dataclass(frozen=True)
class DescriptorCard:
    """What one stage of one item looks like."""

    stage: StageCard
    text: str


@dataclass(frozen=True)
class QuestionCard:
    """The question one voice is asked about one item."""

    voice: VoiceCard
    ask: str
    easy: str


@dataclass(frozen=True)
class HelpCard:
    """A page outside where an item can be watched, read in easy words (`easy_read`) or interpreted."""

    kind: str
    language: str
    address: str


@dataclass(frozen=True)
class ItemCard:
    """One item with everything that is said about it. Descriptors by stage, questions in the order of voices."""

    id: int
    number: int
    code: str
    group: str
    title: str
    short: str
    explanation: str
    easy: str
    citation: str
    moves_from: str
    moves_to: str
    descriptors: tuple[DescriptorCard, ...]
    questions: tuple[QuestionCard, ...]
    dissent: str = ""
    helps: tuple[HelpCard, ...] = ()

    def question_for(self, voice: str) -> QuestionCard | None:
        """The question for one voice, by its code."""
        return next((question for question in self.questions if question.voice.code == voice), None)


@dataclass(frozen=True)
class GroupCard:
    """A heading with the items that stand under it."""

    code: str
    title: str
    explanation: str
    easy: str
    items: tuple[ItemCard, ...]


@dataclass(frozen=True)
class EditionLine:
    """One edition in a list."""

    id: int
    slug: str
    framework: str
    label: str
    year: int
    name: str
    what_for: str
    easy: str
    items: int
    can_be_rated: bool
    source: str
    is_own: bool = False


@dataclass(frozen=True)
class EditionPage:
    """One edition, whole. `words` says which parts are quoted and which are ours."""

    id: int
    slug: str
    framework: str
    label: str
    year: int
    language: str
    name: str
    what_for: str
    easy: str
    source: str
    source_url: str
    held_by: str
    licence: str
    licence_ours: str
    words: dict[str, str]
    checksum: str
    published_on: Any
    stages: tuple[StageCard, ...]
    voices: tuple[VoiceCard, ...]
    groups: tuple[GroupCard, ...]
    items: tuple[ItemCard, ...]
    scope: str = ""
    purpose: str = ""

    @property
    def can_be_rated(self) -> bool:
        """Whether a round can ask about it: it has stages."""
        return bool(self.stages)

    def item(self, code: str) -> ItemCard | None:
        """One item by its code."""
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True)
class Link:
    """How one newer item relates to one older one, in codes and in words."""

    older: ItemCard | None
    newer: ItemCard | None
    relation: str
    relation_says: str
    series: str
    series_says: str
    runs_across: bool
    reason: str


@dataclass(frozen=True)
class CrosswalkPage:
    """Two editions and how their items relate, in the order of the newer one's items, retired ones last."""

    older: EditionPage
    newer: EditionPage
    links: tuple[Link, ...]

    @property
    def continuous(self) -> dict[str, str]:
        """For each newer item across whose change a trend line may run: the older item, both by code."""
        return {
            link.newer.code: link.older.code for link in self.links if link.runs_across and link.newer and link.older
        }

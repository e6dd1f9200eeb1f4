"""Reads: editions, their items, voices and crosswalks, and what a programme writes for itself."""

from alongside.frameworks.queries.cards import (
    CrosswalkPage,
    DescriptorCard,
    EditionLine,
    EditionPage,
    GroupCard,
    HelpCard,
    ItemCard,
    Link,
    QuestionCard,
    StageCard,
    VoiceCard,
)
from alongside.frameworks.queries.own import DraftLine, drafts_of, foreseen, voice_card
from alongside.frameworks.queries.reading import (
    crosswalk,
    edition_page,
    editions,
    editions_of,
    frameworks_to_compare,
    seen_by,
    side_by_side,
    voices,
    voices_by_programme,
)

__all__ = [
    "CrosswalkPage",
    "DescriptorCard",
    "DraftLine",
    "EditionLine",
    "EditionPage",
    "GroupCard",
    "HelpCard",
    "ItemCard",
    "Link",
    "QuestionCard",
    "StageCard",
    "VoiceCard",
    "crosswalk",
    "drafts_of",
    "edition_page",
    "editions",
    "editions_of",
    "foreseen",
    "frameworks_to_compare",
    "seen_by",
    "side_by_side",
    "voice_card",
    "voices",
    "voices_by_programme",
]

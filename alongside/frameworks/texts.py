"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS = (Texts("frameworks.OwnDraft", "a file of a programme's own", {"name": "its name"}),)

_PUBLISHED = "published content with its source, looked over before it is published, and never changed after"
_DRAFT = "an edition in the making: whoever writes it changes or deletes it at once"
_COLUMNS = {
    "Framework": (),
    "Edition": ("label", "source", "source_url", "held_by", "licence", "licence_ours", "words"),
    "Group": ("code",),
    "Item": ("code", "citation"),
    "Stage": ("code",),
    "CrosswalkLink": ("reason",),
    "Voice": ("code",),
    "VoiceText": ("name", "short", "says", "easy"),
    "Wording": ("name", "what_for", "easy"),
    "GroupText": ("title", "explanation", "easy"),
    "ItemText": ("title", "moves_from", "moves_to", "short", "explanation", "easy", "dissent", "helps"),
    "StageText": ("name", "explanation", "easy"),
    "Descriptor": ("text",),
    "VoiceQuestion": ("ask", "easy"),
}
NOT_WORDS = {f"frameworks.{table}": dict.fromkeys(columns, _PUBLISHED) for table, columns in _COLUMNS.items()}
NOT_WORDS["frameworks.OwnDraft"] = dict.fromkeys(("called", "text"), _DRAFT)

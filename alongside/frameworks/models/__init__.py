"""Frameworks, their editions, what these say in each language, voices, and crosswalks.

What is published cannot change: these classes refuse it with a sentence, and triggers (guards.py) refuse it
to whoever comes past them.
"""

from alongside.frameworks.models.crosswalks import Crosswalk, CrosswalkLink
from alongside.frameworks.models.editions import Edition, Framework, Group, Item, Stage
from alongside.frameworks.models.own import OwnDraft
from alongside.frameworks.models.sealing import PublishedForGood, Sealed, SealedQuerySet
from alongside.frameworks.models.voices import Voice, VoiceText
from alongside.frameworks.models.wordings import Descriptor, GroupText, ItemText, StageText, VoiceQuestion, Wording

__all__ = [
    "Crosswalk", "CrosswalkLink", "Descriptor", "Edition", "Framework", "Group", "GroupText", "Item", "ItemText",
    "OwnDraft", "PublishedForGood", "Sealed", "SealedQuerySet", "Stage", "StageText", "Voice", "VoiceQuestion",
    "VoiceText", "Wording",
]  # fmt: skip

"""What Alongside says: frameworks, voices, crosswalks and retention, as YAML that is locked once published.

Knows no Django. `load()` reads everything and refuses what is wrong with the file, the line and a sentence.
"""

from alongside.content.definitions import DefinedShape, IndicatorShape
from alongside.content.errors import ContentError, Problem
from alongside.content.library import (
    FOLDER,
    Entry,
    Library,
    load,
    read_edition,
    read_indicators,
    read_voices,
    worked_examples,
)
from alongside.content.lock import lock_new, locked
from alongside.content.retention import Retention, retention
from alongside.content.shapes import CrosswalkShape, EditionShape, ItemShape, VoiceShape
from alongside.content.worked import WorkedShape

__all__ = [
    "FOLDER",
    "ContentError",
    "CrosswalkShape",
    "DefinedShape",
    "EditionShape",
    "Entry",
    "IndicatorShape",
    "ItemShape",
    "Library",
    "Problem",
    "Retention",
    "VoiceShape",
    "WorkedShape",
    "load",
    "lock_new",
    "locked",
    "read_edition",
    "read_indicators",
    "read_voices",
    "retention",
    "worked_examples",
]

"""What Alongside says: frameworks, voices, crosswalks and retention, as YAML that is locked once published.

Knows no Django. `load()` reads everything and refuses what is wrong with the file, the line and a sentence.
"""

from alongside.content.definitions import DefinedShape, IndicatorShape
from alongside.content.errors import ContentError, Problem
from alongside.content.library import (
    FOLDER,
    Entry,
    Library,
    crosswalk_problems,
    load,
    read_crosswalk,
    read_edition,
    read_indicators,
    read_voices,
    worked_examples,
)
from alongside.content.lock import lock_new, locked
from alongside.content.own import MOST_BYTES, Kind, Own, read_own, starter
from alongside.content.retention import Retention, retention
from alongside.content.shapes import CrosswalkShape, EditionShape, ItemShape, VoiceShape
from alongside.content.worked import WorkedShape

__all__ = [
    "FOLDER",
    "MOST_BYTES",
    "ContentError",
    "CrosswalkShape",
    "DefinedShape",
    "EditionShape",
    "Entry",
    "IndicatorShape",
    "ItemShape",
    "Kind",
    "Library",
    "Own",
    "Problem",
    "Retention",
    "VoiceShape",
    "WorkedShape",
    "crosswalk_problems",
    "load",
    "lock_new",
    "locked",
    "read_crosswalk",
    "read_edition",
    "read_indicators",
    "read_own",
    "read_voices",
    "retention",
    "starter",
    "worked_examples",
]

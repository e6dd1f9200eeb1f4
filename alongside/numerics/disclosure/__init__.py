"""What may be kept and shown of a round's answers, so that nobody's own answer can be worked out."""

from alongside.numerics.disclosure.counts import Side, Silence, VoiceCounts
from alongside.numerics.disclosure.gate import Gated, GatedTable, gate, gate_table
from alongside.numerics.disclosure.keeping import FULL, MINIMUM, Sizes, closeness, gaps, keep, open_view
from alongside.numerics.disclosure.kept import Kept, KeptGroup, Level, Told, Word

__all__ = [
    "FULL",
    "MINIMUM",
    "Gated",
    "GatedTable",
    "Kept",
    "KeptGroup",
    "Level",
    "Side",
    "Silence",
    "Sizes",
    "Told",
    "VoiceCounts",
    "Word",
    "closeness",
    "gaps",
    "gate",
    "gate_table",
    "keep",
    "open_view",
]

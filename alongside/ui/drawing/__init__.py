"""Pictures as SVG text, without Django: any page, report or command may use them.

Lived experience is drawn above the line and filled, profession below it and hollow, each voice in its own shape,
so that the two can be told apart in grey, in print and by place alone.
"""

from alongside.ui.drawing.row import Group, Level, Row, Side, Word
from alongside.ui.drawing.shapes import shape
from alongside.ui.drawing.spread import band_sample, bracket_sample, ghost_sample, marker, spread_row
from alongside.ui.drawing.words import in_words, picture_in_words, said_of, unseen_in_words

__all__ = [
    "Group",
    "Level",
    "Row",
    "Side",
    "Word",
    "band_sample",
    "bracket_sample",
    "ghost_sample",
    "in_words",
    "marker",
    "picture_in_words",
    "said_of",
    "shape",
    "spread_row",
    "unseen_in_words",
]

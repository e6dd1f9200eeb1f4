"""What a reveal row is told: how each group answered one item, at whatever size may be shown."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["lived_experience", "profession"]
Level = Literal["NOTHING", "TOO_FEW", "MIDDLE", "BAND", "SPREAD", "OPEN"]
Word = Literal["close", "spread"]

MARKS_AT_MOST = 300
"""People at one stage above which bars are drawn in place of marks, with the numbers in words."""

_NEEDS = {"MIDDLE": ("middle", "word"), "BAND": ("band",), "SPREAD": ("n", "spread"), "OPEN": ("n", "spread")}


@dataclass(frozen=True, kw_only=True)
class Group:
    """One voice's answers to one item, or one side's as a whole.

    Attributes:
        voice_code: code of the voice, or of the side; it decides the shape.
        label: the voice as people read it.
        side: above the line (lived experience) or below it (profession).
        level: how much may be shown. NOTHING: nobody gave a stage. TOO_FEW: too few to show.
        n: people who gave a stage (SPREAD, OPEN).
        spread: people per stage (SPREAD, OPEN).
        middle: lower and upper middle answer, stages from 0; the same twice unless it lies between two.
        word: whether the answers lie close or spread (MIDDLE).
        band: two stages, in one of which nearly everybody stands (BAND).

    Raises:
        ValueError: what its level shows is missing.
    """

    voice_code: str
    label: str
    side: Side
    level: Level
    n: int | None = None
    spread: tuple[int, ...] | None = None
    middle: tuple[int, int] | None = None
    word: Word | None = None
    band: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        missing = [name for name in _NEEDS.get(self.level, ()) if getattr(self, name) is None]
        if missing:
            message = f"{self.voice_code} at level {self.level} lacks {', '.join(missing)}"
            raise ValueError(message)

    @property
    def can_be_drawn(self) -> bool:
        """Whether there is anything to draw; else words stand in its place."""
        return self.level not in ("NOTHING", "TOO_FEW")

    @property
    def says_all(self) -> bool:
        """Whether the picture alone shows everything that is known of the group."""
        return self.level in ("SPREAD", "OPEN") and max(self.spread or (0,)) <= MARKS_AT_MOST

    @property
    def middle_at(self) -> float | None:
        """Where the middle answer stands on the scale, in stages."""
        return None if self.middle is None else (self.middle[0] + self.middle[1]) / 2


@dataclass(frozen=True, kw_only=True)
class Row:
    """One item of a reveal: its groups in the order of the programme, and last round's beside them.

    Attributes:
        key: unique on the page, of letters, digits and hyphens; the ids inside the picture begin with it.
        title: the item, for the picture's name.
        stages: the words of the scale, left to right.
        groups: this round's.
        before: last round's, matched to this round's by voice code.
        language: what title and stages are written in.
    """

    key: str
    title: str
    stages: tuple[str, ...]
    groups: tuple[Group, ...]
    before: tuple[Group, ...] = ()
    language: str = "en"

    def earlier(self, group: Group) -> Group | None:
        """The same group in the last round, where it can be drawn."""
        return next((old for old in self.before if old.voice_code == group.voice_code and old.can_be_drawn), None)

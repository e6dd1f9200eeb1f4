"""What a row of the result holds, as finished data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.assessments import tongues
from alongside.core.words import gettext as _
from alongside.frameworks.queries import ItemCard
from alongside.numerics import ordinal
from alongside.ui import drawing


@dataclass(frozen=True)
class Distance:
    """How far two groups stand apart on one item: in few words, in a sentence, and how sure that is."""

    a: str
    b: str
    pair: str
    label: str
    sentence: str
    uncertainty: str
    measure: str
    fewest: float
    most: float
    estimate: float
    across: bool

    @property
    def is_gap(self) -> bool:
        return self.fewest >= ordinal.GAP

    @property
    def width(self) -> tuple[float, float, float]:
        """What rows are put in order by: the certain distance first."""
        return (self.fewest, self.most, abs(self.estimate))


@dataclass(frozen=True)
class Said:
    """Words that somebody offered and two people let be shown; `who` is empty where no name may stand beside them.

    `translation` is what a reader says they mean; `language` is then what they were written in.
    """

    words: str
    who: str
    language: str = ""
    translation: str = ""
    id: UUID | None = None

    @property
    def direction(self) -> str:
        return tongues.direction(self.language)


@dataclass(frozen=True)
class GapLine:
    """A gap that was opened on an item, and where it stands."""

    id: str
    outcome: str
    words: str
    is_settled: bool
    waits: bool


@dataclass(frozen=True)
class GroupLine:
    """One group on one item, in words: for the table, and for what was said besides the stages."""

    code: str
    label: str
    words: str
    silences: tuple[str, ...]
    sure: tuple[str, ...]
    before: str


@dataclass(frozen=True)
class ItemResult:
    """One row: an item and how each group sees it. `apart` is its headline, `pairs` all that can be compared."""

    card: ItemCard
    row: drawing.Row
    groups: tuple[GroupLine, ...]
    apart: Distance | None
    pairs: tuple[Distance, ...]
    gap: GapLine | None
    quotes: tuple[Said, ...]
    not_safe: tuple[str, ...]
    not_asked: tuple[str, ...]

    @property
    def label(self) -> str:
        """The difference in a few words, or why there is none."""
        return self.apart.label if self.apart else _("Nothing to compare")


@dataclass(frozen=True)
class Part:
    """How many of a voice (or of a side as one group) took part."""

    label: str
    asked: int | None
    answered: int | None
    easy_read: str

"""What comes in: how one voice answered one item, as counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from alongside.numerics import ordinal


class Side(StrEnum):
    """The two sides of a joint assessment."""

    LIVED_EXPERIENCE = "lived_experience"
    PROFESSION = "profession"


class Silence(StrEnum):
    """The ways of not giving a stage. "Not asked" is none of them: a voice not asked is not passed in."""

    DECLINED = "declined"
    DONT_KNOW = "dont_know"
    NOT_APPLY = "not_apply"
    NOT_SAFE = "not_safe"


@dataclass(frozen=True)
class VoiceCounts:
    """How one voice answered one item, counted exactly: what the ballots say, before anything is left out.

    Args:
        voice: code of the voice.
        side: the side the voice belongs to.
        stages: people per stage 0 to 3.
        silences: people per silence; a code left out counts 0.
        sure: people per level of "how sure", any codes; at most as many as gave a stage.
        all_waive: every ballot of this voice says "if fewer than five of us answer, you may still show our
            answers as ours".
        ballots: people of this voice who took part in the round, also those who left this item out. Pass it
            wherever it is known: without it, a voice of whose few people none touched the item looks like a
            voice that nobody used, and the others' grouping then tells that they left it out.

    Raises:
        ValueError: a count below 0, an unknown silence, more levels of "how sure" than stages, or fewer
            ballots than answers.

    Example:
        >>> VoiceCounts("staff", Side.PROFESSION, (0, 4, 2, 0), {"declined": 1}).took_part
        7
    """

    voice: str
    side: Side
    stages: tuple[int, int, int, int]
    silences: Mapping[str, int] = field(default_factory=dict)
    sure: Mapping[str, int] = field(default_factory=dict)
    all_waive: bool = False
    ballots: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no set of ballots can say."""
        object.__setattr__(self, "side", Side(self.side))
        object.__setattr__(self, "stages", ordinal.check_counts(self.stages))
        object.__setattr__(self, "silences", {str(Silence(k)): v for k, v in self.silences.items()})
        if any(count < 0 for counts in (self.silences, self.sure) for count in counts.values()):
            message = f"counts of {self.voice} start at 0"
            raise ValueError(message)
        if sum(self.sure.values()) > self.answers:
            message = f"{self.voice}: more people said how sure they are than gave a stage"
            raise ValueError(message)
        if self.ballots is not None and self.ballots < self.answers + sum(self.silences.values()):
            message = f"{self.voice}: fewer ballots than answers"
            raise ValueError(message)

    @property
    def answers(self) -> int:
        """People who gave a stage."""
        return sum(self.stages)

    @property
    def took_part(self) -> int:
        """People of this voice who took part, as far as known."""
        return self.answers + sum(self.silences.values()) if self.ballots is None else self.ballots

    def as_dict(self) -> dict[str, Any]:
        """For storage while an open room is open; `from_dict` reads it back."""
        return {
            "voice": self.voice,
            "side": str(self.side),
            "stages": list(self.stages),
            "silences": dict(self.silences),
            "sure": dict(self.sure),
            "all_waive": self.all_waive,
            "ballots": self.ballots,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> VoiceCounts:
        """What `as_dict` wrote.

        Raises:
            ValueError: counts that no set of ballots can say.
        """
        return cls(**{**stored, "stages": tuple(stored["stages"])})

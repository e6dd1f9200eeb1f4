"""What stays: of one item, what may be stored and shown, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alongside.numerics import ordinal
from alongside.numerics.disclosure.counts import Side, Silence


class Level(StrEnum):
    """How much of a group's stage answers is kept.

    NOTHING: nobody gave a stage. TOO_FEW: too few to show. MIDDLE: the middle answer and one word.
    BAND: two stages, in one of which nearly everybody stands. SPREAD: people per stage. OPEN: people per
    stage, below the sizes, because all of them allow it or because the room is open until its meeting closes.
    """

    NOTHING = "NOTHING"
    TOO_FEW = "TOO_FEW"
    MIDDLE = "MIDDLE"
    BAND = "BAND"
    SPREAD = "SPREAD"
    OPEN = "OPEN"


class Word(StrEnum):
    """How a group's answers lie: CLOSE on one stage or two neighbouring ones, else SPREAD."""

    CLOSE = "close"
    SPREAD = "spread"


@dataclass(frozen=True)
class Told:
    """How many people gave a silence or a level of "how sure".

    Attributes:
        code: the silence or the level.
        people: how many; at least this many unless `exact`.
        exact: true only in an open room.
    """

    code: str
    people: int
    exact: bool = False


# Which of (n, middle, word, band, spread) each level holds. What is not listed is None.
_HOLDS: Mapping[Level, frozenset[str]] = {
    Level.NOTHING: frozenset(),
    Level.TOO_FEW: frozenset(),
    Level.MIDDLE: frozenset({"middle", "word"}),
    Level.BAND: frozenset({"band"}),
    Level.SPREAD: frozenset({"n", "middle", "spread"}),
    Level.OPEN: frozenset({"n", "middle", "spread"}),
}


@dataclass(frozen=True)
class KeptGroup:
    """What is kept of one voice, or of a whole side as one group.

    Attributes:
        voices: codes of the voices it covers.
        side: their side.
        whole_side: true when it stands for the side as one group.
        level: how much is kept of the stage answers; settles which of the next five are there.
        n: people who gave a stage (SPREAD, OPEN).
        middle: the middle answer (MIDDLE, SPREAD, OPEN).
        word: close or spread (MIDDLE).
        band: two stages, one of which nearly everybody chose (BAND).
        spread: people per stage 0 to 3 (SPREAD, OPEN).
        silences: silences that enough people gave.
        sure: levels of "how sure" that enough people gave.

    Raises:
        ValueError: it holds more, or less, than its level allows.
    """

    voices: tuple[str, ...]
    side: Side
    whole_side: bool
    level: Level
    n: int | None = None
    middle: ordinal.Middle | None = None
    word: Word | None = None
    band: ordinal.Band | None = None
    spread: tuple[int, int, int, int] | None = None
    silences: tuple[Told, ...] = ()
    sure: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a group that holds what its level may not."""
        held = {name for name in ("n", "middle", "word", "band", "spread") if getattr(self, name) is not None}
        if held != _HOLDS[self.level]:
            message = f"a group kept at {self.level} holds {sorted(_HOLDS[self.level])}, not {sorted(held)}"
            raise ValueError(message)

    @property
    def reading(self) -> ordinal.Middle | ordinal.Band | None:
        """What two groups are compared by: the middle, else the band, else nothing."""
        return self.middle or self.band

    @property
    def not_safe_said(self) -> bool:
        """True when enough people chose "not safe to answer" for the fact to be told."""
        return any(told.code == Silence.NOT_SAFE for told in self.silences)

    def as_dict(self) -> dict[str, Any]:
        """For JSON; only what is there."""
        stored: dict[str, Any] = {
            "voices": list(self.voices),
            "side": str(self.side),
            "whole_side": self.whole_side,
            "level": str(self.level),
        }
        if self.n is not None:
            stored["n"] = self.n
        if self.middle is not None:
            stored["middle"] = [self.middle.lower, self.middle.upper]
        if self.word is not None:
            stored["word"] = str(self.word)
        if self.band is not None:
            stored["band"] = [self.band.lower, self.band.upper]
        if self.spread is not None:
            stored["spread"] = list(self.spread)
        for name, told in (("silences", self.silences), ("sure", self.sure)):
            if told:
                stored[name] = [[t.code, t.people, t.exact] for t in told]
        return stored

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> KeptGroup:
        """What `as_dict` wrote.

        Raises:
            ValueError: it holds more, or less, than its level allows.
        """
        return cls(
            voices=tuple(stored["voices"]),
            side=Side(stored["side"]),
            whole_side=stored["whole_side"],
            level=Level(stored["level"]),
            n=stored.get("n"),
            middle=ordinal.Middle(*stored["middle"]) if "middle" in stored else None,
            word=Word(stored["word"]) if "word" in stored else None,
            band=ordinal.Band(*stored["band"]) if "band" in stored else None,
            spread=ordinal.check_counts(stored["spread"]) if "spread" in stored else None,
            silences=_told(stored.get("silences", ())),
            sure=_told(stored.get("sure", ())),
        )


@dataclass(frozen=True)
class Kept:
    """What is kept of one item.

    Attributes:
        groups: one per voice, or one for a side that stands as one group; in the order the voices came.
        open_room: true for the view of an open room before its meeting closes.
    """

    groups: tuple[KeptGroup, ...]
    open_room: bool = False

    def of_voice(self, voice: str) -> KeptGroup | None:
        """The group that covers a voice, or None if the voice was not asked."""
        return next((group for group in self.groups if voice in group.voices), None)

    def of_side(self, side: Side) -> tuple[KeptGroup, ...]:
        """The groups of a side."""
        return tuple(group for group in self.groups if group.side == side)

    def as_dict(self) -> dict[str, Any]:
        """For JSON storage; `from_dict` reads it back."""
        return {"groups": [group.as_dict() for group in self.groups], "open_room": self.open_room}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Kept:
        """What `as_dict` wrote.

        Raises:
            ValueError: a group holds more, or less, than its level allows.
        """
        groups = tuple(KeptGroup.from_dict(group) for group in stored["groups"])
        return cls(groups, open_room=stored["open_room"])


def _told(stored: Sequence[Sequence[Any]]) -> tuple[Told, ...]:
    return tuple(Told(code, people, exact) for code, people, exact in stored)

"""Pure decisions of the joint assessment: what a round may become, whose key counts, what an answer may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.words import gettext_noop

LIVED_EXPERIENCE = "lived_experience"
PROFESSION = "profession"
SIDES = (LIVED_EXPERIENCE, PROFESSION)

KEY_LAPSES_AFTER = dt.timedelta(hours=24)
PREPARE_AT_MOST = dt.timedelta(days=14)
LAPSES_AFTER = dt.timedelta(days=30)
PRIORITIES_AT_MOST = 3
WORDS_AT_MOST = 600


class State(StrEnum):
    """Where a round stands in its life."""

    DRAFT = "DRAFT"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    REVEALED = "REVEALED"
    SHARED = "SHARED"
    MEETING = "MEETING"
    AGREED = "AGREED"
    CANCELLED = "CANCELLED"
    LAPSED = "LAPSED"


BEFORE_THE_REVEAL = frozenset({State.DRAFT, State.OPEN, State.CLOSED})
SHARED_OR_LATER = frozenset({State.SHARED, State.MEETING, State.AGREED})


class Silence(StrEnum):
    """Why there is no stage: silence is data, never a blank."""

    DECLINED = "declined"
    DONT_KNOW = "dont_know"
    NOT_APPLY = "not_apply"
    NOT_SAFE = "not_safe"


class Sure(StrEnum):
    """How sure somebody is of an answer."""

    GUESSING = "guessing"
    FAIRLY = "fairly"
    VERY = "very"


class Way(StrEnum):
    """How a code is given out. A ballot does not say by which code it came."""

    MAIL = "mail"
    SLIP = "slip"
    POSTER = "poster"


STAGES = (0, 1, 2, 3)


@dataclass(frozen=True)
class Answer:
    """What one person says to one item: a stage (0 to 3) or a silence; how sure; and, if they wish, words."""

    stage: int | None = None
    silence: Silence | None = None
    sure: Sure | None = None
    words: str = ""
    offered: bool = False

    def __post_init__(self) -> None:
        if (self.stage is None) == (self.silence is None):
            raise ValueError("an answer is a stage or a silence, and not both")
        if self.stage is not None and self.stage not in STAGES:
            raise ValueError("a stage is 0, 1, 2 or 3")
        if len(self.words) > WORDS_AT_MOST:
            raise ValueError(f"words are at most {WORDS_AT_MOST} characters")

    def as_dict(self) -> dict[str, object]:
        """The answer as a ballot keeps it until the reveal."""
        kept: dict[str, object] = {"stage": self.stage} if self.stage is not None else {"silence": str(self.silence)}
        if self.sure:
            kept["sure"] = str(self.sure)
        if self.words:
            kept |= {"words": self.words, "offered": self.offered}
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> Answer:
        stage, silence, sure = kept.get("stage"), kept.get("silence"), kept.get("sure")
        return cls(
            stage=stage if isinstance(stage, int) else None,
            silence=Silence(str(silence)) if silence else None,
            sure=Sure(str(sure)) if sure else None,
            words=str(kept.get("words", "")),
            offered=bool(kept.get("offered", False)),
        )


def sides_asked(sides: Iterable[str]) -> tuple[str, ...]:
    """The sides among the voices a round asks, in their fixed order."""
    asked = set(sides)
    return tuple(side for side in SIDES if side in asked)


def is_one_sided(sides: Iterable[str]) -> bool:
    """A round that asks only one side: it says so wherever it appears."""
    return len(sides_asked(sides)) < 2


def keys_fit(*, first_side: str, second_side: str, same_person: bool, one_sided: bool) -> bool:
    """Two different people, of different sides; in a one-sided round, two people."""
    return not same_person and (one_sided or first_side != second_side)


def key_has_lapsed(*, turned_at: dt.datetime, at: dt.datetime) -> bool:
    return at - turned_at >= KEY_LAPSES_AFTER


def takes_answers(*, state: str, closes_on: dt.date, on: dt.date) -> bool:
    """Answers are taken while the round is open, through its last day."""
    return state == State.OPEN and on <= closes_on


def agreed_by(sides: Iterable[str]) -> str:
    """Who agreed a round, as it is called wherever it appears: "" (both sides), or the one side's name."""
    asked = sides_asked(sides)
    if len(asked) == 2:
        return ""
    if asked == (PROFESSION,):
        return gettext_noop("staff only")
    return gettext_noop("lived experience only") if asked else "nobody"


def types_from_outside(*, belongs_at: Iterable[str], scope: str, could_reveal: bool) -> bool:
    """Whether somebody may type a place's sheets alone: they belong to nothing there and hold no key to its reveal."""
    return not could_reveal and not any(where.startswith(scope) for where in belongs_at)


class Step(StrEnum):
    """Where the search for a list of one's own stands."""

    PROPOSE = "PROPOSE"
    MERGE = "MERGE"
    CHOOSE = "CHOOSE"
    AGREE = "AGREE"
    AGREED = "AGREED"


def consensus_step(*, proposing: str, merged: bool, choosing: str, agreed: bool) -> Step:
    """Ideas are asked for until they are shared, then put together; what is put together is chosen, then agreed."""
    if proposing not in SHARED_OR_LATER:
        return Step.PROPOSE
    if not merged:
        return Step.MERGE
    if choosing not in SHARED_OR_LATER:
        return Step.CHOOSE
    return Step.AGREED if agreed else Step.AGREE


VERDICTS = ("SHOW", "SHOW_WITHOUT_NAME", "HOLD")
"""What a reader may say of offered words, the mildest first."""


def quote_shown(first: str, second: str) -> str:
    """What two readers' verdicts make together: the stricter one; "" (not shown) until both have read."""
    if not first or not second:
        return ""
    return max(first, second, key=VERDICTS.index)


class Many(StrEnum):
    """What may be told of a count: nothing but a word, or the number itself."""

    NOBODY = "nobody"
    FEW = "few"
    ENOUGH = "enough"
    EXACTLY = "exactly"


def may_be_told(counts: Mapping[str, int], *, smallest: int) -> dict[str, Many]:
    """What may be told of each of several counts of the same people.

    A count of one to just under `smallest` is "few". As soon as one is, the others are no longer told exactly, so
    that nobody takes them off the whole and finds it.
    """
    some_are_few = any(0 < count < smallest for count in counts.values())
    enough = Many.ENOUGH if some_are_few else Many.EXACTLY
    return {
        name: Many.NOBODY if count == 0 else Many.FEW if count < smallest else enough for name, count in counts.items()
    }

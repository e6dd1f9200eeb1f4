"""Pure decisions about loops: their seven steps, what may be told, and when those who raised it have confirmed it.

A loop closes from the other end: the people who raised it say yes, partly or no; nobody verifies their own work.
Answers by letter (mail, paper or phone, to people who asked to be told) decide. Open answers (a poster's code, the
public page) are counted apart: beside letters they decide nothing, and alone they never close a loop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.numerics import disclosure
from alongside.numerics.spc.reading import Improvement, Label, Reading

ANSWERS_WANTED = 3
"""So many answers at least close a loop, unless fewer people asked to be told."""
MOST_WANTED = 20
SILENT_AFTER = dt.timedelta(days=90)
KEEP_CONTACT = dt.timedelta(days=365)
YOUNG = dt.timedelta(days=180)
"""A loop younger than this is told apart in the register: it has not had the time to close."""
WORDS_AT_MOST, MESSAGE_AT_MOST = 600, 4000
CONTACT_PURPOSE = "listener"
"""What a contact is sealed for: nothing else opens it."""
LETTER_SUBJECT = gettext_noop("You asked to be told")


class LoopState(StrEnum):
    """Where a loop stands: being worked on, told and waiting for answers, told without enough of them, closed."""

    OPEN = "OPEN"
    TOLD = "TOLD"
    UNCONFIRMED = "UNCONFIRMED"
    CLOSED = "CLOSED"


NEXT: dict[LoopState, frozenset[LoopState]] = {
    LoopState.OPEN: frozenset({LoopState.TOLD}),
    LoopState.TOLD: frozenset({LoopState.OPEN, LoopState.UNCONFIRMED, LoopState.CLOSED}),
    LoopState.UNCONFIRMED: frozenset({LoopState.TOLD, LoopState.OPEN}),
    LoopState.CLOSED: frozenset({LoopState.OPEN}),
}
"""Every step there is. A "no" opens a told loop again; any answer, or telling again, wakes one that met silence, and
the team may take it up again by itself."""


class Step(StrEnum):
    """The seven dated steps, in their order."""

    RAISED = "raised"
    AGREED = "agreed"
    TESTED = "tested"
    MEASURED = "measured"
    DECIDED = "decided"
    TOLD = "told"
    CONFIRMED = "confirmed"


DATED_BY_HAND = (Step.AGREED, Step.TESTED, Step.MEASURED)
"""The others are dated by what happens: opening, deciding, telling, the answers."""


class Decision(StrEnum):
    """What was decided in the end. Not changing anything, and saying why, is as honourable as changing it."""

    DID = "did"
    PARTLY = "partly"
    DID_NOT = "did_not"


class Says(StrEnum):
    """What those who raised it say to "is it true?"."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Reach(StrEnum):
    """How somebody asked to be told."""

    MAIL = "mail"
    PAPER = "paper"
    PHONE = "phone"


class Way(StrEnum):
    """How an answer came: by a letter's code, or openly (a poster's code, the public page)."""

    LETTER = "letter"
    OPEN = "open"


class Result(StrEnum):
    """What one telling led to. "" while answers are awaited."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    TOLD_AGAIN = "told_again"


def may_become(state: str, wanted: LoopState) -> bool:
    """Whether a loop can go from one state to another in one step."""
    return wanted in NEXT[LoopState(state)]


def dates_are_in_order(dates: Mapping[Step, dt.date | None]) -> bool:
    """Whether no step is dated before an earlier one; steps without a date are passed over."""
    dated = [day for step in Step if (day := dates.get(step)) is not None]
    return all(earlier <= later for earlier, later in pairwise(dated))


def answers_needed(asked: int, *, wanted: int = ANSWERS_WANTED) -> int:
    """How many answers it takes: as many as were set, and all of those who asked where fewer did."""
    return min(asked, wanted) if asked else wanted


def what_they_said(
    letters: Mapping[Says, int], open_answers: Mapping[Says, int], *, asked: int, needed: int
) -> Result | None:
    """What the answers of one telling come to; None while there are not enough.

    Where people asked to be told, their letters alone decide. Where nobody did, open answers count towards the
    number beside at least one letter; with both, each must mostly say yes or partly. A draw is not "most".
    """
    by_letter, openly = sum(letters.values()), sum(open_answers.values())
    counted = by_letter if asked else by_letter + openly
    if counted < needed or not by_letter:
        return None
    groups = (letters,) if asked or not openly else (letters, open_answers)
    confirmed = all(mostly_true(group) for group in groups)
    return Result.CONFIRMED if confirmed else Result.NOT_CONFIRMED


def mostly_true(answers: Mapping[Says, int]) -> bool:
    """Whether more than half say yes or partly."""
    return 2 * (answers.get(Says.YES, 0) + answers.get(Says.PARTLY, 0)) > sum(answers.values())


def is_silent(*, waits_from: dt.date, on: dt.date) -> bool:
    """Whether a told loop has waited long enough for answers to be called told, not confirmed."""
    return on - waits_from >= SILENT_AFTER


def is_young(*, raised_on: dt.date, on: dt.date) -> bool:
    return on - raised_on < YOUNG


FIGURES_FROM = 5


def what_may_be_kept(answers: Mapping[Says, int], *, confirmed: bool) -> dict[str, int]:
    """Of one telling's answers, the figures that may stand at the place: none, how many, or how many said what.

    Who said what as `numerics.disclosure` keeps a full spread: from 8, unless one answer holds all but two or fewer.
    How many, from 5, only where they confirmed it. After a "no" the number alone would tell: of five, two who said
    yes would know that the three others said no. A test goes through every case with two who know each other's.
    """
    answered = sum(answers.values())
    if answered < FIGURES_FROM:
        return {}
    no, partly, yes = (answers.get(one, 0) for one in (Says.NO, Says.PARTLY, Says.YES))
    counts = disclosure.VoiceCounts("those", disclosure.Side.LIVED_EXPERIENCE, (no, partly, yes, 0))
    if disclosure.keep([counts]).groups[0].level is disclosure.Level.SPREAD:
        return {"answered": answered, "yes": yes, "partly": partly, "no": no}
    return {"answered": answered} if confirmed else {}


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One test of change, as a message tells it: what was tried, what was made of it, and why."""

    idea: str
    decision: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the record says of a loop, for the first draft of a message."""

    raised: str
    decision: str
    why: str
    hoped: str = ""
    tried: Sequence[Tried] = field(default=())


HOW_IT_WENT = {
    "adopt": gettext_noop("We kept it."),
    "adapt": gettext_noop("We changed it and went on."),
    "abandon": gettext_noop("We stopped it."),
    "spread": gettext_noop("We kept it and are taking it further."),
}
WHAT_WE_DID = {
    Decision.DID: gettext_noop("We did: %(why)s"),
    Decision.PARTLY: gettext_noop("We did a part of it: %(why)s"),
    Decision.DID_NOT: gettext_noop("We did not do it, because: %(why)s"),
}


def message_draft(story: Story) -> str:
    """The first draft of what those who raised it are told, from the record; a person edits it before it is sent."""
    parts = [_("You said: %(raised)s") % {"raised": _sentence(story.raised)}]
    if story.hoped:
        parts.append(_("What we hoped would be different: %(hoped)s") % {"hoped": _sentence(story.hoped)})
    if story.tried:
        parts.append("\n".join([_("What we tried:"), *(f"- {_told(one)}" for one in story.tried)]))
    parts.append(_(WHAT_WE_DID[Decision(story.decision)]) % {"why": _sentence(story.why)})
    return "\n\n".join(parts)


def _told(one: Tried) -> str:
    went = _(HOW_IT_WENT[one.decision]) if one.decision in HOW_IT_WENT else ""
    parts = (_sentence(one.idea), went, _sentence(one.reason) if one.reason else "")
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    """A text as a sentence: trimmed, with an end."""
    text = " ".join(text.split())
    return text if not text or text[-1] in ".!?…" else f"{text}."


def own_work(doers: Iterable[str], addresses: Iterable[str]) -> frozenset[str]:
    """The addresses that belong to those who did the work: they are never asked whether it is done."""
    worked = {one.strip().lower() for one in doers}
    return frozenset(address for address in addresses if address.strip().lower() in worked)


_CONCERNS = (Label.CONCERN_HIGH, Label.CONCERN_LOW)


def is_wrong_way(reading: Reading, place: int) -> bool:
    """Whether a point is special in the wrong direction: a concern of the NHS rules, or beyond the limit there."""
    if reading.label is not None:
        return reading.label[place] in _CONCERNS
    value, middle = reading.y[place], reading.cl[place]
    if not reading.sigma_signal[place] or value is None or middle is None:
        return False
    return (value > middle) == (reading.improvement is Improvement.DECREASE) and (
        reading.improvement is not Improvement.NEUTRAL
    )

"""Pure decisions of the influence ledger: how deep a voice was involved, what became of proposals, what may be told.

The level of involvement is read from what happened (co-leads, keys, proposals, tests, reviews): nobody picks it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

USES_SERVICES = "uses_services"
PURPOSE = "contribution"
"""What the names of people without an account are sealed for."""


class Decision(StrEnum):
    """What was decided about a proposal."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    DECLINED = "declined"


class Level(StrEnum):
    """How deep a voice was involved in a goal, the deepest first."""

    LED = "led"
    CO_SIGNED = "co_signed"
    PROPOSED = "proposed"
    ATTENDED = "attended"
    NOT = "not"


FULL_MEMBER = frozenset({Level.LED, Level.CO_SIGNED})
"""Without this voice's yes the goal would not stand."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the voices did of one goal, each a collection of voice codes.

    `leads`: voices in which the co-leads act. `keys`: in which the keys that count were turned, and the verifier's.
    `proposals`: of whoever proposed the goal, an idea for it or planned a test. `there`: of whoever had another part
    in a test, or was at a review that looked at the goal.
    """

    leads: Iterable[str] = ()
    keys: Iterable[str] = ()
    proposals: Iterable[str] = ()
    there: Iterable[str] = ()


def level_of(voice: str, facts: Facts) -> Level:
    """How deep one voice was involved in a goal: the deepest thing that it did."""
    if voice in facts.leads:
        return Level.LED
    if voice in facts.keys:
        return Level.CO_SIGNED
    if voice in facts.proposals:
        return Level.PROPOSED
    return Level.ATTENDED if voice in facts.there else Level.NOT


@dataclass(frozen=True)
class Happened:
    """One step of a goal's story: what, when, who as the trail names them, in which voice; `again` asks both sides."""

    what: str
    on: dt.date
    by: str
    voice: str
    again: bool = False


@dataclass(frozen=True)
class Spell:
    """A stretch of days on which a goal was worked on (open while `until` is None), and whether the voice was full."""

    since: dt.date
    until: dt.date | None
    full: bool


BEGINS = frozenset({"started", "duty", "reopened"})
ENDS = frozenset({"verified", "closed", "parked", "stopped"})
KEYS = frozenset({"key_turned", "key_confirmed"})


def spells_of(story: Iterable[Happened], *, voice: str = USES_SERVICES, leads: bool = False) -> list[Spell]:
    """The stretches in which a goal was worked on, from its story in the order in which it happened.

    A voice was a full member of one when it held a key to the words that stood then, or (`leads`) co-leads the goal.
    """
    spells: list[Spell] = []
    keys: set[tuple[str, str]] = set()  # whose hand and which voice: two codes have one hand
    since: dt.date | None = None
    for one in story:
        if one.what in KEYS:
            keys.add((one.by, one.voice))
        elif one.what == "key_withdrawn":
            keys = {key for key in keys if key[0] != one.by}
        elif one.what in BEGINS and since is None:
            since = one.on
        elif since is not None and (one.what in ENDS or one.again):
            spells.append(Spell(since, one.on, leads or _holds(keys, voice)))
            since = None
        if one.again:
            keys = set()
    if since is not None:
        spells.append(Spell(since, None, leads or _holds(keys, voice)))
    return spells


def _holds(keys: set[tuple[str, str]], voice: str) -> bool:
    return any(held == voice for _, held in keys)


@dataclass(frozen=True)
class Month:
    """How many goals were worked on in a month, and how many of them with the voice as a full member."""

    first: dt.date
    full: int
    goals: int


MONTHS_AT_MOST = 36


def months_of(goals: Iterable[Sequence[Spell]], *, on: dt.date) -> list[Month]:
    """Month by month until the last whole one: each goal counts once in each month in which it was worked on.

    A goal with two spells in one month counts as full when one of them was. Months without any goal are left out.
    """
    worked: dict[dt.date, int] = defaultdict(int)
    with_voice: dict[dt.date, int] = defaultdict(int)
    last = _months_back(on.replace(day=1), 1)
    first = _months_back(last, MONTHS_AT_MOST - 1)
    for spells in goals:
        seen: dict[dt.date, bool] = {}
        for spell in spells:
            month = max(spell.since.replace(day=1), first)
            until = min((spell.until or last).replace(day=1), last)
            while month <= until:
                seen[month] = seen.get(month, False) or spell.full
                month = _months_back(month, -1)
        for month, full in seen.items():
            worked[month] += 1
            with_voice[month] += full
    return [Month(month, with_voice[month], worked[month]) for month in sorted(worked)]


def _months_back(month: dt.date, number: int) -> dt.date:
    index = month.year * 12 + month.month - 1 - number
    return dt.date(index // 12, index % 12 + 1, 1)


def days_to_feedback(proposed_on: dt.date, told_on: dt.date | None, *, on: dt.date) -> tuple[int, bool]:
    """How long until whoever proposed it was told; while nobody has told them, how long they have waited."""
    return ((told_on or on) - proposed_on).days, told_on is not None


class Payment(StrEnum):
    """What became of payment for somebody's time."""

    NOT_OFFERED = "not_offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


GROUP, GROUP_OUTSIDE = 5, 8
"""People of one voice below which no total is shown: to the place itself (rule 3), to anybody else (rule 12)."""
HOURS_TO, POUNDS_TO, TIMES_TO = 5, 10, 5


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What the people of one voice gave at one place in one half-year, exactly. Minutes, pence, and how often."""

    people: int
    minutes: int
    paid: int
    expenses: int
    accepted: int
    declined: int
    not_offered: int


@dataclass(frozen=True, kw_only=True)
class Total:
    """The same rounded, so that nobody's own part can be taken out of it. Hours, pounds, and how often."""

    hours: int
    paid: int
    expenses: int
    accepted: int
    declined: int
    not_offered: int


def total_of(sums: Sums, *, inside: bool) -> Total | None:
    """What may be told of a voice's sums; None where too few people stand behind them.

    Voices are never added up: families stand apart from people who use services, however few either are. Nor are
    places: a site's total that held its teams' would give away whoever is in none of them.
    """
    if sums.people < (GROUP if inside else GROUP_OUTSIDE):
        return None
    return Total(
        hours=nearest(sums.minutes, HOURS_TO * 60) * HOURS_TO,
        paid=nearest(sums.paid, POUNDS_TO * 100) * POUNDS_TO,
        expenses=nearest(sums.expenses, POUNDS_TO * 100) * POUNDS_TO,
        accepted=nearest(sums.accepted, TIMES_TO) * TIMES_TO,
        declined=nearest(sums.declined, TIMES_TO) * TIMES_TO,
        not_offered=nearest(sums.not_offered, TIMES_TO) * TIMES_TO,
    )


def nearest(value: int, step: int) -> int:
    """How many whole steps lie nearest to a value, halves up."""
    return (2 * value + step) // (2 * step)


def half_of(day: dt.date) -> dt.date:
    """The first day of the half-year that a day lies in."""
    return dt.date(day.year, 1 if day.month < 7 else 7, 1)


HALVES = 2


def halves_counted(on: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The last whole half-years, the newest first: each from its first day up to but without the next one's.

    Totals stand still between them, and no two hold the same row: between two looks at a total that moves with each
    row, or slides along, stands that row.
    """
    found, until = [], half_of(on)
    for _ in range(HALVES):
        since = half_of(until - dt.timedelta(days=1))
        found.append((since, until))
        until = since
    return found

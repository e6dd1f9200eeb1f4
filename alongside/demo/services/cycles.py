"""What a made-up place tries for a goal: drivers, ideas, and ramps of small tests that fit into its life."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from alongside.demo import cast
from alongside.demo.services.goals_people import Group
from alongside.demo.words import cycles as words
from alongside.demo.words.cycles import IdeaCard
from alongside.goals.rules.cycles import Decision, Result, Scale, Setting
from alongside.goals.services.bulk import CycleHistory, Done, DriverHistory, IdeaHistory
from alongside.goals.services.cycles import Idea, Plan

RAMPS = (
    ("adopt",), ("adapt", "adopt"), ("adapt", "adapt", "spread"), ("abandon",), ("adapt", "abandon"),
    ("adopt", "spread"),
)  # fmt: skip
ENDED = (("abandon",), ("adapt", "abandon"))
OFTEN = (30, 28, 12, 16, 8, 6)
LATELY = dt.timedelta(days=75)
SCALES = (Scale.ONE, Scale.FEW, Scale.TEAM, Scale.SEVERAL)
RESULTS: dict[str, tuple[Result, ...]] = {
    "adopt": (Result.RIGHT,),
    "spread": (Result.RIGHT,),
    "adapt": (Result.RIGHT, Result.WRONG, Result.COULD_NOT_TELL),
    "abandon": (Result.WRONG, Result.WRONG, Result.COULD_NOT_TELL),
}
SETTINGS = {
    "Crisis and home treatment team": Setting.CRISIS,
    "Older people’s team": Setting.OLDER_PEOPLE,
    "Young adults’ team": Setting.YOUNG_PEOPLE,
    "Early intervention team": Setting.YOUNG_PEOPLE,
}


@dataclass(frozen=True)
class Span:
    """When a goal is worked on: from its start to its claim or end, or to the day the demonstration stands at."""

    proposed: dt.date
    started: dt.date | None
    until: dt.date
    goes_on: bool


def weekday(on: dt.date) -> dt.date:
    """That day, or the Monday after a weekend."""
    return on + dt.timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


def after(on: dt.date, rng: random.Random, fewest: int, most: int) -> dt.date:
    """A working day so many days later."""
    return weekday(on + dt.timedelta(days=rng.randint(fewest, most)))


def drivers_of(number: int) -> tuple[DriverHistory, ...]:
    """The diagram on one challenge: each primary driver with the secondary ones below it."""
    found: list[DriverHistory] = []
    for primary, below in words.DRIVERS[number]:
        found.append(DriverHistory(text=primary))
        place = len(found) - 1
        found += [DriverHistory(text=text, under=place) for text in below]
    return tuple(found)


def ideas_of(
    number: int, group: Group, span: Span, rng: random.Random, *, team: str, drivers: int, most: int = 3
) -> tuple[IdeaHistory, ...]:
    """A few ideas on one challenge, with as many tests as fit."""
    cards = rng.sample(words.IDEAS[number], rng.randint(1, most) if span.started else 1)
    return tuple(_idea(card, place, group, span, rng, team=team, drivers=drivers) for place, card in enumerate(cards))


def setting_of(team: str) -> Setting:
    if team in cast.WARDS or team == cast.SHOWCASE_TEAM:
        return Setting.WARD
    return Setting.COMMUNITY if team in cast.COMMUNITY else SETTINGS.get(team, Setting.ANYWHERE)


def _idea(
    card: IdeaCard, place: int, group: Group, span: Span, rng: random.Random, *, team: str, drivers: int
) -> IdeaHistory:
    proposed = group.someone(rng).did(min(after(span.proposed, rng, 1, 20), span.until))
    told = Idea(text=card.text, setting=setting_of(team))
    driver = rng.randrange(drivers) if drivers else None
    if span.started is None:
        return IdeaHistory(idea=told, proposed=proposed, driver=driver)
    first = after(max(span.started, proposed.on), rng, 4 + 20 * place, 20 + 30 * place)
    if rng.random() < 0.05 and first < span.until:
        untested = group.profession.said(rng.choice(words.UNTESTED), first)
        return IdeaHistory(idea=told, proposed=proposed, driver=driver, untested=untested)
    cycles = tuple(_ramp(card, group, span, rng, first=first))
    ended = cycles[-1].decided if cycles else None
    shared = None
    if ended is not None and rng.random() < 0.4:
        on = after(ended.on, rng, 3, 30)
        stopped = cycles[-1].decision == Decision.ABANDON and card.text not in words.STOPPED
        learned = rng.choice(words.LESSONS) if stopped else card.learned
        shared = group.profession.said(learned, on) if on <= span.until else None
    return IdeaHistory(idea=told, proposed=proposed, driver=driver, cycles=cycles, shared=shared)


def _ramp(card: IdeaCard, group: Group, span: Span, rng: random.Random, *, first: dt.date) -> Iterator[CycleHistory]:
    """One test after the other. Where the goal goes on, the last may be under way; else only whole ones are told."""
    begins = first
    ramp = rng.choice(ENDED) if card.text in words.STOPPED else rng.choices(RAMPS, OFTEN)[0]
    for number, decision in enumerate(ramp):
        one = _cycle(card, group, rng, number=number, decision=decision, begins=begins)
        ends = one.decided.on if one.decided else begins
        if span.goes_on and ends > span.until - LATELY and rng.random() < 0.15:
            yield from _as_far_as_it_went(one, span.until, forgotten=True)
            return
        if ends >= span.until:
            if span.goes_on:
                yield from _as_far_as_it_went(one, span.until, forgotten=False)
            return
        yield one
        begins = after(ends, rng, 4, 16)


def _as_far_as_it_went(one: CycleHistory, until: dt.date, *, forgotten: bool) -> Iterator[CycleHistory]:
    """A test under way; of a forgotten one nobody has looked at the result on its day."""
    if one.planned.on > until:
        return
    began, did = _by(one.began, until), _by(one.did, until)
    studied = None if forgotten else _by(one.studied, until)
    yield CycleHistory(
        plan=one.plan,
        planned=one.planned,
        began=began,
        began_before_written=one.began_before_written,
        did=did,
        surprises=one.surprises if did else "",
        studied=studied,
        result=one.result if studied else "",
        value=one.value if studied else None,
    )


D = TypeVar("D", bound=Done)


def _by(act: D | None, until: dt.date) -> D | None:
    return act if act is not None and act.on <= until else None


def _cycle(
    card: IdeaCard, group: Group, rng: random.Random, *, number: int, decision: str, begins: dt.date
) -> CycleHistory:
    """A whole test: two weeks or so, done by several people."""
    early = number == 0 and rng.random() < 0.06
    planned = begins if not early else after(begins, rng, 1, 3)
    did = after(max(begins, planned), rng, 7, 14)
    studied = after(did, rng, 1, 3)
    result = Result.COULD_NOT_TELL if early else rng.choice(RESULTS[decision])
    return CycleHistory(
        plan=_plan(card, rng, number=number, early=early),
        planned=group.someone(rng).did(planned if early else begins),
        began=group.someone(rng).did(begins),
        began_before_written=early,
        did=group.someone(rng).said(rng.choice(words.DID_AGAIN) if number else card.did, did),
        surprises=card.surprise if rng.random() < 0.7 and not number else "",
        studied=group.someone(rng).said(rng.choice(words.FOUND[result]), studied),
        result=result,
        value=None if result == Result.COULD_NOT_TELL else float(rng.randint(2, 9)),
        decided=rng.choice(group.pair).said(rng.choice(words.REASONS[decision]), after(studied, rng, 0, 5)),
        decision=Decision(decision),
    )


def _plan(card: IdeaCard, rng: random.Random, *, number: int, early: bool) -> Plan:
    """The first test asks what its card asks; later ones are bigger, and say what they go on from."""
    return Plan(
        question=card.question,
        prediction="" if early else card.prediction,
        measured="" if early else card.measured,
        who=rng.choice(words.WHO),
        scale=SCALES[min(number, 3)],
        learned=rng.choice(words.LEARNED) if number else "",
        changes=rng.choice(words.CHANGES) if number else "",
    )

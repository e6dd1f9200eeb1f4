"""How made-up people see their place: how far along it is, how far the sides are apart, what they say. Pure.

A place has a level for each challenge, on the scale of stages (0 to 3). Each year it moves on, faster where the place
works hard at it. Staff see it above that level at first and people who use services below it; year by year they come
closer. On a few challenges it is the other way round.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alongside.assessments.models import Way as WayIn
from alongside.assessments.rules import Answer, Silence, Sure, Way
from alongside.assessments.services.bulk import BulkBallot
from alongside.demo.words.quotes import QUOTES

LEAN = {"uses_services": -0.5, "family_and_friends": -0.6, "staff": 0.5, "leaders": 0.75, "partners": -0.05}
"""How far a voice stands from the place's level, in parts of how far its sides are apart."""
APART_BY_ITEM = {1: 1.1, 2: 0.7, 3: 0.5, 4: 1.2, 5: 1.1, 6: 1.5, 7: 1.3, 8: 0.4, 9: -0.8, 10: 1.2}
"""How much of that shows on a challenge. On the ninth, caring for staff, staff are the ones who see less."""
EASIER = {1: 0.3, 2: 0.0, 3: 0.1, 4: 0.1, 5: 0.0, 6: -0.15, 7: -0.25, 8: 0.0, 9: 0.05, 10: -0.2}
CLOSER_EACH_YEAR = 0.8
ITEMS = range(1, 11)
USUAL_SILENCES = (Silence.DONT_KNOW,) * 6 + (Silence.NOT_APPLY,) * 2 + (Silence.DECLINED,) * 3


@dataclass(frozen=True)
class Outlook:
    """A place's level on each challenge in one year, and how far apart its sides are."""

    levels: Mapping[int, float]
    apart: float

    def seen_by(self, voice: str, item: int) -> float:
        """Where the people of a voice stand on a challenge, on average."""
        return self.levels[item] + self.apart * APART_BY_ITEM[item] * LEAN.get(voice, 0.0)


def outlook(rng: random.Random, *, start: float, apart: float, year: int, shift: float = 0.0) -> Outlook:
    """A place's outlook in a year (0 is the first). The same dice give one place's years the same ups and downs."""
    levels = {}
    for item in ITEMS:
        own, pace = rng.gauss(0, 0.3), max(0.05, rng.gauss(0.38, 0.18))
        levels[item] = start + shift + EASIER[item] + own + pace * year
    return Outlook(levels, apart * CLOSER_EACH_YEAR**year)


@dataclass(frozen=True)
class Turnout:
    """How many of a voice were given a code, and how many answered."""

    asked: int
    answered: int


@dataclass(frozen=True)
class Twist:
    """What is told of a round on purpose: fixed stages, people who do not feel safe to answer, voices that waive."""

    stages: Mapping[tuple[str, int], Sequence[int]] = field(default_factory=dict)
    not_safe: Mapping[tuple[str, int], int] = field(default_factory=dict)
    waives: frozenset[str] = frozenset()


def ballots(
    rng: random.Random,
    seen: Outlook,
    turnout: Mapping[str, Turnout],
    *,
    codes: Mapping[int, str],
    twist: Twist,
    words: int,
) -> list[BulkBallot]:
    """A ballot for everybody who answers; some of them, `words` in all, offer what they have to say on a challenge."""
    people = [(voice, number) for voice, one in turnout.items() for number in range(one.answered)]
    answers = {
        (voice, number): _answers(rng, seen, voice, number, turnout[voice].answered, twist) for voice, number in people
    }
    _let_speak(rng, answers, words)
    return [
        BulkBallot(
            voice=voice,
            answers={codes[item]: answer for item, answer in answers[voice, number].items()},
            way=_way(rng, voice),
            easy_read=voice in {"uses_services", "family_and_friends"} and rng.random() < 0.25,
            came=_came(rng) if voice == "uses_services" else WayIn.OWN,
            waives=voice in twist.waives,
        )
        for voice, number in people
    ]


def _answers(rng: random.Random, seen: Outlook, voice: str, number: int, of: int, twist: Twist) -> dict[int, Answer]:
    kind = rng.gauss(0, 0.25)  # some people are kinder judges than others
    quiet = 0.05 if rng.random() < 0.85 else 0.3
    return {
        item: _answer(rng, seen.seen_by(voice, item) + kind, quiet, _told(voice, item, number, of, twist))
        for item in ITEMS
    }


def _told(voice: str, item: int, number: int, of: int, twist: Twist) -> Silence | int | None:
    """What the story itself says of this answer, if anything."""
    if of - number <= twist.not_safe.get((voice, item), 0):
        return Silence.NOT_SAFE
    fixed = twist.stages.get((voice, item), ())
    return fixed[number] if number < len(fixed) else None


def _answer(rng: random.Random, level: float, quiet: float, told: Silence | int | None) -> Answer:
    stage = min(3, max(0, round(level + rng.gauss(0, 0.45))))
    silent, why, how_sure = rng.random() < quiet, rng.choice(USUAL_SILENCES), rng.random()
    if isinstance(told, Silence):
        return Answer(silence=told)
    if told is not None:
        return Answer(stage=told, sure=Sure.FAIRLY)
    if silent:
        return Answer(silence=why)
    return Answer(stage=stage, sure=_sure(how_sure))


def _sure(chance: float) -> Sure | None:
    if chance < 0.4:
        return None
    return Sure.GUESSING if chance < 0.5 else Sure.FAIRLY if chance < 0.8 else Sure.VERY


def _way(rng: random.Random, voice: str) -> Way:
    if voice in {"staff", "leaders", "partners"}:
        return Way.MAIL
    return Way.SLIP if rng.random() < 0.6 else Way.POSTER


def _came(rng: random.Random) -> WayIn:
    """By themselves, mostly; some with somebody's help, at the tablet of a ward, on paper."""
    chance = rng.random()
    ways = ((0.15, WayIn.HELPED), (0.3, WayIn.KIOSK), (0.4, WayIn.PAPER), (1.0, WayIn.OWN))
    return next(way for most, way in ways if chance < most)


def _let_speak(rng: random.Random, answers: dict[tuple[str, int], dict[int, Answer]], words: int) -> None:
    """Give some of those who chose a stage something to say that fits it; no one in a round says what another said."""
    places = [(who, item) for who, given in answers.items() for item, one in given.items() if one.stage is not None]
    rng.shuffle(places)
    said: set[str] = set()
    for who, item in places:
        if len(said) >= words:
            return
        answer = answers[who][item]
        if any(one.words for one in answers[who].values()):
            continue
        fresh = [quote for quote in _fitting(who[0], item, answer) if quote not in said]
        if fresh:
            chosen = rng.choice(fresh)
            said.add(chosen)
            answers[who][item] = Answer(stage=answer.stage, sure=answer.sure, words=chosen, offered=rng.random() < 0.9)


def _fitting(voice: str, item: int, answer: Answer) -> tuple[str, ...]:
    said = QUOTES[item].get(voice)
    if said is None or answer.stage is None:
        return ()
    return said.low if answer.stage < 2 else said.high

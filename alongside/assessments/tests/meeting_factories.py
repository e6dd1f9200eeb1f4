"""Rounds from the meeting on, made through the services; the people are Ada (leaders) and Bea (uses services)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.assessments import services
from alongside.assessments.models import Gap, Quote, Round
from alongside.assessments.rules import Silence
from alongside.assessments.tests.factories import People, acting, answer, make_round, revealed_round
from alongside.core import clock
from alongside.frameworks.models import Item

APART: Mapping[str, Sequence[int | Silence]] = {
    "uses_services": [0, 0, 0, 0, 1, 1, 1, 2, 0],
    "staff": [2, 2, 2, 3, 3, 1, 2, 2, 3, 3],
}
"""Nine people who use services in the middle at Not yet, ten staff at Development: two stages apart on every item."""
BOTH = {"uses_services": 4, "staff": 6}


def revealed(people: People, answers: Mapping[str, Sequence[int | Silence]] = APART, **given: object) -> Round:
    _ = people.ada, people.bea  # the two key-holders are the ones the test knows
    return revealed_round(answers, place=people.site, **given)  # type: ignore[arg-type]


def shared(people: People, answers: Mapping[str, Sequence[int | Silence]] = APART, **given: object) -> Round:
    return revealed(people, answers, shared=True, **given)


def met(people: People, answers: Mapping[str, Sequence[int | Silence]] = APART, **given: object) -> Round:
    """A round whose meeting was held; `present` says who was there."""
    present = given.pop("present", BOTH)
    round = shared(people, answers, **given)
    services.hold_meeting(
        round,
        held_on=clock.today(),
        present=present,  # type: ignore[arg-type]
        by=acting(people.ada),
        at=clock.now(),
    )
    round.refresh_from_db()
    return round


def item_of(round: Round, number: int) -> Item:
    return round.edition.items.get(number=number)


def position(
    round: Round, people: People, number: int = 1, *, stage: int | None = 1, version: int = 0, dissent: str = ""
) -> None:
    services.record_position(
        round,
        item=item_of(round, number),
        stage=stage,
        why="What people told us",
        dissent=dissent,
        version=version,
        by=acting(people.ada),
        at=clock.now(),
    )


def agreed(people: People, answers: Mapping[str, Sequence[int | Silence]] = APART, **given: object) -> Round:
    """A round that both sides agreed, with a position on the first item."""
    round = met(people, answers, **given)
    position(round, people)
    for user in (people.ada, people.bea):
        round = services.agree_round(round, by=acting(user), at=clock.now())
    return round


def gap_of(round: Round, number: int = 1) -> Gap:
    return Gap.objects.get(round=round, item__number=number)


def with_words(people: People, *words: str, voice: str = "uses_services", item: str = "c1") -> Round:
    """A shared round in which some people of a voice offered words on one item."""
    round = make_round(place=people.site, asked={"uses_services": 9, "staff": 9})
    for said in words:
        answer(round, voice, 1, stages=[1], words={item: said})
    answer(round, voice, 9 - len(words), stages=[1, 2, 0])
    other = "staff" if voice == "uses_services" else "uses_services"
    answer(round, other, 9, stages=[1, 2, 2])
    at = clock.now()
    round = services.close_round(round, by=acting(people.ada), at=at)
    for user in (people.ada, people.bea):
        round = services.turn_reveal_key(round, by=acting(user), at=at)
    return services.share_round(round, by=acting(people.ada), at=at)


def quote_of(round: Round, words: str) -> Quote:
    return Quote.objects.get(round=round, words=words)


def read_by_both(quote: Quote, people: People, first: str = "SHOW", second: str = "SHOW") -> None:
    services.read_quote(quote, verdict=first, by=acting(people.ada), at=clock.now())
    services.read_quote(quote, verdict=second, by=acting(people.bea), at=clock.now())

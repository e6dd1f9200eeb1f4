"""Two lists of one's own: one that people of three voices found, agreed and published, and one they still look for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping, Sequence
from uuid import UUID

from alongside.accounts.models import User
from alongside.assessments.models import Consensus, Quote, Round
from alongside.assessments.rules import Answer
from alongside.assessments.services import bulk, consensus, life, quotes, reveal, sharing, time
from alongside.assessments.services.bulk import BulkBallot
from alongside.demo import cast
from alongside.demo.services.diary import Story
from alongside.demo.services.world import DEMO, Lead, World
from alongside.demo.words.lists import AGREED, UNDER_WAY, Found, Search
from alongside.frameworks import services as frameworks
from alongside.programmes import queries as programmes
from alongside.programmes.models import Place

MOST = 3
"""Nothing matters more: everybody who offers an idea says so of theirs."""
QUIET = {"uses_services": 3, "family_and_friends": 2, "staff": 3}
"""How many of a voice say how much it matters, and offer no words."""


def list_stories(world: World, *, as_at: dt.datetime) -> Iterator[Story]:
    """One search that ended in a published list last winter, and one whose ideas wait to be put together."""
    there = world.teams["Wenbrook"][1]
    yield _agreed(world, there, begins=as_at - dt.timedelta(days=200))
    here = world.team(cast.SHOWCASE, cast.OWN_HOUSE)
    yield _under_way(world, here, begins=as_at - dt.timedelta(days=30))


def _agreed(world: World, place: Place, *, begins: dt.datetime) -> Story:
    search, keys = AGREED, _pair(world, place)
    found = yield from _ideas(search, place, keys, begins=begins)
    merged = begins + dt.timedelta(days=25)
    yield merged
    _put_together(found, search.found, keys, at=merged)
    for key in keys:
        consensus.turn_merge_key(found, voice=key.voice, by=key.actor, at=merged)
    found.refresh_from_db()
    assert found.choosing is not None
    asked = {f"n{number}": dict(one.stages) for number, one in enumerate(search.found, 1)}
    voices = [(voice, len(stages)) for voice, stages in search.found[0].stages]
    choices = [
        BulkBallot(voice, {code: Answer(stages[voice][person]) for code, stages in asked.items()})
        for voice, people in voices
        for person in range(people)
    ]
    yield from _play(found.choosing, choices, keys, begins=merged + dt.timedelta(days=1))
    agreed = merged + dt.timedelta(days=30)
    yield agreed
    _agree(found, search.found, keys, at=agreed)
    yield agreed + dt.timedelta(days=2)
    found.refresh_from_db()
    assert found.draft is not None
    director = programmes.actor_of(User.objects.get(email=cast.DIRECTOR[1]))
    on = (agreed + dt.timedelta(days=2)).date()
    frameworks.publish_draft(found.draft, by=director, at=agreed + dt.timedelta(days=2), on=on)


def _under_way(world: World, place: Place, *, begins: dt.datetime) -> Story:
    keys = _pair(world, place)
    found = yield from _ideas(UNDER_WAY, place, keys, begins=begins)
    begun = begins + dt.timedelta(days=28)
    yield begun
    _put_together(found, UNDER_WAY.found, keys, at=begun)


def _pair(world: World, place: Place) -> tuple[Lead, Lead]:
    return world.leads[place.pk], world.co_leads[place.pk]


def _ideas(
    search: Search, place: Place, keys: tuple[Lead, Lead], *, begins: dt.datetime
) -> Generator[dt.datetime, None, Consensus]:
    """The search from its beginning until its ideas are shared."""
    yield begins
    lead = keys[0].actor
    found = consensus.start_consensus(
        place, name=search.name, question=search.question, easy=search.easy, by=lead, at=begins
    )
    assert found.proposing is not None
    offered = [
        BulkBallot(voice, {"ideas": Answer(MOST, words=words, offered=True)})
        for voice, ideas in search.ideas
        for words in ideas
    ]
    quiet = [BulkBallot(voice, {"ideas": Answer(MOST - 1)}) for voice, people in QUIET.items() for _ in range(people)]
    yield from _play(found.proposing, [*offered, *quiet], keys, begins=begins + dt.timedelta(days=2))
    return found


def _play(
    round: Round, ballots: Sequence[BulkBallot], keys: tuple[Lead, Lead], *, begins: dt.datetime
) -> Iterator[dt.datetime]:
    """A round from its opening to its sharing: opened, answered, closed, revealed by two, read, shared."""
    yield begins
    life.open_round(round, by=keys[0].actor, at=begins)
    answered, ends = begins + dt.timedelta(days=15), begins + dt.timedelta(days=21)
    yield answered
    bulk.lay_down_ballots(round, ballots, by=DEMO, at=answered)
    yield ends
    life.close_round(round, by=time.CLOCK, at=ends)
    for key in keys:
        reveal.turn_reveal_key(round, voice=key.voice, knowing=True, by=key.actor, at=ends)
    for quote in Quote.objects.filter(round=round).order_by("words"):
        for key in keys:
            quotes.read_quote(quote, verdict="SHOW", voice=key.voice, by=key.actor, at=ends)
    shared = ends + dt.timedelta(days=1)
    yield shared
    sharing.share_round(round, by=keys[1].actor, at=shared)


def _put_together(found: Consensus, made: Sequence[Found], keys: tuple[Lead, Lead], *, at: dt.datetime) -> None:
    """The pair put alike ideas together, one after the other."""
    offered: Mapping[str, UUID] = {quote.words: quote.pk for quote in Quote.objects.filter(round=found.proposing_id)}
    for one in made:
        consensus.write_candidate(
            found,
            number=None,
            words=consensus.Words(one.title, one.short, one.explanation, one.easy),
            ideas=[offered[words] for words in one.ideas],
            by=keys[0].actor,
            at=at,
        )


def _agree(found: Consensus, made: Sequence[Found], keys: tuple[Lead, Lead], *, at: dt.datetime) -> None:
    """What is on the list says all that an item needs; both sides agree it."""
    for number, one in enumerate(made, 1):
        words = consensus.Words(
            one.title, one.short, one.explanation, one.easy,
            ask=one.ask, ask_easy=one.ask_easy, looks_like=one.looks_like, dissent=one.dissent,
            chosen=bool(one.looks_like),
        )  # fmt: skip
        consensus.write_candidate(found, number=number, words=words, version=1, by=keys[0].actor, at=at)
    for key in keys:
        consensus.turn_list_key(found, voice=key.voice, by=key.actor, at=at)

"""The goals that a visitor meets first: those of the showcase, with everything that can happen to a goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_lives import Seed
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import Group
from alongside.demo.services.goals_told import Act, Told, at, told_by_acts
from alongside.demo.services.world import NEW_EDITION, OLD_EDITION
from alongside.demo.words import goals as words
from alongside.frameworks.models import Item
from alongside.goals import services
from alongside.goals.models import ChangeIdea
from alongside.goals.rules.cycles import Outcome
from alongside.goals.rules.goals import State, Take
from alongside.goals.services import Born, Words
from alongside.goals.services import cycles as tests
from alongside.goals.services.bulk import Step
from alongside.goals.services.cycles import Idea
from alongside.programmes.models import Place

HERON, HARBOUR, CRISIS, HOUSE = cast.SHOWCASE_TEAMS


@dataclass(frozen=True)
class Seedling:
    """A goal of the showcase that came from an idea: where, on which challenge, since when, how it goes."""

    team: str
    number: int
    since: dt.date
    fate: str
    special: str = ""


def _on(year: int, month: int, day: int) -> dt.date:
    return weekday(dt.date(year, month, day))


SEEDLINGS = (
    Seedling(HERON, 6, _on(2024, 1, 15), "sustained", "spoken"),
    Seedling(HERON, 1, _on(2024, 9, 9), "verified"),
    Seedling(HERON, 6, _on(2025, 6, 2), "sustained"),
    Seedling(HERON, 5, _on(2025, 7, 14), "claimed", "sent back"),
    Seedling(HERON, 9, _on(2026, 1, 12), "active", "copied"),
    Seedling(HERON, 10, _on(2026, 4, 7), "proposed", "not yet"),
    Seedling(HARBOUR, 5, _on(2024, 2, 5), "sustained", "code"),
    Seedling(HARBOUR, 3, _on(2024, 10, 7), "without"),
    Seedling(HARBOUR, 10, _on(2025, 9, 8), "active", "helped"),
    Seedling(HARBOUR, 1, _on(2025, 10, 6), "parked"),
    Seedling(HARBOUR, 8, _on(2026, 3, 23), "agreed"),
    Seedling(CRISIS, 6, _on(2024, 3, 4), "stopped"),
    Seedling(CRISIS, 5, _on(2025, 2, 3), "verified"),
    Seedling(CRISIS, 2, _on(2025, 11, 3), "active", "blocked"),
    Seedling(CRISIS, 4, _on(2026, 1, 19), "active"),
    Seedling(HOUSE, 10, _on(2024, 2, 12), "sustained", "reopened"),
    Seedling(HOUSE, 7, _on(2025, 8, 4), "claimed"),
    Seedling(HOUSE, 1, _on(2026, 2, 2), "active"),
    Seedling("", 4, _on(2025, 9, 15), "active"),
    Seedling("", 8, _on(2025, 10, 6), "active", "copied"),
    Seedling("", 7, _on(2025, 8, 18), "claimed"),
    Seedling("", 2, _on(2026, 4, 20), "proposed"),
)


def showcase_goals(making: Making) -> Iterator[Story]:
    """A story for each of these goals, and one for an urgent duty."""
    site = making.world.sites[cast.SHOWCASE]
    for seedling in SEEDLINGS:
        place = making.world.team(cast.SHOWCASE, seedling.team) if seedling.team else site
        yield _story(making, seedling, place)
    yield _duty(making, making.world.team(cast.SHOWCASE, HERON))


def _story(making: Making, seedling: Seedling, place: Place) -> Story:
    yield at(seedling.since, 8)
    edition = NEW_EDITION if seedling.since >= cast.NEW_EDITION_FROM else OLD_EDITION
    item = Item.objects.get(edition__slug=edition, number=seedling.number)
    rng = dice(making.seed, "seedling", place.name, seedling.number, seedling.since)
    seed = Seed(place, item, seedling.number, Born(), None, seedling.since)
    told = Told(making.at(place).of(seed, rng, fate=seedling.fate, latest=True))
    group = making.people.of(place)
    more = list(_SPECIAL[seedling.special](making, told, group)) if seedling.special else []
    yield from told_by_acts([told], [one for one in more if one[0].date() <= making.until])


def _spoken(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """The key of people who use the service was spoken at a meeting, and confirmed by another of them who was there."""
    lived = next(key for key in told.history.keys if key.by == group.lived.actor)
    writer = next(one for one in group.members if one.voice == "uses_services")
    told.history = replace(told.history, keys=tuple(key for key in told.history.keys if key is not lived))
    yield (
        at(lived.on, 9, 20),
        lambda when: services.write_spoken_key(told.stands, voice=writer.voice, by=writer.actor, at=when),
    )
    yield (
        at(lived.on, 9, 25),
        lambda when: services.confirm_spoken_key(told.stands, voice=group.lived.voice, by=group.lived.actor, at=when),
    )


def _by_code(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """The same key, turned with a code that was handed out at a meeting."""
    lived = next(key for key in told.history.keys if key.by == group.lived.actor)
    told.history = replace(told.history, keys=tuple(key for key in told.history.keys if key is not lived))

    def handed(when: dt.datetime) -> None:
        code = services.hand_key_code(told.stands, voice="uses_services", by=group.lived.actor, at=when)
        services.answer_by_code(code.code, take=Take.AGREE, at=when)

    yield at(lived.on, 9, 20), handed


def _not_yet(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """Somebody is not ready to agree, and says what would have to change."""
    who, on = group.members[0], told.history.proposed.on
    yield (
        at(on, 16),
        lambda when: services.take_stance(
            told.stands, take=Take.NOT_YET, words=words.NOT_YET, voice=who.voice, by=who.actor, at=when
        ),
    )


def _blocked(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """Somebody blocked it, and it was started with an answer to that."""
    who, on = next(one for one in group.members if one.voice == "uses_services"), told.history.proposed.on
    first, *later = told.history.steps
    told.history = replace(told.history, steps=(replace(first, words=words.UNBLOCKED), *later))
    yield (
        at(on, 16),
        lambda when: services.take_stance(
            told.stands, take=Take.BLOCK, words=words.BLOCKED, voice=who.voice, by=who.actor, at=when
        ),
    )


def _sent_back(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """Whoever looked found that it was not so yet. It was claimed again, and another team is asked to look."""
    claim = next(step for step in told.history.steps if step.to == State.CLAIMED)
    judge = next(one for one in group.onlookers if one.voice != claim.voice)
    other = making.world.team(cast.SHOWCASE, HARBOUR)
    again = weekday(claim.on + dt.timedelta(days=45))
    yield (
        at(weekday(claim.on + dt.timedelta(days=9)), 15),
        lambda when: services.send_back(told.stands, why=words.SENT_BACK, voice=judge.voice, by=judge.actor, at=when),
    )
    yield (
        at(again, 16),
        lambda when: services.claim_goal(told.stands, claim=words.CLAIMED[0], voice=claim.voice, by=claim.by, at=when),
    )
    yield at(again, 17), lambda when: services.ask_to_verify(told.stands, place=other, by=claim.by, at=when)


def _reopened(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """It had been closed as lasting, and is opened again."""
    last = told.history.steps[-1]
    pen = group.profession
    step = Step(
        by=pen.actor,
        voice=pen.voice,
        on=weekday(last.on + dt.timedelta(days=200)),
        to=State.ACTIVE,
        words=words.REOPENED,
    )
    told.history = replace(told.history, steps=(*told.history.steps, step))
    yield from ()


def _copied(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """An idea from another site's library is tried here, with thanks."""
    started = told.history.steps[0].on
    who = group.lived

    def copy(when: dt.datetime) -> None:
        near = ChangeIdea.objects.shared().filter(
            item__number=told.history.words.item.number if told.history.words.item else 0
        )
        theirs = near.filter(outcome=Outcome.ADOPTED).exclude(scope__startswith=told.history.place.scope)
        found = theirs.order_by("text", "place__parent__name", "place__name", "shared_on")[0]
        idea = Idea(text=found.text, setting=found.setting)
        tests.propose_idea(told.stands, idea=idea, copied=found, voice=who.voice, by=who.actor, at=when)

    yield at(weekday(started + dt.timedelta(days=30)), 17), copy


def _helped(making: Making, told: Told, group: Group) -> Iterator[Act]:
    """Somebody without an account took part in the first test."""
    began = [cycle.began for idea in told.history.ideas for cycle in idea.cycles if cycle.began]
    yield (
        at(min(one.on for one in began), 18),
        lambda when: tests.add_doer(
            next(iter(told.cycles.values())), voice="family_and_friends", by=group.profession.actor, at=when
        ),
    )


def _duty(making: Making, place: Place) -> Story:
    on = _on(2026, 3, 16)
    yield at(on, 15)
    title, different, why = words.DUTY
    duty = Words(title=title, different_for_people=different, strand="organisation", due_on=on + dt.timedelta(days=31))
    lead = making.people.of(place).profession
    services.record_duty(place, words=duty, why=why, voice=lead.voice, by=lead.actor, at=at(on, 15))


_SPECIAL = {
    "spoken": _spoken,
    "code": _by_code,
    "not yet": _not_yet,
    "blocked": _blocked,
    "sent back": _sent_back,
    "reopened": _reopened,
    "copied": _copied,
    "helped": _helped,
}

"""What was raised at the showcase, told act by act: written down, decided, told by letter, answered, or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.core import outbox
from alongside.core.models import Letter
from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import Speaker
from alongside.demo.services.goals_told import at
from alongside.demo.words import loops as words
from alongside.demo.words.loops import LoopCard
from alongside.frameworks.models import Item
from alongside.goals.models import Goal, Loop, LoopWords
from alongside.goals.rules.loops import Reach, Says, message_draft
from alongside.goals.rules.loops import Story as Told
from alongside.goals.services import loops as services
from alongside.goals.services.loops import Raised
from alongside.goals.services.loops.telling import SUBJECT
from alongside.goals.services.loops.time import drop_contacts, look_at_answers, note_silence, notice_signals
from alongside.programmes.models import Place

HERON, HARBOUR, CRISIS, HOUSE = cast.SHOWCASE_TEAMS
YES, PARTLY, NO = Says.YES, Says.PARTLY, Says.NO


@dataclass(frozen=True)
class LoopPlan:
    """A loop of the showcase: which card, where, when it was raised, how many days each step took, what was said.

    `days`: until it was decided, told, and answered; what is left out has not happened. `asked`: how many asked to be
    told, by mail and on paper in turn.
    """

    card: int
    team: str
    raised: dt.date
    days: tuple[int, ...] = ()
    asked: int = 5
    says: tuple[Says, ...] = ()
    special: str = ""


D = dt.date
PLANS = (
    LoopPlan(14, HERON, D(2023, 11, 6), (140, 21, 12), 5, (YES, YES, PARTLY, YES)),
    LoopPlan(15, HERON, D(2024, 2, 12), (190, 14, 25), 8, (YES,) * 5 + (PARTLY, PARTLY, NO)),
    LoopPlan(16, HERON, D(2024, 10, 14), (60, 10, 9), 4, (YES, PARTLY, PARTLY, NO)),
    LoopPlan(0, HERON, D(2024, 9, 2), (120, 20, 14), 6, (YES, YES, YES, PARTLY), "reopened"),
    LoopPlan(12, HERON, D(2025, 3, 10), (150, 30), 4),
    LoopPlan(17, HERON, D(2025, 1, 20)),
    LoopPlan(24, HERON, D(2026, 1, 19), (70,), 0),
    LoopPlan(19, HERON, D(2026, 2, 23), (40, 9), 6, special="waits"),
    LoopPlan(10, HARBOUR, D(2024, 1, 29), (160, 20, 30), 6, (YES, YES, YES, YES, PARTLY), "joins"),
    LoopPlan(11, HARBOUR, D(2024, 6, 3), (100, 12, 20), 3, (YES, PARTLY, YES)),
    LoopPlan(13, HARBOUR, D(2025, 5, 12), (90, 15, 18), 5, (NO, NO, PARTLY, NO), "not true"),
    LoopPlan(26, HARBOUR, D(2025, 9, 15), (), 3, special="joins"),
    LoopPlan(4, CRISIS, D(2024, 4, 15), (210, 25), 3),
    LoopPlan(1, CRISIS, D(2026, 3, 30)),
    LoopPlan(29, HOUSE, D(2024, 11, 18), (45, 7, 11), 4, (YES, YES, PARTLY)),
    LoopPlan(27, HOUSE, D(2024, 3, 4), (200, 20, 15), 4, (YES, YES, YES)),
    LoopPlan(18, "", D(2024, 5, 20), (130, 20, 21), 9, (YES,) * 6 + (PARTLY, NO)),
    LoopPlan(5, "", D(2023, 10, 9), (170, 18, 30), 7, (YES, YES, YES, PARTLY, PARTLY)),
    LoopPlan(8, "", D(2025, 8, 18), (110, 20, 16), 6, (YES, YES, PARTLY, YES), "joins"),
    LoopPlan(20, "", D(2025, 2, 10), (150, 28), 5),
    LoopPlan(21, "", D(2025, 10, 20)),
    LoopPlan(22, "", D(2026, 4, 13)),
)


def loops_of_the_showcase(making: Making) -> Iterator[Story]:
    """A story for each, and the day on which figures that go the wrong way are noticed."""
    for plan in PLANS:
        yield _story(making, plan)
    yield _signals(making)


def draft_of(card: LoopCard) -> str:
    """What those who raised it are told, as the product drafts it."""
    return message_draft(Told(raised=card.raised, decision=card.decision, why=card.why))


def _story(making: Making, plan: LoopPlan) -> Story:
    """One loop, until nothing more happens to it."""
    raised, card = weekday(plan.raised), words.LOOPS[plan.card]
    site = making.world.sites[cast.SHOWCASE]
    place = making.world.team(cast.SHOWCASE, plan.team) if plan.team else site
    group = making.people.of(place)
    yield at(raised, 11, 7)
    loop = _open(place, card, group.lived, raised)
    _listen(loop, plan, group.lived)
    if plan.special == "joins":
        yield at(weekday(raised + dt.timedelta(days=35)), 11, 9)
        _join(loop, card, group.profession, on=weekday(raised + dt.timedelta(days=35)))
    on = raised
    for number, days in enumerate(plan.days):
        on = weekday(on + dt.timedelta(days=days))
        if number == 0:
            yield at(on, 15, 7)
            _decide(loop, card, group.profession, on)
        elif number == 1:
            yield at(on, 15, 9)
            codes = _tell(loop, card, group.lived, on)
        else:
            yield at(on, 20, 7)
            _answer(loop, codes, plan, on)
            yield at(weekday(on + dt.timedelta(days=3)), 10, 7)
            _read_words(loop, group.pair, on=weekday(on + dt.timedelta(days=3)))
    yield from _afterwards(loop, plan, group.profession, on)


def _afterwards(loop: Loop, plan: LoopPlan, who: Speaker, last: dt.date) -> Iterator[dt.datetime]:
    """Silence is noted after ninety days, contacts go after a year, and one is taken up again."""
    if len(plan.days) == 2 and plan.special != "waits":
        yield at(last + dt.timedelta(days=90), 1)
        note_silence(loop, at=at(last + dt.timedelta(days=90), 1))
    if plan.special == "reopened":
        on = weekday(last + dt.timedelta(days=260))
        yield at(on, 15)
        services.reopen_loop(loop, why=words.REOPENED, by=who.actor, at=at(on, 15))
    kept_until = weekday(plan.raised) + dt.timedelta(days=366)
    if kept_until > last and Loop.objects.get(pk=loop.pk).listeners.exists():
        yield at(kept_until, 1, 30)
        drop_contacts(loop, at=at(kept_until, 1, 30))


def _open(place: Place, card: LoopCard, who: Speaker, on: dt.date) -> Loop:
    item = Item.objects.filter(number=card.item, edition__slug__startswith="ten-challenges").order_by("-edition__slug")
    told = Raised(raised=card.raised, voice=card.voice, raised_on=on, item=item[0])
    return services.open_loop(place, told=told, by=who.actor, at=at(on, 11, 7))


def _listen(loop: Loop, plan: LoopPlan, who: Speaker) -> None:
    """People ask to be told: by mail, or by a letter that somebody hands them."""
    on = at(loop.raised_on, 11, 8)
    for number in range(plan.asked):
        mail = number % 2 == 0
        name = (
            f"somebody.{plan.card}.{number}@home.example.org"
            if mail
            else f"Pigeon-hole {plan.card}{number} at the desk"
        )
        services.add_listener(loop, reach=Reach.MAIL if mail else Reach.PAPER, contact=name, by=who.actor, at=on)


def _mailbox(card: int) -> str:
    """How the addresses of those who asked to be told about one thing begin."""
    return f"somebody.{card}."


def _join(loop: Loop, card: LoopCard, who: Speaker, *, on: dt.date) -> None:
    found = Goal.objects.filter(place=loop.place_id, item__number=card.item).latest("proposed_on", "title")
    services.join_goal(loop, goal=found, by=who.actor, at=at(on, 11, 9))


def _decide(loop: Loop, card: LoopCard, who: Speaker, on: dt.date) -> None:
    kept = Loop.objects.get(pk=loop.pk)
    if kept.agreed_on is None:
        agreed = loop.raised_on + (on - loop.raised_on) / 3
        services.date_step(kept, step="agreed", on=agreed, by=who.actor, at=at(on, 15, 7))
    services.decide_loop(
        loop, decision=card.decision, why=f"{card.why}.", version=kept.version, by=who.actor, at=at(on, 15, 7)
    )


def _tell(loop: Loop, card: LoopCard, who: Speaker, on: dt.date) -> list[str]:
    """The codes in the letters: those that went by mail and those that were printed."""
    when = at(on, 15, 9)
    services.tell_loop(loop, message=draft_of(card), public=True, by=who.actor, at=when)
    to = _mailbox(words.LOOPS.index(card))
    letters = Letter.objects.filter(subject=SUBJECT, queued_on=on, to__startswith=to).order_by("to")
    codes = [outbox.text_of(letter).splitlines()[0] for letter in letters]
    printed = services.print_letters(loop, by=who.actor, at=when) if loop.listeners.filter(reach=Reach.PAPER) else []
    return codes + [letter.code for letter in printed]


def _answer(loop: Loop, codes: list[str], plan: LoopPlan, on: dt.date) -> None:
    """Some of them answer; one offers words. The next look at the answers draws them together."""
    for number, (code, says) in enumerate(zip(codes, plan.says, strict=False)):
        ticket = services.exchange_loop_code(code)
        assert isinstance(ticket, services.Ticket)
        said = words.OFFERED[(plan.card + number) % len(words.OFFERED)] if number < 2 and says != NO else ""
        services.save_loop_answer(ticket, says=says, words=said, offered=bool(said))
    look_at_answers(loop, at=at(on, 20, 7))


def _read_words(loop: Loop, pair: tuple[Speaker, Speaker], *, on: dt.date) -> None:
    for offered in LoopWords.objects.filter(telling__loop=loop).order_by("words"):
        for who in pair:
            services.read_loop_words(offered, verdict="SHOW", voice=who.voice, by=who.actor, at=at(on, 10, 7))


def _signals(making: Making) -> Story:
    yield at(making.until, 2)
    notice_signals(at=at(making.until, 2))

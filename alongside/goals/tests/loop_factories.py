"""Loops in every state, always by way of the services, and people who answer.

In a `World` (see `programmes.tests.factories`) Tom and Lea lead the team: Tom writes down and tells, Lea reads words.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from typing import Any
from unittest import mock

from alongside.access.policy import Actor
from alongside.core import clock, outbox
from alongside.core.models import AuditEntry, Letter
from alongside.goals.models import Loop, Telling
from alongside.goals.rules.loops import LETTER_SUBJECT, Decision, LoopState, Reach
from alongside.goals.services import loops as services
from alongside.goals.tests.factories import acting, lived_lead, profession_lead
from alongside.programmes.models import Place

_numbers = itertools.count(1)
DAY = dt.timedelta(days=1)


def teller_at(place: Place) -> Actor:
    return acting(profession_lead(place))


def reader_at(place: Place) -> Actor:
    return acting(lived_lead(place))


def make_loop(place: Place, *, at: dt.datetime | None = None, **given: Any) -> Loop:
    """Something that people who use services raised, open."""
    at = at or clock.now()
    told: dict[str, Any] = {
        "raised": f"Nobody tells us what happens after a meeting {next(_numbers)}",
        "voice": "uses_services",
        "raised_on": clock.date_of(at),
    } | given
    return services.open_loop(place, told=services.Raised(**told), by=teller_at(place), at=at)


def listens(loop: Loop, *contacts: str, reach: Reach = Reach.MAIL) -> None:
    """People asked to be told."""
    for contact in contacts:
        services.add_listener(loop, reach=reach, contact=contact, by=teller_at(loop.place), at=clock.now())


def some_mail(number: int) -> list[str]:
    return [f"somebody{next(_numbers)}@example.org" for _ in range(number)]


def decided(loop: Loop, *, decision: Decision = Decision.DID, at: dt.datetime | None = None) -> Loop:
    return services.decide_loop(
        loop,
        decision=decision,
        why="Everybody gets a letter within a week",
        version=Loop.objects.get(pk=loop.pk).version,
        by=teller_at(loop.place),
        at=at or clock.now(),
    )


def told(
    place: Place, *, asked: int = 3, decision: Decision = Decision.DID, at: dt.datetime | None = None, **given: Any
) -> tuple[Loop, list[str]]:
    """A loop whose raisers were told by mail, with the codes in their letters."""
    at = at or clock.now()
    loop = make_loop(place, at=at, **given)
    listens(loop, *some_mail(asked))
    return tell(decided(loop, decision=decision, at=at), at=at)


def tell(loop: Loop, *, at: dt.datetime | None = None, public: bool = True) -> tuple[Loop, list[str]]:
    """Tell those who raised it; the codes of the letters that went by mail."""
    Letter.objects.all().delete()
    loop = services.tell_loop(
        loop, message="We did:\n\na letter a week", public=public, by=teller_at(loop.place), at=at or clock.now()
    )
    return loop, codes_sent()


def codes_sent() -> list[str]:
    """The codes in the letters that wait."""
    letters = Letter.objects.filter(subject=LETTER_SUBJECT).order_by("to")
    return [outbox.text_of(letter).splitlines()[0] for letter in letters]


def stop_codes_sent() -> dict[str, str]:
    """The codes that end the letters, by whom they went to."""
    letters = {letter.to: outbox.text_of(letter) for letter in Letter.objects.filter(subject=LETTER_SUBJECT)}
    found = {to: re.findall(r"type this code there instead: (\S+)", text) for to, text in letters.items()}
    return {to: codes[0] for to, codes in found.items()}


def answers(codes: Sequence[str], *says: str, words: str = "", offered: bool = False) -> None:
    """Each of these codes is used for one answer."""
    for code, one in zip(codes, says, strict=False):
        ticket = services.exchange_loop_code(code)
        assert isinstance(ticket, services.Ticket)
        services.save_loop_answer(ticket, says=one, words=words, offered=offered)


def pass_days(loop: Loop, days: int, *, at: dt.datetime | None = None) -> Loop:
    """Let so many days go by, and time do its work at the end of them."""
    # Inside a test's transaction the database's files cannot be cleaned: a test of its own does that.
    with mock.patch("alongside.goals.services.loops.ending.scrub", return_value=True):
        services.let_loops_pass(at=(at or clock.now()) + days * DAY)
    return Loop.objects.get(pk=loop.pk)


def closed(place: Place, *, decision: Decision = Decision.DID, at: dt.datetime | None = None, **given: Any) -> Loop:
    """A loop that those who raised it closed."""
    at = at or clock.now()
    loop, codes = told(place, decision=decision, at=at, **given)
    answers(codes, "yes", "partly", "yes")
    loop = pass_days(loop, 1, at=at)
    assert loop.state == LoopState.CLOSED
    return loop


def in_state(place: Place, state: LoopState) -> Loop:
    """A loop in any state."""
    match state:
        case LoopState.OPEN:
            return make_loop(place)
        case LoopState.TOLD:
            return told(place)[0]
        case LoopState.UNCONFIRMED:
            return pass_days(told(place)[0], 90)
        case LoopState.CLOSED:
            return closed(place)


def telling_of(loop: Loop) -> Telling:
    return Telling.objects.filter(loop=loop).latest("number")


def rows(action: str) -> int:
    """How often the trail tells of an act."""
    return AuditEntry.objects.filter(action=action).count()

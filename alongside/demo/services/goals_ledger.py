"""The showcase's ledger: what was proposed and decided, what people gave, how meetings were, what teams bring."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from uuid import UUID

from alongside.demo import cast
from alongside.demo.services.cycles import weekday
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.goals_making import Making
from alongside.demo.services.goals_people import Group, Speaker
from alongside.demo.services.goals_told import at
from alongside.demo.words import ledger as words
from alongside.demo.words.ledger import ProposalCard
from alongside.goals.models import Review
from alongside.goals.rules.ledger import Payment
from alongside.goals.rules.plan import Shares
from alongside.goals.rules.pulse import Question, Says
from alongside.goals.services import ledger as services
from alongside.goals.services.ledger import About, Gave
from alongside.goals.services.ledger.pulses import CLOCK
from alongside.programmes.models import Place

HERON, HARBOUR, CRISIS, HOUSE = cast.SHOWCASE_TEAMS
D = dt.date
PROPOSED = (
    (HERON, D(2024, 6, 10)), ("", D(2025, 10, 27)), (HERON, D(2025, 2, 3)), (HARBOUR, D(2024, 11, 4)),
    (HERON, D(2025, 9, 1)), (CRISIS, D(2025, 5, 12)), ("", D(2026, 1, 26)), (HERON, D(2026, 3, 23)),
    (HARBOUR, D(2026, 4, 13)),
)  # fmt: skip
"""Where and when each card was proposed; the last one is not decided yet."""
ASKED = ((HERON, D(2025, 12, 8)), (HERON, D(2026, 3, 23)), ("", D(2026, 1, 26)), (HARBOUR, D(2026, 4, 13)))
"""Reviews after which people were asked how it was."""
OPEN_FOR = dt.timedelta(days=10)
USUALLY = (Says.NO, Says.A_LITTLE, Says.MOSTLY, Says.MOSTLY, Says.YES, Says.YES, Says.YES, Says.RATHER_NOT)
AMOUNTS = (2400, 3600, 1200, 4800)
PLANS = ((HERON, D(2024, 10, 1), Shares.HEADINGS), (HOUSE, D(2025, 6, 3), Shares.DATES))


def ledger_stories(making: Making) -> Iterator[Story]:
    """What was proposed, given, asked and brought at the showcase."""
    for card, (team, on) in zip(words.PROPOSALS, PROPOSED, strict=True):
        yield _proposal(making, card, team, weekday(on), decided=card is not words.PROPOSALS[-1])
    for team, on in ASKED:
        yield _pulse(making, team, on)
    for team, on, shares in PLANS:
        yield _plan(making, team, weekday(on), shares)
    for team in (HERON, HARBOUR, ""):
        yield _hours(making, team)


def _place(making: Making, team: str) -> Place:
    return making.world.team(cast.SHOWCASE, team) if team else making.world.sites[cast.SHOWCASE]


def _proposal(making: Making, card: ProposalCard, team: str, on: dt.date, *, decided: bool) -> Story:
    place = _place(making, team)
    pen = making.people.of(place).profession
    yield at(on, 19)
    review = Review.objects.filter(place=place, held_on=on).first()
    made = services.record_proposal(
        place, voice=card.voice, text=card.text, options=card.options, proposed_on=on, about=About(review=review),
        by=pen.actor, at=at(on, 19),
    )  # fmt: skip
    if not decided:
        return
    then = weekday(on + dt.timedelta(days=24))
    yield at(then, 15)
    made = services.decide_proposal(
        made, decision=card.decision, decided_by=["uses_services", "staff"], reason=f"{card.reason}.", decided_on=then,
        changed=card.changed, version=made.version, by=pen.actor, at=at(then, 15),
    )  # fmt: skip
    told = weekday(then + dt.timedelta(days=6))
    yield at(told, 15)
    services.tell_proposal(made, told_on=told, by=pen.actor, at=at(told, 15))


def _pulse(making: Making, team: str, on: dt.date) -> Story:
    """After a review everybody who was there is asked, on slips; it closes by itself."""
    place, rng = _place(making, team), dice(making.seed, "pulse", team, on)
    pen = making.people.of(place).profession
    yield at(on, 19, 30)
    pulse = services.hold_pulse(
        place, meeting="Our review", held_on=on, closes_on=on + OPEN_FOR,
        review=Review.objects.get(place=place, held_on=on), by=pen.actor, at=at(on, 19, 30),
    )  # fmt: skip
    for voice, number in (("uses_services", rng.randint(6, 9)), ("staff", rng.randint(6, 9))):
        for code in services.make_pulse_codes(pulse, voice=voice, number=number, by=pen.actor, at=at(on, 19, 30)):
            _answer(code, rng)
    over = on + OPEN_FOR + dt.timedelta(days=1)
    yield at(over, 1)
    services.close_pulse(pulse, by=CLOCK, at=at(over, 1))


def _answer(code: str, rng: random.Random) -> None:
    ticket = services.exchange_pulse_code(code)
    services.save_pulse_answer(ticket, answers={question: rng.choice(USUALLY) for question in Question})


def _plan(making: Making, team: str, on: dt.date, shares: Shares) -> Story:
    place = _place(making, team)
    pair = making.people.of(place).pair
    yield at(on, 16)
    plan = services.start_plan(place, by=pair[0].actor, at=at(on, 16))
    for number, (kind, text, voice, use) in enumerate(words.BROUGHT):
        who = pair[number % 2]
        services.offer_resource(plan, kind=kind, text=text, voice=voice, use=use, by=who.actor, at=at(on, 16))
    services.share_plan(plan, shares=shares, by=pair[1].actor, at=at(on, 16))


def _hours(making: Making, team: str) -> Story:
    """Every other month people write down what they gave; whoever keeps the hours does it for those without account."""
    place, rng = _place(making, team), dice(making.seed, "hours", team)
    group = making.people.of(place)
    on = cast.YEARS[1] + dt.timedelta(days=12)
    while on < making.until:
        yield at(weekday(on), 17)
        _give(place, group, rng, weekday(on))
        on += dt.timedelta(days=61)


def _give(place: Place, group: Group, rng: random.Random, on: dt.date) -> None:
    lived = [one for one in group.members if one.voice == "uses_services"]
    for who in (group.lived, *lived[:1]):
        gave = _gave(who.voice, rng, on)
        services.record_own_hours(place, gave=gave, by=who.actor, at=at(on, 17))
    keeper: Speaker = group.profession
    friend = next((one for one in group.onlookers if one.voice == "family_and_friends"), group.lived)
    gave = _gave(friend.voice, rng, on)
    services.keep_hours(place, gave=gave, user=UUID(friend.actor.user_id), by=keeper.actor, at=at(on, 17))


def _gave(voice: str, rng: random.Random, on: dt.date) -> Gave:
    """Mostly paid, sometimes payment was declined, and once in a while nobody offered any."""
    payment = rng.choices(list(Payment), (1, 6, 2))[0]
    return Gave(
        on=on - dt.timedelta(days=rng.randint(0, 9)),
        what=rng.choice(words.GAVE),
        voice=voice,
        minutes=30 * rng.randint(2, 6),
        payment=payment,
        paid=rng.choice(AMOUNTS) if payment == Payment.ACCEPTED else 0,
        expenses=rng.choice((0, 0, 320, 760)),
    )

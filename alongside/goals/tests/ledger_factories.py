"""Proposals, hours, pulses and plans in every state, always by way of the services.

In a `World` (see `programmes.tests.factories`) Tom leads the team: he writes down, keeps hours and asks after meetings.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any
from unittest import mock
from uuid import UUID

from alongside.core import clock
from alongside.goals.models import Contribution, Proposal, Pulse, Resource, TeamPlan
from alongside.goals.rules.ledger import Decision, Payment
from alongside.goals.rules.plan import Kind, Use
from alongside.goals.rules.pulse import OPEN_FOR, Question, Says
from alongside.goals.services import ledger as services
from alongside.goals.tests.factories import acting, profession_lead
from alongside.programmes.models import Membership, Place

_numbers = itertools.count(1)
DAY = dt.timedelta(days=1)


def make_proposal(place: Place, *, at: dt.datetime | None = None, **given: Any) -> Proposal:
    """Something that people who use services proposed, not decided yet."""
    at = at or clock.now()
    told: dict[str, Any] = {
        "voice": "uses_services",
        "text": f"Tea at night {next(_numbers)}",
        "options": "Tea at ten, or a kettle of our own",
        "proposed_on": clock.date_of(at),
    } | given
    return services.record_proposal(place, **told, by=acting(profession_lead(place)), at=at)


def decide(
    proposal: Proposal, decision: str = Decision.ACCEPTED, *, at: dt.datetime | None = None, **given: Any
) -> Proposal:
    at = at or clock.now()
    told: dict[str, Any] = {
        "decided_by": ["uses_services", "staff"],
        "reason": "Nights are long",
        "decided_on": clock.date_of(at),
        "version": Proposal.objects.get(pk=proposal.pk).version,
    } | given
    by = acting(profession_lead(proposal.place))
    return services.decide_proposal(proposal, decision=decision, **told, by=by, at=at)


def tell(proposal: Proposal, *, at: dt.datetime | None = None, changed: str = "There is tea") -> Proposal:
    at = at or clock.now()
    by = acting(profession_lead(proposal.place))
    return services.tell_proposal(proposal, told_on=clock.date_of(at), changed=changed, by=by, at=at)


def gave(**given: Any) -> services.Gave:
    told: dict[str, Any] = {
        "on": clock.today(),
        "what": "Goals meeting",
        "voice": "uses_services",
        "minutes": 90,
        "payment": Payment.ACCEPTED,
        "paid": 2000,
        "expenses": 450,
    }
    return services.Gave(**(told | given))


def own_hours(member: Membership, place: Place, *, at: dt.datetime | None = None, **given: Any) -> Contribution:
    """What somebody wrote down themselves."""
    at = at or clock.now()
    told: dict[str, Any] = {"voice": "", "on": clock.date_of(at)} | given
    return services.record_own_hours(place, gave=gave(**told), by=acting(member), at=at)


def keep_hours(
    place: Place, *, user: UUID | None = None, name: str = "", at: dt.datetime | None = None, **given: Any
) -> Contribution:
    """What the team's lead wrote down for somebody."""
    at = at or clock.now()
    told = gave(**({"on": clock.date_of(at)} | given))
    return services.keep_hours(place, gave=told, user=user, name=name, by=acting(profession_lead(place)), at=at)


def make_pulse(place: Place, *, at: dt.datetime | None = None, **given: Any) -> Pulse:
    """A pulse that takes answers."""
    at = at or clock.now()
    on = clock.date_of(at)
    told: dict[str, Any] = {"meeting": "Goals meeting", "held_on": on, "closes_on": on + OPEN_FOR} | given
    return services.hold_pulse(place, **told, by=acting(profession_lead(place)), at=at)


def codes_for(pulse: Pulse, voice: str, number: int, *, at: dt.datetime | None = None) -> list[str]:
    by = acting(profession_lead(pulse.place))
    return services.make_pulse_codes(pulse, voice=voice, number=number, by=by, at=at or clock.now())


def says(code: str, heard: Says, influenced: Says | None = None, safe: Says | None = None) -> None:
    """Whoever holds the code answers; the same to every question unless told otherwise."""
    answers = {Question.HEARD: heard, Question.INFLUENCED: influenced or heard, Question.SAFE: safe or heard}
    services.save_pulse_answer(services.exchange_pulse_code(code), answers=answers)


def answered(pulse: Pulse, voice: str, answers: Sequence[Says]) -> None:
    """Each of these is the answer of one person to every question."""
    for code, one in zip(codes_for(pulse, voice, len(answers)), answers, strict=True):
        says(code, one)


def close(pulse: Pulse, *, at: dt.datetime | None = None) -> Pulse:
    # Inside a test's transaction the database's files cannot be cleaned: a test of its own does that.
    with mock.patch("alongside.goals.services.ledger.pulses.scrub", return_value=True):
        return services.close_pulse(pulse, by=acting(profession_lead(pulse.place)), at=at or clock.now())


def make_plan(place: Place, *, at: dt.datetime | None = None) -> TeamPlan:
    return services.start_plan(place, by=acting(profession_lead(place)), at=at or clock.now())


def make_offer(plan: TeamPlan, *, at: dt.datetime | None = None, **given: Any) -> Resource:
    told: dict[str, Any] = {
        "kind": Kind.SKILL,
        "text": f"Plays the guitar {next(_numbers)}",
        "voice": "uses_services",
        "use": Use.TEAM,
    }
    by = acting(profession_lead(plan.place))
    return services.offer_resource(plan, **(told | given), by=by, at=at or clock.now())

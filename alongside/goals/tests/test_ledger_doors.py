"""What must not be, tried through every door: a bulk write, the ORM and raw SQL (forms and services have their own)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, transaction

from alongside.core import clock
from alongside.goals import ledger_guards
from alongside.goals.models import Contribution, Proposal, Pulse, PulseAnswer, PulseCode, Resource, TeamPlan
from alongside.goals.rules.pulse import Says
from alongside.goals.tests import factories
from alongside.goals.tests import ledger_factories as make
from alongside.programmes.tests.factories import World, actor

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
ON = dt.date(2026, 3, 2)


def refused(act: Callable[[], object]) -> str:
    """What the database says to an act that must not be."""
    with pytest.raises(Error) as told, transaction.atomic():
        act()
    return str(told.value)


def sql(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


@pytest.mark.parametrize(
    "wrong",
    [
        {"voice": ""},
        {"text": ""},
        {"decision": "accepted"},
        {"decision": "accepted", "decided_on": ON, "reason": "So", "decided_by": []},
        {"decision": "accepted", "decided_on": ON, "reason": "", "decided_by": ["staff"]},
        {"decision": "perhaps", "decided_on": ON, "reason": "So", "decided_by": ["staff"]},
        {"decision": "accepted", "decided_on": ON - DAY, "reason": "So", "decided_by": ["staff"]},
        {"decided_on": ON},
        {"told_on": ON},
        {"decision": "accepted", "decided_on": ON, "reason": "So", "decided_by": ["staff"], "told_on": ON},
        {
            "decision": "declined", "decided_on": ON, "reason": "So", "decided_by": ["staff"], "told_on": ON - DAY,
            "changed": "No",
        },
    ],
)  # fmt: skip
def test_proposal__never_half_decided_nor_told_of_nothing(world: World, wrong: dict[str, Any]):
    made = make.make_proposal(world.team)

    refused(lambda: Proposal.objects.filter(pk=made.pk).update(**wrong))
    fields = {"place": world.team, "scope": world.team.scope, "voice": "staff", "text": "Tea", "proposed_on": ON}
    refused(lambda: Proposal.objects.bulk_create([Proposal(**(fields | wrong))]))


def test_proposal__is_at_its_place_and_about_its_own_place(world: World):
    made = make.make_proposal(world.team)
    elsewhere = factories.make_goal(world.other_team)
    review = factories.make_review(world.other_team)

    assert "at its place" in refused(lambda: Proposal.objects.filter(pk=made.pk).update(scope=world.other_team.scope))
    assert "its own place" in refused(lambda: Proposal.objects.filter(pk=made.pk).update(goal=elsewhere))
    assert "its own place" in refused(
        lambda: sql(
            "UPDATE goals_proposal SET review_id = (SELECT id FROM goals_review WHERE scope = %s)", review.scope
        )
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"user": None},
        {"sealed": b"x"},
        {"mark": "x"},
        {"payment": "declined"},
        {"payment": "later", "paid": 0},
        {"minutes": 24 * 60 + 1},
        {"paid": 500_001},
        {"expenses": 500_001},
        {"on": ON + DAY},
        {"voice": ""},
    ],
)
def test_contribution__of_one_person_past_and_within_reach(world: World, wrong: dict[str, Any]):
    row = make.own_hours(world.ben, world.team)

    refused(lambda: Contribution.objects.filter(pk=row.pk).update(**wrong))


def test_contribution__is_at_its_place(world: World):
    row = make.own_hours(world.ben, world.team)

    assert "at its place" in refused(lambda: Contribution.objects.filter(pk=row.pk).update(scope=world.site.scope))


def test_pulse__answers_come_by_a_code_of_their_voice_while_it_is_open(world: World):
    pulse = make.make_pulse(world.team)
    make.codes_for(pulse, "staff", 1)
    said = {"heard": "yes", "influenced": "no", "safe": "yes"}

    def answer(voice: str, **given: str) -> Callable[[], object]:
        return lambda: PulseAnswer.objects.create(mark="m", pulse=pulse, voice=voice, **(said | given))

    assert "by a code of their voice" in refused(answer("uses_services"))
    refused(answer("staff", heard="perhaps"))
    refused(answer(""))
    refused(lambda: PulseCode.objects.create(mark="m", pulse=pulse, voice=""))
    make.close(pulse)
    refused(answer("staff"))
    assert "Nobody is asked any more" in refused(
        lambda: PulseCode.objects.bulk_create([PulseCode(mark="m", pulse=pulse, voice="staff")])
    )


def test_pulse__closes_with_every_answer_deleted_and_for_good(world: World):
    pulse = make.make_pulse(world.team)
    make.answered(pulse, "staff", [Says.YES])

    assert "deleted when they are counted" in refused(lambda: Pulse.objects.filter(pk=pulse.pk).update(closed_on=ON))
    make.close(pulse)
    for never in (None, ON + DAY):
        assert "stays closed" in refused(lambda day=never: Pulse.objects.filter(pk=pulse.pk).update(closed_on=day))  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [{"closes_on": ON - DAY}, {"kept": {"heard": {}}}, {"meeting": ""}])
def test_pulse__shows_nothing_while_it_is_open_and_closes_after_its_meeting(world: World, wrong: dict[str, Any]):
    pulse = make.make_pulse(world.team)

    refused(lambda: Pulse.objects.filter(pk=pulse.pk).update(**wrong))


def test_pulse__one_a_day_at_its_place(world: World):
    one, other = make.make_pulse(world.team), make.make_pulse(world.team, held_on=ON - DAY)

    refused(lambda: Pulse.objects.filter(pk=other.pk).update(held_on=ON))
    assert "at its place" in refused(lambda: Pulse.objects.filter(pk=one.pk).update(scope=world.site.scope))


def test_plan__belongs_to_a_team_and_shares_something_known(world: World):
    plan = make.make_plan(world.team)
    told = {"began_on": ON, "shares_since_on": ON}

    assert "belongs to a team" in refused(
        lambda: TeamPlan.objects.bulk_create([TeamPlan(place=world.site, scope=world.site.scope, **told)])
    )
    refused(lambda: TeamPlan.objects.create(place=world.team, scope=world.team.scope, **told))
    refused(lambda: TeamPlan.objects.filter(pk=plan.pk).update(shares="everybody"))


@pytest.mark.parametrize(
    "wrong", [{"kind": "magic"}, {"use": "whatever"}, {"text": ""}, {"voice": ""}, {"ended_on": ON - DAY}]
)
def test_offer__of_a_kind_a_voice_and_a_use(world: World, wrong: dict[str, Any]):
    offer = make.make_offer(make.make_plan(world.team))

    refused(lambda: Resource.objects.filter(pk=offer.pk).update(**wrong))


def test_offer__is_where_its_plan_is(world: World):
    offer = make.make_offer(make.make_plan(world.team))

    assert "where its plan is" in refused(lambda: Resource.objects.filter(pk=offer.pk).update(scope=world.site.scope))


def test_guards__are_all_in_place(world: World):
    where = "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger"
    name = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {where}")  # noqa: S608 - our own words
        there = {name for (name,) in cursor.fetchall()}

    assert {name for name, *_ in ledger_guards.ledger_guards()} <= there


def test_two_sites__share_no_row_no_total_and_no_name(world: World):
    for place in (world.team, world.other_site):
        make.make_proposal(place, text=f"Telltale of {place.name}")
        make.keep_hours(place, name="Sam", at=clock.now() - 100 * DAY)
        make.make_pulse(place)
    marks = set(Contribution.objects.values_list("mark", flat=True))

    for who, mine, theirs in ((world.ada, world.team, world.other_site), (world.dev, world.other_site, world.team)):
        for model in (Proposal, Contribution, Pulse):
            seen = set(model.objects.visible_to(actor(who)).values_list("scope", flat=True))  # type: ignore[attr-defined]
            assert mine.scope in seen
            assert theirs.scope not in seen
    assert len(marks) == 2, "the same name at two sites is two people to whoever compares"

"""A team's plan as a browser sees it: the team's own, and to others what the team's switch says (rule 13)."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.assessments import services as assessments
from alongside.assessments.models import Round
from alongside.assessments.rules import State as RoundState
from alongside.assessments.tests import factories as rounds
from alongside.core import clock
from alongside.goals.models import Resource, TeamPlan
from alongside.goals.rules.goals import State
from alongside.goals.rules.plan import Shares, Use
from alongside.goals.services import ledger as services
from alongside.goals.tests import factories
from alongside.goals.tests import ledger_factories as make
from alongside.programmes.tests.factories import TESTS, World, actor, as_

pytestmark = pytest.mark.django_db

OUTSIDE = ("ada", "bea", "dora", "cleo")


def offer_data(**given: Any) -> dict[str, Any]:
    told = {"kind": "skill", "text": "Plays the guitar", "voice": "uses_services", "use": "team"}
    return told | {"token": str(uuid4())} | given


def shared(world: World, shares: Shares) -> TeamPlan:
    """A plan with something of everything, shared so far."""
    plan = make.make_plan(world.team)
    make.make_offer(plan, text="Telltale skill")
    make.make_offer(plan, text="A room for anybody", use=Use.ANYBODY)
    factories.make_goal(
        world.team, state=State.ACTIVE, title="Telltale priority", different_for_people="Telltale difference",
        due_on=clock.today() + dt.timedelta(days=90),
    )  # fmt: skip
    factories.make_review(world.team)
    return services.share_plan(plan, shares=shares, by=actor(world.tom), at=clock.now())


def agreed_by_the_team(world: World) -> Round:
    """A round of the team that both sides agreed: a stage for one item, none for the next, silence on the rest."""
    round = rounds.make_round(place=world.team, state=RoundState.SHARED, asked={"staff": 5}, answers={"staff": [1] * 5})
    at, items = clock.now(), list(round.edition.items.order_by("number")[:2])
    assessments.hold_meeting(round, held_on=clock.today(), present={"staff": 2}, by=TESTS, at=at)
    for item, stage in zip(items, (1, None), strict=True):
        assessments.record_position(
            round, item=item, stage=stage, why="We talked.", dissent="Not I." if stage else "", by=TESTS, at=at
        )
    for member in (world.tom, world.lea):
        round = assessments.agree_round(round, by=actor(member), at=at)
    return round


def pages_of(world: World, who: str) -> str:
    client, address = as_(world, who), f"/places/{world.team.pk}/plan/"
    return "".join(client.get(where).content.decode() for where in (address, f"{address}sheet/"))


def test_start__by_the_team_itself_and_once(world: World):
    address = f"/places/{world.team.pk}/plan/"
    ben = as_(world, "ben")

    assert "Begin our plan" in ben.get(address).content.decode()
    assert "Begin our plan" in ben.get(f"{address}start/").content.decode()
    for _ in range(2):
        assert ben.post(f"{address}start/")["Location"] == address
    assert TeamPlan.objects.count() == 1
    assert "has not begun a plan" not in ben.get(address).content.decode()


@pytest.mark.parametrize("who", OUTSIDE)
def test_plan__nobody_from_above_writes_or_turns_the_switch(world: World, who: str):
    plan, address = shared(world, Shares.DATES), f"/places/{world.team.pk}/plan/"
    offer = Resource.objects.first()
    assert offer
    client = as_(world, who)

    for page in ("start/", "offer/", "share/"):
        assert client.post(f"{address}{page}", {"shares": "all"}).status_code == 403
    assert client.post(f"/offers/{offer.pk}/end/").status_code == 404
    plan.refresh_from_db()
    assert plan.shares == Shares.DATES


@pytest.mark.parametrize("who", OUTSIDE)
def test_plan__others_see_that_it_exists_and_its_dates(world: World, who: str):
    shared(world, Shares.DATES)

    told = pages_of(world, who)

    assert "Begun on" in told
    assert "Review of" in told
    assert "Telltale" not in told
    assert "A room for anybody" not in told


@pytest.mark.parametrize("who", OUTSIDE)
def test_plan__headings_when_the_team_shares_them(world: World, who: str):
    shared(world, Shares.HEADINGS)

    told = pages_of(world, who)

    assert "Telltale priority" in told
    assert "Telltale difference" not in told
    assert "Telltale skill" not in told


@pytest.mark.parametrize("who", OUTSIDE)
def test_plan__all_of_it_but_what_its_giver_keeps_to_the_team(world: World, who: str):
    shared(world, Shares.ALL)

    told = pages_of(world, who)

    assert "Telltale difference" in told
    assert "A room for anybody" in told
    assert "Telltale skill" not in told


@pytest.mark.parametrize("who", ["tom", "lea", "ben"])
def test_plan__its_own_people_see_all_whatever_is_shared(world: World, who: str):
    shared(world, Shares.DATES)

    told = pages_of(world, who)

    for words in ("Telltale priority", "Telltale difference", "Telltale skill", "When we look again"):
        assert words in told


def test_plan__with_where_the_team_says_it_stands(world: World):
    shared(world, Shares.ALL)
    round = agreed_by_the_team(world)

    inside, outside = pages_of(world, "ben"), pages_of(world, "cleo")

    for told in (inside, outside):
        assert round.name in told
        assert "Engagement" in told
        assert "No stage agreed" in told
        assert "Not talked about" in told
        assert "Not everybody agrees: Not I." in told


def test_offer__kept_once_and_taken_out_again(world: World):
    make.make_plan(world.team)
    ben, address, data = as_(world, "ben"), f"/places/{world.team.pk}/plan/", offer_data()

    for _ in range(2):
        assert ben.post(f"{address}offer/", data)["Location"] == address
    kept = Resource.objects.get()
    assert "Plays the guitar" in ben.get(address).content.decode()
    assert "Take it out of the plan?" in ben.get(f"/offers/{kept.pk}/end/").content.decode()
    for _ in range(2):
        assert ben.post(f"/offers/{kept.pk}/end/")["Location"] == address
    assert "Plays the guitar" not in ben.get(address).content.decode()


def test_offer__says_what_is_missing(world: World):
    make.make_plan(world.team)

    page = as_(world, "ben").post(f"/places/{world.team.pk}/plan/offer/", offer_data(use="")).content.decode()

    assert "Choose what the team may do with it" in page
    assert "Plays the guitar" in page


def test_offer_and_switch__are_not_there_before_the_plan_is(world: World):
    tom = as_(world, "tom")

    assert tom.get(f"/places/{world.team.pk}/plan/offer/").status_code == 404
    assert tom.get(f"/places/{world.team.pk}/plan/share/").status_code == 404


def test_share__by_those_who_lead_the_team(world: World):
    make.make_plan(world.team)
    address = f"/places/{world.team.pk}/plan/"
    tom = as_(world, "tom")

    assert as_(world, "ben").post(f"{address}share/", {"shares": "all"}).status_code == 403
    assert "Choose what people outside" in tom.post(f"{address}share/", {}).content.decode()
    assert tom.post(f"{address}share/", {"shares": "headings"})["Location"] == address
    assert TeamPlan.objects.get().shares == Shares.HEADINGS


def test_plan__belongs_to_teams_of_ones_own_programme(world: World):
    assert as_(world, "ada").get(f"/places/{world.site.pk}/plan/").status_code == 404
    assert as_(world, "dev").get(f"/places/{world.team.pk}/plan/").status_code == 404


@pytest.mark.slow
def test_plan__as_many_queries_for_two_hundred_offers_as_for_two(world: World):
    plan, client = shared(world, Shares.DATES), as_(world, "ben")
    address = f"/places/{world.team.pk}/plan/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(198):
        make.make_offer(plan)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)

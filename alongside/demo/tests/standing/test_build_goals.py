"""The demonstration's goals, tests of change, loops and reviews: everything that can happen to them is there."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.db.models import F, IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from alongside.accounts.models import User
from alongside.core.models import AuditEntry
from alongside.demo import cast
from alongside.demo.services.world import World
from alongside.demo.tests.test_mail import sign_in
from alongside.goals.models import (
    ChangeIdea,
    Contribution,
    Cycle,
    CycleAct,
    Goal,
    GoalEvent,
    Loop,
    Promise,
    Proposal,
    Pulse,
    PulseAnswer,
    Review,
    TeamPlan,
    Telling,
)  # fmt: skip
from alongside.goals.models.forgotten import forgotten
from alongside.goals.queries.bands import bands_of
from alongside.goals.queries.loop_register import register
from alongside.goals.rules.cycles import Decision, Outcome, Result
from alongside.goals.rules.forgotten import Kind
from alongside.goals.rules.goals import ClosedHow, How, PromiseKept, State
from alongside.goals.rules.ledger import Payment
from alongside.goals.rules.loops import LoopState
from alongside.measures.models import Series
from alongside.programmes.models import Place

pytestmark = [
    pytest.mark.django_db,  # tests with and without a database would be kept apart, and it built for each
    pytest.mark.slow,
]
TODAY = cast.AS_AT.date()


def test_there_are_goals_in_every_state_at_every_site(built: World):
    states = Counter(Goal.objects.values_list("state", flat=True))
    sites = {scope.split("/")[1] for scope in Goal.objects.values_list("scope", flat=True)}

    assert set(states) == set(State)
    assert sum(states.values()) >= 250
    assert len(sites) >= 28
    assert set(Goal.objects.exclude(closed_how="").values_list("closed_how", flat=True)) == set(ClosedHow)


def test_goals_were_born_from_what_both_sides_found(built: World):
    born = Goal.objects.filter(from_position__isnull=False).select_related("from_position")

    assert Goal.objects.filter(from_gap__isnull=False).count() > 40
    assert Goal.objects.filter(from_priority__isnull=False).count() > 40
    assert all(goal.from_position and goal.baseline_stage == goal.from_position.stage for goal in born)
    assert not Goal.objects.filter(from_gap__isnull=False).exclude(from_gap__item=F("item")).exists()


def test_keys_were_turned_in_every_way_and_one_goal_was_opened_again(built: World):
    told = set(GoalEvent.objects.values_list("what", flat=True))

    assert set(Goal.objects.exclude(lived_key_how="").values_list("lived_key_how", flat=True)) == set(How)
    assert told >= {
        "duty", "key_spoken", "key_confirmed", "stance_not_yet", "stance_block", "sent_back", "asked_to_verify",
        "reopened", "parked", "stopped", "verified", "reviewed_kept",
    }  # fmt: skip
    assert Goal.objects.filter(reopened=1, state=State.ACTIVE).exists()


def test_tests_of_change_ended_in_every_way(built: World):
    decided = Counter(Cycle.objects.exclude(decision="").values_list("decision", flat=True))

    assert set(decided) == set(Decision)
    assert min(decided.values()) > 10
    assert set(Cycle.objects.exclude(result="").values_list("result", flat=True)) == set(Result)
    assert 0 < Cycle.objects.filter(began_before_written=True).count() < Cycle.objects.count() / 10
    assert Cycle.objects.filter(number=3).exists()
    assert CycleAct.objects.filter(user=None).count() == 1


def test_ideas_are_shared_also_those_that_did_not_work_and_copied_with_thanks(built: World):
    shared = Counter(ChangeIdea.objects.shared().values_list("outcome", flat=True))

    assert shared[Outcome.ADOPTED] > 50
    assert shared[Outcome.ABANDONED] > 10
    assert ChangeIdea.objects.filter(outcome=Outcome.UNTESTED).exists()
    assert ChangeIdea.objects.exclude(credit="").filter(copied_from__isnull=False).exists()


def test_tests_are_bands_on_the_charts_of_their_goals(built: World):
    ward = Series.objects.get(place__name=cast.SHOWCASE_TEAM, indicator__slug="restrictive-interventions")

    assert len(bands_of([ward.pk])[ward.pk]) >= 2
    assert Goal.objects.filter(series__isnull=False).count() > 100


def test_loops_closed_or_did_not_in_every_way(built: World):
    told = Counter(Loop.objects.values_list("state", flat=True))
    long_ago = TODAY - dt.timedelta(days=365)

    assert set(told) == set(LoopState)
    assert Loop.objects.filter(state=LoopState.CLOSED, decision="did_not").count() >= 5
    assert Loop.objects.filter(state=LoopState.OPEN, raised_on__lt=long_ago).count() >= 10
    assert set(Telling.objects.values_list("result", flat=True)) >= {"", "confirmed", "not_confirmed"}
    assert Loop.objects.filter(reopened=1).exists()
    assert not Loop.objects.filter(state=LoopState.TOLD, told_on__lte=TODAY - dt.timedelta(days=91)).exists()


def test_the_curve_says_how_long_loops_take(built: World):
    page = register(built.programme, on=TODAY)

    assert page.counts.total == Loop.objects.count() >= 180
    assert page.counts.closed_changed > 50
    assert page.counts.young > 10


def test_promises_were_kept_and_broken_at_reviews(built: World):
    assert set(Promise.objects.exclude(kept="").values_list("kept", flat=True)) == set(PromiseKept)
    assert Promise.objects.filter(kept="").exists()
    assert Review.objects.filter(with_consultant=True).exists()
    assert not Review.objects.filter(finished_on=None).exists()


def test_proposals_were_decided_and_told_and_meetings_asked_about(built: World):
    told = Proposal.objects.exclude(told_on=None)

    assert set(told.values_list("decision", flat=True)) == {"accepted", "changed", "declined"}
    assert Proposal.objects.filter(decision="").count() == 1
    assert Pulse.objects.exclude(closed_on=None).exclude(kept={}).count() == 4
    assert not PulseAnswer.objects.exists()
    assert set(Contribution.objects.values_list("payment", flat=True)) == set(Payment)
    assert set(TeamPlan.objects.values_list("shares", flat=True)) == {"headings", "dates"}


@pytest.mark.parametrize("kind", Kind)
def test_something_of_every_kind_was_forgotten(kind: Kind, built: World):
    assert 0 < forgotten(kind, on=TODAY).count() < 120


def test_every_goal_idea_and_loop_came_by_a_service(built: World):
    told = Counter(AuditEntry.objects.values_list("action", flat=True))

    def many(action: str, what: str) -> int:
        laid = AuditEntry.objects.filter(action=action).annotate(number=Cast(KT(f"changes__{what}"), IntegerField()))
        return int(laid.aggregate(all=Sum("number"))["all"])

    assert Goal.objects.count() == (
        told["goal.proposed"] + told["goal.duty_recorded"] + many("goals.laid_down", "goals")
    )
    assert ChangeIdea.objects.count() == told["idea.proposed"] + many("goals.laid_down", "ideas")
    assert Loop.objects.count() == told["loop.opened"] + many("loops.laid_down", "loops")
    assert Review.objects.count() == told["review.finished"] + many("reviews.laid_down", "reviews")


def test_the_showcase_was_told_act_by_act(built: World):
    site = Place.objects.get(name=cast.SHOWCASE)
    subjects = set(AuditEntry.objects.filter(action="goal.started").values_list("subject", flat=True))
    started = Goal.objects.filter(scope__startswith=site.scope, starts_on__isnull=False, duty=False)

    assert started.count() >= 20
    assert {f"goal:{goal.pk}" for goal in started} == subjects


@pytest.mark.parametrize("name", ["Marcus Oyelaran", "Bridget Lacey", "Theo Campbell", "Sabina Akhtar", "Ellis Green"])
def test_people_of_the_showcase_read_its_pages(name: str, built: World):
    browser = sign_in(User.objects.get(name=name))
    ward = Place.objects.get(name=cast.SHOWCASE_TEAM)
    pages = ["goals", "loops", "library"]
    goal = Goal.objects.filter(place=ward, state=State.ACTIVE, duty=False)[0]

    for address in [
        *(f"/places/{ward.pk}/{page}/" for page in pages),
        f"/goals/{goal.pk}/",
        f"/goals/{goal.pk}/drivers/",
    ]:
        assert browser.get(address).status_code == 200, address

from __future__ import annotations

import datetime as dt

import pytest

from alongside.core import audit, clock
from alongside.core.models import AuditEntry
from alongside.goals import services
from alongside.goals.models import GoalEvent
from alongside.goals.rules.goals import State
from alongside.goals.services import Leads
from alongside.goals.tests.factories import acting, make_duty, make_goal
from alongside.programmes import services as places
from alongside.programmes.tests import factories as places_of
from alongside.programmes.tests.factories import World


@pytest.mark.parametrize("state", State)
def test_a_goal_can_be_brought_into_every_state(world: World, state: State):
    for place in (world.team, world.site):
        goal = make_goal(place, state=state)

        goal.refresh_from_db()
        assert goal.state == state
        assert GoalEvent.objects.filter(goal=goal).exists()
    assert audit.verify_all() == []


def test_every_act_leaves_one_row(world: World):
    goal = make_goal(world.team, state=State.CLOSED)

    rows = AuditEntry.objects.filter(subject=f"goal:{goal.pk}").order_by("seq").values_list("action", flat=True)
    assert list(rows) == [
        "goal.proposed", "goal.key_turned", "goal.key_turned", "goal.started", "goal.claimed", "goal.verified",
        "goal.closed",
    ]  # fmt: skip


def test_record_duty__is_live_at_once_outside_the_keys_and_the_three(world: World):
    for _ in range(3):
        make_goal(world.team, state=State.ACTIVE)

    duty = make_duty(world.team)

    assert (duty.state, duty.slot, duty.starts_on) == (State.ACTIVE, None, clock.today())
    assert not duty.lived_key_how


def test_start_goal__a_fourth_needs_one_parked(world: World):
    first, *_ = (make_goal(world.team, state=State.ACTIVE) for _ in range(3))
    fourth = make_goal(world.team, state=State.AGREED)
    tom = acting(world.tom)

    with pytest.raises(services.FourthPriority):
        services.start_goal(fourth, by=tom, at=clock.now())
    services.park_goal(first, why="The building works come first", by=tom, at=clock.now())

    assert services.start_goal(fourth, by=tom, at=clock.now()).slot == 1


def test_start_goal__a_site_may_have_more_than_three(world: World):
    goals = [make_goal(world.site, state=State.ACTIVE) for _ in range(4)]

    assert [goal.slot for goal in goals] == [None] * 4


def test_start_goal__needs_two_co_leads_who_still_belong(world: World):
    ada = acting(world.ada)
    alone = make_goal(world.team, state=State.AGREED, leads=Leads(profession=world.tom.user_id))
    left = make_goal(world.team, state=State.AGREED)

    with pytest.raises(services.LeadIsMissing):
        services.start_goal(alone, by=ada, at=clock.now())
    places.end_membership(world.lea, reason="A new job", by=places_of.TESTS, on=clock.today())
    with pytest.raises(services.LeadHasLeft):
        services.start_goal(left, by=ada, at=clock.now())


def test_start_goal__a_block_is_answered(world: World):
    goal = make_goal(world.team, state=State.AGREED)
    services.take_stance(goal, take="block", words="It costs sleep", by=acting(world.ben), at=clock.now())

    with pytest.raises(services.BlockNeedsAnAnswer):
        services.start_goal(goal, by=acting(world.tom), at=clock.now())
    services.start_goal(goal, answer="We begin an hour later", by=acting(world.tom), at=clock.now())

    assert GoalEvent.objects.get(what="started").reason == "We begin an hour later"


def test_start_goal__not_after_it_was_due(world: World):
    goal = make_goal(world.team, state=State.AGREED, due_on=clock.today() - dt.timedelta(days=1))

    with pytest.raises(services.DatesDoNotFit):
        services.start_goal(goal, by=acting(world.tom), at=clock.now())


def test_verify_goal__not_ones_own_work(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    services.claim_goal(goal, claim="Done", by=acting(world.ben), at=clock.now())

    for by in (world.ben, world.tom, world.lea):
        with pytest.raises(services.OwnWork):
            services.verify_goal(goal, verification="I saw it", by=acting(by), at=clock.now())


def test_verify_goal__not_in_the_voice_that_claimed_it(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)

    with pytest.raises(services.SameVoice):
        services.verify_goal(goal, verification="I saw it", by=acting(world.ben), at=clock.now())


def test_verify_goal__by_the_sites_group_or_a_team_that_was_asked(world: World):
    fay = places_of.make_member(world.other_team, name="Fay", voices=["family_and_friends"])
    by_site = make_goal(world.team, state=State.CLAIMED)
    by_team = make_goal(world.team, state=State.CLAIMED)

    services.verify_goal(by_site, verification="I saw it", by=acting(world.ada), at=clock.now())
    with pytest.raises(services.NotYoursToDo):
        services.verify_goal(by_team, verification="I saw it", by=acting(fay), at=clock.now())
    services.ask_to_verify(by_team, place=world.other_team, by=acting(world.tom), at=clock.now())
    verified = services.verify_goal(by_team, verification="I saw it", by=acting(fay), at=clock.now())

    assert (verified.verified_by, verified.verified_voice) == (fay.user, "family_and_friends")


def test_verify_goal__an_asked_team_does_not_open_the_door_to_a_third(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    services.ask_to_verify(goal, place=world.other_team, by=acting(world.tom), at=clock.now())

    with pytest.raises(services.NotYoursToDo):
        services.verify_goal(goal, verification="I saw it", by=acting(world.dev), at=clock.now())


def test_ask_to_verify__another_team_of_the_site_once(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    tom = acting(world.tom)

    for place in (world.team, world.site, places_of.make_team(world.other_site)):
        with pytest.raises(services.NotAnotherTeam):
            services.ask_to_verify(goal, place=place, by=tom, at=clock.now())
    services.ask_to_verify(goal, place=world.other_team, by=tom, at=clock.now())
    with pytest.raises(services.AskedAlready):
        services.ask_to_verify(goal, place=world.other_team, by=tom, at=clock.now())


def test_ask_to_verify__a_site_asks_its_teams(world: World):
    goal = make_goal(world.site, state=State.CLAIMED)

    asked = services.ask_to_verify(goal, place=world.team, by=acting(world.ada), at=clock.now())

    assert asked.scope == world.team.scope


def test_send_back__the_work_goes_on(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)

    with pytest.raises(services.OwnWork):
        services.send_back(goal, why="Not yet", by=acting(world.tom), at=clock.now())
    back = services.send_back(goal, why="Nobody knows of it at night", by=acting(world.ben), at=clock.now())

    assert (back.state, back.claimed_by, back.claim, back.reopened) == (State.ACTIVE, None, "", 0)
    assert back.slot


def test_close_goal__sustained_only_once_it_is_verified(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    tom = acting(world.tom)

    with pytest.raises(services.NotVerifiedYet):
        services.close_goal(goal, how="sustained", why="It holds", by=tom, at=clock.now())
    with pytest.raises(services.ReasonIsMissing):
        services.close_goal(goal, how="somehow", why="It holds", by=tom, at=clock.now())
    with pytest.raises(services.ReasonIsMissing):
        services.close_goal(goal, how="without_change", why="", by=tom, at=clock.now())
    closed = services.close_goal(goal, how="without_change", why="The ward moved", by=tom, at=clock.now())

    assert (closed.state, closed.slot, closed.closed_on) == (State.CLOSED, None, clock.today())


@pytest.mark.parametrize(("state", "times"), [(State.CLAIMED, 0), (State.VERIFIED, 1), (State.CLOSED, 1)])
def test_reopen_goal__forgets_the_proof_and_keeps_the_story(world: World, state: State, times: int):
    goal = make_goal(world.team, state=state)

    again = services.reopen_goal(goal, why="It slid back", by=acting(world.tom), at=clock.now())

    assert (again.state, again.verified_by, again.claimed_by, again.closed_how) == (State.ACTIVE, None, None, "")
    assert (again.reopened, again.slot) == (times, 1)
    assert GoalEvent.objects.filter(goal=goal, what="claimed", reason="It is done: see the rota").exists()


def test_reopen_goal__needs_room(world: World):
    closed = make_goal(world.team, state=State.CLOSED)
    for _ in range(3):
        make_goal(world.team, state=State.ACTIVE)

    with pytest.raises(services.FourthPriority):
        services.reopen_goal(closed, why="It slid back", by=acting(world.tom), at=clock.now())


def test_park_goal__not_a_duty(world: World):
    duty = make_duty(world.team)

    with pytest.raises(services.NotNow):
        services.park_goal(duty, why="Later", by=acting(world.tom), at=clock.now())


def test_a_duty_is_claimed_verified_and_opened_again_without_a_place(world: World):
    duty = make_duty(world.team)
    services.claim_goal(duty, claim="The door is mended", by=acting(world.tom), at=clock.now())
    with pytest.raises(services.OwnWork):
        services.verify_goal(duty, verification="I saw it", by=acting(world.tom), at=clock.now())
    services.verify_goal(duty, verification="I saw it", by=acting(world.lea), at=clock.now())

    assert services.reopen_goal(duty, why="Broken again", by=acting(world.tom), at=clock.now()).slot is None


def test_words_are_measured(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    tom = acting(world.tom)

    with pytest.raises(services.WordsAreMissing):
        services.claim_goal(goal, claim=" ", by=tom, at=clock.now())
    with pytest.raises(services.TooManyWords):
        services.stop_goal(goal, why="x" * 601, by=tom, at=clock.now())


def test_a_person_of_an_asked_team_needs_a_right_there(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    third = places.add_team(world.site, name="A third team", by=places_of.TESTS, on=clock.today())
    fay = places_of.make_member(world.other_team, name="Fay", voices=["family_and_friends"])
    for place in (third, world.other_team):
        services.ask_to_verify(goal, place=place, by=acting(world.tom), at=clock.now())

    assert services.verify_goal(goal, verification="I saw it", by=acting(fay), at=clock.now()).verified_by == fay.user


def test_close_goal__a_verified_one_lasts(world: World):
    assert make_goal(world.team, state=State.CLOSED).closed_how == "sustained"


def test_stop_goal__says_why_to_everybody(world: World):
    goal = make_goal(world.team, state=State.STOPPED)

    assert goal.state_why == "It was not ours to change"

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access.permissions import Role
from alongside.assessments import services as rounds_services
from alongside.assessments.models import Gap, Position, Priority
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests.meeting_factories import gap_of, shared
from alongside.core import clock
from alongside.core.models import Letter
from alongside.goals import services
from alongside.goals.models import Goal
from alongside.goals.rules.goals import State
from alongside.goals.services import Born, Leads
from alongside.goals.tests.factories import acting, agreed_round, make_duty, make_goal, words
from alongside.measures.tests import factories as measures
from alongside.programmes.tests import factories as places
from alongside.programmes.tests.factories import World


def propose(world: World, *, by: str = "tom", **given: Any) -> Goal:
    told = {"words": words(), **given}
    return services.propose_goal(world.team, by=acting(getattr(world, by)), at=clock.now(), **told)


def test_propose_goal__anybody_who_takes_part_in_their_voice(world: World):
    goal = propose(world, by="ben")

    assert (goal.state, goal.proposed_by, goal.proposed_voice) == (State.PROPOSED, world.ben.user, "staff")
    assert Goal.objects.get().proposed_voice == "staff"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"title": "  "}, services.WordsAreMissing),
        ({"title": "x" * 121}, services.TooManyWords),
        ({"different_for_people": ""}, services.WordsAreMissing),
        ({"strand": "magic"}, services.StrandIsMissing),
        ({"starts_on": dt.date(2026, 5, 2), "due_on": dt.date(2026, 5, 1)}, services.DatesDoNotFit),
        ({"baseline_stage": 2, "target_stage": 1}, services.AimsLower),
        ({"target_stage": 7}, services.AimsLower),
    ],
)
def test_propose_goal__refuses(world: World, wrong: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        propose(world, words=words(**wrong))


def test_propose_goal__not_at_a_programme(world: World):
    with pytest.raises(services.NotAGoalsPlace):
        services.propose_goal(world.programme, words=words(), by=acting(world.ada), at=clock.now())


def test_propose_goal__needs_a_voice(world: World):
    two = places.make_member(world.team, name="Two", voices=["staff", "uses_services"])
    cleo = acting(world.cleo)

    with pytest.raises(services.NoHatToWear):
        services.propose_goal(world.team, words=words(), by=cleo, at=clock.now())
    with pytest.raises(services.ChooseAVoice):
        services.propose_goal(world.team, words=words(), by=acting(two), at=clock.now())
    goal = services.propose_goal(world.team, words=words(), voice="staff", by=acting(two), at=clock.now())
    with pytest.raises(services.OneHatOnly):
        services.take_stance(goal, take="agree", voice="uses_services", by=acting(two), at=clock.now())
    two.voices = ["uses_services"]
    two.save()
    with pytest.raises(services.NoHatToWear):
        services.take_stance(goal, take="agree", by=acting(two), at=clock.now())


def test_propose_goal__co_leads_belong_and_are_two(world: World):
    lea, tom = world.lea.user_id, world.tom.user_id

    assert propose(world, leads=Leads(lived=lea, profession=tom)).lived_lead == world.lea.user
    for wrong in (Leads(lived=tom), Leads(profession=lea), Leads(lived=world.dev.user_id)):
        with pytest.raises(services.LeadDoesNotBelong):
            propose(world, leads=wrong)
    with pytest.raises(services.SameLeadTwice):
        propose(world, leads=Leads(lived=lea, profession=lea))


def test_propose_goal__series_of_the_place_or_its_site(world: World):
    here, above = measures.make_series(world.team), measures.make_series(world.site)
    elsewhere = measures.make_series(world.other_site)

    assert propose(world, words=words(series=here)).series == here
    assert propose(world, words=words(series=above)).series == above
    with pytest.raises(services.ForeignSeries):
        propose(world, words=words(series=elsewhere))


def test_propose_goal__born_from_a_shared_gap(world: World):
    gap = _gap(world)

    goal = propose(world, born=Born(gap=gap))

    assert (goal.from_gap, goal.item) == (gap, gap.item)


def test_propose_goal__born_from_what_was_agreed(world: World):
    round = agreed_round(world.site)
    priority, position = Priority.objects.filter(round=round).first(), Position.objects.filter(round=round).first()
    assert priority
    assert position

    assert propose(world, born=Born(priority=priority)).item == priority.item
    assert propose(world, born=Born(position=position)).item == position.item
    with pytest.raises(services.BornElsewhere):
        propose(world, born=Born(priority=priority, position=position))


def test_propose_goal__not_from_elsewhere_nor_before_it_is_agreed(world: World):
    gap = _gap(world)
    elsewhere = acting(world.dev)
    round = gap.round
    people = rounds.People(world.site)
    rounds_services.hold_meeting(
        round, held_on=clock.today(), present={"staff": 2}, by=rounds.acting(people.ada), at=clock.now()
    )
    position = rounds_services.record_position(
        round, item=gap.item, stage=1, why="We saw it", by=rounds.acting(people.ada), at=clock.now()
    )

    with pytest.raises(services.BornElsewhere):
        propose(world, born=Born(position=position))
    with pytest.raises(services.BornElsewhere):
        services.propose_goal(world.other_site, words=words(), born=Born(gap=gap), by=elsewhere, at=clock.now())


def _gap(world: World) -> Gap:
    return gap_of(shared(rounds.People(world.site)))


def test_record_duty__says_why(world: World):
    tom = acting(world.tom)

    with pytest.raises(services.ReasonIsMissing):
        services.record_duty(world.team, words=words(), why=" ", by=tom, at=clock.now())
    with pytest.raises(services.DatesDoNotFit):
        services.record_duty(world.team, words=words(due_on=dt.date(2026, 1, 1)), why="Now", by=tom, at=clock.now())
    assert make_duty(world.team).duty_why == "The inspector asked for it within a week"


def test_edit_goal__a_change_of_the_promise_asks_both_sides_again(world: World):
    for state in (State.AGREED, State.ACTIVE, State.PARKED):
        goal = make_goal(world.team, state=state)
        goal.refresh_from_db()

        changed = _edit(world, goal, title="Something else")

        assert (changed.state, changed.slot, changed.lived_key_on, changed.agreed_on) == (
            State.PROPOSED, None, None, None,
        )  # fmt: skip


def test_edit_goal__dates_and_figures_do_not(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)

    changed = _edit(world, goal, due_on=dt.date(2026, 9, 1), series=measures.make_series(world.team))

    assert (changed.state, changed.version) == (State.ACTIVE, 2)
    assert changed.lived_key_on


def test_edit_goal__a_waiting_key_falls_with_the_words(world: World):
    goal = services.turn_key(make_goal(world.team), by=acting(world.tom), at=clock.now())

    assert _edit(world, goal, title="Something else").profession_key_by is None


def test_edit_goal__a_duty_stays_one(world: World):
    assert _edit(world, make_duty(world.team), title="Something else").state == State.ACTIVE


def test_edit_goal__the_second_of_two_sees_both_texts(world: World):
    goal = make_goal(world.team)
    _edit(world, goal, title="Mine")

    with pytest.raises(services.GoalChanged) as refused:
        _edit(world, goal, title="Theirs")

    assert refused.value.theirs.title == "Mine"
    assert Goal.objects.get().title == "Mine"


@pytest.mark.parametrize("state", [State.CLAIMED, State.VERIFIED, State.CLOSED, State.STOPPED])
def test_edit_goal__not_once_it_is_claimed_or_over(world: World, state: State):
    goal = make_goal(world.team, state=state)

    with pytest.raises(services.NotNow):
        _edit(world, goal, title="Something else")


def test_name_leads__later(world: World):
    goal = propose(world)
    named = Leads(lived=world.lea.user_id, profession=world.tom.user_id)

    assert (
        services.name_leads(goal, leads=named, by=acting(world.tom), at=clock.now()).profession_lead == world.tom.user
    )


def test_name_leads__not_somebody_who_left(world: World):
    goal = propose(world)
    gone = places.make_member(world.team, name="Gone", role=Role.MEMBER, voices=["uses_services"])
    gone.ended_on = clock.today()
    gone.save()

    with pytest.raises(services.LeadDoesNotBelong):
        services.name_leads(goal, leads=Leads(lived=gone.user_id), by=acting(world.tom), at=clock.now())


def _edit(world: World, goal: Goal, **changes: Any) -> Goal:
    kept = {name: getattr(goal, name) for name in ("title", "different_for_people", "convinces_sceptic", "strand")}
    return services.edit_goal(
        goal, words=words(**(kept | changes)), version=goal.version, by=acting(world.tom), at=clock.now()
    )


def test_record_duty__is_told_to_both_sides_at_once(world: World):
    services.record_duty(world.team, words=words(), why="The law", by=acting(world.ada), at=clock.now())

    letters = Letter.objects.filter(subject="An urgent duty was recorded")
    assert set(letters.values_list("to", flat=True)) == {world.tom.user.email, world.lea.user.email}
    letters.delete()
    make_duty(world.team)
    assert [letter.to for letter in letters.all()] == [world.lea.user.email]

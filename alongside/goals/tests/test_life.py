from __future__ import annotations

import pytest

from alongside.core import audit, clock
from alongside.core.models import AuditEntry
from alongside.goals import services
from alongside.goals.models import GoalEvent
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, make_duty, make_goal
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

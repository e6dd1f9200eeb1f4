from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from alongside.core import audit, clock, installation
from alongside.core.models import Installation
from alongside.demo.services.goals_told import Told, acts
from alongside.demo.services.world import DEMO
from alongside.goals.models import ChangeIdea, Cycle, CycleAct, Goal, GoalEvent
from alongside.goals.services import bulk
from alongside.goals.tests import bulk_histories
from alongside.programmes.tests import factories


@pytest.mark.django_db
def test_a_life_laid_down_leaves_the_rows_that_its_acts_leave():
    with clock.frozen(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)):
        world = factories.make_world()
        installation.be_born(Installation.Kind.DEMONSTRATION, at=clock.now())
        installation.forget()
        one = bulk_histories.goal(world.team, bulk_histories.hands(world))
        told = Told(replace(one, words=replace(one.words, title="Told")))
        bulk.lay_down_goals(
            world.programme, [replace(one, words=replace(one.words, title="Laid"))], by=DEMO, at=clock.now()
        )
        for when, act in sorted(acts(told), key=lambda act: act[0]):
            act(when)

    def rows(title: str) -> list[dict[str, object]]:
        kept = [
            *Goal.objects.filter(title=title).values(),
            *GoalEvent.objects.filter(goal__title=title).order_by("on", "pk").values(),
            *ChangeIdea.objects.filter(goal__title=title).values(),
            *Cycle.objects.filter(idea__goal__title=title).order_by("number").values(),
            *CycleAct.objects.filter(cycle__idea__goal__title=title).order_by("on", "part", "voice").values(),
        ]
        links = ("id", "title", "goal_id", "driver_id", "idea_id", "before_id", "cycle_id")
        return [{name: value for name, value in row.items() if name not in links} for row in kept]

    assert rows("Laid") == rows("Told")
    assert len(rows("Laid")) == 22
    assert audit.verify_all() == []

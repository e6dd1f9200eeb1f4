"""What a goal's page says of its work and its figures, and what the list of goals says of all of them at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import Cycle, Goal
from alongside.goals.queries import charts
from alongside.goals.queries.loops import message_draft
from alongside.goals.queries.work import work_on
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import ClosedHow, State
from alongside.goals.services import loops
from alongside.goals.tests.cycle_factories import make_cycle, make_idea
from alongside.goals.tests.factories import acting, make_duty, make_goal
from alongside.goals.tests.loop_factories import make_loop
from alongside.measures.models import Series
from alongside.measures.tests.factories import EVENTS, make_series, record
from alongside.numerics import spc
from alongside.numerics.spc.reading import Improvement
from alongside.programmes.tests.factories import World, as_

QUIET = [10.0, 11.0, 9.0, 10.0, 10.5, 9.5] * 4
FIRST = dt.date(2024, 1, 1)


def page_of(world: World, goal: Goal, who: str = "tom") -> str:
    return as_(world, who).get(goal.get_absolute_url()).content.decode()


def test_goal__shows_the_tests_that_wait_the_overdue_first(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    assert "Nothing has been tried yet." in page_of(world, goal)
    make_cycle(make_idea(goal, text="A card"), step=Step.DECIDED)
    make_cycle(make_idea(goal, text="A host"), question="Is the host there?")
    late = make_cycle(make_idea(goal, text="A bell"), step=Step.RUNNING, question="Is it heard?")
    Cycle.objects.filter(pk=late.pk).update(study_on=clock.today())

    work = work_on(goal, acting(world.tom), on=clock.today() + dt.timedelta(days=1))

    assert (work.ideas, work.tests) == (3, 3)
    assert [(one.idea, one.line.overdue) for one in work.waiting] == [("A bell", True), ("A host", False)]
    with clock.frozen(clock.now() + dt.timedelta(days=1)):
        page = page_of(world, goal)
    assert "Its result waits to be looked at." in page
    assert "3 ideas and 3 tests so far." in page


def test_goal__leads_to_what_people_raised(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    offered = f'href="/places/{world.team.pk}/loops/new/?from=goal:{goal.pk}"'
    assert offered in page_of(world, goal)
    assert offered not in page_of(world, goal, "cleo")

    loop = make_loop(world.team, goal=goal)

    page = page_of(world, goal)
    assert offered not in page
    assert loop.get_absolute_url() in page
    assert "Open" in page


@pytest.mark.parametrize("state", [State.STOPPED, State.PARKED])
def test_goal__that_will_answer_nothing_does_not_ask(world: World, state: State):
    goal = make_goal(world.team, state=state)

    assert "What people raised" not in page_of(world, goal)


def test_goal__asks_as_much_for_much_work_as_for_little(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            work_on(goal, acting(world.tom), on=clock.today())
        return len(asked.captured_queries)

    make_cycle(make_idea(goal), step=Step.RUNNING)
    make_loop(world.team, goal=goal)
    few = counted()
    for _ in range(6):
        make_cycle(make_idea(goal), step=Step.RUNNING)
        make_loop(world.team, goal=goal)

    assert counted() == few <= 5


def closed_with(world: World, *later: float, how: str = ClosedHow.SUSTAINED) -> Goal:
    """A goal with a quiet measure that was closed, and figures of the months after."""
    series = make_series(world.team, values=QUIET, first=FIRST, direction=Improvement.DECREASE)
    at = dt.datetime(2025, 12, 31, 12, 0, tzinfo=dt.UTC)
    goal = make_goal(world.team, state=State.VERIFIED, series=series, at=at)
    goal = services.close_goal(goal, how=how, why="It holds", by=acting(world.tom), at=at)
    record(series, values=later, first=dt.date(2026, 1, 1))
    return goal


def test_signal__after_closing_shows_on_the_goal_and_asks(world: World):
    goal = closed_with(world, 10.0, 30.0)

    page = page_of(world, goal)

    assert "Its figures go the wrong way" in page
    assert "the figure of February 2026 is more than chance" in page
    assert reverse("goal_reopen", args=[goal.pk]) in page
    assert "Its figures go the wrong way" in page_of(world, goal, "cleo")


@pytest.mark.parametrize("later", [(), (10.0,), (2.0,)], ids=["no figures", "nothing new", "the better way"])
def test_signal__is_not_made_up(world: World, later: tuple[float, ...]):
    assert "Its figures go the wrong way" not in page_of(world, closed_with(world, *later))


def test_signal__before_it_closed_or_while_it_is_open_is_none(world: World):
    series = make_series(world.team, values=[*QUIET, 10.0, 30.0], first=FIRST, direction=Improvement.DECREASE)
    live = make_goal(world.team, state=State.ACTIVE, series=series)
    closed = make_goal(world.team, state=State.CLOSED, series=series)
    unread = make_goal(world.team, state=State.CLOSED, series=make_series(world.team))

    for goal in (live, closed, unread):
        assert "Its figures go the wrong way" not in page_of(world, goal)


def test_signal__of_a_loop_shows_on_its_goal(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    loop = make_loop(world.team, goal=goal)
    assert "It asks to be opened again" not in page_of(world, goal)

    loop.signal_on = clock.today()
    loop.save()

    assert "It asks to be opened again" in page_of(world, goal)


def test_index__says_of_each_goal_what_its_figures_say(world: World):
    quiet = make_goal(world.team, state=State.ACTIVE, series=make_series(world.team, values=QUIET))
    none = make_goal(world.team, state=State.ACTIVE)

    said = charts.said_of([quiet, none], acting(world.tom))

    assert list(said) == [quiet.pk]
    assert said[quiet.pk] in as_(world, "tom").get(f"/places/{world.team.pk}/goals/").content.decode()


def test_index__shows_no_figures_that_may_not_leave_the_place(world: World):
    events = make_series(world.team, values=[3.0, 4.0, 5.0] * 6, **EVENTS)
    goal = make_goal(world.team, state=State.ACTIVE, series=events)

    assert list(charts.said_of([goal], acting(world.tom))) == [goal.pk]
    assert not charts.said_of([goal], acting(world.cleo))
    assert not charts.said_of([goal], acting(world.dev))


def test_index__says_nothing_of_force_without_what_is_read_beside_it(world: World):
    held = make_series(world.team, values=QUIET, restrictive=True, no_balancing="Nobody counts it yet.")
    goal = make_goal(world.team, state=State.ACTIVE, series=held)

    assert not charts.said_of([goal], acting(world.tom))
    assert "Nothing unusual now" in page_of(world, goal)


def test_claim__shows_the_tests_behind_the_figures_and_whether_they_came_after(world: World):
    series = make_series(world.team, values=QUIET, first=FIRST)
    goal = make_goal(world.team, state=State.ACTIVE, series=series, at=dt.datetime(2025, 6, 2, 9, 0, tzinfo=dt.UTC))
    on = dt.datetime(2025, 7, 7, 9, 0, tzinfo=dt.UTC)
    make_cycle(make_idea(goal, text="A host"), step=Step.DECIDED, at=on)
    claim = reverse("goal_claim", args=[goal.pk])

    for address in (goal.get_absolute_url(), claim):
        page = as_(world, "tom").get(address).content.decode()
        assert "Test 1: A host" in page.split("What the figures say")[1]
        assert "There are figures from after 7 July 2025" in page
        assert "the last one is that of December 2025" in page
    make_cycle(make_idea(goal, text="A bell"), step=Step.DECIDED)
    for address in (goal.get_absolute_url(), claim):
        page = as_(world, "tom").get(address).content.decode()
        assert "Not measured after the change:" in page
        assert "the last figure is that of December 2025" in page


def test_index__reads_all_figures_in_one_pass(world: World, monkeypatch: pytest.MonkeyPatch):
    passes: list[int] = []
    read_many = spc.read_many

    def counting(requests: list[spc.Request]) -> object:
        passes.append(len(requests))
        return read_many(requests)

    monkeypatch.setattr(spc, "read_many", counting)
    tom, url, counts = as_(world, "tom"), f"/places/{world.team.pk}/goals/", []
    tom.get(url)
    for more in (2, 18):
        for _ in range(more):
            make_goal(world.team, series=make_series(world.team, values=QUIET))
        passes.clear()
        with CaptureQueriesContext(connection) as asked:
            tom.get(url)
        assert passes == [Series.objects.count()]
        counts.append(len(asked.captured_queries))

    assert counts[0] == counts[1]


def test_index__begins_with_results_that_wait(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    late = make_cycle(make_idea(goal, text="A bell"), step=Step.RUNNING)
    url = f"/places/{world.team.pk}/goals/"
    assert "for somebody to look at the result" not in as_(world, "tom").get(url).content.decode()

    with clock.frozen(clock.now() + dt.timedelta(days=30)):
        page = as_(world, "tom").get(url).content.decode()
        assert f"{late.get_absolute_url()}do/" in page
        assert page.index("A test waits") < page.index("Being worked on")
        assert "A test waits" not in as_(world, "cleo").get(f"/places/{world.site.pk}/goals/").content.decode()


def test_places_lead_to_goals_loops_and_the_library(world: World):
    for who, place in (("tom", world.team), ("ada", world.site), ("cleo", world.site)):
        page = as_(world, who).get(place.get_absolute_url()).content.decode()
        beside = as_(world, who).get(f"/places/{place.pk}/goals/").content.decode()
        for name in ("goals", "loops", "library"):
            assert f"/places/{place.pk}/{name}/" in page
        for name in ("loops", "library"):
            assert f"/places/{place.pk}/{name}/" in beside


def test_duty__can_answer_what_people_raised(world: World):
    duty = make_duty(world.team)
    assert "?from=goal:" in page_of(world, duty)

    loops.join_goal(make_loop(world.team), goal=duty, by=acting(world.tom), at=clock.now())

    assert "?from=goal:" not in page_of(world, duty)


def test_letter__tells_the_tests_of_one_day_in_the_order_in_which_they_were_decided(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    texts = ["A bell", "A host", "A card", "A lamp", "A rota"]
    for text in texts:
        make_cycle(make_idea(goal, text=text), step=Step.DECIDED)

    draft = message_draft(make_loop(world.team, goal=goal))

    assert sorted(texts, key=draft.index) == texts

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals.models import ChangeIdea, Driver, Goal
from alongside.goals.queries import drivers as queries
from alongside.goals.rules.cycles import Decision, Result, Step
from alongside.goals.rules.goals import State
from alongside.goals.services import cycles as services
from alongside.goals.services.cycles import Idea
from alongside.goals.tests.cycle_factories import a_doer, make_cycle, make_driver, make_idea
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World


@pytest.fixture
def goal(world: World) -> Goal:
    return make_goal(world.team, state=State.ACTIVE)


def shape(goal: Goal) -> list[object]:
    """The diagram as nested lists of words."""

    def told(line: queries.DriverLine) -> object:
        below = [told(child) for child in line.children]
        return [line.text, *below] if below else line.text

    return [told(line) for line in queries.drivers_page(goal, a_doer(goal), on=clock.today()).drivers]


def move(driver: Driver, way: str) -> Driver:
    return services.move_driver(driver, way=way, by=a_doer(driver.goal), at=clock.now())


def test_move__up_down_in_and_out(goal: Goal):
    one, two, three = (make_driver(goal, text=text) for text in ("one", "two", "three"))
    make_driver(goal, text="below", under=one)

    move(three, "up")
    assert shape(goal) == [["one", "below"], "three", "two"]
    move(Driver.objects.get(pk=one.pk), "down")
    assert shape(goal) == ["three", ["one", "below"], "two"]
    two = move(Driver.objects.get(pk=two.pk), "in")
    assert shape(goal) == ["three", ["one", "below", "two"]]
    two = move(two, "up")
    assert shape(goal) == ["three", ["one", "two", "below"]]
    two = move(two, "out")
    assert shape(goal) == ["three", ["one", "below"], "two"]
    assert two.kind == Driver.Kind.PRIMARY


def test_move__refuses_a_way_that_leads_nowhere(goal: Goal):
    one, two = make_driver(goal), make_driver(goal)
    make_driver(goal, under=two)

    for way in ("up", "in", "out", "sideways"):
        with pytest.raises(services.CannotMove):
            move(one, way)
    with pytest.raises(services.CannotMove):
        move(two, "down")
    with pytest.raises(services.NotEmpty):
        move(two, "in")


def test_add__only_below_a_primary_driver_of_the_same_goal(world: World, goal: Goal):
    secondary = make_driver(goal, under=make_driver(goal))
    foreign = make_driver(make_goal(world.team, state=State.ACTIVE))

    for under in (secondary, foreign):
        with pytest.raises(services.NotThere):
            make_driver(goal, under=under)
        with pytest.raises(DatabaseError), transaction.atomic():
            Driver.objects.create(goal=goal, scope=goal.scope, parent=under, kind="SECONDARY", order=1, text="Words")
    with pytest.raises(DatabaseError), transaction.atomic():
        Driver.objects.create(goal=goal, scope=goal.scope, kind="SECONDARY", order=1, text="Words")
    with pytest.raises(DatabaseError), transaction.atomic():
        Driver.objects.create(goal=goal, scope="p9/", kind="PRIMARY", order=1, text="Words")


def test_rename_and_remove__only_what_is_empty(goal: Goal):
    by, top = a_doer(goal), make_driver(goal)
    below = make_driver(goal, under=top)
    idea = make_idea(goal, driver=below)

    renamed = services.rename_driver(below, text=" Other words ", by=by, at=clock.now())
    assert renamed.text == "Other words"
    for driver in (top, below):
        with pytest.raises(services.NotEmpty):
            services.remove_driver(driver, by=by, at=clock.now())
    services.hang_idea(idea, driver=None, by=by, at=clock.now())
    services.remove_driver(below, by=by, at=clock.now())
    services.remove_driver(top, by=by, at=clock.now())
    with pytest.raises(services.NotThere):
        services.remove_driver(Driver(pk=below.pk, goal=goal), by=by, at=clock.now())


def test_ideas_hang_on_drivers_of_their_own_goal(world: World, goal: Goal):
    idea, by = make_idea(goal), a_doer(goal)
    foreign = make_driver(make_goal(world.team, state=State.ACTIVE))

    with pytest.raises(services.NotThere):
        services.hang_idea(idea, driver=foreign, by=by, at=clock.now())
    with pytest.raises(services.NotThere):
        make_idea(goal, driver=foreign)
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeIdea.objects.filter(pk=idea.pk).update(driver=foreign)
    services.hang_idea(idea, driver=make_driver(goal), by=by, at=clock.now())


def test_ideas_move_among_their_like(goal: Goal):
    first, second = make_idea(goal, text="first"), make_idea(goal, text="second")

    services.move_idea(second, way="up", by=a_doer(goal), at=clock.now())
    page = queries.drivers_page(goal, a_doer(goal), on=clock.today())
    assert [line.text for line in page.loose] == ["second", "first"]
    services.move_idea(second, way="down", by=a_doer(goal), at=clock.now())
    for way, idea in (("up", first), ("sideways", first), ("down", second)):
        with pytest.raises(services.CannotMove):
            services.move_idea(idea, way=way, by=a_doer(goal), at=clock.now())


def test_edit_idea__two_people_and_a_test_that_has_begun(goal: Goal):
    idea, by = make_idea(goal), a_doer(goal)
    words = Idea(text="Another card", strand="culture", setting="ward")
    kept = services.edit_idea(idea, words=words, version=1, by=by, at=clock.now())
    assert (kept.text, kept.version) == ("Another card", 2)

    with pytest.raises(services.IdeaChanged) as refused:
        services.edit_idea(idea, words=Idea(text="Mine"), version=1, by=by, at=clock.now())
    assert refused.value.theirs.text == "Another card"
    with pytest.raises(services.NothingToChoose):
        services.edit_idea(idea, words=Idea(text="Mine", setting="the moon"), version=2, by=by, at=clock.now())
    make_cycle(idea, step=Step.RUNNING)
    with pytest.raises(services.HasBeenTested):
        services.edit_idea(idea, words=Idea(text="Mine"), version=2, by=by, at=clock.now())


def test_remove_idea__only_one_of_which_nothing_is_known(goal: Goal):
    idea, by = make_idea(goal), a_doer(goal)
    tested = make_idea(goal)
    make_cycle(tested)

    services.remove_idea(idea, by=by, at=clock.now())
    with pytest.raises(services.HasBeenTested):
        services.remove_idea(tested, by=by, at=clock.now())


def test_done_without_a_test__is_allowed_and_never_a_success(goal: Goal):
    idea, by = make_idea(goal), a_doer(goal)
    busy = make_idea(goal)
    make_cycle(busy)

    services.do_untested(idea, why="The inspector came", by=by, at=clock.now())
    with pytest.raises(services.HasBeenTested):
        services.do_untested(idea, why="Again", by=by, at=clock.now())
    with pytest.raises(services.TestIsRunning):
        services.do_untested(busy, why="The inspector came", by=by, at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeIdea.objects.filter(pk=idea.pk).update(outcome="ADOPTED")

    counts = queries.drivers_page(goal, by, on=clock.today()).counts
    assert (counts.untested, counts.decided, counts.worked) == (1, 0, 0)


def test_counts__each_kind_apart(goal: Goal):
    by = a_doer(goal)
    make_cycle(make_idea(goal), step=Step.DECIDED)
    make_cycle(make_idea(goal), step=Step.DECIDED, result=Result.WRONG, decision=Decision.ABANDON)
    make_cycle(make_idea(goal), step=Step.DONE)
    early = make_cycle(make_idea(goal))
    yesterday = clock.today() - dt.timedelta(days=1)
    services.start_cycle(early, on=yesterday, began_before_written=True, by=by, at=clock.now())

    counts = queries.drivers_page(goal, by, on=clock.today()).counts

    assert (counts.decided, counts.worked, counts.running, counts.early) == (2, 1, 1, 1)


def test_nothing_goes_on_once_the_goal_is_over(goal: Goal):
    from alongside.goals.services import stop_goal

    by, driver, idea = a_doer(goal), make_driver(goal), make_idea(goal)
    stop_goal(goal, why="It was not ours to change", by=by, at=clock.now())

    for act in (
        lambda: make_driver(goal),
        lambda: services.rename_driver(driver, text="Words", by=by, at=clock.now()),
        lambda: make_idea(goal),
        lambda: make_cycle(idea),
    ):
        with pytest.raises(services.GoalIsOver):
            act()


def test_the_diagram_takes_as_many_queries_for_many_as_for_few(world: World, goal: Goal):
    counts, ben = [], acting(world.ben)
    for more in (1, 12):
        for _ in range(more):
            driver = make_driver(goal, under=make_driver(goal))
            make_cycle(make_idea(goal, driver=driver), step=Step.STUDIED)
        with CaptureQueriesContext(connection) as caught:
            queries.drivers_page(goal, ben, on=clock.today())
        counts.append(len(caught))

    assert counts[0] == counts[1] == 3

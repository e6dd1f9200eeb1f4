"""What the start page says of goals, tests, loops and reviews, and to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals import services
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import loop_factories as loops
from alongside.goals.tests.factories import acting, make_goal, make_review
from alongside.home.queries import work
from alongside.home.queries.start import StartPage, start_page
from alongside.programmes.tests.factories import World, as_, make_world

DAY = dt.timedelta(days=1)


@pytest.fixture
def world(db: None, monday: dt.datetime) -> World:
    return make_world()


def start(world: World, who: str, *, days: int = 0) -> StartPage:
    return start_page(acting(getattr(world, who)), on=clock.today() + days * DAY)


def a_test(world: World) -> str:
    idea = cycles.make_idea(make_goal(world.team, state=State.ACTIVE), text="A card at the door")
    return cycles.make_cycle(idea, step=Step.DONE, study_on=clock.today()).get_absolute_url()


def test_start__an_overdue_study_comes_first_for_those_who_can_look(world: World):
    url = a_test(world)

    for who in ("tom", "lea", "ada"):
        first = start(world, who, days=1).waiting[0]
        assert (first.text, first.url) == ("Look at what came of “A card at the door”", f"{url}study/")
    assert start(world, "tom").waiting == ()
    assert start(world, "cleo", days=1).waiting == start(world, "dev", days=1).waiting == ()


def test_start__of_many_overdue_studies_says_how_many_more(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    for _ in range(5):
        cycles.make_cycle(cycles.make_idea(goal), step=Step.RUNNING, study_on=clock.today())

    *some, last = start(world, "tom", days=1).waiting

    assert len(some) == work.STUDIES_AT_MOST
    assert (last.text, last.url) == ("Look at 2 more tests", "/forgotten/?kind=study")


def test_start__says_how_much_was_forgotten(world: World):
    make_goal(world.team)

    for who in ("tom", "ada", "cleo"):
        [one] = start(world, who, days=14).work.forgotten
        assert (one.says, one.url) == ("1 goal waits for a key", "/forgotten/?kind=key")
    assert start(world, "dev", days=14).work.forgotten == ()
    assert start(world, "tom", days=13).work.forgotten == ()


def test_start__never_says_that_nothing_waits_when_it_could_not_look(world: World):
    tom = as_(world, "tom")
    assert "Nothing waits for you just now" in tom.get("/").content.decode()

    with mock.patch("alongside.goals.queries.forgotten._seen", side_effect=_fails):
        page = tom.get("/").content.decode()

    assert "We could not look" in page
    assert "Nothing waits for you just now" not in page


class _NoAnswer:
    def __getattr__(self, name: str) -> Callable[..., _NoAnswer]:
        return lambda *args, **given: self

    def __iter__(self) -> Iterator[object]:
        raise DatabaseError("the disk is gone")


def _fails(*args: object, **given: object) -> _NoAnswer:
    return _NoAnswer()


def test_start__shows_a_team_pair_its_priorities_and_next_review(world: World):
    review = make_review(world.team)
    services.finish_review(review, next_on=clock.today() + 30 * DAY, by=acting(world.tom), at=clock.now())
    live = [make_goal(world.team, state=State.ACTIVE) for _ in range(2)]
    make_goal(world.other_team, state=State.ACTIVE)

    for who in ("tom", "lea"):
        [team] = start(world, who).work.teams
        assert [goal.url for goal in team.goals] == [goal.get_absolute_url() for goal in live]
        assert (team.free, team.review_on, team.review_overdue) == (1, clock.today() + 30 * DAY, False)
    assert start(world, "tom", days=31).work.teams[0].review_overdue
    assert start(world, "ben").work.teams == start(world, "ada").work.teams == ()
    assert "The next review is on 1 April 2026" in as_(world, "tom").get("/").content.decode()


def test_start__shows_those_who_tell_what_waits_for_an_answer(world: World):
    loop, _ = loops.told(world.team)
    loops.make_loop(world.team)

    for who in ("tom", "ada"):
        found = start(world, who).work
        assert ([one.url for one in found.loops], found.more_loops) == ([loop.get_absolute_url()], 0)
    for who in ("ben", "cleo", "dev"):
        assert start(world, who).work.loops == ()


def test_start__tells_a_site_which_strands_have_no_live_goal(world: World):
    [site] = start(world, "bea").work.sites
    assert site.none_at_all
    make_goal(world.team, state=State.ACTIVE, strand="practice")

    [site] = start(world, "ada").work.sites

    assert site.without == "how the service is organised and culture"
    for team, strand in ((world.other_team, "organisation"), (world.team, "culture")):
        make_goal(team, state=State.ACTIVE, strand=strand)
    assert start(world, "ada").work.sites == start(world, "tom").work.sites == start(world, "cleo").work.sites == ()
    assert start(world, "dev").work.sites != ()


@pytest.mark.parametrize("who", ["tom", "ada", "cleo"])
def test_start__asks_as_much_for_many_goals_as_for_few(world: World, who: str):
    make_goal(world.team, state=State.ACTIVE)
    loops.told(world.team)
    a_test(world)
    client = as_(world, who)
    few = asked(client)
    for _ in range(20):
        make_goal(world.site)
        loops.told(world.site)
    cycles.make_cycle(cycles.make_idea(make_goal(world.site, state=State.ACTIVE)), step=Step.RUNNING)

    assert asked(client) == few


def asked(client: Client) -> int:
    with clock.frozen(clock.now() + 20 * DAY):
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
    return len(captured)

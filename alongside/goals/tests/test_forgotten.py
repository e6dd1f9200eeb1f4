"""Did you forget: each kind of broken promise is listed from its day on, at its places, with the form that mends it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.assessments import services as assessments
from alongside.assessments.models import Gap
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests import meeting_factories as meetings
from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import Goal, Review
from alongside.goals.queries import forgotten as queries
from alongside.goals.queries.forgotten import (
    LISTED_AT_MOST,
    ON_A_PAGE,
    Found,
    Section,
    forgotten_counts,
    forgotten_page,
)
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.forgotten import AFTER, Kind
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import LoopState
from alongside.goals.services import Born
from alongside.goals.services import loops as loop_services
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import loop_factories as loops
from alongside.goals.tests.factories import acting, make_duty, make_goal, make_review
from alongside.goals.tests.test_queries import queries_for
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import World, as_, make_member

DAY = dt.timedelta(days=1)


def section(world: World, kind: Kind, *, days: int, who: str = "tom", place: Place | None = None) -> Section:
    """One kind of the list as somebody sees it so many days later."""
    on = clock.today() + days * DAY
    page = forgotten_page(acting(getattr(world, who)), on=on, place=place or world.team, chosen=kind.value)
    [found] = page.sections
    return found


def a_study(place: Place) -> str:
    idea = cycles.make_idea(make_goal(place, state=State.ACTIVE))
    cycle = cycles.make_cycle(idea, step=Step.DONE, study_on=clock.today())
    return f"{cycle.get_absolute_url()}study/"


def an_untold(place: Place) -> str:
    return f"{loops.decided(loops.make_loop(place)).get_absolute_url()}tell/"


def a_silent(place: Place) -> str:
    return f"{loops.in_state(place, LoopState.UNCONFIRMED).get_absolute_url()}tell/"


def a_keyless(place: Place) -> str:
    return f"{make_goal(place).get_absolute_url()}key/"


def an_untested(place: Place) -> str:
    return f"{make_goal(place, state=State.ACTIVE).get_absolute_url()}ideas/new/"


def a_gap(place: Place) -> str:
    people = rounds.People(place)
    return f"/gaps/{meetings.gap_of(meetings.met(people)).pk}/settle/"


def a_review(place: Place) -> str:
    review = make_review(place)
    services.finish_review(review, next_on=clock.today() + DAY, by=loops.teller_at(place), at=clock.now())
    make_goal(place, state=State.ACTIVE)
    return f"/places/{place.pk}/reviews/new/"


BROKEN: dict[Kind, tuple[Callable[[Place], str], int]] = {
    Kind.STUDY: (a_study, 1),
    Kind.TELL: (an_untold, 14),
    Kind.CONFIRM: (a_silent, 0),
    Kind.KEY: (a_keyless, 14),
    Kind.TEST: (an_untested, 14),
    Kind.REVIEW: (a_review, 2),
}
"""How each kind is broken at a team, and the days until it counts."""


def break_everything(place: Place) -> None:
    """One of each kind but a gap; the review first, which looks at every goal that is there."""
    for kind in reversed(BROKEN):
        BROKEN[kind][0](place)


@pytest.mark.parametrize("kind", BROKEN)
def test_forgotten__names_each_kind_from_its_day_on_with_the_form_that_mends_it(world: World, kind: Kind):
    break_it, days = BROKEN[kind]
    mend = break_it(world.team)

    found = section(world, kind, days=days)

    assert found.found == Found.SOME
    [line] = found.lines
    assert (line.mend, line.place) == (mend, "Rowan ward, Elmbank")
    assert as_(world, "tom").get(mend).status_code == 200
    assert as_(world, "tom").get(line.url).status_code == 200
    if days:
        assert section(world, kind, days=days - 1).found == Found.NONE
    assert section(world, kind, days=days, who="ada", place=world.other_team).found == Found.NONE
    assert section(world, kind, days=days, who="ada", place=world.site).total == 1
    assert section(world, kind, days=days, who="dev", place=world.other_site).total == 0


def test_forgotten__names_a_gap_that_nobody_touched_for_sixty_days(world: World):
    url = a_gap(world.site)

    assert section(world, Kind.GAP, days=59, who="ada", place=world.site).found == Found.NONE
    found = section(world, Kind.GAP, days=60, who="ada", place=world.site)

    assert found.total == Gap.objects.filter(scope=world.site.scope).count()
    assert url in [line.mend for line in found.lines]
    assert all(line.text for line in found.lines)


def test_forgotten__a_gap_of_which_one_side_spoke_or_from_which_a_goal_came_is_touched(world: World):
    people = rounds.People(world.site)
    first, *others = list(Gap.objects.filter(round=meetings.met(people)).order_by("pk"))
    make_goal(world.site, born=Born(gap=first))
    if others:
        assessments.settle_gap(
            others[0], outcome="UNDERSTOOD", words="We talked", by=rounds.acting(people.ada), at=clock.now()
        )

    found = section(world, Kind.GAP, days=60, who="ada", place=world.site)

    assert {line.mend for line in found.lines} == {f"/gaps/{gap.pk}/settle/" for gap in others[1:]}


def test_forgotten__a_running_test_asks_first_what_happened(world: World):
    idea = cycles.make_idea(make_goal(world.team, state=State.ACTIVE))
    cycle = cycles.make_cycle(idea, step=Step.RUNNING, study_on=clock.today())

    [line] = section(world, Kind.STUDY, days=3).lines

    assert (line.mend, line.days) == (f"{cycle.get_absolute_url()}do/", 3)
    assert line.mend_says == "Write down what happened"


def test_forgotten__a_test_of_a_goal_that_is_over_is_not_asked_for(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    cycles.make_cycle(cycles.make_idea(goal), step=Step.RUNNING, study_on=clock.today())
    services.stop_goal(goal, why="Not ours", by=loops.teller_at(world.team), at=clock.now())

    assert section(world, Kind.STUDY, days=30).found == Found.NONE


def test_forgotten__a_goal_whose_end_nobody_was_told_of_asks_for_a_decision(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    loop = loops.make_loop(world.team)
    loop_services.join_goal(loop, goal=goal, by=loops.teller_at(world.team), at=clock.now())
    assert section(world, Kind.TELL, days=14).found == Found.NONE
    services.stop_goal(goal, why="Not ours", by=loops.teller_at(world.team), at=clock.now())

    [line] = section(world, Kind.TELL, days=14).lines

    assert (line.mend, line.mend_says) == (f"{loop.get_absolute_url()}decide/", "Write down what was decided")
    assert section(world, Kind.TELL, days=14, who="cleo").lines[0].mend == ""


def test_forgotten__leads_to_the_key_only_those_who_can_turn_it(world: World):
    goal = make_goal(world.team)
    services.turn_key(goal, by=acting(world.tom), at=clock.now())

    def mend(who: str) -> str:
        [line] = section(world, Kind.KEY, days=14, who=who).lines
        return line.mend

    assert {who: bool(mend(who)) for who in ("tom", "lea", "ben", "cleo")} == {
        "tom": False,
        "lea": True,
        "ben": False,
        "cleo": False,
    }


def test_forgotten__a_person_with_two_hats_keeps_the_one_they_chose(world: World):
    goal = make_goal(world.team)
    both = acting(world.tom)
    services.take_stance(goal, take="agree", voice="staff", by=both, at=clock.now())
    services.turn_key(goal, by=acting(world.ada), voice="leaders", at=clock.now())
    hats = mock.patch.object(type(both), "voices_at", return_value=("staff", "uses_services"))

    with hats:
        [line] = section(world, Kind.KEY, days=14).lines

    assert line.mend == ""


def test_forgotten__a_spoken_key_is_confirmed_by_another_of_that_side(world: World):
    goal = make_goal(world.team)
    services.write_spoken_key(goal, voice="uses_services", by=acting(world.lea), at=clock.now())

    [for_bea] = section(world, Kind.KEY, days=14, who="bea").lines
    [for_lea] = section(world, Kind.KEY, days=14, who="lea").lines
    [for_tom] = section(world, Kind.KEY, days=14, who="tom").lines

    assert for_bea.mend == f"{goal.get_absolute_url()}key/confirm/"
    assert for_lea.mend == ""
    assert for_tom.mend == f"{goal.get_absolute_url()}key/"


def test_forgotten__a_goal_with_an_idea_asks_for_a_test_of_it(world: World):
    idea = cycles.make_idea(make_goal(world.team, state=State.ACTIVE))

    [line] = section(world, Kind.TEST, days=14).lines

    assert line.mend == f"/ideas/{idea.pk}/cycles/new/"
    cycles.make_cycle(idea, step=Step.RUNNING)
    assert section(world, Kind.TEST, days=14).found == Found.NONE


def test_forgotten__an_urgent_duty_waits_for_no_key_and_no_test(world: World):
    make_duty(world.team)

    assert section(world, Kind.KEY, days=99).found == section(world, Kind.TEST, days=99).found == Found.NONE


def test_forgotten__a_review_is_not_overdue_where_nothing_is_worked_on_or_a_later_one_was_held(world: World):
    a_review(world.team)
    assert section(world, Kind.REVIEW, days=2).total == 1

    with clock.frozen(clock.now() + 2 * DAY):
        later = make_review(world.team)
        for goal in list(later.not_looked_at()):
            services.review_goal(later, goal=goal, outcome="kept", why="Good", by=acting(world.tom), at=clock.now())
        services.finish_review(later, next_on=clock.today() + 90 * DAY, by=acting(world.tom), at=clock.now())
    assert section(world, Kind.REVIEW, days=2).total == 0

    Review.objects.filter(pk=later.pk).delete()
    Goal.objects.all().update(state=State.STOPPED, state_why="Over", slot=None)
    assert section(world, Kind.REVIEW, days=2).total == 0


def test_forgotten__one_list_for_all_places_of_a_person(world: World):
    a_keyless(world.team)
    a_keyless(world.other_team)
    a_keyless(world.other_site)
    on = clock.today() + AFTER[Kind.KEY]

    totals = {
        who: forgotten_page(acting(getattr(world, who)), on=on).total for who in ("tom", "ada", "dev", "cleo")
    }  # fmt: skip

    assert totals == {"tom": 1, "ada": 2, "dev": 1, "cleo": 3}


def test_counts__are_those_of_the_list_and_none_is_left_out(world: World):
    a_gap(world.site)
    break_everything(world.site)
    ada, on = acting(world.ada), clock.today() + 95 * DAY

    with CaptureQueriesContext(connection) as asked:
        counts = forgotten_counts(ada, on=on)

    page = forgotten_page(ada, on=on)
    assert counts is not None
    assert {one.kind: one.number for one in counts} == {one.kind: one.total for one in page.sections}
    assert len(asked) == 1
    assert all(number.number and str(number.number) in number.says for number in counts)


def test_counts__of_who_may_look_nowhere_are_none_and_of_a_failure_unknown(world: World):
    nobody = acting(world.tom)
    assert forgotten_counts(type(nobody)(), on=clock.today()) == ()
    with failing():
        assert forgotten_counts(nobody, on=clock.today()) is None


def failing(kind: Kind | None = None) -> mock._patch[Any]:
    """The database fails whenever rows of a kind (of any kind) are asked for."""
    seen = queries._seen

    def fails(asked: Kind, *args: Any, **given: Any) -> Any:
        return _Failing() if kind is None or asked == kind else seen(asked, *args, **given)

    return mock.patch.object(queries, "_seen", fails)


class _Failing:
    """Stands for rows that the database does not give: everything can be asked of it, and any answer fails."""

    def __getattr__(self, name: str) -> Callable[..., _Failing]:
        if name == "count":
            return mock.Mock(side_effect=DatabaseError("the disk is gone"))
        return lambda *args, **given: self

    def __iter__(self) -> None:
        raise DatabaseError("the disk is gone")


def page_of(world: World, who: str, place: Place | None = None) -> str:
    url = f"/places/{place.pk}/forgotten/" if place else "/forgotten/"
    response = as_(world, who).get(url)
    assert response.status_code == 200
    return response.content.decode()


NONE, CLOSED, FAILED = "Nothing is forgotten", "This list is not open to you", "We could not look"


def test_page__an_empty_a_forbidden_and_a_failed_list_look_different(world: World):
    dan = Client()
    dan.force_login(make_member(world.team, name="Dan", role=Role.DATA_CHAMPION).user)
    empty = page_of(world, "tom", world.team)
    with failing():
        failed = page_of(world, "tom", world.team)

    for url in (f"/places/{world.team.pk}/forgotten/", "/forgotten/"):
        closed = dan.get(url).content.decode()
        assert [words in closed for words in (NONE, CLOSED, FAILED)] == [False, True, False]
    assert [words in empty for words in (NONE, CLOSED, FAILED)] == [True, False, False]
    assert [words in failed for words in (NONE, CLOSED, FAILED)] == [False, False, True]


def test_page__promises_no_way_to_mend_to_those_who_can_mend_nothing(world: World):
    keyless(world.team, 1)
    with clock.frozen(clock.now() + 20 * DAY):
        page = page_of(world, "cleo", world.team)

    assert "Nobody is blamed here." in page
    assert "the arrows lead" not in page


def test_page__where_one_part_failed_it_never_says_that_nothing_is_forgotten(world: World):
    with failing(Kind.TELL):
        alone = page_of(world, "tom", world.team)
    a_keyless(world.team)
    with clock.frozen(clock.now() + 20 * DAY), failing(Kind.TELL):
        beside = page_of(world, "tom", world.team)

    assert NONE not in alone
    assert FAILED in alone
    assert "We could not look everywhere" in beside
    assert "Changes never told back" in beside


def test_page__is_there_for_those_who_see_the_place_only(world: World):
    url = f"/places/{world.team.pk}/forgotten/"

    assert as_(world, "dev").get(url).status_code == 404
    assert as_(world, "tom").post(url).status_code == 405
    assert as_(world, "tom").get(f"{url}?kind=nonsense&page=x").status_code == 200


def test_page__says_how_many_more_there_are_and_turns_pages(world: World):
    keyless(world.team, ON_A_PAGE + 2)
    with clock.frozen(clock.now() + 20 * DAY):
        whole = page_of(world, "tom", world.team)
        response = as_(world, "tom").get(f"/places/{world.team.pk}/forgotten/?kind=key&page=2")

    assert f"And {ON_A_PAGE + 2 - LISTED_AT_MOST} more" in whole
    [section] = response.context_data["page"].sections
    assert len(section.lines) == 2
    assert "the arrows lead" in whole
    assert "Page 2 of 2" in response.content.decode()


def keyless(place: Place, number: int) -> None:
    """So many goals without a key, written past the services: only their number matters here."""
    row = make_goal(place)
    values = {field.attname: getattr(row, field.attname) for field in Goal._meta.concrete_fields}
    del values["id"]
    Goal.objects.bulk_create([Goal(**values) for _ in range(number - 1)])


@pytest.mark.parametrize("who", ["tom", "ada", "cleo"])
def test_page__asks_as_much_for_many_as_for_few(world: World, who: str):
    break_everything(world.team)
    with clock.frozen(clock.now() + 95 * DAY):
        few = queries_for(world, who, "/forgotten/")
        keyless(world.team, 200)

        assert queries_for(world, who, "/forgotten/") == few

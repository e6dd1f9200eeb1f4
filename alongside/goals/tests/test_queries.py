"""Pages of goals take as many queries for two hundred goals as for two, and show nothing of another site."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.goals import services
from alongside.goals.models import AskedToVerify, Goal, GoalEvent, Stance
from alongside.goals.queries.goal import goal_page
from alongside.goals.queries.goals import ENDED_AT_MOST, LISTED_AT_MOST, goals_page
from alongside.goals.queries.reviews import review_page
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, make_duty, make_goal, make_review
from alongside.measures.models import Series
from alongside.measures.tests.factories import make_library_indicator, make_series
from alongside.programmes.models import Place
from alongside.programmes.tests import factories as places
from alongside.programmes.tests.factories import World, as_


def many(place: Place, number: int) -> None:
    """Goals of every kind at once, written past the services: only their number matters here."""
    made = [make_goal(place, state=state) for state in (State.PROPOSED, State.ACTIVE, State.CLOSED, State.PARKED)]
    rows = []
    for index in range(number):
        row = made[index % len(made)]
        values = {field.attname: getattr(row, field.attname) for field in Goal._meta.concrete_fields}
        del values["id"]
        again = Goal(**values)
        if again.slot:
            again.state, again.slot, again.state_why = State.PARKED, None, "Later"
        rows.append(again)
    Goal.objects.bulk_create(rows)


def queries_for(world: World, who: str, url: str) -> int:
    client = as_(world, who)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["tom", "ada", "cleo"])
def test_index__asks_as_much_for_many_as_for_few(world: World, who: str):
    url = f"/places/{world.site.pk if who != 'tom' else world.team.pk}/goals/"
    many(world.team, 2)
    few = queries_for(world, who, url)

    many(world.other_team, 200)
    Goal.objects.filter(state=State.PARKED).update(place=world.team, scope=world.team.scope)

    assert queries_for(world, who, url) == few


def test_goal__asks_as_much_for_a_long_story_as_for_a_short_one(world: World):
    goal = make_goal(world.team, state=State.ACTIVE, series=make_series(world.team, values=[1.0] * 20))
    url = goal.get_absolute_url()
    few = queries_for(world, "tom", url)

    GoalEvent.objects.bulk_create(
        GoalEvent(goal=goal, what="changed", on=clock.today(), by=f"user:{world.tom.user_id}") for _ in range(200)
    )
    people = [places.make_member(world.team) for _ in range(20)]
    Stance.objects.bulk_create(
        Stance(goal=goal, user=one.user, voice="staff", side="profession", take="agree", on=clock.today())
        for one in people
    )

    assert queries_for(world, "tom", url) == few


def test_review__asks_as_much_for_many_goals_as_for_few(world: World):
    review = make_review(world.team)
    url = review.get_absolute_url()
    many(world.team, 2)
    few = queries_for(world, "tom", url)

    many(world.team, 200)

    assert queries_for(world, "tom", url) == few


def test_goals_page__lists_the_newest_of_many_that_are_over(world: World):
    goal = make_goal(world.team, state=State.STOPPED)
    values = {field.attname: getattr(goal, field.attname) for field in Goal._meta.concrete_fields if field.name != "id"}
    Goal.objects.bulk_create(Goal(**values) for _ in range(60))

    page = goals_page(world.team, acting(world.tom), on=clock.today())

    assert (len(page.over), page.over_in_all) == (ENDED_AT_MOST, 61)


def test_goals_page__says_how_many_it_leaves_out(world: World):
    many(world.team, 300)

    page = goals_page(world.site, acting(world.ada), on=clock.today())

    assert (page.listed, page.in_all) == (LISTED_AT_MOST, 228)
    assert "The first 200 of 228 goals" in as_(world, "ada").get(f"/places/{world.site.pk}/goals/").content.decode()


def test_goals_page__shows_nothing_of_another_site(world: World):
    make_goal(world.team, state=State.ACTIVE, title="The quiet room")
    dev = as_(world, "dev")

    assert dev.get(f"/places/{world.team.pk}/goals/").status_code == 404
    assert "quiet room" not in dev.get(f"/places/{world.other_site.pk}/goals/").content.decode()


@pytest.mark.parametrize("name", ["goal", "goal_edit", "goal_key", "goal_verify", "goal_stop"])
def test_a_goal_of_another_site_is_not_there(world: World, name: str):
    goal = make_goal(world.team, state=State.CLAIMED)
    url = reverse(name, args=[goal.pk])
    dev = as_(world, "dev")

    assert dev.get(url).status_code == 404
    assert dev.post(url, {"why": "Mischief"}).status_code in {404, 405}
    assert Goal.objects.get(pk=goal.pk).state == State.CLAIMED


def test_an_asked_team_sees_the_one_goal_while_it_waits(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    fay = places.make_member(world.other_team, name="Fay", voices=["family_and_friends"])
    asked = services.ask_to_verify(goal, place=world.other_team, by=acting(world.tom), at=clock.now())
    client = as_(world, "tom")
    client.force_login(fay.user)

    page = client.get(f"/places/{world.other_team.pk}/goals/")
    assert [line.url for line in page.context_data["goals"].asked] == [f"/verifications/{asked.pk}/"]
    assert client.get(goal.get_absolute_url()).status_code == 404
    url = reverse("verify_asked", args=[asked.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"outcome": "yes", "words": "I asked six people"}).status_code == 302
    assert Goal.objects.get(pk=goal.pk).verified_by == fay.user
    assert client.get(url).status_code == 404
    assert AskedToVerify.objects.exists()


def test_stances__are_counted_by_voice_and_rounded_for_those_outside(world: World):
    goal = make_goal(world.team)
    for member in (world.ben, places.make_member(world.team), places.make_member(world.team, voices=["uses_services"])):
        services.take_stance(goal, take="agree", by=acting(member), at=clock.now())
    services.take_stance(goal, take="block", words="It costs sleep", by=acting(world.ada), at=clock.now())

    inside = goal_page(goal, acting(world.tom), on=clock.today())
    outside = goal_page(goal, acting(world.cleo), on=clock.today())

    assert [(one.voice, one.counts) for one in inside.stances] == [
        ("People who use services", (("Agree", "1"),)),
        ("Staff", (("Agree", "2"),)),
        ("Leaders", (("Block", "1"),)),
    ]
    assert {count for one in outside.stances for _, count in one.counts} == {"fewer than 8"}
    assert inside.stances[2].words == (("Block", "It costs sleep"),)
    assert "Ada" not in as_(world, "ben").get(goal.get_absolute_url()).content.decode().split("Where people stand")[1]


def test_goal__says_what_the_figures_say_and_whether_they_came_after(world: World):
    series = make_series(world.team, values=[5.0] * 20, first=dt.date(2024, 1, 1))
    goal = make_goal(world.team, state=State.ACTIVE, series=series)

    page = as_(world, "tom").get(goal.get_absolute_url())

    chart = page.context_data["chart"]
    assert chart.chart.reading is not None
    assert not chart.after
    assert "Not measured after the change" in page.content.decode()
    Goal.objects.update(starts_on=dt.date(2024, 6, 1))
    assert as_(world, "tom").get(goal.get_absolute_url()).context_data["chart"].after


def test_goal__force_is_not_shown_without_what_is_to_be_read_beside_it(world: World):
    injured = make_series(world.team, values=[2.0] * 20, name="Staff injured")
    held = make_library_indicator(name="Restraint", restrictive=True, balancing=(injured.indicator.slug,))
    goal = make_goal(world.team, state=State.ACTIVE, series=make_series(world.team, indicator=held, values=[5.0] * 20))

    page = as_(world, "tom").get(goal.get_absolute_url())

    assert [one.series for one in page.context_data["chart"].beside] == [injured]
    assert injured.get_absolute_url() in page.content.decode()
    Series.objects.filter(pk=injured.pk).update(ended_on=clock.today())
    assert (
        "does not collect what is to be read beside it"
        in as_(world, "tom").get(goal.get_absolute_url()).content.decode()
    )


def test_goal__names_a_series_of_the_site_and_keeps_its_figures(world: World):
    goal = make_goal(world.team, state=State.ACTIVE, series=make_series(world.site, values=[5.0] * 20))

    assert as_(world, "ben").get(goal.get_absolute_url()).context_data["chart"].chart is None
    assert as_(world, "ada").get(goal.get_absolute_url()).context_data["chart"].chart is not None


def test_a_co_lead_who_left_is_said_to_have(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    world.lea.ended_on = clock.today()
    world.lea.save()

    assert "no longer belongs here" in as_(world, "tom").get(goal.get_absolute_url()).content.decode()


def test_review_page__rounds_for_those_outside(world: World):
    review = make_review(world.team)

    assert review_page(review, acting(world.tom)).present == ("People who use services: 3", "Staff: 4")
    assert set(review_page(review, acting(world.cleo)).present) == {
        "People who use services: fewer than 8", "Staff: fewer than 8",
    }  # fmt: skip


def test_a_duty_stands_first(world: World):
    make_duty(world.team, title="The fire door")

    assert "Urgent duties" in as_(world, "lea").get(f"/places/{world.team.pk}/goals/").content.decode()


def test_goal__says_who_could_turn_a_missing_key(world: World):
    goal = make_goal(world.team)
    services.write_spoken_key(goal, voice="uses_services", by=acting(world.tom), at=clock.now())
    goal.refresh_from_db()

    lived, profession = goal_page(goal, acting(world.ben), on=clock.today()).keys

    assert (lived.could, lived.counts, lived.spoken) == (("Bea", "Lea"), False, True)
    assert profession.could == ("Ada", "Ben")


def test_goal__does_not_ask_people_to_verify_their_own_work(world: World):
    goal = make_goal(world.team, state=State.CLAIMED)
    goal.refresh_from_db()

    asked = {who: "verify" in goal_page(goal, acting(getattr(world, who)), on=clock.today()).acts
             for who in ("tom", "lea", "ben", "ada", "cleo")}  # fmt: skip

    assert asked == {"tom": False, "lea": False, "ben": True, "ada": True, "cleo": False}

"""A goal's whole life as a browser sends it, its codes, and what a form keeps when it is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Tally
from alongside.assessments.models import Gap, Position, Priority
from alongside.assessments.tests.pages import date, problems
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.goals import services
from alongside.goals.models import Goal, KeyCode, Promise, Review, ReviewedGoal
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, agreed_round, make_goal, make_review
from alongside.measures.tests.factories import make_series
from alongside.programmes.tests import factories as places
from alongside.programmes.tests.factories import World, as_

SAID: dict[str, Any] = {
    "title": "Nobody waits alone",
    "different_for_people": "Whoever arrives is met.",
    "convinces_sceptic": "Ten people say so",
    "strand": "culture",
}


def send(client: Client, name: str, pk: object, **sent: Any) -> Any:
    return client.post(reverse(name, args=[pk]), sent)


def propose(world: World, who: str = "tom", query: str = "", **more: Any) -> Any:
    client = as_(world, who)
    return client.post(f"/places/{world.team.pk}/goals/new/{query}", SAID | more)


def test_propose__with_everything(world: World):
    series = make_series(world.site)
    day = dt.date(2026, 6, 1)
    sent = {"lived_lead": str(world.lea.user_id), "profession_lead": str(world.tom.user_id), "series": str(series.pk),
            "baseline_stage": "1", "target_stage": "2", **date("starts_on", day), **date("due_on", day)}  # fmt: skip

    response = propose(world, **sent)

    goal = Goal.objects.get()
    assert response.url == goal.get_absolute_url()
    assert (goal.series, goal.baseline_stage, goal.target_stage, goal.due_on) == (series, 1, 2, day)
    assert (goal.lived_lead, goal.profession_lead) == (world.lea.user, world.tom.user)


def test_propose__keeps_what_was_typed(world: World):
    wrong = {**date("starts_on", dt.date(2026, 6, 2)), **date("due_on", dt.date(2026, 6, 1)), "baseline_stage": "3",
             "target_stage": "1", "strand": ""}  # fmt: skip

    response = propose(world, **wrong)

    assert set(problems(response)) == {
        "Choose a strand",
        "The day it is to be done must be the same as or after the day the work begins",
        "Where you want to be must not be before where you stand now",
    }
    assert "Nobody waits alone" in response.content.decode()
    assert "Error: " in response.content.decode()


def test_propose__twice_is_once(world: World):
    tom = as_(world, "tom")
    url = f"/places/{world.team.pk}/goals/new/"
    token = str(tom.get(url).context_data["form"]["token"].value())

    first, second = (tom.post(url, {**SAID, "token": token}) for _ in range(2))

    assert Goal.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"] == Goal.objects.get().get_absolute_url()


def test_propose__a_refused_form_may_be_sent_again(world: World):
    two = places.make_member(world.team, name="Two", voices=["staff"])
    client = Client()
    client.force_login(two.user)
    url = f"/places/{world.team.pk}/goals/new/"
    token = str(client.get(url).context_data["form"]["token"].value())

    same = {"lived_lead": str(world.lea.user_id), "profession_lead": str(world.tom.user_id)}
    both = places.make_member(world.team, name="Both", voices=["staff", "uses_services"])
    same_twice = {"lived_lead": str(both.user_id), "profession_lead": str(both.user_id)}
    assert problems(client.post(url, {**SAID, **same_twice, "token": token})) == [services.SameLeadTwice.message]
    client.post(url, {**SAID, **same, "token": token})

    assert Goal.objects.count() == 1


def test_propose__from_a_gap_a_priority_a_position(world: World):
    round = agreed_round(world.site)
    gap = Gap.objects.filter(round=round).first()
    priority, position = Priority.objects.get(round=round), Position.objects.get(round=round)
    ada = as_(world, "ada")
    url = f"/places/{world.site.pk}/goals/new/"
    for kind, source in (("gap", gap), ("priority", priority), ("position", position)):
        page = ada.get(f"{url}?{kind}={source.pk}")
        assert page.context_data["source"].kind == kind
        initial = page.context_data["form"].initial
        assert initial["item"] == str(source.item_id)
        if kind != "gap":
            assert (initial["baseline_stage"], initial["target_stage"]) == ("1", "2")
        assert "Born from the same already" not in page.content.decode()
        made = ada.post(f"{url}?{kind}={source.pk}", {**SAID, "item": initial["item"]}).headers["Location"]
        assert f'Born from the same already: <a href="{made}">' in ada.get(f"{url}?{kind}={source.pk}").content.decode()

    born = [(goal.from_gap, goal.from_priority, goal.from_position) for goal in Goal.objects.order_by("pk")]
    assert sorted(map(str, born)) == sorted(
        map(str, [(gap, None, None), (None, priority, None), (None, None, position)])
    )
    for goal in Goal.objects.all():
        assert "born from <a" in ada.get(goal.get_absolute_url()).content.decode()
    assert ada.get(f"/rounds/{round.pk}/agreed/").content.decode().count("Propose a goal from this") == 1


@pytest.mark.parametrize(
    "query", ["?gap=x", "?priority=x", "?position=999", "?gap=" + "0" * 32, "?priority=9" + "9" * 30]
)
def test_propose__from_nothing_known_is_an_idea(world: World, query: str):
    page = as_(world, "tom").get(f"/places/{world.team.pk}/goals/new/{query}")

    assert (page.status_code, page.context_data["source"].kind) == (200, "")


def test_propose__chooses_a_voice_where_there_are_two(world: World):
    two = places.make_member(world.team, name="Two", voices=["staff", "uses_services"])
    client = Client()
    client.force_login(two.user)

    assert problems(client.post(f"/places/{world.team.pk}/goals/new/", SAID)) == [
        "Choose the voice in which you speak here"
    ]
    client.post(f"/places/{world.team.pk}/goals/new/", {**SAID, "voice": "uses_services"})

    assert Goal.objects.get().proposed_voice == "uses_services"


def test_duty__is_recorded(world: World):
    sent = {**SAID, "why": "The law", **date("due_on", clock.today())}
    response = send(as_(world, "tom"), "goal_duty", world.team.pk, **sent)

    goal = Goal.objects.get()
    assert (response.url, goal.duty, goal.state) == (goal.get_absolute_url(), True, State.ACTIVE)
    past = {**sent, **date("due_on", dt.date(2020, 1, 1))}
    assert problems(send(as_(world, "tom"), "goal_duty", world.team.pk, **past)) == [services.DatesDoNotFit.message]


def test_edit__saves_and_the_second_sees_both_texts(world: World):
    goal = make_goal(world.team, starts_on=dt.date(2026, 5, 1))
    tom = as_(world, "tom")
    url = reverse("goal_edit", args=[goal.pk])
    opened = tom.get(url).context_data["form"].initial
    assert (opened["version"], opened["starts_on"]) == (1, dt.date(2026, 5, 1))

    tom.post(url, {**SAID, "version": 1})
    late = as_(world, "lea").post(url, {**SAID, "title": "Lea’s words", "version": 1})

    assert problems(late) == [services.GoalChanged.message]
    assert late.context_data["theirs"].title == SAID["title"]
    assert late.context_data["form"]["version"].value() == "2"
    assert "Lea’s words" in late.content.decode()
    as_(world, "lea").post(url, {**SAID, "title": "Lea’s words", "version": 2})
    assert Goal.objects.get().title == "Lea’s words"


def test_edit__refusals_stand_in_the_form(world: World):
    goal = make_goal(world.team, state=State.CLOSED)

    assert problems(send(as_(world, "tom"), "goal_edit", goal.pk, **SAID, version=1)) == [services.NotNow.message]


def test_leads__are_named(world: World):
    goal = services.propose_goal(world.team, words=services.Words(**SAID), by=acting(world.tom), at=clock.now())
    tom = as_(world, "tom")

    send(tom, "goal_leads", goal.pk, lived_lead=str(world.lea.user_id), profession_lead=str(world.ben.user_id))
    assert Goal.objects.get().profession_lead == world.ben.user
    Goal.objects.update(state=State.STOPPED, state_why="Enough")
    assert problems(send(tom, "goal_leads", goal.pk, lived_lead="", profession_lead="")) == [services.NotNow.message]


def test_the_whole_life_in_forms(world: World):
    goal = make_goal(world.team)
    tom, lea, ben, ada = (as_(world, who) for who in ("tom", "lea", "ben", "ada"))

    send(ben, "goal_stance", goal.pk, take="block", words="It costs sleep")
    assert problems(send(ben, "goal_stance", goal.pk, take="not_yet", words=" ")) == [
        "Say in a few words why, and what would need to change"
    ]
    send(tom, "goal_key", goal.pk)
    send(tom, "goal_key", goal.pk, withdraw="yes")
    assert Goal.objects.get().profession_key_by is None
    assert problems(send(tom, "goal_key", goal.pk, withdraw="yes")) == [services.NoKeyOfYours.message]
    send(tom, "goal_key", goal.pk)
    send(lea, "goal_key", goal.pk, employed="on")
    assert problems(send(tom, "goal_start", goal.pk)) == ["Say what you have done about the block, or why you go on"]
    send(tom, "goal_start", goal.pk, answer="We begin later")
    send(tom, "goal_claim", goal.pk, claim="Done")
    send(tom, "goal_ask", goal.pk, team=str(world.other_team.pk))
    assert problems(send(ben, "goal_verify", goal.pk, outcome="yes", words="Seen")) == [services.SameVoice.message]
    send(ada, "goal_verify", goal.pk, outcome="no", words="Nobody knows of it")
    assert Goal.objects.get().state == State.ACTIVE
    send(tom, "goal_claim", goal.pk, claim="Done now")
    send(ada, "goal_verify", goal.pk, outcome="yes", words="Seen")
    send(tom, "goal_close", goal.pk, how="sustained", why="It holds")
    send(tom, "goal_reopen", goal.pk, why="It slid back")
    send(tom, "goal_park", goal.pk, why="Later")
    send(tom, "goal_start", goal.pk, answer="Now")
    send(tom, "goal_stop", goal.pk, why="Enough")

    page = ada.get(goal.get_absolute_url()).content.decode()
    assert Goal.objects.get().state == State.STOPPED
    assert "Employed by this service" in page
    for said in ("Opened again", "Not done yet, said somebody else", "Another team was asked", "We begin later"):
        assert said in page


@pytest.mark.parametrize("name", ["goal_park", "goal_stop", "goal_reopen", "goal_close", "goal_claim", "goal_start"])
def test_refusals_stand_in_the_form(world: World, name: str):
    goal = make_goal(world.team, state=State.STOPPED)
    sent = {"why": "x", "claim": "x", "how": "without_change"}

    assert problems(send(as_(world, "tom"), name, goal.pk, **sent)) == [services.NotNow.message]


def test_spoken_key__is_written_down_and_confirmed(world: World):
    goal = make_goal(world.team)

    send(as_(world, "tom"), "goal_spoken", goal.pk, voice="uses_services", employed="on")
    page = as_(world, "ben").get(goal.get_absolute_url()).content.decode()
    assert "It does not count yet" in page
    assert "Written down by Tom" in page
    assert problems(send(as_(world, "lea"), "goal_confirm", goal.pk)) == [
        "Tick the box if you were there. Only somebody who was can confirm a spoken key"
    ]
    assert problems(send(as_(world, "ben"), "goal_confirm", goal.pk, was_there="on")) == [
        services.NothingSpoken.message
    ]
    send(as_(world, "lea"), "goal_confirm", goal.pk, was_there="on")

    assert Goal.objects.get().key_counts("lived_experience")


def handed(world: World, goal: Goal) -> str:
    return str(send(as_(world, "ada"), "goal_hand", goal.pk, voice="uses_services").context_data["handed"].code)


def test_code__is_shown_once_and_turns_the_key(world: World):
    goal = make_goal(world.team)
    code = handed(world, goal)
    eve = Client()

    first = eve.post("/goals/key/", {"code": code})
    assert goal.title in first.content.decode()
    assert problems(eve.post("/goals/key/", {"code": code, "answer": "yes"})) == ["Choose where you stand"]
    assert eve.post("/goals/key/", {"code": code, "take": "live_with"}).headers["Location"] == "/goals/key/done/"

    assert eve.get("/goals/key/done/").status_code == 200
    assert Goal.objects.get().lived_key_how == "code"
    assert "1 code handed out" not in as_(world, "ada").get(goal.get_absolute_url()).content.decode()
    assert not eve.session.keys()
    assert code not in str(list(AuditEntry.objects.values())) + str(list(KeyCode.objects.values()))


def test_code__is_refused_to_whoever_handed_it_out(world: World):
    code = handed(world, make_goal(world.team))

    refused = as_(world, "ada").post("/goals/key/", {"code": code, "take": "agree"})

    assert problems(refused) == ["You handed this code out. The person who was given it turns the key."]


def test_code__wrong_ones_are_counted(world: World):
    code = handed(world, make_goal(world.team))
    eve = Client()
    for _ in range(20):
        assert problems(eve.post("/goals/key/", {"code": "222-222-222"})) == [services.UnknownCode.message]

    assert "Wait ten minutes" in problems(eve.post("/goals/key/", {"code": code}))[0]
    assert problems(eve.post("/goals/key/", {"code": ""})) == ["Type the code you were given"]
    assert Tally.objects.exists()


def test_review__is_held_in_forms(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)
    Goal.objects.update(proposed_on=clock.today() - dt.timedelta(days=40))
    before = make_review(world.team, held_on=clock.today() - dt.timedelta(days=30))
    made = services.make_promise(before, text="A rota", by=acting(world.tom), at=clock.now())
    tom = as_(world, "tom")
    day = date("held_on", clock.today())

    assert problems(send(tom, "review_hold", world.team.pk, **day)) == [services.NobodyWasThere.message]
    send(tom, "review_hold", world.team.pk, **day, present_staff="4", with_consultant="on", words="A good hour")
    review = Review.objects.get(held_on=clock.today())
    assert problems(send(tom, "review_finish", review.pk)) == [services.GoalsNotLookedAt.message]
    assert problems(send(tom, "review_goals", review.pk, **{f"why_{goal.pk}": "x"})) == [
        f"Choose what you made of “{goal.title}”"
    ]
    refused = send(tom, "review_goals", review.pk, **{f"outcome_{goal.pk}": "verified", f"why_{goal.pk}": "x"})
    assert problems(refused) == [services.NotVerifiedByAnother.message]
    assert not ReviewedGoal.objects.exists()
    send(tom, "review_goals", review.pk, **{f"outcome_{goal.pk}": "kept", f"why_{goal.pk}": "It goes well"})
    assert problems(send(tom, "review_promises", review.pk, **{f"kept_{made.pk}": "kept"})) == [
        "Say what happened about “A rota”"
    ]
    assert problems(send(tom, "review_promises", review.pk, **{f"happened_{made.pk}": "x"})) == [
        "Choose whether “A rota” was kept"
    ]
    send(tom, "review_promises", review.pk, **{f"kept_{made.pk}": "partly", f"happened_{made.pk}": "For a week"})
    past = date("by_on", dt.date(2020, 1, 1))
    assert problems(send(tom, "review_promise", review.pk, text="Chairs", **past))
    send(tom, "review_promise", review.pk, text="Chairs", voice="staff")
    assert problems(send(tom, "review_finish", review.pk, **date("next_on", dt.date(2020, 1, 1)))) == [
        services.NextReviewIsWrong.message
    ]
    send(tom, "review_finish", review.pk, **date("next_on", dt.date(2026, 6, 1)))

    page = tom.get(review.get_absolute_url()).content.decode()
    for said in ("A good hour", "It goes well", "Partly kept.", "For a week", "Chairs", "1 June 2026", "Staff: 4"):
        assert said in page
    assert Promise.objects.get(pk=made.pk).answered_at == review
    assert "The next review is on 1 June 2026" in tom.get(f"/places/{world.team.pk}/goals/").content.decode()
    with clock.frozen(clock.now() + dt.timedelta(days=200)):
        assert "is overdue" in as_(world, "tom").get(f"/places/{world.team.pk}/goals/").content.decode()
    finished = send(tom, "review_promises", review.pk, **{f"kept_{made.pk}": "kept", f"happened_{made.pk}": "x"})
    assert finished.status_code in {200, 302}
    assert "This review is finished" in tom.get(reverse("review_goals", args=[review.pk])).content.decode()

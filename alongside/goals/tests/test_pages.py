from __future__ import annotations

import pytest
from django.urls import reverse

from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import make_duty, make_goal, make_review
from alongside.programmes.tests.factories import World, as_

ACTS = ("edit", "leads", "key", "stance", "hand", "spoken", "confirm", "start", "claim", "verify", "ask", "close",
        "reopen", "park", "stop")  # fmt: skip


@pytest.mark.parametrize("state", State)
def test_every_page_of_a_goal_opens_in_every_state(world: World, state: State):
    goal = make_goal(world.team, state=state)
    tom = as_(world, "tom")

    for url in (goal.get_absolute_url(), *(reverse(f"goal_{act}", args=[goal.pk]) for act in ACTS)):
        response = tom.get(url)
        assert response.status_code == 200, url
        assert "cannot be done now" not in response.content.decode() or url != goal.get_absolute_url()


def test_the_goals_of_a_place_stand_under_where_they_are(world: World):
    kept = [make_goal(world.team, state=state) for state in (State.PROPOSED, State.ACTIVE, State.PARKED, State.CLOSED)]
    duty = make_duty(world.team)

    page = as_(world, "ben").get(f"/places/{world.team.pk}/goals/").context_data["goals"]

    sections = (page.waiting, page.live, page.parked, page.over, page.duties)
    assert [[line.id for line in section] for section in sections] == [[str(one.pk)] for one in (*kept, duty)]


def test_a_site_is_told_which_strands_have_no_live_goal(world: World):
    make_goal(world.team, state=State.ACTIVE, strand="practice")
    ada = as_(world, "ada")

    response = ada.get(f"/places/{world.site.pk}/goals/")

    assert response.context_data["goals"].without == "how the service is organised and culture"
    assert "Nothing is being worked on in" in response.content.decode()
    assert as_(world, "tom").get(f"/places/{world.team.pk}/goals/").context_data["goals"].without == ""


def test_a_programme_has_no_goals_of_its_own(world: World):
    assert as_(world, "dora").get(f"/places/{world.programme.pk}/goals/").status_code == 404


def test_review_pages_open(world: World):
    make_goal(world.team, state=State.ACTIVE)
    review = make_review(world.team)
    tom = as_(world, "tom")

    for name in ("review", "review_goals", "review_promises", "review_promise", "review_finish"):
        assert tom.get(reverse(name, args=[review.pk])).status_code == 200
    assert tom.get(reverse("review_hold", args=[world.team.pk])).status_code == 200


def test_goals_empty(world: World):
    assert as_(world, "ben").get(f"/places/{world.team.pk}/goals/").status_code == 200
    for name in ("goal_propose", "goal_duty"):
        assert as_(world, "tom").get(reverse(name, args=[world.team.pk])).status_code == 200

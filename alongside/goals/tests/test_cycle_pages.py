from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.core import clock
from alongside.goals.models import ChangeIdea, Cycle, Driver, Goal
from alongside.goals.queries import bands
from alongside.goals.queries import cycles as queries
from alongside.goals.rules.cycles import Decision, Step
from alongside.goals.rules.goals import State
from alongside.goals.services import cycles as services
from alongside.goals.tests.cycle_factories import a_doer, make_cycle, make_driver, make_idea, make_shared, plan
from alongside.goals.tests.factories import acting, make_goal
from alongside.measures import bands as registry
from alongside.measures.tests.factories import make_series
from alongside.programmes.tests.factories import World, as_

PLAN = {
    "question": "Does a card help?", "prediction": "Four of five say so", "measured": "I ask them", "scale": "one",
}  # fmt: skip


@pytest.fixture
def goal(world: World) -> Goal:
    return make_goal(world.team, state=State.ACTIVE)


@pytest.fixture
def tom(world: World) -> Client:
    return as_(world, "tom")


def pages_of(goal: Goal) -> list[str]:
    driver = make_driver(goal)
    idea = make_idea(goal, driver=driver)
    cycle = make_cycle(make_idea(goal), step=Step.DONE)
    addresses = [reverse(name, args=[goal.pk]) for name in ("drivers", "drivers_sheet", "driver_add", "idea_propose")]
    addresses += [reverse("driver_rename", args=[driver.pk])]
    for name in ("idea", "idea_edit", "idea_hang", "idea_untested", "idea_share", "cycle_plan"):
        addresses.append(reverse(name, args=[idea.pk]))
    for name in ("", "_edit", "_start", "_do", "_study", "_decide", "_people"):
        addresses.append(reverse(f"cycle{name}", args=[cycle.pk]))
    shared = make_shared(goal, text="A welcome card")
    return [
        *addresses,
        reverse("library", args=[goal.place_id]),
        reverse("library_idea", args=[goal.place_id, shared.pk]),
    ]


def test_every_page_opens_for_its_people_and_not_for_others(world: World, goal: Goal):
    addresses = pages_of(goal)
    tom, dev = as_(world, "tom"), as_(world, "dev")

    for address in addresses:
        assert tom.get(address).status_code == 200, address
        assert dev.get(address).status_code == 404, address


def test_a_consultant_reads_and_does_nothing(world: World, goal: Goal):
    cleo = as_(world, "cleo")
    idea, driver = make_idea(goal), make_driver(goal)
    cycle = make_cycle(idea)

    assert cleo.get(reverse("drivers", args=[goal.pk])).status_code == 200
    assert cleo.get(reverse("cycle", args=[cycle.pk])).status_code == 200
    for name, key in (
        ("driver_add", goal), ("driver_rename", driver), ("driver_move", driver), ("driver_remove", driver),
        ("idea_propose", goal), ("idea_edit", idea), ("idea_hang", idea), ("idea_move", idea), ("idea_remove", idea),
        ("idea_untested", idea), ("idea_share", idea), ("idea_unshare", idea), ("cycle_plan", idea),
        ("cycle_edit", cycle), ("cycle_remove", cycle), ("cycle_start", cycle), ("cycle_do", cycle),
        ("cycle_study", cycle), ("cycle_decide", cycle), ("cycle_people", cycle),
    ):  # fmt: skip
        assert cleo.post(reverse(name, args=[key.pk])).status_code == 403, name


def test_the_diagram_is_made_by_forms_alone(tom: Client, goal: Goal):
    add = reverse("driver_add", args=[goal.pk])
    tom.post(add, {"text": "People know who meets them"})
    top = Driver.objects.get()
    tom.post(add, {"text": "A name on a card", "under": str(top.pk)})
    tom.post(add, {"text": "Time at the door"})
    door = Driver.objects.get(text="Time at the door")

    answer = tom.post(reverse("driver_move", args=[door.pk]), {"way": "in"})
    assert answer.headers["Location"] == f"/goals/{goal.pk}/drivers/#line-{door.pk}"
    tom.post(reverse("driver_move", args=[door.pk]), {"way": "up"})
    tom.post(reverse("driver_rename", args=[door.pk]), {"text": "Somebody has time at the door"})
    tom.post(reverse("driver_remove", args=[top.pk]))

    page = tom.get(reverse("drivers", args=[goal.pk]))
    line = page.context_data["page"].drivers[0]
    assert [child.text for child in line.children] == ["Somebody has time at the door", "A name on a card"]
    assert "<svg" in page.content.decode()
    tom.post(reverse("driver_move", args=[door.pk]), {"way": "sideways"})
    for driver in (door, Driver.objects.get(text="A name on a card"), top):
        tom.post(reverse("driver_remove", args=[driver.pk]))
    assert not Driver.objects.exists()


def test_one_idea_from_its_proposal_to_the_library_by_forms_alone(tom: Client, world: World, goal: Goal):
    words = {"text": "A card at the door", "setting": "ward", "strand": "practice"}
    idea_at = tom.post(reverse("idea_propose", args=[goal.pk]), words).headers["Location"]
    idea = ChangeIdea.objects.get()
    cycle_at = tom.post(f"{idea_at}cycles/new/", PLAN).headers["Location"]
    today = clock.today()
    on = {"on_day": str(today.day), "on_month": str(today.month), "on_year": str(today.year)}

    tom.post(f"{cycle_at}start/", {**on, "version": 1})
    study_at = tom.post(f"{cycle_at}do/", {"did": "Five came", "version": 2}).headers["Location"]
    assert study_at == f"{cycle_at}study/"
    beside = tom.get(study_at).content.decode()
    assert "Four of five say so" in beside
    tom.post(study_at, {"value": "4", "result": "right", "version": 3})
    done = tom.post(f"{cycle_at}decide/", {"decision": "abandon", "reason": "Cards get lost", "version": 4})
    assert done.headers["Location"] == idea_at
    tom.post(f"{idea_at}share/", {"learned": "Cards get lost: try a poster"})

    found = as_(world, "ben").get(reverse("library", args=[world.other_team.pk]) + "?words=poster")
    assert found.status_code == 404  # Ben belongs to another team: he searches from his own
    found = as_(world, "ben").get(reverse("library", args=[world.team.pk]) + "?words=posters&page=1")
    assert [one.id for one in found.context_data["library"].found] == [idea.pk]
    tom.post(f"{idea_at}unshare/")
    assert not ChangeIdea.objects.shared().exists()


def test_the_nearest_are_offered_before_a_new_idea_is_saved(tom: Client, world: World, goal: Goal):
    theirs = make_shared(make_goal(world.other_team, state=State.ACTIVE), text="A welcome card for all who arrive")
    address = reverse("idea_propose", args=[goal.pk])
    words = {"text": "Welcome cards for all", "setting": "ward", "strand": "practice"}

    first = tom.post(address, words)
    assert not ChangeIdea.objects.filter(goal=goal).exists()
    assert [one.id for one in first.context_data["nearest"].found] == [theirs.pk]
    assert "1 team tried something close: 1 kept it." in first.content.decode()
    assert 'value="Welcome cards for all"' in first.content.decode()
    assert tom.post(address, {**words, "looked": words["text"]}).status_code == 302

    copy = tom.get(f"{address}?copy={theirs.pk}").context_data["form"].initial
    assert copy["text"] == theirs.text
    tom.post(address, {**words, "text": theirs.text, "copy": str(theirs.pk), "looked": theirs.text})
    assert ChangeIdea.objects.get(copied_from=theirs).credit == "Alder team, Elmbank"


def test_the_second_of_two_sees_both_texts(tom: Client, world: World, goal: Goal):
    cycle = make_cycle(make_idea(goal))
    services.edit_cycle(cycle, plan=plan(question="Theirs"), version=1, by=acting(world.lea), at=clock.now())

    page = tom.post(reverse("cycle_edit", args=[cycle.pk]), {**PLAN, "question": "Mine", "version": 1})

    told = page.content.decode()
    assert "Theirs" in told
    assert 'value="Mine"' in told
    assert "Error:" in told
    again = tom.post(reverse("cycle_edit", args=[cycle.pk]), {**PLAN, "question": "Mine", "version": 2})
    assert again.status_code == 302
    assert Cycle.objects.get().question == "Mine"


def test_wrong_input_is_said_beside_its_box_and_kept(tom: Client, goal: Goal):
    done = make_cycle(make_idea(goal), step=Step.DONE)
    planned = make_cycle(make_idea(goal), prediction="")
    today = clock.today()
    on = {"on_day": str(today.day), "on_month": str(today.month), "on_year": str(today.year)}

    for name, cycle, given, says in (
        ("cycle_study", done, {"value": "four", "result": "right"}, "Enter a number, such as 4 or 12.5"),
        ("cycle_study", done, {"value": "1e400", "result": "right"}, "Enter a number, such as 4 or 12.5"),
        ("cycle_study", done, {"value": "4"}, "Choose whether the prediction was right"),
        ("cycle_decide", done, {"decision": "adopt", "reason": "It works"}, "Look at the result first"),
        ("cycle_start", planned, on, "say what you expect to happen"),
        ("cycle_do", planned, {"did": "Five came"}, "has not begun yet"),
    ):
        page = tom.post(reverse(name, args=[cycle.pk]), {**given, "version": cycle.version})
        assert page.status_code == 200
        assert says in page.content.decode(), (name, given)


def test_script_in_any_box_stays_text(tom: Client, goal: Goal):
    evil = "<script>alert(1)</script>"
    driver = make_driver(goal, text=evil)
    idea = make_idea(goal, text=evil, driver=driver)
    cycle = make_cycle(idea, question=evil, prediction=evil, measured=evil)

    for address in (
        reverse("drivers", args=[goal.pk]), reverse("drivers_sheet", args=[goal.pk]),
        reverse("idea", args=[idea.pk]), reverse("cycle", args=[cycle.pk]), reverse("cycle_start", args=[cycle.pk]),
    ):  # fmt: skip
        assert evil not in tom.get(address).content.decode()


def test_overdue_studies__the_longest_wait_first_and_only_of_ones_own(world: World, goal: Goal):
    late = make_cycle(make_idea(goal), step=Step.RUNNING, study_on=clock.today())
    later = make_cycle(make_idea(goal), step=Step.DONE)
    make_cycle(make_idea(goal), step=Step.STUDIED)
    Cycle.objects.filter(pk=later.pk).update(study_on=clock.today() + dt.timedelta(days=2))
    on = clock.today() + dt.timedelta(days=5)

    tom = acting(world.tom)
    with CaptureQueriesContext(connection) as caught:
        overdue = queries.overdue_studies(tom, on=on)

    assert [(line.number, line.days) for line in overdue.lines] == [(1, 5), (1, 3)]
    assert overdue.lines[0].url == f"{late.get_absolute_url()}do/"
    assert overdue.lines[1].url == f"{later.get_absolute_url()}study/"
    assert (overdue.total, len(caught)) == (2, 2)
    for other in (world.dev, world.cleo):
        assert queries.overdue_studies(acting(other), on=on).total == 0
    assert queries.overdue_studies(acting(world.ada), on=on, scope=world.other_team.scope).total == 0


def test_pages_of_an_idea_and_a_test_take_constant_queries(world: World, goal: Goal):
    idea, by, counts = make_idea(goal), acting(world.ben), []
    for more in (1, 6):
        for _ in range(more):
            cycle = make_cycle(idea, step=Step.DECIDED, decision=Decision.ADAPT)
            services.add_doer(cycle, voice="uses_services", by=a_doer(goal), at=clock.now())
        found = ChangeIdea.objects.select_related("goal").get(pk=idea.pk)
        with CaptureQueriesContext(connection) as caught:
            page = queries.idea_page(found, by, on=clock.today())
        one = Cycle.objects.select_related("idea__goal").get(pk=cycle.pk)
        with CaptureQueriesContext(connection) as caught_one:
            queries.cycle_page(one, by, on=clock.today())
        counts.append((len(caught), len(caught_one)))

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 6
    assert [(voice.voice, voice.people) for voice in page.voices] == [
        ("People who use services", 7),
        ("Staff", 1),
    ]
    assert [line.met for line in page.meter] == [True, True, True, False]


def test_tests_are_bands_on_the_charts_of_their_goals_series(world: World):
    goal = make_goal(world.team, state=State.ACTIVE, series=make_series(world.team))
    cycle = make_cycle(make_idea(goal, text="A card"), step=Step.STUDIED)
    make_cycle(make_idea(goal))

    [stretch] = registry.bands_of([goal.series_id])[goal.series_id]

    assert (stretch.name, stretch.from_on, stretch.to_on) == ("Test 1: A card", cycle.started_on, cycle.studied_on)
    assert stretch.url == cycle.get_absolute_url()
    assert bands.bands_of([]) == {}

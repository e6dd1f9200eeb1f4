from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals.models import ChangeIdea, Goal, IdeaIndex
from alongside.goals.queries import library
from alongside.goals.queries.library import Asked
from alongside.goals.rules.cycles import Decision, Step
from alongside.goals.rules.goals import State
from alongside.goals.services import cycles as services
from alongside.goals.services.cycles import Idea
from alongside.goals.services.cycles.ideas import put_in_index
from alongside.goals.tests.cycle_factories import a_doer, make_cycle, make_idea, make_shared
from alongside.goals.tests.factories import make_goal
from alongside.programmes.tests.factories import World, make_programme, make_site, make_team

# Each with the words that must find it and no other of these; the same on both engines.
FIXTURE = {
    "A welcome card is handed to people as they arrive": "welcoming cards",
    "Peer workers sit in on handovers": "handover peer",
    "Ward rounds are moved to the afternoon": "moving the ward’s rounds",
    "People write their own part of the care plan": "writing plans",
    "A café is run with people’s own baristas 24/7": "CAFE 24/7",
    "Naïve questions are welcome at the meeting": "naive",
    "Dosage chats at 1e5 and 3.14 are dropped": "1e5",
    "Croeso ŵyl Ωmega at the door": "Ωmega",
    "No-smoking walks instead of waiting": "waited smoke walk",
    "'Quoted' & (odd) | signs: * ^ : - \" are kept": 'odd "signs*" OR (quoted',
}


@pytest.fixture
def goal(world: World) -> Goal:
    return make_goal(world.team, state=State.ACTIVE)


@pytest.mark.parametrize(("text", "asked"), FIXTURE.items())
def test_search__finds_by_stems_the_same_on_both_engines(goal: Goal, text: str, asked: str):
    for other in FIXTURE:
        make_shared(goal, text=other, learned="Nothing else")

    found = library.library_page(goal.place, Asked(words=asked)).found

    assert [one.text for one in found] == [text]


@pytest.mark.parametrize(("asked", "count"), [("", 10), ("the and of", 0), ("zebra", 0), ("else", 10), ("*", 0)])
def test_search__what_says_nothing_finds_nothing(goal: Goal, asked: str, count: int):
    for text in FIXTURE:
        make_shared(goal, text=text, learned="Nothing else")

    assert library.library_page(goal.place, Asked(words=asked)).total == count


def test_search__knows_only_what_is_shared_in_the_same_programme(world: World, goal: Goal):
    elsewhere = make_goal(make_team(make_site(make_programme())), state=State.ACTIVE)
    make_shared(elsewhere, text="A welcome card")
    idea = make_shared(goal, text="A welcome card")
    unshared = make_idea(goal, text="A welcome card")
    make_cycle(unshared, step=Step.DECIDED)

    page = library.library_page(world.other_team, Asked(words="card"))

    assert [one.id for one in page.found] == [idea.pk]
    assert page.total == sum(facet.count for facet in page.strands) == sum(facet.count for facet in page.settings) == 1
    assert page.says == "1 team tried something close: 1 kept it."
    assert library.shared_idea(elsewhere.place, idea.pk) is None
    assert library.to_copy(elsewhere, str(idea.pk)) is None
    assert library.to_copy(goal, "no key") is None


def test_search__an_idea_taken_back_is_found_no_more(goal: Goal):
    idea = make_shared(goal, text="A welcome card")

    services.stop_sharing_idea(idea, by=a_doer(goal), at=clock.now())

    assert library.library_page(goal.place, Asked(words="card")).total == 0
    assert not IdeaIndex.objects.exists()
    with pytest.raises(services.NotShared):
        services.stop_sharing_idea(idea, by=a_doer(goal), at=clock.now())


def test_search__narrowed_by_strand_setting_and_challenge(goal: Goal):
    make_shared(goal, text="A card at the door", strand="culture", setting="ward")
    make_shared(goal, text="A card in the post", strand="practice", setting="community")

    for asked in (Asked(words="card", strand="culture"), Asked(words="card", setting="ward")):
        page = library.library_page(goal.place, asked)
        assert [one.text for one in page.found] == ["A card at the door"]
    assert library.library_page(goal.place, Asked(item="999999")).total == 0
    assert library.library_page(goal.place, Asked(page=99)).asked.page == 1


def test_nearest__each_team_counts_once_by_what_it_did_last(world: World, goal: Goal):
    made = [Decision.ADOPT, Decision.ADAPT, Decision.ADAPT, Decision.ABANDON]
    for decision in made:
        other = make_goal(make_team(world.site), state=State.ACTIVE)
        make_shared(other, text="A welcome card for everyone who arrives", decision=decision)
    make_shared(goal, text="A welcome card of our own")

    near = library.nearest(goal, "Welcome cards for people arriving at the ward")

    assert near.says == "4 teams tried something close: 1 kept it, 2 adapted it, 1 stopped."
    assert len(near.found) == 3
    assert library.nearest(goal, "").says == library.nearest(goal, "unicycles").says == ""


def test_share__only_once_tried_and_with_something_to_tell(goal: Goal):
    idea, by = make_idea(goal), a_doer(goal)

    with pytest.raises(services.NotTriedYet):
        services.share_idea(idea, learned="It works", by=by, at=clock.now())
    untested = services.do_untested(make_idea(goal), why="There was no time", by=by, at=clock.now())
    with pytest.raises(services.NotTriedYet):
        services.share_idea(untested, learned="It works", by=by, at=clock.now())
    for pk in (idea.pk, untested.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            ChangeIdea.objects.filter(pk=pk).update(shared_on=clock.today(), learned="It works")


def test_copy__with_credit_that_the_database_insists_on(world: World, goal: Goal):
    theirs = make_shared(make_goal(world.other_team, state=State.ACTIVE), text="A welcome card")
    by = a_doer(goal)

    mine = services.propose_idea(goal, idea=Idea(text="A welcome card"), copied=theirs, by=by, at=clock.now())

    assert mine.credit == "Alder team, Elmbank"
    make_cycle(mine, step=Step.DECIDED)
    services.share_idea(mine, learned="It travels", by=by, at=clock.now())
    third = make_goal(world.site, state=State.ACTIVE)
    again = services.propose_idea(third, idea=Idea(text="A card"), copied=mine, by=a_doer(third), at=clock.now())
    assert again.credit == "Rowan ward, Elmbank, after Alder team, Elmbank"
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeIdea.objects.filter(pk=mine.pk).update(credit="")


def test_copy__not_of_what_another_team_keeps_to_itself(world: World, goal: Goal):
    kept = make_idea(make_goal(world.other_team, state=State.ACTIVE))

    with pytest.raises(services.NotShared):
        services.propose_idea(goal, idea=Idea(text="Theirs"), copied=kept, by=a_doer(goal), at=clock.now())


def test_the_site_is_thanked_by_its_own_name(world: World, goal: Goal):
    theirs = make_shared(make_goal(world.site, state=State.ACTIVE), text="A welcome card")

    mine = services.propose_idea(goal, idea=Idea(text="Cards"), copied=theirs, by=a_doer(goal), at=clock.now())

    assert mine.credit == "Elmbank"


def many(goal: Goal, number: int) -> None:
    """So many shared ideas, at once."""
    today = clock.today()
    made = ChangeIdea.objects.bulk_create(
        ChangeIdea(
            goal=goal, place=goal.place, scope=goal.scope, order=at, text=f"A welcome card number {at}",
            strand="practice", setting="ward", proposed_on=today, outcome="ADOPTED", outcome_on=today,
            outcome_why="Why", learned="What", shared_on=today - dt.timedelta(days=at % 300),
        )
        for at in range(number)
    )  # fmt: skip
    put_in_index(made)


@pytest.mark.parametrize(
    "asked", [Asked(), Asked(words="welcome card"), Asked(words="card", strand="practice", page=2)]
)
def test_the_number_of_queries_does_not_grow(goal: Goal, asked: Asked):
    counts = []
    for more in (2, 198):
        many(goal, more)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            library.library_page(goal.place, asked)
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 8


def test_nearest__the_number_of_queries_does_not_grow(world: World, goal: Goal):
    other = make_goal(world.other_team, state=State.ACTIVE)
    counts = []
    for more in (2, 198):
        many(other, more)
        with CaptureQueriesContext(connection) as caught:
            library.nearest(goal, "A welcome card for all")
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 3


def test_the_full_text_follows_its_rows(goal: Goal):
    idea = make_shared(goal, text="A welcome card")
    IdeaIndex.objects.filter(idea=idea).update(stems="poster")

    assert library.library_page(goal.place, Asked(words="card")).total == 0
    assert library.library_page(goal.place, Asked(words="posters")).total == 1

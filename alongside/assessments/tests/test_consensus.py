"""A list of one's own, found together: its rules, tried through the services and the database."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from alongside import content
from alongside.assessments import rules, services
from alongside.assessments.models import Ballot, Candidate, Consensus, Gap, Quote, Round, Tally
from alongside.assessments.queries import drafting, history
from alongside.assessments.rules import State, Step
from alongside.assessments.tests.consensus_factories import (
    WHOLE,
    agreed,
    chosen,
    make_consensus,
    merged,
    play,
    with_ideas,
    write,
)
from alongside.assessments.tests.factories import TEST, People, acting
from alongside.core import clock
from alongside.frameworks import queries as frameworks
from alongside.frameworks import services as publishing
from alongside.frameworks.models import Edition, OwnDraft

pytestmark = pytest.mark.django_db


def programme(people: People) -> str:
    """The path of their programme."""
    return people.site.scope.split("/")[0] + "/"


def test_step__goes_from_ideas_to_an_agreed_list():
    at = {"proposing": "OPEN", "merged": False, "choosing": "", "agreed": False}
    found = [rules.consensus_step(**at)]  # type: ignore[arg-type]
    for change in ({"proposing": "SHARED"}, {"merged": True}, {"choosing": "SHARED"}, {"agreed": True}):
        at |= change
        found.append(rules.consensus_step(**at))  # type: ignore[arg-type]

    assert found == list(Step)


def test_search__runs_from_ideas_to_a_published_list_that_keeps_its_dissent(people: People) -> None:
    found = chosen(people)
    at, on = clock.now(), clock.today()
    assert found.choosing is not None
    tallies = {(row.item.code, row.group) for row in Tally.objects.filter(round=found.choosing)}
    assert {("n1", "uses_services"), ("n1", "staff"), ("n2", "staff")} <= tallies  # no voice is averaged away
    assert not Gap.objects.filter(round=found.choosing).exists()
    assert not Ballot.objects.exists()

    write(found, people, dataclasses.replace(WHOLE, dissent="Some staff would leave it out."), number=1)
    services.turn_list_key(found, by=acting(people.ada), at=at)
    done = services.turn_list_key(found, by=acting(people.bea), at=at)

    assert done.draft is not None
    assert (done.draft.scope, done.draft.called, done.draft.agreed) == (
        programme(people),
        "what-matters-here-2026",
        True,
    )
    publishing.publish_draft(done.draft, by=TEST, at=at, on=on)
    page = frameworks.edition_page("what-matters-here-2026", scope=people.site.scope)
    assert [(item.short, item.dissent) for item in page.items] == [("Welcome", "Some staff would leave it out.")]
    assert len(page.items[0].descriptors) == 4
    assert page.items[0].question_for("family_and_friends")
    with pytest.raises(publishing.PublishedAlready):
        services.reopen_list(done, by=acting(people.ada), at=at)
    again = agreed(People(people.site))
    assert again.draft is not None
    assert again.draft.called == "what-matters-here-2026-2"


def test_ideas__ask_one_question_in_words_and_are_nobodys_edition_but_the_rounds(people: People) -> None:
    found = make_consensus(people)

    assert found.proposing is not None
    assert found.proposing.state == State.DRAFT
    assert found.proposing.edition.purpose == Edition.Purpose.PROPOSE
    assert {one.voice for one in found.proposing.asked.all()} == {
        card.code for card in frameworks.voices(programme(people))
    }
    assert services.what_is_missing(found.proposing, on=clock.today()) == []
    slug = found.proposing.edition.slug
    assert slug not in {line.slug for line in frameworks.editions(people.site.scope)}
    assert slug not in {one.slug for one in drafting.editions_for(people.site, on=clock.today())}
    with pytest.raises(Edition.DoesNotExist):
        frameworks.seen_by(slug, [programme(people)])


def test_round_of_a_search__keeps_what_it_asks_and_has_no_meeting_of_its_own(people: People) -> None:
    found = make_consensus(people)
    round, at = found.proposing, clock.now()
    assert round is not None
    said = {"name": "x", "why": "y", "closes_on": round.closes_on, "asked": [], "contacts": [], "smallest": 5}
    other = Edition.objects.get(slug="ten-challenges-2017")

    for changed in ({"edition": other, "mode": "PRIVATE"}, {"edition": round.edition, "mode": "OPEN_ROOM"}):
        with pytest.raises(services.PartOfASearch):
            services.change_draft(round, **said, **changed, by=TEST, at=at)  # type: ignore[arg-type]

    play(round, people, {"uses_services": [3] * 6, "staff": [0] * 6}, {})
    with pytest.raises(services.PartOfASearch):
        services.hold_meeting(round, held_on=clock.today(), present={"staff": 3}, by=TEST, at=at)
    assert history.movement(people.site).rounds == ()
    assert not Gap.objects.exists()


def test_merge__needs_both_sides_two_people_and_something_to_choose_from(people: People) -> None:
    found, at = with_ideas(people), clock.now()
    words = services.Words("A warm welcome", "Welcome", "By name.", "You are welcome.")
    with pytest.raises(services.NothingToChooseFrom):
        services.turn_merge_key(found, by=acting(people.ada), at=at)
    first = write(found, people, words)
    write(found, people, words)
    services.turn_merge_key(found, by=acting(people.ada), at=at)

    with pytest.raises(services.SamePersonTwice):
        services.turn_merge_key(found, by=acting(people.ada), at=at)
    with pytest.raises(services.SameSideTwice):
        services.turn_merge_key(found, by=acting(people.ben), at=at)
    write(found, people, dataclasses.replace(words, short="Hello"), number=first.number)  # the key that waited falls
    services.turn_merge_key(found, by=acting(people.bea), at=at)
    found.refresh_from_db()
    assert found.merged_on is None
    assert found.candidates.get(number=2).ideas.count() == 2
    done = services.turn_merge_key(found, by=acting(people.ben), at=at)

    assert done.merged_on == clock.today()
    assert done.choosing is not None
    assert [item.code for item in done.choosing.edition.items.order_by("number")] == ["n1", "n2"]
    for refused in (
        lambda: services.turn_merge_key(found, by=acting(people.ada), at=at),
        lambda: services.remove_candidate(found, number=1, by=acting(people.ada), at=at),
        lambda: write(found, people, words),
        lambda: services.ask_again(found, by=TEST, at=at),
    ):
        with pytest.raises(services.NotThisStep):
            refused()


def test_candidates__take_only_words_that_two_have_read_and_no_one_overwrites_another(people: People) -> None:
    found, at = with_ideas(people), clock.now()
    held_back = Quote.objects.filter(round=found.proposing).first()
    assert held_back is not None
    Quote.objects.filter(pk=held_back.pk).update(second_verdict="HOLD")
    words = services.Words("A", "B", "C", "D")
    by = acting(people.ada)

    for ideas in ([held_back.pk], [uuid.uuid4()]):
        with pytest.raises(services.NotAnIdea):
            services.write_candidate(found, number=None, words=words, ideas=ideas, by=by, at=at)
    row = services.write_candidate(found, number=None, words=words, by=by, at=at)
    with pytest.raises(services.CandidateChanged):
        services.write_candidate(found, number=row.number, words=words, version=7, by=by, at=at)
    services.remove_candidate(found, number=row.number, by=by, at=at)
    assert not found.candidates.exists()
    Candidate.objects.bulk_create(
        Candidate(consensus=found, number=n, title="A", short="B", explanation="C", easy="D") for n in range(1, 41)
    )
    with pytest.raises(services.TooManyCandidates):
        services.write_candidate(found, number=None, words=words, by=by, at=at)


def test_list__is_agreed_whole_by_both_sides_and_can_be_opened_again(people: People) -> None:
    found, at = chosen(people), clock.now()
    with pytest.raises(services.NothingIsChosen):
        services.turn_list_key(found, by=acting(people.ada), at=at)
    with pytest.raises(services.NotThisStep):
        write(found, people, WHOLE)
    write(found, people, dataclasses.replace(WHOLE, title="Changed", ask=""), number=1)
    with pytest.raises(services.NotWholeYet, match="Welcome"):
        services.turn_list_key(found, by=acting(people.ada), at=at)
    row = write(found, people, WHOLE, number=1)
    assert row.title == "Everybody is made welcome"
    services.turn_list_key(found, by=acting(people.ada), at=at)
    done = services.turn_list_key(found, by=acting(people.bea), at=at)

    own = content.read_own(done.draft.text, name="x") if done.draft else None
    assert own is not None
    assert own.edition is not None
    assert [item.code for item in own.edition.shape.items] == ["n1"]
    with pytest.raises(publishing.AgreedByBothSides):
        publishing.remove_draft(done.draft, by=TEST, at=at)
    opened = services.reopen_list(done, by=acting(people.ada), at=at)
    assert (opened.draft, opened.agreed_on, opened.agreed_lived_by_id) == (None, None, None)
    assert not OwnDraft.objects.exists()


def test_round_that_ended_unseen__is_asked_again_in_either_step(people: People) -> None:
    found, at = make_consensus(people), clock.now()
    first = found.proposing
    assert first is not None
    services.cancel_round(first, why="A test", by=TEST, at=at)

    again = services.ask_again(found, by=TEST, at=at)

    assert again.proposing is not None
    assert again.proposing.edition.slug != first.edition.slug
    with pytest.raises(services.NotThisStep):
        services.ask_again(found, by=TEST, at=at)
    services.cancel_round(again.proposing, why="A test", by=TEST, at=at)
    second = merged(People(people.site))
    assert second.choosing is not None
    services.cancel_round(second.choosing, why="A test", by=TEST, at=at)
    anew = services.ask_again(second, by=TEST, at=at)
    assert anew.choosing is not None
    assert anew.choosing.edition.items.count() == 2


def test_name_that_another_programme_has__gets_an_addition(people: People) -> None:
    text = content.starter(content.Kind.EDITION).replace("framework: our-own-list ", "framework: what-matters-here ")
    publishing.publish_edition(
        content.read_edition(text, name="x"), scope="p9/", by=TEST, on=clock.today() - dt.timedelta(days=1)
    )

    found = agreed(people)

    assert found.draft is not None
    assert found.draft.called == f"what-matters-here-{found.pk.hex[:8]}-2026"


@pytest.mark.parametrize(
    "wrong",
    [
        {"merged_on": dt.date(2026, 3, 2)},
        {"agreed_on": dt.date(2026, 3, 2)},
    ],
    ids=["merged", "agreed"],
)
def test_database__takes_no_step_without_two_people(people: People, wrong: dict[str, object]) -> None:
    found = make_consensus(people)
    ada = people.ada

    with pytest.raises(IntegrityError), transaction.atomic():
        Consensus.objects.filter(pk=found.pk).update(**wrong)
    part = "merged" if "merged_on" in wrong else "agreed"
    same = {f"{part}_lived_by": ada, f"{part}_profession_by": ada, "choosing": found.proposing}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consensus.objects.filter(pk=found.pk).update(**wrong, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consensus.objects.filter(pk=found.pk).update(choosing=Round.objects.get(pk=found.proposing_id))

"""Searches for a list of one's own, in any step, always by way of the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.assessments import services
from alongside.assessments.models import Candidate, Consensus, Quote, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round
from alongside.core import clock

IDEAS = {"uses_services": "A warm welcome\nSomebody to talk to at night", "staff": "Time to listen"}
WHOLE = services.Words(
    title="Everybody is made welcome",
    short="Welcome",
    explanation="People are greeted by name.",
    easy="You are made welcome.",
    ask="Are people made welcome here?",
    ask_easy="Were you made welcome?",
    looks_like=("Nobody greets you.", "Some do.", "Most do.", "All do."),
    chosen=True,
)


def make_consensus(people: People, *, name: str = "What matters here") -> Consensus:
    """A search whose first round is prepared, with the people to turn to of an earlier round."""
    if not Round.objects.filter(place=people.site).exists():
        make_round(state=State.CANCELLED, place=people.site)
    return services.start_consensus(
        people.site, name=name, question="What has to change here?", easy="What should change?", by=TEST, at=clock.now()
    )


def play(round: Round, people: People, stages: Mapping[str, Sequence[int]], words: Mapping[str, str]) -> None:
    """The round from its opening to its sharing: each voice's first person offers the words."""
    at = clock.now()
    services.open_round(round, by=TEST, at=at)
    for voice, given in stages.items():
        said = {"ideas": words[voice]} if voice in words else None
        answer(round, voice, 1, stages=given[:1], words=said, at=at)
        if len(given) > 1:
            answer(round, voice, len(given) - 1, stages=given[1:], at=at)
    services.close_round(round, by=TEST, at=at)
    for user in (people.ada, people.bea):
        services.turn_reveal_key(round, knowing=True, by=acting(user), at=at)
    for quote in Quote.objects.filter(round=round):
        for user in (people.ada, people.bea):
            services.read_quote(quote, verdict="SHOW", by=acting(user), at=at)
    services.share_round(round, by=TEST, at=at)


def with_ideas(people: People) -> Consensus:
    """A search whose ideas are shared and wait to be put together."""
    found = make_consensus(people)
    assert found.proposing is not None
    play(found.proposing, people, {"uses_services": [3] * 6, "staff": [2] * 6}, IDEAS)
    found.refresh_from_db()
    return found


def write(found: Consensus, people: People, words: services.Words, *, number: int | None = None) -> Candidate:
    version = found.candidates.get(number=number).version if number else 0
    ideas = list(Quote.objects.filter(round=found.proposing).values_list("pk", flat=True)) if not number else []
    return services.write_candidate(
        found, number=number, words=words, ideas=ideas, version=version, by=acting(people.ada), at=clock.now()
    )


def merged(people: People) -> Consensus:
    """A search with two candidates that both sides found put together well; its second round is prepared."""
    found = with_ideas(people)
    write(found, people, services.Words("Everybody is made welcome", "Welcome", "By name.", "You are welcome."))
    write(found, people, services.Words("Somebody to talk to at night", "Nights", "At any hour.", "You can talk."))
    for user in (people.ada, people.bea):
        services.turn_merge_key(found, by=acting(user), at=clock.now())
    found.refresh_from_db()
    return found


def chosen(people: People) -> Consensus:
    """A search in which people have chosen; both sides are to agree the list."""
    found = merged(people)
    assert found.choosing is not None
    play(found.choosing, people, {"uses_services": [3] * 6, "staff": [0, 0, 0, 1, 1, 0]}, {})
    found.refresh_from_db()
    return found


def agreed(people: People) -> Consensus:
    """A search whose list both sides have agreed; it waits to be published."""
    found = chosen(people)
    write(found, people, WHOLE, number=1)
    for user in (people.ada, people.bea):
        services.turn_list_key(found, by=acting(user), at=clock.now())
    found.refresh_from_db()
    return found

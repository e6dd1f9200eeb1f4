from __future__ import annotations

import itertools

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import rules, services
from alongside.assessments.models import Quote, Round
from alongside.assessments.queries import results
from alongside.assessments.tests.factories import People, acting, person
from alongside.assessments.tests.meeting_factories import quote_of, read_by_both, with_words
from alongside.core import clock
from alongside.core.models import AuditEntry

RANK = {"SHOW": 0, "SHOW_WITHOUT_NAME": 1, "HOLD": 2}


@pytest.mark.parametrize(("first", "second"), list(itertools.product(RANK, repeat=2)))
def test_quote_shown__the_stricter_of_two_wins(first: str, second: str) -> None:
    assert RANK[rules.quote_shown(first, second)] == max(RANK[first], RANK[second])


@pytest.mark.parametrize("only", RANK)
def test_quote_shown__is_nothing_until_both_have_read(only: str) -> None:
    assert rules.quote_shown(only, "") == rules.quote_shown("", only) == rules.quote_shown("", "") == ""


def shown(round: Round, number: int = 1) -> list[tuple[str, str]]:
    item = results.result_page(round).item(number)
    assert item is not None
    return [(said.words, said.who) for said in item.quotes]


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        ("SHOW", "SHOW", [("Nobody rang", "People who use services")]),
        ("SHOW", "SHOW_WITHOUT_NAME", [("Nobody rang", "")]),
        ("HOLD", "SHOW", []),
        ("SHOW", "HOLD", []),
    ],
)
def test_read_quote__two_of_different_sides_decide(
    people: People, first: str, second: str, seen: list[tuple[str, str]]
) -> None:
    round = with_words(people, "Nobody rang")

    read_by_both(quote_of(round, "Nobody rang"), people, first, second)

    assert shown(round) == seen


def test_read_quote__unread_and_half_read_words_are_on_no_page(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang", "They rang at once")
    services.read_quote(quote_of(round, "Nobody rang"), verdict="SHOW", by=acting(people.ada), at=clock.now())
    client.force_login(people.ben)

    pages = [client.get(f"/rounds/{round.pk}/{path}") for path in ("result/", "result/1/", "sheet/")]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any(b"rang" in page.content for page in pages)


def test_read_quote__refused_to_a_second_reader_of_the_same_side(people: People) -> None:
    round = with_words(people, "Nobody rang")
    carl = person("Carl", role=Role.SITE_LEAD, place=people.site, voices=["staff"])
    services.read_quote(quote_of(round, "Nobody rang"), verdict="SHOW", by=acting(people.ada), at=clock.now())

    with pytest.raises(services.YourSideHasReadIt):
        services.read_quote(quote_of(round, "Nobody rang"), verdict="SHOW", by=acting(carl), at=clock.now())


def test_read_quote__refused_to_a_third_reader(people: People) -> None:
    round = with_words(people, "Nobody rang")
    read_by_both(quote_of(round, "Nobody rang"), people)
    carl = person("Carl", role=Role.SITE_LEAD, place=people.site, voices=["staff"])

    with pytest.raises(services.BothHaveReadIt):
        services.read_quote(quote_of(round, "Nobody rang"), verdict="HOLD", by=acting(carl), at=clock.now())


def test_read_quote__who_has_read_may_think_again(people: People) -> None:
    round = with_words(people, "Nobody rang")
    read_by_both(quote_of(round, "Nobody rang"), people)

    services.read_quote(quote_of(round, "Nobody rang"), verdict="HOLD", by=acting(people.ada), at=clock.now())
    assert shown(round) == []
    services.read_quote(quote_of(round, "Nobody rang"), verdict="SHOW", by=acting(people.ada), at=clock.now())
    services.read_quote(quote_of(round, "Nobody rang"), verdict="HOLD", by=acting(people.bea), at=clock.now())
    assert shown(round) == []


def test_read_quote__refuses_what_is_no_verdict(people: People) -> None:
    round = with_words(people, "Nobody rang")

    with pytest.raises(services.NotAVerdict):
        services.read_quote(quote_of(round, "Nobody rang"), verdict="BURN", by=acting(people.ada), at=clock.now())


def test_read_quote__the_trail_holds_the_verdict_and_never_the_words(people: People) -> None:
    round = with_words(people, "Nobody rang")

    services.read_quote(quote_of(round, "Nobody rang"), verdict="HOLD", by=acting(people.ada), at=clock.now())

    row = AuditEntry.objects.get(action="quote.read")
    assert row.changes["verdict"] == "HOLD"
    assert "rang" not in str(row.changes)


def test_read_quote__the_database_refuses_the_same_person_twice(people: People) -> None:
    quote = quote_of(with_words(people, "Nobody rang"), "Nobody rang")

    with pytest.raises(IntegrityError, match="read_by_two_people"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(
            first_by=people.ada, first_verdict="SHOW", second_by=people.ada, second_verdict="SHOW"
        )


def test_quotes__each_sees_only_what_waits_for_their_side(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang", "They rang at once")
    services.read_quote(quote_of(round, "Nobody rang"), verdict="SHOW", by=acting(people.ada), at=clock.now())
    client.force_login(people.ada)
    mine = client.get(f"/rounds/{round.pk}/quotes/").content
    client.force_login(people.bea)
    theirs = client.get(f"/rounds/{round.pk}/quotes/").content

    assert b"Nobody rang" not in mine
    assert b"They rang at once" in mine
    assert b"Nobody rang" in theirs
    assert b"They rang at once" in theirs


def test_quotes__what_is_chosen_is_kept_and_the_rest_stays_unread(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang", "They rang at once")
    chosen = quote_of(round, "Nobody rang")
    client.force_login(people.bea)

    answer = client.post(f"/rounds/{round.pk}/quotes/", {f"verdict_{chosen.pk}": "HOLD"})

    assert answer.status_code == 302
    chosen.refresh_from_db()
    assert (chosen.first_verdict, chosen.first_side) == ("HOLD", "lived_experience")
    assert quote_of(round, "They rang at once").first_verdict == ""


def test_quotes__work_before_the_sharing_for_the_two_who_revealed(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang")
    Round.objects.filter(pk=round.pk).update(state="REVEALED", shared_on=None)
    carl = person("Carl", role=Role.SITE_LEAD, place=people.site, voices=["staff"])

    told = []
    for user in (people.ada, people.bea, carl):
        client.force_login(user)
        told.append(client.get(f"/rounds/{round.pk}/quotes/").status_code)

    assert told == [200, 200, 403]


def test_quotes__a_member_is_refused_and_an_outsider_finds_nothing(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang")
    told = []
    for user in (people.ben, people.cleo, people.dev):
        client.force_login(user)
        told.append(client.get(f"/rounds/{round.pk}/quotes/").status_code)

    assert told == [403, 403, 404]


def test_quotes__someone_with_two_hats_chooses_one(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang")
    quote = quote_of(round, "Nobody rang")
    both = person("Bo", role=Role.SITE_LEAD, place=people.site, voices=["staff", "uses_services"])
    client.force_login(both)

    refused = client.post(f"/rounds/{round.pk}/quotes/", {f"verdict_{quote.pk}": "SHOW"})
    kept = client.post(f"/rounds/{round.pk}/quotes/", {f"verdict_{quote.pk}": "SHOW", "voice": "uses_services"})

    assert b"Choose the voice in which you speak here" in refused.content
    assert kept.status_code == 302
    quote.refresh_from_db()
    assert quote.first_side == "lived_experience"


def test_quotes__what_one_held_back_is_on_no_page_any_more(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang")
    services.read_quote(quote_of(round, "Nobody rang"), verdict="HOLD", by=acting(people.ada), at=clock.now())
    client.force_login(people.bea)

    assert b"Nobody rang" not in client.get(f"/rounds/{round.pk}/quotes/").content

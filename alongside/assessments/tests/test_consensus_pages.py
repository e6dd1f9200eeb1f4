"""The pages on which people find a list of their own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Consensus, Quote
from alongside.assessments.tests.consensus_factories import WHOLE, agreed, chosen, make_consensus, with_ideas, write
from alongside.assessments.tests.factories import TEST, People, make_programme, make_site, person
from alongside.assessments.tests.pages import problems
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.programmes.models import Place

pytestmark = pytest.mark.django_db

MERGED = {"title": "A warm welcome", "short": "Welcome", "explanation": "By name.", "easy": "You are welcome."}


def text(client: Client, url: str) -> str:
    answered = client.get(url)
    assert answered.status_code == 200, url
    return str(answered.content.decode())


def test_start__prepares_the_first_round_and_the_rating_asks_for_words(client: Client, people: People) -> None:
    client.force_login(people.ada)
    start = reverse("consensus_start", args=[people.site.pk])
    assert len(problems(client.post(start, {"name": "x" * 81}))) == 3

    sent = {"name": "Our ten", "question": "What has to change?", "easy": "What should change?"}
    answered = client.post(start, sent)

    found = Consensus.objects.get()
    assert answered.headers["Location"] == found.get_absolute_url()
    page = text(client, found.get_absolute_url())
    assert "People say what should be on it" in page
    assert found.proposing is not None
    assert found.proposing.get_absolute_url() in page
    assert "Our ten" in text(client, reverse("consensus_searches", args=[people.site.pk]))
    services.cancel_round(found.proposing, why="A test", by=TEST, at=clock.now())
    assert "Prepare it anew" in text(client, found.get_absolute_url())
    again = reverse("consensus_again", args=[found.pk])
    assert "asks the same" in text(client, again)
    client.post(again)
    assert "has moved on" in problems(client.post(again))[0]


def test_rating__asks_for_ideas_and_then_for_a_choice(client: Client, people: People) -> None:
    make_consensus(people)
    found = Consensus.objects.select_related("proposing").get()
    assert found.proposing is not None
    services.open_round(found.proposing, by=TEST, at=clock.now())
    code = services.make_slips(found.proposing, voice="staff", number=1, by=TEST, at=clock.now())[0]
    invitee = services.Invitee("eve@example.org", ("staff",))
    services.invite_by_mail(found.proposing, people=[invitee], by=TEST, at=clock.now())
    letter = Letter.objects.get(to="eve@example.org")
    assert letter.subject == f"{people.site.name}: what should be on our list?"
    assert "being asked for their ideas. So are you." in outbox.text_of(letter)
    client.force_login(people.ada)
    made = {"voice": "staff", "number": "2"}
    for name in ("round_slips", "round_poster"):
        sheet = client.post(reverse(name, args=[found.proposing.pk]), made).content.decode()
        assert "what should be on our list?" in sheet, sheet
        assert "How do you see" not in sheet
    client.logout()

    client.post("/rate/", {"code": code})
    welcome = text(client, "/rate/welcome/")
    client.post("/rate/welcome/", {"one": "yes"})
    asked = text(client, "/rate/1/")

    assert "What should be on our list?" in welcome
    assert "What has to change here?" in asked
    assert "Your ideas. Write each on a line of its own" in asked
    assert "Nothing matters more" in asked


def test_merge__ideas_are_put_together_and_two_keys_are_turned(client: Client, people: People) -> None:
    found = with_ideas(people)
    client.force_login(people.ada)
    add = reverse("consensus_add", args=[found.pk])
    idea = str(Quote.objects.filter(round=found.proposing)[0].pk)

    before = text(client, found.get_absolute_url())
    wrong = client.post(add, {"ideas": [idea]})
    client.post(add, {**MERGED, "ideas": [idea]})
    client.post(add, MERGED)
    first = reverse("consensus_candidate", args=[found.pk, 1])
    lost = client.post(first, {**MERGED, "short": "Hello", "version": "9"})
    client.post(first, {**MERGED, "short": "Hello", "ideas": [idea], "version": "1"})
    remove = reverse("consensus_remove", args=[found.pk, 2])

    assert "Time to listen" in before
    assert "Ideas that are in none of them" in before
    assert len(problems(wrong)) == 4
    assert "Someone else wrote here" in problems(lost)[0]
    assert "Hello" in text(client, found.get_absolute_url())
    key = reverse("consensus_key", args=[found.pk])
    assert client.get(remove).status_code == 200
    client.post(remove)
    assert "at least two ideas" in problems(client.post(key, {"voice": "leaders"}))[0]
    client.post(add, MERGED)
    assert "put together well" in text(client, key)
    client.post(key)
    assert "It waits for the other side." in text(client, found.get_absolute_url())
    client.force_login(people.bea)
    client.post(key)
    found.refresh_from_db()
    assert found.choosing is not None
    assert client.get(key).status_code == 302
    assert "has moved on" in problems(client.post(remove))[0]
    assert client.get(reverse("consensus_candidate", args=[found.pk, 99])).status_code == 404
    assert client.get(reverse("consensus_remove", args=[found.pk, 99])).status_code == 404


def test_agree__each_voice_stands_apart_and_the_list_is_written_up(client: Client, people: People) -> None:
    found = chosen(people)
    client.force_login(people.ada)
    page = text(client, found.get_absolute_url())
    assert "People who use services" in page
    assert "Staff" in page
    one = reverse("consensus_candidate", args=[found.pk, 1])
    assert "Without it our list would not be ours." not in text(client, one)
    sent = {"chosen": "on", "easy": "You are welcome.", "ask": "Are you?", "ask_easy": "Are you?", "version": "1"}
    sent |= {f"stage_{n}": "Like this." for n in range(4)} | {"dissent": "Ben sees it differently."}
    lost = client.post(one, {**sent, "version": "7"})
    assert "Someone else wrote here" in problems(lost)[0]
    client.post(one, sent)
    key = reverse("consensus_key", args=[found.pk])
    assert "Ben sees it differently." in text(client, key)
    client.post(key)
    client.force_login(people.bea)
    client.post(key)

    assert "The programme director can publish it" in text(client, found.get_absolute_url())
    assert people.site.parent is not None
    client.force_login(person("Flo", role=Role.PROGRAMME_DIRECTOR, place=people.site.parent))
    found.refresh_from_db()
    assert found.draft is not None
    assert found.draft.get_absolute_url() in text(client, found.get_absolute_url())
    assert "Ben sees it differently." in text(client, found.draft.get_absolute_url())
    client.post(reverse("own_publish", args=[found.draft.pk]))
    assert "The list is published." in text(client, found.get_absolute_url())
    client.force_login(people.bea)
    reopen = reverse("consensus_reopen", args=[found.pk])
    assert "taken back" in text(client, reopen)
    assert "is published" in problems(client.post(reopen))[0]


def test_reopen__lets_both_sides_agree_anew(client: Client, people: People) -> None:
    found = agreed(people)
    client.force_login(people.ada)

    client.post(reverse("consensus_reopen", args=[found.pk]))

    assert "Both sides agree the list" in text(client, found.get_absolute_url())
    assert Consensus.objects.get().draft is None


def test_search__is_there_for_its_people_only_and_member_may_not_write(client: Client, people: People) -> None:
    found = with_ideas(people)
    write(found, people, WHOLE)
    far = make_site("Far Field", programme=make_programme("Southern programme"))
    names = ("consensus", "consensus_again", "consensus_key", "consensus_reopen", "consensus_add")
    pages = [reverse(name, args=[found.pk]) for name in names]
    pages += [reverse(name, args=[found.pk, 1]) for name in ("consensus_candidate", "consensus_remove")]
    pages += [reverse(name, args=[people.site.pk]) for name in ("consensus_searches", "consensus_start")]

    client.force_login(person("Hal", role=Role.SITE_LEAD, place=far, voices=["leaders"]))
    assert {client.get(url).status_code for url in pages} == {404}
    client.force_login(people.ben)
    assert [client.get(url).status_code for url in pages] == [200, 403, 403, 403, 403, 403, 403, 200, 403]
    assert "Time to listen" in text(client, pages[0])
    assert client.get(reverse("consensus", args=[uuid4()])).status_code == 404
    assert people.site.parent is not None
    assert client.get(reverse("consensus_searches", args=[people.site.parent.pk])).status_code == 404


def test_search__costs_the_same_for_many(client: Client, people: People) -> None:
    found = with_ideas(people)
    write(found, people, WHOLE)
    write(found, people, WHOLE)
    client.force_login(people.ada)
    place = Place.objects.get(pk=people.site.pk)
    urls = [found.get_absolute_url(), reverse("consensus_searches", args=[place.pk])]

    def cost() -> list[int]:
        counted = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counted.append(len(queries))
        return counted

    cost()
    few = cost()
    row = found.candidates.all()[0]
    type(row).objects.bulk_create(
        type(row)(consensus=found, number=n, title="A", short="B", explanation="C", easy="D") for n in range(3, 41)
    )
    quote = Quote.objects.filter(round=found.proposing)[0]
    Quote.objects.bulk_create(
        Quote(round=quote.round, item=quote.item, group=quote.group, words=f"Idea {n}", first_by=quote.first_by,
              second_by=quote.second_by, first_verdict="SHOW", second_verdict="SHOW")
        for n in range(198)
    )  # fmt: skip
    Consensus.objects.bulk_create(
        Consensus(place=place, scope=place.scope, name=f"S{n}", question="?", easy="?", began_on=clock.today())
        for n in range(199)
    )
    assert cost() == few

"""The pages of people who were told: a code, a message, yes, partly or no; no account, no trace; the public page."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.accounts.models import Tally
from alongside.core.models import AuditEntry
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopWords, Telling
from alongside.goals.rules.loops import Decision
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting
from alongside.programmes.tests.factories import World, as_


def ticket_in(page: Any) -> str:
    return str(page.context_data["form"]["ticket"].value())


def enter(code: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/told/", {"code": code})


def answer(ticket: str, client: Client | None = None, **given: str) -> Any:
    return (client or Client()).post("/told/answer/", {"ticket": ticket, **given})


def test_a_letter_is_answered_without_an_account_a_session_or_a_row(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    client, before = Client(), AuditEntry.objects.count()

    page = enter(codes[0], client)
    text = page.content.decode()
    done = answer(ticket_in(page), client, says="partly", words="not on nights", offered="on")

    assert "a letter a week" in text
    assert codes[0] not in text
    assert done.headers["Location"] == "/told/thanks/"
    assert client.get("/told/thanks/").status_code == 200
    stored = LoopAnswer.objects.get()
    assert (stored.says, stored.words, stored.offered, stored.way) == ("partly", "not on nights", True, "letter")
    assert "sessionid" not in client.cookies
    assert AuditEntry.objects.count() == before
    assert page.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert loop.state == "TOLD"


def test_a_pasted_link_works_and_the_same_code_changes_the_answer(world: World, monday: dt.datetime):
    _, codes = make.told(world.team)
    for one in ("yes", "no"):
        answer(ticket_in(enter(f"http://localhost:8000/told/#{codes[0]}")), says=one)

    assert [stored.says for stored in LoopAnswer.objects.all()] == ["no"]


@pytest.mark.parametrize(
    ("code", "says"),
    [("", "Type your code"), ("hello", "We do not know this code"), ("BCD-FGH-JKM", "slip"), ("x" * 201, "too long")],
)
def test_enter__says_what_is_wrong_and_keeps_what_was_typed(world: World, code: str, says: str):
    page = enter(code)

    assert page.status_code == 200
    assert says in page.content.decode()
    assert "Error:" in page.content.decode()


def test_enter__guessing_is_slow(world: World, monday: dt.datetime):
    _, codes = make.told(world.team)
    for _ in range(20):
        enter("BCD-FGH-JKM")

    assert "Wait ten minutes" in enter(codes[0]).content.decode()
    assert Tally.objects.exists()
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert "a letter a week" in enter(codes[0], elsewhere).content.decode()


def test_answer__without_a_choice_keeps_the_words(world: World, monday: dt.datetime):
    _, codes = make.told(world.team)
    ticket = ticket_in(enter(codes[0]))

    page = answer(ticket, words="my words", offered="on")

    text = page.content.decode()
    assert "Choose yes, partly or no" in text
    assert "my words" in text
    assert 'name="offered"' in text
    assert ticket_in(page) == ticket
    assert "too long" in answer(ticket, says="yes", words="x" * 601).content.decode()
    assert not LoopAnswer.objects.exists()


@pytest.mark.parametrize("ticket", ["", "nonsense", "gAAAAABnonsense"])
def test_answer__a_ticket_that_is_none_asks_for_the_code_again(world: World, ticket: str):
    page = answer(ticket, says="yes")

    assert "Type your code once more" in page.content.decode()
    assert "Error:" in page.content.decode()


def test_answer__a_ticket_of_long_ago_asks_for_the_code_again(
    world: World, monday: dt.datetime, monkeypatch: pytest.MonkeyPatch
):
    _, codes = make.told(world.team)
    ticket, later = ticket_in(enter(codes[0])), timezone.now() + dt.timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert "Type your code once more" in answer(ticket, says="yes").content.decode()


def test_answer__too_late_is_said_kindly(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    late = ticket_in(enter(codes[0]))
    make.answers(codes, "yes", "yes", "yes")
    make.pass_days(loop, 1)

    assert "cannot take answers any more" in answer(late, says="no").content.decode()
    assert Client().get("/told/answer/").headers["Location"] == "/told/"


def test_message__names_whom_to_turn_to(world: World, monday: dt.datetime):
    _, codes = make.told(world.team)

    assert "call 999" in enter(codes[0]).content.decode()  # nobody was named at this place yet


def test_message__shows_no_script_of_anybodys(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team))
    make.listens(loop, "eve@example.org")
    services.tell_loop(
        loop, message="<script>alert(1)</script>\n\n{{ 7 }}", public=True, by=acting(world.tom), at=monday
    )
    [code] = make.codes_sent()

    for page in (enter(code), as_(world, "tom").get(loop.get_absolute_url())):
        assert "<script>alert" not in page.content.decode()


def test_stop__by_its_code_ends_the_letters(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, "eve@example.org")
    make.tell(make.decided(loop))
    [code] = make.stop_codes_sent().values()
    client = Client()

    asked = enter(code, client)
    assert "No more letters?" in asked.content.decode()
    assert Listener.objects.count() == 1
    done = client.post("/told/stop/", {"code": asked.context_data["form"]["code"].value()})

    assert done.headers["Location"] == "/told/stopped/"
    assert client.get("/told/stopped/").status_code == 200
    assert not Listener.objects.exists()


def test_stop__answers_every_code_the_same_way_and_not_for_ever(world: World):
    client = Client()

    assert client.get("/told/stop/").headers["Location"] == "/told/"
    assert client.post("/told/stop/", {"code": ""}).status_code == 200
    for _ in range(20):
        assert client.post("/told/stop/", {"code": "BCD-FGH-JKM"}).headers["Location"] == "/told/stopped/"
    assert "Wait ten minutes" in client.post("/told/stop/", {"code": "BCD-FGH-JKM"}).content.decode()


# ---- the public page


def test_said__shows_what_was_done_and_what_was_not(world: World, monday: dt.datetime):
    did = make.told(world.team)[0]
    did_not = make.told(world.team, decision=Decision.DID_NOT)[0]
    secret = make.decided(make.make_loop(world.team))
    make.tell(secret, public=False)

    page = Client().get(f"/places/{world.team.pk}/said/").content.decode()

    assert did.raised in page
    assert "We did not, because" in page
    assert did_not.raised in page
    assert secret.raised not in page
    assert "Is it true?" in page


def test_said__a_place_that_shows_nothing_has_no_page(world: World):
    make.make_loop(world.team)

    assert Client().get(f"/places/{world.team.pk}/said/").status_code == 404
    assert Client().get("/places/99999/said/").status_code == 404


def test_said__lets_out_no_figure_below_the_gate_and_only_words_read_by_two(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team, asked=6)
    make.answers(codes, *["yes"] * 6, words="thank you all", offered=True)
    make.pass_days(loop, 1)

    page = Client().get(f"/places/{world.team.pk}/said/").content.decode()
    assert "Fewer than 8 answered" in page
    dutch = Client()
    dutch.cookies["language"] = "nl"
    assert "Minder dan 8 mensen" in dutch.get(f"/places/{world.team.pk}/said/").content.decode()
    assert "thank you all" not in page
    row = LoopWords.objects.first()
    for who in (world.tom, world.lea):
        services.read_loop_words(row, verdict="SHOW", by=acting(who), at=monday)
    page = Client().get(f"/places/{world.team.pk}/said/").content.decode()
    assert page.count("thank you all") == 1
    assert not re.search(r"\b6\b", re.sub(r"<[^>]+>", "", page))


def test_said__rounds_what_it_lets_out(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team, asked=12)
    make.answers(codes, *["yes"] * 6, *["partly"] * 3, *["no"] * 3)
    make.pass_days(loop, 1)

    assert "About 10 answered" in Client().get(f"/places/{world.team.pk}/said/").content.decode()


def test_said__a_no_is_said_too(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes, "no", "no", "no")
    make.pass_days(loop, 1)

    page = Client().get(f"/places/{world.team.pk}/said/").content.decode()

    assert "We are working on it again" in page
    assert "Is it true?" not in page


def test_said__asks_the_database_as_often_for_many_as_for_few(world: World, monday: dt.datetime):
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/places/{world.team.pk}/said/")
        return len(asked.captured_queries)

    make.told(world.team)
    few = counted()
    for _ in range(4):
        make.told(world.team, decision=Decision.DID_NOT)

    assert counted() == few


def test_open__an_answer_from_the_public_page_is_counted_apart(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team)
    client = Client()

    page = client.get(f"/told/open/{make.telling_of(loop).pk}/")
    assert answer(ticket_in(page), client, says="yes").headers["Location"] == "/told/thanks/"

    assert LoopAnswer.objects.get().way == "open"


def test_open__one_place_sends_few_in_an_hour_and_keeps_its_words(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team)
    url = f"/told/open/{make.telling_of(loop).pk}/"
    for _ in range(5):
        answer(ticket_in(Client().get(url)), says="yes")

    refused = answer(ticket_in(Client().get(url)), says="yes", words="my words").content.decode()

    assert "Wait an hour" in refused
    assert "my words" in refused
    assert LoopAnswer.objects.count() == 5


def test_open__only_what_is_on_the_public_page_and_still_asked(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team)
    Telling.objects.update(public=False)

    for telling in (make.telling_of(loop).pk, uuid.uuid4()):
        assert "cannot take answers" in Client().get(f"/told/open/{telling}/").content.decode()


def test_ask__somebody_asks_by_themselves_to_be_told(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team, asked=0)
    client, url = Client(), f"/told/ask/{loop.pk}/"

    assert client.get(url).status_code == 200
    assert "correct format" in client.post(url, {"address": "eve"}).content.decode()
    assert client.post(url, {"address": "eve@example.org"}).headers["Location"] == "/told/will-hear/"
    assert client.post(url, {"address": "eve@example.org"}).headers["Location"] == "/told/will-hear/"
    assert client.get("/told/will-hear/").status_code == 200
    assert Listener.objects.count() == 1


def test_ask__not_about_what_is_not_public_nor_for_ever(world: World, monday: dt.datetime):
    cache.clear()
    hidden, (loop, _) = make.make_loop(world.team), make.told(world.team, asked=0)

    assert Client().get(f"/told/ask/{hidden.pk}/").status_code == 404
    assert Client().get(f"/told/ask/{uuid.uuid4()}/").status_code == 404
    for number in range(10):
        Client().post(f"/told/ask/{loop.pk}/", {"address": f"eve{number}@example.org"})
    late = Client().post(f"/told/ask/{loop.pk}/", {"address": "late@example.org"})
    assert "Wait an hour" in late.content.decode()
    Loop.objects.all()


@pytest.mark.parametrize("url", ["/told/", "/told/thanks/", "/told/stopped/", "/told/will-hear/"])
def test_page__takes_any_reader_and_no_other_way(client: Client, db: None, url: str):
    page = client.get(url)

    assert page.status_code == 200
    assert client.head(url).status_code == 200
    assert client.delete(url).status_code == 405
    assert b"style=" not in page.content

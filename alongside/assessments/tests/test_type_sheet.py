"""Typing sheets in, as whoever types does it: a code, the sheet, and never that sheet again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from alongside.accounts import throttle
from alongside.assessments import services
from alongside.assessments.models import Ballot, PaperBatch, Round
from alongside.assessments.tests.factories import TEST, People, make_round
from alongside.assessments.tests.pages import problems, said
from alongside.assessments.tests.paper_factories import make_batch, outsider, printed, typed
from alongside.core import clock


@pytest.fixture
def round(people: People) -> Round:
    return make_round(place=people.site, asked={"uses_services": 9, "staff": 9})


@pytest.fixture
def batch(client: Client, round: Round) -> PaperBatch:
    made = make_batch(round)
    client.force_login(made.first)
    return made


def sends(client: Client, batch: PaperBatch, code: str, **typed_in: str) -> Any:
    sent = {name.replace("_", "-", 1): value for name, value in typed_in.items() if name.startswith("c")}
    rest = {name: value for name, value in typed_in.items() if not name.startswith("c")}
    return client.post(batch.get_absolute_url(), {"code": code, "send": "yes", **sent, **rest}, follow=True)


def test_type_sheet__a_code_opens_the_form_of_that_sheet_and_sending_it_closes_it(
    client: Client, round: Round, batch: PaperBatch
) -> None:
    [sheet] = printed(round)
    form = client.post(batch.get_absolute_url(), {"code": f" {sheet.code.lower()} "})
    assert b"This sheet is for: People who use services." in form.content
    assert form.content.count(b"Nothing is marked, or it cannot be read") == 10

    page = sends(
        client, batch, sheet.code, c1_answer="2", c1_sure="very", c1_words="They listened.", c2_answer="not_safe"
    )

    assert said(page) == ["The sheet is typed in and closed. Nobody can open it here again."]
    assert b"1 sheet typed in so far" in page.content
    assert b"They listened." not in page.content
    ballot = Ballot.objects.get()
    assert ballot.answers == {
        "c1": {"stage": 2, "sure": "very", "words": "They listened.", "offered": True},
        "c2": {"silence": "not_safe"},
    }
    again = client.post(batch.get_absolute_url(), {"code": sheet.code})
    assert problems(again) == [services.SheetIsTyped.message]
    assert b"listened" not in again.content


def test_type_sheet__with_several_voices_asks_for_the_one_that_is_ticked(
    client: Client, round: Round, batch: PaperBatch
) -> None:
    [sheet] = printed(round, "uses_services", "staff")

    without = sends(client, batch, sheet.code, c1_answer="2", waives="on")
    page = sends(client, batch, sheet.code, c1_answer="2", voice="staff", waives="on")

    assert b"If nothing is, put it aside" in without.content
    assert len(page.redirect_chain) == 1
    assert Ballot.objects.values_list("voice", "waives").get() == ("staff", True)


def test_type_sheet__keeps_what_was_typed_whatever_is_wrong(client: Client, round: Round, batch: PaperBatch) -> None:
    [sheet] = printed(round)
    nothing = sends(client, batch, sheet.code)
    assert services.SheetIsEmpty.message in nothing.content.decode()

    words_alone = sends(client, batch, sheet.code, c1_words="A word of theirs.")
    assert b"Question 1: choose the answer that is marked" in words_alone.content
    assert b"A word of theirs." in words_alone.content
    assert b"<title>Error: " in words_alone.content

    typed(batch, sheet)
    twice = sends(client, batch, sheet.code, c1_answer="1", c1_words="Typed a second time.")
    assert services.SheetIsTyped.message in twice.content.decode()
    assert b"Typed a second time." in twice.content


def test_type_sheet__after_the_last_day_is_refused_and_the_words_stay(
    client: Client, round: Round, batch: PaperBatch, monday: dt.datetime
) -> None:
    [sheet] = printed(round)

    with clock.frozen(monday + dt.timedelta(days=30)):
        page = sends(client, batch, sheet.code, c1_answer="1", c1_words="Late words.")

    assert services.SheetIsLate.message in page.content.decode()
    assert b"Late words." in page.content
    assert not Ballot.objects.exists()


def test_type_sheet__many_wrong_codes_have_to_wait(
    client: Client, round: Round, batch: PaperBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "alongside.assessments.views.typing.WRONG_SHEETS", throttle.Limit("sheet-code-few", tries=2, minutes=10)
    )
    wrong = {"code": "222-222-222"}

    told = [problems(client.post(batch.get_absolute_url(), wrong))[0][:20] for _ in range(3)]

    assert told == ["This round has no she"[:20]] * 2 + ["Many wrong sheet codes were tried"[:20]]


def test_type_sheet__is_there_for_whoever_types_and_for_nobody_else(
    client: Client, people: People, round: Round, batch: PaperBatch
) -> None:
    for address in ("", "confirm/", "close/"):
        for user in (people.ada, people.bea, outsider(round, "Uma")):
            client.force_login(user)
            assert client.get(f"{batch.get_absolute_url()}{address}").status_code == 404
            assert client.post(f"{batch.get_absolute_url()}{address}").status_code == 404
        client.logout()
        assert client.get(f"{batch.get_absolute_url()}{address}").url.startswith("/sign-in/")  # type: ignore[attr-defined]
    client.force_login(batch.first)
    assert client.get(f"/paper/{uuid.uuid4()}/").status_code == 404
    assert client.put(batch.get_absolute_url()).status_code == 405
    assert client.get(batch.get_absolute_url()).headers["Cache-Control"] == "no-store, private"
    assert client.get(round.get_absolute_url()).status_code == 404


def test_mine__lists_what_waits_and_the_first_page_leads_there(client: Client, batch: PaperBatch) -> None:
    assert batch.get_absolute_url() in client.get("/paper/").content.decode()
    assert batch.get_absolute_url() in client.get("/").content.decode()

    done = client.post(f"{batch.get_absolute_url()}close/", follow=True)

    assert said(done) == ["This batch is closed. Thank you for typing."]
    assert b"There is nothing for you to type in." in done.content
    assert client.get(batch.get_absolute_url()).headers["Location"] == "/paper/"
    assert client.get(f"{batch.get_absolute_url()}close/").headers["Location"] == "/paper/"
    late = client.post(f"{batch.get_absolute_url()}close/")
    assert problems(late) == [services.BatchIsClosed.message]


def test_confirm__both_say_so_each_from_their_own_sign_in(client: Client, people: People, round: Round) -> None:
    services.mark_event(round, event_on=clock.today(), by=TEST, at=clock.now())
    at = clock.now()
    batch = services.open_batch_together(round, first=people.ada, second=people.bea, by=TEST, at=at)
    url = f"{batch.get_absolute_url()}confirm/"
    client.force_login(people.ada)
    assert client.get(batch.get_absolute_url()).headers["Location"] == url
    assert b"You type together with Bea" in client.get(url).content

    waits = client.post(url, follow=True)
    assert b"Typing begins once Bea has said so too" in waits.content
    client.force_login(people.bea)
    ready = client.post(url, follow=True)

    assert ready.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert b"Ada and Bea type together." in ready.content
    alone = make_batch(round)
    client.force_login(alone.first)
    assert client.get(f"{alone.get_absolute_url()}confirm/").headers["Location"] == alone.get_absolute_url()


def test_confirm__says_why_not(client: Client, people: People, round: Round) -> None:
    services.mark_event(round, event_on=clock.today(), by=TEST, at=clock.now())
    at = clock.now()
    batch = services.open_batch_together(round, first=people.ada, second=people.bea, by=TEST, at=at)
    client.force_login(people.ada)
    services.close_round(round, by=TEST, at=at)
    services.reopen_round(round, closes_on=clock.today(), by=TEST, at=at)
    PaperBatch.objects.filter(pk=batch.pk).update(closed_on=None)
    services.close_round(round, by=TEST, at=at)
    PaperBatch.objects.filter(pk=batch.pk).update(closed_on=None)

    page = client.post(f"{batch.get_absolute_url()}confirm/")

    assert problems(page) == [services.NotNow.message]

"""From a code to a receipt, as somebody with a phone walks it."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.assessments import queries
from alongside.assessments.models import Ballot
from alongside.assessments.rules import Silence
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import make_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_rate__from_a_code_through_ten_questions_to_a_receipt(client: Client) -> None:
    code = given.make_code(make_round())

    page = client.post("/rate/", {"code": code.lower()}, follow=True)
    assert page.redirect_chain == [("/rate/welcome/", 302)]
    page = client.post("/rate/welcome/", {"one": "yes"}, follow=True)
    for number in range(1, 11):
        assert page.request["PATH_INFO"] == f"/rate/{number}/"
        assert f"{number} of 10" in page.content.decode()
        item = page.context["question"].prefix
        answer = "declined" if number == 4 else str(number % 4)
        page = client.post(f"/rate/{number}/", given.sent(page.context["visit"], item, answer=answer), follow=True)

    assert page.request["PATH_INFO"] == "/rate/done/"
    receipt = page.context["visit"].receipt
    assert receipt in page.content.decode()
    saved = queries.saved_answers(receipt)
    assert len(saved) == 10
    assert saved["c4"].silence == Silence.DECLINED
    assert saved["c6"].stage == 2
    assert Ballot.objects.get().voice == "uses_services"


def test_rate__all_on_one_page_any_number_in_any_order(client: Client) -> None:
    visit = given.come_in(client, given.make_code(make_round()))

    page = client.post("/rate/welcome/", {"all": "yes"}, follow=True)
    assert page.request["PATH_INFO"] == "/rate/all/"
    assert len(page.context["form"].forms) == 10
    sent = given.sent(visit, "c7", answer="3") | given.sent(visit, "c2", answer="not_safe", sure="very")
    page = client.post("/rate/all/", sent, follow=True)

    assert page.request["PATH_INFO"] == "/rate/done/"
    assert {item: answer.as_dict() for item, answer in queries.saved_answers(visit.receipt).items()} == {
        "c7": {"stage": 3},
        "c2": {"silence": "not_safe", "sure": "very"},
    }


def test_rate__back_and_next_are_plain_links(client: Client) -> None:
    given.come_in(client, given.make_code(make_round()))

    page = client.get("/rate/4/").content.decode()

    assert 'href="/rate/3/"' in page
    assert 'href="/rate/5/"' in page
    assert 'href="/rate/welcome/"' in client.get("/rate/1/").content.decode()
    assert client.get("/rate/11/").headers["Location"] == "/rate/done/"
    assert client.get("/rate/0/").headers["Location"] == "/rate/done/"


def test_rate__each_page_asks_for_a_code_first(client: Client) -> None:
    for path in ("welcome", "1", "all", "done", "take-back", "taken-back", "hear-back", "will-hear", "talk", "result"):
        assert client.get(f"/rate/{path}/").headers["Location"] == "/rate/"


def test_rate__the_voice_is_chosen_before_the_questions(client: Client) -> None:
    visit = given.come_in(client, given.make_code(make_round(), "staff", "leaders"))
    assert (visit.voice, visit.voices) == ("", ("staff", "leaders"))
    assert client.get("/rate/1/").headers["Location"] == "/rate/welcome/"

    refused = client.post("/rate/welcome/", {"one": "yes"})
    assert refused.context["form"].errors["voice"] == ["Choose in which of these ways you answer"]
    refused = client.post("/rate/welcome/", {"one": "yes", "voice": "uses_services"})
    assert refused.context["form"].errors["voice"] == ["Choose one of these"]
    page = client.post("/rate/welcome/", {"one": "yes", "voice": "leaders"}, follow=True)

    assert "When you visit our teams" in page.content.decode()

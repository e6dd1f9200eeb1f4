"""From a code to a receipt, as somebody with a phone walks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from alongside.assessments import queries
from alongside.assessments.models import Ballot
from alongside.assessments.rules import Silence
from alongside.assessments.tests import rating_factories as given
from alongside.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.frozen(given.AT):
        yield


def test_rate__from_a_code_through_ten_questions_to_a_receipt(client: Client):
    code = given.make_code(given.make_round())

    page = client.post("/rate/", {"code": code.lower()}, follow=True)
    assert page.redirect_chain == [("/rate/welcome/", 302)]
    page = client.post("/rate/welcome/", {"one": "yes"}, follow=True)
    for number in range(1, 11):
        assert page.request["PATH_INFO"] == f"/rate/{number}/"
        item = page.context_data["question"].prefix
        hidden = {"of": page.context_data["visit"].mark, "voice": "uses_services"}
        said = {f"{item}-answer": "declined" if number == 4 else str(number % 4)}
        page = client.post(f"/rate/{number}/", hidden | said, follow=True)

    assert page.request["PATH_INFO"] == "/rate/done/"
    receipt = page.context_data["visit"].receipt
    assert receipt in page.content.decode()
    saved = queries.saved_answers(receipt)
    assert len(saved) == 10
    assert saved["c4"].silence == Silence.DECLINED
    assert saved["c6"].stage == 2
    assert Ballot.objects.get().voice == "uses_services"

"""After the answers: the receipt, two ways to be told or talked to, taking back, leaving."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from alongside.assessments import guest, queries, services
from alongside.assessments.guest import Visit
from alongside.assessments.models import Ballot, Letterbox, Round
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import TEST, make_round, make_site
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.core.seal import unseal
from alongside.keeping_safe.models import Contact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
CONTACTS = (
    services.Contact("IN_TEAM", "Ruth Amadi", "01422 000 001", "ruth@example.org"),
    services.Contact("OUTSIDE", "Calder Mind", "01422 000 002"),
    services.Contact("ADVOCATE", "Sam Okoro", "", "sam@example.org"),
    services.Contact("EMERGENCY", "Crisis line", "0800 555 999", "crisis@example.org"),
)


@pytest.fixture
def round(monday: dt.datetime, db: None) -> Round:
    return make_round(contacts=CONTACTS)


@pytest.fixture
def visit(round: Round, client: Client) -> Visit:
    return given.come_in(client, given.make_code(round))


def test_done__shows_the_receipt_and_what_it_is_for(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="1"))

    page = client.get("/rate/done/").content.decode()

    assert visit.receipt in page
    assert "You answered 1 of 10 questions today." in page
    assert "change your answers until 16 March" in page


def test_done__nothing_answered_is_fine(visit: Visit, client: Client) -> None:
    assert "You have not answered yet" in client.get("/rate/done/").content.decode()
    again = Client()
    given.come_in(again, visit.receipt)
    assert "What you said before is kept." in again.get("/rate/done/").content.decode()


def test_done__may_still_be_shown_when_few_answer(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="1"))

    page = client.post("/rate/done/", given.sent(visit, "", waives="") | {"waives": "on"}, follow=True)

    assert "Saved." in page.content.decode()
    assert given.chosen_in(page.content.decode()) == ["on"]
    ballot = Ballot.objects.get()
    assert (ballot.waives, len(ballot.answers)) == (True, 1)
    client.post("/rate/done/", {"of": visit.mark})
    assert Ballot.objects.get().waives is False


def test_done__the_tick_is_refused_with_a_sentence_once_the_round_has_closed(
    round: Round, visit: Visit, client: Client
) -> None:
    services.close_round(round, by=TEST, at=clock.now())

    page = client.post("/rate/done/", {"of": visit.mark, "waives": "on"})

    assert services.TooLate.message in page.content.decode()


def test_done__the_address_is_sealed_apart_from_the_answers(visit: Visit, client: Client) -> None:
    page = client.post("/rate/hear-back/", {"address": "eve@home.example"}, follow=True)

    assert "Your address is locked away." in page.content.decode()
    box = Letterbox.objects.get()
    assert unseal(box.sealed, purpose="letterbox") == "eve@home.example"
    assert "eve@home" not in str(Letterbox.objects.values().get())
    assert {field.name for field in Letterbox._meta.get_fields()} == {"id", "round", "sealed", "until_on"}


def test_done__an_address_that_is_none_stays_in_its_box(visit: Visit, client: Client) -> None:
    page = client.post("/rate/hear-back/", {"address": "eve at home"})

    assert 'value="eve at home"' in page.content.decode()
    assert "<title>Error: " in page.content.decode()
    assert not Letterbox.objects.exists()
    easy = client.post("/rate/hear-back/", {"address": "eve at", "look": "easy"})
    assert 'value="eve at"' in easy.content.decode()
    assert "Error" not in easy.content.decode()


def test_talk__goes_at_once_to_the_contact_chosen_and_is_kept_nowhere_else(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="1"))
    before = set(Letter.objects.values_list("pk", flat=True))
    page = client.get("/rate/talk/").content.decode()
    assert page.index("If you are being hurt or are not safe") < page.index("<textarea")
    assert page.index("Who reads this, and when?") < page.index("<textarea")

    sent = {"contact": "ADVOCATE", "reach": "07700 900 123", "words": "I feel alone."}
    page = client.post("/rate/talk/", sent, follow=True).content.decode()

    letter = Letter.objects.exclude(pk__in=before).get()
    assert letter.to == "sam@example.org"
    assert "07700 900 123" in outbox.text_of(letter)
    assert "I feel alone." in outbox.text_of(letter)
    assert visit.receipt not in outbox.text_of(letter)
    assert letter.body == ""
    assert "within one working day" in page
    assert "0800 555 999" in page
    assert "alone" not in str(Ballot.objects.values().get())


def test_talk__offers_who_can_be_written_to_and_nobody_to_wait_for_in_an_emergency(
    visit: Visit, client: Client
) -> None:
    form = client.get("/rate/talk/").context["form"]
    assert [value for value, _ in form.fields["contact"].choices] == ["IN_TEAM", "ADVOCATE"]

    refused = client.post("/rate/talk/", {"contact": "EMERGENCY", "reach": "", "words": "x" * 601})

    assert set(refused.context["form"].errors) == {"contact", "reach", "words"}
    assert "x" * 601 in refused.content.decode()


def test_talk__with_nobody_to_write_to_says_whom_to_call(client: Client) -> None:
    round = make_round(place=make_site("Far Away"), contacts=CONTACTS)
    round.contacts.filter(phone="").update(phone="01422 000 003")
    round.contacts.update(email="")  # as an older round may have it: today one of them must have an address
    Contact.objects.all().delete()
    given.come_in(client, given.make_code(round))

    page = client.get("/rate/talk/").content.decode()

    assert "You can call or visit any of these:" in page
    assert 'href="tel:01422000001"' in page


def test_talk__typed_words_stay_when_the_look_changes_and_when_the_visit_is_over(visit: Visit, client: Client) -> None:
    sent = {"contact": "IN_TEAM", "reach": "here", "words": "Please."}
    page = client.post("/rate/talk/", sent | {"look": "large"}).content.decode()
    assert "Please.</textarea>" in page
    assert given.chosen_in(page) == ["IN_TEAM"]

    del client.cookies[guest.COOKIE]
    assert dict(client.post("/rate/talk/", sent).context["held"]) == sent
    assert client.post("/rate/talk/", sent | {"code": visit.receipt}).headers["Location"] == "/rate/talk/asked/"


def test_take_back__asks_first_and_then_deletes_everything(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="1", words="Gone."))
    client.get("/rate/take-back/")
    assert len(queries.saved_answers(visit.receipt)) == 1

    page = client.post("/rate/take-back/", {"of": visit.mark}, follow=True)

    assert "Your answers are deleted" in page.content.decode()
    assert queries.saved_answers(visit.receipt) == {}
    assert "Gone." not in client.get("/rate/all/").content.decode()
    assert given.visit_of(client).answered == ()


def test_take_back__too_late_it_says_so(round: Round, visit: Visit, client: Client) -> None:
    services.close_round(round, by=TEST, at=clock.now())

    page = client.post("/rate/take-back/", {"of": visit.mark})

    assert services.TooLate.message in page.content.decode()
    assert "<title>Error: " in page.content.decode()


def test_leave__in_one_act_from_every_page_and_nothing_is_left(visit: Visit, client: Client) -> None:
    client.post("/rate/1/", given.sent(visit, "c1", answer="1", words="Mine."))
    for path in ("", "welcome/", "1/", "all/", "done/", "take-back/", "hear-back/", "talk/", "talk/asked/"):
        page = client.get(f"/rate/{path}").content.decode()
        assert re.search(r'<form [^>]*method="post" action="/rate/leave/"[^>]*><button[^>]*type="submit"', page), path

    gone = client.post("/rate/leave/")

    assert gone.headers["Location"] == "/rate/left/"
    assert gone.headers["Clear-Site-Data"] == '"cache"'
    assert gone.cookies[guest.COOKIE].value == ""
    assert gone.cookies[guest.COOKIE]["max-age"] == 0
    assert gone.cookies[guest.COOKIE]["path"] == "/rate/"
    assert client.get("/rate/1/").headers["Location"] == "/rate/"


def test_leave__the_page_after_it_says_nothing_about_this(visit: Visit, client: Client) -> None:
    page = client.get("/rate/left/")
    text = page.content.decode().lower()

    assert "bread" in text
    for word in ("alongside", "calder", "code", "answer", "service", "nhs", "rate.", "demonstration", "mark.svg"):
        assert word not in text
    assert not page.cookies

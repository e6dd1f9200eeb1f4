"""The box for a code: what opens it, what does not, and what is said then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from alongside.accounts.models import Tally
from alongside.assessments import codes, guest, services
from alongside.assessments.models import Ballot, Code, Poster, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import TEST, make_round, make_site
from alongside.core import clock
from alongside.core.seal import seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SECOND_WAY_IN = "Ask the person or the team who told you about this."


def refusal(client: Client, code: str) -> str:
    """What is said about a code that does not open anything; it must stay in its box, with a second way in."""
    page = client.post("/rate/", {"code": code})
    said: str = page.context["form"].errors["code"][0]
    text = page.content.decode()
    assert page.status_code == 200
    assert f'value="{code}"' in text
    assert SECOND_WAY_IN in text
    assert "<title>Error: " in text
    assert guest.COOKIE not in client.cookies
    return said


def test_rate__says_what_is_wrong_with_a_code_and_keeps_it(client: Client) -> None:
    assert refusal(client, "") == "Type your code"
    assert refusal(client, codes.new_code()) == services.UnknownCode.message
    assert refusal(client, codes.new_receipt()) == services.UnknownReceipt.message
    assert refusal(client, "BCD-FG") == services.UnknownCode.message
    right = codes.new_code()
    wrong = right[:-1] + ("2" if right[-1] != "2" else "3")
    assert refusal(client, wrong) == services.MistypedCode.message
    assert "too long" in refusal(client, "B" * 201)


def test_rate__says_it_kindly_when_it_is_too_early_or_too_late(client: Client) -> None:
    round = make_round()
    code = given.make_code(round)

    Round.objects.update(state=State.DRAFT)
    assert refusal(client, code) == services.TooEarly.message
    Round.objects.update(state=State.OPEN)
    with clock.frozen(clock.now() + dt.timedelta(days=15)):
        assert refusal(client, code) == services.TooLate.message
    services.close_round(round, by=TEST, at=clock.now())
    assert refusal(client, code) == services.TooLate.message
    Round.objects.update(state=State.CANCELLED)
    assert refusal(client, code) == services.TooLate.message


def test_rate__a_poster_hands_out_as_many_ways_in_as_it_says_and_then_says_so() -> None:
    poster = given.make_poster(make_round(), number=2)

    receipts = {given.come_in(Client(), poster).receipt for _ in range(2)}

    assert len(receipts) == 2
    assert refusal(Client(), poster) == services.PosterIsUsedUp.message


def test_rate__takes_a_code_however_it_is_typed() -> None:
    code = given.make_code(make_round())
    ways = (
        code.lower(),
        code.replace("-", ""),
        f"  {code} ",
        code.replace("-", " "),
        f"https://example.org/rate/#{code}",
    )

    receipts = {given.come_in(Client(), way).receipt for way in ways}

    assert len(receipts) == 1
    assert "" not in receipts
    assert Ballot.objects.count() == 1


def test_rate__a_receipt_lets_back_in_and_shows_nothing_of_before(client: Client) -> None:
    code = given.make_code(make_round())
    visit = given.come_in(client, code)
    client.post("/rate/1/", given.sent(visit, "c1", answer="3", words="It was kind.", sure="very"))
    assert "It was kind." in client.get("/rate/1/").content.decode()

    for way_in in (code, visit.receipt):
        other = Client()
        again = given.come_in(other, way_in)
        page = other.get("/rate/1/")
        assert (again.receipt, again.answered, again.came_back) == (visit.receipt, (), True)
        assert "It was kind." not in page.content.decode() + other.get("/rate/all/").content.decode()
        assert given.chosen_in(page.content.decode()) == []
        assert "We do not show it" in page.content.decode()
        other.post("/rate/2/", given.sent(again, "c2", answer="0"))
        assert Ballot.objects.get().answers["c1"]["stage"] == 3


def test_rate__a_receipt_does_not_widen_what_its_code_offers() -> None:
    visit = given.come_in(Client(), given.make_code(make_round(), "staff", "leaders"))

    assert refusal(Client(), visit.receipt) == services.refusals.NothingAnsweredYet.message


def test_rate__typed_again_in_the_same_browser_it_goes_on_where_it_was(client: Client) -> None:
    code = given.make_code(make_round())
    visit = given.come_in(client, code)
    client.post("/rate/1/", given.sent(visit, "c1", answer="3"))

    again = given.come_in(client, code)

    assert again.answered == ("c1",)
    assert given.chosen_in(client.get("/rate/1/").content.decode()) == ["3"]


def test_rate__another_persons_code_in_the_same_browser_begins_anew(client: Client) -> None:
    round = make_round()
    first = given.come_in(client, given.make_code(round))
    client.post("/rate/1/", given.sent(first, "c1", answer="3", words="Mine."))

    second = given.come_in(client, given.make_code(round))

    assert second.receipt != first.receipt
    assert second.answered == ()
    assert "Mine." not in client.get("/rate/1/").content.decode()


def test_rate__after_twenty_wrong_codes_from_one_place_the_box_rests(client: Client) -> None:
    code = given.make_code(make_round())
    for _ in range(20):
        refusal(client, codes.new_code())

    assert refusal(client, code) == guest.TooManyWrongCodes.message
    assert given.come_in(Client(REMOTE_ADDR="198.51.100.7"), code).receipt
    Tally.objects.update(until=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert given.come_in(client, code).receipt


def test_rate__right_codes_are_not_counted_and_no_address_is_kept(client: Client) -> None:
    code = given.make_code(make_round())
    for _ in range(25):
        assert given.come_in(client, code).receipt
    assert not Tally.objects.exists()

    refusal(Client(), codes.new_code())

    counted = Tally.objects.get()
    assert counted.tries == 1
    assert "127.0.0.1" not in str(Tally.objects.values().get())
    assert len(counted.mark) == 64


def test_rate__takes_forms_from_its_own_pages_only(client: Client) -> None:
    poster = given.make_poster(make_round(place=make_site()), number=5)
    strange = (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    )
    own: tuple[dict[str, str], ...] = ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {})

    for headers in strange:
        refused = client.post("/rate/", {"code": poster}, headers=headers)
        assert (refused.status_code, refused.headers["Location"]) == (302, "/rate/")
    assert Poster.objects.get().left == 5
    for headers in own:
        assert Client().post("/rate/", {"code": poster}, headers=headers).status_code == 302
    assert Poster.objects.get().left == 2


def test_rate__a_form_without_its_token_writes_nothing_and_loses_nothing() -> None:
    code = given.make_code(make_round())
    client = Client(enforce_csrf_checks=True)
    page = client.get("/rate/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value

    bare = client.post("/rate/", {"code": code})

    assert page.status_code == bare.status_code == 200
    assert code in bare.content.decode()
    assert not Code.objects.get().spent
    assert client.post("/rate/", {"code": code, "csrfmiddlewaretoken": token}).status_code == 302
    client.post("/rate/welcome/", {"csrfmiddlewaretoken": token})
    again = client.post("/rate/1/", {"c1-answer": "2", "c1-words": "It was kind."})
    assert "It was kind." in again.content.decode()
    assert not Ballot.objects.get().answers


def test_rate__the_visit_is_one_closed_cookie_for_two_hours(client: Client) -> None:
    visit = given.come_in(client, given.make_code(make_round()))
    cookie = client.cookies[guest.COOKIE]

    assert set(client.cookies) == {guest.COOKIE}  # the test's client skipped the form, and so its token's cookie
    assert (cookie["path"], cookie["samesite"], cookie["httponly"], cookie["max-age"]) == (
        "/rate/",
        "Strict",
        True,
        7200,
    )
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
    assert visit.receipt not in cookie.value


def test_rate__the_cookie_is_secure_where_the_session_is(client: Client, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]

    given.come_in(client, given.make_code(make_round()))

    assert client.cookies[guest.COOKIE]["secure"]


@pytest.mark.parametrize(
    "value",
    ["", "nonsense", seal('{"until": 0}', purpose="rating").decode(), "£$"],
    ids=["none", "nonsense", "over", "odd"],
)
def test_rate__a_cookie_that_is_over_or_not_ours_is_no_visit(client: Client, value: str) -> None:
    client.cookies[guest.COOKIE] = value

    assert client.get("/rate/1/").headers["Location"] == "/rate/"
    assert client.get("/rate/").status_code == 200


def test_rate__a_cookie_of_another_version_is_no_visit(client: Client) -> None:
    client.cookies[guest.COOKIE] = seal('{"until": 99999999999, "colour": "blue"}', purpose="rating").decode()

    assert client.get("/rate/1/").headers["Location"] == "/rate/"


def test_rate__wrong_methods_are_refused(client: Client) -> None:
    for path in ("", "welcome/", "1/", "done/", "talk/"):
        assert client.put(f"/rate/{path}").status_code == 405
    assert client.get("/rate/leave/").status_code == 405
    assert client.get("/rate/look/").status_code == 405
    assert client.post("/rate/left/").status_code == 405

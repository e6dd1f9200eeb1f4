"""A tablet that stands ready: made by a lead, locked by its code, used by one after the other, and nothing left."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import Ballot, Kiosk, KioskSeats, Round, WayCount
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, make_round, make_team
from alongside.assessments.tests.pages import filled, opened, problems, said
from alongside.core import clock

START = "/rate/kiosk/"


@pytest.fixture
def round(people: People) -> Round:
    return make_round(place=people.site)


@pytest.fixture
def tablet(round: Round) -> Client:
    """A browser that a lead has locked to the round."""
    return lock(Client(), new_code(round))


def new_code(round: Round, **seats: int) -> str:
    wanted = seats or {"uses_services": 5, "staff": 2}
    return services.open_kiosk(round, name="Day room", seats=wanted, by=TEST, at=clock.now())


def lock(browser: Client, code: str) -> Client:
    assert browser.post(START, {"code": code}).headers["Location"] == START
    return browser


def begins(tablet: Client, voice: str = "uses_services", **more: str) -> Any:
    assert tablet.post(START, {"begin": "yes", **more}).headers["Location"] == "/rate/welcome/"
    tablet.post("/rate/welcome/", {"voice": voice, "one": "yes"})
    return given.visit_of(tablet)


def says(tablet: Client, visit: Any, stage: str = "1") -> Any:
    return tablet.post("/rate/1/", given.sent(visit, "c1", answer=stage))


def text(response: Any) -> str:
    return str(response.content.decode())


def test_kiosk__a_lead_makes_its_code_once_and_sees_it_listed(client: Client, people: People, round: Round) -> None:
    client.force_login(people.ada)
    url = f"{round.get_absolute_url()}kiosk/"
    assert url in text(client.get(round.get_absolute_url()))
    typed = filled(opened(client, url), name="Day room", seats_uses_services="6", seats_staff="")

    page = client.post(url, typed)
    [code] = re.findall(r'class="al-kiosk-code">([^<]+)<', text(page))
    again = client.post(url, typed)

    assert Kiosk.objects.get().name == "Day room"
    assert list(KioskSeats.objects.values_list("voice", "number")) == [("uses_services", 6)]
    assert "its code cannot be shown again" in problems(again)[0]
    assert code not in text(client.get(url))
    assert "for up to 6 people" in text(client.get(url))
    lock(Client(), code)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": "Day room"}, "Enter for at least one voice how many people may answer at this tablet"),
        ({"name": "", "seats_staff": "3"}, "Enter what you call this tablet"),
        ({"name": "Day room", "seats_staff": "301"}, "Enter 300 or fewer"),
    ],
    ids=["nobody", "no name", "too many"],
)
def test_kiosk__says_what_is_missing_and_makes_none(
    client: Client, people: People, round: Round, typed: dict[str, str], problem: str
) -> None:
    client.force_login(people.ada)

    assert problems(client.post(f"{round.get_absolute_url()}kiosk/", typed)) == [problem]
    assert not Kiosk.objects.exists()


def test_kiosk__a_round_that_closed_meanwhile_is_said(client: Client, people: People, round: Round) -> None:
    client.force_login(people.ada)
    services.close_round(round, by=TEST, at=MONDAY)
    url = f"{round.get_absolute_url()}kiosk/"

    assert problems(client.post(url, {"name": "Day room", "seats_staff": "3"})) == [services.NotNow.message]
    assert client.get(url).headers["Location"] == round.get_absolute_url()


def test_kiosk__is_ended_by_a_lead_of_its_round_only(
    client: Client, people: People, round: Round, tablet: Client
) -> None:
    kiosk = Kiosk.objects.get()
    other = make_round(place=make_team(site=people.site))
    client.force_login(people.ada)
    for wrong in (f"{other.get_absolute_url()}kiosk/end/", f"{round.get_absolute_url()}kiosk/end/"):
        sent = str(kiosk.pk) if str(other.pk) in wrong else "nonsense"
        assert client.post(wrong, {"kiosk": sent}).status_code == 404
    client.force_login(people.ben)
    assert client.post(f"{round.get_absolute_url()}kiosk/end/", {"kiosk": kiosk.pk}).status_code == 403
    client.force_login(people.ada)
    done = client.post(f"{round.get_absolute_url()}kiosk/end/", {"kiosk": kiosk.pk}, follow=True)

    assert said(done) == ["“Day room” does not stand ready any more."]
    assert "This tablet takes no more answers" in text(tablet.get(START))
    assert tablet.post(START, {"begin": "yes"}).status_code == 200
    assert not given.visit_of(tablet).receipt
    assert tablet.post(START, {}).headers["Location"] == "/rate/"
    assert "Say how you see it" in text(tablet.get("/rate/"))


def test_lock__refuses_wrong_codes_kindly_and_not_for_ever(round: Round, client: Client) -> None:
    assert "Let this tablet stand ready" in text(client.get(START))
    for _ in range(20):
        page = client.post(START, {"code": "BCD-FGH-JKL"})
    assert "We do not know this code" in problems(page)[0] or "slip in this code" in problems(page)[0]
    assert "Many wrong codes" in problems(client.post(START, {"code": new_code(round)}))[0]


def test_lock__the_cookie_holds_nothing_of_a_person_and_signs_out(client: Client, people: People, round: Round) -> None:
    client.force_login(people.ada)
    lock(client, new_code(round))

    held = {name: morsel for name, morsel in client.cookies.items() if morsel.value}
    assert set(held) <= {"kiosk", "csrftoken"}
    assert held["kiosk"]["httponly"]
    assert held["kiosk"]["samesite"] == "Strict"
    assert client.get("/rate/").headers["Location"] == START


def test_begin__two_people_of_two_voices_leave_two_ballots_and_nothing_else(tablet: Client) -> None:
    for voice, stage in (("uses_services", "1"), ("staff", "3")):
        visit = begins(tablet, voice)
        assert says(tablet, visit, stage).headers["Location"] == "/rate/2/"
        done = text(tablet.get("/rate/done/"))
        assert visit.receipt in done
        assert "al-qr" in done
        cleared = tablet.post(f"{START}clear/")
        assert cleared.headers["Location"] == START
        assert cleared.headers["Clear-Site-Data"] == '"cache"'
        assert {name for name, morsel in tablet.cookies.items() if morsel.value} == {"kiosk"}
        start = tablet.get(START)
        assert start.headers["Cache-Control"] == "no-store, private"
        assert visit.receipt not in text(start)
        assert tablet.get("/rate/1/").headers["Location"] == "/rate/"

    ballots = list(Ballot.objects.order_by("voice").values("voice", "answers__c1__stage"))
    assert ballots == [{"voice": "staff", "answers__c1__stage": 3}, {"voice": "uses_services", "answers__c1__stage": 1}]
    assert dict(KioskSeats.objects.values_list("voice", "left")) == {"uses_services": 4, "staff": 1}
    assert dict(WayCount.objects.exclude(count=0).values_list("way", "count")) == {"kiosk": 2}


def test_begin__leaves_nothing_until_something_is_answered(tablet: Client) -> None:
    visit = begins(tablet)
    taken = tablet.post("/rate/take-back/", {"of": visit.mark}, follow=True)

    assert "Your answers are deleted" in text(taken)
    assert not Ballot.objects.exists()
    assert dict(KioskSeats.objects.values_list("voice", "left"))["uses_services"] == 5


def test_begin__the_same_page_sent_twice_is_one_ballot(tablet: Client) -> None:
    visit = begins(tablet)
    for _ in range(2):
        says(tablet, visit)

    assert Ballot.objects.count() == 1
    assert dict(WayCount.objects.exclude(count=0).values_list("way", "count")) == {"kiosk": 1}


def test_start__opening_it_forgets_whoever_was_there(tablet: Client) -> None:
    visit = begins(tablet)
    page = tablet.get(START)

    assert page.cookies["rating"].value == ""
    assert visit.mark != given.visit_of(tablet).mark


def test_start__a_page_left_open_by_one_does_not_answer_for_the_next(tablet: Client) -> None:
    first = begins(tablet)
    tablet.post(f"{START}clear/")
    begins(tablet, "staff")
    page = says(tablet, first)

    assert "Type your code once more" in text(page)
    assert not Ballot.objects.exists()


def test_start__a_receipt_opens_ones_answers_again_at_the_tablet(tablet: Client, round: Round) -> None:
    visit = begins(tablet)
    says(tablet, visit)
    tablet.post(f"{START}clear/")
    tablet.post(START, {"code": visit.receipt})
    back = given.visit_of(tablet)

    assert (back.receipt, back.kiosk != "", back.came_back) == (visit.receipt, True, True)
    says(tablet, back, "3")
    assert Ballot.objects.get().answers["c1"]["stage"] == 3
    assert dict(WayCount.objects.exclude(count=0).values_list("way", "count")) == {"kiosk": 1}


def test_start__a_code_of_another_round_opens_nothing_here(tablet: Client, people: People) -> None:
    elsewhere = make_round(place=make_team(site=people.site))
    code = services.make_slips(elsewhere, voice="staff", number=1, by=TEST, at=MONDAY)[0]

    assert "another place or another time" in problems(tablet.post(START, {"code": code}))[0]
    assert problems(tablet.post(START, {"code": "BCD-FGH-JKM"}))
    assert not given.visit_of(tablet).receipt


def test_quiet__without_script_the_browser_goes_on_to_a_warning_and_then_clears(tablet: Client) -> None:
    assert "Refresh" not in tablet.get(START).headers
    begins(tablet)

    assert "clears itself after ten minutes" in text(tablet.get("/rate/welcome/"))
    assert tablet.get("/rate/1/").headers["Refresh"] == "600; url=/rate/kiosk/quiet/?back=%2Frate%2F1%2F"
    warned = tablet.get("/rate/kiosk/quiet/?back=/rate/1/")
    assert warned.headers["Refresh"] == "60; url=/rate/kiosk/?cleared"
    assert "Are you still there?" in text(warned)
    assert tablet.post("/rate/kiosk/quiet/", {"back": "/rate/1/"}).headers["Location"] == "/rate/1/"
    for wrong in ("/sign-in/", "https://example.org/rate/", "/rate/nowhere/"):
        assert tablet.post("/rate/kiosk/quiet/", {"back": wrong}).headers["Location"] == "/rate/welcome/"
    tablet.get(f"{START}?cleared")
    assert not given.visit_of(tablet).receipt
    assert tablet.get("/rate/kiosk/quiet/").headers["Location"] == START


def test_quiet__with_script_the_page_itself_clears(tablet: Client) -> None:
    begins(tablet, scripted="yes")
    page = tablet.get("/rate/1/")

    assert "Refresh" not in page.headers
    assert 'data-quiet="180"' in text(page)
    assert "Clear and hand on" in text(page)
    assert "kiosk.js" in text(page)


def test_kiosk__no_box_offers_what_somebody_typed_before(tablet: Client) -> None:
    begins(tablet)
    for page in ("/rate/hear-back/", "/rate/talk/"):
        boxes = re.findall(r'<input[^>]*type="(?:text|email)"[^>]*>', text(tablet.get(page)))
        assert boxes
        assert all('autocomplete="off"' in box for box in boxes)


def test_kiosk__no_seat_left_is_said_on_the_page_and_what_was_typed_stays(tablet: Client) -> None:
    KioskSeats.objects.update(left=0)
    page = says(tablet, begins(tablet))

    assert services.NoSeatLeft.message in text(page)
    assert given.chosen_in(text(page)) == ["1"]
    assert not Ballot.objects.exists()

"""Closing, opening again, cancelling."""

import datetime as dt

from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import Ballot
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, make_round
from alongside.assessments.tests.pages import date, problems, said


def test_close__closes_and_says_who_comes_next(client: Client, people: People) -> None:
    round = make_round(place=people.site)
    client.force_login(people.bea)
    url = f"{round.get_absolute_url()}close/"

    first, second = client.post(url), client.post(url)

    round.refresh_from_db()
    assert round.state == State.CLOSED
    assert first.url == second.url == round.get_absolute_url()  # type: ignore[attr-defined]


def test_close__after_it_was_cancelled_is_refused_on_the_page(client: Client, people: People) -> None:
    round = make_round(state=State.CANCELLED, place=people.site)
    client.force_login(people.ada)

    assert problems(client.post(f"{round.get_absolute_url()}close/")) == [services.NotNow.message]


def test_reopen__opens_again_until_another_day(client: Client, people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    client.force_login(people.ada)

    client.post(f"{round.get_absolute_url()}reopen/", date("closes_on", dt.date(2026, 4, 1)))

    round.refresh_from_db()
    assert (round.state, round.closes_on) == (State.OPEN, dt.date(2026, 4, 1))


def test_reopen__a_day_in_the_past_is_refused_and_stays_in_its_boxes(client: Client, people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    client.force_login(people.ada)

    page = client.post(f"{round.get_absolute_url()}reopen/", date("closes_on", dt.date(2026, 3, 1)))

    assert problems(page) == ["Choose a last day that is not in the past."]
    assert page.context_data["form"]["closes_on"].value() == ["1", "3", "2026"]


def test_cancel__needs_a_reason(client: Client, people: People) -> None:
    round = make_round(place=people.site, answers={"staff": 5})
    client.force_login(people.ada)

    assert problems(client.post(f"{round.get_absolute_url()}cancel/", {"why": ""})) == [
        "Enter why you cancel the round"
    ]
    assert Ballot.objects.count() == 5


def test_cancel__deletes_the_answers_unseen_and_shows_the_reason(client: Client, people: People) -> None:
    round = make_round(place=people.site, answers={"staff": 5})
    client.force_login(people.ada)
    url = f"{round.get_absolute_url()}cancel/"
    assert "nobody will have seen one" in client.get(url).content.decode()

    page = client.post(url, {"why": "The ward moves"}, follow=True)

    assert not Ballot.objects.exists()
    assert "deleted" in said(page)[0]
    assert "The ward moves" in page.content.decode()
    assert client.post(url, {"why": "Again"}).status_code == 302


def test_cancel__after_the_reveal_is_refused_and_the_reason_is_kept(client: Client, people: People) -> None:
    round = make_round(state=State.REVEALED, place=people.site)
    client.force_login(people.ada)

    page = client.post(f"{round.get_absolute_url()}cancel/", {"why": "Typed"})

    assert problems(page) == [services.NotNow.message]
    assert page.context_data["form"]["why"].value() == "Typed"


def test_close__while_somebody_reads_the_page_time_may_close_it(client: Client, people: People) -> None:
    round = make_round(place=people.site)
    client.force_login(people.ada)
    client.get(f"{round.get_absolute_url()}close/")
    services.close_round(round, by=TEST, at=MONDAY)

    assert client.post(f"{round.get_absolute_url()}close/").status_code == 302

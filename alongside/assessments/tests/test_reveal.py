"""Two people turn their keys, each from their own sign-in; and what they are told before."""

import datetime as dt

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Ballot, Key, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import (
    STAFF_ONLY,
    TEST,
    People,
    acting,
    make_round,
    person,
    person_without_a_voice,
)
from alongside.assessments.tests.pages import opened, problems, said
from alongside.core import clock


@pytest.fixture
def round(people: People) -> Round:
    return make_round(state=State.CLOSED, place=people.site)


@pytest.fixture
def few(people: People) -> Round:
    """A closed round in which four of those who use services have answered: too few to be shown."""
    return make_round(state=State.CLOSED, place=people.site, answers={"uses_services": 4, "staff": 9})


def reveal(client: Client, user: object, round: Round, **typed: str) -> object:
    client.force_login(user)  # type: ignore[arg-type]
    return client.post(f"{round.get_absolute_url()}reveal/", typed)


def test_reveal__the_first_key_waits_and_says_until_when(client: Client, people: People, round: Round) -> None:
    assert people.bea
    answer = reveal(client, people.ada, round)

    page = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "It lapses on 3 March at 09:00" in page
    assert "could be turned by Bea" in page
    assert "Withdraw my key" in page


def test_reveal__the_second_key_leads_to_the_result(client: Client, people: People, round: Round) -> None:
    reveal(client, people.ada, round)
    client.force_login(people.bea)
    assert "Turn the second key and reveal" in client.get(f"{round.get_absolute_url()}reveal/").content.decode()

    answer = reveal(client, people.bea, round)

    assert answer.url == f"{round.get_absolute_url()}result/"  # type: ignore[attr-defined]
    round.refresh_from_db()
    assert round.state == State.REVEALED


def test_reveal__sent_twice_is_harmless(client: Client, people: People, round: Round) -> None:
    reveal(client, people.ada, round)
    again = reveal(client, people.ada, round)
    reveal(client, people.bea, round)
    late = reveal(client, people.bea, round)

    assert problems(again) == [services.SamePersonTwice.message]
    assert late.url == f"{round.get_absolute_url()}result/"  # type: ignore[attr-defined]


def test_reveal__a_third_who_comes_late_is_told_and_sees_nothing(client: Client, people: People, round: Round) -> None:
    third = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["leaders"])
    for user in (people.ada, people.bea):
        services.turn_reveal_key(round, by=acting(user), at=MONDAY)

    answer = reveal(client, third, round)

    assert answer.url == round.get_absolute_url()  # type: ignore[attr-defined]
    assert "Two other people" in said(client.get(answer.url))[-1]  # type: ignore[attr-defined]


def test_reveal__a_second_key_of_the_same_side_is_refused_on_the_page(
    client: Client, people: People, round: Round
) -> None:
    other = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["leaders"])
    reveal(client, people.ada, round)

    assert problems(reveal(client, other, round)) == [services.SameSideTwice.message]


def test_reveal__somebody_with_several_hats_chooses_and_keeps_one(client: Client, people: People, round: Round) -> None:
    pia = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["staff", "uses_services"])

    assert problems(reveal(client, pia, round)) == ["Choose which voice you speak in here"]
    reveal(client, pia, round, voice="uses_services")

    assert Key.objects.get().side == "lived_experience"
    client.post(f"{round.get_absolute_url()}reveal/withdraw/")
    assert "voice" not in opened(client, f"{round.get_absolute_url()}reveal/").fields


def test_reveal__without_a_voice_it_is_refused_on_the_page(client: Client, people: People, round: Round) -> None:
    silent = person_without_a_voice("Sid", role=Role.SITE_LEAD, place=people.site)

    assert problems(reveal(client, silent, round)) == [services.NoHatToWear.message]


def test_hidden__is_told_first_and_no_key_is_turned(client: Client, people: People, few: Round) -> None:
    page = reveal(client, people.ada, few)

    text = page.content.decode()  # type: ignore[attr-defined]
    assert "Too few people have answered for the side of lived experience to be shown." in text
    assert [value for value, _ in page.context_data["form"].fields["choice"].choices] == ["wait", "invite", "go_on"]  # type: ignore[attr-defined]
    assert not Key.objects.exists()


def test_hidden__without_a_choice_the_page_asks_again(client: Client, people: People, few: Round) -> None:
    page = reveal(client, people.ada, few, hidden="lived_experience")

    assert problems(page) == ["Choose what you want to do"]
    assert "for the side of lived experience" in page.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("choice", "leads_to"), [("wait", ""), ("invite", "reopen/"), ("go_on", "reveal/")])
def test_hidden__wait_invite_more_or_go_on(
    client: Client, people: People, few: Round, choice: str, leads_to: str
) -> None:
    answer = reveal(client, people.ada, few, hidden="lived_experience", choice=choice)

    assert answer.url == few.get_absolute_url() + leads_to  # type: ignore[attr-defined]
    assert Key.objects.exists() is (choice == "go_on")


def test_hidden__the_second_person_is_told_too(client: Client, people: People, few: Round) -> None:
    reveal(client, people.ada, few, hidden="lived_experience", choice="go_on")

    told = reveal(client, people.bea, few)
    few.refresh_from_db()
    assert few.state == State.CLOSED
    assert told.context_data["hidden"] == ("lived_experience",)  # type: ignore[attr-defined]
    reveal(client, people.bea, few, hidden="lived_experience", choice="go_on")

    few.refresh_from_db()
    assert few.state == State.REVEALED
    assert not Ballot.objects.exists()


def test_hidden__a_hat_chosen_before_is_not_asked_again(client: Client, people: People, few: Round) -> None:
    pia = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["staff", "uses_services"])

    page = reveal(client, pia, few, voice="staff")

    assert page.context_data["form"]["voice"].value() == "staff"  # type: ignore[attr-defined]


def test_reveal__where_nobody_answered_is_refused_on_the_page(client: Client, people: People) -> None:
    round = services.close_round(make_round(place=people.site), by=TEST, at=MONDAY)

    assert problems(reveal(client, people.ada, round)) == [services.NobodyAnswered.message]


def test_reveal__a_one_sided_round_says_so(client: Client, people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, asked=STAFF_ONLY)
    client.force_login(people.ada)

    assert "asks one side only" in client.get(f"{round.get_absolute_url()}reveal/").content.decode()


def test_withdraw__takes_the_waiting_key_back(client: Client, people: People, round: Round) -> None:
    reveal(client, people.ada, round)
    url = f"{round.get_absolute_url()}reveal/withdraw/"

    page = client.post(url, follow=True)
    again = client.post(url, follow=True)

    assert said(page)[-1] == "Your key is withdrawn. Nothing is revealed."
    assert said(again)[-1] == "You have no key waiting here."
    assert not Key.objects.exists()


def test_withdraw__after_it_lapsed_says_so_and_breaks_nothing(client: Client, people: People, round: Round) -> None:
    reveal(client, people.ada, round)
    services.let_time_pass(at=MONDAY + dt.timedelta(hours=24))

    with clock.frozen(MONDAY + dt.timedelta(hours=24)):
        client.force_login(people.ada)
        page = client.post(f"{round.get_absolute_url()}reveal/withdraw/", follow=True)

    assert said(page)[-1] == "You have no key waiting here."

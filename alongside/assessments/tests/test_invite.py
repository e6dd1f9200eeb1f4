"""Ways in, as a co-lead makes them: letters, slips, a poster."""

import re

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Code, Poster
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, invitations, make_round, person, person_without_a_voice
from alongside.assessments.tests.pages import filled, opened, problems, said


@pytest.fixture
def url(client: Client, people: People) -> str:
    client.force_login(people.ada)
    return make_round(place=people.site).get_absolute_url()


def test_invite__sends_letters_to_members_and_to_everybody_typed(client: Client, people: People, url: str) -> None:
    assert people.ben
    person("Pia", role=Role.MEMBER, place=people.site, voices=["partners"])
    typed = {"members": "on", "to_uses_services": "a@example.org\nB <b@example.org>; a@example.org", "to_staff": ""}

    page = client.post(f"{url}invite/", typed, follow=True)

    assert said(page) == ["4 letters are on their way."]
    assert set(invitations().values_list("to", flat=True)) == {
        people.ada.email,
        people.ben.email,
        "a@example.org",
        "b@example.org",
    }
    assert page.context_data["page"].letters == 4


def test_invite__members_are_ticked_at_first_and_can_be_left_out(client: Client, people: People, url: str) -> None:
    assert opened(client, f"{url}invite/")["members"].value() is True

    client.post(f"{url}invite/", {"to_staff": "a@example.org"})

    assert [letter.to for letter in invitations()] == ["a@example.org"]


def test_invite__somebody_written_under_two_voices_chooses_themselves(client: Client, url: str) -> None:
    client.post(f"{url}invite/", {"to_staff": "a@example.org", "to_uses_services": "a@example.org"})

    assert Code.objects.get().voices == ["uses_services", "staff"]


def test_invite__sent_twice_sends_nobody_a_second_letter(client: Client, url: str) -> None:
    for _ in range(2):
        page = client.post(f"{url}invite/", {"to_staff": "a@example.org"}, follow=True)

    assert said(page)[-1].startswith("Everybody on this list had a letter already")
    assert invitations().count() == 1
    page = client.post(f"{url}invite/", {"to_staff": "a@example.org b@example.org".replace(" ", "\n")}, follow=True)
    assert said(page)[-1].startswith("1 of 2 letters")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"to_staff": "a@example.org\nb at example"}, "Staff: b at example is not an email address"),
        ({"to_staff": "x\ny"}, "Staff: x, y are not email addresses"),
        ({}, "Enter at least one email address"),
    ],
)
def test_invite__says_which_address_is_wrong_keeps_the_rest_and_sends_nothing(
    client: Client, url: str, typed: dict[str, str], problem: str
) -> None:
    page = client.post(f"{url}invite/", typed)

    assert problems(page) == [problem]
    assert page.context_data["form"]["to_staff"].value() == typed.get("to_staff")
    assert not invitations().exists()


def test_invite__after_it_closed_is_refused_and_the_addresses_stay(client: Client, people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    client.force_login(people.ada)

    page = client.post(f"{round.get_absolute_url()}invite/", {"to_staff": "a@example.org"})

    assert problems(page) == [services.NotNow.message]
    assert page.context_data["form"]["to_staff"].value() == "a@example.org"


def test_invite__without_members_there_is_no_box_for_them(client: Client, people: People) -> None:
    silent = person_without_a_voice("Sid", role=Role.SITE_LEAD, place=people.site)
    url = make_round(place=people.site).get_absolute_url()
    client.force_login(silent)

    assert "members" not in opened(client, f"{url}invite/").fields


def test_slips__are_shown_once_each_with_a_code_that_lets_one_person_in(client: Client, url: str) -> None:
    form = filled(opened(client, f"{url}slips/"), voice="staff", number="3")

    sheet = client.post(f"{url}slips/", form)

    codes = [one.code for one in sheet.context_data["codes"]]
    text = sheet.content.decode()
    assert len(set(codes)) == 3
    assert all(code in text for code in codes)
    assert text.count("<svg") >= 3
    assert "style=" not in text
    assert "16 March 2026" in text
    assert "no-store" in sheet.headers["Cache-Control"]
    for code in codes:
        ticket = services.exchange(code, at=MONDAY)
        assert isinstance(ticket, services.Ticket)
        assert ticket.voices == ("staff",)


def test_slips__the_square_leads_to_the_code_behind_a_hash(client: Client, url: str) -> None:
    sheet = client.post(f"{url}slips/", {"voice": "staff", "number": "1"})

    [one] = sheet.context_data["codes"]
    assert re.fullmatch(rf"https?://[^/]+/rate/#{one.code}", one.address)


@pytest.mark.parametrize(("page", "made"), [("slips", Code), ("poster", Poster)])
def test_codes__the_same_form_sent_again_makes_none_and_says_so_kindly(
    client: Client, url: str, page: str, made: type[Code] | type[Poster]
) -> None:
    form = filled(opened(client, f"{url}{page}/"), voice="staff", number="3")
    client.post(f"{url}{page}/", form)
    before = made._default_manager.count()

    again = client.post(f"{url}{page}/", form)

    assert "cannot be shown again" in problems(again)[0]
    assert made._default_manager.count() == before
    renewed = filled(again.context_data["form"])
    assert client.post(f"{url}{page}/", renewed).context_data["codes"]


@pytest.mark.parametrize("page", ["slips", "poster"])
@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"number": "3"}, "Choose for whom"),
        ({"voice": "partners", "number": "3"}, "Choose one of the voices that this round asks"),
        ({"voice": "staff"}, "Enter how many"),
        ({"voice": "staff", "number": "0"}, "Enter 1 or more"),
        ({"voice": "staff", "number": "some"}, "Enter a whole number, like 12"),
    ],
)
def test_codes__says_what_to_put_right_and_makes_none(
    client: Client, url: str, page: str, typed: dict[str, str], problem: str
) -> None:
    assert problems(client.post(f"{url}{page}/", typed)) == [problem]
    assert not Code.objects.exists()
    assert not Poster.objects.exists()


@pytest.mark.parametrize(("page", "most"), [("slips", 200), ("poster", 300)])
def test_codes__only_so_many_at_a_time(client: Client, url: str, page: str, most: int) -> None:
    assert problems(client.post(f"{url}{page}/", {"voice": "staff", "number": str(most + 1)})) == [
        f"Enter {most} or fewer"
    ]


@pytest.mark.parametrize("page", ["slips", "poster"])
def test_codes__after_it_closed_are_refused_and_the_same_form_works_once_it_is_open_again(
    client: Client, people: People, page: str
) -> None:
    round = make_round(place=people.site)
    client.force_login(people.ada)
    url = f"{round.get_absolute_url()}{page}/"
    form = filled(opened(client, url), voice="staff", number="2")
    services.close_round(round, by=TEST, at=MONDAY)

    assert problems(client.post(url, form)) == [services.NotNow.message]
    services.reopen_round(round, closes_on=MONDAY.date(), by=TEST, at=MONDAY)

    assert client.post(url, form).context_data["codes"]


def test_poster__prints_its_code_and_how_many_it_lets_in(client: Client, url: str) -> None:
    sheet = client.post(f"{url}poster/", {"voice": "uses_services", "number": "20"})

    [one] = sheet.context_data["codes"]
    text = sheet.content.decode()
    assert one.code in text
    assert "lets in 20 people" in text
    assert "How do you see Calder Valley?" in text
    assert Poster.objects.get().left == 20

"""Preparing a round and changing what is prepared: the form, what the group will see, and sending it twice."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import NamedContact, Round
from alongside.assessments.queries import drafting
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, edition, make_round, make_team
from alongside.assessments.tests.pages import date, filled, opened, problems, said
from alongside.frameworks import queries as frameworks
from alongside.programmes.models import FrameworkUse

WHOLE: dict[str, Any] = {
    "name": "Spring 2026",
    "why": "We want to know.",
    "voices": ["uses_services", "staff", "leaders"],
    "expected_uses_services": "9",
    "expected_staff": "6",
    "expected_leaders": "3",
    "name_IN_TEAM": "Sam Hill",
    "phone_IN_TEAM": "01422 555 010",
}


def sent(client: Client, url: str, **typed: Any) -> Any:
    """The form of the page, filled in and sent as a browser would."""
    return client.post(url, filled(opened(client, url), **{**WHOLE, **typed}))


@pytest.fixture
def url(client: Client, people: People) -> str:
    client.force_login(people.ada)
    return f"/places/{people.site.pk}/rounds/new/"


def test_new__begins_with_the_newest_edition_in_use_everything_asked_and_three_weeks(client: Client, url: str) -> None:
    form = opened(client, url)

    assert form["edition"].value() == edition("ten-challenges-2017").pk
    assert form.fields["edition"].choices[0][1].endswith("(2017)")
    assert form["closes_on"].value() == dt.date(2026, 3, 23)
    assert form["items_staff"].value() == [str(number) for number in range(1, 11)]


def test_new__an_edition_that_comes_into_use_later_is_not_offered_yet(client: Client, people: People, url: str) -> None:
    FrameworkUse.objects.filter(edition=edition("ten-challenges-2017")).update(from_on="2026-03-03")

    assert len(opened(client, url).fields["edition"].choices) == 1


def test_new__a_programme_that_names_no_edition_may_use_all_that_can_be_rated(
    client: Client, people: People, url: str
) -> None:
    FrameworkUse.objects.all().delete()

    assert len(opened(client, url).fields["edition"].choices) == 2


def test_new__without_any_edition_there_is_a_sentence(
    client: Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "editions_for", lambda place, on: ())

    page = client.get(url)

    assert page.status_code == 409
    assert "A programme director can choose one" in page.content.decode()


def test_new__begins_with_the_contacts_of_the_last_round(client: Client, people: People, url: str) -> None:
    make_round(state=State.SHARED, place=people.site)

    form = opened(client, url)

    assert (form["name_OUTSIDE"].value(), form["email_OUTSIDE"].value()) == ("Jo Lane", "jo@calder.example.org")


def test_new__prepares_a_round(client: Client, url: str, people: People) -> None:
    answer = sent(client, url)

    round = Round.objects.get()
    assert answer.url == round.get_absolute_url()
    assert (round.name, round.state, round.mode, round.place) == ("Spring 2026", State.DRAFT, "PRIVATE", people.site)
    assert list(round.asked.order_by("order").values_list("voice", "expected")) == [
        ("uses_services", 9),
        ("staff", 6),
        ("leaders", 3),
    ]
    assert round.contacts.get().phone == "01422 555 010"
    assert "Nobody is asked anything" in said(client.get(answer.url))[0]


def test_new__keeps_which_questions_a_voice_is_asked(client: Client, url: str) -> None:
    sent(client, url, items_staff=["2", "7"])

    asked = dict(Round.objects.get().asked.values_list("voice", "items"))
    assert asked["staff"] == [2, 7]
    assert asked["leaders"] == list(range(1, 11))


def test_new__after_another_edition_everybody_is_asked_everything(client: Client, url: str) -> None:
    older = edition("ten-challenges-2009")

    sent(client, url, edition=str(older.pk), items_staff=["2", "12"])

    round = Round.objects.get()
    assert round.edition == older, "a question that only the other edition has is no mistake"
    assert round.asked.get(voice="staff").items == list(range(1, 11))


def test_new__sent_twice_prepares_one_round_and_says_so(client: Client, url: str) -> None:
    filled_in = filled(opened(client, url), **WHOLE)

    first, second = (client.post(url, filled_in) for _ in range(2))

    assert Round.objects.count() == 1
    assert first.url == second.url  # type: ignore[attr-defined]
    assert "once" in said(client.get(first.url))[-1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": ""}, "Enter what to call this round"),
        ({"why": ""}, "Enter why you ask"),
        ({"why": "x" * 301}, "Why you ask must be 300 characters or fewer"),
        ({"voices": None}, "Choose at least one voice to ask"),
        ({"expected_staff": "many"}, "Staff: enter a whole number, like 12"),
        ({"expected_staff": "-1"}, "Staff: enter 0 or more"),
        ({"expected_staff": "5000"}, "Staff: enter 2000 or fewer"),
        ({"items_staff": None}, "Choose at least one question for staff"),
        ({"closes_on_day": "31", "closes_on_month": "2"}, "The last day must be a real date"),
        ({"phone_IN_TEAM": ""}, "Someone in the team: enter a phone number or an email address"),
        ({"name_IN_TEAM": ""}, "Someone in the team: enter a name"),
        ({"email_ADVOCATE": "a@b.org"}, "An advocate: enter a name"),
        ({"token": "x"}, "This form was changed on its way here. Open the page again and fill it in once more"),
    ],
)
def test_new__says_what_to_put_right_and_keeps_what_was_typed(
    client: Client, url: str, typed: dict[str, Any], problem: str
) -> None:
    page = sent(client, url, **typed)

    assert page.status_code == 200
    assert problems(page) == [problem]
    assert "<title>Error: " in page.content.decode()
    assert page.context_data["form"]["expected_uses_services"].value() == "9"
    assert not Round.objects.exists()


def test_preview__says_what_the_group_will_see_and_nothing_of_what_is_still_empty(client: Client, url: str) -> None:
    page = sent(client, url, name="", why="", preview="1")

    foreseen = page.context_data["foreseen"]
    assert foreseen.given == "9 people who use services, 6 staff and 3 leaders"
    assert [(group.who, group.shown) for group in foreseen.groups] == [
        ("People who use services", True),
        ("Staff and leaders", True),
    ]
    assert problems(page) == []
    assert not Round.objects.exists()


def test_preview__still_says_that_a_number_is_none(client: Client, url: str) -> None:
    assert problems(sent(client, url, name="", expected_staff="many", preview="1")) == [
        "Staff: enter a whole number, like 12"
    ]


def test_preview__without_numbers_there_is_nothing_to_show(client: Client, url: str) -> None:
    numbers = dict.fromkeys(("expected_uses_services", "expected_staff", "expected_leaders"))

    assert sent(client, url, **numbers, preview="1").context_data["foreseen"] is None


FULL = "in full: how many people chose each stage"
MIDDLE = "by their middle answer, and whether their answers lie close or spread"


@pytest.mark.parametrize(
    ("expected", "sees"),
    [
        ({"staff": 8}, [("Staff", f"shown {FULL}")]),
        ({"staff": 7}, [("Staff", f"shown {MIDDLE}")]),
        ({"staff": 5, "leaders": 5}, [("Staff", f"shown {MIDDLE}"), ("Leaders", f"shown {MIDDLE}")]),
        ({"staff": 6, "leaders": 3}, [("Staff and leaders", f"shown together as one group, {FULL}")]),
        ({"staff": 3, "leaders": 2}, [("Staff and leaders", f"shown together as one group, {MIDDLE}")]),
        ({"staff": 9, "leaders": 0}, [("Staff", f"shown {FULL}"), ("Leaders", "nobody is expected yet")]),
    ],
)
def test_preview__follows_the_rule_of_the_reveal(
    people: People, expected: dict[str, int], sees: list[tuple[str, str]]
) -> None:
    found = drafting.preview(expected, voices=frameworks.voices())

    assert [(group.who, group.how) for group in found.groups] == sees


@pytest.mark.parametrize(
    ("expected", "who", "begins"),
    [
        ({"uses_services": 4, "staff": 9}, "People who use services", "too few to be shown. Ask more people who use"),
        ({"uses_services": 9, "staff": 3, "leaders": 1}, "Staff and leaders", "together still too few to be shown"),
    ],
)
def test_preview__says_whom_to_ask_where_too_few_are_expected(
    people: People, expected: dict[str, int], who: str, begins: str
) -> None:
    found = drafting.preview(expected, voices=frameworks.voices())

    [hidden] = [group for group in found.groups if not group.shown]
    assert hidden.who == who
    assert hidden.how.startswith(begins)


def test_preview__a_stricter_round_shows_less(people: People) -> None:
    [group] = drafting.preview({"staff": 7}, voices=frameworks.voices(), smallest=8).groups

    assert not group.shown


def test_preview__one_side_alone_is_called_that(people: People) -> None:
    assert drafting.preview({"staff": 9}, voices=frameworks.voices()).one_sided
    assert not drafting.preview({"staff": 9, "uses_services": 9}, voices=frameworks.voices()).one_sided


def test_change__begins_with_what_is_prepared_and_shows_what_the_group_will_see(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    client.force_login(people.bea)

    page = client.get(f"{round.get_absolute_url()}change/")

    form = page.context_data["form"]
    assert (form["name"].value(), form["voices"].value()) == ("Spring 2026", ["uses_services", "staff", "leaders"])
    assert form["phone_IN_TEAM"].value() == "01422 555 010"
    assert page.context_data["foreseen"].given == "9 people who use services, 9 staff and 3 leaders"


def test_change__saves_and_goes_back_to_the_round(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, smallest=7)
    client.force_login(people.bea)

    answer = sent(client, f"{round.get_absolute_url()}change/", name="Later", **date("closes_on", dt.date(2026, 5, 1)))

    round.refresh_from_db()
    assert answer.url == round.get_absolute_url()
    assert (round.name, round.closes_on, round.smallest) == ("Later", dt.date(2026, 5, 1), 7)


def test_change__of_a_round_whose_edition_is_no_longer_in_use_keeps_it(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, edition_slug="ten-challenges-2009")
    FrameworkUse.objects.filter(edition=round.edition).delete()
    client.force_login(people.ada)

    form = opened(client, f"{round.get_absolute_url()}change/")

    assert form["edition"].value() == round.edition_id


def test_change__after_it_was_opened_is_refused_on_the_page_and_nothing_typed_is_lost(
    client: Client, people: People
) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    client.force_login(people.ada)
    url = f"{round.get_absolute_url()}change/"
    typed = filled(opened(client, url), name="Typed for long")
    services.open_round(round, by=TEST, at=MONDAY)

    page = client.post(url, typed)

    assert problems(page) == [services.NotNow.message]
    assert page.context_data["form"]["name"].value() == "Typed for long"
    round.refresh_from_db()
    assert round.name == "Spring 2026"


def test_new__at_a_team_too(client: Client, people: People) -> None:
    team = make_team(site=people.site)
    client.force_login(people.ada)

    sent(client, f"/places/{team.pk}/rounds/new/")

    assert Round.objects.get().place == team


def test_new__every_kind_of_contact_has_its_boxes(client: Client, url: str) -> None:
    kinds = [contact["kind"] for contact in opened(client, url).contacts]

    assert kinds == list(NamedContact.Kind)

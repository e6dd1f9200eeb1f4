from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import Meeting, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, acting
from alongside.assessments.tests.meeting_factories import met, revealed, shared
from alongside.core import clock
from alongside.core.models import AuditEntry

FORM = {
    "held_on_day": "2",
    "held_on_month": "3",
    "held_on_year": "2026",
    "present_uses_services": "4",
    "present_staff": "6",
    "present_leaders": "",
}


def test_hold_meeting__keeps_when_and_how_many_by_voice_and_never_who(people: People) -> None:
    round = met(people)

    meeting = Meeting.objects.get(round=round)
    assert (round.state, round.met_on) == (State.MEETING, clock.today())
    assert meeting.present == {"uses_services": 4, "staff": 6}
    assert meeting.sides == ["lived_experience", "profession"]
    assert AuditEntry.objects.filter(action="round.met").count() == 1


def test_hold_meeting__may_be_put_right_while_it_is_open(people: People) -> None:
    round = met(people)

    services.hold_meeting(
        round, held_on=clock.today(), present={"staff": 5, "uses_services": 0}, by=acting(people.ada), at=clock.now()
    )

    assert Meeting.objects.get(round=round).sides == ["profession"]


@pytest.mark.parametrize("days", [-1, 1])
def test_hold_meeting__refuses_a_day_before_the_reveal_and_one_to_come(people: People, days: int) -> None:
    round = shared(people)

    with pytest.raises(services.MeetingDateIsWrong):
        services.hold_meeting(
            round,
            held_on=clock.today() + dt.timedelta(days=days),
            present={"staff": 3},
            by=acting(people.ada),
            at=clock.now(),
        )


@pytest.mark.parametrize("present", [{}, {"staff": 0}, {"nobody_knows": 3}, {"staff": -2}, {"staff": 1000}])
def test_hold_meeting__refuses_a_meeting_with_nobody_there(people: People, present: Mapping[str, int]) -> None:
    round = shared(people)

    with pytest.raises(services.NobodyWasThere):
        services.hold_meeting(round, held_on=clock.today(), present=present, by=acting(people.ada), at=clock.now())


def test_hold_meeting__refused_before_the_result_is_shared(people: People) -> None:
    round = revealed(people)

    with pytest.raises(services.NotNow):
        services.hold_meeting(round, held_on=clock.today(), present={"staff": 3}, by=acting(people.ada), at=clock.now())


def test_meeting_page__writes_the_meeting_down(people: People, client: Client) -> None:
    round = shared(people)
    client.force_login(people.ada)

    before = client.get(f"/rounds/{round.pk}/meeting/")
    answer = client.post(f"/rounds/{round.pk}/meeting/", FORM, follow=True)

    assert b"When did you meet?" in before.content
    assert b"four people who use services, six staff" in answer.content
    assert b"Nothing written yet" in answer.content


def test_meeting_page__keeps_what_was_typed_and_says_what_is_wrong(people: People, client: Client) -> None:
    round = shared(people)
    client.force_login(people.ada)

    answer = client.post(f"/rounds/{round.pk}/meeting/", {**FORM, "held_on_day": "3", "present_staff": "31"})

    assert b"<title>Error: " in answer.content
    assert b"between the reveal and today" in answer.content
    assert b'value="31"' in answer.content


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("bea", 200), ("ben", 403), ("cleo", 403), ("dev", 404)])
@pytest.mark.parametrize("path", ["meeting/", "agree/", "agree/1/", "priorities/"])
def test_pages_of_the_meeting__are_for_the_pair(
    people: People, client: Client, who: str, status: int, path: str
) -> None:
    round = met(people)
    client.force_login(getattr(people, who))

    assert client.get(f"/rounds/{round.pk}/{path}").status_code == status


@pytest.mark.parametrize(
    "path", ["meeting/", "agree/", "agree/1/", "priorities/", "agreed/", "quotes/", "result/", "sheet/"]
)
def test_pages_of_the_meeting__unknown_rounds_and_wrong_methods(people: People, client: Client, path: str) -> None:
    round = met(people)
    client.force_login(people.ada)

    assert client.get(f"/rounds/00000000-0000-4000-8000-000000000000/{path}").status_code == 404
    assert client.put(f"/rounds/{round.pk}/{path}").status_code == 405


def test_meeting_page__is_not_there_before_the_result_is_shared(people: People, client: Client) -> None:
    round = revealed(people)
    client.force_login(people.ada)

    assert client.get(f"/rounds/{round.pk}/meeting/").status_code == 404
    assert Round.objects.get(pk=round.pk).state == State.REVEALED


def test_agreed_page__outside_the_place_few_are_not_counted(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.cleo)

    page = client.get(f"/rounds/{round.pk}/agreed/").content

    assert b"fewer than 8 people who use services" in page
    assert b"four people who use services" not in page

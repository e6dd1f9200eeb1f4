"""With help: said before the first answer, counted for the whole round, and written beside no answer."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.assessments import services
from alongside.assessments.models import Ballot, Round, Way, WayCount
from alongside.assessments.queries.ways import how_people_answered
from alongside.assessments.services.ways import count_ways
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import People, make_round, revealed_round


@pytest.fixture
def round(people: People) -> Round:
    return make_round(place=people.site)


def test_helping__is_said_before_the_questions_and_can_be_unsaid(client: Client, round: Round) -> None:
    visit = given.come_in(client, given.make_code(round))
    assert "/rate/helping/" in client.get("/rate/welcome/").content.decode()
    page = client.get("/rate/helping/").content.decode()
    assert "You choose who helps you." in page
    assert client.post("/rate/helping/", {"of": visit.mark, "helped": "yes"}).headers["Location"] == "/rate/welcome/"
    assert "Somebody helps you to answer." in client.get("/rate/welcome/").content.decode()
    client.post("/rate/helping/", {"of": visit.mark, "alone": "yes"})
    assert "Somebody helps you to answer." not in client.get("/rate/welcome/").content.decode()
    client.post("/rate/helping/", {"of": visit.mark, "helped": "yes"})
    client.post("/rate/1/", given.sent(given.visit_of(client), "c1", answer="1"))

    assert dict(WayCount.objects.exclude(count=0).values_list("way", "count")) == {"helped": 1}
    assert not any("help" in name for name in vars(Ballot.objects.get()))
    assert "/rate/helping/" not in Client().get("/rate/").content.decode()
    assert Client().get("/rate/helping/").headers["Location"] == "/rate/"


def test_helping__the_card_is_there_for_anybody_and_printable(client: Client, people: People, round: Round) -> None:
    card = client.get("/rate/helping/card/").content.decode()
    for words in ("Never lead.", "Never finish their sentences.", "When not to offer", "Do you work in this team?"):
        assert words in card
    client.force_login(people.ada)
    assert "/rate/helping/card/" in client.get(round.get_absolute_url()).content.decode()


def test_ways__while_people_answer_only_the_days_count_and_only_what_is_enough(
    client: Client, people: People, round: Round
) -> None:
    count_ways(round, {Way.OWN: 9, Way.HELPED: 3, Way.KIOSK: 5})
    client.force_login(people.ada)
    before = client.get(round.get_absolute_url()).content.decode()
    services.let_time_pass(at=MONDAY)
    after = {line.way: line.says for line in how_people_answered(round)}

    assert "How people answered" in before
    assert "Themselves, on a phone or computer: not yet enough to say" in before
    unknown = "not yet enough to say"
    assert after == {"own": "5 or more", "kiosk": "5 or more", "paper": unknown, "helped": unknown}
    client.force_login(people.ben)
    assert "How people answered" not in client.get(round.get_absolute_url()).content.decode()


def test_ways__stand_with_the_result_at_its_sizes(client: Client, people: People) -> None:
    round = revealed_round({"uses_services": 9, "staff": 9}, place=people.site, shared=True)
    count_ways(round, {Way.HELPED: 3})
    client.force_login(people.ben)
    page = client.get(f"{round.get_absolute_url()}result/").content.decode()

    assert "Themselves, on a phone or computer: 5 or more" in page
    assert "With the help of somebody they chose: fewer than 5" in page
    assert "On paper: nobody" in page
    WayCount.objects.filter(way="helped").update(told=0, count=0)
    assert {line.way: line.says for line in how_people_answered(round)}[Way.OWN] == "18"
    WayCount.objects.all().delete()  # a round from before ways were counted
    assert how_people_answered(round) == ()

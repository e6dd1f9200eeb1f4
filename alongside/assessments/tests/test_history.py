from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.queries import history
from alongside.assessments.tests.factories import People, acting, person
from alongside.assessments.tests.meeting_factories import APART, agreed, met, position, revealed, shared
from alongside.core import clock

LATER = {"uses_services": [1] * 5 + [2] * 4, "staff": [2] * 6 + [3] * 4}


def agreed_at(people: People, stage: int, *, name: str, days: int, slug: str = "ten-challenges-2017") -> Round:
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC) + dt.timedelta(days=days)
    with clock.frozen(at):
        round = met(people, APART if days < 0 else LATER, name=name, edition_slug=slug)
        position(round, people, 1, stage=stage)
        position(round, people, 2, stage=stage)
        for user in (people.ada, people.bea):
            round = services.agree_round(round, by=acting(user), at=at)
    return round


def test_movement__a_place_without_a_round_has_nothing_to_show(people: People) -> None:
    found = history.movement(people.site)

    assert (found.rounds, found.tracks) == ((), ())


def test_movement__agreed_stages_and_each_voices_middle_over_the_rounds(people: People) -> None:
    agreed_at(people, 0, name="Spring", days=-300)
    agreed_at(people, 1, name="Autumn", days=-100)

    track = history.movement(people.site).tracks[0]

    assert [step.label for step in track.drawn.steps] == ["Spring", "Autumn"]
    assert [step.agreed for step in track.drawn.steps] == [0, 1]
    assert [[mark.at for mark in step.marks] for step in track.drawn.steps] == [[0.0, 2.0], [0.0, 2.0]]
    assert track.says == "You agreed on Engagement, further on than Not yet the time before."
    assert track.table[0] == ("Spring, 2017 edition", "Not yet", "Not yet", "Development")


@pytest.mark.parametrize(
    ("stages", "says"),
    [
        ((1, 1), "You agreed on Engagement, as before."),
        ((2, 1), "You agreed on Engagement, back from Development the time before."),
    ],
)
def test_movement__says_in_a_sentence_how_it_moved(people: People, stages: tuple[int, int], says: str) -> None:
    for place, stage in enumerate(stages):
        agreed_at(people, stage, name=f"Round {place}", days=-300 + 100 * place)

    assert history.movement(people.site).tracks[0].says == says


def test_movement__lines_break_where_the_crosswalk_says_so(people: People) -> None:
    agreed_at(people, 0, name="Old", days=-300, slug="ten-challenges-2009")
    agreed_at(people, 1, name="New", days=-100)

    tracks = {track.card.code: track for track in history.movement(people.site).tracks}

    assert [step.note for step in tracks["c1"].drawn.steps] == ["", ""]
    assert [step.note for step in tracks["c2"].drawn.steps] == ["", "2017 edition: asked differently"]
    assert tracks["c2"].says == "You agreed on Engagement."
    assert tracks["c1"].says.endswith("further on than Not yet the time before.")
    assert tracks["c2"].table[1][0] == "New, 2017 edition: asked differently"


def test_movement__a_round_that_is_not_shared_is_not_in_it(people: People) -> None:
    revealed(people)

    assert history.movement(people.site).rounds == ()


def test_movement__what_is_not_agreed_yet_has_no_agreed_stage(people: People) -> None:
    round = met(people)
    position(round, people, 1, stage=2)

    track = history.movement(people.site).tracks[0]

    assert track.drawn.steps[0].agreed is None
    assert track.says == "No stage has been agreed yet."
    assert track.table[0][1] == "Not agreed yet"


def test_movement__no_more_than_what_a_private_round_keeps(people: People) -> None:
    few = {"uses_services": [0, 0, 1, 1, 2, 0], "staff": [1, 2, 2, 1, 3], "leaders": [3, 3]}
    shared(people, few, mode=Round.Mode.OPEN_ROOM)

    marks = [
        mark for track in history.movement(people.site).tracks for step in track.drawn.steps for mark in step.marks
    ]

    assert {mark.voice_code for mark in marks} <= {"uses_services", "profession"}


def test_movement__a_constant_number_of_queries(people: People) -> None:
    agreed_at(people, 0, name="One", days=-300)
    few = _queries(people)
    agreed_at(people, 1, name="Two", days=-200)
    agreed_at(people, 2, name="Three", days=-100)

    assert _queries(people) == few <= 16


def _queries(people: People) -> int:
    with CaptureQueriesContext(connection) as told:
        history.movement(people.site)
    return len(told)


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("ben", 200), ("cleo", 200), ("dev", 404)])
def test_history_page__is_for_readers_of_the_place(people: People, client: Client, who: str, status: int) -> None:
    agreed(people)
    client.force_login(getattr(people, who))

    assert client.get(f"/places/{people.site.pk}/history/").status_code == status


def test_history_page__empty_it_says_what_will_be_here(people: People, client: Client) -> None:
    client.force_login(people.ben)

    assert b"once the first result is shared" in client.get(f"/places/{people.site.pk}/history/").content


def test_history_page__unknown_wrong_method_and_no_right_to_read(people: People, client: Client) -> None:
    client.force_login(people.ada)
    assert client.get("/places/999999/history/").status_code == 404
    assert client.post(f"/places/{people.site.pk}/history/").status_code == 405
    client.force_login(person("Dot", role=Role.BOARD_VIEWER, place=people.site))
    assert client.get(f"/places/{people.site.pk}/history/").status_code == 403


def test_history_page__shows_the_picture_and_says_the_same_as_tables(people: People, client: Client) -> None:
    agreed(people)
    client.force_login(people.ben)

    page = client.get(f"/places/{people.site.pk}/history/").content.decode()

    assert page.count('class="al-history"') == 10
    assert "The same as tables" in page

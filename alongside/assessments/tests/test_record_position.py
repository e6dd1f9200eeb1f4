from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.assessments import services
from alongside.assessments.models import Evidence, Key, Position
from alongside.assessments.tests.factories import People, acting, edition
from alongside.assessments.tests.meeting_factories import agreed, item_of, met, position, shared
from alongside.core import clock, files
from alongside.core.models import StoredFile

FORM = {"stage": "1", "why": "Most days it is so", "dissent": "Two of us say Not yet", "version": "0"}


def test_record_position__keeps_stage_why_and_dissent(people: People) -> None:
    round = met(people)

    position(round, people, 2, stage=1, dissent="Two of us say Not yet")

    kept = Position.objects.get(round=round)
    assert (kept.item.number, kept.stage, kept.dissent, kept.version) == (2, 1, "Two of us say Not yet", 1)


def test_record_position__no_stage_may_be_agreed(people: People) -> None:
    round = met(people)

    position(round, people, stage=None)

    assert Position.objects.get(round=round).stage is None


def test_record_position__the_second_of_two_writers_never_overwrites_unseen(people: People) -> None:
    round = met(people)
    position(round, people, stage=1)

    with pytest.raises(services.PositionChanged) as refused:
        position(round, people, stage=3, version=0)

    assert refused.value.theirs.stage == 1
    assert Position.objects.get(round=round).stage == 1


def test_record_position__who_saw_the_latest_may_change_it(people: People) -> None:
    round = met(people)
    position(round, people, stage=1)

    position(round, people, stage=3, version=1)

    assert (Position.objects.get(round=round).stage, Position.objects.get(round=round).version) == (3, 2)


def test_record_position__refuses_without_a_why_and_an_item_of_another_edition(people: People) -> None:
    round = met(people)
    other = edition("ten-challenges-2009").items.get(number=1)

    with pytest.raises(services.PositionNeedsAWhy):
        services.record_position(
            round, item=item_of(round, 1), stage=1, why="  ", by=acting(people.ada), at=clock.now()
        )
    with pytest.raises(services.NotOfThisEdition):
        services.record_position(round, item=other, stage=1, why="So", by=acting(people.ada), at=clock.now())


def test_record_position__refused_once_the_round_is_agreed(people: People) -> None:
    round = agreed(people)

    with pytest.raises(services.NotNow):
        position(round, people, stage=3, version=1)


def test_record_position__a_key_that_waits_falls_away(people: People) -> None:
    round = met(people)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    position(round, people, 2)

    assert not Key.objects.filter(round=round).exists()


def test_position_page__writes_it_down(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.bea)

    answer = client.post(f"/rounds/{round.pk}/agree/6/", FORM)

    assert answer.status_code == 302
    assert Position.objects.get(round=round, item__number=6).why == "Most days it is so"


def test_position_page__the_loser_keeps_their_words_and_sees_the_others(people: People, client: Client) -> None:
    round = met(people)
    position(round, people, 6, stage=1)
    client.force_login(people.bea)

    lost = client.post(f"/rounds/{round.pk}/agree/6/", {**FORM, "stage": "3", "why": "I saw it myself"})
    page = lost.content.decode()
    again = client.post(
        f"/rounds/{round.pk}/agree/6/", {**FORM, "stage": "3", "why": "I saw it myself", "version": "1"}
    )

    assert "I saw it myself" in page
    assert "What people told us" in page
    assert '<input type="hidden" name="version" value="1"' in page
    assert again.status_code == 302
    assert Position.objects.get(round=round).why == "I saw it myself"


def test_position_page__says_what_is_missing(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.ada)

    page = client.post(f"/rounds/{round.pk}/agree/1/", {"version": "0"}).content.decode()

    assert "Choose the stage you agreed on, or that you did not" in page
    assert "Say in a few words why you agreed on this" in page


@pytest.mark.parametrize("number", [0, 11, 99])
def test_position_page__a_challenge_that_is_not_asked_is_not_there(people: People, client: Client, number: int) -> None:
    round = met(people)
    client.force_login(people.ada)

    assert client.get(f"/rounds/{round.pk}/agree/{number}/").status_code == 404


def test_position_page__before_the_meeting_it_says_what_comes_first(people: People, client: Client) -> None:
    round = shared(people)
    client.force_login(people.ada)

    assert b"Write the meeting down first" in client.get(f"/rounds/{round.pk}/agree/1/").content
    assert client.post(f"/rounds/{round.pk}/agree/1/", FORM).status_code == 200
    assert not Position.objects.exists()


def evidence(people: People, *, name: str = "notes.txt", content: bytes = b"What we heard") -> Evidence:
    round = met(people)
    return services.add_evidence(
        round,
        item=item_of(round, 1),
        label="Notes",
        upload=services.Upload(name, content),
        by=acting(people.ada),
        at=clock.now(),
    )


def test_evidence__a_file_is_kept_and_comes_back_as_a_download(people: People, client: Client) -> None:
    kept = evidence(people, name="../Café “notes”.TXT")
    client.force_login(people.ben)

    answer = client.get(f"/evidence/{kept.pk}/")

    assert answer.content == b"What we heard"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"


def test_evidence__is_for_readers_of_the_round_only(people: People, client: Client) -> None:
    kept = evidence(people)
    told = []
    for user in (people.cleo, people.dev):
        client.force_login(user)
        told.append(client.get(f"/evidence/{kept.pk}/").status_code)
    client.logout()
    told.append(client.get(f"/evidence/{kept.pk}/").status_code)

    assert told == [200, 404, 302]


def test_evidence__changed_in_the_database_is_not_opened(people: People, client: Client) -> None:
    kept = evidence(people)
    StoredFile.objects.update(content=b"Something else")
    client.force_login(people.ada)

    answer = client.get(f"/evidence/{kept.pk}/")

    assert answer.status_code == 409
    assert b"Something else" not in answer.content


def test_evidence__is_taken_away_with_its_file(people: People, client: Client) -> None:
    kept = evidence(people)
    client.force_login(people.ben)
    refused = client.post(f"/evidence/{kept.pk}/remove/")
    client.force_login(people.ada)
    done = client.post(f"/evidence/{kept.pk}/remove/")

    assert (refused.status_code, done.status_code) == (403, 302)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"label": "Report", "link": "www.example.org/report"}, ""),
        ({"label": "Report", "link": "not an address"}, "Enter a whole address"),
        ({"label": "Report", "link": "javascript://alert(1)"}, "Enter a whole address"),
        ({"label": "Report"}, "Give a link or a file: one of the two"),
        ({"label": "", "link": "https://example.org"}, "Say what it is"),
    ],
)
def test_evidence__links_are_whole_addresses(
    people: People, client: Client, given: dict[str, str], sentence: str
) -> None:
    round = met(people)
    client.force_login(people.ada)

    answer = client.post(f"/rounds/{round.pk}/agree/1/evidence/", given)

    assert answer.status_code == (200 if sentence else 302)
    assert sentence in answer.content.decode()
    assert Evidence.objects.filter(link="https://www.example.org/report").exists() == (not sentence)


def test_evidence__a_file_that_is_not_what_it_says_is_refused_beside_its_box(people: People, client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    round = met(people)
    client.force_login(people.ada)

    answer = client.post(
        f"/rounds/{round.pk}/agree/1/evidence/",
        {"label": "Report", "file": SimpleUploadedFile("report.pdf", b"<svg onload=alert(1)>")},
    )

    assert files.FileIsNotWhatItSays.message in answer.content.decode().replace("&#x27;", "'")
    assert b"<title>Error: " in answer.content
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "ftp://example.org/a", "data:text/html,x"])
def test_add_evidence__refuses_what_is_not_an_address_on_the_web(people: People, link: str) -> None:
    round = met(people)

    with pytest.raises(services.EvidenceIsMissing):
        services.add_evidence(
            round, item=item_of(round, 1), label="Report", link=link, by=acting(people.ada), at=clock.now()
        )


def test_record_position__refuses_more_words_than_are_kept(people: People) -> None:
    round = met(people)

    with pytest.raises(services.TooManyWords):
        services.record_position(
            round, item=item_of(round, 1), stage=1, why="a" * 1001, by=acting(people.ada), at=clock.now()
        )


def test_boxes_for_words__say_who_reads_them_and_whom_to_tell(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.ada)

    for path in ("agree/1/", "priorities/"):
        page = client.get(f"/rounds/{round.pk}/{path}").content.decode()
        assert "Who reads this, and when?" in page
        assert "Sam Hill" in page


def test_pages_of_the_meeting__take_the_same_queries_whatever_was_agreed(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.ada)
    paths = ["meeting/", "agree/1/", "agree/", "priorities/", "agreed/"]
    before = [_queries(client, f"/rounds/{round.pk}/{path}") for path in paths]

    for number in range(1, 11):
        position(round, people, number, dissent="Some of us see it otherwise")
        services.add_evidence(
            round,
            item=item_of(round, number),
            label="Report",
            link="https://example.org",
            by=acting(people.ada),
            at=clock.now(),
        )
    services.choose_priorities(
        round, items=[item_of(round, number) for number in (1, 2, 3)], by=acting(people.ada), at=clock.now()
    )

    assert [_queries(client, f"/rounds/{round.pk}/{path}") for path in paths] == before


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as told:
        assert client.get(path).status_code == 200
    return len(told)


def test_evidence__unknown_and_wrong_methods(people: People, client: Client) -> None:
    kept = evidence(people)
    client.force_login(people.ada)

    assert client.get("/evidence/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.post("/evidence/00000000-0000-4000-8000-000000000000/remove/").status_code == 404
    assert client.post(f"/evidence/{kept.pk}/").status_code == 405
    assert client.get(f"/evidence/{kept.pk}/remove/").status_code == 405
    assert client.get(f"/rounds/{kept.round_id}/agree/1/evidence/").status_code == 405


def test_evidence__a_link_is_not_a_download(people: People, client: Client) -> None:
    round = met(people)
    link = services.add_evidence(
        round, item=item_of(round, 1), label="Report", link="https://example.org", by=acting(people.ada), at=clock.now()
    )
    client.force_login(people.ada)

    assert client.get(f"/evidence/{link.pk}/").status_code == 404
    assert client.post(f"/evidence/{link.pk}/remove/").status_code == 302
    assert not Evidence.objects.exists()

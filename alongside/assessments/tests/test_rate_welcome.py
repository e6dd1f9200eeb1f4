"""The first page: under 100 words, and everything somebody must know before they answer."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from alongside.assessments.models import Round
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import LIVED_ONLY, STAFF_ONLY, make_round, make_site
from alongside.content.tests.test_reading_age import grade

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WHY = "We want to see this place through each other's eyes."


def said_on(path: str, client: Client) -> str:
    """The words of a page that are its own: what stands in its main part."""
    page = client.get(path).content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main
    ended = re.sub(
        r"[.?!:]?</(p|li|h\d|button|label|legend|a)>", lambda end: f"{end.group()[:1].strip('<') or '.'} ", main.group()
    )
    return re.sub(r"\s+", " ", html.unescape(strip_tags(ended))).strip()


def test_welcome__says_who_asks_why_what_is_kept_and_until_when(client: Client) -> None:
    given.come_in(client, given.make_code(make_round(why=WHY)))

    said = said_on("/rate/welcome/", client)

    assert "How do you see Calder Valley?" in said
    assert f"Calder Valley asks you, because: {WHY}" in said
    assert "We never ask your name. We count the answers, then delete them." in said
    assert "Very small groups are not shown, unless all in them agree." in said
    assert "It changes nothing about your care." in said
    assert "You can change your answers until 16 March." in said
    assert "One question at a time" in said
    assert "All on one page" in said
    assert "open room" not in said
    assert "are asked" not in said


def test_welcome__stays_under_a_hundred_words_however_much_it_must_say() -> None:
    everyone = make_round(why=WHY, place=make_site("One"), mode=Round.Mode.OPEN_ROOM)
    alone = make_round(why=WHY, place=make_site("Two"), asked={"staff": 5, "leaders": 5, "partners": 5})
    plain = make_round(why=WHY, place=make_site("Three"))

    for round, voices in ((everyone, ("uses_services", "staff", "leaders")), (alone, ("staff",)), (plain, ("staff",))):
        client = Client()
        given.come_in(client, given.make_code(round, *voices))
        said = said_on("/rate/welcome/", client)
        assert len(re.findall(r"[\w’']+", said)) < 100, said


def test_welcome__tells_who_came_by_a_poster_their_receipt_at_once(client: Client) -> None:
    visit = given.come_in(client, given.make_poster(make_round(why=WHY, mode=Round.Mode.OPEN_ROOM)))

    said = said_on("/rate/welcome/", client)

    assert f"Note this receipt, to come back: {visit.receipt}" in said
    assert len(re.findall(r"[\w’']+", said)) < 100


def test_welcome__says_when_it_is_an_open_room(client: Client) -> None:
    given.come_in(client, given.make_code(make_round(mode=Round.Mode.OPEN_ROOM)))

    said = said_on("/rate/welcome/", client)

    assert "Open room: people here see what each group said, even a small one" in said
    assert "Very small groups" not in said


def test_welcome__says_when_one_side_is_asked_and_whose_job_or_care_it_is_about() -> None:
    ways = (
        (STAFF_ONLY, ("staff",), "Only people who work here are asked.", "nothing about your job."),
        (
            LIVED_ONLY,
            ("family_and_friends",),
            "Only people who use services, family and friends are asked.",
            "anyone's care.",
        ),
        ({"uses_services": 9, "staff": 9}, ("uses_services", "staff"), "", "nothing about your care or your job."),
    )
    for number, (asked, voices, only, about) in enumerate(ways):
        client = Client()
        given.come_in(client, given.make_code(make_round(asked=asked, place=make_site(f"Site {number}")), *voices))
        said = said_on("/rate/welcome/", client)
        assert only in said
        assert ("are asked" in said) == bool(only)
        assert about in said


def test_welcome__the_voice_once_used_is_told_and_not_asked_again(client: Client) -> None:
    given.come_in(client, given.make_code(make_round(), "staff", "leaders"))
    client.post("/rate/welcome/", {"one": "yes", "voice": "staff"})
    client.post("/rate/1/", given.sent(given.visit_of(client), "c1", answer="1"))

    assert "You answer as: Staff." in said_on("/rate/welcome/", client)
    assert 'name="voice"' not in client.get("/rate/welcome/").content.decode()
    assert client.post("/rate/welcome/", {"all": "yes"}).headers["Location"] == "/rate/all/"


def test_welcome__reads_at_nine_to_eleven_and_so_do_the_pages_after_it(client: Client) -> None:
    visit = given.come_in(client, given.make_code(make_round(why=WHY)))
    client.post("/rate/1/", given.sent(visit, "c1", answer="1"))

    for path in ("", "welcome/", "done/", "take-back/", "hear-back/", "will-hear/", "talk/", "talk/asked/"):
        said = said_on(f"/rate/{path}", client)
        assert grade(said) < 6, (path, said)

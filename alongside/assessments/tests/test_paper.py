"""Paper, as those who lead a round use it: printed once, who types it in, the day in one room."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.accounts.models import Notice, User
from alongside.assessments import services
from alongside.assessments.models import PaperBatch, Round, Sheet
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import STAFF_ONLY, TEST, People, make_round, make_site, make_team, person
from alongside.assessments.tests.pages import date, filled, opened, problems, said
from alongside.assessments.tests.paper_factories import make_batch, outsider
from alongside.core import clock

PAGES = ("paper/", "paper/sheets/", "paper/pack/", "paper/batch/", "paper/together/", "event/", "event/plan/")


@pytest.fixture
def round(client: Client, people: People) -> Round:
    client.force_login(people.ada)
    return make_round(place=people.site)


def test_paper__leads_to_everything_about_it(client: Client, round: Round) -> None:
    make_batch(round)
    assert f"{round.get_absolute_url()}paper/" in client.get(round.get_absolute_url()).content.decode()

    page = client.get(f"{round.get_absolute_url()}paper/").content.decode()

    for address in ("paper/sheets/", "paper/pack/", "event/", "paper/batch/"):
        assert f'href="{round.get_absolute_url()}{address}"' in page
    assert "paper/together/" not in page
    assert "Tia" in page


def test_paper__costs_the_same_for_two_batches_and_for_many(client: Client, people: People, round: Round) -> None:
    on, counts = clock.today(), []
    made = {"round": round, "scope": round.scope, "first": people.ben, "opened_on": on, "closed_on": on}
    for many in (2, 198):
        PaperBatch.objects.bulk_create(PaperBatch(**made) for _ in range(many))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{round.get_absolute_url()}paper/")
        counts.append((len(page.context_data["batches"]), len(asked)))  # type: ignore[attr-defined]

    assert [batches for batches, _ in counts] == [2, 200]
    assert counts[0][1] == counts[1][1]


@pytest.mark.parametrize("look", ["standard", "large", "easy"])
def test_sheets__hold_both_codes_every_question_and_whom_to_turn_to(client: Client, round: Round, look: str) -> None:
    form = filled(opened(client, f"{round.get_absolute_url()}paper/sheets/"), number_staff="2", look=look)

    page = client.post(f"{round.get_absolute_url()}paper/sheets/", form)

    text = page.content.decode()
    sheets = page.context_data["sheets"]  # type: ignore[attr-defined]
    assert len(sheets) == Sheet.objects.count() == 2
    assert list(Sheet.objects.values_list("easy_read", flat=True)) == [look == "easy"] * 2
    for one in sheets:
        assert text.count(one.code) >= 11  # beside each question, so that loose pages find each other
        assert text.count(one.own_code) == 1
    assert text.count('class="al-paper__question"') == 20
    assert text.count("Crisis line") == 2
    assert f"al-paper--{look}" in text
    assert "style=" not in text
    assert ('class="al-picture"' in text) == (look == "easy")


def test_sheets__that_several_voices_share_ask_which(client: Client, round: Round) -> None:
    url = f"{round.get_absolute_url()}paper/sheets/"

    page = client.post(url, filled(opened(client, url), number_any="1"))

    assert "I answer as (tick one):" in page.content.decode()
    assert Sheet.objects.get().voices == ["uses_services", "staff", "leaders"]


def test_sheets__of_an_open_room_and_of_one_side_say_so(client: Client, people: People) -> None:
    client.force_login(people.ada)
    both = make_round(place=people.site, mode=Round.Mode.OPEN_ROOM)
    one = make_round(place=make_team(site=people.site), asked=STAFF_ONLY)

    said_of = {}
    for round in (both, one):
        url = f"{round.get_absolute_url()}paper/pack/"
        said_of[round] = client.post(url, filled(opened(client, url), number_staff="1")).content.decode()

    assert said_of[both].count("This is an open room") == 2
    assert "Very small groups are not shown" not in said_of[both]
    assert said_of[one].count("Only people who work here are asked.") == 2
    assert "Only people" not in said_of[both]


def test_sheets__are_told_once_and_a_wrong_number_keeps_what_was_typed(client: Client, round: Round) -> None:
    url = f"{round.get_absolute_url()}paper/sheets/"
    form = filled(opened(client, url), number_staff="2")
    client.post(url, form)

    again = client.post(url, form)

    assert problems(again)[0].startswith("These sheets were already made")
    assert Sheet.objects.count() == 2
    assert problems(client.post(url, filled(opened(client, url)))) == ["Enter how many sheets you need"]
    too_many = client.post(url, filled(opened(client, url), number_staff="40", number_leaders="30"))
    assert problems(too_many) == ["Print 60 sheets or fewer at a time"]
    assert too_many.context_data["form"]["number_staff"].value() == "40"  # type: ignore[attr-defined]


def test_sheets__of_a_draft_that_is_not_ready_say_what_is_missing(client: Client, people: People) -> None:
    url = f"{make_round(state=State.DRAFT, place=people.site, closes_on=clock.today()).get_absolute_url()}paper/sheets/"
    Round.objects.update(closes_on="2026-01-01")
    client.force_login(people.ada)

    page = client.post(url, filled(opened(client, url), number_staff="1"))

    assert problems(page)[0] == "Before sheets can be printed: choose a last day that is not in the past."
    assert not Sheet.objects.exists()


def test_pack__holds_all_that_a_room_without_a_network_needs(client: Client, round: Round) -> None:
    url = f"{round.get_absolute_url()}paper/pack/"

    text = client.post(url, filled(opened(client, url), number_staff="1")).content.decode()

    for part in (
        "Ten minutes in the room",
        "What to say",
        "Whom to turn to",
        "A card to point at",
        "Label for the envelope",
        "Typing the sheets in later",
        "Tear off here",
    ):
        assert part in text
    assert len(re.findall(r"<h1", text)) == 1


def test_batch__names_somebody_from_outside(client: Client, people: People, round: Round) -> None:
    url = f"{round.get_absolute_url()}paper/batch/"
    tia = outsider(round)

    page = client.post(url, {"address": str(tia.email).upper()}, follow=True)

    assert said(page) == ["Tia is asked to type the sheets in, and is told."]
    assert PaperBatch.objects.get().first == tia
    for address, problem in (("nobody@example.org", "Nobody in this programme"), (people.ben.email, "from outside")):
        refused = client.post(url, {"address": address})
        assert problem in problems(refused)[0]
        assert refused.context_data["form"]["address"].value() == address  # type: ignore[attr-defined]


def test_batch__names_somebody_without_an_email_address_who_finds_a_notice(client: Client, round: Round) -> None:
    uma = outsider(round, "Uma")
    User.objects.filter(pk=uma.pk).update(email=None, sign_in_name="green-lamp")

    page = client.post(f"{round.get_absolute_url()}paper/batch/", {"address": "Green lamp"}, follow=True)

    assert said(page) == ["Uma is asked to type the sheets in, and is told."]
    assert Notice.objects.get(user=uma).subject == "Paper sheets to type in"


def test_together__is_offered_from_the_day_on(client: Client, people: People, round: Round) -> None:
    assert people.bea
    day = client.post(f"{round.get_absolute_url()}event/", date("event_on", clock.today()), follow=True)
    assert said(day) == ["The day is kept."]
    assert "paper/together/" in client.get(f"{round.get_absolute_url()}paper/").content.decode()
    url = f"{round.get_absolute_url()}paper/together/"
    sid = person("Sid", role=Role.MEMBER, place=people.site, voices=["staff"])

    same_side = client.post(url, filled(opened(client, url), second=str(sid.pk)))
    page = client.post(url, filled(opened(client, url), second=str(people.bea.pk)), follow=True)

    assert problems(same_side) == [services.BothSidesType.message]
    assert said(page)[-1] == "Ada and Bea type together, once both have said that they are there."
    batch = PaperBatch.objects.get()
    assert (batch.first, batch.second) == (people.ada, people.bea)


def test_together__offers_those_here_with_a_voice_and_nobody_of_other_places(client: Client, round: Round) -> None:
    outside = make_site("Humber East", programme=round.place.parent)
    person("Dev", role=Role.MEMBER, place=outside, voices=["staff"])
    person("Max", role=Role.MEMBER, place=round.place, voices=["staff"])

    choices = opened(client, f"{round.get_absolute_url()}paper/together/").fields["first"].choices

    assert [name for _, name in choices] == ["Choose", "Ada", "Max"]


def test_event__a_day_after_the_end_is_refused_and_none_takes_it_away(client: Client, round: Round) -> None:
    url = f"{round.get_absolute_url()}event/"
    services.mark_event(round, event_on=clock.today(), by=TEST, at=clock.now())

    late = client.post(url, date("event_on", round.closes_on.replace(year=2030)))
    gone = client.post(url, {"event_on_day": "", "event_on_month": "", "event_on_year": ""}, follow=True)

    assert problems(late) == [services.EventIsTooLate.message]
    assert said(gone) == ["There is no such day any more."]
    assert b"Minute 10" in client.get(f"{url}plan/").content


def test_pages_whose_time_has_passed_lead_back_to_the_round(client: Client, people: People) -> None:
    round = make_round(state=State.SHARED, place=people.site)
    client.force_login(people.ada)

    for address in PAGES:
        page = client.get(f"{round.get_absolute_url()}{address}")
        assert (page.status_code, page.headers["Location"]) == (302, round.get_absolute_url())

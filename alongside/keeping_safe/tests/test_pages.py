"""The pages: whom to turn to, asking for a talk and hearing that it was seen, reporting, hiding and deciding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.core import clock, outbox
from alongside.core.models import AuditEntry, Letter
from alongside.core.texts import ERASED, HIDDEN
from alongside.keeping_safe import services
from alongside.keeping_safe.addresses import report_address, talk_address
from alongside.keeping_safe.models import Case, Contact, Talk
from alongside.keeping_safe.queries.contacts import contacts_at, missing_at
from alongside.keeping_safe.rules import ContactKind
from alongside.keeping_safe.services import Named
from alongside.programmes import services as services_of_places
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import TESTS, World, actor, as_, make_member, make_team, make_world

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FOUR = [
    Named("IN_TEAM", "Sam Hill", phone="01422 555 010"),
    Named("OUTSIDE", "Jo Lane", email="jo@calder.example.org"),
    Named("ADVOCATE", "Calder Advocacy", phone="01422 555 020"),
    Named("EMERGENCY", "Crisis line", phone="0800 555 999", email="crisis@example.org"),
]


@pytest.fixture
def world() -> Iterator[World]:
    with clock.frozen(AT):
        yield make_world()


def named(place: Place, contacts: list[Named] = FOUR) -> None:
    services.name_contacts(place, contacts=contacts, by=TESTS, at=AT)


def sealed_in(page: str) -> str:
    found = re.search(r'name="code" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_contacts__are_those_of_the_nearest_place_and_every_box_names_them(world: World):
    assert len(missing_at(world.team.scope)) == 4
    named(world.site)
    named(world.team, [Named("IN_TEAM", "Ruth", phone="1"), *FOUR[1:]])

    assert [one.name for one in contacts_at(world.team.scope)] == ["Ruth", "Jo Lane", "Calder Advocacy", "Crisis line"]
    assert contacts_at(world.other_team.scope)[0].name == "Sam Hill"
    assert Contact.objects.filter(place=world.team).count() == 1  # who is the same stays the site's
    assert [one.kind for one in contacts_at(world.team.scope) if one.takes_requests] == ["OUTSIDE"]
    page = as_(world, "cleo").get(f"/places/{world.other_team.pk}/contacts/").content.decode()
    assert "Jo Lane" in page
    assert "named by a place above" in page
    assert "Change who is named" not in page


def test_contacts__an_account_that_belongs_nowhere_any_more_takes_no_requests(world: World):
    named(world.team, [Named("IN_TEAM", "Lea", user=world.lea.user_id), *FOUR[1:]])
    assert contacts_at(world.team.scope)[0].takes_requests

    services_of_places.end_membership(world.lea, reason="", by=actor(world.lea), on=AT.date())

    first, *others = contacts_at(world.team.scope)
    assert (first.name, first.takes_requests) == ("Lea", False)
    assert any(one.takes_requests for one in others)


@pytest.mark.parametrize(
    ("contacts", "refusal"),
    [
        (FOUR[1:], services.ContactsAreMissing),
        ([Named("IN_TEAM", "Sam Hill"), *FOUR[1:]], services.CannotBeReached),
        ([FOUR[0], Named("OUTSIDE", "Jo Lane", phone="1"), *FOUR[2:]], services.CannotBeReached),
    ],
)
def test_name_contacts__refuses_what_leaves_somebody_alone(world: World, contacts: list[Named], refusal: type):
    with pytest.raises(refusal):
        named(world.team, contacts)


def test_name_contacts__a_lead_names_them_and_an_account_is_found_by_its_address(world: World):
    client, path = as_(world, "tom"), f"/places/{world.team.pk}/contacts/name/"
    sent = {f"{part}_{kind}": "" for kind in ContactKind for part in ("name", "phone", "email", "user")}
    refused = client.post(path, sent)
    assert "Error:" in refused.content.decode()
    sent |= {f"name_{kind}": f"Person {kind}" for kind in ContactKind} | {
        f"phone_{kind}": "012" for kind in ContactKind
    }
    assert "so that a wish to talk reaches them" in client.post(path, sent).content.decode()

    answer = client.post(path, sent | {"email_OUTSIDE": world.bea.user.email, "user_IN_TEAM": str(world.lea.user_id)})

    assert answer.headers["Location"] == f"/places/{world.team.pk}/contacts/"
    users = dict(Contact.objects.values_list("kind", "user_id"))
    assert (users["OUTSIDE"], users["IN_TEAM"], users["ADVOCATE"]) == (world.bea.user_id, world.lea.user_id, None)
    assert AuditEntry.objects.filter(action="contacts.named").count() == 1
    assert as_(world, "ben").get(path).status_code == 403


def test_talk__is_sent_once_and_they_are_told_the_day_it_was_seen(world: World):
    named(world.team)
    browser, path = Client(), talk_address(world.team.pk)
    page = browser.get(path).content.decode()
    assert page.index("Who reads this, and when?") < page.index("<textarea")
    assert "Error:" in browser.post(path, {"code": sealed_in(page)}).content.decode()
    rows = AuditEntry.objects.count()
    sent = {"code": sealed_in(page), "contact": "OUTSIDE", "reach": "07700 900 123", "words": "I feel alone."}

    asked, again = browser.post(path, sent).content.decode(), browser.post(path, sent).content.decode()

    [code] = set(re.findall(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", asked + again))
    letter = Letter.objects.get(subject="Somebody would like to talk to you")
    said = outbox.text_of(letter)
    assert (letter.to, letter.body, "07700 900 123" in said, "I feel alone." in said) == (
        "jo@calder.example.org", "", True, True,
    )  # fmt: skip
    assert AuditEntry.objects.count() == rows
    assert "not seen yet" in browser.post("/talk/", {"code": code.lower()}).content.decode()
    seen = re.search(r"/talk/seen/[^/\s]+/", said)
    assert seen
    assert "I have seen it" in browser.get(seen.group()).content.decode()
    assert Talk.objects.get().seen_on is None  # a GET writes nothing
    browser.post(seen.group())
    told = browser.post("/talk/", {"code": code.replace("-", " ")}).content.decode()
    assert "Jo Lane saw it on Monday 2 March" in told
    assert not browser.cookies.get("sessionid")
    assert "alone" not in str([vars(row) for row in Talk.objects.all()])


def test_talk__a_code_that_is_none_and_an_address_that_is_none(world: World):
    browser = Client()

    assert "We do not know this code" in browser.post("/talk/", {"code": "BCDF-GHJK-LMNP"}).content.decode()
    assert "This request is over" in browser.get("/talk/seen/nonsense/").content.decode()
    assert browser.get("/talk/at/nonsense/").status_code == 404
    assert "Nobody is named here yet" in browser.get(talk_address(world.team.pk)).content.decode()
    with pytest.raises(services.NobodyIsAsked):
        services.ask_for_a_talk(code="x", scope="p1/", place="x", to="x", reach="x", words="", at=AT)


def test_talk__waits_for_a_contact_without_an_address_and_is_deleted_once_seen(world: World):
    named(world.team, [Named("IN_TEAM", "Lea", user=world.lea.user_id), *FOUR[1:]])
    told: dict[str, Any] = {"scope": world.team.scope, "place": "Rowan ward", "to": "Lea", "user": world.lea.user_id}
    services.ask_for_a_talk(code="BCDFGHJKLMNP", **told, reach="Room 4", words="Please.", at=AT)

    lea = as_(world, "lea")
    assert "Somebody would like to talk to you" in lea.get("/").content.decode()
    assert "Room 4" in lea.get("/talks/").content.decode()
    assert "Nobody waits" in as_(world, "tom").get("/talks/").content.decode()
    talk = Talk.objects.get()
    assert as_(world, "tom").post(f"/talks/{talk.pk}/see/").status_code == 404
    assert b"Room 4" not in bytes(talk.sealed)
    lea.post(f"/talks/{talk.pk}/see/")
    talk.refresh_from_db()
    assert (talk.seen_on, talk.sealed) == (AT.date(), None)
    assert services.see_talk(talk, at=AT + dt.timedelta(days=1)).seen_on == AT.date()


def test_talk__how_to_reach_somebody_goes_after_two_weeks_and_the_request_after_thirty_days(world: World):
    told: dict[str, Any] = {"scope": world.team.scope, "place": "Rowan ward", "to": "Lea", "user": world.lea.user_id}
    services.ask_for_a_talk(code="BCDFGHJKLMNP", **told, reach="Room 4", words="", at=AT)

    services.forget_talks(at=AT + dt.timedelta(days=13))
    assert Talk.objects.get().sealed is not None
    services.forget_talks(at=AT + dt.timedelta(days=14))
    assert Talk.objects.get().sealed is None
    services.forget_talks(at=AT + dt.timedelta(days=30))
    assert not Talk.objects.exists()


def test_report__any_reader_reports_and_two_sides_erase(world: World):
    Place.objects.filter(pk=world.team.pk).update(about="Nurse Winterbottom works here and is awful")
    path = report_address("programmes.Place", world.team.pk)
    browser = Client()
    assert "Error:" in browser.post(path, {}).content.decode()
    assert browser.post(path, {"reason": "NAMES", "words": "a name"}).headers["Location"] == "/report/thanks/"
    assert browser.get("/report/thanks/").status_code == 200
    assert "Nothing to report" in browser.get("/report/nonsense/").content.decode()
    gone = report_address("goals.Goal", uuid4())
    assert "Nothing to report" in browser.post(gone, {"reason": "NAMES"}).content.decode()

    case = Case.objects.get()
    tom, lea, url = as_(world, "tom"), as_(world, "lea"), case.get_absolute_url()
    assert "Look at reported words at Rowan ward" in tom.get("/").content.decode()
    page = tom.get(url).content.decode()
    assert "Winterbottom" in page
    assert "a name" in page
    assert "Error:" in tom.post(url, {"act": "hide"}).content.decode()
    tom.post(url, {"act": "hide", "which": f"programmes.Place|{world.team.pk}|about"})
    assert "Winterbottom" not in as_(world, "ben").get(f"/places/{world.team.pk}/").content.decode()
    assert HIDDEN in as_(world, "ben").get(f"/places/{world.team.pk}/").content.decode()
    assert "Winterbottom" in lea.get(url).content.decode()
    assert "already done something" in tom.post(url, {"act": "leave"}).content.decode()
    for one in (tom, lea):
        assert one.post(url, {"act": "decide", "verdict": "ERASE"}).status_code == 302
    assert ERASED in as_(world, "ben").get(f"/places/{world.team.pk}/").content.decode()
    assert "Winterbottom" not in lea.get(url).content.decode()
    assert "Taken down for good" in tom.get(f"/places/{world.team.pk}/reported/").content.decode()
    assert as_(world, "ben").get(url).status_code == 404
    assert as_(world, "dev").get(url).status_code == 404
    assert as_(world, "ben").get(f"/places/{world.team.pk}/reported/").status_code == 403


def test_report__what_can_stay_is_put_away(world: World):
    case = services.report_text(table="programmes.Place", row=str(world.team.pk), reason="OTHER", at=AT)
    as_(world, "tom").post(case.get_absolute_url(), {"act": "leave"})

    assert Case.objects.get().state == "SHOWN"


def test_reported__takes_the_same_number_of_queries_for_two_cases_and_for_many(world: World):
    def queries() -> int:
        client = as_(world, "ada")
        client.get(f"/places/{world.site.pk}/reported/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/places/{world.site.pk}/reported/")
        return len(asked)

    def report(number: int) -> None:
        team = make_team(world.site, name=f"Team {number}")
        services.report_text(table="programmes.Place", row=str(team.pk), reason="OTHER", at=AT)

    for number in range(2):
        report(number)
    few = queries()
    for number in range(2, 40):
        report(number)

    assert queries() == few


def test_a_director_decides_for_one_side_only(world: World):
    Place.objects.filter(pk=world.programme.pk).update(about="Nurse Winterbottom works here and is awful")
    case = services.report_text(table="programmes.Place", row=str(world.programme.pk), reason="NAMES", at=AT)
    another = make_member(world.programme, name="Dan", role=Role.PROGRAMME_DIRECTOR)
    for client in (as_(world, "dora"), Client()):
        if not client.session.get("_auth_user_id"):
            client.force_login(another.user)
        client.post(case.get_absolute_url(), {"act": "hide", "which": f"programmes.Place|{world.programme.pk}|about"})
        client.post(case.get_absolute_url(), {"act": "decide", "verdict": "ERASE"})
        client.post(case.get_absolute_url(), {"act": "decide", "verdict": "ERASE"})

    case.refresh_from_db()
    assert case.state == "ERASED"
    assert len(set(case.says.values_list("side", flat=True))) == 2

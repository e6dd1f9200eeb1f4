"""A programme's own lists and voices, through their pages: sent, mended, looked at, published, used; nobody else's."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside import content
from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Participation, Tally
from alongside.assessments.queries import drafting
from alongside.assessments.tests.factories import (
    CONTACTS,
    TEST,
    People,
    answer,
    make_programme,
    make_site,
    person,
    revealed_round,
)
from alongside.assessments.tests.pages import problems
from alongside.content import Kind
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Edition, OwnDraft
from alongside.programmes import services as programmes
from alongside.programmes.models import Place

pytestmark = pytest.mark.django_db

LIST, VOICES, WALK = (content.starter(kind) for kind in Kind)
BREATH = """
  - code: elders
    side: lived_experience
    order: 7
    name: Elders
    short: Elders
    says: I am an elder here
    easy: You are old and wise.
"""


@pytest.fixture
def programme(people: People) -> Place:
    assert people.site.parent is not None
    return people.site.parent


@pytest.fixture
def director(programme: Place, client: Client) -> User:
    user = person("Flo", role=Role.PROGRAMME_DIRECTOR, place=programme)
    client.force_login(user)
    return user


def send(client: Client, programme: Place, text: str) -> OwnDraft:
    answered = client.post(reverse("own_add", args=[programme.pk]), {"text": text})
    assert answered.status_code == 302, problems(answered)
    return OwnDraft.objects.order_by("-changed_on").get(text=text.strip("\r"))


def publish(client: Client, draft: OwnDraft) -> None:
    answered = client.post(reverse("own_publish", args=[draft.pk]))
    assert answered.status_code == 302, problems(answered)


def test_add__tells_every_mistake_and_keeps_what_was_sent(client, programme, director):
    wrong = LIST.replace("year: 2026", "year: soon").replace("    short: Welcome ", "    shirt: Welcome ")
    url = reverse("own_add", args=[programme.pk])

    by_file = client.post(url, {"file": SimpleUploadedFile("ours.yaml", wrong.encode())})
    odd = client.post(url, {"file": SimpleUploadedFile("ours.yaml", b"a: \xe9")})
    nothing = client.post(url, {"text": " "})

    said = by_file.content.decode()
    assert problems(by_file) == ["3 things in the file are to be put right: see the table"]
    assert "Error: " in said
    assert "“shirt” is not known here" in said
    assert "Write “short”, or take the line away." in said
    assert "year: soon" in said
    assert problems(odd) == ["1 thing in the file is to be put right: see the table"]
    assert problems(nothing) == ["Choose a file, or paste what it says"]
    assert not OwnDraft.objects.exists()


def test_own_list__from_the_file_to_a_round(client, programme, director, people):
    draft = send(client, programme, LIST)
    before = client.get(draft.get_absolute_url()).content.decode()
    asked = client.get(reverse("own_rate", args=[draft.pk, 1]) + "?voice=staff").content.decode()
    easy = client.get(reverse("own_rate", args=[draft.pk, 1]) + "?voice=staff&easy=yes").content.decode()

    assert "Everybody is made welcome" in before
    assert "Not published yet" in before
    assert "Do you make people welcome here?" in asked
    assert "Everybody does, on every day and night." in asked
    assert "Do you make people welcome?" in easy
    assert client.get(reverse("own_rate", args=[draft.pk, 2])).status_code == 404
    assert client.get("/frameworks/our-own-list-1/").status_code == 404

    publish(client, draft)

    assert "Everybody is made welcome" in client.get("/frameworks/our-own-list-1/").content.decode()
    assert "It was published on" in client.get(reverse("own_publish", args=[draft.pk])).content.decode()
    assert "Its words cannot change" in client.get(draft.get_absolute_url()).content.decode()
    edition = Edition.objects.get(slug="our-own-list-1")
    programmes.use_edition(programme, edition, from_on=clock.today(), by=TEST, on=clock.today())
    assert "our-own-list-1" in {one.slug for one in drafting.editions_for(people.site, on=clock.today())}
    written = set(AuditEntry.objects.filter(scope=programme.scope).values_list("action", flat=True))
    assert {"framework.drafted", "framework.published", "edition.published"} <= written


def test_own_files__change_and_go_until_they_are_published(client, programme, director):
    draft = send(client, programme, VOICES)

    wrong = client.post(reverse("own_change", args=[draft.pk]), {"text": VOICES.replace("side: ", "site: ")})
    client.post(reverse("own_change", args=[draft.pk]), {"text": LIST})
    draft.refresh_from_db()

    assert "“side” is missing" in wrong.content.decode()
    assert (draft.kind, draft.called) == ("EDITION", "our-own-list-1")
    assert b"Our own list" in client.get(reverse("own_change", args=[draft.pk])).content
    assert client.get(reverse("own_remove", args=[draft.pk])).status_code == 200
    client.post(reverse("own_remove", args=[draft.pk]))
    assert not OwnDraft.objects.exists()
    draft = send(client, programme, VOICES)
    publish(client, draft)
    for act, sent in (("own_change", {"text": LIST}), ("own_remove", {}), ("own_publish", {})):
        refused = client.post(reverse(act, args=[draft.pk]), sent)
        assert "is published" in " ".join(problems(refused))


def test_own_crosswalk__waits_for_its_edition_and_is_shown_to_the_programme_only(client, programme, director):
    numbers = range(3, 11)
    gone = "".join(f"  - {{from: c{n}, relation: retired, series: break, reason: Not ours.}}\n" for n in numbers)
    walk = send(client, programme, WALK + gone)

    waits = client.get(walk.get_absolute_url()).content.decode()
    refused = client.post(reverse("own_publish", args=[walk.pk]))
    publish(client, send(client, programme, LIST))
    publish(client, walk)

    assert "There is no edition our-own-list-1." in waits
    assert "There is no edition our-own-list-1." in problems(refused)[0]
    assert "Ours is about the first day only." in client.get("/frameworks/our-own-list/compare/").content.decode()
    assert Client().get("/frameworks/our-own-list/compare/").status_code == 404
    assert client.get(reverse("own_rate", args=[walk.pk, 1])).status_code == 404
    for kind in Kind:
        taken = client.get(reverse("own_starter", args=[programme.pk, kind.lower()]))
        assert taken.content.decode() == content.starter(kind)
        assert "attachment" in taken.headers["Content-Disposition"]
    assert client.get(reverse("own_starter", args=[programme.pk, "secrets"])).status_code == 404


def test_own_files__are_there_for_nobody_else(client, programme, director, people):
    draft = send(client, programme, LIST)
    publish(client, draft)
    other = make_programme("Southern programme")
    stranger = person("Gil", role=Role.PROGRAMME_DIRECTOR, place=other)
    lead_there = person("Hal", role=Role.SITE_LEAD, place=make_site("Far Field", programme=other), voices=["leaders"])
    pages = [reverse(f"own_{page}", args=[draft.pk]) for page in ("preview", "change", "file", "publish", "remove")]
    pages += [reverse("own_rate", args=[draft.pk, 1]), reverse("own_frameworks", args=[programme.pk])]
    pages += ["/frameworks/our-own-list-1/", "/frameworks/our-own-list-1/welcome/"]

    for who in (stranger, lead_there):
        client.force_login(who)
        assert {client.get(page).status_code for page in pages} == {404}
        assert b"Our own list" not in client.get("/frameworks/").content
    client.logout()
    assert client.get("/frameworks/our-own-list-1/").status_code == 404
    client.force_login(people.ben)
    theirs = client.get("/frameworks/our-own-list-1/")
    assert theirs.status_code == 200
    assert "no-store" in theirs.headers["Cache-Control"]
    assert b"Our own list" in client.get("/frameworks/").content
    assert client.get(pages[0]).status_code == 404
    assert client.get(reverse("own_frameworks", args=[programme.pk])).status_code in (403, 404)
    assert client.get(reverse("own_preview", args=[uuid4()])).status_code == 404
    assert "our-own-list-1" not in {one.slug for one in frameworks.editions(other.scope)}
    with pytest.raises(services.EditionNotOpen):
        services.draft_round(
            Place.objects.get(name="Far Field"),
            edition=Edition.objects.get(slug="our-own-list-1"),
            name="Not ours",
            why="We borrowed it.",
            closes_on=clock.today() + dt.timedelta(days=3),
            asked=[services.Asking("staff")],
            contacts=CONTACTS,
            by=TEST,
            at=clock.now(),
        )


def test_own_files__list_costs_the_same_for_many(client, programme, director):
    url = reverse("own_frameworks", args=[programme.pk])
    on = clock.today()
    rows = [
        OwnDraft(scope=programme.scope, kind="EDITION", name="a", called=f"list-{n}", text="", changed_on=on)
        for n in range(200)
    ]
    OwnDraft.objects.bulk_create(rows[:2])
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    OwnDraft.objects.bulk_create(rows[2:])
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(few) == len(many)


def test_own_voices__are_asked_and_kept_at_the_sizes_of_their_side(client, programme, director, people):
    publish(client, send(client, programme, VOICES + BREATH))

    round = revealed_round(
        {"uses_services": 6, "elders": 3, "staff": [1, 1, 2, 2, 3, 3], "volunteers": 5},
        place=people.site,
    )

    lived = set(Tally.objects.filter(round=round, side="lived_experience").values_list("group", flat=True))
    profession = set(Tally.objects.filter(round=round, side="profession").values_list("group", flat=True))
    assert lived == {"lived_experience"}
    assert {"staff", "volunteers"} <= profession
    assert not Participation.objects.filter(round=round, group="elders").exists()
    client.force_login(people.ada)
    assert "Volunteers" in client.get(f"/places/{people.site.pk}/rounds/new/").content.decode()


def test_own_voices__are_named_on_the_first_page(client, programme, director, people):
    publish(client, send(client, programme, VOICES))
    round = services.draft_round(
        people.site,
        edition=Edition.objects.get(slug="ten-challenges-2017"),
        name="With volunteers",
        why="We ask everybody.",
        closes_on=clock.today() + dt.timedelta(days=3),
        asked=[services.Asking("volunteers", 9), services.Asking("uses_services", 9)],
        contacts=CONTACTS,
        by=TEST,
        at=clock.now(),
    )
    round = services.open_round(round, by=TEST, at=clock.now())
    answer(round, "volunteers", 2)

    client.force_login(people.ada)

    assert "Volunteers not yet enough" in client.get("/").content.decode()

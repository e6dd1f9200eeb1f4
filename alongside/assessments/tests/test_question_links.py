"""Where questions can be watched or interpreted: set by those who lead, seen beside the question, never fetched."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside import content
from alongside.assessments import services
from alongside.assessments.guest import Visit
from alongside.assessments.models import QuestionLink
from alongside.assessments.queries.links import HelpLine, links_for, of_question, set_at
from alongside.assessments.services.links import NotALanguageHere
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import TEST, People, acting, make_round
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import Item
from alongside.programmes import services as programmes

BSL = "https://bsl.example.org/watch?v=1"


def link(people: People, **changes: object) -> QuestionLink:
    told = {"item": None, "kind": "WATCH", "language": "bfi", "address": BSL, **changes}
    place = told.pop("place", people.site)
    return services.set_link(place, by=acting(people.ada), at=clock.now(), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address",
    [
        "http://bsl.example.org/",
        "javascript:alert(1)",
        "https://",
        "https://localhost/",
        "https://name:word@bsl.example.org/",
        "https://bsl.example.org\\@evil.example/",
        "https://bsl.example.org/a b",
        "https://[bad/",
        f"https://bsl.example.org/{'x' * 300}",
    ],
)
def test_set_link__refuses_what_is_not_a_safe_address(people: People, address: str) -> None:
    with pytest.raises(services.NotASafeAddress):
        link(people, address=address)

    assert not QuestionLink.objects.exists()


def test_set_link__refuses_unknown_languages_and_kinds(people: People) -> None:
    for wrong in ({"language": "xx"}, {"kind": "EMBED"}):
        with pytest.raises(NotALanguageHere):
            link(people, **wrong)


def test_set_link__refuses_a_question_of_another_programmes_list(people: People) -> None:
    own = Item.objects.select_related("edition").filter(edition__slug="ten-challenges-2017").first()
    assert own is not None
    own.edition.scope = "p999/"  # as a list of another programme's own is

    with pytest.raises(services.NotOfThisPlace):
        link(people, item=own)


def test_links_for__asks_once_however_many_there_are(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    items = list(Item.objects.filter(edition__slug="ten-challenges-2017"))
    for count, language in ((1, "so"), (len(items), "ur")):
        for item in items[:count]:
            link(people, item=item, language=language)
        with django_assert_num_queries(1):
            links_for(people.site.scope, items[0].edition_id)
        with django_assert_num_queries(1):
            set_at(people.site)


def test_set_link__the_database_takes_https_alone_and_one_of_a_kind(people: People) -> None:
    link(people)

    for address in (BSL, "http://bsl.example.org/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionLink.objects.create(
                place=people.site,
                scope=people.site.scope,
                kind="WATCH",
                language="bfi",
                address=address,
                set_on=clock.today(),
            )


def test_set_link__a_new_address_takes_the_place_of_the_old_one_and_can_be_taken_away(people: People) -> None:
    link(people)
    kept = link(people, address="https://bsl.example.org/2")

    services.remove_link(kept, by=TEST, at=clock.now())

    assert not QuestionLink.objects.exists()
    trail = (
        AuditEntry.objects.filter(action__startswith="question_link").order_by("pk").values_list("action", flat=True)
    )
    assert list(trail) == ["question_link.set", "question_link.set", "question_link.removed"]
    assert not any("bsl.example" in str(row.changes) for row in AuditEntry.objects.all())


def test_links_for__the_nearer_place_holds_and_questions_have_their_own(people: People) -> None:
    round = make_round(place=people.site)
    first, second = Item.objects.filter(edition=round.edition).order_by("number")[:2]
    programme = people.site.parent
    link(people, place=programme, address="https://programme.example.org/")
    link(people)
    link(people, item=first, kind="INTERPRETER", language="so", address="https://line.example.org/")

    found = links_for(round.scope, round.edition_id)

    assert [one.host for one in of_question(found, first.code)] == ["line.example.org", "bsl.example.org"]
    assert [(one.host, one.said_in) for one in of_question(found, second.code)] == [("bsl.example.org", "en")]
    assert first.code not in links_for(round.scope, 0)


def test_question__shows_where_it_can_be_watched_and_that_it_leaves_alongside(people: People, client: Client) -> None:
    round = make_round(place=people.site)
    link(people)
    given.come_in(client, given.make_code(round))
    client.post("/rate/welcome/", {"one": "yes"})

    page = client.get("/rate/1/").content.decode()

    assert f'<a href="{BSL}" rel="noreferrer nofollow external">' in page
    assert "British Sign Language" in page
    assert "leaves this page, to bsl.example.org" in page
    assert "iframe" not in page


def test_page__is_read_by_all_of_the_place_and_changed_by_those_who_lead(people: People, client: Client) -> None:
    address = f"/places/{people.site.pk}/question-links/"
    sent = {"kind": "WATCH", "language": "bfi", "item": "", "address": BSL}
    client.force_login(people.ada)

    wrong = client.post(f"{address}set/", sent | {"address": "http://bsl.example.org/"})
    assert "begins with https://" in wrong.content.decode()
    assert client.post(f"{address}set/", sent)["Location"] == address
    [kept] = QuestionLink.objects.all()

    client.force_login(people.ben)
    assert BSL in client.get(address).content.decode()
    assert client.post(f"{address}set/", {"remove": str(kept.pk)}).status_code == 403
    client.force_login(people.dev)
    assert client.get(address).status_code == 404

    client.force_login(people.ada)
    client.post(f"{address}set/", {"remove": "nonsense"})
    assert "Take away" in client.get(f"{address}set/").content.decode()
    client.post(f"{address}set/", {"remove": str(kept.pk)})
    assert not QuestionLink.objects.exists()


def test_question__shows_what_its_list_carries_unless_the_place_has_set_its_own(people: People, client: Client) -> None:
    text = (
        content.starter(content.Kind.EDITION).replace("    # helps:", "    helps:").replace("    #   - {", "      - {")
    )
    named = frameworks.publish_edition(
        content.read_edition(text, name="ours.yaml"), scope=people.site.parent.scope, by=TEST, on=clock.today()
    )
    programmes.use_edition(people.site.parent, named, from_on=clock.today(), by=TEST, on=clock.today())
    round = make_round(place=people.site, edition_slug=named.slug, asked={"uses_services": 9, "staff": 9})
    given.come_in(client, given.make_code(round))
    client.post("/rate/welcome/", {"one": "yes"})

    page = client.get("/rate/1/").content.decode()
    link(people, item=named.items.get(), address="https://nearer.example.org/")
    nearer = client.get("/rate/1/").content.decode()

    assert "This question in: British Sign Language (BSL)</a>" in page
    assert "This question in easy read: English</a>" in page
    assert 'href="https://example.org/interpreters"' in page
    assert "https://example.org/welcome-in-bsl" in page
    assert "https://example.org/welcome-in-bsl" not in nearer
    assert "https://nearer.example.org/" in nearer
    client.force_login(people.ada)
    assert "https://example.org/welcome-easy.pdf" in client.get(named.get_absolute_url()).content.decode()


def test_question__on_a_locked_tablet_says_where_and_leads_nowhere() -> None:
    line = HelpLine(
        id="1", item="", kind="watch", language="bfi", name="BSL", host="h.example", address=BSL, place="", own=True
    )

    said = render_to_string("assessments/rate/_helps.html", {"helps": [line], "visit": Visit(kiosk="1")})

    assert BSL in said
    assert "<a " not in said

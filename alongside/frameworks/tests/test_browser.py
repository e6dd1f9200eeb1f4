"""The framework browser: open to all, whole, linkable, and with as many queries for two as for many."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside import content
from alongside.frameworks.tests.factories import library_with, publish

pytestmark = pytest.mark.django_db

C17 = "ten-challenges-2017"
COMPARE = "/frameworks/ten-challenges/compare/"


@pytest.fixture
def published():
    publish()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_frameworks__says_so_when_there_is_nothing_yet(client, nothing_published):
    assert "Nothing has been published yet." in read(client, reverse("frameworks"))


def test_frameworks__lists_every_edition_with_what_it_is_for(client, published):
    page = read(client, reverse("frameworks"))

    for entry in content.load().editions:
        assert reverse("framework_edition", args=[entry.shape.slug]) in page
    assert "Ten things an organisation has to change" in page
    assert COMPARE in page


@pytest.mark.parametrize("slug", [entry.shape.slug for entry in content.load().editions])
def test_edition__shows_all_it_says(client, published, slug):
    shape = content.load().edition(slug).shape

    page = _plain(read(client, reverse("framework_edition", args=[slug])))

    shown = [shape.name, shape.what_for, shape.source.citation, shape.source.held_by, shape.licence.ours]
    shown += [group.title for group in shape.groups] + [stage.explanation for stage in shape.stages]
    for item in shape.items:
        shown += [item.moves_to or item.title, item.citation, item.explanation, item.easy]
        shown += item.descriptors.values()
        shown += [part for asked in item.questions.values() for part in (asked.ask, asked.easy)]
        assert f'id="{item.code}"' in page
    assert [text for text in shown if text not in page] == []


def test_edition__has_no_two_things_with_one_anchor(client, published):
    for entry in content.load().editions:
        page = read(client, reverse("framework_edition", args=[entry.shape.slug]))
        anchors = [part.split('"')[0] for part in page.split(' id="')[1:]]
        assert len(anchors) == len(set(anchors)), entry.shape.slug


def test_item__has_a_page_of_its_own_with_its_neighbours(client, published):
    page = read(client, reverse("framework_item", args=[C17, "c6"]))

    assert "Reducing restrictive practice" in page
    assert reverse("framework_item", args=[C17, "c5"]) in page
    assert reverse("framework_item", args=[C17, "c7"]) in page
    assert f"{reverse('framework_edition', args=[C17])}#c6" in page
    assert "Deciding as equals" in page  # the neighbour's name
    assert "User involvement is replaced" not in page  # but not its text


def test_compare__shows_both_wordings_the_relation_and_the_reason(client, published):
    library = content.load()
    page = _plain(read(client, COMPARE))

    for slug in ("ten-challenges-2009", C17):
        assert [item.title for item in library.edition(slug).shape.items if item.title not in page] == []
    assert [link.reason for link in library.crosswalks[0].shape.links if link.reason not in page] == []
    assert page.count("A trend line may run across.") == 4
    assert page.count("A trend line stops here and a new one begins.") == 6
    assert "4 items ask for the same in both editions" in page


@pytest.mark.parametrize(
    "address",
    ["/frameworks/ten-challenges-1999/", f"/frameworks/{C17}/c11/", "/frameworks/chime/compare/",
     "/frameworks/no-such/compare/", "/frameworks/no-such-1/c1/"],
)  # fmt: skip
def test_unknown__is_not_found(client, published, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/frameworks/", f"/frameworks/{C17}/", f"/frameworks/{C17}/c1/", COMPARE])
def test_reading__is_all_one_can_do(client, published, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "at_most"),
    [("/frameworks/", 6), (f"/frameworks/{C17}/", 14), (f"/frameworks/{C17}/c1/", 14), (COMPARE, 26)],
)
def test_pages__ask_the_database_no_more_when_there_is_more(
    client, published, tmp_path, django_assert_num_queries, django_assert_max_num_queries, address, at_most
):
    client.get(address)  # what is read once per process is read now
    with django_assert_max_num_queries(at_most) as before:
        client.get(address)

    copies = tuple(("frameworks/chime/2011.yaml", f"frameworks/chime/{year}.yaml") for year in range(2012, 2032))
    changes = tuple((copy, 'edition: "2011"', f'edition: "{copy[-9:-5]}"') for _, copy in copies)
    publish(library=library_with(tmp_path, *changes, copies=copies))

    with django_assert_num_queries(len(before)):
        client.get(address)


@pytest.mark.parametrize("address", ["/frameworks/", f"/frameworks/{C17}/", f"/frameworks/{C17}/c1/", COMPARE])
def test_pages__hold_nothing_the_policy_would_block(client, published, address):
    page = read(client, address)

    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def _plain(page: str) -> str:
    return " ".join(page.split()).replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')

"""Text size, colours and language: chosen without an account, kept as a choice and nothing else."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from alongside.ui import looks
from alongside.ui.looks import Look

ANYWHERE = "/style-guide/participant/"


def root(client: Client, address: str = ANYWHERE) -> str:
    page = client.get(address).content.decode()
    start = page.index("<html")
    return page[start : page.index(">", start)]


@pytest.mark.parametrize(
    ("wish", "becomes"),
    [
        ("size.large", Look(size="large")),
        ("size.", Look()),
        ("colours.cream", Look(colours="cream")),
        ("language.cy", Look(language="cy")),
        ("language.en-gb", Look()),
        ("language.xx", Look()),
        ("size.huge", Look()),
        ("easy", Look()),
        ("", Look()),
    ],
)
def test_look__takes_what_is_offered_and_nothing_else(wish: str, becomes: Look) -> None:
    assert Look().changed(wish) == becomes


@pytest.mark.django_db
def test_look__is_chosen_without_script_and_lasts_for_every_page() -> None:
    client = Client()

    answer = client.post("/look/", {"look": "size.larger", "back": f"{ANYWHERE}?easy-read"})
    client.post("/look/", {"look": "colours.contrast", "back": ANYWHERE})
    client.post("/look/", {"look": "language.cy", "back": ANYWHERE})

    assert answer["Location"] == f"{ANYWHERE}?easy-read"
    assert {name: kept.value for name, kept in client.cookies.items()} == {"look": "larger.contrast", "language": "cy"}
    assert client.cookies["look"]["max-age"] == looks.YEAR
    assert 'lang="cy"' in root(client)
    assert "large-print" in root(client)
    assert "al-contrast" in root(client)
    assert client.get(ANYWHERE).headers["Content-Language"] == "cy"
    assert translation.get_language() == "en-gb"


@pytest.mark.django_db
def test_look__a_page_that_is_not_translated_says_that_it_is_english() -> None:
    client = Client()
    client.post("/look/", {"look": "language.ja", "back": ANYWHERE})

    assert 'lang="en-gb"' in root(client, "/frameworks/")
    assert 'lang="ja"' in root(client, "/sign-in/")
    assert "This page is in English" in client.get("/frameworks/").content.decode()


@pytest.mark.django_db
def test_look__as_usual_again_leaves_no_cookie() -> None:
    client = Client()
    for wish in ("size.large", "language.it", "size.", "language.en-gb"):
        client.post("/look/", {"look": wish, "back": ANYWHERE})

    assert [name for name, kept in client.cookies.items() if kept.value] == []
    assert "al-large" not in root(client)


@pytest.mark.django_db
def test_look__never_guesses_the_language_and_trusts_no_cookie() -> None:
    client = Client(headers={"Accept-Language": "ja"})
    client.cookies["look"] = 'larger" onload="x.everything'
    client.cookies["language"] = "../../etc"

    assert 'lang="en-gb"' in root(client)
    assert "onload" not in root(client)


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:1", ""])
def test_look__leads_back_to_pages_of_ours_only(back: str) -> None:
    assert Client().post("/look/", {"look": "size.large", "back": back})["Location"] == "/"


@pytest.mark.django_db
def test_look__another_site_changes_nothing() -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    client.post("/look/", {"look": "size.large", "back": ANYWHERE})

    assert not client.cookies


def test_look__is_forgotten_between_two_people() -> None:
    request: HttpRequest = RequestFactory().get(ANYWHERE)
    request.COOKIES = {"look": "large.cream", "language": "nl"}

    def page(request: HttpRequest) -> HttpResponse:
        looks.forget(request)
        return HttpResponse()

    response = looks.LookMiddleware(page)(request)

    assert [response.cookies[name]["max-age"] for name in ("look", "language")] == [0, 0]


def test_look__a_wish_about_something_else_is_none() -> None:
    request = RequestFactory().get(ANYWHERE)

    assert not looks.change(request, "large")
    assert looks.of(request) == Look()

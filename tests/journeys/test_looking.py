"""The look at every page is worth something only if it sees: each thing it looks for is shown to it once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.manner import BARE, DESKTOP, SMALL
from tests.journeys.person import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

GOOD = '<html lang="en"><head><title>Hello</title></head><body><main><h1>Hello</h1>{}</main></body></html>'
ERRORS = '<div class="nhsuk-error-summary"><a href="#box">Enter a name</a></div>'


SMALL_LINK = '<a href="/{0}" style="display:inline-block;width:9px;height:9px;background:#000" aria-label="{0}"></a>'


@pytest.fixture(params=[SMALL, BARE], ids=["script", "bare"])
def somebody(request: pytest.FixtureRequest, site: Site) -> Iterator[Person]:
    with site.guest(request.param) as person:
        yield person
        person.wrong = []


def comes_to(person: Person, body: str) -> str:
    """Somebody comes to a page that is not the product's; returns what is wrong with it."""
    whole = GOOD.format(body)
    person.page.route("**/sample/", lambda route: route.fulfill(body=whole, content_type="text/html"))
    person.opens("/sample/")
    told = "\n".join(person.wrong)
    person.wrong = []
    return told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="width: 900px">wide</p>', "the page scrolls sideways"),
        ("<h1>Another</h1>", "2 main headings"),
        ('<input type="text">', "label (critical)"),
        ('<p style="color: #ccc; background: #fff">pale</p>', "color-contrast (serious)"),
        ("<h3>deep</h3>", "heading-order (moderate)"),
        (
            SMALL_LINK.format("a") + SMALL_LINK.format("b"),
            "target-size (serious)",
        ),
        ('<span class="nhsuk-error-message">Enter a name</span>', "no summary says so"),
        (ERRORS, "do not fit"),
        (ERRORS, "leads nowhere"),
    ],
)
def test_page__is_found_wrong(somebody: Person, body: str, told: str):
    assert told in comes_to(somebody, body)


def test_page__that_is_well_is_found_well(somebody: Person):
    assert comes_to(somebody, "<p>All is well.</p>") == ""


def test_page__that_asks_another_machine_or_whose_script_fails_is_noticed(site: Site):
    with site.guest(DESKTOP) as person:
        person.context.route("http://192.0.2.1/**", lambda route: route.abort())
        told = comes_to(
            person, '<img alt="" src="http://192.0.2.1/spy"><script>console.error("broken"); gone()</script>'
        )

    assert "another machine: http://192.0.2.1/spy" in told
    assert "broken" in told
    assert "gone is not defined" in told


def test_keyboard__notices_what_it_cannot_reach_and_what_shows_no_focus(site: Site):
    with site.guest(BARE) as person:
        comes_to(person, '<style>a:focus { outline: none }</style><a href="/">One</a>')
        with pytest.raises(AssertionError, match="Nothing shows that the focus is on"):
            person.hands.press(person.page.get_by_role("link", name="One"))
    with site.guest(BARE) as person:
        comes_to(person, '<a href="/rate/">One</a><a href="/" tabindex="-1">Two</a>')
        with pytest.raises(AssertionError, match="does not reach"):
            person.hands.press(person.page.get_by_role("link", name="Two"))

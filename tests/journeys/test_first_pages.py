"""What each person sees first, in a place where nothing has happened yet and in one where much has.

At 1280 and at 320 px; whatever page does not hold is named with what is wrong.
"""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access.permissions import ROLES, Level, Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.models import Gap, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories
from alongside.core import clock
from alongside.programmes import queries
from alongside.programmes.models import Place
from tests.journeys.manner import BARE, DESKTOP, SMALL, Manner
from tests.journeys.places import TESTS, Neighbourhood, join, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

WIDTHS = pytest.mark.parametrize("manner", [DESKTOP, SMALL], ids=["1280 px", "320 px"])
WIDE = {
    "uses_services": [0, 0, 1, 1, 1, 0, 1, 0],
    "family_and_friends": [1, 1, 1, 0, 1, 2, 1, 0],
    "staff": [3, 3, 2, 2, 3, 2, 3, 3],
    "leaders": [3, 3, 3, 3, 2, 3, 3, 2],
}
VOICE = {
    Role.SITE_LEAD: ["leaders"],
    Role.LIVED_EXPERIENCE_CO_LEAD: ["uses_services"],
    Role.TEAM_LEAD: ["staff"],
    Role.LIVED_EXPERIENCE_PARTNER: ["uses_services"],
    Role.MEMBER: ["staff", "uses_services"],
}
HELD = [(role, level) for role in Role for level in sorted(ROLES[role].levels) if level != Level.INSTALLATION]


@pytest.fixture(scope="module")
def quiet(site: Site) -> Neighbourhood:
    """A programme in which nothing has happened yet."""
    return make_neighbourhood(team="Quiet Team")


@pytest.fixture(scope="module")
def busy(site: Site) -> Neighbourhood:
    """A programme whose site agreed a round last year, met about one now, and whose team has one open."""
    here = make_neighbourhood(team="Busy Team")
    last_year = clock.now() - dt.timedelta(days=380)
    with clock.frozen(last_year):
        agreed_round(here, here.site, edition="ten-challenges-2009", name="Spring last year")
    agreed_round(here, here.site, edition="ten-challenges-2017", name="Spring this year")
    factories.make_round(state=State.CANCELLED, place=here.team, name="Autumn")
    factories.make_round(state=State.OPEN, place=here.team, name="Winter")
    return here


def agreed_round(here: Neighbourhood, place: Place, *, edition: str, name: str) -> Round:
    """A round with gaps, a dissent, evidence and priorities, agreed by both sides."""
    at, ada, bea = clock.now(), queries.actor_of(here.ada), queries.actor_of(here.bea)
    asked = {voice: len(said) for voice, said in WIDE.items()}
    round = factories.make_round(
        state=State.SHARED, place=place, name=name, edition_slug=edition, asked=asked, answers=WIDE
    )
    services.hold_meeting(round, held_on=clock.date_of(at), present={"uses_services": 2, "staff": 3}, by=TESTS, at=at)
    items = list(round.edition.items.order_by("number"))
    for item, stage, dissent in zip(items, (1, None, 2, 0), ("Some say: further on.", "", "", ""), strict=False):
        services.record_position(round, item=item, stage=stage, why="We talked.", dissent=dissent, by=TESTS, at=at)
    services.add_evidence(round, item=items[0], label="A report", link="https://www.example.org/", by=TESTS, at=at)
    for gap in Gap.objects.filter(round=round)[:1]:
        for actor in (ada, bea):
            services.settle_gap(gap, outcome="UNDERSTOOD", words="We know why now.", by=actor, at=at)
    services.choose_priorities(round, items=items[:3], whys={items[0].pk: "It comes first."}, by=TESTS, at=at)
    for actor in (ada, bea):
        round = services.agree_round(round, by=actor, at=at)
    return round


def place_of(here: Neighbourhood, level: Level) -> Place:
    return {Level.PROGRAMME: here.programme, Level.SITE: here.site, Level.TEAM: here.team}[level]


def somebody(here: Neighbourhood, role: Role, level: Level) -> User:
    return join(place_of(here, level), "Eno", role, VOICE.get(role, []))


@WIDTHS
@pytest.mark.parametrize(("role", "level"), HELD, ids=lambda value: getattr(value, "value", None))
def test_start__and_the_place_of_every_role(
    site: Site, quiet: Neighbourhood, busy: Neighbourhood, role: Role, level: Level, manner: Manner
):
    for here in (quiet, busy):
        place = place_of(here, level)
        user = somebody(here, role, level)
        actor = queries.actor_of(user)
        with site.as_(user, manner) as person:
            person.opens("/")
            person.sees("Your places", place.name, ROLES[role].name)
            pages = [f"/places/{place.pk}/{page}" for page in ("", "people/", "audit/", "rounds/", "history/")]
            for page in pages:
                status = person.asks_for(page)
                assert status in {200, 403, 404}, f"{page}: {status}"
            assert actor.grants


@WIDTHS
def test_matrix__of_a_consultant(site: Site, quiet: Neighbourhood, busy: Neighbourhood, manner: Manner):
    for here in (quiet, busy):
        with site.as_(here.cleo, manner) as cleo:
            cleo.opens("/")
            cleo.follows(f"{here.programme.name}: sites and challenges")
            cleo.sees("Sites and challenges")
            if here is busy:
                cleo.sees(here.site.name, "1 of 1 sites have agreed")
                cleo.follows("2009")
                cleo.goes_back()
                cleo.page.locator("a.home-cell").first.wait_for()
                address = cleo.page.locator("a.home-cell").first.get_attribute("href")
                cleo.opens(str(address))


@WIDTHS
def test_result__and_what_was_agreed(site: Site, busy: Neighbourhood, manner: Manner):
    round = Round.objects.get(place=busy.site, name="Spring this year")
    with site.as_(busy.bea, manner) as bea:
        bea.opens(f"{round.get_absolute_url()}result/")
        for summary in ("The same as a table",):
            bea.unfolds(summary)
        bea.looks()
        bea.follows("Print the meeting sheet")
        for page in ("agreed/", "meeting/", "agree/", "agree/1/", "priorities/", "quotes/", "result/1/"):
            bea.opens(f"{round.get_absolute_url()}{page}")
        bea.opens(f"/places/{busy.site.pk}/history/")
        bea.unfolds("The same as tables")
        bea.looks()


@WIDTHS
def test_people_and_places__in_error(site: Site, busy: Neighbourhood, manner: Manner):
    with site.as_(busy.ada, manner) as ada:
        for page, button in (
            (f"/places/{busy.site.pk}/people/invite/", None),
            (f"/places/{busy.site.pk}/add-team/", "Add the team"),
            (f"/places/{busy.site.pk}/settings/", None),
            (f"/places/{busy.site.pk}/partners/", None),
            ("/account/password/", "Save the password"),
        ):
            ada.opens(page)
            name = button or ada.reads("main form button.nhsuk-button")[0]
            for box in ada.page.locator("main input[type=text], main input[type=email]").all():
                box.fill("")
            ada.presses(name)
            assert "Error:" in ada.page.title(), page


@pytest.mark.parametrize("manner", [DESKTOP, SMALL, BARE], ids=["1280 px", "320 px", "bare"])
def test_public_pages__need_no_account(site: Site, manner: Manner):
    with site.guest(manner) as guest:
        guest.opens("/")
        guest.sees("See your service together")
        guest.follows("Sign in")
        guest.presses("Sign in")
        guest.is_told("")
        guest.follows("Get a code by email instead")
        guest.writes("Email address", "nobody@example.org")
        guest.presses("Send me a code")
        guest.sees("Enter the code")
        for page in (
            "/roles/", "/frameworks/", "/frameworks/ten-challenges/compare/", "/frameworks/ten-challenges-2017/",
            "/style-guide/", "/style-guide/participant/", "/style-guide/sheet/", "/rate/", "/rate/left/",
        ):  # fmt: skip
            guest.opens(page)
        guest.opens("/nowhere/", expecting=404)

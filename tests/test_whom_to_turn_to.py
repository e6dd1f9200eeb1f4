"""Nobody is left alone with a disclosure (rule 16): on what people without an account see, and on what they are handed,
stands whom to turn to, and the way to ask for a talk; and each of several words can be reported by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client

from alongside.core import clock
from alongside.goals import services as goals
from alongside.goals.tests import ledger_factories as ledger
from alongside.goals.tests import loop_factories as loops
from alongside.goals.tests.factories import acting, make_goal, profession_lead
from alongside.keeping_safe.addresses import reported, talk_address
from alongside.keeping_safe.services import Named, name_contacts
from alongside.programmes.tests.factories import TESTS, World, as_, make_world

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FOUR = [
    Named("IN_TEAM", "Sam Hill", phone="01422 555 010"),
    Named("OUTSIDE", "Jo Lane", email="jo@calder.example.org"),
    Named("ADVOCATE", "Calder Advocacy", phone="01422 555 020"),
    Named("EMERGENCY", "Crisis line", phone="0800 555 999"),
]


@pytest.fixture
def world() -> Iterator[World]:
    with clock.frozen(AT):
        made = make_world()
        name_contacts(made.site, contacts=FOUR, by=TESTS, at=AT)
        yield made


def _without_an_account(world: World) -> dict[str, str]:
    """What somebody without an account is shown about something at the team."""
    [letter, *_] = loops.told(world.team)[1]
    [slip] = ledger.codes_for(ledger.make_pulse(world.team), "uses_services", 1)
    goal = make_goal(world.team)
    by = acting(profession_lead(world.team))
    key = goals.hand_key_code(goal, voice="uses_services", by=by, at=AT).code
    browser = Client()
    answers = {
        "told": browser.post("/told/", {"code": letter}),
        "pulse": browser.post("/pulse/", {"code": slip}),
        "key": browser.post("/goals/key/", {"code": key}),
        "said": browser.get(f"/places/{world.team.pk}/said/"),
    }
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_pages_without_an_account__lead_to_a_talk_where_somebody_takes_requests(world: World):
    pages = _without_an_account(world)
    way = re.compile(r'<a href="(/talk/at/[^"]+)">I want someone to talk to me</a>')

    for name, page in pages.items():
        found = way.search(page)
        assert found, name
        assert found.group(1) in {talk_address(world.team.pk), talk_address(world.site.pk)}
    assert "Jo Lane" in Client().get(talk_address(world.team.pk)).content.decode()
    for name in ("told", "key"):
        assert "Who reads this, and when?" in pages[name]


def test_without_anybody_who_takes_requests__no_page_promises_a_talk():
    with clock.frozen(AT):
        pages = _without_an_account(make_world())

    assert not [name for name, page in pages.items() if "I want someone to talk to me" in page]


SHEETS = ["assessments/round/slips_sheet", "assessments/round/poster_sheet", "goals/loops/letters_sheet"]


@pytest.mark.parametrize("sheet", [*SHEETS, "goals/loops/poster_sheet", "goals/pulses/slips"])
def test_what_is_handed_out__says_whom_to_tell(world: World, sheet: str):
    loop = loops.make_loop(world.team)
    one = {"code": "X", "address": "http://localhost/rate/", "to": "", "stop": ""}
    shown = {"loop": loop, "place": world.team, "round": loop, "pulse": loop, "sheets": [one], "codes": [one]}
    if sheet.startswith("goals/pulses"):
        shown["sheets"] = [("X", "http://localhost/pulse/")]

    page = " ".join(render_to_string(f"{sheet}.html", {**shown, "number": 1}).split())

    assert "not safe, tell: Sam Hill, <span" in page
    assert "In an emergency: Crisis line, <span" in page


def test_lists__let_each_of_their_words_be_reported(world: World):
    first, second = make_goal(world.team), make_goal(world.team)

    page = as_(world, "tom").get(f"/places/{world.team.pk}/goals/").content.decode()

    about = {reported(signed) for signed in re.findall(r'href="/report/([^"]+)/"', page)}
    assert {("goals.Goal", str(goal.pk), "") for goal in (first, second)} <= about

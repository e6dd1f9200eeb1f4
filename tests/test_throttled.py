"""Every form and every code that somebody without a session may try: guesses end in a refusal (promise E1), counted in
the database, while the owner gets in from elsewhere. A form that is added without a limit needs a reason here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.db import transaction
from django.test import Client
from django.urls import URLPattern

from alongside.accounts import services as accounts
from alongside.accounts import throttle
from alongside.accounts.models import Tally
from alongside.accounts.tests.factories import BEGAN, GOOD, TESTS, code_in_the_letter, make_user
from alongside.api import limits
from alongside.api import services as tokens
from alongside.assessments import guest, services
from alongside.assessments.rules import State
from alongside.assessments.tests import factories as rounds
from alongside.assessments.tests import rating_factories as rating
from alongside.assessments.views import after_rating
from alongside.core import clock
from alongside.core.models import Letter
from alongside.goals import services as goals
from alongside.goals.models import LettersStopped
from alongside.goals.rules.loops import Says
from alongside.goals.services import loops, reminders
from alongside.goals.tests import ledger_factories as ledger
from alongside.goals.tests import loop_factories as told_by
from alongside.goals.tests.factories import acting, make_goal, profession_lead
from alongside.goals.views import keys, pulse_guest, told
from alongside.goals.views import reminders as calendars
from alongside.keeping_safe import codes
from alongside.keeping_safe.addresses import report_address, talk_address
from alongside.keeping_safe.models import Case, Talk
from alongside.keeping_safe.services import ask_for_a_talk
from alongside.keeping_safe.views import reported, talks
from alongside.programmes.tests.factories import World, actor, make_world
from tests.architecture.test_pages import addresses

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)

WRONG, TALK = "BCDF-GHJK-LMNP", "ZXWV-TSRQ-PNML"
ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "198.51.100.7"}
NEEDS_NONE = {
    "sign-out/": "whoever asks is signed out: there is nothing to guess",
    "leave/": "whoever asks is signed out and taken elsewhere",
    "look/": "changes how pages look in the browser that asks",
    "demonstration/sign-in-as/": "exists in a demonstration only, where anybody may be anybody",
    "rate/look/": "changes how pages look in the browser that asks",
    "rate/leave/": "forgets the visit of the browser that asks",
    "rate/kiosk/clear/": "forgets the visit of the tablet that asks",
    "rate/kiosk/quiet/": "leads back to the page that the tablet came from, and writes nothing",
    "told/open/<uuid:telling_id>/": "shows the question of a public page and writes nothing; told/answer/ counts",
    "pulse/answer/": "takes what a code opened, sealed by this installation; the same code again replaces the answer",
    "talk/seen/<str:word>/": "192 random bits, in one letter",
    "healthz": "says that the machine is alive, to whoever asks in whatever way",
    "readyz": "says that the database is ready, to whoever asks in whatever way",
    "api/": "is not there",
    "api/openapi.json": "what programs may send is no secret",
    "letters/stop/<str:signed>/": "signed by this installation; stops the letters of the one it was written to",
}
"""Open to everybody and without a limit, each with its reason."""


@dataclass(frozen=True)
class Door:
    """A form: its limit, how a wrong guess is sent, and whether the right one, or one more, is let in."""

    limit: throttle.Limit
    wrong: Callable[[Client], Any]
    right: Callable[[Client], bool]


def open_to_everybody() -> Iterator[tuple[str, URLPattern]]:
    """Every address that is opened without a session and takes a form, or a word in the address."""
    for where, entry in addresses():
        if not any(getattr(entry.callback, mark, False) for mark in ("public", "guest", "by_token")):
            continue
        filled = re.sub(r"<(\w+):\w+>", lambda found: FILLED.get(found.group(1), "x"), where)
        with transaction.atomic():
            takes_forms = Client().post("/" + filled).status_code != 405
            transaction.set_rollback(True)
        if takes_forms or "<str:" in where or hasattr(entry.callback, "by_token"):
            yield where, entry


FILLED = {"int": "1", "uuid": str(uuid4()), "uuidstr": str(uuid4())}


@pytest.fixture
def world() -> Iterator[World]:
    with clock.frozen(NOW):
        yield make_world()


def test_every_form_that_anybody_may_send__has_a_limit_or_a_reason(world: World, settings):
    asked = {where for where, _ in open_to_everybody()}
    doors = all_doors(world, settings)

    assert asked - set(doors) - set(NEEDS_NONE) == set()
    assert (set(doors) | set(NEEDS_NONE)) - asked == set()
    assert set(doors) & set(NEEDS_NONE) == set()


@pytest.mark.slow
def test_guessing__ends_in_a_refusal_and_the_owner_comes_in_from_elsewhere(world: World, settings):
    wrong, guessed = [], set()
    for where, door in all_doors(world, settings).items():
        with transaction.atomic():
            here = Client()
            left = door.limit.tries if door.limit not in guessed else FEW
            guessed.add(door.limit)
            for _ in range(door.limit.tries - min(left, MOST)):
                throttle.take([(door.limit, "127.0.0.1")])
            for _ in range(min(left, MOST) + 1):
                door.wrong(here)
            if not _counted(door.limit):
                wrong.append(f"{where}: the guesses are not counted")
            if door.right(here):
                wrong.append(f"{where}: let in after so many guesses")
            if not door.right(Client(**ELSEWHERE)):
                wrong.append(f"{where}: the owner is kept out too")
            transaction.set_rollback(True)

    assert wrong == []


FEW, MOST = 3, 25
"""How often a door is tried whose limit was tried out at another, and at the most: the rest was counted before."""


def _counted(limit: throttle.Limit) -> bool:
    """Whether a count in the database is used up: ours, or the one that axes keeps of wrong passwords."""
    ours = Tally.objects.filter(tries__gte=limit.tries).exists()
    return ours or AccessAttempt.objects.filter(failures_since_start__gte=limit.tries).exists()


def test_addresses_that_this_installation_signed__are_forged_in_vain(world: World):
    ask_for_a_talk(
        code=TALK, scope=world.team.scope, place="x", to="x", email="x@example.org", reach="1", words="", at=clock.now()
    )
    signed = [
        (talk_address(world.team.pk), {404}, Talk),
        (report_address("programmes.Place", world.team.pk), {200}, Case),
        (urlsplit(reminders.stop_address(world.ben.user_id)).path, {404}, LettersStopped),
    ]
    held = Talk.objects.count()

    for address, refused, rows in signed:
        for at in range(len(address) - 9, len(address) - 1):
            forged = address[:at] + ("A" if address[at] != "A" else "B") + address[at + 1 :]
            assert Client().post(forged, {"reason": "NAMES", "words": "x"}).status_code in refused, forged
        assert not Case.objects.exists(), rows
    assert Talk.objects.count() == held
    assert len(codes.new_word()) == 32  # 192 bits


def all_doors(world: World, settings: Any) -> dict[str, Door]:
    """Every door with a limit, and what opens it."""
    return {**_signing_in(), **_organisation(settings), **_rating(world), **_loops(world), **_the_others(world)}


def password(browser: Client, who: str = "owner@example.org", typed: str = GOOD) -> Any:
    return browser.post("/sign-in/", {"login": who, "password": typed})


def _signing_in() -> dict[str, Door]:
    make_user(email="owner@example.org", password=GOOD)
    with_codes = make_user(email="two@example.org", password=GOOD)
    [*_, second, third] = accounts.make_codes(with_codes, by=TESTS, on=BEGAN)
    printed = iter([second, third])
    without = accounts.account_without_address(name="Bea", sign_in_name="green boat", on=BEGAN)
    slip = accounts.slip_for(without, on=clock.today())

    def asked(browser: Client) -> Any:
        return browser.post("/sign-in/code/", {"email": "owner@example.org"})

    def code_tried(browser: Client) -> Any:
        answer = browser.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
        return asked(browser) if answer.headers.get("Location") == "/sign-in/code/" else answer

    def code_right(browser: Client) -> bool:
        Letter.objects.all().delete()
        if asked(browser).status_code != 302:
            return False
        browser.post("/sign-in/code/enter/", {"code": code_in_the_letter("owner@example.org")})
        return is_in(browser)

    def second_tried(browser: Client) -> Any:
        answer = browser.post("/sign-in/second/", {"code": WRONG})
        return answer if answer.status_code != 302 else password(browser, "two@example.org")

    def second_right(browser: Client) -> bool:
        password(browser, "two@example.org")
        browser.post("/sign-in/second/", {"code": next(printed)})
        return is_in(browser)

    def slipped(browser: Client, code: str) -> bool:
        return bool(browser.post("/sign-in/slip/", {"name": "green boat", "code": code}).status_code == 302)

    return {
        "sign-in/": Door(throttle.Limit("axes", 10, 12), lambda b: password(b, typed="wrong"), _in(password)),
        "sign-in/code/": Door(throttle.CODE_ASKED_FROM_HERE, asked, lambda b: asked(b).status_code == 302),
        "sign-in/code/enter/": Door(throttle.CODE_TRIED_FROM_HERE, code_tried, code_right),
        "sign-in/second/": Door(throttle.FACTOR_TRIED_FROM_HERE, second_tried, second_right),
        "sign-in/slip/": Door(throttle.SLIP_TRIED_FROM_HERE, lambda b: slipped(b, WRONG), lambda b: slipped(b, slip)),
    }


def is_in(browser: Client) -> bool:
    return browser.get("/account/").status_code == 200


def _in(act: Callable[[Client], Any]) -> Callable[[Client], bool]:
    return lambda browser: bool(act(browser)) and is_in(browser)


def _organisation(settings: Any) -> dict[str, Door]:
    settings.OIDC = {"issuer": "http://127.0.0.1:1", "sign_in_at": "", "name": "", "second_factor": []}
    app = {"provider_id": "organisation", "name": "x", "client_id": "x", "secret": "x"}
    app["settings"] = {"server_url": "http://127.0.0.1:1"}  # type: ignore[assignment]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def organisation(browser: Client) -> bool:
        return browser.post("/sign-in/organisation/").status_code != 429

    def back(browser: Client) -> bool:
        return browser.get("/sign-in/organisation/organisation/back/?code=x&state=y").status_code != 429

    return {
        "sign-in/organisation/": Door(throttle.ORGANISATION_ASKED_FROM_ONE_PLACE, organisation, organisation),
        "sign-in/organisation/<str:provider_id>/back/": Door(throttle.ORGANISATION_ASKED_FROM_ONE_PLACE, back, back),
    }


def _rating(world: World) -> dict[str, Door]:
    round = rounds.make_round(place=world.team, state=State.OPEN)
    code = rating.make_code(round, "uses_services")
    kiosk = services.open_kiosk(round, name="Tablet", seats={"uses_services": 3}, by=TESTS, at=clock.now())

    def door(path: str) -> Door:
        def right(browser: Client) -> bool:
            browser.post(path, {"code": code})
            return bool(rating.visit_of(browser).round)

        return Door(guest.WRONG_CODES, lambda browser: browser.post(path, {"code": WRONG}), right)

    def sat(path: str, sent: dict[str, str]) -> Callable[[Client], bool]:
        def send(browser: Client) -> bool:
            if not rating.visit_of(browser).round:
                browser.post("/rate/", {"code": code})
            return bool(browser.post(path, sent).status_code == 302)

        return send

    hears = sat("/rate/hear-back/", {"address": "eve@example.org"})
    talks = sat("/rate/talk/", {"contact": "OUTSIDE", "reach": "Room 4", "words": ""})
    seated = ("", "welcome/", "<int:number>/", "all/", "take-back/", "done/", "helping/", "hear-back/", "talk/")
    doors = {f"rate/{name}": door(f"/rate/{name.replace('<int:number>', '1')}") for name in seated}
    return doors | {
        "rate/kiosk/": Door(
            guest.WRONG_CODES,
            lambda browser: browser.post("/rate/kiosk/", {"code": WRONG}),
            lambda browser: browser.post("/rate/kiosk/", {"code": kiosk}).status_code == 302,
        ),
        "rate/hear-back/": Door(after_rating.ADDRESSES, hears, hears),
        "rate/talk/": Door(after_rating.TALKS, talks, talks),
    }


def _loops(world: World) -> dict[str, Door]:
    loop, [letter, *_] = told_by.told(world.team)
    stop = next(iter(told_by.stop_codes_sent().values()))
    telling = told_by.telling_of(loop)
    [pulse_code] = ledger.codes_for(ledger.make_pulse(world.team), "uses_services", 1)

    def typed(path: str, opens: str) -> Callable[[Client, str], bool]:
        return lambda browser, code: opens in browser.post(path, {"code": code}).content.decode()

    def stopped(browser: Client, code: str) -> bool:
        return bool(browser.post("/told/stop/", {"code": code}).status_code == 302)

    def answered(browser: Client) -> bool:
        ticket = told._sealed(loops.open_ticket(telling.pk))
        return bool(browser.post("/told/answer/", {"ticket": ticket, "says": Says.YES.value}).status_code == 302)

    def asked(browser: Client) -> bool:
        sent = {"address": "eve@example.org"}
        return bool(browser.post(f"/told/ask/{loop.pk}/", sent).status_code == 302)

    letters, pulses = typed("/told/", 'name="ticket"'), typed("/pulse/", 'name="ticket"')
    return {
        "told/": Door(told.WRONG_CODES, lambda b: letters(b, WRONG), lambda b: letters(b, letter)),
        "told/stop/": Door(told.WRONG_CODES, lambda b: stopped(b, WRONG), lambda b: stopped(b, stop)),
        "told/answer/": Door(told.OPEN_ANSWERS, answered, answered),
        "told/ask/<uuid:loop_id>/": Door(told.ADDRESSES, asked, asked),
        "pulse/": Door(pulse_guest.WRONG_CODES, lambda b: pulses(b, WRONG), lambda b: pulses(b, pulse_code)),
    }


def _the_others(world: World) -> dict[str, Door]:
    goal = make_goal(world.team)
    key = goals.hand_key_code(goal, voice="uses_services", by=acting(profession_lead(world.team)), at=clock.now()).code
    _, word = reminders.make_calendar(by=actor(world.ben), at=clock.now())
    _, token = tokens.make_token(
        name="Warehouse", expires_on=clock.today() + dt.timedelta(days=9), by=actor(world.ben), on=clock.today()
    )
    talk = talk_address(world.team.pk)
    told: dict[str, Any] = {"scope": world.team.scope, "place": "x", "to": "x", "email": "x@example.org"}
    ask_for_a_talk(code=TALK, **told, reach="1", words="", at=clock.now())
    text = report_address("programmes.Place", world.team.pk)

    def keyed(browser: Client, code: str) -> bool:
        return 'name="take"' in browser.post("/goals/key/", {"code": code}).content.decode()

    def looked_up(browser: Client, code: str) -> bool:
        return "not seen yet" in browser.post("/talk/", {"code": code}).content.decode()

    def asked(browser: Client) -> bool:
        sealed = re.search(r'name="code" value="([^"]+)"', browser.get(talk).content.decode())
        assert sealed
        sent = {"code": sealed.group(1), "contact": "OUTSIDE", "reach": "Room 4", "words": ""}
        return "Error:" not in browser.post(talk, sent).content.decode()

    def reports(browser: Client) -> bool:
        return bool(browser.post(text, {"reason": "NAMES", "words": "x"}).status_code == 302)

    def read(browser: Client, what: str) -> bool:
        return bool(browser.get(f"/calendar/{what}.ics").status_code == 200)

    def program(method: str, path: str) -> Callable[[Client, str], bool]:
        def call(browser: Client, what: str) -> bool:
            answer = getattr(browser, method)(path, headers={"Authorization": f"Bearer {what}"})
            return answer.status_code not in {401, 429}

        return call

    unknown = uuid4()
    api = {
        "api/series": program("get", "/api/series"),
        "api/series/<uuidstr:series_id>": program("get", f"/api/series/{unknown}"),
        "api/series/<uuidstr:series_id>/observations": program("post", f"/api/series/{unknown}/observations"),
    }
    return {
        "goals/key/": Door(keys.WRONG_CODES, lambda b: keyed(b, WRONG), lambda b: keyed(b, key)),
        "talk/": Door(talks.WRONG_CODES, lambda b: looked_up(b, WRONG), lambda b: looked_up(b, TALK)),
        "talk/at/<str:signed>/": Door(talks.REQUESTS, asked, asked),
        "report/<str:signed>/": Door(reported.REPORTS, reports, reports),
        "calendar/<str:word>.ics": Door(calendars.WRONG, lambda b: read(b, "x"), lambda b: read(b, word)),
    } | {where: _with_token(call, token) for where, call in api.items()}


def _with_token(call: Callable[[Client, str], bool], token: str) -> Door:
    return Door(limits.WRONG_TOKENS, lambda browser: call(browser, "x"), lambda browser: call(browser, token))

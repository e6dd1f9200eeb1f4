"""A pulse as browsers send it: asked by those who lead, answered by a code, shown when it is over."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.goals.models import Pulse, PulseAnswer, PulseCode
from alongside.goals.rules.pulse import Says
from alongside.goals.tests import factories
from alongside.goals.tests import ledger_factories as make
from alongside.goals.tests.test_ledger_pages import date_of
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db

CODE = r"[2-9BCDFGHJKMNPQRSTVWXZ]{3}-[2-9BCDFGHJKMNPQRSTVWXZ]{3}-[2-9BCDFGHJKMNPQRSTVWXZ]{3}"


def hold_data(**given: Any) -> dict[str, Any]:
    on = clock.today()
    dates = date_of(on, "held_on") | date_of(on + dt.timedelta(days=14), "closes_on")
    return {"meeting": "Goals meeting"} | dates | given


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found, page
    return found.group(1)


def test_hold__asked_once_about_a_day(world: World):
    tom = as_(world, "tom")

    first = tom.post(f"/places/{world.team.pk}/pulses/new/", hold_data())
    again = tom.post(f"/places/{world.team.pk}/pulses/new/", hold_data())

    made = Pulse.objects.get()
    assert first["Location"] == made.get_absolute_url()
    assert "People are being asked about that day already" in again.content.decode()
    assert made.meeting in tom.get(f"/places/{world.team.pk}/ledger/").content.decode()


def test_hold__about_a_review_stands_on_the_review(world: World):
    review, tom = factories.make_review(world.team), as_(world, "tom")
    address = f"/places/{world.team.pk}/pulses/new/?review={review.pk}"

    assert "Review of our goals" in tom.get(address).content.decode()
    tom.post(address, hold_data())

    made = Pulse.objects.get()
    assert made.review == review
    assert review.get_absolute_url() in tom.get(made.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in tom.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize("review", ["", "nonsense", "3f0d8a52-6c1e-4a8b-9d37-1e5b7c20f4aa"])
def test_hold__a_review_that_is_not_there_is_none(world: World, review: str):
    response = as_(world, "tom").get(f"/places/{world.team.pk}/pulses/new/", {"review": review})

    assert response.status_code == 200
    assert "Review of our goals" not in response.content.decode()


def test_slips__shown_once_and_open_the_questions(world: World):
    pulse, tom = make.make_pulse(world.team), as_(world, "tom")
    data = {"voice": "uses_services", "number": "3", "token": str(uuid4())}

    sheet = tom.post(f"{pulse.get_absolute_url()}codes/", data).content.decode()
    again = tom.post(f"{pulse.get_absolute_url()}codes/", data).content.decode()

    codes = re.findall(CODE, sheet)
    assert len(set(codes)) == PulseCode.objects.count() == 3
    assert "These slips were already made" in again
    assert not re.findall(CODE, again)
    assert "Goals meeting" in Client().post("/pulse/", {"code": codes[0]}).content.decode()


def test_slips__refused_for_none_and_for_another_voice(world: World):
    pulse, tom = make.make_pulse(world.team), as_(world, "tom")

    assert (
        "Enter 1 or more"
        in tom.post(f"{pulse.get_absolute_url()}codes/", {"voice": "staff", "number": "0"}).content.decode()
    )
    make.close(pulse)
    late = tom.post(f"{pulse.get_absolute_url()}codes/", {"voice": "staff", "number": "2", "token": str(uuid4())})
    assert "This has closed" in late.content.decode()


def test_answer__without_account_session_or_audit_row(world: World):
    pulse = make.make_pulse(world.team)
    [code] = make.codes_for(pulse, "uses_services", 1)
    guest, rows = Client(), AuditEntry.objects.count()

    asked = guest.post("/pulse/", {"code": code.lower().replace("-", " ")}).content.decode()
    sent = guest.post(
        "/pulse/answer/", {"ticket": ticket_in(asked), "heard": "yes", "influenced": "no", "safe": "rather_not"}
    )

    assert sent["Location"] == "/pulse/thanks/"
    assert "Thank you" in guest.get("/pulse/thanks/").content.decode()
    answer = PulseAnswer.objects.get()
    assert (answer.voice, answer.heard, answer.influenced, answer.safe) == (
        "uses_services", "yes", "no", "rather_not",
    )  # fmt: skip
    assert AuditEntry.objects.count() == rows
    assert settings.SESSION_COOKIE_NAME not in guest.cookies


def test_answer__the_same_code_changes_it(world: World):
    pulse = make.make_pulse(world.team)
    [code] = make.codes_for(pulse, "staff", 1)
    guest = Client()
    for heard in ("no", "yes"):
        ticket = ticket_in(guest.post("/pulse/", {"code": code}).content.decode())
        guest.post("/pulse/answer/", {"ticket": ticket, "heard": heard, "influenced": "no", "safe": "yes"})

    assert PulseAnswer.objects.get().heard == "yes"


def test_answer__says_which_question_is_open_and_keeps_the_rest(world: World):
    [code] = make.codes_for(make.make_pulse(world.team), "staff", 1)
    guest = Client()
    ticket = ticket_in(guest.post("/pulse/", {"code": code}).content.decode())

    page = guest.post("/pulse/answer/", {"ticket": ticket, "heard": "yes", "influenced": "no"}).content.decode()

    assert "Say whether you felt safe to speak" in page
    assert re.search(r'value="yes"[^>]* checked', page)
    assert not PulseAnswer.objects.exists()


def test_answer__an_old_or_false_ticket_asks_for_the_code_again(world: World):
    [code] = make.codes_for(make.make_pulse(world.team), "staff", 1)
    guest = Client()
    ticket = ticket_in(guest.post("/pulse/", {"code": code}).content.decode())
    answers = {"heard": "yes", "influenced": "no", "safe": "yes"}

    assert "Type your code once more" in guest.post("/pulse/answer/", {"ticket": "x", **answers}).content.decode()
    with clock.frozen(clock.now()):
        later = dt.timedelta(hours=3)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("alongside.goals.views.pulse_guest.LASTS", -later.total_seconds())
            ticket = ticket_in(guest.post("/pulse/", {"code": code}).content.decode())
    assert "Type your code once more" in guest.post("/pulse/answer/", {"ticket": ticket, **answers}).content.decode()
    assert guest.get("/pulse/answer/")["Location"] == "/pulse/"


def test_answer__too_late_is_said_kindly(world: World):
    pulse = make.make_pulse(world.team)
    [code] = make.codes_for(pulse, "staff", 1)
    guest = Client()
    ticket = ticket_in(guest.post("/pulse/", {"code": code}).content.decode())
    make.close(pulse)

    late = guest.post("/pulse/answer/", {"ticket": ticket, "heard": "yes", "influenced": "no", "safe": "yes"})
    unfinished = guest.post("/pulse/answer/", {"ticket": ticket, "heard": "yes"})

    for response in (late, unfinished):
        assert "These questions are closed" in response.content.decode()
    assert not PulseAnswer.objects.exists()


def test_enter__a_wrong_code_and_many_of_them(world: World):
    cache.clear()
    guest = Client()

    assert "We do not know this code" in guest.post("/pulse/", {"code": "BCD"}).content.decode()
    assert "Your code" in guest.get("/pulse/").content.decode()
    for _ in range(25):
        page = guest.post("/pulse/", {"code": "BCD"}).content.decode()
    assert "Many wrong codes" in page
    cache.clear()


def test_take_code__a_member_answers_as_everybody_does(world: World):
    pulse, ben = make.make_pulse(world.team), as_(world, "ben")
    address = f"{pulse.get_absolute_url()}code/"

    assert "Answer, with a code of my own" in ben.get(pulse.get_absolute_url()).content.decode()
    taken = ben.post(address).content.decode()
    again = ben.post(address).content.decode()

    [code] = set(re.findall(CODE, taken))
    assert "You have had your code already" in again
    assert "You have had your code" in ben.get(pulse.get_absolute_url()).content.decode()
    assert "Were you heard?" in ben.post("/pulse/", {"code": code}).content.decode()


def test_take_code__whoever_has_two_voices_chooses(world: World):
    pulse = make.make_pulse(world.team)
    world.ben.voices = ["staff", "uses_services"]
    world.ben.save()
    ben, address = as_(world, "ben"), f"{pulse.get_absolute_url()}code/"

    assert "Choose the voice in which you answer" in ben.post(address, {}).content.decode()
    ben.post(address, {"voice": "uses_services"})
    assert PulseCode.objects.get().voice == "uses_services"


def test_close__shows_what_may_be_shown(world: World):
    pulse, tom = make.make_pulse(world.team), as_(world, "tom")
    make.answered(pulse, "uses_services", [Says.YES, Says.MOSTLY, Says.A_LITTLE, Says.NO, Says.YES, Says.YES])
    make.answered(pulse, "staff", [Says.YES] * 4)

    before = tom.get(pulse.get_absolute_url()).content.decode()
    assert "Close it now?" in tom.get(f"{pulse.get_absolute_url()}close/").content.decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("alongside.goals.services.ledger.pulses.scrub", lambda *tables: True)
        assert tom.post(f"{pulse.get_absolute_url()}close/")["Location"] == pulse.get_absolute_url()
    after = as_(world, "ben").get(pulse.get_absolute_url()).content.decode()

    assert "The middle answer" not in before
    for words in ("Were you heard?", "Did you feel safe to speak?", "The middle answer is", "Too few answers to show"):
        assert words in after
    assert tom.post(f"{pulse.get_absolute_url()}close/")["Location"] == pulse.get_absolute_url()
    for page in ("close/", "codes/", "code/"):
        assert tom.get(f"{pulse.get_absolute_url()}{page}")["Location"] == pulse.get_absolute_url()


def test_pulse__of_another_site_is_not_there(world: World):
    pulse = make.make_pulse(world.team)

    assert as_(world, "dev").get(pulse.get_absolute_url()).status_code == 404
    assert as_(world, "dev").post(f"{pulse.get_absolute_url()}code/").status_code == 404
    assert as_(world, "ben").post(f"{pulse.get_absolute_url()}codes/").status_code == 403
    assert as_(world, "cleo").post(f"{pulse.get_absolute_url()}code/").status_code == 403


@pytest.mark.slow
def test_pulse__as_many_queries_for_two_hundred_answers_as_for_two(world: World):
    counted = []
    for number in (2, 200):
        pulse = make.make_pulse(world.team, held_on=clock.today() - dt.timedelta(days=number % 7))
        for _ in range(number // 2):
            make.answered(pulse, "staff", [Says.YES, Says.NO])
        client = as_(world, "ben")
        with CaptureQueriesContext(connection) as queries:
            client.get(pulse.get_absolute_url())
        make.close(pulse)
        with CaptureQueriesContext(connection) as closed:
            client.get(pulse.get_absolute_url())
        counted.append((len(queries), len(closed)))

    assert counted[0] == counted[1]

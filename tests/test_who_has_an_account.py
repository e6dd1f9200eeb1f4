"""No form that anybody may send tells who has an account (promise E2): same page, same status, same work. And the
security log, which says who came in, names nobody.
"""

from __future__ import annotations

import logging
import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts import services
from alongside.accounts.models import User
from alongside.accounts.tests.factories import BEGAN, GOOD, TESTS, make_user
from alongside.core import clock, security_log
from alongside.core.models import Letter
from alongside.programmes.tests.factories import as_, make_member, make_programme, make_site, make_team, make_world

pytestmark = pytest.mark.django_db


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed: that is what takes the time."""

    algorithm = "md5"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.hashed += 1
        return super().encode(password, salt)


def asked(path: str, sent: dict[str, str], number: int) -> tuple[int, str, str, int, int]:
    """What a form answers, without what was typed and without tokens; how much the database and the hasher did."""
    browser, Counting.hashed = Client(REMOTE_ADDR=f"203.0.113.{number}"), 0
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.post(path, sent)
    page = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", answer.content.decode())
    for typed in sent.values():
        page = page.replace(typed, "@")
    return answer.status_code, answer.headers.get("Location", ""), page, len(seen), Counting.hashed


def test_forms__answer_the_same_and_do_the_same_whoever_it_is_about(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make_user(email="ada@example.org", password=GOOD)
    make_user(email="without@example.org")
    make_user(email="closed@example.org", password=GOOD)
    with_slip = services.account_without_address(name="Bea", sign_in_name="green boat", on=BEGAN)
    services.slip_for(with_slip, on=clock.today())
    services.account_without_address(name="Cy", sign_in_name="amber river", on=BEGAN)
    User.objects.filter(email="closed@example.org").update(is_active=False)
    addresses = ["ada@example.org", "without@example.org", "closed@example.org", "nobody@example.org"]
    names = ["green boat", "amber river", "nobody here"]

    answers = {
        "password": [("/sign-in/", {"login": who, "password": "wrong guess"}) for who in addresses],
        "password of a name": [("/sign-in/", {"login": who, "password": "wrong guess"}) for who in names],
        "code": [("/sign-in/code/", {"email": who}) for who in addresses],
        "slip": [("/sign-in/slip/", {"name": who, "code": "2222-2222-2222"}) for who in names],
    }
    told = {
        form: {asked(path, sent, number) for number, (path, sent) in enumerate(tries)}
        for form, tries in answers.items()
    }

    assert {form: len(each) for form, each in told.items()} == dict.fromkeys(answers, 1), told
    assert {each[-1] for form in ("password", "password of a name") for each in told[form]} == {1}


def test_inviting__answers_the_same_whether_there_is_an_account_elsewhere_or_none():
    world = make_world()
    make_member(make_team(make_site(make_programme(name="Another"))), email="known@example.org")
    asked = {"name": "Nia Jones", "role": "MEMBER", "voices": ["uses_services"]}
    page, letters = f"/places/{world.team.pk}/people/invite/", Letter.objects.count()

    answers = []
    for email in ("known@example.org", "nobody@example.org"):
        browser = as_(world, "ada")
        answer = browser.post(page, {**asked, "email": email})
        said = [str(one) for one in get_messages(answer.wsgi_request)]
        answers.append((answer.status_code, answer.headers.get("Location"), said))

    assert answers[0] == answers[1]
    assert answers[0][2] == ["Nia Jones is invited. We have written to them how to sign in."]
    assert Letter.objects.count() == letters + 2


@pytest.mark.parametrize("path", ["/password/reset/", "/sign-in/forgotten/", "/accounts/password/reset/"])
def test_there_is_no_other_form_to_ask(path: str):
    assert Client().post(path, {"email": "ada@example.org"}).status_code == 404


def test_security_log__says_who_came_in_and_what_was_refused_and_names_nobody(caplog):
    user = make_user(name="Ada Stone", email="ada@example.org", password=GOOD)
    [code, *_] = services.make_codes(user, by=TESTS, on=BEGAN)
    browser, who = Client(REMOTE_ADDR="203.0.113.9"), security_log.mark_of(user.pk)
    security_log.log.addHandler(caplog.handler)
    try:
        browser.post("/sign-in/", {"login": "ada@example.org", "password": "wrong guess"})
        browser.post("/sign-in/", {"login": "ada@example.org", "password": GOOD})
        browser.post("/sign-in/second/", {"code": "BBBB-BBBB"})
        browser.post("/sign-in/second/", {"code": code})
        browser.post("/sign-out/")
        browser.post("/sign-out/")
        browser.post("/sign-in/slip/", {"name": "ada stone", "code": "2222-2222-2222"})
        browser.post("/sign-in/code/", {"email": "ada@example.org"})
        browser.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
    finally:
        security_log.log.removeHandler(caplog.handler)

    lines = [record.getMessage() for record in caplog.records if record.name == "alongside.security"]
    assert [line.rpartition(" ")[0] for line in lines] == [
        "password refused", "second step refused", "signed in", "signed out", "slip refused", "code refused",
    ]  # fmt: skip
    assert [line.rpartition(" ")[2] == who for line in lines] == [False, True, True, True, False, False]
    assert not re.search(r"ada|stone|example|203\.|guess|bbbb", " ".join(lines), re.IGNORECASE)
    assert security_log.log.isEnabledFor(logging.INFO)


def test_security_log__a_person_who_leaves_at_once_is_signed_out_in_it_too(caplog):
    browser = Client()
    browser.force_login(make_user())
    security_log.log.addHandler(caplog.handler)
    try:
        browser.post("/leave/")
    finally:
        security_log.log.removeHandler(caplog.handler)

    assert [record.getMessage().partition(" ")[0] for record in caplog.records] == ["signed"]

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.accounts import throttle
from alongside.accounts.models import Tally, User
from alongside.accounts.tests.factories import GOOD, code_in_the_letter, make_user
from alongside.core import outbox
from alongside.core.models import Letter

pytestmark = pytest.mark.django_db

ELSEWHERE: dict[str, Any] = {"REMOTE_ADDR": "198.51.100.7"}


def try_password(client: Client, email: str, password: str, **extra: Any) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def words_of(response: Any) -> str:
    """A page without what changes from one to the next anyway, and without the address that was typed."""
    text: str = response.content.decode()
    while "csrfmiddlewaretoken" in text:
        start = text.index('<input type="hidden" name="csrfmiddlewaretoken"')
        text = text[:start] + text[text.index(">", start) + 1 :]
    return text.replace("ada@example.org", "@").replace("who@example.org", "@").replace("eve@example.org", "@")


def test_password__signs_in_and_gives_the_session_a_new_name(client):
    make_user(email="ada@example.org", password=GOOD)
    client.get("/sign-in/code/")
    client.post("/sign-in/code/", {"email": "ada@example.org"})
    before = client.session.session_key

    response = try_password(client, "Ada@Example.org", GOOD)

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert is_signed_in(client)


def test_password__goes_on_to_the_page_that_was_asked_for_but_never_away(client):
    make_user(email="ada@example.org", password=GOOD)

    asked = client.get("/account/")
    assert asked["Location"] == "/sign-in/?next=/account/"
    there = client.post("/sign-in/", {"login": "ada@example.org", "password": GOOD, "next": "/account/"})
    assert there["Location"] == "/account/"

    away = Client().post("/sign-in/", {"login": "ada@example.org", "password": GOOD, "next": "https://evil.example/"})
    assert away["Location"] == "/"


def test_password__mistakes_are_shown_the_nhs_way_and_keep_the_address(client):
    response = client.post("/sign-in/", {"login": "ada@example.org", "password": ""})

    page = response.content.decode()
    assert "<title>Error: Sign in" in page
    assert "Enter your password" in page
    assert 'value="ada@example.org"' in page
    assert "nhsuk-error-summary" in page


def test_sign_out__ends_the_session_and_only_by_post(client):
    make_user(email="ada@example.org", password=GOOD)
    try_password(client, "ada@example.org", GOOD)
    key = client.session.session_key

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not Session.objects.filter(session_key=key).exists()
    assert not is_signed_in(client)


def test_signed_in__is_not_asked_again(client):
    make_user(email="ada@example.org", password=GOOD)
    try_password(client, "ada@example.org", GOOD)

    assert client.get("/sign-in/")["Location"] == "/"
    assert client.get("/sign-in/code/")["Location"] == "/"


@pytest.mark.parametrize("path", ["/sign-up/", "/signup/", "/accounts/signup/", "/password/reset/", "/sign-in/email/"])
def test_allauth__pages_that_are_not_in_use_are_not_there(client, path):
    assert client.get(path).status_code == 404


def test_code__signs_in_once_in_the_browser_that_asked(client):
    make_user(email="ada@example.org")

    asked = client.post("/sign-in/code/", {"email": "Ada@example.org"})
    code = code_in_the_letter("ada@example.org")

    assert asked["Location"] == "/sign-in/code/enter/"
    assert Client().post("/sign-in/code/enter/", {"code": code}).status_code == 302
    response = client.post("/sign-in/code/enter/", {"code": code.lower().replace("-", " ")})
    assert response["Location"] == "/"
    assert is_signed_in(client)
    client.post("/sign-out/")
    assert client.post("/sign-in/code/enter/", {"code": code})["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)


def test_code__one_may_still_go_back_and_ask_again_or_type_a_password(client):
    make_user(email="ada@example.org", password=GOOD)
    client.post("/sign-in/code/", {"email": "ada@example.org"})
    first = code_in_the_letter("ada@example.org")

    assert client.get("/sign-in/").status_code == 200
    assert client.get("/sign-in/code/").status_code == 200
    client.post("/sign-in/code/", {"email": "ada@example.org"})
    assert client.post("/sign-in/code/enter/", {"code": first}).status_code == 200
    assert try_password(client, "ada@example.org", GOOD)["Location"] == "/"


def test_code__is_sealed_in_the_outbox_and_not_in_the_subject(client):
    make_user(email="ada@example.org")

    client.post("/sign-in/code/", {"email": "ada@example.org"})

    letter = Letter.objects.get(to="ada@example.org")
    code = code_in_the_letter("ada@example.org")
    assert letter.body == ""
    assert letter.sealed
    assert code.encode() not in bytes(letter.sealed)
    assert code not in letter.subject


def test_code__does_not_last_longer_than_a_quarter_of_an_hour(client, monkeypatch):
    make_user(email="ada@example.org")
    client.post("/sign-in/code/", {"email": "ada@example.org"})
    later = timezone.now().timestamp() + 15 * 60 + 1
    monkeypatch.setattr("time.time", lambda: later)

    response = client.post("/sign-in/code/enter/", {"code": code_in_the_letter("ada@example.org")})

    assert response["Location"] == "/sign-in/code/"


def test_code__wrong_ones_say_so_and_are_few(client):
    make_user(email="ada@example.org")
    client.post("/sign-in/code/", {"email": "ada@example.org"})

    first = client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
    assert "This is not the code we sent" in first.content.decode()
    for _ in range(3):
        assert client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"}).status_code == 200
    assert client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})["Location"] == "/sign-in/code/"

    right = client.post("/sign-in/code/enter/", {"code": code_in_the_letter("ada@example.org")})
    assert right["Location"] == "/sign-in/code/"
    assert not is_signed_in(client)


def test_code__a_closed_account_gets_the_letter_of_no_account(client):
    make_user(email="ada@example.org")
    User.objects.update(is_active=False)

    client.post("/sign-in/code/", {"email": "ada@example.org"})

    assert "There is no account" in outbox.text_of(Letter.objects.get())
    assert client.get("/sign-in/code/enter/").status_code == 200


# Guessing fails: the counters stand in the database.


@pytest.mark.slow
def test_guessing__a_thousand_wrong_passwords_and_then_the_right_one_fails(client):
    make_user(email="ada@example.org", password=GOOD)
    for number in range(1000):
        try_password(client, "ada@example.org", f"wrong guess number {number}", HTTP_USER_AGENT=f"agent {number % 50}")

    response = try_password(client, "ada@example.org", GOOD)

    assert response.status_code == 429
    assert not is_signed_in(client)


def test_guessing__the_owner_gets_in_from_elsewhere_meanwhile():
    make_user(email="ada@example.org", password=GOOD)
    for number in range(12):
        try_password(Client(), "ada@example.org", f"wrong guess number {number}")

    owner = Client(**ELSEWHERE)

    assert try_password(owner, "ada@example.org", GOOD).status_code == 302


def test_guessing__capitals_and_spaces_are_no_way_round(client):
    make_user(email="ada@example.org", password=GOOD)
    for spelling in ["ada@example.org", "ADA@example.org", " Ada@Example.org"] * 4:
        try_password(client, spelling, "wrong guess")

    assert try_password(client, "ada@example.org", GOOD).status_code == 429


def test_guessing__ends_by_itself_within_a_quarter_of_an_hour(client):
    make_user(email="ada@example.org", password=GOOD)
    for number in range(12):
        try_password(client, "ada@example.org", f"wrong guess number {number}")
    assert try_password(client, "ada@example.org", GOOD).status_code == 429

    past = timezone.now() - dt.timedelta(minutes=15)
    AccessAttempt.objects.update(attempt_time=past)
    Tally.objects.update(until=past)

    assert try_password(client, "ada@example.org", GOOD).status_code == 302


def test_guessing__from_many_places_closes_the_password_door_and_leaves_the_code():
    make_user(email="ada@example.org", password=GOOD)
    for _ in range(throttle.PASSWORD_FOR_ONE_ADDRESS.tries - 3):
        throttle.take([(throttle.PASSWORD_FOR_ONE_ADDRESS, "ada@example.org")])
    for number in range(3):
        assert try_password(Client(REMOTE_ADDR=f"203.0.113.{number}"), "ada@example.org", "wrong").status_code == 200

    owner = Client(**ELSEWHERE)
    assert try_password(owner, "ada@example.org", GOOD).status_code == 429
    owner.post("/sign-in/code/", {"email": "ada@example.org"})
    owner.post("/sign-in/code/enter/", {"code": code_in_the_letter("ada@example.org")})
    assert is_signed_in(owner)


def test_guessing__many_addresses_from_one_place_closes_the_place_not_others():
    make_user(email="ada@example.org", password=GOOD)
    for _ in range(throttle.PASSWORD_FROM_ONE_PLACE.tries - 3):
        throttle.take([(throttle.PASSWORD_FROM_ONE_PLACE, "127.0.0.1")])
    for number in range(3):
        assert try_password(Client(), f"person{number}@example.org", "wrong guess").status_code == 200

    assert try_password(Client(), "ada@example.org", GOOD).status_code == 429
    assert try_password(Client(**ELSEWHERE), "ada@example.org", GOOD).status_code == 302


def test_guessing__counts_keep_no_address_and_no_password(client):
    for _ in range(3):
        try_password(client, "ada@example.org", "a very secret guess")

    kept = str(list(AccessAttempt.objects.values())) + str(list(Tally.objects.values()))
    assert "example.org" not in kept
    assert "secret" not in kept


def test_guessing__codes_asked_for_are_counted_whoever_asks(client):
    for email in ["ada@example.org", "who@example.org"]:
        if email.startswith("ada"):
            make_user(email=email)
        answers = [Client().post("/sign-in/code/", {"email": email}).status_code for _ in range(7)]
        assert answers == [302] * 5 + [429] * 2
    assert Letter.objects.count() == 10


def test_guessing__codes_tried_are_counted_across_sessions():
    make_user(email="ada@example.org")
    asked = 0
    for _ in range(throttle.CODE_TRIED_FOR_ONE_ADDRESS.tries - 6):
        throttle.take([(throttle.CODE_TRIED_FOR_ONE_ADDRESS, "ada@example.org")])
    for number in range(2):
        guesser = Client(REMOTE_ADDR=f"203.0.113.{number}")
        guesser.post("/sign-in/code/", {"email": "ada@example.org"})
        for _ in range(4):
            asked += guesser.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"}).status_code == 200

    assert asked == 6


def test_guessing__a_closed_code_door_forgets_the_code(client):
    make_user(email="ada@example.org")
    client.post("/sign-in/code/", {"email": "ada@example.org"})
    code = code_in_the_letter("ada@example.org")
    limits = [(throttle.CODE_TRIED_FOR_ONE_ADDRESS, "ada@example.org")]
    while throttle.take(limits):
        pass

    assert client.post("/sign-in/code/enter/", {"code": code}).status_code == 429
    Tally.objects.all().delete()
    assert client.post("/sign-in/code/enter/", {"code": code})["Location"] == "/sign-in/code/"


# Nobody learns who has an account.


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed: that is what takes the time."""

    algorithm = "md5"
    hashed = 0

    def encode(self, password, salt):
        Counting.hashed += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("who", ["known", "without a password", "closed", "unknown"])
def test_answers__a_wrong_password_says_and_takes_the_same_for_everyone(client, settings, who):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make_user(email="eve@example.org", password=GOOD)
    if who != "unknown":
        make_user(email="ada@example.org", password="" if who == "without a password" else GOOD)
    if who == "closed":
        User.objects.filter(email="ada@example.org").update(is_active=False)
    Counting.hashed = 0

    other = try_password(Client(), "eve@example.org", "wrong guess")
    reference, Counting.hashed = Counting.hashed, 0
    response = try_password(client, "ada@example.org", GOOD if who == "closed" else "wrong guess")

    assert Counting.hashed == reference == 1
    assert response.status_code == 200
    assert words_of(response) == words_of(other)


def test_answers__lockout_says_the_same_for_everyone():
    make_user(email="ada@example.org", password=GOOD)
    for email in ["ada@example.org", "who@example.org"]:
        for _ in range(12):
            response = try_password(Client(), email, "wrong guess")
        assert response.status_code == 429
        page = words_of(response)
        assert page == words_of(try_password(Client(), "ada@example.org", "wrong guess"))


def test_answers__asking_for_a_code_says_the_same_and_sends_a_letter_to_everyone(client):
    make_user(email="ada@example.org")
    pages = []
    for email in ["ada@example.org", "who@example.org"]:
        browser = Client()
        asked = browser.post("/sign-in/code/", {"email": email})
        shown = browser.get(asked["Location"])
        tried = browser.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"})
        pages.append((asked.status_code, asked["Location"], words_of(shown), words_of(tried)))

    assert pages[0] == pages[1]
    assert Letter.objects.filter(sealed__isnull=False).count() == 2


def test_answers__asking_for_a_code_takes_as_many_queries_for_everyone():
    make_user(email="ada@example.org")
    counts = []
    for number, email in enumerate(["ada@example.org", "who@example.org"]):
        with CaptureQueriesContext(connection) as seen:
            Client(REMOTE_ADDR=f"203.0.113.{number}").post("/sign-in/code/", {"email": email})
        counts.append(len(seen))

    assert counts[0] == counts[1]

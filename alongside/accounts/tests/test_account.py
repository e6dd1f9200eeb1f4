from __future__ import annotations

import pytest

from alongside.accounts.tests.factories import GOOD, make_user

pytestmark = pytest.mark.django_db


def test_account__needs_signing_in(client):
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"
    assert client.get("/account/password/").status_code == 302


def test_account__wrong_method(client):
    client.force_login(make_user())

    assert client.delete("/account/").status_code == 405
    assert client.put("/account/password/").status_code == 405


def test_account__changes_the_name(client):
    user = make_user(name="Ada")
    client.force_login(user)

    response = client.post("/account/", {"name": "Ada Elm"}, follow=True)

    user.refresh_from_db()
    assert user.name == "Ada Elm"
    assert "Your name is changed." in response.content.decode()


def test_account__asks_for_a_name(client):
    client.force_login(make_user())

    assert "Enter your name" in client.post("/account/", {"name": ""}).content.decode()


def test_account__script_in_a_name_stays_text(client):
    user = make_user(name="<script>alert(1)</script>", email="ada@example.org")
    client.force_login(user)

    page = client.get("/account/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_account__a_refusal_of_the_service_is_shown_at_the_field(client):
    client.force_login(make_user())

    page = client.post("/account/password/", {"new": "password1234"}).content.decode()

    assert "one of the first that someone would try" in page
    assert "<title>Error:" in page


def test_password__asks_for_the_one_until_now_only_where_there_is_one(client):
    user = make_user()
    client.force_login(user)
    assert "until now" not in client.get("/account/password/").content.decode()
    client.post("/account/password/", {"new": GOOD})

    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert "until now" in client.get("/account/password/").content.decode()
    wrong = client.post("/account/password/", {"current": "wrong", "new": "orange teapot badger"})
    assert "This is not your password until now" in wrong.content.decode()


def test_password__is_never_given_back(client):
    client.force_login(make_user())

    assert "password1234" not in client.post("/account/password/", {"new": "password1234"}).content.decode()

"""Leaving at once, from every page: without script, signed out, and to a page that says nothing of this one."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from alongside.ui.leaving import leaves_to


@pytest.fixture
def signed_in() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.create(email="nia@example.org", joined_on=dt.date(2026, 11, 2)))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/sign-in/", "/frameworks/", "/rate/", "/told/", "/pulse/", "/style-guide/"])
def test_leave__stands_on_every_page(page: str) -> None:
    said = Client().get(page).content.decode()

    assert "Leave this page" in said
    assert "ui/leave.js" in said


@pytest.mark.django_db
def test_leave__signs_out_without_a_token_and_lands_on_bread(signed_in: Client) -> None:
    gone = signed_in.post("/leave/")
    page = signed_in.get(gone["Location"]).content.decode()

    assert gone.headers["Clear-Site-Data"] == '"cache"'
    assert gone.headers["Cache-Control"] == "no-store, private"
    assert "_auth_user_id" not in signed_in.session
    assert "bread" in page
    assert "Alongside" not in page


@pytest.mark.django_db
def test_leave__another_site_signs_nobody_out(signed_in: Client) -> None:
    signed_in.post("/leave/", headers={"Sec-Fetch-Site": "cross-site"})

    assert "_auth_user_id" in signed_in.session


@pytest.mark.django_db
def test_leave__somebody_without_a_session_gets_none() -> None:
    client = Client()
    client.post("/leave/", headers={"Origin": "http://testserver"})

    assert not client.cookies
    assert client.get("/leave/").status_code == 405


@override_settings(LEAVE_TO="https://www.metoffice.gov.uk/")
def test_leave__goes_where_the_installation_says() -> None:
    assert leaves_to() == "https://www.metoffice.gov.uk/"

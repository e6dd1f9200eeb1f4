"""What the pages for people who answer leave behind: nothing but the ballot and a cookie that can be thrown away."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern

from alongside.accounts.models import User
from alongside.assessments import codes, guest
from alongside.assessments.models import Ballot
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import make_round
from alongside.assessments.urls import rating as urls
from alongside.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


class Watched(Client):
    """A browser that remembers every answer it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    def request(self, **asked: Any) -> Any:
        response = super().request(**asked)
        self.seen.append(response)
        return response


def walk(client: Client, code: str) -> str:
    """Everything somebody can do on these pages, mistakes included; returns their receipt."""
    client.get("/rate/")
    client.post("/rate/", {"code": codes.new_code()})
    visit = given.come_in(client, code)
    client.get("/rate/welcome/")
    client.post("/rate/welcome/", {"all": "yes"})
    client.get("/rate/all/")
    for number in range(1, 12):
        client.get(f"/rate/{number}/")
        client.post(f"/rate/{number}/", given.sent(visit, f"c{number}", answer="2", words="It was kind."))
    client.post("/rate/2/", given.sent(visit, "c2", words="no answer"))
    client.post("/rate/2/", given.sent(visit, "c2", look="easy") | {"look": "easy"})
    client.get("/rate/done/")
    client.post("/rate/done/", {"of": visit.mark, "waives": "on"})
    for path in ("hear-back/", "will-hear/", "talk/", "talk/asked/", "take-back/", "result/", "99/"):
        client.get(f"/rate/{path}")
    client.post("/rate/hear-back/", {"address": "eve@example.org"})
    client.post("/rate/talk/", {"contact": "OUTSIDE", "reach": "here", "words": "Please."})
    client.post("/rate/look/", {"look": "large", "back": "done"})
    client.post("/rate/take-back/", {"of": visit.mark})
    client.get("/rate/taken-back/")
    client.post("/rate/leave/")
    client.get("/rate/left/")
    return visit.receipt


def test_rate__no_session_no_user_no_audit_row() -> None:
    client = Watched()
    code = given.make_code(make_round())
    rows = AuditEntry.objects.count()

    walk(client, code)

    assert AuditEntry.objects.count() == rows
    assert not Session.objects.exists()
    assert {name for seen in client.seen for name in seen.cookies} == {guest.COOKIE, settings.CSRF_COOKIE_NAME}
    for seen in client.seen:
        request = seen.wsgi_request
        assert not request.session.accessed, request.path
        assert not hasattr(request, "_cached_user"), request.path


def test_rate__somebody_signed_in_is_not_noticed() -> None:
    client = Watched()
    client.force_login(User.objects.create(email="ada@example.org", name="Ada", joined_on="2026-01-01"))
    held = Session.objects.values_list("session_data", "expire_date").get()
    code = given.make_code(make_round())

    walk(client, code)

    assert Session.objects.values_list("session_data", "expire_date").get() == held
    for seen in client.seen:
        assert not seen.wsgi_request.session.accessed
        assert "Ada" not in seen.content.decode()


def test_rate__no_code_and_no_receipt_in_an_address_a_header_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = Watched()
    code = given.make_code(make_round())

    receipt = walk(client, code)

    for seen in client.seen:
        asked = seen.wsgi_request
        told = f"{asked.get_full_path()} {dict(seen.headers)} {seen.cookies.output()}"
        for secret in (code, codes.plain(code), receipt, codes.plain(receipt)):
            assert secret not in told
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert code not in logged
    assert receipt not in logged
    assert "It was kind." not in logged


def test_rate__nothing_is_kept_by_the_browser_or_found_by_a_search() -> None:
    client = Watched()

    walk(client, given.make_code(make_round()))

    for seen in client.seen:
        assert seen.headers["Cache-Control"] == "no-store, private"
        assert seen.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert seen.headers["Referrer-Policy"] == "same-origin"


def test_rate__the_receipt_stands_on_one_page_only() -> None:
    client = Watched()

    receipt = walk(client, given.make_code(make_round()))

    where = {seen.wsgi_request.path for seen in client.seen if receipt in seen.content.decode()}
    assert where == {"/rate/done/"}


def test_rate__every_page_is_a_guests_page() -> None:
    assert len(urls.urlpatterns) == 15
    for entry in urls.urlpatterns:
        assert isinstance(entry, URLPattern)
        assert getattr(entry.callback, "guest", False), entry.name


def test_rate__reading_writes_nothing() -> None:
    client = Client()
    visit = given.come_in(client, given.make_code(make_round()))
    client.post("/rate/1/", given.sent(visit, "c1", answer="1"))
    before = Ballot.objects.values().get()
    cookie = client.cookies[guest.COOKIE].value

    for path in ("", "welcome/", "1/", "2/", "all/", "done/", "take-back/", "hear-back/", "talk/", "left/"):
        assert guest.COOKIE not in client.get(f"/rate/{path}").cookies

    assert Ballot.objects.values().get() == before
    assert client.cookies[guest.COOKIE].value == cookie

"""What every answer tells the browser: nothing from elsewhere, nothing to elsewhere, nothing kept (promise G1).

The points are those of the HTTP Observatory (Mozilla, scoring methodology 5): 100 to begin with, more for what is named
here, and at least 125 are promised. `docs/install.md` says what only the proxy can do.
"""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from alongside.programmes.tests.factories import World, as_, make_world
from tests.architecture.test_pages import PUBLIC as LISTED

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/sign-in/", "/sign-in/code/", "/rate/", "/roles/", "/frameworks/", "/examples/", "/goals/key/"]
PERSONAL = ["/", "/account/"]
POINTS = {
    "a content policy that begins with nothing and has no unsafe": 10,
    "cookies that are secure, and that scripts and other sites do not get": 5,
    "a referrer that stays here": 5,
    "frames refused by the content policy": 5,
    "resources that no other site may use": 10,
}


@pytest.fixture
def over_tls(settings) -> Client:
    """As an installation behind TLS is set up: `config.settings` sets these where SECURE holds."""
    settings.SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return Client()


def asked(client: Client, path: str) -> HttpResponse:
    response = client.get(path, secure=True)
    assert isinstance(response, HttpResponse)
    return response


def wrong_with(response: HttpResponse) -> list[str]:
    """What is missing from the headers of one answer."""
    headers, policy = response.headers, _policy(response)
    told = {
        "content policy": policy.get("default-src") == "'none'" and policy.get("base-uri") == "'none'",
        "frames": policy.get("frame-ancestors") == "'none'" and headers.get("X-Frame-Options") == "DENY",
        "forms": policy.get("form-action") == "'self'",
        "unsafe": not re.search(r"unsafe-|\*|https?:", headers.get("Content-Security-Policy", "")),
        "type": headers.get("X-Content-Type-Options") == "nosniff",
        "referrer": headers.get("Referrer-Policy") in {"same-origin", "no-referrer"},
        "resource": headers.get("Cross-Origin-Resource-Policy") == "same-origin",
        "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "TLS": "max-age=31536000" in headers.get("Strict-Transport-Security", ""),
        "device": "camera=()" in headers.get("Permissions-Policy", ""),
        "other sites": "Access-Control-Allow-Origin" not in headers,
    }
    return [what for what, holds in told.items() if not holds]


def _policy(response: HttpResponse) -> dict[str, str]:
    parts = response.headers.get("Content-Security-Policy", "").split(";")
    return {name: value for name, _, value in (part.strip().partition(" ") for part in parts)}


@pytest.mark.parametrize("path", [*PUBLIC, "/nothing-here/", "/healthz"])
def test_headers__of_every_public_answer(path: str, over_tls: Client):
    assert wrong_with(asked(over_tls, path)) == []


def test_public_pages__open_for_whoever_asks_where_nothing_is_set_up_yet(over_tls: Client):
    """Not sent to sign in, and not missing: on a real installation without a programme."""
    answers = {
        where: over_tls.get("/" + where.removeprefix("/")).status_code
        for where, why in LISTED.items()
        if "POST only" not in why and "<" not in where
    }

    assert {where: status for where, status in answers.items() if status != 200} == {}
    assert len(answers) > 8


def test_headers__of_what_is_personal_let_nothing_be_kept(over_tls: Client):
    world = make_world()
    ada = as_(world, "ada")
    for path in (*PERSONAL, f"/places/{world.site.pk}/", f"/places/{world.site.pk}/people/"):
        response = asked(ada, path)

        assert response.status_code == 200
        assert wrong_with(response) == []
        assert "no-store" in response.headers["Cache-Control"], path


def test_headers__of_a_refusal_and_of_a_wrong_method_are_the_same(over_tls: Client):
    world: World = make_world()
    ben = as_(world, "ben")
    refused, wrong_way = asked(ben, f"/places/{world.team.pk}/settings/"), asked(over_tls, "/sign-out/")

    assert [refused.status_code, wrong_way.status_code] == [403, 405]
    assert [wrong_with(refused), wrong_with(wrong_way)] == [[], []]


def test_headers__of_styles_and_scripts_keep_them_here(over_tls: Client):
    page = asked(over_tls, "/sign-in/").content.decode()
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert found

    for address in found:
        answered = over_tls.get(address, secure=True)
        assert answered.getvalue()
        assert answered.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answered.headers, address


def test_pages__have_no_script_or_style_of_their_own(over_tls: Client):
    inside = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I
    )
    for path in PUBLIC:
        assert not inside.search(asked(over_tls, path).content.decode()), path


def test_cookies__are_only_for_this_site_and_not_for_scripts(over_tls: Client):
    over_tls.get("/sign-in/", secure=True)
    assert over_tls.cookies
    for name, cookie in over_tls.cookies.items():
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax"), name


def test_points__reach_what_is_promised():
    assert 100 + sum(POINTS.values()) >= 125

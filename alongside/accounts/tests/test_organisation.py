"""Signing in through one's organisation, against a small provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpResponse
from django.test import Client

from alongside.accounts import rules, services
from alongside.accounts.models import User
from alongside.accounts.tests import issuer as provider
from alongside.accounts.tests.factories import BEGAN, TESTS, make_user
from alongside.accounts.tests.issuer import CLIENT, SECRET, Issuer
from alongside.core.models import AuditEntry

pytestmark = pytest.mark.django_db

BEGIN = "/sign-in/organisation/"
BACK = "/sign-in/organisation/organisation/back/"


@pytest.fixture(scope="module")
def _issuer() -> Iterator[Issuer]:
    with provider.running() as running:
        yield running


@pytest.fixture
def issuer(_issuer: Issuer, settings) -> Issuer:
    settings.OIDC = {"issuer": _issuer.address, "name": "Northern Trust", "second_factor": []}
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": ["'self'", _issuer.address]}}
    app = {
        "provider_id": "organisation",
        "name": "Northern Trust",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": _issuer.address},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    _issuer.signs_with = _issuer.key
    return _issuer


def comes(issuer: Issuer, client: Client) -> HttpResponse:
    """Somebody presses the button, signs in over there, and is sent back."""
    there = client.post(BEGIN)
    return client.get(f"{BACK}?{issuer.lets_in(there['Location'])}")  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_without_settings__there_is_no_such_way_in():
    assert "organisation" not in Client().get("/sign-in/").content.decode()
    assert Client().post(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_somebody_invited__comes_in_and_is_tied_to_that_person(issuer: Issuer):
    user, client, later = make_user(), Client(), Client()
    issuer.says(str(user.email).upper())

    came = comes(issuer, client)
    issuer.says("another-address-by-now@example.org")
    comes(issuer, later)

    assert "Sign in with Northern Trust" in Client().get("/sign-in/").content.decode()
    assert came["Location"] == "/"
    assert is_in(client)
    assert is_in(later)
    tied = SocialAccount.objects.get()
    assert (tied.user, tied.uid, tied.extra_data) == (user, "person-1", {})
    assert services.connect_organisation(user, provider="organisation", uid="person-1", on=BEGAN) == tied
    assert AuditEntry.objects.filter(action="organisation.connected", subject=f"user:{user.pk}").count() == 1
    assert client.post(BEGIN)["Location"] == client.get(BACK)["Location"] == "/"


@pytest.mark.parametrize("why", ["not invited", "not verified", "verified in words", "closed", "somebody else now"])
def test_nobody_else__and_the_page_is_always_the_same(issuer: Issuer, why: str):
    user = make_user()
    issuer.says("stranger@example.org" if why == "not invited" else str(user.email))
    if why == "not verified":
        issuer.says(str(user.email), verified=False)
    if why == "verified in words":
        issuer.says(str(user.email), verified="yes")
    if why == "closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    if why == "somebody else now":
        services.connect_organisation(user, provider="organisation", uid="person-0", on=BEGAN)
    client, before = Client(), SocialAccount.objects.count()

    answer = comes(issuer, client)

    assert answer.status_code == 403
    assert "You could not be signed in" in answer.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, before)


def test_a_closed_account_that_was_tied__stays_closed(issuer: Issuer):
    user = make_user()
    services.connect_organisation(user, provider="organisation", uid="person-1", on=BEGAN)
    User.objects.filter(pk=user.pk).update(is_active=False)
    issuer.says("whoever@example.org")

    assert comes(issuer, Client()).status_code == 403


def test_a_second_step_here__is_asked_for_unless_theirs_counts(issuer: Issuer, settings):
    user = make_user()
    services.make_codes(user, by=TESTS, on=BEGAN)
    issuer.says(str(user.email), amr=["pwd", "mfa"])

    asked = comes(issuer, Client())
    settings.OIDC = {**settings.OIDC, "second_factor": ["amr=mfa"]}
    counted = comes(issuer, Client())
    issuer.says(str(user.email), amr=["pwd"])
    weaker = comes(issuer, Client())

    assert asked["Location"] == weaker["Location"] == "/sign-in/second/"
    assert counted["Location"] == "/"


def test_what_is_forged_or_strange__lets_nobody_in(issuer: Issuer):
    user, client = make_user(), Client()
    issuer.says(str(user.email))
    issuer.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = comes(issuer, client)
    issuer.signs_with = issuer.key
    issuer.says(str(user.email), aud="another client")
    for_another = comes(issuer, client)
    issuer.says(str(user.email))
    there = client.post(BEGIN)["Location"]
    query = issuer.lets_in(there)
    issuer.challenges = dict.fromkeys(issuer.challenges, "another challenge")
    stolen = client.get(f"{BACK}?{query}")
    unasked = client.get(f"{BACK}?code=x&state=y")
    refused = client.get(f"{BACK}?error=access_denied&state=y")
    issuer.userinfo = {}
    without = comes(issuer, client)

    assert {answer.status_code for answer in (forged, for_another, stolen, unasked, refused, without)} == {403}
    assert not is_in(client)


def test_a_token__is_for_the_browser_that_asked_and_for_one_time(issuer: Issuer):
    """The nonce ties it to the request, the state to the browser; neither opens anything twice."""
    user, client, thief = make_user(), Client(), Client()
    issuer.says(str(user.email), nonce="of another request")
    another = comes(issuer, client)
    issuer.says(str(user.email), nonce=None)
    without = comes(issuer, client)
    issuer.says(str(user.email))
    query = issuer.lets_in(client.post(BEGIN)["Location"])
    elsewhere = thief.get(f"{BACK}?{query}")
    code, challenge = list(issuer.challenges.items())[-1]
    came = client.get(f"{BACK}?{query}")
    client.post("/sign-out/")
    issuer.challenges[code] = challenge
    again = client.get(f"{BACK}?{query}")

    assert [answer.status_code for answer in (another, without, elsewhere, again)] == [403] * 4
    assert came["Location"] == "/"
    assert not is_in(client)
    assert not is_in(thief)


def test_a_sign_in_page_on_another_host__is_said_to_the_operator(issuer: Issuer, settings, caplog):
    Client().post(BEGIN)
    assert not caplog.records
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"form-action": ["'self'"]}}

    Client().post(BEGIN)

    assert "ALONGSIDE_OIDC_SIGN_IN_AT" in caplog.text


def test_an_organisation_that_does_not_answer__is_a_page_not_a_fault(issuer: Issuer, settings):
    app = {
        **settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0],
        "settings": {"server_url": "http://127.0.0.1:1"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    assert Client().post(BEGIN).status_code == 503


@pytest.mark.parametrize(
    ("token", "counted", "shows"),
    [
        ({"amr": ["mfa"]}, ["amr=mfa"], True),
        ({"amr": ["pwd"]}, ["amr=mfa"], False),
        ({"amr": "mfa"}, ["amr=mfa"], False),
        ({"acr": "aal2"}, ["acr=aal2"], True),
        ({"acr": "aal2"}, [], False),
        ({}, ["acr=None2", "amr=mfa"], False),
    ],
)
def test_shows_second_factor(token: dict[str, object], counted: list[str], shows: bool):
    assert rules.shows_second_factor(token, counted=counted) is shows

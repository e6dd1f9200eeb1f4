"""The second step with a passkey and with an app, as a lead meets it at the first sign-in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal import auth as totp

from alongside.accounts import services as accounts
from alongside.accounts.models import User
from alongside.core import clock
from tests.journeys.manner import DESKTOP, SMALL, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

OWN = "otter lamp teapot"


@contextmanager
def at_the_named_address(site: Site, manner: Manner) -> Iterator[Person]:
    """A browser with a key built in, at an address by name: keys know names, not numbers."""
    named = Site(site.browser, site.address.replace("127.0.0.1", "localhost"))
    with named.guest(manner) as person:
        key = person.context.new_cdp_session(person.page)
        key.send("WebAuthn.enable")
        key.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield person


def lead() -> User:
    ada = make_neighbourhood().ada
    accounts.set_password(ada, current="", new=OWN, by=TESTS, on=clock.today())
    return ada


def gives_password(person: Person, user: User) -> None:
    person.opens("/sign-in/")
    person.writes("Email address or sign-in name", user.signs_in_with)
    person.writes("Password", OWN)
    person.presses("Sign in")


def test_key__is_set_up_at_the_first_sign_in_and_asked_for_at_the_next(site: Site):
    ada = lead()
    with at_the_named_address(site, DESKTOP) as person:
        gives_password(person, ada)
        person.sees("Set up a second step first")
        person.follows("Set up a key")
        person.writes("What do you call this key?", "My laptop")
        person.presses("Set up the key")
        person.sees("Your key is set up", "Key: My laptop")
        person.follows("Go on to your first page")
        person.sees("What waits for you")
        person.presses("Sign out")
        gives_password(person, ada)
        person.is_at("/sign-in/second/")
        person.presses("Use your key")
        person.sees("What waits for you")
        person.opens("/account/second-step/")
        person.follows("Take away the key My laptop")
        person.is_at("/account/confirm/")
        person.writes("Password", OWN)
        person.presses("Go on")
        person.writes("Password", OWN)
        person.presses("Take it away")
        person.is_told("Set up another one first")


def test_app__is_set_up_on_a_small_phone(site: Site):
    ada = lead()
    with site.guest(SMALL) as person:
        gives_password(person, ada)
        person.follows("Set up an app")
        [secret] = person.reads(".accounts-secret")
        person.writes("Code", "123")
        person.presses("Set up the app")
        person.is_told("This is not the code that the app shows")
        assert person.reads(".accounts-secret") == [secret]
        counter = int(time.time()) // 30
        person.writes("Code", totp.format_hotp_value(totp.hotp_value(secret.replace(" ", ""), counter)))
        person.presses("Set up the app")
        person.sees("Your app is set up")
        person.follows("Print codes")
        person.presses("Show me ten codes")
        assert len(person.reads(".accounts-codes li")) == 10

"""An installation of Alongside that runs beside the tests, and the people who come to it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser
from waitress import create_server

from alongside.accounts.models import User
from alongside.config.wsgi import application
from alongside.core import outbox
from alongside.core.models import Letter
from tests.journeys.manner import DESKTOP, Manner
from tests.journeys.person import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Site:
    """The running product, and the door to it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    def guest(self, manner: Manner = DESKTOP, *, looks_always: bool = False) -> Person:
        """Somebody without an account, at a device that knows nothing of them."""
        context = self.browser.new_context(
            viewport={"width": manner.width, "height": manner.height}, locale="en-GB", reduced_motion="reduce"
        )
        return Person(context, home=self.address, manner=manner, looks_always=looks_always)

    def as_(self, user: User, manner: Manner = DESKTOP, *, looks_always: bool = False) -> Person:
        """Somebody who has signed in."""
        client = Client()
        client.force_login(user, backend=BACKEND)
        signed_in = client.cookies[settings.SESSION_COOKIE_NAME].value
        person = self.guest(manner, looks_always=looks_always)
        person.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": signed_in, "url": self.address}])
        return person


def code_sent_to(address: str) -> str:
    """The code in the letter that asked somebody how they see a place, as they read it."""
    letter = Letter.objects.get(to=address, subject__startswith="How do you see")
    found = re.search(r"^    (\S+)$", outbox.text_of(letter), re.MULTILINE)
    assert found, outbox.text_of(letter)
    return found.group(1)


@contextmanager
def serving() -> Iterator[str]:
    """The product, served as it is served everywhere: by waitress. Gives its address."""
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    address = f"http://127.0.0.1:{server.effective_port}"
    runs = threading.Thread(target=server.run, daemon=True)
    runs.start()
    before, settings.PUBLIC_URL = settings.PUBLIC_URL, address
    try:
        yield address
    finally:
        settings.PUBLIC_URL = before
        server.close()
        runs.join(timeout=10)

"""Where allauth meets Alongside: mail goes by the outbox, nobody signs up, no answer says who has an account."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from alongside.accounts.models import User
from alongside.core import clock, outbox, security_log
from alongside.core.seal import seal, unseal

FACTORS = "second factor"

LETTERS = {
    "account/email/login_code": ("accounts/mail/code.txt", _("Your code for Alongside")),
    "account/email/unknown_account": ("accounts/mail/no_account.txt", _("Signing in to Alongside")),
}
"""The letters of allauth that we send, with our own words. Any other is a mistake and fails loudly."""


MISMATCH = gettext_lazy("These do not go together. Check what you typed, or ask for a code by email")


class Tried(HttpRequest):
    """A request with a password in it, once that was looked at."""

    password_fits: bool


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How allauth behaves here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "incorrect_code": "This is not the code we sent. Check the newest email from us",
        "too_many_login_attempts": "That was tried too often. Ask for a new code",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited; nobody signs up by themselves."""
        return False

    def get_login_stages(self) -> list[str]:
        """What somebody passes on the way in: the code that was sent, where they asked for one; a second factor."""
        return ["allauth.account.stages.LoginByCodeStage", "alongside.accounts.stages.SecondFactor"]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, if address and password go together and the account is in use; None says no more than that."""
        AuthenticationBackend.unstash_authenticated_user()  # what it keeps tells a closed account from a wrong password
        found: User | None = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        cast(Tried, request).password_fits = found is not None
        return found

    def login(self, request: HttpRequest, user: User) -> None:
        """They are in, second step and all; the security log says so."""
        super().login(request, user)
        security_log.note(security_log.SIGNED_IN, who=user.pk)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a letter, sealed: it may carry a code."""
        template, subject = LETTERS[template_prefix]
        body = render_to_string(template, context)
        outbox.queue(to=email.lower(), subject=gettext(subject), body=body, on=clock.today(), sealed=True)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened; allauth's own messages are not shown."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """How allauth keeps second factors here: what it must be able to read again is sealed."""

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=FACTORS).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode(), purpose=FACTORS)

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What a key keeps of a person: what they sign in with, and a number that says nothing."""
        return {"id": user.pk.bytes, "display_name": user.name, "name": user.signs_in_with}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": "Alongside"}

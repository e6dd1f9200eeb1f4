"""The shapes of what is typed when signing in, and on one's own page."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts import rules
from alongside.accounts.models import User
from alongside.ui.forms import CodeField, EmailField, Password, TextField

LONGEST_PASSWORD = 1000


def _email() -> EmailField:
    return EmailField(label=_("Email address"), missing=_("Enter your email address"), max_length=254)


class SignIn(LoginForm):  # type: ignore[misc]
    """Address or sign-in name, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = TextField(
            label=_("Email address or sign-in name"),
            missing=_("Enter your email address or sign-in name"),
            max_length=254,
            autocomplete="username",
            autocapitalize="none",
            spellcheck=False,
        )
        self.fields["password"] = Password(
            label=_("Password"), missing=_("Enter your password"), max_length=LONGEST_PASSWORD
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"].strip()
        return rules.sign_in_name(typed) or typed

    def user_credentials(self) -> dict[str, str]:
        """What is tried: an address or a sign-in name, never both, so that each try costs the same."""
        kind = "email" if "@" in self.cleaned_data["login"] else "username"
        return {kind: self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]
    """The address that a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email()


class EnterCode(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(
            label=_("Code"),
            hint=_("8 letters, such as BCDF-GHJK"),
            missing=_("Enter the code from the email"),
            max_length=40,
            width=10,
            autocomplete="one-time-code",
        )


class ChangeName(forms.Form):
    """What others see one called."""

    name = TextField(
        label=_("Your name"),
        hint=_("As the people you work with know you"),
        missing=_("Enter your name"),
        max_length=100,
        autocomplete="name",
    )


class ChangePassword(forms.Form):
    """A new password, and the one so far where there is one."""

    new = Password(
        label=_("New password"),
        hint=_(
            "At least 12 characters, or 8 if you have a second step. "
            "Three words that do not belong together are easy to remember and hard to guess."
        ),
        missing=_("Enter a new password"),
        max_length=LONGEST_PASSWORD,
        new=True,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.has_usable_password():
            self.fields["current"] = Password(
                label=_("Password until now"), missing=_("Enter your password until now"), max_length=LONGEST_PASSWORD
            )
            self.order_fields(["current", "new"])

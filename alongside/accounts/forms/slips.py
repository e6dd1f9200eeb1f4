"""What is typed from a printed slip."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import CodeField, TextField


class UseSlip(forms.Form):
    """The sign-in name and the code, as they are printed."""

    name = TextField(
        label=_("Your sign-in name"),
        missing=_("Enter your sign-in name, as it is on the slip"),
        max_length=100,
        autocomplete="username",
        autocapitalize="none",
        spellcheck=False,
    )
    code = CodeField(
        label=_("The code on the slip"),
        hint=_("12 letters and digits"),
        missing=_("Enter the code, as it is on the slip"),
        max_length=40,
        autocomplete="one-time-code",
    )

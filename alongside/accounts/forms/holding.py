"""What is typed to correct one's address, and to leave."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import EmailField, TextField, Tick


class NewAddress(forms.Form):
    email = EmailField(
        label=_("Your new email address"),
        hint=_("We send a code there. Nothing changes before you have typed it in."),
        missing=_("Enter your new email address"),
        max_length=254,
    )


class AddressCode(forms.Form):
    code = TextField(
        label=_("The code that we sent to the new address"),
        missing=_("Enter the code"),
        max_length=20,
        autocomplete="one-time-code",
    )


class Leave(forms.Form):
    takes_down = Tick(label=_("Please look at what I wrote, and take it down"), required=False)
    sure = Tick(label=_("I want to leave Alongside for good"), missing=_("Confirm that you want to leave"))

"""What people choose when they make a token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import DateField, TextField


class MakeToken(forms.Form):
    """For which program, and until when."""

    name = TextField(
        label=_("Which program is it for?"),
        hint=_("So that you know later which one to end."),
        missing=_("Say which program the token is for"),
        max_length=80,
    )
    expires_on = DateField(
        label=_("Its last day"),
        hint=_("At most a year ahead. For example, 31 3 2027."),
        name=_("The last day"),
        missing=_("Enter the token's last day"),
    )

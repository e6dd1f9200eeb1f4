"""What people choose when they make a token."""

from __future__ import annotations

from django import forms

from alongside.ui.forms import DateField, TextField


class MakeToken(forms.Form):
    """For which program, and until when."""

    name = TextField(
        label="Which program is it for?",
        hint="So that you know later which one to end.",
        missing="Say which program the token is for",
        max_length=80,
    )
    expires_on = DateField(
        label="Its last day",
        hint="At most a year ahead. For example, 31 3 2027.",
        name="The last day",
        missing="Enter the token's last day",
    )

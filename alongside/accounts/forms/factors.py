"""What is typed and sent when a second factor is set up, given or taken away."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.accounts.forms.signing_in import LONGEST_PASSWORD
from alongside.ui.forms import Password, TextField

LONGEST_CREDENTIAL = 20_000


def _code(label: Any, hint: Any) -> TextField:
    return TextField(
        label=label,
        hint=hint,
        missing=_("Enter the code"),
        max_length=20,
        width=10,
        code=True,
        inputmode="numeric",
        autocomplete="one-time-code",
        spellcheck=False,
    )


class Credential(forms.CharField):
    """What a browser says a key answered, as JSON."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_CREDENTIAL, **kwargs)

    def clean(self, value: Any) -> dict[str, Any]:
        try:
            said = json.loads(super().clean(value))
        except (ValueError, RecursionError) as wrong:
            raise ValidationError("not JSON") from wrong
        if not isinstance(said, dict):
            raise ValidationError("not an object")
        return said


class GiveCode(forms.Form):
    """The second step when signing in."""

    code = _code(_("Code"), _("6 digits from your app, or 8 digits from your printed codes"))


class SetUpApp(forms.Form):
    """The first code that the app shows."""

    code = _code(_("Code"), _("The 6 digits that the app shows now"))
    sealed = forms.CharField(max_length=1000, widget=forms.HiddenInput)


class GiveKey(forms.Form):
    """What a key answered."""

    credential = Credential()


class AddKey(GiveKey):
    """A new key, and what to call it."""

    name = TextField(
        label=_("What do you call this key?"),
        hint=_("For example: my phone. You can leave this empty."),
        max_length=40,
        autocomplete="off",
    )


class Confirm(forms.Form):
    """Proof again that it is them: the password, or a code."""

    def __init__(self, *args: Any, password: bool, code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if password:
            self.fields["password"] = Password(
                label=_("Password"), missing=_("Enter your password"), max_length=LONGEST_PASSWORD
            )
        elif code:
            self.fields["code"] = _code(_("Code"), _("6 digits from your app, or 8 digits from your printed codes"))


class Remove(forms.Form):
    """The password once more, where it will stand alone."""

    def __init__(self, *args: Any, password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if password:
            self.fields["password"] = Password(
                label=_("Password"), missing=_("Enter your password"), max_length=LONGEST_PASSWORD
            )

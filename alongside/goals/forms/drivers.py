"""What people type on a driver diagram."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import SelectField, TextField


class AddDriver(forms.Form):
    """A driver: what moves the aim, or what moves another driver."""

    text = TextField(
        label=_("What has to be right for this to happen?"),
        hint=_("A few words. For example “People know who meets them”."),
        missing=_("Say what has to be right, in a few words"),
        max_length=160,
    )
    under = SelectField(label=_("Does it belong under another one?"), required=False)

    def __init__(self, *args: Any, primaries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "under", [("", str(_("No, it moves the aim itself"))), *primaries])


class RenameDriver(forms.Form):
    """Other words for a driver."""

    text = TextField(
        label=_("What has to be right?"), missing=_("Say what has to be right, in a few words"), max_length=160
    )


class HangIdea(forms.Form):
    """The driver that an idea hangs on."""

    driver = SelectField(label=_("Which driver does it move?"), required=False)

    def __init__(self, *args: Any, drivers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "driver", [("", str(_("None yet"))), *drivers])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices

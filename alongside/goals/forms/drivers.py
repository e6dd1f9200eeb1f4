"""What people type on a driver diagram."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.ui.forms import SelectField, TextField


class AddDriver(forms.Form):
    """A driver: what moves the aim, or what moves another driver."""

    text = TextField(
        label="What has to be right for this to happen?",
        hint="A few words. For example “People know who meets them”.",
        missing="Say what has to be right, in a few words",
        max_length=160,
    )
    under = SelectField(label="Does it belong under another one?", required=False)

    def __init__(self, *args: Any, primaries: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "under", [("", "No, it moves the aim itself"), *primaries])


class RenameDriver(forms.Form):
    """Other words for a driver."""

    text = TextField(label="What has to be right?", missing="Say what has to be right, in a few words", max_length=160)


class HangIdea(forms.Form):
    """The driver that an idea hangs on."""

    driver = SelectField(label="Which driver does it move?", required=False)

    def __init__(self, *args: Any, drivers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "driver", [("", "None yet"), *drivers])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices

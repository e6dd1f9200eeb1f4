"""Where a question can be watched or interpreted, as somebody who leads a place types it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.assessments import tongues
from alongside.assessments.models import QuestionLink
from alongside.ui.forms import Choice, SelectField, TextField


class SetLink(forms.Form):
    kind = Choice(
        label=_("What is it?"),
        choices=[
            (QuestionLink.Kind.WATCH.value, _("A video or a text of the question in another language")),
            (QuestionLink.Kind.INTERPRETER.value, _("A way to reach an interpreter")),
        ],
        missing=_("Choose what it is"),
    )
    language = SelectField(label=_("Which language?"), choices=[], missing=_("Choose the language"))
    item = SelectField(label=_("For which question?"), choices=[], required=False)
    address = TextField(
        label=_("Its address"),
        hint=_("It begins with https://. People see which site it leads to, and that it leaves Alongside."),
        missing=_("Enter the address"),
        max_length=300,
        spellcheck=False,
        autocapitalize="none",
    )

    def __init__(self, data: Any = None, *, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _offer(self, "language", [("", str(_("Choose a language"))), *tongues.ALL.items()])
        _offer(self, "item", [("", str(_("Every question"))), *items])


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)

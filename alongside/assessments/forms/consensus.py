"""What people type when they find a list of their own together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.assessments.queries.consensus import Idea
from alongside.ui.forms import Choices, TextArea, TextField, Tick, WholeNumber

TOO_LONG = _("Make it %(limit_value)s letters or fewer")


def _line(label: Any, *, at_most: int, missing: Any = "", hint: Any = "") -> TextField:
    """One line of words. It may be left out unless `missing` says what to enter."""
    told = {"missing": missing} if missing else {"required": False}
    return TextField(label=label, hint=hint, max_length=at_most, error_messages={"max_length": TOO_LONG}, **told)


def _words(label: Any, *, at_most: int, missing: Any = "", hint: Any = "") -> TextArea:
    """A few lines of words, in the same way."""
    told = {"missing": missing} if missing else {"required": False}
    return TextArea(label=label, hint=hint, rows=3, max_length=at_most, error_messages={"max_length": TOO_LONG}, **told)


class Start(forms.Form):
    name = _line(
        _("What will your list be called?"),
        hint=_("For example “What matters in Calder Valley”."),
        missing=_("Enter what your list will be called"),
        at_most=80,
    )
    question = _line(
        _("What do you ask people?"),
        hint=_("One question. For example “What has to change here, so that people can live the lives they want?”"),
        missing=_("Enter what you ask people"),
        at_most=200,
    )
    easy = _line(
        _("The same in easy words"),
        hint=_("Short words, one thought. For example “What should change here?”"),
        missing=_("Enter the question in easy words"),
        at_most=200,
    )


class PutTogether(forms.Form):
    """A candidate made of ideas that are alike."""

    ideas = Choices(label=_("Which ideas go into it?"), required=False)
    title = _line(
        _("What it says"),
        hint=_("One sentence, as it will stand on the list."),
        missing=_("Enter what it says"),
        at_most=200,
    )
    short = _line(_("A short name"), missing=_("Enter a short name"), at_most=40)
    explanation = _words(_("What it means"), missing=_("Enter what it means"), at_most=600)
    easy = _line(_("The same in easy words"), missing=_("Enter it in easy words"), at_most=300)
    version = WholeNumber(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, ideas: Sequence[Idea], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["ideas"]
        field.choices = [(str(idea.id), " · ".join(idea.words.splitlines())) for idea in ideas]
        if not ideas:
            del self.fields["ideas"]


class SayAll(forms.Form):
    """What a candidate says on the list: its question, what each stage looks like, and who sees it differently."""

    chosen = Tick(label=_("This is on our list"), required=False)
    dissent = _words(
        _("Who sees it differently, and how?"),
        hint=_("No names. It is printed wherever this stands, on the list or off it."),
        at_most=1000,
    )
    easy = _line(_("What it says, in easy words"), missing=_("Enter it in easy words"), at_most=300)
    ask = _line(
        _("What will people be asked about it?"),
        hint=_("One question to everybody. Each voice can get its own later, in a new edition."),
        at_most=300,
    )
    ask_easy = _line(_("The same question in easy words"), at_most=300)
    version = WholeNumber(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for number, name in enumerate(stages):
            self.fields[f"stage_{number}"] = _line(_("What “%(stage)s” looks like") % {"stage": name}, at_most=300)

    @property
    def looks_like(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data[name] for name in self.fields if name.startswith("stage_"))

"""What people type when they find a list of their own together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.assessments.queries.consensus import Idea
from alongside.ui.forms import Choices, TextArea, TextField, Tick, WholeNumber

TOO_LONG = _("Make it %(limit_value)s letters or fewer")


class Start(forms.Form):
    name = TextField(
        label=_("What will your list be called?"),
        hint=_("For example “What matters in Calder Valley”."),
        missing=_("Enter what your list will be called"),
        max_length=80,
        error_messages={"max_length": TOO_LONG},
    )
    question = TextField(
        label=_("What do you ask people?"),
        hint=_("One question. For example “What has to change here, so that people can live the lives they want?”"),
        missing=_("Enter what you ask people"),
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    easy = TextField(
        label=_("The same in easy words"),
        hint=_("Short words, one thought. For example “What should change here?”"),
        missing=_("Enter the question in easy words"),
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )


class PutTogether(forms.Form):
    """A candidate made of ideas that are alike."""

    ideas = Choices(label=_("Which ideas go into it?"), required=False)
    title = TextField(
        label=_("What it says"),
        hint=_("One sentence, as it will stand on the list."),
        missing=_("Enter what it says"),
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    short = TextField(
        label=_("A short name"),
        missing=_("Enter a short name"),
        max_length=40,
        error_messages={"max_length": TOO_LONG},
    )
    explanation = TextArea(
        label=_("What it means"),
        rows=3,
        max_length=600,
        missing=_("Enter what it means"),
        error_messages={"max_length": TOO_LONG},
    )
    easy = TextField(
        label=_("The same in easy words"),
        missing=_("Enter it in easy words"),
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )
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
    dissent = TextArea(
        label=_("Who sees it differently, and how?"),
        hint=_("No names. It is printed wherever this stands, on the list or off it."),
        rows=3,
        max_length=1000,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    easy = TextField(
        label=_("What it says, in easy words"),
        missing=_("Enter it in easy words"),
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )
    ask = TextField(
        label=_("What will people be asked about it?"),
        hint=_("One question to everybody. Each voice can get its own later, in a new edition."),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    ask_easy = TextField(
        label=_("The same question in easy words"),
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    version = WholeNumber(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, stages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for number, name in enumerate(stages):
            self.fields[f"stage_{number}"] = TextField(
                label=_("What “%(stage)s” looks like") % {"stage": name},
                required=False,
                max_length=300,
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def looks_like(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data[name] for name in self.fields if name.startswith("stage_"))

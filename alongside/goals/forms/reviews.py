"""What people type at a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alongside.goals.queries import saying
from alongside.goals.queries.reviews import Looked, PromiseLine
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField, Tick, WholeNumber

EXAMPLE = _("For example, 27 3 2027.")


class HoldReview(forms.Form):
    """When the review was, who was there by voice, and whether the programme's consultant was."""

    held_on = DateField(
        label=_("When did you meet?"),
        hint=EXAMPLE,
        name=_("The date of the review"),
        missing=_("Enter the date of the review"),
    )
    with_consultant = Tick(label=_("This was the quarterly review with the programme’s consultant"), required=False)
    words = TextArea(
        label=_("What would you tell somebody who was not there? (optional)"), required=False, max_length=1000, rows=4
    )

    def __init__(self, *args: Any, voices: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(voices)
        for code, name in voices.items():
            self.fields[f"present_{code}"] = WholeNumber(
                label=_("%(voice)s: how many were there?") % {"voice": name},
                hint=_("Leave empty if nobody. We keep how many, never who."),
                required=False,
                min_value=0,
                max_value=999,
                width=3,
                error_messages={
                    "min_value": _("Enter 0 or more people"),
                    "max_value": _("Enter fewer than 1,000 people"),
                },
            )
        self.order_fields(["held_on", *(f"present_{code}" for code in self.codes), "with_consultant", "words"])

    @property
    def present(self) -> dict[str, int]:
        given = {code: self.cleaned_data.get(f"present_{code}") for code in self.codes}
        return {code: number for code, number in given.items() if number}


class LookAtGoals(forms.Form):
    """What the review makes of each goal; those left open stay open."""

    def __init__(self, *args: Any, goals: Sequence[Looked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {goal.id: goal for goal in goals}
        for key, goal in self.goals.items():
            self.fields[f"outcome_{key}"] = Choice(
                label=goal.title,
                hint=goal.state_says,
                required=False,
                choices=[(code.value, _(words)) for code, words in saying.REVIEWED.items()],
                small=True,
                label_size="m",
            )
            self.fields[f"why_{key}"] = TextArea(
                label=_("Why, and what happened since last time?"), required=False, max_length=600, rows=2
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key, goal in self.goals.items():
            chosen, why = given.get(f"outcome_{key}"), (given.get(f"why_{key}") or "").strip()
            if chosen and not why:
                self.add_error(f"why_{key}", _("Say why, about “%(goal)s”") % {"goal": goal.title})
            if why and not chosen:
                self.add_error(f"outcome_{key}", _("Choose what you made of “%(goal)s”") % {"goal": goal.title})
        return given

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Each goal of which something was said, with what and why."""
        given = self.cleaned_data
        return [(key, given[f"outcome_{key}"], given[f"why_{key}"]) for key in self.goals if given[f"outcome_{key}"]]


class AnswerPromises(forms.Form):
    """What became of what was promised last time; those left open stay open."""

    def __init__(self, *args: Any, promises: Sequence[PromiseLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = {promise.id: promise for promise in promises}
        for key, promise in self.promises.items():
            self.fields[f"kept_{key}"] = Choice(
                label=f"“{promise.text}”",
                hint=_promised(promise),
                required=False,
                choices=[(code.value, _(words)) for code, words in saying.PROMISES.items()],
                small=True,
            )
            self.fields[f"happened_{key}"] = TextArea(label=_("What happened?"), required=False, max_length=600, rows=2)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key, promise in self.promises.items():
            kept, happened = given.get(f"kept_{key}"), (given.get(f"happened_{key}") or "").strip()
            if kept and not happened:
                self.add_error(f"happened_{key}", _("Say what happened about “%(text)s”") % {"text": promise.text})
            if happened and not kept:
                self.add_error(f"kept_{key}", _("Choose whether “%(text)s” was kept") % {"text": promise.text})
        return given

    @property
    def said(self) -> list[tuple[str, str, str]]:
        given = self.cleaned_data
        return [(key, given[f"kept_{key}"], given[f"happened_{key}"]) for key in self.promises if given[f"kept_{key}"]]


class MakePromise(forms.Form):
    """Something promised until next time, by a voice."""

    text = TextField(
        label=_("What is promised?"),
        hint=_("One thing, so that next time you can say whether it was kept. No names."),
        missing=_("Say what is promised"),
        max_length=300,
    )
    voice = SelectField(label=_("Which voice promises it? (optional)"), required=False)
    by_on = DateField(label=_("By when? (optional)"), hint=EXAMPLE, name=_("The day"), required=False)

    def __init__(self, *args: Any, voices: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, SelectField)
        field.choices = [("", _("Everybody together")), *voices.items()]


class FinishReview(forms.Form):
    """The review is finished; when the next one is."""

    next_on = DateField(
        label=_("When do you meet next? (optional)"), hint=EXAMPLE, name=_("The next review"), required=False
    )


def _promised(promise: PromiseLine) -> str:
    """When something was promised, and by which voice."""
    said = _("Promised on %(day)s by %(voice)s") if promise.voice else _("Promised on %(day)s")
    return said % {"day": date_format(promise.made_on), "voice": promise.voice}

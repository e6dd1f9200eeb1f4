"""What people type about keys and stances."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.goals.forms.voices import InOneVoice
from alongside.goals.queries import saying
from alongside.goals.queries.goal import Hats
from alongside.goals.rules.goals import NEED_WORDS, Take
from alongside.ui.forms import Choice, TextArea, TextField, Tick

EMPLOYED = _("The person who holds this key is employed by this service (for example as a peer worker)")
EMPLOYED_HINT = _("The goal then says so beside the key.")
TAKES = [(take.value, _(words)) for take, words in saying.TAKES.items()]
TAKE_HINTS = {
    Take.AGREE.value: "",
    Take.LIVE_WITH.value: _("It would not be your first choice, and you will not stand in its way."),
    Take.NOT_YET.value: _("Something has to happen first. Say what."),
    Take.BLOCK.value: _("It would do harm, or break something that matters. Say what."),
}


class TurnKey(InOneVoice):
    """Turn one side's key, signed in."""

    def __init__(self, *args: Any, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, hats=hats, **kwargs)
        self.fields["employed"] = Tick(
            label=_("I speak from lived experience and am employed by this service (for example as a peer worker)"),
            hint=EMPLOYED_HINT,
            required=False,
        )


class TakeStance(InOneVoice):
    """Where somebody stands; a no needs words."""

    take = Choice(label=_("Where do you stand?"), missing=_("Choose where you stand"), choices=TAKES, hints=TAKE_HINTS)
    words = TextArea(
        label=_("In your words (needed for “not yet” and “block”)"),
        hint=_("What would need to change? Your words stand under your voice, without your name."),
        required=False,
        max_length=600,
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return _no_needs_words(self, given)


class VoiceOfAKey(forms.Form):
    """The voice of whoever is handed a code, or whose spoken key is written down."""

    voice = Choice(
        label=_("Who is it for?"),
        hint=_("The voice of the person whose key it is. We do not keep their name."),
        missing=_("Choose whose key it is"),
    )

    def __init__(self, *args: Any, voices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, Choice)
        field.choices = voices


class WriteSpokenKey(VoiceOfAKey):
    """A key that somebody spoke."""

    employed = Tick(label=EMPLOYED, hint=EMPLOYED_HINT, required=False)


class ConfirmSpokenKey(InOneVoice):
    """A second person of a side confirms what they heard."""

    was_there = Tick(
        label=_("I was there and heard it"),
        missing=_("Tick the box if you were there. Only somebody who was can confirm a spoken key"),
    )


class EnterKeyCode(forms.Form):
    """The code somebody was handed."""

    code = TextField(
        label=_("Your code"),
        hint=_("It looks like this: 2C4-HX7-9PD. Capitals and dashes do not matter."),
        missing=_("Type the code you were given"),
        max_length=30,
        spellcheck=False,
    )


class AnswerByCode(EnterKeyCode):
    """What somebody with a code says to the goal."""

    take = Choice(label=_("Where do you stand?"), missing=_("Choose where you stand"), choices=TAKES, hints=TAKE_HINTS)
    words = TextArea(
        label=_("In your words (needed for “not yet” and “block”)"), required=False, max_length=600, rows=4
    )
    employed = Tick(
        label=_("I am employed by this service (for example as a peer worker)"), hint=EMPLOYED_HINT, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return _no_needs_words(self, given)


def _no_needs_words(form: forms.Form, given: dict[str, Any]) -> dict[str, Any]:
    if given.get("take") in NEED_WORDS and not (given.get("words") or "").strip():
        form.add_error("words", _("Say in a few words why, and what would need to change"))
    return given

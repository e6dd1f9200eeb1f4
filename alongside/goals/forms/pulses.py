"""What people type about a pulse: when it is asked, codes for it, and their answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.goals.rules.pulse import CODES_AT_MOST, Question, Says
from alongside.goals.services.ledger.pulses import MEETING_AT_MOST
from alongside.ui.forms import Choice, DateField, TextField, WholeNumber

EXAMPLE = _("For example, 27 3 2027.")
SAYS = {
    Says.YES: _("Yes"),
    Says.MOSTLY: _("Mostly"),
    Says.A_LITTLE: _("A little"),
    Says.NO: _("No"),
    Says.RATHER_NOT: _("I would rather not say"),
}


class HoldPulse(forms.Form):
    """Which meeting people are asked about, and until when."""

    meeting = TextField(
        label=_("Which meeting?"),
        hint=_("For example “Goals meeting”."),
        missing=_("Enter which meeting it was"),
        max_length=MEETING_AT_MOST,
        error_messages={
            "max_length": format_lazy(_("The meeting must be {most} characters or fewer"), most=MEETING_AT_MOST)
        },
    )
    held_on = DateField(
        label=_("When was it?"),
        hint=EXAMPLE,
        name=_("The day of the meeting"),
        missing=_("Enter the day of the meeting"),
    )
    closes_on = DateField(
        label=_("Until when can people answer?"),
        hint=_("Two weeks are enough for most. Six at most."),
        name=_("The last day for answers"),
        missing=_("Enter the last day for answers"),
    )


class MakePulseCodes(forms.Form):
    """Codes of one voice, for slips."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = WholeNumber(
        label=_("How many people of this voice were there?"),
        hint=_("One slip each. Unused slips do no harm."),
        missing=_("Enter how many slips"),
        width=2,
        min_value=1,
        max_value=CODES_AT_MOST,
        error_messages={
            "min_value": _("Enter 1 or more"),
            "max_value": format_lazy(_("Enter {most} or fewer"), most=CODES_AT_MOST),
        },
    )

    def __init__(self, *args: Any, voices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        self.fields["voice"] = Choice(label=_("For which voice?"), missing=_("Choose a voice"), choices=list(voices))
        self.order_fields(["token", "voice", "number"])

    def renew(self) -> None:
        """Let the same form be sent once more, as a new act."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "token": str(uuid.uuid4())}


class TakePulseCode(forms.Form):
    """In which voice somebody answers; no box for whoever has one voice only."""

    def __init__(self, *args: Any, voices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(voices) > 1:
            self.fields["voice"] = Choice(
                label=_("In which of your voices do you answer?"),
                missing=_("Choose the voice in which you answer"),
                choices=list(voices),
            )

    @property
    def voice(self) -> str:
        return str(self.cleaned_data.get("voice") or "")


class AnswerPulse(forms.Form):
    """Three questions. `ticket` is sealed: nobody can read or change it."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    heard = Choice(label=_("Were you heard?"), missing=_("Say whether you were heard"), choices=list(SAYS.items()))
    influenced = Choice(
        label=_("Did what you said change something?"),
        missing=_("Say whether what you said changed something"),
        choices=list(SAYS.items()),
    )
    safe = Choice(
        label=_("Did you feel safe to speak?"),
        missing=_("Say whether you felt safe to speak"),
        choices=list(SAYS.items()),
    )

    @property
    def answers(self) -> dict[Question, str]:
        return {question: str(self.cleaned_data[question.value]) for question in Question}

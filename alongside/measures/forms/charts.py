"""What people say on a chart: words at a point, a new beginning of the limits, a stretch of time with a name."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.measures.rules.words import BandKind
from alongside.ui.forms import Choice, DateField, TextArea, TextField

BAND_KINDS = [
    (BandKind.TEST.value, "A test of change"),
    (BandKind.CHANGE.value, "A change that stayed"),
    (BandKind.EVENT.value, "Something that happened to us"),
    (BandKind.OTHER.value, "Something else"),
]
NOTE, CAUSE, LEAVE_OUT, TAKE_IN, ASK, SETTLE = "note", "cause", "leave_out", "take_in", "ask", "settle"
ACTS = {
    NOTE: ("Write a note", "It gets a number on the chart."),
    CAUSE: ("Name a known cause", "Something that explains this point, such as a ward that was closed."),
    ASK: ("Ask for it to be looked into", "It waits on the list of the place until somebody says what came of it."),
    SETTLE: ("Say what came of looking into it", ""),
    LEAVE_OUT: ("Leave it out of the middle and the limits", "It is still drawn, crossed out, with your reason."),
    TAKE_IN: ("Count it again", "It was left out of the middle and the limits."),
}


class WriteAtPoint(forms.Form):
    """One act at a point, with its words."""

    act = Choice(label="What do you want to do?", missing="Choose what you want to do", choices=[])
    words = TextArea(
        label="Your words",
        hint="Everybody who sees this chart reads them. Name no person.",
        missing="Write what there is to say, or why",
        max_length=200,
        rows=3,
    )

    def __init__(self, *args: Any, acts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        field.choices = [(act, ACTS[act][0]) for act in acts]  # type: ignore[attr-defined]
        field.hints = {act: ACTS[act][1] for act in acts if ACTS[act][1]}  # type: ignore[attr-defined]


class Rebase(forms.Form):
    """From when the limits begin anew, and why."""

    from_on = DateField(
        label="From when do the middle and the limits begin anew?",
        hint="The first day that belongs to the new way of working. For example, 1 4 2026.",
        name="The date",
        missing="Enter the date from which the limits begin anew",
    )
    why = TextArea(
        label="Why?",
        hint="What changed in how people work? A better figure alone is no reason. It stands beside the chart.",
        missing="Say why the limits begin anew",
        max_length=300,
        rows=3,
    )


class Withdraw(forms.Form):
    """Why a new beginning of the limits is taken back."""

    why = TextArea(label="Why?", missing="Say why", max_length=300, rows=3)


class AddBand(forms.Form):
    """A stretch of time with a name."""

    name = TextField(label="What do you call it?", missing="Give it a name", max_length=120)
    kind = Choice(label="What is it?", missing="Choose what it is", choices=BAND_KINDS)
    from_on = DateField(label="When did it begin?", name="The first day", missing="Enter when it began")
    to_on = DateField(
        label="When did it end?", hint="Leave empty while it goes on.", name="The last day", required=False
    )

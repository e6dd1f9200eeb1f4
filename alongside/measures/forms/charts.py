"""What people say on a chart: words at a point, a new beginning of the limits, a stretch of time with a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.measures.rules.words import BandKind
from alongside.ui.forms import Choice, DateField, TextArea, TextField

BAND_KINDS = [
    (BandKind.TEST.value, _("A test of change")),
    (BandKind.CHANGE.value, _("A change that stayed")),
    (BandKind.EVENT.value, _("Something that happened to us")),
    (BandKind.OTHER.value, _("Something else")),
]
NOTE, CAUSE, LEAVE_OUT, TAKE_IN, ASK, SETTLE = "note", "cause", "leave_out", "take_in", "ask", "settle"
ACTS = {
    NOTE: (_("Write a note"), _("It gets a number on the chart.")),
    CAUSE: (_("Name a known cause"), _("Something that explains this point, such as a ward that was closed.")),
    ASK: (
        _("Ask for it to be looked into"),
        _("It waits on the list of the place until somebody says what came of it."),
    ),
    SETTLE: (_("Say what came of looking into it"), ""),
    LEAVE_OUT: (_("Leave it out of the middle and the limits"), _("It is still drawn, crossed out, with your reason.")),
    TAKE_IN: (_("Count it again"), _("It was left out of the middle and the limits.")),
}


class WriteAtPoint(forms.Form):
    """One act at a point, with its words."""

    act = Choice(label=_("What do you want to do?"), missing=_("Choose what you want to do"), choices=[])
    words = TextArea(
        label=_("Your words"),
        hint=_("Everybody who sees this chart reads them. Name no person."),
        missing=_("Write what there is to say, or why"),
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
        label=_("From when do the middle and the limits begin anew?"),
        hint=_("The first day that belongs to the new way of working. For example, 1 4 2026."),
        name=_("The date"),
        missing=_("Enter the date from which the limits begin anew"),
    )
    why = TextArea(
        label=_("Why?"),
        hint=_("What changed in how people work? A better figure alone is no reason. It stands beside the chart."),
        missing=_("Say why the limits begin anew"),
        max_length=300,
        rows=3,
    )


class Withdraw(forms.Form):
    """Why a new beginning of the limits is taken back."""

    why = TextArea(label=_("Why?"), missing=_("Say why"), max_length=300, rows=3)


class AddBand(forms.Form):
    """A stretch of time with a name."""

    name = TextField(label=_("What do you call it?"), missing=_("Give it a name"), max_length=120)
    kind = Choice(label=_("What is it?"), missing=_("Choose what it is"), choices=BAND_KINDS)
    from_on = DateField(label=_("When did it begin?"), name=_("The first day"), missing=_("Enter when it began"))
    to_on = DateField(
        label=_("When did it end?"), hint=_("Leave empty while it goes on."), name=_("The last day"), required=False
    )

"""What people type about hours, payment and expenses."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.goals.queries.ledger.words import PAYMENTS
from alongside.goals.rules.ledger import Payment
from alongside.goals.services.ledger.hours import NAME_AT_MOST, WHAT_AT_MOST, Gave
from alongside.ui.forms import Choice, DateField, SelectField, TextField, WholeNumber

MONEY = _("Enter an amount in pounds, like 12 or 12.50")


class Pounds(TextField):
    """An amount of money, typed as pounds, kept as pence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix="£", width=5, inputmode="decimal", required=False, max_length=20, **kwargs)

    def clean(self, value: Any) -> int:
        typed = str(super().clean(value) or "").replace("£", "").replace(",", "").replace(" ", "")
        if not typed:
            return 0
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,2})?", typed):
            raise ValidationError(MONEY, code="invalid")
        pounds, _, pence = typed.partition(".")
        return int(pounds) * 100 + int(pence.ljust(2, "0") or 0)


class RecordHours(forms.Form):
    """What somebody gave once, and what they were offered and given for it."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = DateField(label=_("When?"), hint=_("For example, 27 3 2027."), name=_("The day"), missing=_("Enter the day"))
    what = TextField(
        label=_("What for?"),
        hint=_("For example “Goals meeting”."),
        missing=_("Enter what it was for"),
        max_length=WHAT_AT_MOST,
        error_messages={
            "max_length": format_lazy(_("What it was for must be {most} characters or fewer"), most=WHAT_AT_MOST)
        },
    )
    hours = WholeNumber(
        label=_("Hours"),
        required=False,
        width=2,
        min_value=0,
        max_value=24,
        error_messages={"min_value": _("Enter 0 hours or more"), "max_value": _("Enter 24 hours or fewer")},
    )
    minutes = WholeNumber(
        label=_("Minutes"),
        required=False,
        width=2,
        min_value=0,
        max_value=59,
        error_messages={"min_value": _("Enter 0 minutes or more"), "max_value": _("Enter 59 minutes or fewer")},
    )
    payment = Choice(
        label=_("Was payment offered?"),
        missing=_("Choose whether payment was offered"),
        choices=[(kind.value, _(words)) for kind, words in PAYMENTS.items()],
        reveals={Payment.ACCEPTED.value: "paid"},
    )
    paid = Pounds(label=_("How much?"))
    expenses = Pounds(label=_("Expenses paid back (optional)"), hint=_("Travel, food, care for somebody at home."))

    def __init__(self, *args: Any, voices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        if len(voices) > 1:
            self.fields["voice"] = Choice(
                label=_("In which voice was it given?"), missing=_("Choose a voice"), choices=list(voices)
            )
        self.order_fields(["token", "person", "name", "voice", "on", "what"])

    @property
    def gave(self) -> Gave:
        """What was given. An amount typed before payment was said not to be accepted is dropped."""
        given = self.cleaned_data
        return Gave(
            on=given["on"],
            what=given["what"],
            voice=str(given.get("voice") or ""),
            minutes=(given["hours"] or 0) * 60 + (given["minutes"] or 0),
            payment=given["payment"],
            paid=given["paid"] if given["payment"] == Payment.ACCEPTED else 0,
            expenses=given["expenses"],
        )


class KeepHours(RecordHours):
    """The same, written down for somebody else."""

    name = TextField(
        label=_("Or the name of somebody without an account"),
        hint=_("It is locked away: only those who keep these rows can read it."),
        required=False,
        max_length=NAME_AT_MOST,
        autocomplete="off",
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = SelectField(
            label=_("Who was it?"), required=False, choices=[("", _("Choose somebody")), *people]
        )
        self.order_fields(["token", "person", "name", "voice", "on", "what"])

    @property
    def user(self) -> UUID | None:
        """The account, where there is one."""
        chosen = self.cleaned_data["person"]
        return UUID(chosen) if chosen else None


class TakeBackHours(forms.Form):
    """No box: the question itself is the page."""

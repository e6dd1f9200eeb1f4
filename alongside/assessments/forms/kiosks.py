"""What somebody types to let a tablet stand ready for a round."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.assessments.forms.rounds import Token, field_of
from alongside.assessments.queries.rounds import AskedLine
from alongside.ui.forms import TextField, WholeNumber

MANY_AT_A_TABLET = 300


class OpenKiosk(forms.Form):
    """A tablet's name, and how many people of each voice may answer at it."""

    token = Token()
    name = TextField(
        label=_("What do you call this tablet?"),
        hint=_("For example “Day room”. Only you see this, to end the right one."),
        missing=_("Enter what you call this tablet"),
        max_length=60,
        error_messages={"max_length": _("The name must be 60 characters or fewer")},
    )

    def __init__(self, data: Any = None, *, asked: Sequence[AskedLine]) -> None:
        super().__init__(data, initial={"token": uuid.uuid4()})
        self.asked = tuple(asked)
        for line in asked:
            self.fields[field_of("seats", line.code)] = WholeNumber(
                label=line.name,
                required=False,
                width=3,
                min_value=0,
                max_value=MANY_AT_A_TABLET,
                error_messages={
                    "min_value": _("Enter 0 or more"),
                    "max_value": _("Enter %(most)s or fewer") % {"most": MANY_AT_A_TABLET},
                },
            )

    @property
    def boxes(self) -> list[Any]:
        return [self[field_of("seats", line.code)] for line in self.asked]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(self.seats.values()):
            raise ValidationError(_("Enter for at least one voice how many people may answer at this tablet"))
        return given

    @property
    def seats(self) -> dict[str, int]:
        """How many people of each voice may answer, as it was typed."""
        return {line.code: self.cleaned_data.get(field_of("seats", line.code)) or 0 for line in self.asked}

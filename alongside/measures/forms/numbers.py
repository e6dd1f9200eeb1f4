"""A box for any number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from alongside.measures.rules import cells
from alongside.measures.rules.cells import NotRead
from alongside.ui.forms import TextField


class NumberField(TextField):
    """A number with or without decimals; None when nothing was typed and nothing is needed."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=40, inputmode="decimal", width=10, **given)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return cells.number_in(text)
        except NotRead as wrong:
            raise ValidationError(wrong.message, code="invalid") from None

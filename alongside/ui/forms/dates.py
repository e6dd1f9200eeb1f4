"""A date in three boxes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from alongside.ui.components import choices as chosen
from alongside.ui.forms.drawn import Drawn

if TYPE_CHECKING:
    from alongside.ui.forms.bound import Bound


PARTS = ("day", "month", "year")


class DateBoxes(forms.MultiWidget):
    """Three boxes that give back exactly what was typed into them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class DateField(Drawn, forms.Field):
    """A date in three boxes. ``name`` begins its sentences: "Review date must include a year"."""

    widget = DateBoxes

    def __init__(self, *, name: Any, birth: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.date_name, self.birth = name, birth

    def clean(self, value: Any) -> datetime.date | None:
        typed = [("" if part is None else str(part)).strip() for part in (value or ["", "", ""])]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        absent = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if absent:
            self._refuse(_("%(name)s must include a %(parts)s"), absent, " and ".join(str(_(p)) for p in absent))
        day, month, year = typed
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            self._refuse(_("The year of %(name)s must have 4 numbers"), ["year"], lower=True)
        try:
            date = datetime.date(int(year), _month(month), int(day))
        except (ValueError, OverflowError):  # the second: more days than a machine counts
            self._refuse(_("%(name)s must be a real date"), list(PARTS))
        self.run_validators(date)
        return date

    def _refuse(self, sentence: Any, parts: list[str], named: str = "", *, lower: bool = False) -> None:
        name = str(self.date_name)
        name = name[:1].lower() + name[1:] if lower else name
        raise ValidationError(str(sentence) % {"name": name, "parts": named}, code="invalid", params={"boxes": parts})

    def marked(self, bound: Bound) -> Sequence[str]:
        """The boxes that are wrong: those the error names, else all."""
        for error in bound.errors.as_data():
            params = error.params
            if isinstance(params, Mapping) and "boxes" in params:
                return list(params["boxes"])
        return PARTS if bound.errors else ()

    def anchor(self, bound: Bound) -> str:
        return f"{bound.auto_id or bound.html_name}-{bound.html_name}_{(self.marked(bound) or PARTS)[0]}"

    def draw(self, bound: Bound) -> SafeString:
        told = bound.around()
        value = bound.value()
        typed = value if isinstance(value, list) else DateBoxes().decompress(value)
        marked = self.marked(bound)
        day, month, year = chosen.date_parts(name=told.pop("name"))
        auto = ("bday-day", "bday-month", "bday-year") if self.birth else (None, None, None)
        parts = [
            chosen.DatePart(
                name=part.name,
                label=part.label,
                width=part.width,
                value=text,
                error=which in marked,
                autocomplete=fill,
                disabled=self.disabled,
            )
            for which, part, text, fill in zip(PARTS, (day, month, year), typed, auto, strict=True)
        ]
        return chosen.date_input(legend=self.words(bound), parts=parts, **told)


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _month(typed: str) -> int:
    """A month as a number or by its English name, long or short."""
    if typed[:3].lower() in MONTHS and typed.isalpha():
        return MONTHS.index(typed[:3].lower()) + 1
    return int(typed)

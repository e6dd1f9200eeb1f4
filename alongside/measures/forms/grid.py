"""A page of figures to type: a box for each number, read cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from alongside.measures.queries.entry import GridLine, GridPage
from alongside.measures.rules import cells
from alongside.measures.rules.cells import NotRead
from alongside.measures.rules.entry import Figures, Finding
from alongside.measures.services.grid import GridRow
from alongside.ui.components.labels import Label
from alongside.ui.forms import Bound, TextField, Tick

BOXES = {
    "value": _("Value"),
    "numerator": _("How many"),
    "denominator": _("Out of"),
    "comment": _("Comment"),
    "when": _("Date"),
}
NUMBERS = ("value", "numerator", "denominator")
WHERE = {"on": "when"}
"""Boxes that a finding calls by another name."""


class Box(TextField):
    """One box of the grid: its label is there for those who cannot see the headings."""

    def words(self, bound: Bound) -> Label:
        return Label(text=str(bound.label), classes="nhsuk-u-visually-hidden")


@dataclass(frozen=True)
class DrawnLine:
    """One line of the grid as the page draws it."""

    label: str
    boxes: tuple[BoundField, ...]
    hidden: BoundField


class Grid(forms.Form):
    """Figures to type. Only lines that differ from what stood there count."""

    why = TextField(
        label=_("Why do you put figures right that were there already?"),
        hint=_("Only needed if you changed one. The earlier figure is kept beside your reason."),
        max_length=200,
    )
    sure = Tick(label=_("Yes, I have checked the figures marked above, and they are right"), required=False)

    def __init__(self, data: Any = None, *, page: GridPage) -> None:
        super().__init__(data)
        self.page, self.ask_if_sure = page, False
        numbers = ("numerator", "denominator") if page.fraction else ("value",)
        self.boxes = (*(("when",) if page.dated else ()), *numbers, "comment")
        for line in page.lines:
            for box in self.boxes:
                if box != "when" or line.on is None:
                    self.fields[_name(box, line)] = _box(box, line)
            was = forms.CharField(required=False, widget=forms.HiddenInput, initial=_was(line))
            self.fields[_name("was", line)] = was

    @property
    def headings(self) -> list[str]:
        first = str(_("Which")) if self.page.dated else self.page.period_says.capitalize()
        return [first, *(str(BOXES[box]) for box in self.boxes)]

    @property
    def lines(self) -> list[DrawnLine]:
        return [
            DrawnLine(
                line.label,
                tuple(self[name] for box in self.boxes if (name := _name(box, line)) in self.fields),
                self[_name("was", line)],
            )
            for line in self.page.lines
        ]

    def clean(self) -> dict[str, Any]:
        self.rows = [row for line in self.page.lines if (row := self._row(line))]
        return self.cleaned_data

    def show(self, findings: Mapping[str, Sequence[Finding]], *, doubtful: bool) -> None:
        """Say what was found beside each box; if all of it is merely doubtful, ask."""
        self.ask_if_sure = doubtful
        for line in self.page.lines:
            for found in findings.get(line.key, ()):
                name = _name(WHERE.get(found.box, found.box), line)
                first = _name(next(box for box in self.boxes if box != "when"), line)
                self.add_error(name if name in self.fields else first, found.message)

    def _row(self, line: GridLine) -> GridRow | None:
        """What was typed into one line, if it differs from what stood there; what cannot be read is an error."""
        typed = {box: str(self.cleaned_data.get(_name(box, line), "")) for box in self.boxes}
        numbers = {box: self._number(box, line, typed[box]) for box in NUMBERS if box in typed}
        was = _numbers_in(self.cleaned_data.get(_name("was", line), ""))
        now = (numbers.get("value"), numbers.get("numerator"), numbers.get("denominator"))
        comment = typed["comment"]
        if was is None and now == (None, None, None) and not comment and not typed.get("when"):
            return None
        if was is not None and now == was:
            return None
        on = line.on or self._date(line, typed["when"])
        if on is None:
            return None
        return GridRow(line.key, Figures(on, line.order, *now, comment), was)

    def _number(self, box: str, line: GridLine, text: str) -> float | None:
        try:
            return cells.number_in(text)
        except NotRead as wrong:
            self.add_error(_name(box, line), wrong.message)
            return None

    def _date(self, line: GridLine, text: str) -> dt.date | None:
        try:
            return cells.date_in(text)
        except NotRead as wrong:
            self.add_error(_name("when", line), wrong.message)
            return None


def _box(box: str, line: GridLine) -> Box:
    number = dict(zip(NUMBERS, line.was or (None, None, None), strict=True)).get(box)
    begin = line.comment if box == "comment" else "" if number is None else f"{number:.15g}"
    longest = 300 if box == "comment" else 40
    return Box(
        label=_("%(box)s for %(line)s") % {"box": BOXES[box], "line": line.label},
        max_length=longest,
        initial=begin,
        width=None if box == "comment" else 10,
        inputmode="decimal" if box in NUMBERS else None,
        autocomplete="off",
    )


def _name(box: str, line: GridLine) -> str:
    return f"{box}_{line.key}"


def _was(line: GridLine) -> str:
    return "" if line.was is None else "|".join("" if number is None else repr(number) for number in line.was)


def _numbers_in(text: str) -> tuple[float | None, float | None, float | None] | None:
    """What stood in a line when the page was opened, from its hidden box."""
    parts = text.split("|")
    if len(parts) != 3:
        return None
    try:
        value, numerator, denominator = (float(part) if part else None for part in parts)
    except ValueError:
        return None
    return value, numerator, denominator

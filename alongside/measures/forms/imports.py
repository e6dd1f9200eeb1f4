"""What people choose when they bring in a table: the table, which column is what, what to do with its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.measures.rules.cells import COLUMN_SAYS, Column
from alongside.measures.services.imports import Choices, Take
from alongside.measures.services.matching import Matching
from alongside.measures.sheets.unreadable import MOST_BYTES
from alongside.ui.forms import Choice, FileField, SelectField, TextArea, Tick

MEGABYTES = MOST_BYTES // 2**20


class BringIn(forms.Form):
    """A table, pasted or as a file."""

    pasted = TextArea(
        label=_("Paste from a spreadsheet"),
        hint=_("Mark the cells there, headings too if you like, copy them, and paste them here."),
        rows=10,
        own_words=False,
    )
    file = FileField(
        label=_("Or choose a file"),
        hint=format_lazy(
            _("CSV or an Excel workbook (.xlsx), at most {most} MB. Of a workbook the first sheet is read."),
            most=MEGABYTES,
        ),
        max_bytes=MOST_BYTES,
        extensions=(".csv", ".txt", ".tsv", ".xlsx"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "file" in given and not given.get("pasted", "").strip() and not given.get("file"):
            self.add_error("pasted", _("Paste a table, or choose a file"))
        return given


class Match(forms.Form):
    """Which column is what."""

    heading = SelectField(label=_("Which row holds the headings?"))
    month_first = Tick(label=_("Dates like 3/4/2026 are the 4th of March (month first)"), required=False)

    def __init__(
        self, data: Any = None, *, rows: Sequence[Sequence[str]], matching: Matching, wanted: Sequence[Column]
    ) -> None:
        super().__init__(data)
        names = _names(rows, matching.heading)
        head: Any = self.fields["heading"]
        head.choices = [("", _("None"))] + [(str(n), _headings(n, row)) for n, row in enumerate(rows[:10])]
        head.initial = "" if matching.heading is None else str(matching.heading)
        self.fields["month_first"].initial = matching.month_first
        self.wanted = tuple(wanted)
        for column in self.wanted:
            at = matching.columns.get(column)
            self.fields[column.value] = SelectField(
                label=_(COLUMN_SAYS[column]),
                choices=[("", _("Not in this table")), *((str(n), name) for n, name in enumerate(names))],
                initial="" if at is None else str(at),
                missing=_("Choose the column with the date or period") if column == Column.WHEN else "",
            )

    @property
    def matching(self) -> Matching:
        """What was chosen."""
        given = self.cleaned_data
        columns = {column: int(given[column.value]) for column in self.wanted if given[column.value]}
        return Matching(columns, int(given["heading"]) if given["heading"] else None, given["month_first"])


class Decide(forms.Form):
    """Which rows to bring in."""

    take = Choice(
        label=_("If some rows are not right"),
        missing=_("Choose what to do if some rows are not right"),
        choices=[
            (Take.ALL.value, _("bring in nothing")),
            (Take.GOOD.value, _("bring in the good rows and leave the others")),
        ],
        initial=Take.ALL.value,
    )
    replace = Tick(label=_("Replace figures that are there already, where they differ"), required=False)
    sure = Tick(label=_("The doubtful figures are right"), required=False)

    @property
    def choices(self) -> Choices:
        """What was decided."""
        given = self.cleaned_data
        return Choices(take=Take(given["take"]), replace=given["replace"], sure=given["sure"])


def _names(rows: Sequence[Sequence[str]], heading: int | None) -> list[str]:
    """What each column is called: its heading, or its letter and its first cell."""
    width = max((len(row) for row in rows[:50]), default=0)
    head = rows[heading] if heading is not None and heading < len(rows) else ()
    names = []
    for number in range(width):
        said = head[number] if number < len(head) else ""
        example = next((row[number] for row in rows[:20] if number < len(row) and row[number]), "")
        holes = {"letter": _letter(number), "text": (said or example)[:40]}
        names.append((gettext("Column %(letter)s: %(text)s") % holes).rstrip(": "))
    return names


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else f"{chr(64 + number // 26)}{chr(65 + number % 26)}"


def _headings(number: int, row: Sequence[str]) -> str:
    """A row that may hold the headings, as it is offered."""
    return gettext("Row %(number)s: %(text)s") % {"number": number + 1, "text": _line(row)}


def _line(row: Sequence[str]) -> str:
    return ", ".join(cell for cell in row if cell)[:60]

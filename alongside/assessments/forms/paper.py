"""What people fill in about paper: how many sheets, who types, on which day, and what stands on a sheet."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments.forms.rating import SILENCES, SURE, AnswerQuestion, Sheet, answer_of
from alongside.assessments.forms.rounds import Token, field_of
from alongside.assessments.queries.paper import Look, SheetWords
from alongside.assessments.queries.rating import Question
from alongside.assessments.queries.rounds import AskedLine
from alongside.assessments.rules import Answer
from alongside.ui.components.choices import Item
from alongside.ui.forms import Choice, CodeField, DateField, SelectField, TextArea, TextField, Tick, WholeNumber

ANY = "any"
NOTHING_MARKED = _("Nothing is marked, or it cannot be read")


class MakeSheets(forms.Form):
    """How many sheets for whom, and how they look. The token makes one form one printing, however often it is sent."""

    token = Token()
    look = Choice(
        label=_("How shall they look?"),
        missing=_("Choose how the sheets look"),
        invalid=_("Choose one of these three"),
        choices=[
            (Look.STANDARD, _("Standard")),
            (Look.LARGE, _("Large print")),
            (Look.EASY, _("Easy to read")),
        ],
        hints={
            Look.LARGE: _("18 point and larger, with more space."),
            Look.EASY: _("Easy words and pictures, large print, one question on each page."),
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asked: Sequence[AskedLine],
        alike: Sequence[str],
        most: int,
        number: int | None = None,
    ) -> None:
        super().__init__(data, initial={"token": uuid.uuid4(), "look": Look.STANDARD})
        self.asked, self.alike, self.most = asked, alike, most
        lines = [(line.code, line.name) for line in asked]
        if alike:
            names = [line.name[:1].lower() + line.name[1:] for line in asked if line.code in alike]
            lines.append(
                (ANY, gettext("For whoever it is: they say on the sheet whether they are %s") % " / ".join(names))
            )
        for code, name in lines:
            self.fields[field_of("number", code)] = WholeNumber(
                label=name,
                required=False,
                width=3,
                min_value=0,
                max_value=most,
                error_messages={
                    "min_value": gettext("%s: enter a number that is not below 0") % name,
                    "max_value": gettext("%(name)s: enter %(most)d or fewer") % {"name": name, "most": most},
                    "invalid": gettext("%s: enter a whole number") % name,
                },
            )
        self.order_fields([*(field_of("number", code) for code, _ in lines), "look"])

    @property
    def numbers(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("number_")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        counts = [given.get(bound.name) or 0 for bound in self.numbers]
        if not self.errors and not 1 <= sum(counts) <= self.most:
            wrong = (
                gettext("Enter how many sheets you need")
                if not sum(counts)
                else gettext("Print %d sheets or fewer at a time") % self.most
            )
            self.add_error(self.numbers[0].name, wrong)
        return given

    def wanted(self) -> list[tuple[tuple[str, ...], int]]:
        """For which voices how many, once the form is valid."""
        found: list[tuple[tuple[str, ...], int]] = []
        for line in self.asked:
            found.append(((line.code,), self.cleaned_data[field_of("number", line.code)] or 0))
        if self.alike:
            found.append((tuple(self.alike), self.cleaned_data[field_of("number", ANY)] or 0))
        return [(voices, number) for voices, number in found if number]

    def renew(self) -> None:
        """Let the same form be sent once more, as a new act."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "token": str(uuid.uuid4())}


class NameTypist(forms.Form):
    address = TextField(
        label=_("Their email address, or the name they sign in with"),
        hint=_("Somebody who belongs to another place, and who could not turn a key to this reveal."),
        missing=_("Enter what whoever types signs in with"),
        max_length=254,
        error_messages={"max_length": _("This is too long to be an address or a name to sign in with")},
        width=30,
    )


class NameTwo(forms.Form):
    """Two people of the place who type together."""

    def __init__(self, data: Any = None, *, people: Sequence[tuple[str, str]], mine: str) -> None:
        super().__init__(data, initial={"first": mine})
        for name, label in (("first", _("One of them")), ("second", _("The other one, of the other side"))):
            self.fields[name] = SelectField(
                label=label,
                choices=[("", _("Choose")), *people],
                missing=_("Choose who types") if name == "first" else _("Choose who types with them"),
                invalid=_("Choose somebody from the list"),
            )


class MarkEvent(forms.Form):
    event_on = DateField(
        label=_("On which day do people answer together?"),
        name=_("The day"),
        hint=_("Leave it empty when there is no such day any more."),
    )


class EnterSheet(forms.Form):
    code = CodeField(
        label=_("Sheet code"),
        hint=_("It stands beside each question and looks like BCD-FGH-JKM. Big or small letters are fine."),
        missing=_("Enter the sheet code"),
        max_length=40,
        error_messages={"max_length": _("This is too long to be a sheet code")},
    )


class SheetHead(forms.Form):
    """What stands on a sheet beside the answers."""

    waives = Tick(
        label=_("If only a few of us answer, you may still show our answers as ours"),
        hint=_("Tick this only if it is ticked on the sheet."),
    )

    def __init__(self, data: Any = None, *, words: SheetWords) -> None:
        super().__init__(data)
        if words.asks_voice:
            self.fields["voice"] = Choice(
                label=_("They answer as"),
                choices=list(words.voices),
                missing=_("Choose what is ticked on the sheet. If nothing is, put it aside: it cannot be typed in"),
                invalid=_("Choose one of these"),
            )
            self.order_fields(["voice", "waives"])
        self.only_voice = words.voices[0][0]

    @property
    def spoken_as(self) -> str:
        return str(self.cleaned_data.get("voice") or self.only_voice)


class TypedQuestion(AnswerQuestion):
    """One question as it stands on a sheet. Words that may not be shown are not typed, as nobody will read them."""

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data, question=question)
        del self.fields["offered"]
        sure = self.fields["sure"]
        assert isinstance(sure, Choice)
        sure.small = sure.inline = True
        sure.label = _("How sure they are")
        sure.choices = [("", _("Nothing is marked")), *SURE.items()]
        words = self.fields["words"]
        assert isinstance(words, TextArea)
        words.label = gettext("Their words about question %d") % question.number
        words.rows = 3
        words.help_text = _("Only if the box “You may show these words to others” is ticked. Otherwise leave them out.")

    @property
    def answers(self) -> list[Item]:
        """The stages, the silences, and that nothing is marked, as one group."""
        nothing = Item(text=str(NOTHING_MARKED), value="", checked=not self._chosen())
        stages = [Item(text=item.text, value=item.value, checked=item.checked) for item in self.stages]
        return [*stages, *self.silences, nothing]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "answer" in self.errors:
            del self.errors["answer"]
            self.add_error(
                "answer",
                gettext(
                    "Question %d: choose the answer that is marked. If none is, leave out the words and how sure they "
                    "are: they are kept only with an answer"
                )
                % self.question.number,
            )
        return given

    @property
    def given(self) -> Answer | None:
        return answer_of(self.cleaned_data, offered=True)


class TypeSheet(Sheet):
    """A whole sheet on one page: its head and every question, whose mistakes stand together at the top."""

    def __init__(self, data: Any = None, *, words: SheetWords) -> None:
        self.head = SheetHead(data, words=words)
        super().__init__([TypedQuestion(data, question=one) for one in words.questions])

    def __iter__(self) -> Iterator[BoundField]:
        yield from self.head
        yield from super().__iter__()

    def non_field_errors(self) -> list[str]:
        return [str(error) for error in self.head.non_field_errors()]

    @property
    def errors(self) -> Mapping[str, object]:
        own = {"head": self.head.errors} if self.head.errors else {}
        return {**own, **super().errors}

    def add_error(self, message: str) -> None:
        self.head.add_error(None, message)

    def answers(self) -> dict[str, Answer]:
        """What is answered, by item code, once the sheet is valid."""
        given = {form.question.code: form.given for form in self.forms}
        return {item: answer for item, answer in given.items() if answer is not None}


IN_WORDS = SILENCES
"""The silences as people who answer on a screen have them, so that a sheet says the same."""

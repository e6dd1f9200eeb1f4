"""What people type about a change idea and its tests. What happened and what came of it take a minute each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from alongside.frameworks.models import Item
from alongside.goals.forms.voices import InOneVoice
from alongside.goals.queries.cycle_words import DECISIONS, SCALES, SETTINGS
from alongside.goals.queries.saying import STRANDS
from alongside.goals.rules.cycles import Decision, Result, Scale
from alongside.goals.services.cycles import Idea, Plan
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField, Tick

EXAMPLE = "For example, 27 3 2027."


class IdeaWords(InOneVoice):
    """A change idea, and how others will find it."""

    text = TextArea(
        label="What could you try?",
        hint="One thing that could be tried this week. No names of people.",
        missing="Say what could be tried",
        max_length=300,
        rows=3,
    )
    driver = SelectField(label="Which driver does it move?", required=False)
    setting = SelectField(
        label="For what kind of place?", missing="Choose a kind of place", choices=list(SETTINGS.items())
    )
    strand = SelectField(label="Which strand?", missing="Choose a strand", choices=list(STRANDS.items()))
    item = SelectField(label="Which challenge?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    copy = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, *args: Any, drivers: list[tuple[str, str]], items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "driver", [("", "None yet"), *drivers])
        _offer(self, "item", [("", "The goal’s"), *items])

    @property
    def idea(self) -> Idea:
        given = self.cleaned_data
        item = Item.objects.filter(pk=given["item"]).first() if given["item"] else None
        return Idea(text=given["text"], setting=given["setting"], strand=given["strand"], item=item)


class PlanCycle(InOneVoice):
    """The plan of a test."""

    learned = TextArea(label="What did you learn last time?", max_length=600, rows=3, required=False)
    changes = TextArea(label="What changes this time?", max_length=600, rows=3, required=False)
    question = TextField(
        label="What do you want to find out?",
        hint="For example “Does a card at the door make people feel expected?”",
        missing="Say what you want to find out",
        max_length=300,
    )
    prediction = TextField(
        label="What do you expect to happen?",
        hint="Say it before you begin. It may be wrong: that is how you learn most. "
        "For example “Four of five people will say that somebody met them”.",
        required=False,
        max_length=300,
    )
    measured = TextField(
        label="What will you look at to see it?",
        hint="A number or an answer. For example “I ask each of the five on their second day”.",
        required=False,
        max_length=300,
    )
    scale = Choice(
        label="How big?",
        hint="The smaller the first test, the sooner you know.",
        missing="Choose how big the test is",
        choices=list(SCALES.items()),
    )
    who = TextField(label="Who does it?", hint="By role, not by name.", required=False, max_length=200)
    where = TextField(label="Where?", required=False, max_length=200)
    starts_on = DateField(label="When does it begin?", hint=EXAMPLE, required=False, name="The first day")
    study_on = DateField(
        label="When do you look at the result?",
        hint=f"If you leave this empty, two weeks after it begins. {EXAMPLE}",
        required=False,
        name="The day to look at the result",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, goes_on: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"scale": Scale.ONE.value} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if not goes_on:
            del self.fields["learned"], self.fields["changes"]
        elif "voice" in self.fields:
            self.order_fields(["voice", "learned", "changes"])

    @property
    def plan(self) -> Plan:
        left_out = {"voice", "version"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return Plan(**given)


class StartCycle(InOneVoice):
    """When a test began."""

    on = DateField(
        label="When did it begin?", hint=EXAMPLE, name="The day it began", missing="Enter the day on which it began"
    )
    early = Tick(
        label="It began before it was written down here",
        hint="That is all right. Such a test is counted apart, because nobody can show that the prediction came first.",
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordDo(InOneVoice):
    """What happened: one line is enough."""

    did = TextField(label="What happened?", hint="One line is enough.", missing="Say what happened", max_length=600)
    surprises = TextField(label="Did anything surprise you? (optional)", required=False, max_length=600)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordStudy(InOneVoice):
    """The result beside the prediction: a number, and right, wrong or can’t tell."""

    value = TextField(
        label="What number did you find? (optional)", required=False, width=5, inputmode="decimal", max_length=20
    )
    result = Choice(
        label="Was the prediction right?",
        missing="Choose whether the prediction was right",
        choices=[(Result.RIGHT, "Right"), (Result.WRONG, "Wrong"), (Result.COULD_NOT_TELL, "Can’t tell")],
    )
    found = TextField(label="What do you make of it? (optional)", required=False, max_length=600)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_value(self) -> float | None:
        given = str(self.cleaned_data.get("value") or "").replace(" ", "").replace(",", "").removesuffix("%")
        if not given:
            return None
        try:
            number = float(given)
        except ValueError as wrong:
            raise ValidationError("Enter a number, such as 4 or 12.5") from wrong
        if not abs(number) < 1e12:
            raise ValidationError("Enter a number, such as 4 or 12.5")
        return number


class DecideCycle(InOneVoice):
    """What is made of a test, and why."""

    decision = Choice(
        label="What do you do with the idea now?",
        missing="Choose what you do with the idea",
        choices=[(code, DECISIONS[code]) for code in Decision],
        hints={
            Decision.ADOPT: "It works here and becomes how things are done.",
            Decision.ADAPT: "Something in it is worth keeping. The next test starts from what you learned.",
            Decision.ABANDON: "It does not do what you hoped. What did not work is what others can use most.",
            Decision.SPREAD: "It works here, and others try it next.",
        },
    )
    reason = TextArea(label="Why?", missing="Say why, in a few words", max_length=600, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AddDoer(forms.Form):
    """Somebody who took part."""

    member = SelectField(label="Who?", required=False)
    voice = SelectField(label="In which voice?", missing="Choose the voice")

    def __init__(
        self, *args: Any, members: list[tuple[str, str]], voices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "member", [("", "Somebody without an account"), *members])
        _offer(self, "voice", [("", "Choose a voice"), *voices])


class DoneUntested(forms.Form):
    """Why something was done without a test."""

    why = TextArea(
        label="Why was it done without a test?",
        hint="That is allowed. It is counted apart, and never as a success of a test.",
        missing="Say why it was done without a test",
        max_length=600,
        rows=3,
    )


class ShareIdea(forms.Form):
    """What a team tells others about an idea."""

    learned = TextArea(
        label="What would you tell another team?",
        hint="Every team of the programme can read this, with the name of your team. No names of people.",
        missing="Say what you would tell another team",
        max_length=600,
        rows=4,
    )


class SearchLibrary(forms.Form):
    """What is looked for in the library."""

    words = TextField(label="What are you looking for?", required=False, max_length=200)
    item = SelectField(label="Challenge", required=False)
    strand = SelectField(label="Strand", required=False, choices=[("", "Any"), *STRANDS.items()])
    setting = SelectField(label="Kind of place", required=False, choices=[("", "Any"), *SETTINGS.items()])

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "item", [("", "Any"), *items])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices

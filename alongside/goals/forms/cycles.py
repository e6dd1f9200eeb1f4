"""What people type about a change idea and its tests. What happened and what came of it take a minute each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.frameworks.models import Item
from alongside.goals.forms.voices import InOneVoice
from alongside.goals.queries.cycle_words import DECISIONS, SCALES, SETTINGS
from alongside.goals.queries.saying import STRANDS
from alongside.goals.rules.cycles import Decision, Result, Scale
from alongside.goals.services.cycles import Idea, Plan
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField, Tick

EXAMPLE = _("For example, 27 3 2027.")


class IdeaWords(InOneVoice):
    """A change idea, and how others will find it."""

    text = TextArea(
        label=_("What could you try?"),
        hint=_("One thing that could be tried this week. No names of people."),
        missing=_("Say what could be tried"),
        max_length=300,
        rows=3,
    )
    driver = SelectField(label=_("Which driver does it move?"), required=False)
    setting = SelectField(
        label=_("For what kind of place?"),
        missing=_("Choose a kind of place"),
        choices=[(code, _(says)) for code, says in SETTINGS.items()],
    )
    strand = SelectField(label=_("Which strand?"), missing=_("Choose a strand"), choices=list(STRANDS.items()))
    item = SelectField(label=_("Which challenge?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    copy = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)

    def __init__(self, *args: Any, drivers: list[tuple[str, str]], items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "driver", [("", str(_("None yet"))), *drivers])
        _offer(self, "item", [("", str(_("The goal’s"))), *items])

    @property
    def idea(self) -> Idea:
        given = self.cleaned_data
        item = Item.objects.filter(pk=given["item"]).first() if given["item"] else None
        return Idea(text=given["text"], setting=given["setting"], strand=given["strand"], item=item)


class PlanCycle(InOneVoice):
    """The plan of a test."""

    learned = TextArea(label=_("What did you learn last time?"), max_length=600, rows=3, required=False)
    changes = TextArea(label=_("What changes this time?"), max_length=600, rows=3, required=False)
    question = TextField(
        label=_("What do you want to find out?"),
        hint=_("For example “Does a card at the door make people feel expected?”"),
        missing=_("Say what you want to find out"),
        max_length=300,
    )
    prediction = TextField(
        label=_("What do you expect to happen?"),
        hint=_(
            "Say it before you begin. It may be wrong: that is how you learn most. "
            "For example “Four of five people will say that somebody met them”."
        ),
        required=False,
        max_length=300,
    )
    measured = TextField(
        label=_("What will you look at to see it?"),
        hint=_("A number or an answer. For example “I ask each of the five on their second day”."),
        required=False,
        max_length=300,
    )
    scale = Choice(
        label=_("How big?"),
        hint=_("The smaller the first test, the sooner you know."),
        missing=_("Choose how big the test is"),
        choices=[(code, _(says)) for code, says in SCALES.items()],
    )
    who = TextField(label=_("Who does it?"), hint=_("By role, not by name."), required=False, max_length=200)
    where = TextField(label=_("Where?"), required=False, max_length=200)
    starts_on = DateField(label=_("When does it begin?"), hint=EXAMPLE, required=False, name=_("The first day"))
    study_on = DateField(
        label=_("When do you look at the result?"),
        hint=format_lazy("{} {}", _("If you leave this empty, two weeks after it begins."), EXAMPLE),
        required=False,
        name=_("The day to look at the result"),
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
        label=_("When did it begin?"),
        hint=EXAMPLE,
        name=_("The day it began"),
        missing=_("Enter the day on which it began"),
    )
    early = Tick(
        label=_("It began before it was written down here"),
        hint=_(
            "That is all right. Such a test is counted apart, because nobody can show that the prediction came first."
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordDo(InOneVoice):
    """What happened: one line is enough."""

    did = TextField(
        label=_("What happened?"), hint=_("One line is enough."), missing=_("Say what happened"), max_length=600
    )
    surprises = TextField(label=_("Did anything surprise you? (optional)"), required=False, max_length=600)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RecordStudy(InOneVoice):
    """The result beside the prediction: a number, and right, wrong or can’t tell."""

    value = TextField(
        label=_("What number did you find? (optional)"), required=False, width=5, inputmode="decimal", max_length=20
    )
    result = Choice(
        label=_("Was the prediction right?"),
        missing=_("Choose whether the prediction was right"),
        choices=[(Result.RIGHT, _("Right")), (Result.WRONG, _("Wrong")), (Result.COULD_NOT_TELL, _("Can’t tell"))],
    )
    found = TextField(label=_("What do you make of it? (optional)"), required=False, max_length=600)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_value(self) -> float | None:
        given = str(self.cleaned_data.get("value") or "").replace(" ", "").replace(",", "").removesuffix("%")
        if not given:
            return None
        try:
            number = float(given)
        except ValueError as wrong:
            raise ValidationError(_("Enter a number, such as 4 or 12.5")) from wrong
        if not abs(number) < 1e12:
            raise ValidationError(_("Enter a number, such as 4 or 12.5"))
        return number


class DecideCycle(InOneVoice):
    """What is made of a test, and why."""

    decision = Choice(
        label=_("What do you do with the idea now?"),
        missing=_("Choose what you do with the idea"),
        choices=[(code, _(DECISIONS[code])) for code in Decision],
        hints={
            Decision.ADOPT: _("It works here and becomes how things are done."),
            Decision.ADAPT: _("Something in it is worth keeping. The next test starts from what you learned."),
            Decision.ABANDON: _("It does not do what you hoped. What did not work is what others can use most."),
            Decision.SPREAD: _("It works here, and others try it next."),
        },
    )
    reason = TextArea(label=_("Why?"), missing=_("Say why, in a few words"), max_length=600, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AddDoer(forms.Form):
    """Somebody who took part."""

    member = SelectField(label=_("Who?"), required=False)
    voice = SelectField(label=_("In which voice?"), missing=_("Choose the voice"))

    def __init__(
        self, *args: Any, members: list[tuple[str, str]], voices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "member", [("", str(_("Somebody without an account"))), *members])
        _offer(self, "voice", [("", str(_("Choose a voice"))), *voices])


class DoneUntested(forms.Form):
    """Why something was done without a test."""

    why = TextArea(
        label=_("Why was it done without a test?"),
        hint=_("That is allowed. It is counted apart, and never as a success of a test."),
        missing=_("Say why it was done without a test"),
        max_length=600,
        rows=3,
    )


class ShareIdea(forms.Form):
    """What a team tells others about an idea."""

    learned = TextArea(
        label=_("What would you tell another team?"),
        hint=_("Every team of the programme can read this, with the name of your team. No names of people."),
        missing=_("Say what you would tell another team"),
        max_length=600,
        rows=4,
    )


class SearchLibrary(forms.Form):
    """What is looked for in the library."""

    words = TextField(label=_("What are you looking for?"), required=False, max_length=200)
    item = SelectField(label=_("Challenge"), required=False)
    strand = SelectField(label=_("Strand"), required=False, choices=[("", _("Any")), *STRANDS.items()])
    setting = SelectField(
        label=_("Kind of place"),
        required=False,
        choices=[("", _("Any")), *((code, _(says)) for code, says in SETTINGS.items())],
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "item", [("", str(_("Any"))), *items])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices

"""What people type when they propose a goal, change it, name who leads it, or move it on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms

from alongside.goals.forms.voices import InOneVoice
from alongside.goals.models import Goal
from alongside.goals.queries import proposing, saying
from alongside.goals.queries.goal import Hats
from alongside.goals.queries.proposing import Choices
from alongside.goals.rules.goals import ClosedHow
from alongside.goals.services import Leads, Words
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField

NO_CHOICE = ("", "Not chosen")
STAGES = [NO_CHOICE, ("0", "Not yet"), ("1", "Engagement"), ("2", "Development"), ("3", "Transformation")]
EXAMPLE = "For example, 27 3 2027."


class GoalWords(InOneVoice):
    """What a goal says."""

    title = TextField(
        label="What do you want to change?",
        hint="A few words, as you would say them on the ward. For example “Nobody waits alone at the door”.",
        missing="Say what you want to change, in a few words",
        max_length=120,
    )
    different_for_people = TextArea(
        label="What will be different for people who use services, and their family and friends?",
        hint="What would they see, hear or feel? Plain words, no names.",
        missing="Say what will be different for people",
        max_length=600,
        rows=3,
    )
    convinces_sceptic = TextArea(
        label="What would convince somebody who doubts it? (optional)",
        hint="Something they could count, see or be told.",
        required=False,
        max_length=600,
        rows=3,
    )
    strand = Choice(
        label="Which of the three strands is it?",
        hint="A site works on all three at the same time.",
        missing="Choose a strand",
        choices=[(strand.value, words) for strand, words in saying.STRANDS.items()],
        hints={strand.value: words for strand, words in saying.STRAND_HINTS.items()},
    )
    item = SelectField(label="Which challenge is it about? (optional)", required=False)
    baseline_stage = SelectField(label="Where do you stand now? (optional)", required=False, choices=STAGES)
    target_stage = SelectField(label="Where do you want to be? (optional)", required=False, choices=STAGES)
    series = SelectField(
        label="Which figures will show it? (optional)", hint="Series of this place or its site.", required=False
    )
    starts_on = DateField(label="When does the work begin? (optional)", hint=EXAMPLE, name="The start", required=False)
    due_on = DateField(label="When is it to be done? (optional)", hint=EXAMPLE, name="The due date", required=False)

    def __init__(self, *args: Any, choices: Choices, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, hats=hats, **kwargs)
        _offer(self, "item", [NO_CHOICE, *choices.items])
        _offer(self, "series", [("", "None yet"), *choices.series])

    def words(self, *, kept: Goal | None = None) -> Words:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        return Words(
            title=given["title"],
            different_for_people=given["different_for_people"],
            convinces_sceptic=given["convinces_sceptic"],
            strand=given["strand"],
            item=proposing.item_called(given["item"]),
            baseline_stage=_number(given["baseline_stage"]),
            target_stage=_number(given["target_stage"]),
            series=proposing.series_called(given["series"]),
            starts_on=given["starts_on"],
            due_on=given["due_on"],
            review_on=kept.review_on if kept else None,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("starts_on") and given.get("due_on") and given["due_on"] < given["starts_on"]:
            self.add_error("due_on", "The day it is to be done must be the same as or after the day the work begins")
        begins, aims = _number(given.get("baseline_stage")), _number(given.get("target_stage"))
        if begins is not None and aims is not None and aims < begins:
            self.add_error("target_stage", "Where you want to be must not be before where you stand now")
        return given


class SentOnce(forms.Form):
    """A form that makes something new: sent again, it makes nothing more."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ProposeGoal(SentOnce, GoalWords):
    """A new goal, with whoever is to lead it."""

    lived_lead = SelectField(label="Co-lead with lived experience (optional)", required=False)
    profession_lead = SelectField(
        label="Co-lead of the profession (optional)",
        hint="A goal starts once both are named. You can do it later.",
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, hats=hats, **kwargs)
        _offer_leads(self, choices)

    @property
    def leads(self) -> Leads:
        return _leads(self)


class EditGoal(GoalWords):
    """A change of what a goal says. `version` is the one its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RecordDuty(SentOnce, GoalWords):
    """An urgent safety or legal duty."""

    why = TextArea(
        label="Why is it urgent?",
        hint="Who asked for it, or which law or rule it is. Both sides read this.",
        missing="Say why it is urgent",
        max_length=600,
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["voice", "title", "why", "different_for_people", "strand", "due_on"])
        for name in ("item", "baseline_stage", "target_stage", "series", "convinces_sceptic", "starts_on"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        absent = dict.fromkeys(("item", "baseline_stage", "target_stage", "series", "convinces_sceptic"), "")
        return {**absent, "starts_on": None, **given}


class NameLeads(forms.Form):
    """The two co-leads of a goal."""

    lived_lead = SelectField(label="Co-lead with lived experience", required=False)
    profession_lead = SelectField(label="Co-lead of the profession", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_leads(self, choices)

    @property
    def leads(self) -> Leads:
        return _leads(self)


class StartGoal(forms.Form):
    """Begin the work; while somebody blocks it, with an answer to them."""

    def __init__(self, *args: Any, blocked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if blocked:
            self.fields["answer"] = TextArea(
                label="Somebody blocks this goal. What have you done about it, or why do you go on?",
                hint="It is kept with the goal, beside their words.",
                missing="Say what you have done about the block, or why you go on",
                max_length=600,
                rows=3,
            )

    @property
    def answer(self) -> str:
        return str(self.cleaned_data.get("answer") or "")


class ClaimGoal(InOneVoice):
    """Say that a goal is done, and what shows it."""

    claim = TextArea(
        label="What is different now, and what shows it?",
        hint="Say it so that somebody else can go and see. No names of people.",
        missing="Say what is different now, and what shows it",
        max_length=1000,
        rows=5,
    )


class VerifyGoal(InOneVoice):
    """Somebody else saw for themselves."""

    outcome = Choice(
        label="Is it done?",
        missing="Choose whether it is done",
        choices=[("yes", "Yes, I have seen it"), ("no", "Not yet")],
        hints={"no": "The work goes on, and your words say what is still missing."},
    )
    words = TextArea(
        label="What did you see, or what were you told?",
        hint="Whom did you ask, where did you look? No names of people.",
        missing="Say what you saw or were told",
        max_length=600,
        rows=4,
    )


class CloseGoal(forms.Form):
    """How a goal ends."""

    how = Choice(
        label="How does it end?",
        missing="Choose how it ends",
        choices=[
            (ClosedHow.SUSTAINED, "With a change that lasts"),
            (ClosedHow.WITHOUT_CHANGE, "Without change"),
        ],
        hints={
            ClosedHow.SUSTAINED: "It has been verified by somebody else, and it holds.",
            ClosedHow.WITHOUT_CHANGE: "You tried and it did not change, or it cannot be changed here. "
            "That is as honourable, and others learn from it.",
        },
    )
    why = TextArea(label="Why?", missing="Say why it ends", max_length=600, rows=4)


class WithReason(forms.Form):
    """Park, stop or reopen a goal: the reason is all there is to say."""

    why = TextArea(
        label="Why?",
        hint="Everyone who may see the goal reads it.",
        missing="Give the reason",
        max_length=600,
        rows=4,
    )


class AskToVerify(forms.Form):
    """Which other team is asked to see for itself."""

    team = SelectField(label="Which team do you ask?", missing="Choose a team")

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "team", [("", "Choose a team"), *teams])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _offer_leads(form: forms.Form, choices: Choices) -> None:
    _offer(form, "lived_lead", [("", "Nobody named yet"), *choices.lived])
    _offer(form, "profession_lead", [("", "Nobody named yet"), *choices.profession])


def _leads(form: forms.Form) -> Leads:
    given = {side: form.cleaned_data[f"{side}_lead"] for side in ("lived", "profession")}
    return Leads(**{side: UUID(user) if user else None for side, user in given.items()})


def _number(given: str | None) -> int | None:
    return int(given) if given else None

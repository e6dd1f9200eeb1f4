"""What people type when they propose a goal, change it, name who leads it, or move it on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.goals.forms.voices import InOneVoice
from alongside.goals.models import Goal
from alongside.goals.queries import proposing, saying
from alongside.goals.queries.goal import Hats
from alongside.goals.queries.proposing import Choices
from alongside.goals.rules.goals import ClosedHow
from alongside.goals.services import Leads, Words
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField

NO_CHOICE = ("", _("Not chosen"))
STAGES = [NO_CHOICE, ("0", _("Not yet")), ("1", _("Engagement")), ("2", _("Development")), ("3", _("Transformation"))]
EXAMPLE = _("For example, 27 3 2027.")


class GoalWords(InOneVoice):
    """What a goal says."""

    title = TextField(
        label=_("What do you want to change?"),
        hint=_("A few words, as you would say them on the ward. For example “Nobody waits alone at the door”."),
        missing=_("Say what you want to change, in a few words"),
        max_length=120,
    )
    different_for_people = TextArea(
        label=_("What will be different for people who use services, and their family and friends?"),
        hint=_("What would they see, hear or feel? Plain words, no names."),
        missing=_("Say what will be different for people"),
        max_length=600,
        rows=3,
    )
    convinces_sceptic = TextArea(
        label=_("What would convince somebody who doubts it? (optional)"),
        hint=_("Something they could count, see or be told."),
        required=False,
        max_length=600,
        rows=3,
    )
    strand = Choice(
        label=_("Which of the three strands is it?"),
        hint=_("A site works on all three at the same time."),
        missing=_("Choose a strand"),
        choices=[(strand.value, _(words)) for strand, words in saying.STRANDS.items()],
        hints={strand.value: _(words) for strand, words in saying.STRAND_HINTS.items()},
    )
    item = SelectField(label=_("Which challenge is it about? (optional)"), required=False)
    baseline_stage = SelectField(label=_("Where do you stand now? (optional)"), required=False, choices=STAGES)
    target_stage = SelectField(label=_("Where do you want to be? (optional)"), required=False, choices=STAGES)
    series = SelectField(
        label=_("Which figures will show it? (optional)"), hint=_("Series of this place or its site."), required=False
    )
    starts_on = DateField(
        label=_("When does the work begin? (optional)"), hint=EXAMPLE, name=_("The start"), required=False
    )
    due_on = DateField(
        label=_("When is it to be done? (optional)"), hint=EXAMPLE, name=_("The due date"), required=False
    )

    def __init__(self, *args: Any, choices: Choices, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, hats=hats, **kwargs)
        _offer(self, "item", [(NO_CHOICE[0], str(NO_CHOICE[1])), *choices.items])
        _offer(self, "series", [("", str(_("None yet"))), *choices.series])

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
            self.add_error("due_on", _("The day it is to be done must be the same as or after the day the work begins"))
        begins, aims = _number(given.get("baseline_stage")), _number(given.get("target_stage"))
        if begins is not None and aims is not None and aims < begins:
            self.add_error("target_stage", _("Where you want to be must not be before where you stand now"))
        return given


class SentOnce(forms.Form):
    """A form that makes something new: sent again, it makes nothing more."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ProposeGoal(SentOnce, GoalWords):
    """A new goal, with whoever is to lead it."""

    lived_lead = SelectField(label=_("Co-lead with lived experience (optional)"), required=False)
    profession_lead = SelectField(
        label=_("Co-lead of the profession (optional)"),
        hint=_("A goal starts once both are named. You can do it later."),
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
        label=_("Why is it urgent?"),
        hint=_("Who asked for it, or which law or rule it is. Both sides read this."),
        missing=_("Say why it is urgent"),
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

    lived_lead = SelectField(label=_("Co-lead with lived experience"), required=False)
    profession_lead = SelectField(label=_("Co-lead of the profession"), required=False)

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
                label=_("Somebody blocks this goal. What have you done about it, or why do you go on?"),
                hint=_("It is kept with the goal, beside their words."),
                missing=_("Say what you have done about the block, or why you go on"),
                max_length=600,
                rows=3,
            )

    @property
    def answer(self) -> str:
        return str(self.cleaned_data.get("answer") or "")


class ClaimGoal(InOneVoice):
    """Say that a goal is done, and what shows it."""

    claim = TextArea(
        label=_("What is different now, and what shows it?"),
        hint=_("Say it so that somebody else can go and see. No names of people."),
        missing=_("Say what is different now, and what shows it"),
        max_length=1000,
        rows=5,
    )


class VerifyGoal(InOneVoice):
    """Somebody else saw for themselves."""

    outcome = Choice(
        label=_("Is it done?"),
        missing=_("Choose whether it is done"),
        choices=[("yes", _("Yes, I have seen it")), ("no", _("Not yet"))],
        hints={"no": _("The work goes on, and your words say what is still missing.")},
    )
    words = TextArea(
        label=_("What did you see, or what were you told?"),
        hint=_("Whom did you ask, where did you look? No names of people."),
        missing=_("Say what you saw or were told"),
        max_length=600,
        rows=4,
    )


class CloseGoal(forms.Form):
    """How a goal ends."""

    how = Choice(
        label=_("How does it end?"),
        missing=_("Choose how it ends"),
        choices=[
            (ClosedHow.SUSTAINED, _("With a change that lasts")),
            (ClosedHow.WITHOUT_CHANGE, _("Without change")),
        ],
        hints={
            ClosedHow.SUSTAINED: _("It has been verified by somebody else, and it holds."),
            ClosedHow.WITHOUT_CHANGE: _(
                "You tried and it did not change, or it cannot be changed here. "
                "That is as honourable, and others learn from it."
            ),
        },
    )
    why = TextArea(label=_("Why?"), missing=_("Say why it ends"), max_length=600, rows=4)


class WithReason(forms.Form):
    """Park, stop or reopen a goal: the reason is all there is to say."""

    why = TextArea(
        label=_("Why?"),
        hint=_("Everyone who may see the goal reads it."),
        missing=_("Give the reason"),
        max_length=600,
        rows=4,
    )


class AskToVerify(forms.Form):
    """Which other team is asked to see for itself."""

    team = SelectField(label=_("Which team do you ask?"), missing=_("Choose a team"))

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "team", [("", str(_("Choose a team"))), *teams])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _offer_leads(form: forms.Form, choices: Choices) -> None:
    _offer(form, "lived_lead", [("", str(_("Nobody named yet"))), *choices.lived])
    _offer(form, "profession_lead", [("", str(_("Nobody named yet"))), *choices.profession])


def _leads(form: forms.Form) -> Leads:
    given = {side: form.cleaned_data[f"{side}_lead"] for side in ("lived", "profession")}
    return Leads(**{side: UUID(user) if user else None for side, user in given.items()})


def _number(given: str | None) -> int | None:
    return int(given) if given else None

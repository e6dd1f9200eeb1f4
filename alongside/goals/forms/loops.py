"""What people type about loops."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.frameworks.queries import VoiceCard
from alongside.goals.models import LoopWords
from alongside.goals.queries.loops import DECISIONS, STEPS, Source
from alongside.goals.rules.loops import ANSWERS_WANTED, DATED_BY_HAND, MESSAGE_AT_MOST, MOST_WANTED, Reach
from alongside.ui.forms import Choice, DateField, SelectField, TextArea, TextField, Tick, WholeNumber


class OpenLoop(forms.Form):
    """What people raised."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    raised = TextField(
        label=_("What did people raise?"),
        hint=_(
            "In words that anyone may read, for example “Nobody tells us what happens after a meeting”. Name nobody."
        ),
        missing=_("Enter what people raised"),
        max_length=300,
        error_messages={"max_length": _("What was raised must be 300 characters or fewer")},
    )
    raised_on = DateField(
        label=_("When was it raised?"),
        name=_("The day it was raised"),
        missing=_("Enter the day it was raised"),
    )
    wanted = WholeNumber(
        label=_("How many of their answers close it?"),
        hint=format_lazy(
            _("At least {number}. Where fewer people ask to be told, all of those are enough."), number=ANSWERS_WANTED
        ),
        missing=_("Enter how many answers close it"),
        width=2,
        initial=ANSWERS_WANTED,
        min_value=ANSWERS_WANTED,
        max_value=MOST_WANTED,
        error_messages={
            "min_value": format_lazy(_("Enter {fewest} or more"), fewest=ANSWERS_WANTED),
            "max_value": format_lazy(_("Enter {most} or fewer"), most=MOST_WANTED),
        },
    )

    def __init__(
        self, data: Any = None, *, voices: Sequence[VoiceCard], sources: Sequence[Source], chosen: str = "", on: dt.date
    ) -> None:
        picked = next((one for one in sources if one.key == chosen), None)
        initial = {"token": uuid.uuid4(), "raised_on": picked.on if picked else on, "source": chosen if picked else ""}
        super().__init__(data, initial=initial)
        self.sources = {one.key: one for one in sources}
        self.fields["voice"] = Choice(
            label=_("Who raised it?"),
            missing=_("Choose the voice that raised it"),
            invalid=_("Choose one of the voices of this place"),
            choices=[(card.code, card.name) for card in voices],
        )
        self.fields["source"] = SelectField(
            label=_("Where does it come from?"),
            hint=_("A gap between the two sides, words that somebody offered, or a goal."),
            required=False,
            choices=[("", _("From none of these")), *((one.key, one.says) for one in sources)],
        )
        self.order_fields(["token", "voice", "raised", "raised_on", "source", "wanted"])

    @property
    def source(self) -> Source | None:
        return self.sources.get(self.cleaned_data["source"])


class DateStep(forms.Form):
    step = Choice(
        label=_("Which step?"),
        missing=_("Choose the step"),
        invalid=_("Choose one of these steps"),
        choices=[(step.value, _(STEPS[step])) for step in DATED_BY_HAND],
    )
    on = DateField(label=_("When was it?"), name=_("The date of the step"), missing=_("Enter the date of the step"))


class Decide(forms.Form):
    """What was decided; `version` is the one its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = Choice(
        label=_("What was decided?"),
        missing=_("Choose what was decided"),
        invalid=_("Choose one of these three"),
        choices=[(one.value, _(says)) for one, says in DECISIONS.items()],
        hints={"did_not": _("As honourable as the others, if you say why.")},
    )
    why = TextArea(
        label=_("What was done, or why not?"),
        hint=_("In plain words. Those who raised it will read it."),
        missing=_("Enter what was done, or why not"),
        max_length=600,
        rows=4,
        error_messages={"max_length": _("This must be 600 characters or fewer")},
    )


class Tell(forms.Form):
    """The message to those who raised it."""

    message = TextArea(
        label=_("What do you want to tell them?"),
        hint=_("This is a first draft, made from what was written down. Change it until you would want to read it."),
        missing=_("Enter what you want to tell them"),
        max_length=MESSAGE_AT_MOST,
        rows=14,
        error_messages={
            "max_length": format_lazy(_("The message must be {most} characters or fewer"), most=MESSAGE_AT_MOST)
        },
    )
    public = Tick(
        label=_("Show it on the public page too"),
        hint=_("“You said, we did, we didn’t because”: everybody can read it. No message and no figure below eight."),
    )

    def __init__(self, data: Any = None, *, callers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if callers:
            self.fields["caller"] = SelectField(
                label=_("Who calls those who asked to be phoned?"),
                hint=_("Only this person sees the numbers. It cannot be somebody who did the work."),
                missing=_("Choose who calls them"),
                choices=[("", _("Choose a person")), *callers],
            )


class AddListener(forms.Form):
    """Somebody asked to be told."""

    reach = Choice(
        label=_("How do they want to be told?"),
        missing=_("Choose how they want to be told"),
        invalid=_("Choose one of these three"),
        choices=[
            (Reach.MAIL.value, _("By email")),
            (Reach.PAPER.value, _("By a letter on paper")),
            (Reach.PHONE.value, _("By phone")),
        ],
    )
    contact = TextField(
        label=_("How can they be reached?"),
        hint=_("The email address, the phone number with a name, or whom the letter is to be handed to."),
        missing=_("Enter how they can be reached"),
        max_length=200,
        error_messages={"max_length": _("This must be 200 characters or fewer")},
        autocomplete="off",
    )


class MakeOnce(forms.Form):
    """Codes that are shown once. The token makes one form one batch, however often it is sent."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, question: str = "", most: int = 0, hint: str = "") -> None:
        super().__init__(data, initial={"token": uuid.uuid4()})
        if question:
            self.fields["number"] = WholeNumber(
                label=question,
                hint=hint,
                missing=_("Enter how many"),
                width=3,
                min_value=1,
                max_value=most,
                error_messages={
                    "min_value": _("Enter 1 or more"),
                    "max_value": format_lazy(_("Enter {most} or fewer"), most=most),
                },
            )

    @property
    def number(self) -> int:
        return int(self.cleaned_data.get("number") or 0)

    def renew(self) -> None:
        """Let the same form be sent once more, as a new act."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "token": str(uuid.uuid4())}


class GiveReason(forms.Form):
    why = TextArea(
        label=_("Why?"),
        missing=_("Enter why"),
        max_length=600,
        rows=4,
        error_messages={"max_length": _("The reason must be 600 characters or fewer")},
    )


class JoinGoal(forms.Form):
    def __init__(self, data: Any = None, *, goals: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["goal"] = SelectField(
            label=_("Which goal did it become?"),
            missing=_("Choose a goal"),
            choices=[("", _("Choose a goal")), *goals],
        )


class ReadWords(forms.Form):
    """One verdict for each of the offered words that wait."""

    def __init__(self, data: Any = None, *, words: Sequence[LoopWords], voices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.words = {f"words-{row.pk}": row for row in words}
        if len(voices) > 1:
            self.fields["voice"] = Choice(
                label=_("In which of your voices do you read?"),
                missing=_("Choose the voice in which you read"),
                choices=list(voices),
            )
        for number, (name, row) in enumerate(self.words.items(), start=1):
            self.fields[name] = Choice(
                label=f"{number}. “{row.words}”",
                required=False,
                label_size="s",
                choices=[(LoopWords.Verdict.SHOW, _("Show")), (LoopWords.Verdict.HOLD, _("Hold back"))],
                inline=True,
            )

    def verdicts(self) -> list[tuple[LoopWords, str]]:
        """The words of which something was chosen."""
        return [(row, chosen) for name, row in self.words.items() if (chosen := self.cleaned_data.get(name))]

"""What people type into the influence ledger: what was proposed, what was decided, that people were told."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.goals.queries.ledger.page import Linkable
from alongside.goals.queries.ledger.words import BECAME
from alongside.goals.rules.ledger import Decision
from alongside.goals.services.ledger.proposals import NOTHING, TEXT_AT_MOST, WORDS_AT_MOST, About
from alongside.ui.forms import Choice, Choices, DateField, SelectField, TextArea

EXAMPLE = _("For example, 27 3 2027.")
TOO_LONG = {"max_length": format_lazy(_("This must be {most} characters or fewer"), most=WORDS_AT_MOST)}


class RecordProposal(forms.Form):
    """What a voice proposed, and what it is about where there is such a thing."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = TextArea(
        label=_("What was proposed?"),
        hint=_("In one or two plain sentences. Name nobody."),
        missing=_("Enter what was proposed"),
        max_length=TEXT_AT_MOST,
        rows=2,
        error_messages={
            "max_length": format_lazy(_("What was proposed must be {most} characters or fewer"), most=TEXT_AT_MOST)
        },
    )
    options = TextArea(
        label=_("What else could be done? (optional)"),
        hint=_("The other options that were talked about, so that later everybody sees what was chosen from."),
        required=False,
        max_length=WORDS_AT_MOST,
        rows=3,
        error_messages=TOO_LONG,
    )
    proposed_on = DateField(
        label=_("When was it proposed?"), hint=EXAMPLE, name=_("The day it was proposed"), missing=_("Enter the day")
    )

    def __init__(
        self, *args: Any, voices: Mapping[str, str], linkable: Linkable, about: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.links = {
            **{
                f"goal:{goal.pk}": (gettext("Goal: %(title)s") % {"title": goal.title}, About(goal=goal))
                for goal in linkable.goals
            },
            **{f"review:{one.pk}": (_review(one.held_on), About(review=one)) for one in linkable.reviews},
            **{
                f"cycle:{one.pk}": (gettext("Test: %(question)s") % {"question": one.question}, About(cycle=one))
                for one in linkable.cycles
            },
        }
        self.fields["voice"] = Choice(
            label=_("Whose proposal is it?"),
            hint=_("The voice that proposed it, whoever writes it down."),
            missing=_("Choose the voice that proposed it"),
            choices=list(voices.items()),
        )
        self.fields["about"] = SelectField(
            label=_("Does it belong to something here? (optional)"),
            required=False,
            choices=[("", _("Nothing in particular")), *((key, words) for key, (words, _) in self.links.items())],
            initial=about if about in self.links else "",
        )
        self.fields["token"].initial = uuid.uuid4
        self.order_fields(["token", "text", "voice", "proposed_on", "options", "about"])

    @property
    def chosen(self) -> About:
        """What it is about, as it was chosen."""
        key = str(self.cleaned_data.get("about") or "")
        return self.links[key][1] if key else NOTHING


class DecideProposal(forms.Form):
    """What was decided, by which voices, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = Choice(
        label=_("What was decided?"),
        missing=_("Choose what was decided"),
        choices=[(one.value, _(BECAME[one.value])) for one in Decision],
        hints={
            Decision.ACCEPTED.value: _("As it was proposed."),
            Decision.CHANGED.value: _("Something of it, or in another way."),
            Decision.DECLINED.value: _("Saying no, and why, is an honest answer too."),
        },
    )
    decided_on = DateField(
        label=_("When was it decided?"), hint=EXAMPLE, name=_("The day it was decided"), missing=_("Enter the day")
    )
    reason = TextArea(
        label=_("Why?"),
        hint=_("Those who proposed it will read this. Name nobody."),
        missing=_("Enter why"),
        max_length=WORDS_AT_MOST,
        rows=3,
        error_messages=TOO_LONG,
    )
    changed = TextArea(
        label=_("What is different because of it? (optional)"),
        hint=_("You can write this later, when it has happened."),
        required=False,
        max_length=WORDS_AT_MOST,
        rows=3,
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, voices: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_by"] = Choices(
            label=_("Who decided?"),
            hint=_("Tick every voice that had a say in the decision."),
            missing=_("Choose at least one voice"),
            choices=list(voices.items()),
        )
        self.order_fields(["version", "decision", "decided_by", "decided_on", "reason", "changed"])


class TellProposal(forms.Form):
    """Those who proposed it were told."""

    told_on = DateField(
        label=_("When were they told?"), hint=EXAMPLE, name=_("The day they were told"), missing=_("Enter the day")
    )
    changed = TextArea(
        label=_("What is different because of it?"),
        hint=_("As you told them. If it was declined, you may leave this empty."),
        required=False,
        max_length=WORDS_AT_MOST,
        rows=3,
        error_messages=TOO_LONG,
    )


def _review(held_on: dt.date) -> str:
    return gettext("Review of %(day)s") % {"day": date_format(held_on, "j F Y")}

"""What people type at and after the joint meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.assessments import tongues
from alongside.assessments.models import Gap, Quote
from alongside.assessments.queries.meeting import ItemLine
from alongside.assessments.queries.rounds import Hats
from alongside.assessments.rules import PRIORITIES_AT_MOST
from alongside.core.files import EXTENSIONS, LARGEST
from alongside.frameworks.queries import StageCard, VoiceCard
from alongside.ui.forms import (
    Choice,
    Choices,
    DateField,
    FileField,
    SelectField,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)

NONE_AGREED = "none"
LANGUAGES = [("", _("The language of this place")), *tongues.SPOKEN.items()]
VERDICTS = [
    (Quote.Verdict.SHOW, _("Show")),
    (Quote.Verdict.SHOW_WITHOUT_NAME, _("Show, without saying which voice")),
    (Quote.Verdict.HOLD, _("Hold back")),
]


class InOneVoice(forms.Form):
    """A form of an act in which a person speaks in one of their voices, and keeps it for the round."""

    def __init__(self, *args: Any, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(hats.choices) > 1:
            self.fields["voice"] = Choice(
                label=_("In which of your voices do you speak here?"),
                hint=_("You keep it for the whole round. Nobody is shown the others."),
                missing=_("Choose the voice in which you speak here"),
                choices=list(hats.choices),
            )
            self.order_fields(["voice"])

    @property
    def in_voice(self) -> str:
        return str(self.cleaned_data.get("voice") or "")


class HoldMeeting(forms.Form):
    """When the joint meeting was, and how many were there."""

    held_on = DateField(
        label=_("When did you meet?"),
        hint=_("For example, 14 4 2026."),
        name=_("The date of the meeting"),
        missing=_("Enter the date on which you met"),
    )

    def __init__(self, *args: Any, voices: Sequence[VoiceCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [voice.code for voice in voices]
        for voice in voices:
            self.fields[f"present_{voice.code}"] = WholeNumber(
                label=_("%(voice)s: how many were there?") % {"voice": voice.name},
                hint=_("Leave empty if nobody. We keep how many, never who."),
                required=False,
                min_value=0,
                max_value=999,
                width=3,
                error_messages={
                    "min_value": _("Enter 0 or more people"),
                    "max_value": _("Enter fewer than 1,000 people"),
                },
            )

    @property
    def present(self) -> dict[str, int]:
        given = {code: self.cleaned_data.get(f"present_{code}") for code in self.codes}
        return {code: number for code, number in given.items() if number}


class RecordPosition(forms.Form):
    """What the meeting agreed on one item."""

    stage = Choice(
        label=_("Which stage did you agree on?"), missing=_("Choose the stage you agreed on, or that you did not")
    )
    why = TextArea(
        label=_("Why"),
        hint=_("What did you see or hear that decided it? Two sentences are enough. No names of people."),
        missing=_("Say in a few words why you agreed on this, or why you could not"),
        max_length=1000,
        rows=4,
    )
    dissent = TextArea(
        label=_("Who sees it differently, and how (optional)"),
        hint=_("It is printed wherever the agreed stage is."),
        required=False,
        max_length=1000,
        rows=3,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, stages: Sequence[StageCard], looks_like: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, Choice)
        field.choices = [*((str(stage.value), stage.name) for stage in stages), (NONE_AGREED, _("We did not agree"))]
        field.hints = {str(value): text for value, text in looks_like.items()}
        field.divider_before = {NONE_AGREED: "or"}

    @property
    def agreed_stage(self) -> int | None:
        given = self.cleaned_data["stage"]
        return None if given == NONE_AGREED else int(given)


class AddEvidence(forms.Form):
    """A link or a file that shows why."""

    label = TextField(
        label=_("What it is"),
        hint=_("For example, “Complaints report, March”."),
        missing=_("Say what it is"),
        max_length=150,
    )
    link = TextField(
        label=_("Its address on the web (a link)"), required=False, max_length=500, inputmode="url", spellcheck=False
    )
    file = FileField(
        label=_("Or a file"),
        hint=_(
            "PDF, PNG, JPEG, Word (DOCX), OpenDocument (ODT) or plain text (TXT), 10 MB at most. "
            "Nothing from anyone’s records, and no names of people who use services."
        ),
        required=False,
        max_bytes=LARGEST,
        extensions=EXTENSIONS,
        too_large=_("The file must be 10 MB or smaller"),
    )

    def clean_link(self) -> str:
        link = str(self.cleaned_data.get("link") or "").strip()
        if link and "://" not in link:
            link = f"https://{link}"
        if link:
            try:
                forms.URLField(assume_scheme="https").clean(link)
            except ValidationError as wrong:
                raise ValidationError(_("Enter a whole address, like https://www.example.org/report")) from wrong
            if not link.lower().startswith(("https://", "http://")):
                raise ValidationError(_("Enter an address that begins with https://"))
        return link

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and bool(given.get("link")) == bool(given.get("file")):
            self.add_error("link", _("Give a link or a file: one of the two"))
        return given


class SettleGap(InOneVoice):
    """How a gap is settled, in words that both sides stand behind."""

    outcome = Choice(
        label=_("How do you settle it?"),
        missing=_("Choose how the gap is settled"),
        choices=[
            (Gap.Outcome.UNDERSTOOD, _("Understood")),
            (Gap.Outcome.AGREE_TO_DIFFER, _("We agree to differ")),
            (Gap.Outcome.BECAME_GOAL, _("We want to change it")),
        ],
        hints={
            Gap.Outcome.UNDERSTOOD: _("You know now why each side sees it as it does, and that is enough."),
            Gap.Outcome.AGREE_TO_DIFFER: _("You see it differently, both readings stand, and you say so."),
            Gap.Outcome.BECAME_GOAL: _("It is marked for a goal."),
        },
    )
    words = TextArea(
        label=_("In your words"),
        hint=_("One or two sentences that both sides can stand behind."),
        missing=_("Say in a few words how the gap is settled"),
        max_length=500,
        rows=4,
    )


class ChoosePriorities(forms.Form):
    """At most three items to work on first."""

    items = Choices(
        label=_("Which do you want to work on first?"),
        hint=_("Three at most. The widest gaps come first, then the lowest agreed stages."),
        missing=_("Choose at least one challenge to work on first"),
    )

    def __init__(self, *args: Any, lines: Sequence[ItemLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.number): line for line in lines}
        field = self.fields["items"]
        assert isinstance(field, Choices)
        field.choices = [(number, f"{number}. {line.result.card.short}") for number, line in self.lines.items()]
        field.hints = {number: _hint(line) for number, line in self.lines.items()}
        field.reveals = {number: f"why_{number}" for number in self.lines}
        for number in self.lines:
            self.fields[f"why_{number}"] = TextField(
                label=_("Why this one? (optional)"), required=False, max_length=300
            )

    def clean_items(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["items"]
        if len(chosen) > PRIORITIES_AT_MOST:
            raise ValidationError(_("Choose three at most, so that three can really be done"))
        return chosen

    @property
    def chosen(self) -> list[ItemLine]:
        return [self.lines[number] for number in self.cleaned_data["items"]]

    @property
    def whys(self) -> dict[int, str]:
        return {line.result.card.id: str(self.cleaned_data.get(f"why_{line.number}") or "") for line in self.chosen}


def _hint(line: ItemLine) -> str:
    agreed = f"agreed: {line.position.in_words}" if line.position else _("no position written yet")
    return f"{line.result.label}; {agreed[:1].lower()}{agreed[1:]}"


class AgreeRound(InOneVoice):
    """One side's key to what was agreed."""

    def __init__(self, *args: Any, absent: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if absent:
            self.fields["alone"] = Tick(
                label=_("The side of %(sides)s was not at the meeting. We agree without it, knowing that.")
                % {"sides": str(_(" and ")).join(absent)},
                hint=_(
                    "The round is then called one-sided wherever it appears. "
                    "Leave this empty to wait for a key of the other side."
                ),
                required=False,
            )

    @property
    def alone(self) -> bool:
        return bool(self.cleaned_data.get("alone"))


class ReadQuotes(InOneVoice):
    """What somebody says of offered words, one choice each; those left open stay unread."""

    def __init__(self, *args: Any, quotes: Sequence[Quote], names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotes = {str(quote.pk): quote for quote in quotes}
        for key, quote in self.quotes.items():
            self.fields[f"verdict_{key}"] = Choice(
                label=f"“{quote.words}”",
                hint=_("Would stand under: %(name)s") % {"name": names.get(quote.group, _("no name"))},
                required=False,
                choices=VERDICTS,
                small=True,
                label_size="s",
            )
            self.fields[f"language_{key}"] = SelectField(
                label=_("Which language is it?"), choices=LANGUAGES, required=False, initial=quote.language
            )
            self.fields[f"translation_{key}"] = TextArea(
                label=_("What does it mean?"),
                hint=_("It stands beside the words, and says that a person translated it and nobody checked it."),
                required=False,
                max_length=1200,
                rows=3,
                initial=quote.translation,
            )

    @property
    def translations(self) -> list[tuple[Quote, str, str]]:
        """What was written or changed about what words mean: the words, their language, the translation."""
        given = [
            (quote, str(self.cleaned_data[f"language_{key}"] or ""), str(self.cleaned_data[f"translation_{key}"] or ""))
            for key, quote in self.quotes.items()
        ]
        return [
            (quote, language, words)
            for quote, language, words in given
            if (language, words) != (quote.language, quote.translation)
        ]

    @property
    def verdicts(self) -> list[tuple[Quote, str]]:
        given = [(quote, str(self.cleaned_data.get(f"verdict_{key}") or "")) for key, quote in self.quotes.items()]
        return [(quote, verdict) for quote, verdict in given if verdict]

"""What people type when they prepare, open, invite to, close and reveal a round."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import NamedContact, Round
from alongside.assessments.queries.drafting import KINDS_IN_WORDS, EditionChoice, small
from alongside.assessments.queries.rounds import AskedLine, Hats
from alongside.core.words import gettext
from alongside.frameworks.queries import ItemCard, VoiceCard
from alongside.ui.forms import (
    Choice,
    Choices,
    DateField,
    EmailField,
    SelectField,
    TextArea,
    TextField,
    Tick,
    WholeNumber,
)

CONTACT_HINTS = {
    NamedContact.Kind.IN_TEAM: _("Somebody people know and can ask for on any day."),
    NamedContact.Kind.OUTSIDE: _("Somebody the team does not answer to, for what cannot be said inside it."),
    NamedContact.Kind.ADVOCATE: _("An independent advocacy service."),
    NamedContact.Kind.EMERGENCY: _("A number that is answered day and night."),
}
MANY_PEOPLE, MANY_SLIPS, MANY_BY_POSTER = 2000, 200, 300


def field_of(name: str, code: str) -> str:
    return f"{name}_{code}"


class Token(forms.UUIDField):
    """Makes one form one act, however often it is sent."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        invalid = _("This form was changed on its way here. Open the page again and fill it in once more")
        super().__init__(required=False, error_messages={"invalid": invalid})


class DraftRound(forms.Form):
    """A round being prepared: what is asked, of whom, until when, and whom to turn to."""

    name = TextField(
        label=_("What to call this round"),
        hint=_("For example “Spring 2026”. It stands in the place's list."),
        missing=_("Enter what to call this round"),
        max_length=80,
        error_messages={"max_length": _("The name must be 80 characters or fewer")},
        width=20,
    )
    edition = SelectField(label=_("What you judge yourselves against"), missing=_("Choose an edition"))
    why = TextArea(
        label=_("Why you ask"),
        hint=_("Stands on the first page that everybody reads who is asked. Two plain sentences are enough."),
        missing=_("Enter why you ask"),
        max_length=300,
        error_messages={"max_length": _("Why you ask must be 300 characters or fewer")},
        rows=3,
    )
    closes_on = DateField(
        label=_("Last day on which people can answer"),
        hint=_("Three weeks are usually enough. For example, 27 3 2026."),
        name=_("The last day"),
        missing=_("Enter the last day on which people can answer"),
    )
    mode = Choice(
        label=_("Who sees what"),
        missing=_("Choose a private round or an open room"),
        choices=[(Round.Mode.PRIVATE, _("A private round")), (Round.Mode.OPEN_ROOM, _("An open room"))],
        hints={
            Round.Mode.PRIVATE: _(
                "Everybody sees how each group answers, and never a group of fewer than five. "
                "Choose this when you are not sure."
            ),
            Round.Mode.OPEN_ROOM: _(
                "The people of this place see each voice as it is, however few they are, until your "
                "joint meeting is closed. Then only what a private round keeps remains. Both sides must say yes to it, "
                "and everybody is told on the first page."
            ),
        },
    )
    voices = Choices(label=_("Whom you ask"), missing=_("Choose at least one voice to ask"))
    items_of = forms.CharField(required=False, widget=forms.HiddenInput)
    token = Token()

    def __init__(
        self,
        data: Any = None,
        *,
        editions: Sequence[EditionChoice],
        voices: Sequence[VoiceCard],
        items: Sequence[ItemCard],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.all_voices, self.all_items = tuple(voices), tuple(items)
        data = self._asking_everything(data) if data and data.get("items_of") != data.get("edition") else data
        super().__init__(data, initial={"token": uuid.uuid4(), **(initial or {})})
        self.choices_of("edition", [(str(one.id), one.name) for one in editions])
        self.choices_of("voices", [(voice.code, voice.name) for voice in voices])
        asked = self.fields["voices"]
        assert isinstance(asked, Choices)
        asked.reveals = {voice.code: field_of("expected", voice.code) for voice in voices}
        for voice in voices:
            self._about(voice)
        for kind in NamedContact.Kind:
            self._contact(kind)

    def _asking_everything(self, data: Any) -> Any:
        """What was sent, after a change of edition: what was ticked there were questions of the other one."""
        sent = data.copy()
        sent["items_of"] = data.get("edition", "")
        for voice in self.all_voices:
            sent.setlist(field_of("items", voice.code), [str(item.number) for item in self.all_items])
        return sent

    def choices_of(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _about(self, voice: VoiceCard) -> None:
        self.fields[field_of("expected", voice.code)] = WholeNumber(
            label=_("How many %(voice)s do you expect?") % {"voice": small(voice.name)},
            width=4,
            min_value=0,
            max_value=MANY_PEOPLE,
            invalid=_("%(voice)s: enter a whole number, like 12") % {"voice": voice.name},
            error_messages={
                "min_value": _("%(voice)s: enter 0 or more") % {"voice": voice.name},
                "max_value": _("%(voice)s: enter %(most)s or fewer") % {"voice": voice.name, "most": MANY_PEOPLE},
            },
        )
        self.fields[field_of("items", voice.code)] = Choices(
            label=voice.name,
            label_size="s",
            small=True,
            choices=[(str(item.number), f"{item.number}. {item.short}") for item in self.all_items],
        )

    def _contact(self, kind: NamedContact.Kind) -> None:
        self.fields[field_of("name", kind)] = TextField(label=_("Name"), max_length=100, width=20)
        self.fields[field_of("phone", kind)] = TextField(label=_("Phone"), max_length=40, width=20, inputmode="tel")
        self.fields[field_of("email", kind)] = EmailField(label=_("Email"), width=20, autocomplete="off")

    @property
    def asked_about(self) -> list[Any]:
        """Which questions each voice is asked: the part that is folded away."""
        return [self[field_of("items", voice.code)] for voice in self.all_voices]

    @property
    def items_are_wrong(self) -> bool:
        """Whether the folded part must be opened, because something in it is to be put right."""
        return any(bound.errors for bound in self.asked_about)

    @property
    def contacts(self) -> list[dict[str, Any]]:
        """The four kinds, each with its three boxes."""
        return [
            {
                "kind": kind,
                "says": gettext(KINDS_IN_WORDS[kind]),
                "hint": CONTACT_HINTS[kind],
                "boxes": [self[field_of(part, kind)] for part in ("name", "phone", "email")],
            }
            for kind in NamedContact.Kind
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for voice in self.all_voices:
            key = field_of("items", voice.code)
            if voice.code in given.get("voices", ()) and key in given and not given[key]:
                self.add_error(key, _("Choose at least one question for %(voice)s") % {"voice": small(voice.name)})
        for kind in NamedContact.Kind:
            self._clean_contact(given, kind)
        return given

    def _clean_contact(self, given: Mapping[str, Any], kind: NamedContact.Kind) -> None:
        name, phone, email = (field_of(part, kind) for part in ("name", "phone", "email"))
        says = gettext(KINDS_IN_WORDS[kind])
        if (given.get(phone) or given.get(email)) and not given.get(name):
            self.add_error(name, _("%(whom)s: enter a name") % {"whom": says})
        if given.get(name) and email in given and not (given.get(phone) or given.get(email)):
            self.add_error(phone, _("%(whom)s: enter a phone number or an email address") % {"whom": says})

    def look_at_numbers_only(self) -> None:
        """Say nothing of what else is missing: this time only the numbers are asked for."""
        for name in list(self.errors):
            if not name.startswith(("expected", "voices")):
                del self.errors[name]

    def expected(self) -> dict[str, int]:
        """How many are expected per voice asked; also from a form that is not yet right elsewhere."""
        given = getattr(self, "cleaned_data", {})
        return {code: given.get(field_of("expected", code)) or 0 for code in given.get("voices") or ()}

    def items_for(self, voice: str) -> tuple[int, ...]:
        """The numbers of the questions a voice is asked; none means all."""
        chosen = self.cleaned_data[field_of("items", voice)]
        return () if len(chosen) == len(self.all_items) else tuple(int(number) for number in chosen)


class HatForm(forms.Form):
    """An act in which somebody stands for one side: they choose which of their voices they speak in."""

    voice = Choice(label=_("Which voice do you speak in here?"), required=False)

    def __init__(self, data: Any = None, *, hats: Hats, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, Choice)
        if len(hats.choices) < 2:
            del self.fields["voice"]
            return
        field.choices = list(hats.choices)
        field.required = True
        field.error_messages["required"] = _("Choose which voice you speak in here")
        field.help_text = _("You keep it for the whole round. Your other voices are not shown to anybody.")

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("voice") or "")


class TurnKey(HatForm):
    """A key to the reveal; and, once told that a side would not be shown, what to do about it."""

    WAIT, INVITE, GO_ON = "wait", "invite", "go_on"
    choice = Choice(
        label=_("What do you want to do?"),
        missing=_("Choose what you want to do"),
        choices=[
            (WAIT, _("Wait")),
            (INVITE, _("Open the round again and invite more people")),
            (GO_ON, _("Go on, knowing that this side will not be shown")),
        ],
        hints={
            WAIT: _("Nothing is revealed. The answers stay sealed."),
            INVITE: _("Those who have answered need not do it again."),
            GO_ON: _("A reveal cannot be undone: these answers are then deleted without being shown."),
        },
    )

    def __init__(self, data: Any = None, *, hats: Hats, warned: bool, **kwargs: Any) -> None:
        super().__init__(data, hats=hats, **kwargs)
        if not warned:
            del self.fields["choice"]

    @property
    def then(self) -> str:
        """What they chose when told; empty when there was nothing to tell."""
        return str(self.cleaned_data.get("choice") or "")


class Invite(forms.Form):
    """Addresses, one box for each voice; and the members of the place who have an account."""

    members = Tick(label=_("Send a code to the members of this place who have an account"), initial=True)

    def __init__(self, data: Any = None, *, asked: Sequence[AskedLine], members: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.asked = tuple(asked)
        if not members:
            del self.fields["members"]
        for line in asked:
            self.fields[field_of("to", line.code)] = TextArea(
                label=line.name, required=False, rows=4, hint=_("One email address on each line."), own_words=False
            )

    @property
    def boxes(self) -> list[Any]:
        return [self[field_of("to", line.code)] for line in self.asked]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for line in self.asked:
            wrong = [address for address in addresses_in(given[field_of("to", line.code)]) if not _is_address(address)]
            if wrong:
                said = _("is not an email address") if len(wrong) == 1 else _("are not email addresses")
                self.add_error(field_of("to", line.code), f"{line.name}: {', '.join(wrong[:5])} {said}")
        if not self.errors and not given.get("members") and not self.people():
            raise ValidationError(_("Enter at least one email address"))
        return given

    def people(self) -> dict[str, tuple[str, ...]]:
        """Every address given, with the voices it was written under."""
        found: dict[str, tuple[str, ...]] = {}
        for line in self.asked:
            for address in addresses_in(self.cleaned_data.get(field_of("to", line.code), "")):
                found[address] = (*found.get(address, ()), line.code)
        return found


def addresses_in(typed: str) -> list[str]:
    """The addresses in a text: on lines, between commas or semicolons, also as “Name <address>”."""
    pieces = (piece.strip() for piece in re.split(r"[\n,;]+", typed))
    return [re.sub(r"^.*<\s*(.*?)\s*>.*$", r"\1", piece).lower() for piece in pieces if piece]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class MakeCodes(forms.Form):
    """So many codes for one voice. The token makes one form one batch, however often it is sent."""

    token = Token()

    def __init__(self, data: Any = None, *, asked: Sequence[AskedLine], most: int, question: str) -> None:
        super().__init__(data, initial={"token": uuid.uuid4()})
        self.fields["voice"] = Choice(
            label=_("For whom?"),
            missing=_("Choose for whom"),
            invalid=_("Choose one of the voices that this round asks"),
            choices=[(line.code, line.name) for line in asked],
        )
        self.fields["number"] = WholeNumber(
            label=question,
            label_size="m",
            missing=_("Enter how many"),
            width=3,
            min_value=1,
            max_value=most,
            hint=_("At most %(most)s at a time.") % {"most": most},
            error_messages={
                "min_value": _("Enter 1 or more"),
                "max_value": _("Enter %(most)s or fewer") % {"most": most},
            },
        )

    def renew(self) -> None:
        """Let the same form be sent once more, as a new act."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "token": str(uuid.uuid4())}


class Reopen(forms.Form):
    closes_on = DateField(
        label=_("New last day on which people can answer"),
        name=_("The last day"),
        missing=_("Enter the new last day on which people can answer"),
    )


class Cancel(forms.Form):
    why = TextField(
        label=_("Why do you cancel it?"),
        hint=_("People who ask are told this. For example “We will ask again when the ward has moved”."),
        missing=_("Enter why you cancel the round"),
        max_length=200,
        error_messages={"max_length": _("The reason must be 200 characters or fewer")},
    )


class Confirm(forms.Form):
    """Nothing to fill in: the button is the answer. It carries what a rule has to say against it."""

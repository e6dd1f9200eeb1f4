"""The shapes of what is typed about places and people. What is allowed is the services' to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.access.permissions import ROLES, Role, Side
from alongside.accounts import services as accounts
from alongside.core.refusals import Refusal
from alongside.frameworks.queries import VoiceCard
from alongside.programmes import rules, services
from alongside.ui.forms import Choice, Choices, DateField, EmailField, SelectField, TextArea, TextField

TIERS = [(code, _(words)) for code, words in rules.TIER_WORDS.items()]

ABOUT = {
    services.NameTaken: "name",
    services.NameMissing: "name",
    services.TooEarly: "from_on",
    services.TierNotNew: "tier",
    services.AlreadyUsed: "edition",
    services.EditionNotOpen: "edition",
    services.VoiceMissing: "voices",
    services.UnknownVoice: "voices",
    services.RoleDoesNotFit: "role",
    services.NotYoursToGive: "role",
    services.SpeaksForBothSides: "role",
    services.AlreadyBelongs: "role",
    services.NeedsReason: "reason",
    accounts.NotASignInName: "sign_in_name",
    accounts.SignInNameInUse: "sign_in_name",
    services.DatesTheWrongWayRound: "until_on",
    services.NotOfThatSide: "through",
    services.AlreadyADeputy: "through",
}
"""Which field a refusal is about, where it is about one."""


def show(form: forms.Form, refusal: Refusal) -> None:
    """Say a refusal where it belongs in a form."""
    field = ABOUT.get(type(refusal))
    form.add_error(field if field in form.fields else None, refusal.message)


class AddSite(forms.Form):
    name = TextField(label=_("Name of the site"), missing=_("Enter the site's name"), max_length=120)
    sector = TextField(
        label=_("Sector"), hint=_("For example NHS, independent or voluntary. You can leave this empty."), max_length=40
    )
    tier = Choice(label=_("Tier"), missing=_("Choose the site's tier"), choices=TIERS)
    partners = TextArea(
        label=_("Local partners"), hint=_("One on each line. You can add more later."), rows=4, max_length=2000
    )

    def clean_partners(self) -> list[tuple[str, str]]:
        lines = (" ".join(line.split())[:120] for line in self.cleaned_data["partners"].splitlines())
        return [(line, "") for line in dict.fromkeys(lines) if line]


class AddTeam(forms.Form):
    name = TextField(label=_("Name of the team"), missing=_("Enter the team's name"), max_length=120)
    about = TextField(label=_("What the team does"), hint=_("In one line. You can leave this empty."), max_length=300)


class Settings(forms.Form):
    """A place's own name and words. A site also has a sector."""

    name = TextField(label=_("Name"), missing=_("Enter a name"), max_length=120)
    about = TextField(label=_("What it does"), hint=_("In one line. You can leave this empty."), max_length=300)
    sector = TextField(
        label=_("Sector"), hint=_("For example NHS, independent or voluntary. You can leave this empty."), max_length=40
    )

    def __init__(self, *args: Any, with_sector: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_sector:
            del self.fields["sector"]


class AddPartner(forms.Form):
    name = TextField(label=_("Name of the partner"), missing=_("Enter the partner's name"), max_length=120)
    what = TextField(label=_("What they do together with the site"), max_length=120)


class SetTier(forms.Form):
    tier = Choice(label=_("Tier"), missing=_("Choose a tier"), choices=TIERS)
    from_on = DateField(
        label=_("From which day?"),
        hint=_("For example, 27 3 2026. Reports use the tier a site had at the time."),
        missing=_("Enter the day from which the site has this tier"),
        name=_("The day"),
    )


class UseEdition(forms.Form):
    edition = SelectField(label=_("Edition"), missing=_("Choose an edition"))
    from_on = DateField(
        label=_("From which day?"),
        hint=_("For example, 27 3 2026"),
        missing=_("Enter the day from which rounds use it"),
        name=_("The day"),
    )

    def __init__(self, *args: Any, editions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["edition"]
        assert isinstance(field, SelectField)
        field.choices = [("", _("Choose an edition")), *editions]


class RoleAndVoices(forms.Form):
    """What somebody may do at a place, and in which voices they may speak there."""

    role = Choice(label=_("What will they do here?"), missing=_("Choose what they will do here"))
    voices = Choices(label=_("Which voices may they speak in?"))

    def __init__(
        self, *args: Any, roles: Sequence[Role], voices: Sequence[VoiceCard], mine: frozenset[Side], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        role, voice = self.fields["role"], self.fields["voices"]
        assert isinstance(role, Choice)
        assert isinstance(voice, Choices)
        role.choices = [(one.value, ROLES[one].name) for one in roles]
        role.hints = {one.value: ROLES[one].says for one in roles}
        voice.choices = [(card.code, card.name) for card in voices]
        voice.hints = {
            card.code: _("Someone who stands for the side of %(side)s must agree first.")
            % {"side": rules.side_words(card.side)}
            for card in voices
            if card.side not in mine
        }
        voice.help_text = _("People can wear several hats. They choose one for each round.")

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class Invite(RoleAndVoices):
    name = TextField(label=_("Their name"), missing=_("Enter their name"), max_length=100)
    email = EmailField(
        label=_("Their email address"),
        hint=_("We write to them how to sign in."),
        missing=_("Enter their email address"),
        max_length=254,
        autocomplete="off",
    )
    field_order = ["name", "email", "role", "voices"]


class InviteWithoutAddress(RoleAndVoices):
    name = TextField(label=_("Their name"), missing=_("Enter their name"), max_length=100)
    sign_in_name = TextField(
        label=_("A name to sign in with"),
        hint=_("You can choose it together. If you leave this empty, we choose three plain words."),
        max_length=40,
        autocomplete="off",
        autocapitalize="none",
        spellcheck=False,
    )
    field_order = ["name", "sign_in_name", "role", "voices"]


class ChangeMembership(RoleAndVoices):
    reason = TextField(
        label=_("Why?"),
        hint=_("Needed only where the other side must agree: they read it. You can leave this empty otherwise."),
        max_length=200,
    )


class EndMembership(forms.Form):
    reason = TextField(
        label=_("Why does it end?"),
        hint=_("In a few words, for example: moved to another team. Do not write anything about anyone's health."),
        missing=_("Say why it ends, in a few words"),
        max_length=200,
    )


class FilterTrail(forms.Form):
    act = SelectField(label=_("What happened"))

    def __init__(self, *args: Any, acts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["act"]
        assert isinstance(field, SelectField)
        field.choices = [("", _("Everything")), *acts]


class NameDeputy(forms.Form):
    through = SelectField(label=_("Who stands in?"), missing=_("Choose who stands in"))
    from_on = DateField(
        label=_("From when?"),
        name=_("First day"),
        hint=_("For example, 28 11 2026"),
        missing=_("Enter the first day"),
    )
    until_on = DateField(
        label=_("Until when?"), name=_("Last day"), hint=_("You can leave this empty. You can end it on any day.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["through"]
        assert isinstance(field, SelectField)
        field.choices = [("", _("Choose one person")), *people]

    def clean_through(self) -> UUID:
        return UUID(self.cleaned_data["through"])


class SayAway(forms.Form):
    from_on = DateField(
        label=_("From when?"),
        name=_("First day"),
        hint=_("For example, 28 11 2026"),
        missing=_("Enter the first day you are away"),
    )
    until_on = DateField(label=_("Until when?"), name=_("Last day"), missing=_("Enter the last day you are away"))

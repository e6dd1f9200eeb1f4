"""What people may send: whom to turn to, a wish to talk, a report, and what should become of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.words import gettext, opening
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.keeping_safe.queries.reported import VERDICTS, WordsLine
from alongside.keeping_safe.rules import REASONS, ContactKind
from alongside.keeping_safe.services import Named
from alongside.ui.forms import Choice, Choices, CodeField, EmailField, SelectField, TextArea, TextField

HEADINGS = {
    ContactKind.IN_TEAM: _("Somebody in the team"),
    ContactKind.OUTSIDE: _("Somebody outside the team"),
    ContactKind.ADVOCATE: _("An advocate"),
    ContactKind.EMERGENCY: _("An emergency line"),
}


class NameContacts(forms.Form):
    """The four people or lines, each with a name and a way to reach them."""

    def __init__(self, data: Any = None, *, accounts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for kind, heading in HEADINGS.items():
            self.fields[f"name_{kind}"] = TextField(
                label=_("%(who)s: name") % {"who": heading},
                missing=_("%(who)s: give a name") % {"who": heading},
                max_length=100,
                label_size="s",
            )
            self.fields[f"phone_{kind}"] = TextField(
                label=_("Phone"), required=False, max_length=40, width=20, autocomplete="off"
            )
            self.fields[f"email_{kind}"] = EmailField(label=_("Email"), required=False, width=30, autocomplete="off")
            if kind != ContactKind.EMERGENCY:
                self.fields[f"user_{kind}"] = SelectField(
                    label=_("Or their account here"),
                    hint=_("For somebody without an email address: requests for a talk wait on their first page."),
                    choices=[("", _("None")), *accounts],
                    required=False,
                )

    @property
    def contacts(self) -> list[Named]:
        given = self.cleaned_data
        return [
            Named(
                kind,
                given[f"name_{kind}"],
                given[f"phone_{kind}"],
                given[f"email_{kind}"],
                given.get(f"user_{kind}") or None,
            )
            for kind in ContactKind
        ]


def shown_back(contacts: Sequence[ContactLine]) -> dict[str, Any]:
    """The contacts there are, as the form begins with them."""
    return {
        f"{name}_{one.kind}": value
        for one in contacts
        for name, value in (("name", one.name), ("phone", one.phone), ("email", one.email), ("user", one.user_id or ""))
    }


class AskForATalk(forms.Form):
    """Somebody wants to be talked to: by whom, and how to reach them. `code` is sealed: what they will keep."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=400)
    reach = TextField(
        label=_("How can they reach you?"),
        hint=_("A phone number, an email address, or where and when they can find you."),
        missing=_("Say how they can reach you"),
        max_length=200,
        error_messages={"max_length": _("This is too long. Make it 200 letters or fewer")},
    )
    words = TextArea(
        label=_("What would you like to talk about? You can leave this empty"),
        required=False,
        max_length=600,
        rows=4,
        error_messages={"max_length": _("This is too long. Make it 600 letters or fewer")},
    )

    def __init__(self, data: Any = None, *, contacts: Sequence[ContactLine], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["contact"] = Choice(
            label=_("Who shall get in touch with you?"),
            choices=[(one.kind, one.name) for one in contacts],
            hints={one.kind: opening(gettext(one.who)) for one in contacts},
            missing=_("Choose who shall get in touch with you"),
            invalid=_("Choose one of the people named here"),
        )
        self.order_fields(["contact", "reach", "words"])


class EnterCode(forms.Form):
    code = CodeField(
        label=_("Your code"),
        hint=_("It looks like BCDF-GHJK-LMNP. Big or small letters are fine."),
        missing=_("Type your code"),
    )


class ReportText(forms.Form):
    reason = Choice(
        label=_("Why should somebody look at it?"),
        choices=[(reason.value, _(words)) for reason, words in REASONS.items()],
        missing=_("Choose why somebody should look at it"),
        invalid=_("Choose one of these"),
    )
    words = TextArea(
        label=_("Do you want to say more?"),
        hint=_("You can leave this empty. Do not write the words again."),
        required=False,
        max_length=300,
        rows=3,
        error_messages={"max_length": _("This is too long. Make it 300 letters or fewer")},
    )


class HideText(forms.Form):
    """Which of the words of a row to hide."""

    def __init__(self, data: Any = None, *, words: Sequence[WordsLine], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["which"] = Choices(
            label=_("Which words shall be hidden?"),
            choices=[(one.choice, one.label) for one in words],
            hints={one.choice: one.words for one in words},
            missing=_("Choose which words to hide"),
            initial=[one.choice for one in words if one.is_reported],
        )


class DecideAboutText(forms.Form):
    verdict = Choice(
        label=_("What shall become of it?"),
        choices=[(verdict.value, _(words)) for verdict, words in VERDICTS.items()],
        missing=_("Choose whether to show it again or to erase it"),
        invalid=_("Choose one of these"),
    )

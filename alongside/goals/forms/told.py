"""What people without an account may send: a code, an answer, an address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.goals.rules.loops import WORDS_AT_MOST, Says
from alongside.ui.forms import Choice, CodeField, EmailField, TextArea, Tick


class EnterCode(forms.Form):
    code = CodeField(
        label=_("Your code"),
        hint=_("It looks like BCD-FGH-JKM. Big or small letters are fine."),
        missing=_("Type your code"),
        max_length=200,
    )

    def clean_code(self) -> str:
        """The code, also out of a whole link that somebody pasted."""
        return str(self.cleaned_data["code"]).rpartition("#")[2]


class Answer(forms.Form):
    """What somebody says to what they were told. `ticket` is sealed: nobody can read or change it."""

    ticket = forms.CharField(widget=forms.HiddenInput, max_length=1000)
    says = Choice(
        label=_("Is it true?"),
        missing=_("Choose yes, partly or no"),
        invalid=_("Choose yes, partly or no"),
        choices=[(Says.YES.value, _("Yes")), (Says.PARTLY.value, _("Partly")), (Says.NO.value, _("No"))],
    )
    words = TextArea(
        label=_("Do you want to say more?"),
        hint=_("You can leave this empty."),
        required=False,
        max_length=WORDS_AT_MOST,
        rows=4,
        error_messages={"max_length": _("This is too long. Make it 600 letters or fewer")},
    )
    offered = Tick(label=_("You may show these words to others"), hint=_("We never show who wrote them."))

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")


class AskToBeTold(forms.Form):
    address = EmailField(
        label=_("Your email address"),
        missing=_("Type your email address"),
        max_length=200,
        width=30,
    )

"""What a director sends: a file of the programme's own, or its text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.content import MOST_BYTES
from alongside.ui.forms import FileField, TextArea

MEGABYTES = MOST_BYTES // 1_000_000


class AddOwn(forms.Form):
    """A YAML file, chosen or pasted. What is wrong with it the content's own reader says."""

    file = FileField(
        label=_("Choose the file"),
        hint=_("A YAML file, at most %(megabytes)s MB.") % {"megabytes": MEGABYTES},
        max_bytes=MOST_BYTES,
        extensions=(".yaml", ".yml", ".txt"),
        required=False,
    )
    text = TextArea(
        label=_("Or paste what it says"),
        hint=_("If you choose a file as well, the file is taken."),
        rows=16,
        own_words=False,
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given.get("file") and not given.get("text", "").strip():
            self.add_error("text", _("Choose a file, or paste what it says"))
        return given

    @property
    def given(self) -> bytes | str:
        file = self.cleaned_data.get("file")
        return bytes(file.read()) if file else str(self.cleaned_data["text"])

    @property
    def called(self) -> str:
        """What mistakes call the file."""
        file = self.cleaned_data.get("file")
        return str(file.name) if file and file.name else str(_("your text"))

    def show_again(self, given: bytes | str) -> None:
        """Keep what was sent in the box, so that it can be put right there."""
        text = given if isinstance(given, str) else given.decode("utf-8", errors="replace")
        self.data = {"text": text.removeprefix("\ufeff").replace("\x00", "\ufffd")}


class Confirm(forms.Form):
    """Nothing to fill in: the button is the answer. It carries what a rule has to say against it."""

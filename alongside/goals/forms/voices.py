"""A form of an act in which a person speaks in one of their voices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.goals.queries.goal import Hats
from alongside.ui.forms import Choice


class InOneVoice(forms.Form):
    """A form of an act in which a person speaks in one of their voices, and keeps it for the goal."""

    def __init__(self, *args: Any, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(hats.choices) > 1:
            self.fields["voice"] = Choice(
                label=_("In which of your voices do you speak here?"),
                hint=_("You keep it for this goal. Nobody is shown the others."),
                missing=_("Choose the voice in which you speak here"),
                choices=list(hats.choices),
            )
            self.order_fields(["voice"])

    @property
    def in_voice(self) -> str:
        return str(self.cleaned_data.get("voice") or "")

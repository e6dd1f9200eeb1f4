"""What people type into a team's own plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.goals.queries.ledger.words import KINDS, SHARES, USES
from alongside.goals.services.ledger.plans import OFFER_AT_MOST
from alongside.ui.forms import Choice, TextField


class OfferResource(forms.Form):
    """Something that somebody brings to the team."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = Choice(
        label=_("What kind of thing is it?"),
        missing=_("Choose what kind of thing it is"),
        choices=[(kind.value, _(words)) for kind, words in KINDS.items()],
        small=True,
    )
    text = TextField(
        label=_("What is it?"),
        hint=_("For example “Plays the guitar”, or “A room at the library on Tuesdays”. No names."),
        missing=_("Enter what it is"),
        max_length=OFFER_AT_MOST,
        error_messages={
            "max_length": format_lazy(_("What it is must be {most} characters or fewer"), most=OFFER_AT_MOST)
        },
    )
    use = Choice(
        label=_("What may the team do with it?"),
        hint=_("Whoever brings it decides."),
        missing=_("Choose what the team may do with it"),
        choices=[(use.value, _(words)) for use, words in USES.items()],
    )

    def __init__(self, *args: Any, voices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        self.fields["voice"] = Choice(
            label=_("Who brings it?"), missing=_("Choose the voice that brings it"), choices=list(voices), small=True
        )
        self.order_fields(["token", "kind", "text", "voice", "use"])


class SharePlan(forms.Form):
    """The team's switch."""

    shares = Choice(
        label=_("What may people outside the team see?"),
        missing=_("Choose what people outside the team see"),
        choices=[(share.value, _(words)) for share, words in SHARES.items()],
    )


class OnlyAsk(forms.Form):
    """No box: the question itself is the page."""

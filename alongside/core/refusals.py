"""Refusals: acts the product declines, with a sentence fit for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Refusal(Exception):
    """An act that a rule does not allow. Its message says what is wrong and what to do.

    The class names the sentence in English; raised, it speaks the language of whoever asked. Forms show the message;
    a refusal nobody caught becomes a page with status 409.
    """

    message = _("That cannot be done just now.")

    def __init__(self, message: str | None = None) -> None:
        self.message = gettext(message or type(self).message)
        super().__init__(self.message)

"""Refusals: acts the product declines, with a sentence fit for the person who tried."""

from __future__ import annotations


class Refusal(Exception):
    """An act that a rule does not allow. Its message says what is wrong and what to do.

    Forms show the message; a refusal nobody caught becomes a page with status 409.
    """

    message = "That cannot be done just now."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or type(self).message
        super().__init__(self.message)

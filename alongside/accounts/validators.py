"""The door through which Django asks whether a password is too easy to guess."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.accounts import rules
from alongside.accounts.models import User


class NotEasilyGuessed:
    """Refuses runs of keys, repetitions, the words that are tried first, and the person's own name or address."""

    def validate(self, password: str, user: User | None = None) -> None:
        about = (user.name, user.email) if user else ()
        if rules.is_easily_guessed(password, about=about):
            raise ValidationError(
                _(
                    "This password is one of the first that someone would try. "
                    "Choose another, for example three words that do not belong together"
                ),
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        return _("Not one that is easily guessed, such as your name or keys in a row.")

"""The door through which Django asks whether a password is too easy to guess."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.accounts import queries, rules
from alongside.accounts.models import User


class LongEnough:
    """Asks for 12 characters; 8 are enough beside a second factor."""

    def validate(self, password: str, user: User | None = None) -> None:
        with_second = user is not None and queries.has_second_factor(user)
        if not rules.is_long_enough(password, with_second_factor=with_second):
            needed = rules.SHORTEST_WITH_SECOND_FACTOR if with_second else rules.SHORTEST
            raise ValidationError(
                _("This password is too short. It needs at least %(needed)s characters") % {"needed": needed},
                code="too_short",
            )

    def get_help_text(self) -> str:
        return _("At least 12 characters, or 8 with a second step.")


class NotEasilyGuessed:
    """Refuses runs of keys, repetitions, the words that are tried first, and the person's own name or address."""

    def validate(self, password: str, user: User | None = None) -> None:
        about = (user.name, user.signs_in_with) if user else ()
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

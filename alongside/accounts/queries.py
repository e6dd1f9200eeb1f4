"""Reads about accounts."""

from __future__ import annotations

from alongside.accounts.models import User


def user_with(email: str) -> User | None:
    """The account with this address, however it is spelt in capitals; one query."""
    return User.objects.filter(email=email.strip().lower()).first()

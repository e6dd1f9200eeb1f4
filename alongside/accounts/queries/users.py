"""Reads about accounts."""

from __future__ import annotations

from uuid import UUID

from alongside.accounts.models import User


def user_with(email: str) -> User | None:
    """The account with this address, however it is spelt in capitals; one query."""
    return User.objects.filter(email=email.strip().lower()).first()


def user_numbered(text: str) -> User | None:
    """The account in use with this id, as a form sends it; one query."""
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    return User.objects.filter(pk=wanted, is_active=True).first()

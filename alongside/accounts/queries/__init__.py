"""Reads about accounts."""

from alongside.accounts.queries.users import user_numbered, user_with

__all__ = ["user_numbered", "user_with"]

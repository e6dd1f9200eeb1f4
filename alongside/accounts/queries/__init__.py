"""Reads about accounts."""

from alongside.accounts.queries.factors import FactorLine, Factors, factors_of, has_second_factor
from alongside.accounts.queries.notices import NoticeLine, notices_of
from alongside.accounts.queries.users import user_numbered, user_with

__all__ = [
    "FactorLine",
    "Factors",
    "NoticeLine",
    "factors_of",
    "has_second_factor",
    "notices_of",
    "user_numbered",
    "user_with",
]

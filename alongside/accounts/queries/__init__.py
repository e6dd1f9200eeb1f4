"""Reads about accounts."""

from alongside.accounts.queries.factors import FactorLine, Factors, factors_of, has_second_factor
from alongside.accounts.queries.users import user_numbered, user_with

__all__ = ["FactorLine", "Factors", "factors_of", "has_second_factor", "user_numbered", "user_with"]

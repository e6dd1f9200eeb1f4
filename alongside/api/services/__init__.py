"""Making and ending tokens."""

from alongside.api.services.tokens import NameMissing, TokenIsOver, TooLong, TooMany, end_token, make_token, mark_of

__all__ = ["NameMissing", "TokenIsOver", "TooLong", "TooMany", "end_token", "make_token", "mark_of"]

"""How often a program may call, and how often somebody may guess a token: counted in the database."""

from __future__ import annotations

from alongside.accounts.throttle import Limit

WRONG_TOKENS = Limit("token-place", tries=60, minutes=12)
CALLS = Limit("token-calls", tries=600, minutes=10)

"""What ends in this app when somebody leaves for good."""

from __future__ import annotations

from alongside.api.models import Token
from alongside.core.clock import date_of
from alongside.core.holdings import Leaving


def leaving(left: Leaving) -> None:
    """No program enters figures in their name any more. A part of leaving, which writes the audit row."""
    live = Token.objects.filter(user_id=left.person.user_id, ended_on__isnull=True)
    left.count("tokens", live.update(ended_on=date_of(left.at)))
